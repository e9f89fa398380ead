@http-api @needs-http-api
Feature: HTTP endpoints behind an HTTP API
  A request goes on as it came, changed by parameter mappings alone. The endpoint
  is the API's own route "/back", whose function answers with the event that it
  received.

  Background:
    Given an HTTP API whose "ANY /back" proxies to the function "mirror" with payload format 2.0

  @PASS-150 @core
  Rule: Method, headers, query and body are passed, and the endpoint's answer is given back
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
    Basis: documented

    Example: a PUT
      Given its "ANY /front" proxies to the HTTP endpoint "ANY {{invokeUrl}}/back"
      And the request header "x-table" is "seven"
      When a client sends "PUT /front?size=large&size=small" with the JSON body
        """
        {"wish": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the response header "Content-Type" is "application/vnd.soup+json"
      And the response header "X-Mirror" is "polished"
      And the member "$.requestContext.http.method" of the response is "PUT"
      And the member "$.rawPath" of the response is "{{base}}/back"
      And the member "$.rawQueryString" of the response is "size=large&size=small"
      And the member "$.headers.x-table" of the response is "seven"
      And the member "$.headers.content-type" of the response is "application/json"
      And the member "$.body" of the response is a string with the JSON
        """
        {"wish": "leek {{nonce}}"}
        """
      And the function was invoked once

    Example: the integration's own method
      Given its "GET /front" proxies to the HTTP endpoint "POST {{invokeUrl}}/back"
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.requestContext.http.method" of the response is "POST"
      And the function was invoked once

    Example: the query of the URI and the client's
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/back?dish=soup"
      When a client sends "GET /front?size=large"
      Then the response status is 200
      And the member "$.queryStringParameters" of the response is the JSON
        """
        {"dish": "soup", "size": "large"}
        """

  @PASS-151 @core
  Rule: Variables of the route's path stand in braces in the URI
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
    Basis: documented

    Background:
      Given its "ANY /back/{proxy+}" proxies to the function "mirror" with payload format 2.0

    Example: the rest of a path
      Given its "ANY /front/{proxy+}" proxies to the HTTP endpoint "ANY {{invokeUrl}}/back/{proxy}"
      When a client sends "GET /front/pets/7?size=large"
      Then the response status is 200
      And the member "$.rawPath" of the response is "{{base}}/back/pets/7"
      And the member "$.rawQueryString" of the response is "size=large"

    Example: a part of a path
      Given its "GET /front/{id}/name" proxies to the HTTP endpoint "GET {{invokeUrl}}/back/pets/{id}"
      When a client sends "GET /front/7/name"
      Then the response status is 200
      And the member "$.rawPath" of the response is "{{base}}/back/pets/7"

  @PASS-152 @extended
  Rule: The stage's name is no part of the path that the endpoint sees
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
    Basis: documented: the request goes to the URI of the integration

    @own-api
    Example: the rest of a path on the stage live
      Given its "ANY /back/{proxy+}" proxies to the function "mirror" with payload format 2.0
      And its "ANY /front/{proxy+}" proxies to the HTTP endpoint "ANY {{invokeUrl}}/live/back/{proxy}"
      And it has the stage "live"
      When a client sends "GET /live/front/pets/7"
      Then the response status is 200
      And the member "$.rawPath" of the response is "/live/back/pets/7"
      And the member "$.pathParameters" of the response is the JSON
        """
        {"proxy": "pets/7"}
        """

  @PASS-153 @core
  Rule: overwrite:path sets the path that the endpoint sees
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    @own-api
    Scenario Outline: <value>
      Given its "GET /menu/{dish}" proxies to the function "mirror" with payload format 2.0
      And its "GET /front/{dish}" proxies to the HTTP endpoint "GET {{invokeUrl}}/"
      And its parameter "overwrite:path" is "<value>"
      When a client sends "GET /front/soup?where=back"
      Then the response status is 200
      And the member "$.rawPath" of the response is "<path>"
      And the member "$.rawQueryString" of the response is "where=back"

      Examples:
        | value                                | path       |
        | /back                                | /back      |
        | /menu/${request.path.dish}           | /menu/soup |
        | /${request.querystring.where}        | /back      |

    @own-api
    Example: $request.path is the path without the stage
      Given its "GET /menu/{dish}" proxies to the function "mirror" with payload format 2.0
      And its "GET /front/{dish}" proxies to the HTTP endpoint "GET {{invokeUrl}}/"
      And its parameter "overwrite:path" is "/back"
      And its parameter "append:header.x-path" is "$request.path"
      And it has the stage "$default"
      And it has the stage "live"
      When a client sends "GET /live/front/soup"
      Then the response status is 200
      And the member "$.rawPath" of the response is "/back"
      And the member "$.headers.x-path" of the response is "/front/soup"

  @PASS-154 @core
  Rule: Headers are appended, overwritten and removed on their way to the endpoint
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Background:
      Given its "POST /front/{dish}" proxies to the HTTP endpoint "POST {{invokeUrl}}/back"
      And the request header "x-table" is "seven"

    Scenario Outline: <parameter> of <value>
      Given its parameter "<parameter>" is "<value>"
      When a client sends "POST /front/soup?size=large" with the JSON body
        """
        {"guest": {"name": "Ann {{nonce}}"}}
        """
      Then the response status is 200
      And the member "$.headers.<header>" of the response is "<seen>"

      Examples:
        | parameter                | value                        | header   | seen                      |
        | append:header.x-table    | eight                        | x-table  | seven,eight               |
        | append:header.x-mapped   | $request.header.X-Table      | x-mapped | seven                     |
        | append:header.x-mapped   | $request.querystring.size    | x-mapped | large                     |
        | append:header.x-mapped   | $request.path.dish           | x-mapped | soup                      |
        | append:header.x-mapped   | $request.path                | x-mapped | {{base}}/front/soup       |
        | append:header.x-mapped   | $request.body.guest.name     | x-mapped | Ann {{nonce}}             |
        | append:header.x-mapped   | $context.routeKey            | x-mapped | POST {{base}}/front/{dish} |
        | append:header.x-mapped   | ${context.stage}-${request.path.dish} | x-mapped | $default-soup    |
        | overwrite:header.x-table | eight                        | x-table  | eight                     |
        | overwrite:header.x-other | eight                        | x-other  | eight                     |

    Example: a header taken away
      Given its parameter "remove:header.x-table" is "''"
      When a client sends "POST /front/soup" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.headers.x-table" of the response is absent
      And the member "$.headers.x-conformance-nonce" of the response is "{{nonce}}"

  @PASS-155 @core
  Rule: Parameters of the query are appended, overwritten and removed on their way to the endpoint
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Scenario Outline: <parameter>
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/back"
      And its parameter "<parameter>" is "<value>"
      And the request header "x-table" is "seven"
      When a client sends "GET /front?a=1&b=2"
      Then the response status is 200
      And the member "$.queryStringParameters" of the response is the JSON
        """
        <query>
        """

      Examples:
        | parameter               | value                   | query                              |
        | append:querystring.a    | soup                    | {"a": "1,soup", "b": "2"}          |
        | append:querystring.c    | $request.header.x-table | {"a": "1", "b": "2", "c": "seven"} |
        | overwrite:querystring.a | $request.querystring.b  | {"a": "2", "b": "2"}               |
        | remove:querystring.a    | ''                      | {"b": "2"}                         |

  @PASS-156 @extended
  Rule: Reserved headers cannot be mapped to an endpoint
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
    Basis: documented

    Scenario Outline: <header>
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/back"
      And its parameter "<action>:header.<header>" is "x"
      When the API is deployed
      Then CreateIntegration is refused with BadRequestException

      Examples:
        | header            | action    |
        | authorization     | overwrite |
        | x-forwarded-for   | append    |
        | via               | remove    |
        | origin            | overwrite |
        | x-amzn-trace-id   | append    |

  @PASS-157 @extended
  Rule: X-Forwarded headers go on as one Forwarded, with what the gateway knows at its end
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
    Basis: documented

    Example: a client behind another gateway
      Given its "GET /front" proxies to the HTTP endpoint "GET {{invokeUrl}}/back"
      And the request header "X-Forwarded-For" is "203.0.113.7"
      When a client sends "GET /front"
      Then the response status is 200
      And the member "$.headers.forwarded" of the response is "{{matches .*for=203[.]0[.]113[.]7.*for=.*host=.*{{apiId}}.*proto=https.*}}"
      And the member "$.headers.x-conformance-nonce" of the response is "{{nonce}}"
