@lambda-proxy
Feature: The response format of a REST API's proxy integration
  The function returns an object that API Gateway turns into an HTTP response.

  Background:
    Given a REST API whose "GET /" proxies to the function "result"

  @RESP-001 @core
  Rule: The status is the function's statusCode
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-11-15 (a numeric string counts, 200 is the default)

    Scenario Outline: <case>
      Given the function returns
        """
        <result>
        """
      When a client sends "GET /"
      Then the response status is <status>

      Examples:
        | case                  | result                               | status |
        | a number              | {"statusCode": 201, "body": "made"}  | 201    |
        | a numeric string      | {"statusCode": "201", "body": "made"}| 201    |
        | none                  | {"body": "made"}                     | 200    |
        | an empty object       | {}                                   | 200    |
        | a client error        | {"statusCode": 400, "body": "no"}    | 400    |
        | nothing to say        | {"statusCode": 204}                  | 204    |
        | not found             | {"statusCode": 404, "body": "no"}    | 404    |
        | too many              | {"statusCode": 429, "body": "no"}    | 429    |
        | a server error        | {"statusCode": 500, "body": "no"}    | 500    |
        | unavailable           | {"statusCode": 503, "body": "no"}    | 503    |

  @RESP-002 @core
  Rule: Entries of headers become response headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-11-15 (a boolean is written as text)

    Example: text and boolean
      Given the function returns
        """
        {"statusCode": 200, "headers": {"X-Soup": "leek", "X-Hot": true}}
        """
      When a client sends "GET /"
      Then the response header "X-Soup" is "leek"
      And the response header "X-Hot" is "true"

  @RESP-003 @core
  Rule: Each element of a multiValueHeaders entry becomes a header line of its own
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Example: two values
      Given the function returns
        """
        {"statusCode": 200, "multiValueHeaders": {"X-Custom-Header": ["My value", "My other value"]}}
        """
      When a client sends "GET /"
      Then the response headers "X-Custom-Header" are
        | My value       |
        | My other value |

  @RESP-004 @core
  Rule: A name in both headers and multiValueHeaders has the values of both
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented, recorded contradicts: the page says that only the multi-value entry counts; recorded
      2024-11-15 are both, the multi-value ones first

    Example: the same name twice
      Given the function returns
        """
        {"statusCode": 200, "headers": {"X-Soup": "solo"}, "multiValueHeaders": {"X-Soup": ["multi"]}}
        """
      When a client sends "GET /"
      Then the response headers "X-Soup" are
        | multi |
        | solo  |

  @RESP-005 @core
  Rule: The body is sent as it is
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: JSON text keeps its spaces
      Given the function returns
        """
        {"statusCode": 200, "body": "{ \"TotalCodeSize\" : 104330022,\n \"FunctionCount\" : 26 }"}
        """
      When a client sends "GET /"
      Then the response body is
        """
        { "TotalCodeSize" : 104330022,
         "FunctionCount" : 26 }
        """

  @RESP-006 @core
  Rule: headers, multiValueHeaders and isBase64Encoded may be missing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-11-15: null headers are fine as well

    Scenario Outline: <case>
      Given the function returns
        """
        <result>
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response body is
        """
        hello
        """

      Examples:
        | case                  | result                                                  |
        | status and body only  | {"statusCode": 200, "body": "hello"}                    |
        | null headers          | {"statusCode": 200, "headers": null, "body": "hello"}   |

  @RESP-101 @core
  Rule: Without a body the response is empty
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-11-15

    Example: a status alone
      Given the function returns
        """
        {"statusCode": 200}
        """
      When a client sends "GET /"
      Then the response body is empty
      And the response header "Content-Type" is "application/json"

  @RESP-008 @core
  Rule: Without a Content-Type of the function's the response is application/json
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented; recorded 2024-11-15

    Example: plain text is called JSON
      Given the function returns
        """
        {"statusCode": 200, "body": "plain words"}
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"

    Example: the function's own type wins
      Given the function returns
        """
        {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": "plain words"}
        """
      When a client sends "GET /"
      Then the response header "Content-Type" is "text/plain"

  @RESP-102 @extended
  Rule: isBase64Encoded without a matching binary media type leaves the base64 text as it is
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-11-15

    Example: no binary media types
      Given the function returns
        """
        {"statusCode": 200, "isBase64Encoded": true, "body": "SGVsbG8="}
        """
      When a client sends "GET /"
      Then the response body is
        """
        SGVsbG8=
        """

  @RESP-009 @core @own-api
  Rule: isBase64Encoded with a matching binary media type sends the decoded bytes
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: documented; asserted against AWS: the client's Accept decides, not the function's Content-Type

    Example: the client accepts the type
      Given the binary media types are "application/octet-stream"
      And the function returns
        """
        {"statusCode": 200, "isBase64Encoded": true, "body": "SGVsbG8="}
        """
      And the request header "Accept" is "application/octet-stream"
      When a client sends "GET /"
      Then the response body is
        """
        Hello
        """

  @RESP-011 @core
  Rule: A function reports an error of its own by returning it, without throwing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: 400 with a text
      Given the function returns
        """
        {"statusCode": 400, "headers": {"Content-Type": "text/plain"}, "body": "no such soup"}
        """
      When a client sends "GET /"
      Then the response status is 400
      And the response body is
        """
        no such soup
        """

  @RESP-110 @core
  Rule: Beyond ASCII the body is UTF-8
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented: the body is returned as it is

    Scenario Outline: <case>
      Given the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "body": "<body>"}
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response body is
        """
        <body>
        """

      Examples:
        | case            | body              |
        | accents         | crème brûlée      |
        | other scripts   | 実行 スープ       |
        | an emoji        | soup 🍲 please    |

  @RESP-111 @core
  Rule: The headers of both maps are sent, whichever map a name stands in
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-11-15

    Example: different names
      Given the function returns
        """
        {"headers": {"X-Single": "one"}, "multiValueHeaders": {"X-Multi": ["two", "three"]}}
        """
      When a client sends "GET /"
      Then the response status is 200
      And the response header "X-Single" is "one"
      And the response headers "X-Multi" are
        | two   |
        | three |

  @RESP-112 @extended
  Rule: Names that differ in case only are one header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-11-15

    Example: a multi-value and a single header
      Given the function returns
        """
        {"statusCode": 200, "headers": {"test-multi": "value-solo"}, "multiValueHeaders": {"tesT-Multi": ["value-multi"]}}
        """
      When a client sends "GET /"
      Then the response headers "Test-Multi" are
        | value-multi |
        | value-solo  |

  @RESP-113 @core
  Rule: Every cookie of a multi-value Set-Cookie is a line of its own
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented: each element is a header line

    Example: two cookies
      Given the function returns
        """
        {"statusCode": 200, "multiValueHeaders": {"Set-Cookie": ["a=1; Path=/", "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT"]}}
        """
      When a client sends "GET /"
      Then the response headers "Set-Cookie" are
        | a=1; Path=/                                |
        | b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT |

  @RESP-114 @extended @own-api
  Rule: Where every type is binary, Base64 is decoded whatever the client accepts
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: documented: the page's own example has */* in the API's list

    Scenario Outline: Accept <accept>
      Given the binary media types are "*/*"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "isBase64Encoded": true, "body": "SGVsbG8="}
        """
      And the request header "Accept" is "<accept>"
      When a client sends "GET /"
      Then the response status is 200
      And the response body is
        """
        Hello
        """

      Examples:
        | accept     |
        | text/plain |
        | image/*    |
        | */*        |

  @RESP-115 @extended @own-api
  Rule: Without isBase64Encoded a body is sent as it is, also to clients that accept binary
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: documented

    Example: a text that looks like Base64
      Given the binary media types are "image/png"
      And the function returns
        """
        {"statusCode": 200, "isBase64Encoded": false, "body": "SGVsbG8="}
        """
      And the request header "Accept" is "image/png"
      When a client sends "GET /"
      Then the response status is 200
      And the response body is
        """
        SGVsbG8=
        """
