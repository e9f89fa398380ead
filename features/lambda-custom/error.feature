@lambda-custom
Feature: Errors of a custom integration
  Lambda answers 200 even if the function failed; selection patterns look at the
  error message.

  @ERR-010 @core
  Rule: Without a pattern a function's error is a 200 with the error as body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented; recorded 2025-05-05 for the members

    Example: the error object
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is the JSON
        """
        {"errorMessage": "the soup is cold", "errorType": "OvenError", "{{...}}": "{{any}}"}
        """

  @ERR-011 @core
  Rule: A pattern is matched against the error message and selects the status
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented; recorded 2025-05-05

    Background:
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"

    Scenario Outline: the pattern <pattern> leads to <status>
      Given errors that match "<pattern>" become status 503
      When a client sends "GET /soup"
      Then the response status is <status>

      Examples:
        | pattern       | status |
        | .*cold.*      | 503    |
        | .+            | 503    |
        | .*hot.*       | 200    |
        | 200           | 200    |

  @ERR-012 @edge
  Rule: A pattern has to match the whole message
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: derived: the current page changed its example from "Invalid*" to "Malformed.*"; nowhere stated

    Example: a part of the message is not enough
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And errors that match "cold" become status 503
      When a client sends "GET /soup"
      Then the response status is 200

  @ERR-101 @extended
  Rule: A returned errorMessage is a result like any other and selects nothing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: derived from a published transcript of a live API: only a raised error is matched

    Example: an object that looks like an error
      Given a REST API whose "GET /soup" invokes the function "result"
      And the function returns
        """
        {"errorMessage": "the soup is cold"}
        """
      And errors that match ".*cold.*" become status 503
      When a client sends "GET /soup"
      Then the response status is 200

  @ERR-015 @extended
  Rule: With no pattern that matches and no default the answer is 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented; seen on AWS in published transcripts

    Example: only a pattern for another message
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And it has no default response
      And errors that match ".*hot.*" become status 503
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was invoked once

  @ERR-102 @core
  Rule: The template of the selected response renders the error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented

    Example: the client gets a body of the API's own
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And errors that match ".*cold.*" become status 503 with the template
        """
        {"sorry": "$input.path('$.errorMessage')"}
        """
      When a client sends "GET /soup"
      Then the response status is 503
      And the response body is the JSON
        """
        {"sorry": "the soup is cold"}
        """

  @ERR-103 @core
  Rule: A function that may not be invoked is answered with 500, not mapped
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: derived from a published transcript of a live API without the permission

    Example: no permission, although a pattern would match any error
      Given a REST API whose "GET /soup" invokes the function "hello"
      And API Gateway has no permission to invoke the function
      And errors that match ".+" become status 503
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked
