@http-api @needs-http-api
Feature: The event of payload format 2.0
  An HTTP API hands the request to the function in a format of its own. What
  the request lacks is missing from the event, where format 1.0 has null.

  @EVENT2-001 @core
  Rule: The event has exactly the members that the request gives rise to
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; that missing members are missing and the form of requestId were seen on AWS in published
      transcripts (2020-04-21, 2020-05-06, 2022-02-06)

    Example: a GET with nothing to it
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets"
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "2.0",
          "routeKey": "GET {{base}}/pets",
          "rawPath": "{{base}}/pets",
          "rawQueryString": "",
          "headers": {"{{...}}": "{{string}}"},
          "requestContext": {
            "accountId": "{{accountId}}",
            "apiId": "{{apiId}}",
            "domainName": "{{string}}",
            "domainPrefix": "{{apiId}}",
            "http": {
              "method": "GET",
              "path": "{{base}}/pets",
              "protocol": "HTTP/1.1",
              "sourceIp": "{{ip address}}",
              "userAgent": "conformance/1.0"
            },
            "requestId": "{{matches [A-Za-z0-9_-]{15}=}}",
            "routeKey": "GET {{base}}/pets",
            "stage": "$default",
            "time": "{{clf time}}",
            "timeEpoch": "{{epoch milliseconds}}"
          },
          "isBase64Encoded": false
        }
        """

    @own-api
    Example: a POST with a body, a query, cookies, a path variable and stage variables
      Given an HTTP API whose "POST /pets/{id}" proxies to the function "hello" with payload format 2.0
      And it has the stage "live"
      And the stage variable "colour" is "green"
      And the request header "User-Agent" is "conformance/1.0"
      And the request header "Cookie" is "a=1; b=2"
      When a client sends "POST /live/pets/7?tag=x&tag=y" with the JSON body
        """
        {"leek": true}
        """
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "2.0",
          "routeKey": "POST /pets/{id}",
          "rawPath": "/live/pets/7",
          "rawQueryString": "tag=x&tag=y",
          "cookies": ["a=1", "b=2"],
          "headers": {"{{...}}": "{{string}}"},
          "queryStringParameters": {"tag": "x,y"},
          "requestContext": {
            "accountId": "{{accountId}}",
            "apiId": "{{apiId}}",
            "domainName": "{{string}}",
            "domainPrefix": "{{apiId}}",
            "http": {
              "method": "POST",
              "path": "/live/pets/7",
              "protocol": "HTTP/1.1",
              "sourceIp": "{{ip address}}",
              "userAgent": "conformance/1.0"
            },
            "requestId": "{{matches [A-Za-z0-9_-]{15}=}}",
            "routeKey": "POST /pets/{id}",
            "stage": "live",
            "time": "{{clf time}}",
            "timeEpoch": "{{epoch milliseconds}}"
          },
          "pathParameters": {"id": "7"},
          "stageVariables": {"colour": "green"},
          "body": "{\"leek\": true}",
          "isBase64Encoded": false
        }
        """

  @EVENT2-002 @core
  Rule: routeKey is the key of the route that matched
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Scenario Outline: <verb> on the route <route>
      Given an HTTP API whose "<route> /pets/{id}" proxies to the function "hello" with payload format 2.0
      When a client sends "<verb> /pets/7"
      Then the response status is 200
      And the member "$.routeKey" of the event is "<route> {{base}}/pets/{id}"
      And the member "$.requestContext.routeKey" of the event is "<route> {{base}}/pets/{id}"
      And the member "$.requestContext.http.method" of the event is "<verb>"

      Examples:
        | route  | verb   |
        | GET    | GET    |
        | ANY    | DELETE |

    @own-api
    Example: the route $default
      Given an HTTP API whose "$default" proxies to the function "hello" with payload format 2.0
      When a client sends "PUT /pets/7"
      Then the member "$.routeKey" of the event is "$default"
      And the member "$.requestContext.routeKey" of the event is "$default"

  @EVENT2-003 @core
  Rule: rawQueryString is the query as it was sent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /pets?<query>"
      Then the member "$.rawQueryString" of the event is "<query>"

      Examples:
        | case                | query                                 |
        | a repeated name     | parameter1=value1&parameter1=value2   |
        | encoded characters  | q=a%20b%26c                           |

  @EVENT2-004 @core
  Rule: queryStringParameters joins the values of a repeated name with commas
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: one name twice, another once, a third in capitals
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /pets?parameter1=value1&parameter1=value2&parameter2=value&Parameter2=other"
      Then the member "$.queryStringParameters" of the event is the JSON
        """
        {"parameter1": "value1,value2", "parameter2": "value", "Parameter2": "other"}
        """

  @EVENT2-005 @core
  Rule: Names of headers are in lower case, the values of a repeated one joined with commas
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: a header in mixed case, sent twice
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the request header "X-Soup" is "leek"
      And the request header "X-Soup" is "tomato"
      When a client sends "GET /pets"
      Then the member "$.headers.x-soup" of the event is "leek,tomato"
      And the member "$.headers.X-Soup" of the event is "{{absent}}"

    Example: names that the client wrote in title case
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the client writes header names in title case
      And the request header "X-Soup" is "leek"
      And the request header "Authorization" is "Bearer {{nonce}}"
      When a client sends "GET /pets"
      Then the member "$.headers" of the event is the JSON
        """
        {
          "x-soup": "leek",
          "X-Soup": "{{absent}}",
          "authorization": "Bearer {{nonce}}",
          "Authorization": "{{absent}}",
          "x-conformance-nonce": "{{nonce}}",
          "{{...}}": "{{string}}"
        }
        """

  @EVENT2-006 @core
  Rule: There are no multi-value members
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: a repeated header and a repeated query name
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the request header "X-Soup" is "leek"
      And the request header "X-Soup" is "tomato"
      When a client sends "GET /pets?a=1&a=2"
      Then the member "$.version" of the event is "2.0"
      And the member "$.multiValueHeaders" of the event is "{{absent}}"
      And the member "$.multiValueQueryStringParameters" of the event is "{{absent}}"

  @EVENT2-007 @core
  Rule: Cookies are a list of their own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; the sample of the Lambda developer guide, captured 2020-03, has no cookie among the headers

    Example: two cookies in one header
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the request header "Cookie" is "a=1; b=2"
      When a client sends "GET /pets"
      Then the member "$.cookies" of the event is the JSON
        """
        ["a=1", "b=2"]
        """
      And the member "$.headers.cookie" of the event is "{{absent}}"

  @EVENT2-008 @core
  Rule: requestContext.http describes the request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: a PATCH by a client with a name
      Given an HTTP API whose "ANY /pets/{id}" proxies to the function "hello" with payload format 2.0
      And the request header "User-Agent" is "soup-client/2"
      When a client sends "PATCH /pets/7?a=1"
      Then the member "$.requestContext.http" of the event is the JSON
        """
        {
          "method": "PATCH",
          "path": "{{base}}/pets/7",
          "protocol": "HTTP/1.1",
          "sourceIp": "{{ip address}}",
          "userAgent": "soup-client/2"
        }
        """

  @EVENT2-009 @core
  Rule: requestContext names account, API, domain, stage, time and request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; that the request's id is the one in the answer was seen on AWS in a published transcript
      (2022-08-20)

    Example: the id of the request is that of the answer
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /pets"
      Then the member "$.requestContext" of the event is the JSON
        """
        {
          "accountId": "{{accountId}}",
          "apiId": "{{apiId}}",
          "domainName": "{{matches {{apiId}}\\..+}}",
          "domainPrefix": "{{apiId}}",
          "requestId": "{{string}}",
          "stage": "$default",
          "time": "{{clf time}}",
          "timeEpoch": "{{epoch milliseconds}}",
          "{{...}}": "{{any}}"
        }
        """
      And the member "$.requestContext.requestId" of the event is the response header "apigw-requestid"

  @EVENT2-013 @core
  Rule: pathParameters maps the variables of the route
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Scenario Outline: <case>
      Given an HTTP API whose "GET <route>" proxies to the function "hello" with payload format 2.0
      When a client sends "GET <sent>"
      Then the member "$.pathParameters" of the event is the JSON
        """
        <parameters>
        """

      Examples:
        | case              | route                     | sent              | parameters                       |
        | two variables     | /shops/{shop}/pets/{id}   | /shops/3/pets/7   | {"shop": "3", "id": "7"}         |
        | a greedy variable | /files/{path+}            | /files/a/b/c.txt  | {"path": "a/b/c.txt"}            |
        | one of each       | /shops/{shop}/{rest+}     | /shops/3/pets/7   | {"shop": "3", "rest": "pets/7"}  |

  @EVENT2-014 @core
  Rule: The body is a text, or base64 where the payload is binary
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: plain text
      Given an HTTP API whose "POST /soup" proxies to the function "hello" with payload format 2.0
      When a client sends "POST /soup" with the "text/plain" body
        """
        leek & potato "soup"
        """
      Then the member "$.body" of the event is the text
        """
        leek & potato "soup"
        """
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        false
        """

    Example: an image
      Given an HTTP API whose "POST /soup" proxies to the function "hello" with payload format 2.0
      When a client sends "POST /soup" with the "image/png" body
        """
        soup
        """
      Then the member "$.body" of the event is "c291cA=="
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        true
        """

  @EVENT2-101 @extended
  Rule: Only text/*, JSON, XML and JavaScript count as text; forms do not
    Source: https://github.com/ministackorg/ministack/pull/766 (types tried on AWS, which documents none)
    Basis: recorded 2026-06-01

    Scenario Outline: <type> is text
      Given an HTTP API whose "POST /soup" proxies to the function "hello" with payload format 2.0
      When a client sends "POST /soup" with the "<type>" body
        """
        soup
        """
      Then the member "$.isBase64Encoded" of the event is the JSON
        """
        false
        """
      And the member "$.body" of the event is the text
        """
        soup
        """

      Examples:
        | type                   |
        | text/csv               |
        | application/json       |
        | application/xml        |
        | application/javascript |

    Scenario Outline: <type> is binary
      Given an HTTP API whose "POST /soup" proxies to the function "hello" with payload format 2.0
      When a client sends "POST /soup" with the "<type>" body
        """
        soup
        """
      Then the member "$.isBase64Encoded" of the event is the JSON
        """
        true
        """
      And the member "$.body" of the event is "c291cA=="

      Examples:
        | type                              |
        | application/x-www-form-urlencoded |
        | application/octet-stream          |

  @EVENT2-102 @extended
  Rule: The gateway's own headers are among the headers, a content-length of 0 too
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: recorded 2022-02-06 (published transcripts of 2020 show the same of a GET)

    Example: a request without a body
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets"
      Then the member "$.headers" of the event is the JSON
        """
        {
          "accept": "*/*",
          "content-length": "0",
          "host": "{{string}}",
          "user-agent": "conformance/1.0",
          "x-amzn-trace-id": "{{trace id}}",
          "x-conformance-nonce": "{{nonce}}",
          "x-forwarded-for": "{{ip address}}",
          "x-forwarded-port": "{{matches \\d+}}",
          "x-forwarded-proto": "{{matches https?}}"
        }
        """

  @EVENT2-023 @extended
  Rule: Parameters are decoded, the raw query is not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Example: a space in the query and in a path variable
      Given an HTTP API whose "GET /pets/{name}" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /pets/big%20dog?q=a%20b%3Dc"
      Then the member "$.queryStringParameters" of the event is the JSON
        """
        {"q": "a b=c"}
        """
      And the member "$.rawQueryString" of the event is "q=a%20b%3Dc"
      And the member "$.pathParameters" of the event is the JSON
        """
        {"name": "big dog"}
        """

  @EVENT2-103 @extended
  Rule: rawPath is not raw: it is decoded
    Source: https://github.com/honojs/hono/issues/2156 (an event as the function got it)
    Basis: recorded 2024-02-06

    Example: an encoded at sign, slash and hash
      Given an HTTP API whose "POST /RSC/{proxy+}" proxies to the function "hello" with payload format 2.0
      When a client sends "POST /RSC/%40id%2Fassets%2Frsf0.js%23save.txt"
      Then the member "$.rawPath" of the event is "{{base}}/RSC/@id/assets/rsf0.js#save.txt"
