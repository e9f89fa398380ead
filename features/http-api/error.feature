@http-api @needs-http-api
Feature: Errors that an HTTP API makes itself
  Their bodies are compact, their words begin with capitals, and no header tells
  the kind: unlike a REST API's in every point.

  @ERR-046 @core
  Rule: A request that no route matches is Not Found
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented; the status and the 23 bytes seen on AWS in a published transcript (2026-04-22)

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "<request>"
      Then the response status is 404
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Not Found"}
        """
      And the function was not invoked

      Examples:
        | case                           | request     |
        | another path                   | GET /soup   |
        | a path below                   | GET /pets/7 |
        | a method that is no route's    | POST /pets  |

  @ERR-047 @core
  Rule: A function that the gateway may not invoke is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: documented; status and bytes recorded 2025-05-20

    Example: no permission
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And API Gateway has no permission to invoke the function
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was not invoked

  @ERR-048 @core
  Rule: An error of the function is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: documented; status and bytes recorded 2025-05-20. A REST API says 502.

    Scenario Outline: payload format <format>
      Given an HTTP API whose "GET /pets" proxies to the function "throw" with payload format <format>
      And the function throws "the soup is cold"
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was invoked once

      Examples:
        | format |
        | 1.0    |
        | 2.0    |

  @ERR-201 @core
  Rule: Format 1.0 infers nothing: a result in another form is an Internal Server Error
    Source: https://repost.aws/knowledge-center/api-gateway-status-codes-http-api
    Basis: documented; bytes recorded 2025-05-20 of a malformed answer

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "result" with payload format 1.0
      And the function returns
        """
        <result>
        """
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was invoked once

      Examples:
        | case                         | result              |
        | a string                     | "Hello from Lambda!" |
        | an object without statusCode | {"message": "Hello"} |

  @ERR-202 @extended
  Rule: The errors have none of a REST API's headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html (which does not
      mention headers)
    Basis: recorded 2025-05-20 and 2026-04-22: only date, content-type, content-length and apigw-requestid

    Example: no route
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /soup"
      Then the response status is 404
      And the response header "Content-Length" is "23"
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response header "x-amzn-ErrorType" is absent
      And the response header "x-amzn-RequestId" is absent
      And the response header "x-amz-apigw-id" is absent
      And the response header "X-Amzn-Trace-Id" is absent

    Example: a function's error
      Given an HTTP API whose "GET /pets" proxies to the function "throw" with payload format 2.0
      And the function throws "the soup is cold"
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Length" is "35"
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response header "x-amzn-ErrorType" is absent
      And the response header "X-Amzn-Trace-Id" is absent

  @ERR-203 @extended
  Rule: An integration that takes too long is Service Unavailable
    Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html (timeoutInMillis)
    Basis: recorded 2025-05-20 after the default 30 s; 33 bytes, where a REST API says 504. The documentation does not
      say what the client gets.

    Example: a second is too short
      Given an HTTP API whose "GET /pets" proxies to the function "wait" with payload format 2.0
      And the function waits 4000 milliseconds
      And its integration may take 1000 milliseconds
      When a client sends "GET /pets"
      Then the response status is 503
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Service Unavailable"}
        """
      And the response took at least 1 second
      And the response took less than 4 seconds

  @ERR-262 @core
  Rule: A throttled function is Service Unavailable at once
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html (which does not
      mention throttling)
    Basis: recorded 2025-05-20: 33 bytes, no header of a REST API's, where a REST API says 500

    Scenario Outline: no concurrency left, payload format <format>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format <format>
      And the function's reserved concurrency is 0
      When a client sends "GET /pets"
      Then the response status is 503
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "33"
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response header "Retry-After" is absent
      And the response header "x-amzn-ErrorType" is absent
      And the response header "x-amzn-RequestId" is absent
      And the response header "X-Amzn-Trace-Id" is absent
      And the response body is
        """
        {"message":"Service Unavailable"}
        """
      And the response took less than 5 seconds
      And the function was not invoked

      Examples:
        | format |
        | 1.0    |
        | 2.0    |

  @ERR-263 @core
  Rule: A function that cannot be loaded is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: recorded 2025-05-20 for a handler that cannot be imported: 35 bytes. A REST API says 502.

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "<handler>" with payload format <format>
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "35"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """

      Examples:
        | case                              | handler  | format |
        | an error while it loads           | broken   | 2.0    |
        | an error while it loads, in 1.0   | broken   | 1.0    |
        | no handler in it                  | nameless | 2.0    |

  @ERR-264 @core
  Rule: However the function fails, the answer is the same
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: documented; status and the 35 bytes recorded 2025-05-20 for a raised error

    Scenario Outline: <failure>
      Given an HTTP API whose "GET /pets" proxies to the function "fail" with payload format 2.0
      And the function fails by "<failure>"
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Length" is "35"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was invoked once

      Examples:
        | failure                         |
        | throwing a text                 |
        | rejecting with an error         |
        | calling back with an error      |
        | a rejection that nobody handles |
        | process.exit(0)                 |
        | process.exit(3)                 |
        | a circular result               |

    Example: 200 MB of memory where there are 128
      Given an HTTP API whose "GET /pets" proxies to the function "hungry" with payload format 2.0
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was invoked once

    Example: the function's own time limit
      Given an HTTP API whose "GET /pets" proxies to the function "fail" with payload format 2.0
      And the function fails by "an endless loop"
      And the function's time limit is 1 second
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the response took at least 1 second
      And the response took less than 15 seconds

  @ERR-265 @core
  Rule: A function that does not exist, or may be invoked for another route only, is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: documented; status and the 35 bytes recorded 2025-05-20 for a missing permission

    Example: no such function
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the function does not exist
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Length" is "35"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """

    Scenario Outline: a permission for <source>
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And API Gateway may invoke the function from "<source>"
      When a client sends "GET /pets/7"
      Then the response status is <status>

      Examples:
        | source            | status |
        | */GET/pets/{id}   | 200    |
        | */*/pets/*        | 200    |
        | */POST/pets/{id}  | 500    |
        | other/GET/pets/*  | 500    |
        | */GET/soups/*     | 500    |

  @LIMIT-003 @extended
  Rule: An integration may not take longer than 30 seconds
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    Basis: documented

    Example: a millisecond more
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its integration may take 30001 milliseconds
      When the API is deployed
      Then CreateIntegration is refused with BadRequestException

    Example: exactly that
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its integration may take 30000 milliseconds
      When a client sends "GET /pets"
      Then the response status is 200
      And the function was invoked once
