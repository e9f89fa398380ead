@rest-api
Feature: HTTP endpoints behind a REST API
  An HTTP integration sends what is mapped, an HTTP proxy integration what the
  client sent. The endpoint is the API's own resource "/back", whose function
  answers with the event that it received.

  Background:
    Given a REST API whose "ANY /back" proxies to the function "mirror"

  @PASS-110 @extended
  Rule: An HTTP integration sends headers of its own and none of the client's
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
    Basis: recorded 2024-12-11

    Background:
      Given its "POST /front" calls the HTTP endpoint "POST {{invokeUrl}}/back"
      And the request header "x-table" is "seven"
      And the request header "Accept" is "text/html"
      And the request header "User-Agent" is "guest"

    Scenario Outline: <header>
      When a client sends "POST /front?size=large" with the JSON body
        """
        {"wish": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the member "$.headers.<header>" of the response is "<value>"

      Examples:
        | header                  | value                      |
        | accept                  | application/json           |
        | user-agent              | AmazonAPIGateway_{{apiId}} |
        | x-amzn-apigateway-api-id | {{apiId}}                 |

    Example: the payload alone is passed
      When a client sends "POST /front?size=large" with the JSON body
        """
        {"wish": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the member "$.headers.x-table" of the response is absent
      And the member "$.queryStringParameters" of the response is the JSON
        """
        null
        """
      And the member "$.body" of the response is a string with the JSON
        """
        {"wish": "leek {{nonce}}"}
        """

  @PASS-111 @extended
  Rule: An HTTP proxy integration passes the client's headers, query and body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
    Basis: documented; recorded 2024-12-11 (Via and Content-Encoding do not pass)

    Background:
      Given its "ANY /front" proxies to the HTTP endpoint "ANY {{invokeUrl}}/back"
      And the request header "x-table" is "seven"
      And the request header "User-Agent" is "guest"
      And the request header "Via" is "p.example.net"
      And the request header "Accept" is "text/html"

    Scenario Outline: the header <header>
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.headers.<header>" of the response is "<value>"

      Examples:
        | header     | value     |
        | x-table    | seven     |
        | user-agent | guest     |
        | accept     | text/html |

    Example: two headers stay behind
      Given the request header "Content-Encoding" is "deflate"
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.headers.user-agent" of the response is "guest"
      And the member "$.headers.via" of the response is absent
      And the member "$.headers.content-encoding" of the response is absent

    Example: verb, query and body
      When a client sends "PUT /front?size=large&size=small&hot=yes" with the "text/plain" body
        """
        leek {{nonce}}
        """
      Then the response status is 200
      And the member "$.httpMethod" of the response is "PUT"
      And the member "$.multiValueQueryStringParameters" of the response is the JSON
        """
        {"size": ["large", "small"], "hot": ["yes"]}
        """
      And the member "$.body" of the response is the JSON
        """
        "leek {{nonce}}"
        """

  @PASS-112 @extended
  Rule: An HTTP proxy integration adds mapped query parameters; those of the URI stay beside the client's
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
    Basis: recorded 2024-07-18; an empty mapped value is left out

    Example: mapped, in the URI and from the client
      Given its "POST /table/{kind}" proxies to the HTTP endpoint "POST {{invokeUrl}}/back?soup={kind}"
      And it requires the parameter "method.request.path.kind"
      And it declares the parameter "method.request.querystring.size"
      And it declares the parameter "method.request.header.nothing"
      And its request path parameter "kind" is mapped from "method.request.path.kind"
      And its request query parameter "portion" is mapped from "method.request.querystring.size"
      And its request query parameter "empty" is mapped from "method.request.header.nothing"
      When a client sends "POST /table/leek?size=large&soup=pea" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.multiValueQueryStringParameters" of the response is the JSON
        """
        {"soup": ["leek", "pea"], "portion": ["large"], "size": ["large"]}
        """

  @PASS-113 @core
  Rule: Behind an HTTP integration the integration responses choose the status, behind an HTTP proxy the endpoint does
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: recorded 2024-04-01

    Background:
      Given its "GET /missing" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": 404}
        """
      And its default response has status 404
      And its response template is
        """
        {"no": "such soup"}
        """

    Example: a default response of 200
      Given its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/missing"
      When a client sends "GET /front"
      Then the response status is 200
      And the response body is the JSON
        """
        {"no": "such soup"}
        """

    Example: a response for 404
      Given its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/missing"
      And answers that match "404" become status 410
      When a client sends "GET /front"
      Then the response status is 410
      And the response body is the JSON
        """
        {"no": "such soup"}
        """

    Example: a proxy integration
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/missing"
      When a client sends "GET /front"
      Then the response status is 404
      And the response body is the JSON
        """
        {"no": "such soup"}
        """

  @PASS-114 @extended
  Rule: A request to an HTTP endpoint is made of what is mapped into it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
    Basis: documented

    Background:
      Given its "POST /table/{kind}" calls the HTTP endpoint "POST {{invokeUrl}}/back"
      And it declares the parameter "method.request.header.x-table"
      And it declares the parameter "method.request.querystring.size"
      And it requires the parameter "method.request.path.kind"
      And its request header "X-Static" is mapped from "'always'"
      And its request header "X-Header" is mapped from "method.request.header.x-table"
      And its request header "X-Query" is mapped from "method.request.querystring.size"
      And its request header "X-Path" is mapped from "method.request.path.kind"
      And its request header "X-Body" is mapped from "method.request.body.wish.name"
      And its request header "X-Context" is mapped from "context.httpMethod"
      And its request query parameter "query" is mapped from "method.request.path.kind"
      And the request header "x-table" is "seven"

    Scenario Outline: a header from <source>
      When a client sends "POST /table/leek?size=large" with the JSON body
        """
        {"wish": {"name": "more"}}
        """
      Then the response status is 200
      And the member "$.headers.<header>" of the response is "<value>"

      Examples:
        | source             | header    | value  |
        | a static value     | x-static  | always |
        | a header           | x-header  | seven  |
        | a query parameter  | x-query   | large  |
        | a path parameter   | x-path    | leek   |
        | a member of the body | x-body  | more   |
        | $context           | x-context | POST   |

    Example: a query parameter from a path parameter
      When a client sends "POST /table/leek?size=large" with the JSON body
        """
        {"wish": {"name": "more"}}
        """
      Then the response status is 200
      And the member "$.queryStringParameters" of the response is the JSON
        """
        {"query": "leek"}
        """

  @REDIR-023 @extended
  Rule: A request template can set and replace query parameters of the integration's request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: one that is mapped, one that is not
      Given its "POST /front" calls the HTTP endpoint "POST {{invokeUrl}}/back"
      And its request query parameter "size" is mapped from "'large'"
      And its request query parameter "hot" is mapped from "'yes'"
      And its request template is
        """
        #set($context.requestOverride.querystring.size = $input.path('$.size'))
        #set($context.requestOverride.querystring.salt = "little")
        {}
        """
      When a client sends "POST /front" with the JSON body
        """
        {"size": "small"}
        """
      Then the response status is 200
      And the member "$.queryStringParameters" of the response is the JSON
        """
        {"size": "small", "hot": "yes", "salt": "little"}
        """

  @RESP-150 @extended
  Rule: Behind an HTTP integration the endpoint's headers do not reach the client, its body does
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: recorded 2024-12-11; Content-Type stays application/json

    Example: nothing is mapped
      Given its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/back"
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.httpMethod" of the response is "GET"
      And the response header "X-Mirror" is absent
      And the response header "Content-Type" is "application/json"

    Example: a header is mapped
      Given its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/back"
      And its response header "X-Seen" is mapped from "integration.response.header.X-Mirror"
      When a client sends "GET /front"
      Then the response status is 200
      And the response header "X-Seen" is "polished"
      And the response header "X-Mirror" is absent

  @RESP-151 @extended
  Rule: Behind an HTTP proxy integration the endpoint's headers pass, those of the connection under another name
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented; recorded 2024-08-07 (x-amzn-RequestId is renamed too)

    Scenario Outline: <header>
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/back"
      When a client sends "GET /front"
      Then the response status is 200
      And the response header "<header>" is "<value>"

      Examples:
        | header                           | value                     |
        | X-Mirror                         | polished                  |
        | Content-Type                     | application/vnd.soup+json |
        | x-amzn-Remapped-x-amzn-RequestId | {{uuid}}                  |
        | x-amzn-Remapped-Content-Length   | {{matches [1-9][0-9]*}}   |
        | x-amzn-Remapped-Date             | {{matches .* GMT}}        |

  @ERR-115 @extended
  Rule: An endpoint whose host is left empty by a stage variable is a configuration error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
    Basis: recorded 2025-09-29

    Example: the stage has no such variable
      Given its "GET /front" proxies to the HTTP endpoint "GET https://${stageVariables.nowhere}"
      When a client sends "GET /front"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @ROUTE-026 @extended @own-api
  Rule: Stage variables can be parts of an integration's URI
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
    Basis: documented; recorded 2025-09-29 (in path and query)

    Example: in path and query
      Given its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/${stageVariables.where}?soup=${stageVariables.soup}"
      And the stage variable "where" is "back"
      And the stage variable "soup" is "leek"
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.path" of the response is "/back"
      And the member "$.queryStringParameters" of the response is the JSON
        """
        {"soup": "leek"}
        """
