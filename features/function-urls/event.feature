@function-urls @needs-function-urls
Feature: The event of a function URL
  A function may have a URL of its own, without any API. Its event is that of
  payload format 2.0, with one route and one stage.

  @EVENT2-150 @core
  Rule: The event has exactly the members that the request gives rise to
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented. What the request lacks is missing, as in the same format behind an HTTP API. The guide calls accountId the owner's, events of unsigned calls
      show "anonymous": either will do

    Example: a GET with nothing to it
      Given a function "hello" with a URL
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets"
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "2.0",
          "routeKey": "$default",
          "rawPath": "/pets",
          "rawQueryString": "",
          "headers": {"{{...}}": "{{string}}"},
          "requestContext": {
            "accountId": "{{matches anonymous|{{accountId}}}}",
            "apiId": "{{functionUrlId}}",
            "domainName": "{{matches {{functionUrlId}}\\..+}}",
            "domainPrefix": "{{functionUrlId}}",
            "http": {
              "method": "GET",
              "path": "/pets",
              "protocol": "HTTP/1.1",
              "sourceIp": "{{ip address}}",
              "userAgent": "conformance/1.0"
            },
            "requestId": "{{uuid}}",
            "routeKey": "$default",
            "stage": "$default",
            "time": "{{clf time}}",
            "timeEpoch": "{{epoch milliseconds}}"
          },
          "isBase64Encoded": false
        }
        """

    Example: a POST with a body, a query and cookies
      Given a function "hello" with a URL
      And the request header "User-Agent" is "conformance/1.0"
      And the request header "Cookie" is "a=1; b=2"
      When a client sends "POST /pets/7?tag=x" with the JSON body
        """
        {"leek": true}
        """
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "2.0",
          "routeKey": "$default",
          "rawPath": "/pets/7",
          "rawQueryString": "tag=x",
          "cookies": ["a=1", "b=2"],
          "headers": {"{{...}}": "{{string}}"},
          "queryStringParameters": {"tag": "x"},
          "requestContext": {
            "accountId": "{{matches anonymous|{{accountId}}}}",
            "apiId": "{{functionUrlId}}",
            "domainName": "{{matches {{functionUrlId}}\\..+}}",
            "domainPrefix": "{{functionUrlId}}",
            "http": {
              "method": "POST",
              "path": "/pets/7",
              "protocol": "HTTP/1.1",
              "sourceIp": "{{ip address}}",
              "userAgent": "conformance/1.0"
            },
            "requestId": "{{uuid}}",
            "routeKey": "$default",
            "stage": "$default",
            "time": "{{clf time}}",
            "timeEpoch": "{{epoch milliseconds}}"
          },
          "body": "{\"leek\": true}",
          "isBase64Encoded": false
        }
        """

  @EVENT2-151 @core
  Rule: Values of a query parameter that is given several times are joined with commas, decoded
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented, recorded 2025-11-24

    Example: a plain value and an encoded one
      Given a function "mirror" with a URL
      When a client sends "GET /soup?q=query&multi=foo&multi=%2Fbar"
      Then the member "$.queryStringParameters" of the response is the JSON
        """
        {"q": "query", "multi": "foo,/bar"}
        """
      And the member "$.rawQueryString" of the response is "q=query&multi=foo&multi=%2Fbar"

  @EVENT2-152 @core
  Rule: Names of headers are in lower case, values as they were sent, and what AWS adds is there
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: recorded 2025-11-24

    Example: a POST of 15 bytes
      Given a function "hello" with a URL
      And the client writes header names in title case
      And the request header "Extra-Headers" is "With WeiRd CapS"
      When a client sends "POST /soup" with the JSON body
        """
        {"foo":"bar12"}
        """
      Then the response status is 200
      And the member "$.headers" of the event is the JSON
        """
        {
          "extra-headers": "With WeiRd CapS",
          "content-type": "application/json",
          "content-length": "15",
          "host": "{{matches {{functionUrlId}}\\..+}}",
          "x-amzn-trace-id": "{{trace id}}",
          "x-amzn-tls-version": "{{string}}",
          "x-amzn-tls-cipher-suite": "{{string}}",
          "x-forwarded-for": "{{string}}",
          "x-forwarded-port": "{{string}}",
          "x-forwarded-proto": "{{string}}",
          "{{...}}": "{{string}}"
        }
        """

  @EVENT2-153 @core
  Rule: A body that is not text is Base64
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented, recorded 2025-11-24 (a form of several parts is no text)

    Scenario Outline: a body of type <type>
      Given a function "mirror" with a URL
      When a client sends "POST /soup" with the "<type>" body
        """
        soup
        """
      Then the member "$.body" of the response is "<body>"
      And the member "$.isBase64Encoded" of the response is the JSON
        """
        <coded>
        """

      Examples:
        | type                     | body     | coded |
        | text/plain               | soup     | false |
        | application/json         | soup     | false |
        | application/octet-stream | c291cA== | true  |

    Example: a form of several parts
      Given a function "mirror" with a URL
      When a client sends "POST /soup" with the "multipart/form-data; boundary=x" body
        """
        --x
        Content-Disposition: form-data; name="soup"

        leek
        --x--
        """
      Then the member "$.body" of the response is "LS14CkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0ic291cCIKCmxlZWsKLS14LS0="
      And the member "$.isBase64Encoded" of the response is the JSON
        """
        true
        """

  @EVENT2-154 @extended
  Rule: requestId is that of the invocation
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    Basis: documented; that the response's x-amzn-RequestId is that id was recorded 2025-11-24

    Example: in the event and in the response
      Given a function "mirror" with a URL
      When a client sends "GET /soup"
      Then the response status is 200
      And the member "$.requestContext.requestId" of the response is the response header "x-amzn-RequestId"

    Example: in the context and in the response
      Given a function "context" with a URL
      When a client sends "GET /soup"
      Then the response status is 200
      And the member "$.awsRequestId" of the response is the response header "x-amzn-RequestId"
