@function-urls @needs-function-urls
Feature: What a function URL makes of a function's result
  A function may return any JSON, or say in detail what the response shall be.

  @RESP-230 @core
  Rule: JSON without statusCode is the body of a 200, compact, and a string loses its quotes
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented, recorded 2025-11-24; null is derived

    Scenario Outline: <case>
      Given a function "result" with a URL
      And the function returns
        """
        <result>
        """
      When a client sends "POST /soup?size=large" with the "text/plain" body
        """
        {'key':'value'}
        """
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        <body>
        """
      And the function was invoked once

      Examples:
        | case       | result             | body              |
        | an object  | {"hello": "world"} | {"hello":"world"} |
        | a string   | "hello"            | hello             |
        | an integer | 3                  | 3                 |
        | a fraction | 3.1                | 3.1               |
        | a boolean  | true               | true              |
        | a list     | ["hello", 3, true] | ["hello",3,true]  |
        | null       | null               | null              |

  @RESP-231 @core
  Rule: The body of a result with statusCode is sent as it is, and is JSON unless the function says otherwise
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: recorded 2025-11-24 (HTTP APIs call it plain text)

    Scenario Outline: <case>
      Given a function "result" with a URL
      And the function returns
        """
        {"statusCode": 200, "body": "<written>"}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        <body>
        """

      Examples:
        | case                | written                | body               |
        | a text              | body123                | body123            |
        | JSON with its blank | {\\"hello\\": \\"world\\"} | {"hello": "world"} |

  @RESP-232 @core
  Rule: A result with statusCode is read as status, headers, cookies, body and its encoding
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented

    Example: all of them
      Given a function "result" with a URL
      And the function returns
        """
        {
          "statusCode": 203,
          "headers": {"Content-Type": "text/x-soup", "X-Soup": "leek"},
          "cookies": ["a=1; Secure", "b=2"],
          "body": "iVBORw==",
          "isBase64Encoded": true
        }
        """
      When a client sends "GET /soup"
      Then the response status is 203
      And the response header "Content-Type" is "text/x-soup"
      And the response header "X-Soup" is "leek"
      And the response headers "Set-Cookie" are
        | a=1; Secure |
        | b=2         |
      And the response body is the bytes "89 50 4e 47"

    Example: a redirect
      Given a function "result" with a URL
      And the function returns
        """
        {"statusCode": 302, "headers": {"Location": "https://example.com/soup?size=large"}}
        """
      When a client sends "GET /soup"
      Then the response status is 302
      And the response header "Location" is "https://example.com/soup?size=large"

  @RESP-233 @extended
  Rule: The status may be a string
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: derived from a published test that passed on AWS: "418" became 418

    Example: a teapot
      Given a function "result" with a URL
      And the function returns
        """
        {"statusCode": "418", "body": "i'm a teapot", "isBase64Encoded": false}
        """
      When a client sends "GET /tea"
      Then the response status is 418
      And the response body is
        """
        i'm a teapot
        """

  @ERR-280 @core
  Rule: A function that fails is 502 with the text Internal Server Error, which is no JSON
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html
    Basis: derived from a published test that passed on AWS

    Scenario Outline: <way>
      Given a function "fail" with a URL
      And the function fails by "<way>"
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 502
      And the response body is
        """
        Internal Server Error
        """
      And the function was invoked once

      Examples:
        | way                     |
        | throwing an error       |
        | rejecting with an error |

  @ERR-281 @extended
  Rule: A function whose reserved concurrency is 0 is off: 429
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
    Basis: documented

    Example: no execution at all
      Given a function "hello" with a URL
      And the function's reserved concurrency is 0
      When a client sends "GET /soup"
      Then the response status is 429
      And the function was not invoked
