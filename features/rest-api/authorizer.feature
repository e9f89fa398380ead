@rest-api
Feature: Lambda authorizers
  A method may ask a function who its caller is. The function answers with a
  policy, and API Gateway lets the caller in or not.

  @PERM-110 @core
  Rule: A caller whom the authorizer's policy allows comes to the method
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    Basis: documented

    Example: by a token
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the authorizer was invoked once
      And the function was invoked once

    Example: by the request
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the request
      When a client sends "GET /soup?say=allow"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the authorizer was invoked once
      And the function was invoked once

  @PERM-111 @core
  Rule: A caller whom it denies, or says nothing of, gets 403 AccessDeniedException
    Source: https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden
    Basis: documented; recorded 2023-11-05: "Message" has a capital letter. The words after "explicit deny" are those of
      2026, in the knowledge center and in transcripts; before, there were none

    Scenario Outline: it <says>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"Message":"<message>"}
        """
      And the authorizer was invoked once
      And the function was not invoked

      Examples:
        | says                        | word   | message |
        | denies                      | deny   | User is not authorized to access this resource with an explicit deny in an identity-based policy |
        | allows another method alone | ignore | User is not authorized to access this resource |

    Scenario Outline: a policy of two statements that <says>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
              {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"},
              {"Action": "execute-api:Invoke", "Effect": "Deny", "Resource": "arn:aws:execute-api:*:*:*/<denied>/*"}
            ]
          }
        }
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the authorizer was invoked once

      Examples:
        | says                        | denied | status |
        | allows and denies it        | GET    | 403    |
        | allows it and denies others | POST   | 200    |

  @PERM-112 @core
  Rule: A caller who does not say who they are gets 401 and the function is not asked
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
    Basis: documented; the answer recorded 2026-07-20, without WWW-Authenticate

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "<header>" is "<value>"
      When a client sends "GET /soup"
      Then the response status is 401
      And the response header "x-amzn-ErrorType" is "UnauthorizedException"
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "26"
      And the response header "WWW-Authenticate" is absent
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the authorizer was not invoked
      And the function was not invoked

      Examples:
        | case             | header        | value           |
        | another header   | X-Token       | allow {{nonce}} |
        | an empty header  | Authorization |                 |

    Scenario Outline: of two sources, <case>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the request and knows the caller by "method.request.header.X-Who, method.request.querystring.say"
      And the request header "<header>" is "ann"
      When a client sends "GET <path>"
      Then the response status is <status>
      And the authorizer was invoked <times> times
      And the function was invoked <times> times

      Examples:
        | case                        | header | path            | status | times |
        | both are there              | X-Who  | /soup?say=allow | 200    | 1     |
        | the header is missing       | X-Else | /soup?say=allow | 401    | 0     |
        | the parameter is missing    | X-Who  | /soup           | 401    | 0     |
        | the parameter is empty      | X-Who  | /soup?say=      | 401    | 0     |

  @PERM-113 @extended
  Rule: A token that does not match the validation expression gets 401 and the function is not asked
    Source: https://repost.aws/knowledge-center/api-gateway-401-error-lambda-authorizer
    Basis: documented

    Scenario Outline: <token>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the authorizer takes tokens that match "^allow [0-9a-f]+$"
      And the request header "Authorization" is "<token> {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the authorizer was invoked <times> times

      Examples:
        | token     | status | times |
        | allow     | 200    | 1     |
        | allow it  | 401    | 0     |
        | Allow     | 401    | 0     |

  @PERM-114 @core
  Rule: A function that throws "Unauthorized" makes the answer 401
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    Basis: documented; the answer recorded 2023-11-05

    Example: it does not know the token
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "unauthorized {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 401
      And the response header "x-amzn-ErrorType" is "UnauthorizedException"
      And the response header "WWW-Authenticate" is absent
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the authorizer was invoked once
      And the function was not invoked

  @PERM-115 @core
  Rule: A function that fails otherwise, or answers no policy, makes it 500 without a message
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    Basis: documented; the answer recorded 2023-11-04: {"message":null}

    Example: it throws something else
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "stumble {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "AuthorizerConfigurationException"
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "16"
      And the response body is
        """
        {"message":null}
        """
      And the authorizer was invoked once
      And the function was not invoked

    Scenario Outline: it answers <what>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        <answer>
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "AuthorizerConfigurationException"
      And the response body is
        """
        {"message":null}
        """
      And the authorizer was invoked once
      And the function was not invoked

      Examples:
        | what                   | answer |
        | nothing                | null |
        | a text                 | "allow" |
        | no policy              | {"principalId": "ann"} |
        | no principal           | {"policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}]}} |
        | an effect of its own   | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Perhaps", "Resource": "*"}]}} |
        | no resource            | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow"}]}} |
        | a list in the context  | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}]}, "context": {"roles": ["cook"]}} |
        | an object in it        | {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}]}, "context": {"role": {"name": "cook"}}} |

  @PERM-116 @core
  Rule: The function's policy must let API Gateway invoke it for authorizers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
    Basis: documented: the source ARN ends in authorizers/{authorizer id}; the answer to a function that cannot be
      invoked recorded 2023-11-04

    Scenario Outline: a statement for <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And API Gateway may invoke the function from "<source>"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the authorizer was invoked <times> times

      Examples:
        | case                 | source         | status | times |
        | any authorizer       | authorizers/*  | 200    | 1     |
        | any method           | */*/*          | 500    | 0     |
        | another authorizer   | authorizers/x1 | 500    | 0     |

    Example: no statement at all
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And API Gateway has no permission to invoke the function
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "AuthorizerConfigurationException"
      And the response body is
        """
        {"message":null}
        """
      And the authorizer was not invoked
      And the function was not invoked

  @PERM-117 @extended
  Rule: The policy names actions and methods with wildcards
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
    Basis: documented

    Scenario Outline: <action> on <resource>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        {
          "principalId": "ann",
          "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "<action>", "Effect": "Allow", "Resource": ["arn:aws:execute-api:*:*:none", "<resource>"]}]
          }
        }
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the authorizer was invoked once

      Examples:
        | action                        | resource                             | status |
        | execute-api:Invoke            | arn:aws:execute-api:*:*:*/*/GET/*    | 200    |
        | execute-api:*                 | arn:aws:execute-api:*:*:*/*/*/soup   | 200    |
        | execute-api:invoke            | *                                    | 200    |
        | execute-api:Invoke            | arn:aws:execute-api:*:*:*/*/POST/*   | 403    |
        | execute-api:Invoke            | arn:aws:execute-api:*:*:*/*/GET/soup/* | 403  |
        | execute-api:Invoke            | arn:aws:execute-api:*:*:*/other/*    | 403    |
        | execute-api:ManageConnections | *                                    | 403    |

  @PERM-118 @extended
  Rule: The authorizer is asked before key, parameters and body are looked at
    Source: the log of a stage that writes down its authorizer's execution before the usage plan
    Basis: recorded 2017-06-05 by a third party

    Scenario Outline: <word>, with everything missing
      Given a REST API whose "POST /soup" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.size"
      And it validates the parameters and the body
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "POST /soup" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the response status is <status>
      And the response header "x-amzn-ErrorType" is "<exception>"
      And the authorizer was invoked once
      And the function was not invoked

      Examples:
        | word         | status | exception             |
        | unauthorized | 401    | UnauthorizedException |
        | deny         | 403    | AccessDeniedException |
        | allow        | 400    | BadRequestException   |

    Scenario Outline: <word>, without API key
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the response header "x-amzn-ErrorType" is "<exception>"
      And the authorizer was invoked once
      And the function was not invoked

      Examples:
        | word         | status | exception             |
        | unauthorized | 401    | UnauthorizedException |
        | deny         | 403    | AccessDeniedException |
        | allow        | 403    | ForbiddenException    |

  @PERM-119 @core
  Rule: An authorizer guards its methods and no others
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    Basis: documented

    Background:
      Given a REST API whose "OPTIONS /soup" answers from a MOCK integration
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      And its "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"

    Example: a preflight request comes without token
      Given the request header "Origin" is "https://page.example"
      And the request header "Access-Control-Request-Method" is "GET"
      And the request header "Access-Control-Request-Headers" is "authorization"
      When a client sends "OPTIONS /soup"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "*"
      And the authorizer was not invoked

    Example: the request that follows needs one
      When a client sends "GET /soup"
      Then the response status is 401
      And the response header "Access-Control-Allow-Origin" is absent
      And the authorizer was not invoked

    Example: a path without method is nobody's to allow
      Given the request header "X-Token" is "allow {{nonce}}"
      When a client sends "GET /bread"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the authorizer was not invoked

  @PERM-120 @extended @own-api
  Rule: Each way in which an authorizer refuses has its gateway response
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; x-amzn-ErrorType stays, as recorded 2026-07-04 of another type

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the gateway response UNAUTHORIZED has status 419
      And the gateway response UNAUTHORIZED has the "application/json" template
        """
        {"who": "$context.authorizer.principalId", "why": $context.error.messageString, "type": "$context.error.responseType"}
        """
      And the gateway response ACCESS_DENIED has status 451
      And the gateway response ACCESS_DENIED has the "application/json" template
        """
        {"who": "$context.authorizer.principalId", "why": $context.error.messageString, "type": "$context.error.responseType"}
        """
      And the gateway response AUTHORIZER_CONFIGURATION_ERROR has status 503
      And the gateway response AUTHORIZER_CONFIGURATION_ERROR has the "application/json" template
        """
        {"who": "$context.authorizer.principalId", "why": $context.error.messageString, "type": "$context.error.responseType"}
        """

    Scenario Outline: <type>
      Given the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the response header "x-amzn-ErrorType" is "<exception>"
      And the response body is the JSON
        """
        {"who": "<who>", "why": <why>, "type": "<type>"}
        """
      And the function was not invoked

      Examples:
        | type                           | word         | status | exception                        | who | why |
        | UNAUTHORIZED                   | unauthorized | 419    | UnauthorizedException            |     | "Unauthorized" |
        | ACCESS_DENIED                  | ignore       | 451    | AccessDeniedException            | ann | "User is not authorized to access this resource" |
        | AUTHORIZER_CONFIGURATION_ERROR | stumble      | 503    | AuthorizerConfigurationException |     | null |

  @PERM-121 @extended @own-api
  Rule: DEFAULT_4XX and DEFAULT_5XX give the authorizer's refusals their headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the gateway response DEFAULT_4XX has the header "Access-Control-Allow-Origin" mapped from "'https://page.example'"
      And the gateway response DEFAULT_5XX has the header "Access-Control-Allow-Origin" mapped from "'https://error.example'"

    Scenario Outline: <word>
      Given the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is <status>
      And the response header "Access-Control-Allow-Origin" is "<origin>"

      Examples:
        | word         | status | origin                |
        | unauthorized | 401    | https://page.example  |
        | deny         | 403    | https://page.example  |
        | stumble      | 500    | https://error.example |

  @PERM-122 @extended
  Rule: A method with AWS_IAM refuses a call that is not signed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
    Basis: documented; the answer recorded 2026-10-02

    Example: no Authorization header
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorization is AWS_IAM
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the response body is
        """
        {"message":"Missing Authentication Token"}
        """
      And the function was not invoked

    Example: a signature that no key has made
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorization is AWS_IAM
      And the request header "Authorization" is "AWS4-HMAC-SHA256 Credential=AKIDNOBODY/20261122/{{region}}/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000"
      And the request header "X-Amz-Date" is "20261122T000000Z"
      When a client sends "GET /soup"
      Then the response status is 403
      And the function was not invoked

  @ERR-210 @edge
  Rule: A method's ARN of more than 1,600 bytes is answered with 414
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    Basis: documented; no raw answer is known

    Example: a long path
      Given a REST API whose "GET /soup/{name}" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      Then the response status is 414
      And the authorizer was not invoked
      And the function was not invoked
