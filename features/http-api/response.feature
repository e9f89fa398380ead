@http-api @needs-http-api
Feature: What an HTTP API makes of a function's result
  With payload format 2.0 a function may return any JSON, or say in detail what
  the response shall be. With format 1.0 it has to say so.

  @RESP-012 @core
  Rule: Format 2.0: a result without statusCode is the body of a 200
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: an object
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"message": "Hello from Lambda!"}
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Hello from Lambda!"}
        """
      And the function was invoked once

  @RESP-013 @core
  Rule: Format 2.0: a string is the body of a 200, without quotes
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; recorded 2025-11-24 on function URLs, whose format is the same

    Example: a greeting
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        "Hello from Lambda!"
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        Hello from Lambda!
        """

  @RESP-201 @edge
  Rule: Format 2.0: any other JSON is the body as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: derived: recorded 2025-11-24 on function URLs, whose format is the same

    Scenario Outline: <case>
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        <result>
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        <body>
        """

      Examples:
        | case      | result             | body             |
        | a number  | 3                  | 3                |
        | a boolean | true               | true             |
        | a list    | ["hello", 3, true] | ["hello",3,true] |

  @RESP-014 @core
  Rule: Format 2.0: a result with statusCode is read as status, headers, body and its encoding
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: all of them
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {
          "statusCode": 203,
          "headers": {"Content-Type": "text/x-soup", "X-Soup": "leek"},
          "body": "c291cA==",
          "isBase64Encoded": true
        }
        """
      When a client sends "GET /"
      Then the response status is 203
      And the response header "Content-Type" is "text/x-soup"
      And the response header "X-Soup" is "leek"
      And the response body is
        """
        soup
        """

    Example: the body is sent as it is
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 201, "body": "{ \"made\" : true }"}
        """
      When a client sends "GET /"
      Then the response status is 201
      And the response body is
        """
        { "made" : true }
        """

  @RESP-015 @core
  Rule: Format 2.0: each of the cookies becomes a Set-Cookie header of its own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: two cookies
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 200, "cookies": ["a=1; Path=/", "b=2; HttpOnly"], "body": "soup"}
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response headers "Set-Cookie" are
        | a=1; Path=/   |
        | b=2; HttpOnly |

  @RESP-202 @extended
  Rule: A result with statusCode and without Content-Type is text/plain
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (which
      says nothing of it)
    Basis: recorded 2025-12-02 (2020-04-16 and 2024-08-06 as well); a REST API says application/json

    Example: format 2.0
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 200, "body": "\"Hello from Lambda!\""}
        """
      When a client sends "GET /"
      Then the response header "Content-Type" is "text/plain; charset=utf-8"
      And the response header "Content-Length" is "20"
      And the response body is
        """
        "Hello from Lambda!"
        """

  @RESP-203 @extended
  Rule: A 204 has neither Content-Type nor Content-Length
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (which
      says nothing of it)
    Basis: recorded 2021-01-15

    Example: nothing to say
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 204}
        """
      When a client sends "GET /"
      Then the response status is 204
      And the response header "Content-Type" is absent
      And the response header "Content-Length" is absent
      And the response body is empty

  @RESP-204 @extended
  Rule: The request's id is in apigw-requestid; there are none of a REST API's headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    Basis: recorded 2022-08-20 (2022-03-02 as well)

    Example: an ordinary answer
      Given an HTTP API whose "POST /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 201, "headers": {"X-Custom-Header": "my custom header value"}, "body": "soup"}
        """
      When a client sends "POST /"
      Then the response status is 201
      And the response header "X-Custom-Header" is "my custom header value"
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response header "x-amzn-RequestId" is absent
      And the response header "x-amz-apigw-id" is absent
      And the response header "X-Amzn-Trace-Id" is absent

  @RESP-205 @extended
  Rule: An empty body has a Content-Length of 0 and no Content-Type
    Source: https://github.com/micronaut-projects/micronaut-aws/issues/2437 (an answer as the client got it)
    Basis: recorded 2025-11-23

    Example: format 1.0
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 1.0
      And the function returns
        """
        {"statusCode": 303, "headers": {"Location": "https://example.com/"}, "body": ""}
        """
      When a client sends "GET /"
      Then the response status is 303
      And the response header "Content-Length" is "0"
      And the response header "Content-Type" is absent

  @RESP-206 @extended
  Rule: Format 1.0: a name in both headers and multiValueHeaders is sent with the values of both
    Source: https://github.com/micronaut-projects/micronaut-aws/issues/2437 (an answer as the client got it)
    Basis: recorded 2025-11-23; a REST API sends it once

    Example: the same Location in both
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 1.0
      And the function returns
        """
        {
          "statusCode": 303,
          "headers": {"Location": "https://example.com/"},
          "multiValueHeaders": {"Location": ["https://example.com/"]}
        }
        """
      When a client sends "GET /"
      Then the response status is 303
      And the response headers "Location" are
        | https://example.com/ |
        | https://example.com/ |

  @RESP-207 @core
  Rule: Format 1.0: status, headers, multi-value headers and body are the function's
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: all of format 1.0
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 1.0
      And the function returns
        """
        {
          "statusCode": 203,
          "headers": {"Content-Type": "text/x-soup"},
          "multiValueHeaders": {"X-Soup": ["leek", "tomato"]},
          "body": "c291cA==",
          "isBase64Encoded": true
        }
        """
      When a client sends "GET /"
      Then the response status is 203
      And the response header "Content-Type" is "text/x-soup"
      And the response headers "X-Soup" are
        | leek   |
        | tomato |
      And the response body is
        """
        soup
        """
