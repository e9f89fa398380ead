@http-api @needs-http-api
Feature: Lambda authorizers of an HTTP API
  A function decides whether a client may pass a route: by yes and no, or by a
  policy. Its answer may be kept, and what it tells goes on to the integration.

  @PERM-180 @core
  Rule: A simple response lets the client pass or not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    Basis: documented; the 403 and its 23 bytes recorded 2021-06-30. A REST API says more.

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses

    Example: the client may pass
      Given the authorizer answers
        """
        {"isAuthorized": true}
        """
      When a client sends "GET /pets"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the authorizer was invoked once
      And the function was invoked once

    Example: the client may not pass
      Given the authorizer answers
        """
        {"isAuthorized": false}
        """
      When a client sends "GET /pets"
      Then the response status is 403
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "23"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the authorizer was invoked once
      And the function was not invoked

    Example: a reason is not told
      Given the authorizer answers
        """
        {"isAuthorized": false, "context": {"reason": "the kitchen is closed"}}
        """
      When a client sends "GET /pets"
      Then the response status is 403
      And the response header "www-authenticate" is absent
      And the response header "x-amzn-ErrorType" is absent
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

  @PERM-181 @core
  Rule: A policy lets the client pass where it allows the route and nothing denies it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    Basis: documented; the 403 recorded 2021-06-30

    Scenario Outline: <case>, format <format>
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format <format>
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
              {"Action": "execute-api:Invoke", "Effect": "<effect>", "Resource": "<resource>"}
            ]
          }
        }
        """
      When a client sends "GET /pets/7"
      Then the response status is <status>
      And the response body is
        """
        <body>
        """
      And the authorizer was invoked once

      Examples:
        | case                      | format | effect | resource                      | status | body                    |
        | just what is asked for    | 2.0    | Allow  | $arn                          | 200    | Hello from Lambda!      |
        | just what is asked for    | 1.0    | Allow  | $arn                          | 200    | Hello from Lambda!      |
        | every path of the verb    | 2.0    | Allow  | $stage/GET/*                  | 200    | Hello from Lambda!      |
        | another verb alone        | 2.0    | Allow  | $stage/POST/*                 | 403    | {"message":"Forbidden"} |
        | this path of every verb   | 1.0    | Allow  | $stage/*/*pets/7              | 200    | Hello from Lambda!      |
        | another path alone        | 1.0    | Allow  | $stage/GET/*pets/8            | 403    | {"message":"Forbidden"} |
        | denied                    | 2.0    | Deny   | $arn                          | 403    | {"message":"Forbidden"} |
        | denied                    | 1.0    | Deny   | $arn                          | 403    | {"message":"Forbidden"} |

    Example: a denial beats a permission
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
              {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"},
              {"Action": "execute-api:Invoke", "Effect": "Deny", "Resource": "$arn"}
            ]
          }
        }
        """
      When a client sends "GET /pets/7"
      Then the response status is 403
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the authorizer was invoked once
      And the function was not invoked

  @PERM-182 @core
  Rule: Without an identity source the client is Unauthorized and nobody is asked
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    Basis: documented; status, headers and the 26 bytes recorded 2021-06-30 and 2025-01-04: no www-authenticate

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """

    Scenario Outline: <case>
      Given the authorizer's identity sources are "<sources>"
      When a client sends "<request>"
      Then the response status is 401
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "26"
      And the response header "www-authenticate" is absent
      And the response header "apigw-requestid" is "{{matches [A-Za-z0-9_-]{15}=}}"
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the authorizer was not invoked
      And the function was not invoked

      Examples:
        | case                                | sources                                             | request            |
        | no header                           | $request.header.Authorization                       | GET /pets          |
        | no query parameter                  | $request.querystring.who                            | GET /pets          |
        | an empty query parameter            | $request.querystring.who                            | GET /pets?who=     |
        | a query parameter in another case   | $request.querystring.who                            | GET /pets?Who=ann  |
        | one of two                          | $request.querystring.who, $request.querystring.what | GET /pets?who=ann  |
        | no stage variable                   | $stageVariables.who                                 | GET /pets          |

    Scenario Outline: asked with <case>
      Given the authorizer's identity sources are "<sources>"
      And the request header "X-Token" is "soup"
      When a client sends "<request>"
      Then the response status is 200
      And the authorizer was invoked once
      And the function was invoked once

      Examples:
        | case                                | sources                                             | request           |
        | a header, its name in another case  | $request.header.x-TOKEN                             | GET /pets         |
        | a query parameter                   | $request.querystring.who                            | GET /pets?who=ann |
        | a variable of the context           | $context.routeKey                                   | GET /pets         |
        | both of two                         | $request.querystring.who, $request.header.x-token   | GET /pets?who=ann |

  @PERM-183 @core
  Rule: Only the routes that name an authorizer ask it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    Basis: documented

    Example: the route beside it is open
      Given an HTTP API whose "GET /closed" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": false}
        """
      And its "GET /open" proxies to the function "hello" with payload format 2.0
      When a client sends in turn
        | GET /closed |
        | GET /open |
      Then the first response's status is 403
      And the response status is 200
      And the authorizer was invoked once
      And the function was invoked once

    Example: what no route matches is Not Found for everybody
      Given an HTTP API whose "GET /closed" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": false}
        """
      When a client sends "GET /nowhere"
      Then the response status is 404
      And the response body is
        """
        {"message":"Not Found"}
        """
      And the authorizer was not invoked

  @PERM-184 @core
  Rule: A function that cannot be asked, or answers in another form, is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.troubleshooting
    Basis: documented

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format <format>
      And the authorizer answers
        """
        <answer>
        """
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "35"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the authorizer was invoked once
      And the function was not invoked

      Examples:
        | case                                   | format                   | answer                                 |
        | neither yes nor no                     | 2.0 and simple responses | {"context": {"who": "ann"}}            |
        | a policy where yes or no is expected   | 2.0 and simple responses | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "$arn"}]}} |
        | a text                                 | 2.0 and simple responses | "yes"                                  |
        | yes where a policy is expected         | 2.0                      | {"isAuthorized": true}                 |
        | yes where format 1.0 expects a policy  | 1.0                      | {"isAuthorized": true}                 |
        | nothing                                | 2.0                      | null                                   |
        | a policy without statements            | 2.0                      | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17"}} |

    Example: no permission to ask
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      And API Gateway has no permission to invoke the authorizer
      When a client sends "GET /pets"
      Then the response status is 500
      And the response header "Content-Length" is "35"
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the authorizer was not invoked
      And the function was not invoked

  @PERM-185 @extended
  Rule: An error of the authorizer is an Internal Server Error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.troubleshooting
    Basis: derived: an error document is no valid answer, and the page has one status for those

    Example: a thrown error
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "throw" with payload format 2.0 and simple responses
      And the authorizer throws "the soup is cold"
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the authorizer was invoked once
      And the function was not invoked

    Example: a throttled function
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      And the authorizer's reserved concurrency is 0
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was not invoked

  @PERM-186 @extended
  Rule: The authorizer may be invoked from the ARN of the authorizer, not from that of the route
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.example-create
    Basis: documented

    Scenario Outline: <source>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      And API Gateway may invoke the authorizer from "<source>"
      When a client sends "GET /pets"
      Then the response status is <status>

      Examples:
        | source         | status |
        | authorizers/*  | 200    |
        | */GET/pets     | 500    |

  @PERM-187 @core
  Rule: A kept answer decides without the function for the same identity sources
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer's identity sources are "$request.querystring.who"

    Scenario Outline: <case>
      Given the authorizer answers
        """
        {"isAuthorized": <answer>}
        """
      And the authorizer's answers hold for <seconds> seconds
      When a client sends in turn
        | GET /pets?who=ann-{{nonce}} |
        | GET /pets?who=<next>-{{nonce}} |
      Then the first response's status is <status>
      And the response status is <status>
      And the authorizer was invoked <times> times

      Examples:
        | case                         | answer | seconds | next | status | times |
        | another client is asked for  | true   | 300     | bob  | 200    | 2     |
        | nothing is kept              | true   | 0       | ann  | 200    | 2     |

    Scenario Outline: the same client, <case>
      Given the authorizer answers
        """
        {"isAuthorized": <answer>, "context": {"who": "ann"}}
        """
      And the authorizer's answers hold for 300 seconds
      When a client sends in turn
        | GET /pets?who=ann-{{nonce}} |
        | GET /pets?who=ann-{{nonce}}&more=soup |
      Then the first response's status is <status>
      And the response status is <status>
      And the authorizer was invoked once

      Examples:
        | case                | answer | status |
        | let pass            | true   | 200    |
        | refused             | false  | 403    |

  @PERM-188 @core
  Rule: A kept policy decides about every route of the authorizer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "$arn"}]
          }
        }
        """
      And the authorizer's answers hold for 300 seconds

    Example: what was allowed for one route is denied on another
      Given the authorizer's identity sources are "$request.querystring.who"
      And its "GET /soups" proxies to the function "hello" with payload format 2.0
      And its authorizer is the same
      When a client sends in turn
        | GET /pets?who=ann-{{nonce}} |
        | GET /soups?who=ann-{{nonce}} |
      Then the first response's status is 200
      And the response status is 403
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the authorizer was invoked once

    Example: answers are kept for each route with $context.routeKey among the sources
      Given the authorizer's identity sources are "$request.querystring.who, $context.routeKey"
      And its "GET /soups" proxies to the function "hello" with payload format 2.0
      And its authorizer is the same
      When a client sends in turn
        | GET /pets?who=ann-{{nonce}} |
        | GET /soups?who=ann-{{nonce}} |
      Then the first response's status is 200
      And the response status is 200
      And the authorizer was invoked 2 times

  @PERM-189 @extended
  Rule: Answers can be kept for an hour at most, and only by an identity source
    Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """

    Example: a second more
      Given the authorizer's identity sources are "$request.querystring.who"
      And the authorizer's answers hold for 3601 seconds
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException

    Example: exactly an hour
      Given the authorizer's identity sources are "$request.querystring.who"
      And the authorizer's answers hold for 3600 seconds
      When a client sends "GET /pets?who=ann-{{nonce}}"
      Then the response status is 200
      And the authorizer was invoked once

    Example: no identity source
      Given the authorizer's answers hold for 300 seconds
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException and the message contains "Identity source must be set"

  @PERM-190 @extended
  Rule: Simple responses are for format 2.0
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format-response
    Basis: documented; the text of the error recorded in published transcripts

    Example: format 1.0
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 1.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException and the message contains "EnableSimpleResponses"

  @EVENT2-140 @core
  Rule: The authorizer's event of format 2.0 is the request without its body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format
    Basis: documented; recorded 2022-08-14, 2024-06-17 and 2024-09-05: what the request lacks is missing, without
      identity sources identitySource is null, and the ARN has the client's verb and path

    Example: a request with nothing to it
      Given an HTTP API whose "ANY /pets/{proxy+}" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets/7/name"
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "version": "2.0",
          "type": "REQUEST",
          "routeArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/$default/GET{{base}}/pets/7/name",
          "identitySource": null,
          "routeKey": "ANY {{base}}/pets/{proxy+}",
          "rawPath": "{{base}}/pets/7/name",
          "rawQueryString": "",
          "headers": {"x-conformance-nonce": "{{nonce}}", "{{...}}": "{{string}}"},
          "requestContext": {
            "accountId": "{{accountId}}",
            "apiId": "{{apiId}}",
            "domainName": "{{string}}",
            "domainPrefix": "{{apiId}}",
            "http": {
              "method": "GET",
              "path": "{{base}}/pets/7/name",
              "protocol": "HTTP/1.1",
              "sourceIp": "{{ip address}}",
              "userAgent": "conformance/1.0"
            },
            "requestId": "{{matches [A-Za-z0-9_-]{15}=}}",
            "routeKey": "ANY {{base}}/pets/{proxy+}",
            "stage": "$default",
            "time": "{{clf time}}",
            "timeEpoch": "{{epoch milliseconds}}"
          },
          "pathParameters": {"proxy": "7/name"}
        }
        """

    @own-api
    Example: a POST with a body, a query, cookies and a stage variable
      Given an HTTP API whose "POST /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true}
        """
      And the authorizer's identity sources are "$request.header.X-Token, $request.querystring.tag, $stageVariables.colour"
      And it has the stage "live"
      And the stage variable "colour" is "green"
      And the request header "X-Token" is "soup"
      And the request header "Cookie" is "a=1; b=2"
      When a client sends "POST /live/pets?tag=x&tag=y" with the JSON body
        """
        {"leek": true}
        """
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "version": "2.0",
          "type": "REQUEST",
          "routeArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/live/POST/pets",
          "identitySource": ["soup", "x,y", "green"],
          "routeKey": "POST /pets",
          "rawPath": "/live/pets",
          "rawQueryString": "tag=x&tag=y",
          "cookies": ["a=1", "b=2"],
          "headers": {"x-token": "soup", "content-type": "application/json", "{{...}}": "{{string}}"},
          "queryStringParameters": {"tag": "x,y"},
          "requestContext": {"stage": "live", "routeKey": "POST /pets", "{{...}}": "{{any}}"},
          "stageVariables": {"colour": "green"}
        }
        """

  @EVENT1-140 @core
  Rule: The authorizer's event of format 1.0 resembles a REST API's
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format
    Basis: documented; which members there are beside those of the page's example is not known

    Example: a GET with a query and two identity sources
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 1.0
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "$arn"}]
          }
        }
        """
      And the authorizer's identity sources are "$request.header.X-Token, $request.querystring.tag"
      And the request header "X-Token" is "user1"
      When a client sends "GET /pets/7?tag=123"
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "version": "1.0",
          "type": "REQUEST",
          "methodArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/$default/GET{{base}}/pets/7",
          "identitySource": "user1,123",
          "authorizationToken": "user1,123",
          "resource": "{{base}}/pets/{id}",
          "path": "{{base}}/pets/7",
          "httpMethod": "GET",
          "headers": {"{{...}}": "{{string}}"},
          "queryStringParameters": {"tag": "123"},
          "pathParameters": {"id": "7"},
          "requestContext": {
            "path": "{{base}}/pets/7",
            "accountId": "{{accountId}}",
            "resourceId": "{{string}}",
            "stage": "$default",
            "requestId": "{{string}}",
            "identity": {"sourceIp": "{{ip address}}", "{{...}}": "{{any}}"},
            "resourcePath": "{{base}}/pets/{id}",
            "httpMethod": "GET",
            "apiId": "{{apiId}}",
            "{{...}}": "{{any}}"
          },
          "{{...}}": "{{any}}"
        }
        """
      And the member "$.headers" of the authorizer's event is the JSON
        """
        {"{{...}}": "{{string}}"}
        """

  @EVENT2-141 @core
  Rule: The context of the answer is requestContext.authorizer.lambda of an event of format 2.0
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; recorded 2026-08-28 for a simple response, and 2024-06-17 without a context: lambda is null

    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true<context>}
        """
      When a client sends "GET /pets"
      Then the response status is 200
      And the member "$.requestContext.authorizer" of the event is the JSON
        """
        {"lambda": <lambda>}
        """

      Examples:
        | case                        | context                                                      | lambda                                            |
        | a text in it                | , "context": {"foo": "bar"}                                  | {"foo": "bar"}                                    |
        | values of several kinds     | , "context": {"a": 1, "b": true, "c": ["x", "y"], "d": {"e": "f"}} | {"a": 1, "b": true, "c": ["x", "y"], "d": {"e": "f"}} |
        | no context                  |                                                              | null                                              |

    Example: beside a policy
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "$arn"}]
          },
          "context": {"table": "seven"}
        }
        """
      When a client sends "GET /pets"
      Then the response status is 200
      And the member "$.requestContext.authorizer.lambda.table" of the event is "seven"

  @EVENT1-141 @extended
  Rule: In an event of format 1.0 the context stands in requestContext.authorizer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    Basis: derived: format 1.0 is there for compatibility with REST APIs, where it stands so; not shown on the page

    Example: a text beside yes
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": true, "context": {"table": "seven"}}
        """
      When a client sends "GET /pets"
      Then the response status is 200
      And the member "$.requestContext.authorizer.table" of the event is "seven"

  @EVENT2-142 @extended
  Rule: Parameter mappings read the context as $context.authorizer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0
      And the authorizer answers
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "$arn"}]
          },
          "context": {"table": "seven"}
        }
        """

    Scenario Outline: a header of the request from <variable>
      Given its parameter "append:header.x-mapped" is "<variable>"
      When a client sends "GET /pets"
      Then the response status is 200
      And the header "x-mapped" of the event is "<value>"

      Examples:
        | variable                        | value |
        | $context.authorizer.table       | seven |
        | $context.authorizer.principalId | ann   |

    Example: a header of the response
      Given its response parameter "append:header.x-mapped" for status 200 is "$context.authorizer.table"
      When a client sends "GET /pets"
      Then the response status is 200
      And the response header "x-mapped" is "seven"

  @PERM-192 @core
  Rule: The CORS headers stand on an authorizer's refusal too
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: recorded 2024-07-01 for a 401 of a JWT authorizer; the page says that they are added to an integration's answer

    @own-api
    Scenario Outline: <case>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": false}
        """
      And the authorizer's identity sources are "$request.querystring.who"
      And its CORS configuration is
        """
        {"allowOrigins": ["https://www.example.com"], "allowMethods": ["GET"], "allowCredentials": true}
        """
      And the request header "Origin" is "https://www.example.com"
      When a client sends "<request>"
      Then the response status is <status>
      And the response headers "Access-Control-Allow-Origin" are
        | https://www.example.com |
      And the response header "Access-Control-Allow-Credentials" is "true"
      And the response header "Vary" is "origin"
      And the response body is
        """
        {"message":"<message>"}
        """
      And the function was not invoked

      Examples:
        | case                  | request             | status | message      |
        | nothing to identify   | GET /pets           | 401    | Unauthorized |
        | the authorizer's no   | GET /pets?who=ann   | 403    | Forbidden    |

  @PERM-193 @core
  Rule: A preflight that the gateway answers itself needs no authorization
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
    Basis: documented

    Background:
      Given an HTTP API whose "POST /pets" proxies to the function "hello" with payload format 2.0
      And it is authorized by the function "decide" with payload format 2.0 and simple responses
      And the authorizer answers
        """
        {"isAuthorized": false}
        """
      And the authorizer's identity sources are "$request.header.X-Token"
      And its CORS configuration is
        """
        {"allowOrigins": ["https://www.example.com"], "allowMethods": ["POST"], "allowHeaders": ["x-token"]}
        """
      And the request header "Origin" is "https://www.example.com"
      And the request header "Access-Control-Request-Method" is "POST"
      And the request header "Access-Control-Request-Headers" is "x-token"

    @own-api
    Example: the preflight of an authorized POST
      When a client sends "OPTIONS /pets"
      Then the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the response header "Access-Control-Allow-Methods" is "POST"
      And the response header "Access-Control-Allow-Headers" is "{{matches (?i)x-token}}"
      And the response body is empty
      And the authorizer was not invoked

    @own-api
    Example: the route $default takes a preflight and asks
      Given its "$default" proxies to the function "hello" with payload format 2.0
      And its authorizer is the same
      When a client sends "OPTIONS /soups"
      Then the response status is 401
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the authorizer was not invoked
      And the function was not invoked

    @own-api
    Example: an open route for OPTIONS beside $default
      Given its "$default" proxies to the function "hello" with payload format 2.0
      And its authorizer is the same
      And its "OPTIONS /{proxy+}" proxies to the function "hello" with payload format 2.0
      When a client sends "OPTIONS /soups"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "https://www.example.com"
      And the authorizer was not invoked
      And the function was invoked once

  @PERM-191 @edge
  Rule: A route for signed requests is Forbidden to those without a signature
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
    Basis: documented that clients have to sign; the answer to others is derived from what other refusals say

    Example: no signature
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its authorization is AWS_IAM
      When a client sends "GET /pets"
      Then the response status is 403
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked
