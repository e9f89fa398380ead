@lambda-proxy
Feature: Errors of a REST API's proxy integration
  Whatever goes wrong, the client sees one short text: 502 if the function ran
  and failed or answered nonsense, 500 if it could not be invoked.

  @ERR-003 @core
  Rule: A result that is not the response format is answered with 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented; recorded 2024-11-15

    Background:
      Given a REST API whose "GET /" proxies to the function "result"

    Scenario Outline: <case>
      Given the function returns
        """
        <result>
        """
      When a client sends "GET /"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | case                              | result                                                         |
        | an unknown member                 | {"statusCode": 200, "wrongValue": "value"}                     |
        | a text                            | "just a string"                                                |
        | a status that is no number        | {"statusCode": "test"}                                         |
        | a multi-value header with a text  | {"statusCode": 200, "multiValueHeaders": {"X-Soup": "leek"}}   |
        | a list                            | [{"statusCode": 200}]                                          |
        | a number                          | 200                                                            |
        | a misspelt member                 | {"status": 200, "body": "soup"}                                |

  @ERR-004 @core
  Rule: A body that is an object instead of a text is malformed
    Source: https://aws.amazon.com/premiumsupport/knowledge-center/malformed-502-api-gateway/
    Basis: documented; seen on AWS in a published transcript

    Example: the function forgot to stringify
      Given a REST API whose "GET /" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "body": {"soup": "leek"}}
        """
      When a client sends "GET /"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @ERR-002 @core
  Rule: A function that throws is answered with 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented; seen on AWS in a published transcript, with the space after the colon

    Example: an error of the function's own type
      Given a REST API whose "GET /" proxies to the function "throw"
      And the function throws "the soup is cold"
      When a client sends "GET /"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"

  @ERR-006 @core
  Rule: The answer reveals nothing of the function's error
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented

    Example: neither message nor type
      Given a REST API whose "GET /" proxies to the function "throw"
      And the function throws "the soup is cold"
      When a client sends "GET /"
      Then the response status is 502
      And the response body does not contain "soup"
      And the response body does not contain "OvenError"

  @ERR-005 @core
  Rule: A function stopped by its own time limit is answered with 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
    Basis: documented

    Example: the function waits longer than it may
      Given a REST API whose "GET /" proxies to the function "wait"
      And the function waits 8000 milliseconds
      And the function's time limit is 1 second
      When a client sends "GET /"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the response took less than 6 seconds

  @ERR-001 @core
  Rule: A function that cannot be invoked is answered with 500
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented; seen on AWS in a published transcript for a missing permission

    Example: the function does not exist
      Given a REST API whose "GET /" proxies to the function "hello"
      And the function does not exist
      When a client sends "GET /"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @PERM-001 @core
  Rule: Without a statement that allows it, the gateway may not invoke a function
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/amazon-api-gateway-using-stage-variables.html
    Basis: documented; seen on AWS in a published transcript: 500, "Invalid permissions on Lambda function" in the log

    Example: the function has no resource policy
      Given a REST API whose "GET /" proxies to the function "hello"
      And API Gateway has no permission to invoke the function
      When a client sends "GET /"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

  @ERR-007 @core
  Rule: The gateway invokes a function once, whatever the error
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented

    Example: a throwing function is not tried again
      Given a REST API whose "GET /" proxies to the function "throw"
      And the function throws "the soup is cold"
      When a client sends "GET /"
      Then the response status is 502
      And the function was invoked once

    Example: a malformed result is not tried again
      Given a REST API whose "GET /" proxies to the function "result"
      And the function returns
        """
        "just a string"
        """
      When a client sends "GET /"
      Then the response status is 502
      And the function was invoked once

  @ERR-008 @core
  Rule: A function that formats its error itself decides status, headers and body
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented

    Example: the guide's formatError
      Given a REST API whose "GET /" proxies to the function "format-error"
      When a client sends "GET /"
      Then the response status is 418
      And the response header "Content-Type" is "text/plain"
      And the response body is
        """
        SoupError: too much salt
        """

  @ERR-009 @extended
  Rule: An error type reaches the client as a header that the function sets
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented

    Example: the function names its error
      Given a REST API whose "GET /" proxies to the function "format-error"
      When a client sends "GET /"
      Then the response header "x-amzn-ErrorType" is "SoupError"
