@lambda-custom
Feature: Functions that fail behind a custom integration
  Every failure is a result of Lambda's with status 200 and an error message;
  patterns and templates make of it what the API wants.

  @ERR-160 @core
  Rule: However the function fails, its error document is the body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented; the members recorded 2025-05-05

    Scenario Outline: <failure>
      Given a REST API whose "GET /soup" invokes the function "fail"
      And the function fails by "<failure>"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is the JSON
        """
        {"errorType": "<type>", "errorMessage": "<message>", "{{...}}": "{{any}}"}
        """
      And the function was invoked once

      Examples:
        | failure                    | type              | message                                                                                  |
        | throwing an error          | TypeError         | the oven is off                                                                          |
        | rejecting with a text      | string            | no cook                                                                                  |
        | calling back with an error | Error             | the cook called                                                                          |
        | process.exit(0)            | Runtime.ExitError | {{matches RequestId: [0-9a-f-]+ Error: Runtime exited without providing a reason}}       |

  @ERR-161 @core
  Rule: A pattern may match the message of a time-out
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented: the page maps ".*Task timed out.*"

    Example: a gateway time-out of the API's own
      Given a REST API whose "GET /soup" invokes the function "fail"
      And the function fails by "waiting too long"
      And the function's time limit is 1 second
      And errors that match ".*Task timed out after \d+\.\d+ seconds" become status 504 with the template
        """
        {"message": "the kitchen is slow"}
        """
      When a client sends "GET /soup"
      Then the response status is 504
      And the response body is the JSON
        """
        {"message": "the kitchen is slow"}
        """
      And the response took less than 15 seconds

  @ERR-162 @core
  Rule: Of several patterns the one that matches is selected
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented

    Scenario Outline: <message>
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "<message>"
      And errors that match "Malformed.*" become status 400
      And errors that match "(Unauthorized|Forbidden): .*" become status 403
      And errors that match ".*[Oo]ven.*" become status 503
      When a client sends "GET /soup"
      Then the response status is <status>
      And the member "$.errorMessage" of the response is "<message>"

      Examples:
        | message              | status |
        | Malformed recipe     | 400    |
        | Forbidden: not yours | 403    |
        | no Oven free         | 503    |
        | nothing of the kind  | 200    |
        | a Malformed recipe   | 200    |

  @ERR-014 @edge
  Rule: A dot does not match a line break
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented: ".+" may not match a message with a newline, as in Java

    Scenario Outline: the pattern <pattern> for two lines
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws the lines
        """
        the first pot
        the second pot
        """
      And errors that match "<pattern>" become status 503
      When a client sends "GET /soup"
      Then the response status is <status>

      Examples:
        | pattern      | status |
        | .+           | 200    |
        | (.\|\n)+     | 503    |
        | (?s).+       | 503    |

  @ERR-017 @extended
  Rule: An error message that is JSON can be taken apart
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
    Basis: documented: "custom errors"

    Example: by a template
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "{\"status\": 409, \"reason\": \"two cooks\"}"
      And errors that match ".*\"status\": 409.*" become status 409 with the template
        """
        #set($error = $util.parseJson($input.path('$.errorMessage')))
        {"reason": "$error.reason", "status": $error.status}
        """
      When a client sends "GET /soup"
      Then the response status is 409
      And the response body is the JSON
        """
        {"reason": "two cooks", "status": 409}
        """

  @ERR-163 @core
  Rule: A template may choose the status from the error itself
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented; recorded 2023-09-17: an override beats the status of the selected response

    Scenario Outline: <message>
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "<message>"
      And errors that match ".+" become status 500 with the template
        """
        #set($message = $input.path('$.errorMessage'))
        #if($message.startsWith("404"))
        #set($context.responseOverride.status = 404)
        #end
        {"message": "$message"}
        """
      When a client sends "GET /soup"
      Then the response status is <status>
      And the response body is the JSON
        """
        {"message": "<message>"}
        """

      Examples:
        | message        | status |
        | 404 no soup    | 404    |
        | the oven broke | 500    |

  @ERR-164 @extended
  Rule: Lambda called with another verb than POST invokes nothing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    Basis: documented; a published transcript of 2015 has Lambda's own answer, XML of an AccessDeniedException

    Example: GET
      Given a REST API whose "GET /soup" invokes the function "hello"
      And its integration is called with GET
      When a client sends "GET /soup"
      Then the response body does not contain "Hello from Lambda!"
      And the response body contains "Unable to determine service/operation name to be authorized"
      And the function was not invoked

  @ERR-165 @core
  Rule: A function that does not exist is a 500, not mapped
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: derived from a published transcript of a live API without the permission: a missing function cannot have one

    Example: although a pattern would match any error
      Given a REST API whose "GET /soup" invokes the function "hello"
      And the function does not exist
      And errors that match ".+" become status 503
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
