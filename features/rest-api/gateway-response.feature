@rest-api
Feature: Gateway responses
  Errors that the gateway itself makes have a type, and with it a status, a
  body and a header that names the exception. An API can customise them.

  @ERR-020 @extended
  Rule: The answer to a method that does not exist names its exception
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-gateway-response-using-the-console.html
    Basis: documented; recorded 2024-07-23

    Scenario Outline: <request>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      When a client sends "<request>"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "<length>"

      Examples:
        | request      | length |
        | GET /bread   | 42     |
        | DELETE /soup | 42     |
        | HEAD /bread  | 0      |

  @ERR-110 @edge
  Rule: With an Authorization header the answer is about that header
    Source: the answer to an unrouted path with a bearer token
    Basis: recorded 2026-08-03 by a third party. The wording changed more than once, the exception's name did not

    Example: a bearer token
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the request header "Authorization" is "Bearer c291cA"
      When a client sends "GET /bread"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "IncompleteSignatureException"
      And the response body contains "Authorization header"

  @ERR-021 @core
  Rule: A payload that the method does not take gets UNSUPPORTED_MEDIA_TYPE with 415
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Example: NEVER and a type without template
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is NEVER
      When a client sends "POST /soup" with the "text/plain" body
        """
        leek
        """
      Then the response status is 415
      And the response header "Content-Type" is "application/json"
      And the response body is the JSON
        """
        {"message": "Unsupported Media Type"}
        """
      And the function was not invoked

  @ERR-025 @extended @own-api
  Rule: A configuration that cannot work out is API_CONFIGURATION_ERROR with 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Background:
      Given a REST API whose "POST /unmatched" answers from a MOCK integration
      And it has no default response
      And errors that match "418" become status 418
      And its "POST /statusless" answers from a MOCK integration
      And its request template is
        """
        {"soup": "leek"}
        """
      And its "POST /base64" answers from a MOCK integration
      And its request content handling is CONVERT_TO_BINARY

    Scenario Outline: <case> as the client sees it
      When a client sends "<request>" with a body without type
        """
        {"soup": "no base64!"}
        """
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | case                            | request         |
        | no response for the status      | POST /unmatched  |
        | a MOCK that names no statusCode | POST /statusless |
        | a text that is not Base64       | POST /base64    |

    Scenario Outline: <case> in a gateway response
      Given the gateway response API_CONFIGURATION_ERROR has status 503
      And the gateway response API_CONFIGURATION_ERROR has the "application/json" template
        """
        {"type": "$context.error.responseType"}
        """
      When a client sends "<request>" with a body without type
        """
        {"soup": "no base64!"}
        """
      Then the response status is 503
      And the response body is the JSON
        """
        {"type": "API_CONFIGURATION_ERROR"}
        """

      Examples:
        | case                            | request         |
        | no response for the status      | POST /unmatched  |
        | a MOCK that names no statusCode | POST /statusless |
        | a text that is not Base64       | POST /base64    |

  @ERR-016 @extended
  Rule: An integration response of a status without method response is an error of 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: documented

    Example: the method response was deleted
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its default response has status 418
      And its default response lost its method response
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @ERR-111 @extended
  Rule: A method that requires an API key answers 403 Forbidden without one
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; the body was seen on AWS in published transcripts

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key

    Example: no key
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "ForbiddenException"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

    Example: a key that nobody has
      Given the request header "x-api-key" is "0123456789-{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "ForbiddenException"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

  @ERR-040 @core @own-api
  Rule: A customised type answers with its configured status
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html
    Basis: documented

    Example: an unrouted path becomes 404
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the gateway response MISSING_AUTHENTICATION_TOKEN has status 404
      When a client sends "GET /bread"
      Then the response status is 404
      And the response body is the JSON
        """
        {"message": "Missing Authentication Token"}
        """

    Example: other types keep theirs
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And its passthrough behavior is NEVER
      And the gateway response MISSING_AUTHENTICATION_TOKEN has status 404
      When a client sends "POST /soup" with the "text/plain" body
        """
        leek
        """
      Then the response status is 415

  @ERR-038 @extended @own-api
  Rule: The status of DEFAULT_4XX holds for every type of 4xx that has none of its own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Background:
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And its passthrough behavior is NEVER
      And its "POST /statusless" answers from a MOCK integration
      And its request template is
        """
        {"soup": "leek"}
        """
      And its "POST /key" answers from a MOCK integration
      And it requires an API key
      And the gateway response INVALID_API_KEY has status 401
      And the gateway response DEFAULT_4XX has status 422

    Scenario Outline: <case>
      When a client sends "<request>" with the "text/plain" body
        """
        leek
        """
      Then the response status is <status>

      Examples:
        | case                       | request         | status |
        | an unrouted path           | POST /bread     | 422    |
        | a payload that is refused  | POST /soup      | 422    |
        | a type with its own status | POST /key       | 401    |
        | a type of 5xx              | POST /statusless | 500    |

  @ERR-112 @extended @own-api
  Rule: The status of DEFAULT_5XX holds for every type of 5xx that has none of its own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; recorded 2024-04-15 (the types' defaults change with it)

    Background:
      Given a REST API whose "GET /statusless" answers from a MOCK integration
      And its request template is
        """
        {"soup": "leek"}
        """
      And its "GET /slow" proxies to the function "wait"
      And the function waits 1000 milliseconds
      And its integration may take 100 milliseconds
      And the gateway response DEFAULT_5XX has status 555

    Scenario Outline: <case>
      When a client sends "<request>"
      Then the response status is <status>

      Examples:
        | case                  | request         | status |
        | a configuration error | GET /statusless | 555    |
        | a timeout             | GET /slow       | 555    |
        | a type of 4xx         | GET /bread      | 403    |

  @ERR-041 @extended @own-api
  Rule: Headers of a gateway response are static or copies of the request's parameters
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-gateway-response-using-the-console.html
    Basis: documented

    Scenario Outline: <source>
      Given a REST API whose "POST /soup/{kind}" answers from a MOCK integration
      And its passthrough behavior is NEVER
      And the gateway response UNSUPPORTED_MEDIA_TYPE has the header "X-Static" mapped from "'always'"
      And the gateway response UNSUPPORTED_MEDIA_TYPE has the header "X-Header" mapped from "method.request.header.x-table"
      And the gateway response UNSUPPORTED_MEDIA_TYPE has the header "X-Query" mapped from "method.request.querystring.size"
      And the gateway response UNSUPPORTED_MEDIA_TYPE has the header "X-Path" mapped from "method.request.path.kind"
      And the request header "x-table" is "seven"
      When a client sends "POST /soup/leek?size=large" with the "text/plain" body
        """
        hot
        """
      Then the response status is 415
      And the response header "<header>" is "<value>"

      Examples:
        | source           | header   | value  |
        | a static value   | X-Static | always |
        | a header         | X-Header | seven  |
        | a query parameter | X-Query | large  |
        | a path parameter | X-Path   | leek   |

  @ERR-042 @extended @own-api
  Rule: A gateway response's template knows no directives
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
    Basis: documented: only simple variable substitution

    Example: #set is text
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the gateway response MISSING_AUTHENTICATION_TOKEN has the "application/json" template
        """
        #set($a = 1)#if($context.error.message)$context.error.responseType#end
        """
      When a client sends "GET /bread"
      Then the response status is 403
      And the response body contains "#set($a = 1)"
      And the response body contains "MISSING_AUTHENTICATION_TOKEN#end"

  @ERR-043 @extended @own-api
  Rule: A gateway response's template is filled with the error, $context and stage variables
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: all of them
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage variable "colour" is "green"
      And the gateway response MISSING_AUTHENTICATION_TOKEN has the "application/json" template
        """
        {"text": "$context.error.message", "quoted": $context.error.messageString, "type": "$context.error.responseType", "stage": "$context.stage", "path": "$context.path", "id": "$context.requestId", "colour": "$stageVariables.colour"}
        """
      When a client sends "GET /bread"
      Then the response status is 403
      And the response header "Content-Type" is "application/json"
      And the response body is the JSON
        """
        {
          "text": "Missing Authentication Token",
          "quoted": "Missing Authentication Token",
          "type": "MISSING_AUTHENTICATION_TOKEN",
          "stage": "{{stage}}",
          "path": "/{{stage}}/bread",
          "id": "{{uuid}}",
          "colour": "green"
        }
        """

  @ERR-113 @extended @own-api
  Rule: A customised body keeps the header that names the exception
    Source: the answer to a throttled request with a customised body, published as a transcript
    Basis: documented: a gateway response changes status, headers and body; the type was seen to stay

    Example: another body
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the gateway response DEFAULT_4XX has the "application/json" template
        """
        {"error": {"message": $context.error.messageString}}
        """
      When a client sends "GET /bread"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the response body is the JSON
        """
        {"error": {"message": "Missing Authentication Token"}}
        """

  @ERR-114 @extended @own-api
  Rule: messageString keeps its quotes in a header
    Source: the answer to a request without its required parameters
    Basis: recorded 2021-12-01 by a third party

    Example: the two forms of the message
      Given a REST API whose "GET /divide" answers from a MOCK integration
      And it requires the parameter "method.request.querystring.divisor"
      And it validates the parameters
      And the gateway response BAD_REQUEST_PARAMETERS has the header "X-Quoted" mapped from "context.error.messageString"
      And the gateway response BAD_REQUEST_PARAMETERS has the header "X-Plain" mapped from "context.error.message"
      And the gateway response BAD_REQUEST_PARAMETERS has the header "X-Type" mapped from "context.error.responseType"
      When a client sends "GET /divide"
      Then the response status is 400
      And the response header "X-Quoted" is "\"Missing required request parameters: [divisor]\""
      And the response header "X-Plain" is "Missing required request parameters: [divisor]"
      And the response header "X-Type" is "BAD_REQUEST_PARAMETERS"
