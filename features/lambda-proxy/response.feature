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
