@lambda-proxy
Feature: Parts of a request in the event of a REST API's proxy integration
  Each part by itself: the resource and its path, the query, the headers, the
  body, and what the request context says of the call.

  @EVENT1-003 @core
  Rule: resource is the configured path, path the concrete one without the stage
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-08-02

    Scenario Outline: <resource> called as <path>
      Given a REST API whose "GET <resource>" proxies to the function "hello"
      When a client sends "GET <path>"
      Then the response status is 200
      And the member "$.resource" of the event is "{{base}}<resource>"
      And the member "$.path" of the event is "{{base}}<path>"
      And the member "$.pathParameters" of the event is the JSON
        """
        <parameters>
        """

      Examples:
        | resource           | path             | parameters                             |
        | /pets/all          | /pets/all        | null                                   |
        | /pets/{id}         | /pets/6          | {"id": "6"}                            |
        | /pets/{id}/{rest+} | /pets/6/a/b      | {"id": "6", "rest": "a/b"}             |
        | /a/{b}/c/{d}       | /a/1/c/2         | {"b": "1", "d": "2"}                   |
        | /dots/{id}         | /dots/a.b~c-d_e  | {"id": "a.b~c-d_e"}                    |

  @EVENT1-104 @core
  Rule: Nothing in the path is decoded
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented, recorded contradicts: the page says that encoded request parameters are decoded; recorded
      2024-08-02, path and pathParameters keep %2B

    Scenario Outline: <case>
      Given a REST API whose "GET /pets/{id}" proxies to the function "hello"
      When a client sends "GET /pets/<sent>"
      Then the member "$.pathParameters" of the event is the JSON
        """
        {"id": "<sent>"}
        """
      And the member "$.path" of the event is "{{base}}/pets/<sent>"
      And the member "$.requestContext.path" of the event is "/{{stage}}{{base}}/pets/<sent>"

      Examples:
        | case             | sent         |
        | an encoded plus  | a%2Bb        |
        | an encoded space | a%20b        |
        | an encoded slash | a%2Fb        |
        | an at sign       | me@e.com     |

  @EVENT1-010 @core
  Rule: Without a query string both query members are null
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; recorded 2024-08-02

    Scenario Outline: <case>
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET <sent>"
      Then the response status is 200
      And the member "$.queryStringParameters" of the event is the JSON
        """
        null
        """
      And the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        null
        """

      Examples:
        | case                 | sent     |
        | no question mark     | /search  |
        | a question mark only | /search? |

  @EVENT1-105 @edge
  Rule: A parameter without a value is an empty text
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: derived: the page says nothing of empty values; a list of texts leaves no other form

    Scenario Outline: <case>
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?<sent>"
      Then the member "$.queryStringParameters" of the event is the JSON
        """
        <single>
        """
      And the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        <multi>
        """

      Examples:
        | case                     | sent    | single             | multi                  |
        | nothing after the equals | q=&p=1  | {"q": "", "p": "1"}| {"q": [""], "p": ["1"]}|
        | no equals sign           | q&p=1   | {"q": "", "p": "1"}| {"q": [""], "p": ["1"]}|
        | the last one is empty    | q=1&q=  | {"q": ""}          | {"q": ["1", ""]}       |

  @EVENT1-106 @core
  Rule: Names and values of the query are decoded once
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented; recorded 2024-08-02

    Scenario Outline: <case>
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?<sent>"
      Then the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        <query>
        """

      Examples:
        | case                   | sent                            | query                                     |
        | a time with its offset | at=2024-01-01T00:00:00%2B00:00  | {"at": ["2024-01-01T00:00:00+00:00"]}     |
        | an unescaped offset    | at=00:00+01:00                  | {"at": ["00:00 01:00"]}                   |
        | an encoded ampersand   | q=a%26b&p=1                     | {"q": ["a&b"], "p": ["1"]}                |
        | an encoded equals sign | q=a%3Db                         | {"q": ["a=b"]}                            |
        | a second equals sign   | q=a=b                           | {"q": ["a=b"]}                            |
        | an encoded percent     | q=50%2525                       | {"q": ["50%25"]}                          |
        | a question mark        | q=what?                         | {"q": ["what?"]}                          |
        | an address             | url=https://a.example/b%3Fc=d   | {"url": ["https://a.example/b?c=d"]}      |
        | an encoded name        | a%20b=1                         | {"a b": ["1"]}                            |

  @EVENT1-026 @core
  Rule: The order of parameters means nothing, that of one name's values does
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented: the relative order of request parameters is not preserved

    Scenario Outline: <sent>
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?<sent>"
      Then the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        {"a": ["1"], "b": ["2", "3"], "c": ["4"]}
        """

      Examples:
        | sent            |
        | a=1&b=2&b=3&c=4 |
        | b=2&c=4&a=1&b=3 |

  @EVENT1-013 @extended
  Rule: Header names keep the case in which the client wrote them
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented; recorded 2024-08-02, but for user-agent and authorization, which become User-Agent and
      Authorization

    Example: names in lower case stay so, two do not
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And the request header "x-tag-of-mine" is "red"
      And the request header "user-agent" is "soup-client/1.0"
      And the request header "authorization" is "Bearer {{nonce}}"
      When a client sends "GET /pets"
      Then the response status is 200
      And the member "$.headers" of the event is the JSON
        """
        {
          "x-tag-of-mine": "red",
          "X-Tag-Of-Mine": "{{absent}}",
          "User-Agent": "soup-client/1.0",
          "user-agent": "{{absent}}",
          "Authorization": "Bearer {{nonce}}",
          "authorization": "{{absent}}",
          "{{...}}": "{{string}}"
        }
        """

    Example: names in title case stay so
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And the client writes header names in title case
      And the request header "X-Tag-Of-Mine" is "red"
      And the request header "User-Agent" is "soup-client/1.0"
      And the request header "Authorization" is "Bearer {{nonce}}"
      When a client sends "GET /pets"
      Then the response status is 200
      And the member "$.headers" of the event is the JSON
        """
        {
          "X-Tag-Of-Mine": "red",
          "x-tag-of-mine": "{{absent}}",
          "X-Conformance-Nonce": "{{nonce}}",
          "x-conformance-nonce": "{{absent}}",
          "User-Agent": "soup-client/1.0",
          "Authorization": "Bearer {{nonce}}",
          "{{...}}": "{{string}}"
        }
        """
      And the member "$.multiValueHeaders.X-Tag-Of-Mine" of the event is the JSON
        """
        ["red"]
        """

  @EVENT1-107 @core
  Rule: The gateway adds where the call came from, and takes its transport's headers away
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-08-02

    Example: a POST
      Given a REST API whose "POST /pets" proxies to the function "hello"
      When a client sends "POST /pets" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.headers" of the event is the JSON
        """
        {
          "X-Forwarded-For": "{{matches [0-9a-f.:]+(, [0-9a-f.:]+)*}}",
          "X-Forwarded-Port": "{{matches \\d+}}",
          "X-Forwarded-Proto": "{{matches https?}}",
          "X-Amzn-Trace-Id": "{{trace id}}",
          "Content-Length": "{{absent}}",
          "content-length": "{{absent}}",
          "Connection": "{{absent}}",
          "connection": "{{absent}}",
          "{{...}}": "{{string}}"
        }
        """
      And the header "Host" of the event is "{{string}}"

  @EVENT1-029 @extended
  Rule: The event's headers hold a trace id
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; recorded 2024-08-02

    Example: one of the gateway's own
      Given a REST API whose "GET /pets" proxies to the function "hello"
      When a client sends "GET /pets"
      Then the header "X-Amzn-Trace-Id" of the event is "{{trace id}}"

    Example: the client's root is kept
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And the request header "X-Amzn-Trace-Id" is "Root=1-67891233-abcdef012345678912345678"
      When a client sends "GET /pets"
      Then the header "X-Amzn-Trace-Id" of the event is "{{matches Root=1-67891233-abcdef012345678912345678.*}}"

  @EVENT1-016 @core @own-api
  Rule: A body of a binary media type arrives as Base64
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
    Basis: documented; asserted against AWS: parameters of the type do not count, type/* matches the group

    Scenario Outline: <type> where <binary> is binary
      Given a REST API whose "POST /" proxies to the function "hello"
      And the binary media types are "<binary>"
      When a client sends "POST /" with the "<type>" body
        """
        leek
        """
      Then the member "$.body" of the event is "bGVlaw=="
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        true
        """

      Examples:
        | type            | binary               |
        | image/png       | image/png            |
        | image/png; q=1  | image/png            |
        | image/gif       | image/png, image/gif |
        | application/zip | application/*        |
        | text/plain      | */*                  |

    Example: another type stays text
      Given a REST API whose "POST /" proxies to the function "hello"
      And the binary media types are "image/png, application/*"
      When a client sends "POST /" with the "text/plain" body
        """
        leek
        """
      Then the member "$.body" of the event is the text
        """
        leek
        """
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        false
        """

  @EVENT1-108 @core
  Rule: A body is text whatever its type, unless the type is binary
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Scenario Outline: <type>
      Given a REST API whose "POST /orders" proxies to the function "hello"
      When a client sends "POST /orders" with the "<type>" body
        """
        <sent>
        """
      Then the member "$.body" of the event is the text
        """
        <sent>
        """
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        false
        """
      And the header "Content-Type" of the event is "<type>"

      Examples:
        | type                              | sent                    |
        | text/plain                        | plain words: é, 実行    |
        | application/x-www-form-urlencoded | soup=leek&spoons=2      |
        | application/xml                   | <soup kind="leek"/>     |
        | application/json                  | {"not": "JSON"          |
        | image/png                         | no picture              |

  @EVENT1-019 @extended
  Rule: domainPrefix is the first label of domainName
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: the API's own domain
      Given a REST API whose "GET /pets" proxies to the function "hello"
      When a client sends "GET /pets"
      Then the member "$.requestContext.domainName" of the event is "{{string}}"
      And the member "$.requestContext.domainPrefix" of the event is the first label of the member "$.requestContext.domainName"

  @EVENT1-020 @core
  Rule: requestTime and requestTimeEpoch are the same moment
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: in Common Log Format and in milliseconds
      Given a REST API whose "GET /pets" proxies to the function "hello"
      When a client sends "GET /pets"
      Then the member "$.requestContext.requestTimeEpoch" of the event is "{{epoch milliseconds}}"
      And the member "$.requestContext.requestTime" of the event is the time of the member "$.requestContext.requestTimeEpoch"

  @EVENT1-022 @core
  Rule: The identity has the caller's address and its User-Agent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: a client with a name
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And the request header "User-Agent" is "soup-client/1.0 (leek)"
      When a client sends "GET /pets"
      Then the member "$.requestContext.identity.userAgent" of the event is "soup-client/1.0 (leek)"
      And the member "$.requestContext.identity.sourceIp" of the event is "{{ip address}}"

  @EVENT1-023 @core
  Rule: Without authorization nobody is named
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented, recorded contradicts: the page says that no identity is present, its own sample and what
      was recorded 2024-08-02 have nulls

    Example: an Authorization header that nobody checks
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And the request header "Authorization" is "Bearer {{nonce}}"
      When a client sends "GET /pets"
      Then the member "$.requestContext" of the event is the JSON
        """
        {
          "authorizer": "{{absent}}",
          "identity": {
            "accessKey": null,
            "accountId": null,
            "caller": null,
            "cognitoAuthenticationProvider": null,
            "cognitoAuthenticationType": null,
            "cognitoIdentityId": null,
            "cognitoIdentityPoolId": null,
            "principalOrgId": null,
            "sourceIp": "{{ip address}}",
            "user": null,
            "userAgent": "{{any}}",
            "userArn": null
          },
          "{{...}}": "{{any}}"
        }
        """

  @EVENT1-027 @core
  Rule: The request context may grow, but the documented members stay
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented: API Gateway may add new keys

    Example: what a function may rely on
      Given a REST API whose "DELETE /pets/{id}" proxies to the function "hello"
      When a client sends "DELETE /pets/7"
      Then the member "$.requestContext" of the event is the JSON
        """
        {
          "accountId": "{{accountId}}",
          "apiId": "{{apiId}}",
          "httpMethod": "DELETE",
          "path": "/{{stage}}{{base}}/pets/7",
          "protocol": "{{string}}",
          "requestId": "{{uuid}}",
          "resourceId": "{{string}}",
          "resourcePath": "{{base}}/pets/{id}",
          "stage": "{{stage}}",
          "{{...}}": "{{any}}"
        }
        """

  @EVENT1-030 @core
  Rule: The gateway waits for the function's result
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Example: a function of one second
      Given a REST API whose "GET /pets" proxies to the function "late"
      And the function's environment has "WAIT" as "1000"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response took at least 1 second
      And the response body is
        """
        late
        """
      And the function was invoked once

  @EVENT1-109 @extended
  Rule: Parameter mappings have no effect on the event
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-07-22

    Example: a header that is mapped from a query parameter
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And it declares the parameter "method.request.querystring.kind"
      And its request header "X-Kind" is mapped from "method.request.querystring.kind"
      And its request header "X-Fixed" is mapped from "'always'"
      When a client sends "GET /pets?kind=cat"
      Then the response status is 200
      And the member "$.headers" of the event is the JSON
        """
        {
          "X-Kind": "{{absent}}",
          "x-kind": "{{absent}}",
          "X-Fixed": "{{absent}}",
          "x-fixed": "{{absent}}",
          "{{...}}": "{{string}}"
        }
        """
      And the member "$.queryStringParameters" of the event is the JSON
        """
        {"kind": "cat"}
        """

  @EVENT1-112 @edge @own-api
  Rule: Slashes before the path collapse in path, not in requestContext.path
    Source: what AWS makes of a path that begins with two slashes
    Basis: recorded 2024-08-02

    Example: behind a greedy resource
      Given a REST API whose "ANY /{proxy+}" proxies to the function "hello"
      When a client sends "GET //a/b"
      Then the response status is 200
      And the member "$.path" of the event is "/a/b"
      And the member "$.pathParameters" of the event is the JSON
        """
        {"proxy": "a/b"}
        """
      And the member "$.requestContext.path" of the event is "/{{stage}}//a/b"

    Example: a fixed resource is found all the same
      Given a REST API whose "GET /fixed" proxies to the function "hello"
      When a client sends "GET //fixed"
      Then the response status is 200
      And the member "$.resource" of the event is "/fixed"
      And the member "$.path" of the event is "/fixed"
