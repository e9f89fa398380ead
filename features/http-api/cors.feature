@http-api @needs-http-api
Feature: CORS of an HTTP API
  With a CORS configuration the gateway answers preflights itself and writes the
  headers of actual answers.

  @CORS-013 @core
  Rule: The gateway answers a preflight itself, though no route is for OPTIONS
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented

    @own-api
    Example: the preflight of a POST
      Given an HTTP API whose "POST /pets" proxies to the function "hello" with payload format 2.0
      And its CORS configuration is
        """
        {
          "allowOrigins": ["https://www.example.com"],
          "allowMethods": ["POST"],
          "allowHeaders": ["content-type"]
        }
        """
      And the request header "Origin" is "https://www.example.com"
      And the request header "Access-Control-Request-Method" is "POST"
      And the request header "Access-Control-Request-Headers" is "content-type"
      When a client sends "OPTIONS /pets"
      Then the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the response header "Access-Control-Allow-Methods" is "POST"
      And the response header "Access-Control-Allow-Headers" is "{{matches (?i)content-type}}"
      And the response body is empty
      And the function was not invoked

  @CORS-018 @edge
  Rule: A preflight is answered with 204
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html (which names no status)
    Basis: derived: general knowledge, no recording found

    @own-api
    Example: the status of a preflight
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its CORS configuration is
        """
        {"allowOrigins": ["*"], "allowMethods": ["GET"]}
        """
      And the request header "Origin" is "https://www.example.com"
      And the request header "Access-Control-Request-Method" is "GET"
      When a client sends "OPTIONS /pets"
      Then the response status is 204
      And the response header "Access-Control-Allow-Origin" is "*"

  @CORS-014 @core
  Rule: Without Origin there are no CORS headers, and on OPTIONS without the method asked for neither
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its CORS configuration is
        """
        {"allowOrigins": ["https://www.example.com"], "allowMethods": ["GET"], "exposeHeaders": ["x-soup"]}
        """

    @own-api
    Example: a GET without Origin
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is absent
      And the response header "Access-Control-Expose-Headers" is absent
      And the function was invoked once

    @own-api
    Example: a GET with Origin
      Given the request header "Origin" is "https://www.example.com"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the function was invoked once

    @own-api
    Example: OPTIONS with Origin alone
      Given the request header "Origin" is "https://www.example.com"
      When a client sends "OPTIONS /pets"
      Then the response header "Access-Control-Allow-Methods" is absent
      And the response header "apigw-requestid" is "{{matches .+}}"
      And the function was not invoked

    @own-api
    Example: OPTIONS with the method alone
      Given the request header "Access-Control-Request-Method" is "GET"
      When a client sends "OPTIONS /pets"
      Then the response header "Access-Control-Allow-Origin" is absent
      And the response header "Access-Control-Allow-Methods" is absent
      And the response header "apigw-requestid" is "{{matches .+}}"
      And the function was not invoked

  @CORS-015 @core
  Rule: The configured headers are added to a function's answer; its own are ignored
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented

    @own-api
    Example: the function says otherwise
      Given an HTTP API whose "GET /pets" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {
          "statusCode": 200,
          "headers": {
            "Access-Control-Allow-Origin": "https://other.example",
            "Access-Control-Expose-Headers": "x-other",
            "X-Soup": "leek"
          },
          "body": "soup"
        }
        """
      And its CORS configuration is
        """
        {"allowOrigins": ["https://www.example.com"], "allowMethods": ["GET"], "exposeHeaders": ["x-soup"]}
        """
      And the request header "Origin" is "https://www.example.com"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response headers "Access-Control-Allow-Origin" are
        | https://www.example.com |
      And the response headers "Access-Control-Expose-Headers" are
        | x-soup |
      And the response header "X-Soup" is "leek"

  @CORS-016 @extended
  Rule: An origin is allowed by itself, by * or by its scheme; any other gets no header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented; by a scheme, whether the answer names the origin or * is not

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0

    @own-api
    Scenario Outline: <origin> where <allowed> is allowed
      Given its CORS configuration is
        """
        {"allowOrigins": ["<allowed>", "https://a.example"], "allowMethods": ["GET"]}
        """
      And the request header "Origin" is "<origin>"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "<origin>"

      Examples:
        | allowed                 | origin                  |
        | https://www.example.com | https://www.example.com |
        | https://www.example.com | https://a.example       |

    @own-api
    Scenario Outline: <origin> where any <allowed> is allowed
      Given its CORS configuration is
        """
        {"allowOrigins": ["<allowed>"], "allowMethods": ["GET"]}
        """
      And the request header "Origin" is "<origin>"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "{{matches [*]|<origin>}}"

      Examples:
        | allowed   | origin                  |
        | https://* | https://www.example.com |
        | http://*  | http://www.example.com  |

    @own-api
    Example: anyone where * is allowed
      Given its CORS configuration is
        """
        {"allowOrigins": ["*"], "allowMethods": ["GET"]}
        """
      And the request header "Origin" is "https://www.example.com"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "*"

    @own-api
    Scenario Outline: not <origin> where <allowed> is allowed
      Given its CORS configuration is
        """
        {"allowOrigins": ["<allowed>"], "allowMethods": ["GET"]}
        """
      And the request header "Origin" is "<origin>"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is absent
      And the function was invoked once

      Examples:
        | allowed                 | origin                   |
        | https://www.example.com | https://www.example.org  |
        | https://www.example.com | http://www.example.com   |
        | https://*               | http://www.example.com   |
        | http://*                | https://www.example.com  |

  @CORS-017 @extended
  Rule: Each property of the configuration becomes its header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented; the spaces after commas are not

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its CORS configuration is
        """
        {
          "allowOrigins": ["https://www.example.com"],
          "allowMethods": ["GET", "POST"],
          "allowHeaders": ["authorization", "x-soup"],
          "exposeHeaders": ["date", "x-api-id"],
          "maxAge": 300,
          "allowCredentials": true
        }
        """
      And the request header "Origin" is "https://www.example.com"

    @own-api
    Example: the preflight
      Given the request header "Access-Control-Request-Method" is "GET"
      When a client sends "OPTIONS /pets"
      Then the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the response header "Access-Control-Allow-Methods" is "{{matches GET, ?POST}}"
      And the response header "Access-Control-Allow-Headers" is "{{matches (?i)authorization, ?x-soup}}"
      And the response header "Access-Control-Max-Age" is "300"
      And the response header "Access-Control-Allow-Credentials" is "true"

    @own-api
    Example: the actual answer
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the response header "Access-Control-Expose-Headers" is "{{matches (?i)date, ?x-api-id}}"
      And the response header "Access-Control-Allow-Credentials" is "true"

  @CORS-151 @edge
  Rule: Errors that the gateway makes carry the CORS headers as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: derived: recorded 2024-07-01 on a 401, which the gateway makes as it makes these

    @own-api
    Example: a function's error
      Given an HTTP API whose "GET /pets" proxies to the function "throw" with payload format 2.0
      And the function throws "the soup is cold"
      And its CORS configuration is
        """
        {"allowOrigins": ["https://www.example.com"], "allowMethods": ["GET"], "allowCredentials": true}
        """
      And the request header "Origin" is "https://www.example.com"
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the response header "Access-Control-Allow-Credentials" is "true"

  @CORS-152 @extended
  Rule: Without a configuration OPTIONS and a function's own headers are nothing special
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: recorded 2026-04-22

    Example: no route for OPTIONS
      Given an HTTP API whose "POST /pets" proxies to the function "hello" with payload format 2.0
      And the request header "Origin" is "https://www.example.com"
      And the request header "Access-Control-Request-Method" is "POST"
      When a client sends "OPTIONS /pets"
      Then the response status is 404
      And the response header "Access-Control-Allow-Origin" is absent
      And the response body is
        """
        {"message":"Not Found"}
        """

    Example: a function that answers for itself
      Given an HTTP API whose "ANY /pets" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://own.example"}}
        """
      And the request header "Origin" is "https://www.example.com"
      And the request header "Access-Control-Request-Method" is "POST"
      When a client sends "OPTIONS /pets"
      Then the response status is 200
      And the response headers "Access-Control-Allow-Origin" are
        | https://own.example |
      And the function was invoked once

  @CORS-153 @extended
  Rule: Credentials are refused where every origin is allowed
    Source: https://github.com/aws/aws-cdk/issues/9076 (the refusal as CloudFormation shows it)
    Basis: recorded 2020-07-15

    @own-api
    Example: both in one configuration
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its CORS configuration is
        """
        {"allowOrigins": ["*"], "allowMethods": ["GET"], "allowCredentials": true}
        """
      When the API is deployed
      Then CreateApi is refused with BadRequestException and the message contains "allow-credentials"
