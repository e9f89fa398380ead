@templates
Feature: What a template sees of the call
  $context is what API Gateway knows of the call, $stageVariables what the stage
  was given.

  @TMPL-001 @core
  Rule: $context names the API, the stage and the method that were called
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: a path below a resource
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        {
          "apiId": "$context.apiId",
          "stage": "$context.stage",
          "resourcePath": "$context.resourcePath",
          "httpMethod": "$context.httpMethod",
          "accountId": "$context.accountId",
          "protocol": "$context.protocol"
        }
        """
      When a client sends "GET /soups/leek"
      Then the response body is the JSON
        """
        {
          "apiId": "{{apiId}}",
          "stage": "{{stage}}",
          "resourcePath": "{{base}}/soups/{kind}",
          "httpMethod": "GET",
          "accountId": "{{accountId}}",
          "protocol": "HTTP/1.1"
        }
        """

  @TMPL-002 @core
  Rule: $context.path has the stage and the path as called
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: a path parameter has its value
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        {"path": "$context.path"}
        """
      When a client sends "GET /soups/leek"
      Then the member "$.path" of the response is "/{{stage}}{{base}}/soups/leek"

  @TMPL-003 @extended
  Rule: $context.requestId and extendedRequestId are the ids that the client gets as headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented

    Example: in the function's event
      Given a REST API whose "GET /soup" invokes the function "echo"
      And its request template is
        """
        {"requestId": "$context.requestId", "extendedRequestId": "$context.extendedRequestId"}
        """
      When a client sends "GET /soup"
      Then the member "$.requestId" of the event is "{{uuid}}"
      And the member "$.requestId" of the event is the response header "x-amzn-RequestId"
      And the member "$.extendedRequestId" of the event is the response header "x-amz-apigw-id"

  @TMPL-005 @core
  Rule: $context.identity has the caller's address and user agent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: both
      Given a REST API whose "GET /who" answers from a MOCK integration
      And its response template is
        """
        {"address": "$context.identity.sourceIp", "agent": "$context.identity.userAgent"}
        """
      And the request header "User-Agent" is "soup-client/1.0"
      When a client sends "GET /who"
      Then the response body is the JSON
        """
        {"address": "{{ip address}}", "agent": "soup-client/1.0"}
        """

  @TMPL-152 @extended
  Rule: $context.requestTime and requestTimeEpoch say when the request came
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: the log's notation and milliseconds
      Given a REST API whose "GET /when" answers from a MOCK integration
      And its response template is
        """
        {"time": "$context.requestTime", "epoch": $context.requestTimeEpoch}
        """
      When a client sends "GET /when"
      Then the response body is the JSON
        """
        {"time": "{{clf time}}", "epoch": "{{epoch milliseconds}}"}
        """

  @TMPL-153 @extended
  Rule: A $context variable that does not apply renders empty
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: recorded 2025-05-20 for the identity, 2016-09-13 for the authorizer

    Scenario Outline: <variable>
      Given a REST API whose "GET /who" answers from a MOCK integration
      And its response template is
        """
        [$context.<variable>]
        """
      When a client sends "GET /who"
      Then the response body is
        """
        []
        """

      Examples:
        | variable                          |
        | identity.caller                   |
        | identity.user                     |
        | identity.userArn                  |
        | identity.cognitoIdentityId        |
        | authorizer.principalId            |
        | noSuchVariable                    |

  @TMPL-154 @edge
  Rule: $context and its maps list their keys, and print as empty text
    Source: recorded only
    Basis: recorded 2025-05-20; the order of the keys is AWS's own

    Scenario Outline: the keys of <map>
      Given a REST API whose "GET /keys" answers from a MOCK integration
      And its response template is
        """
        #foreach($key in <map>.keySet())$key#if($foreach.hasNext),#end#end
        """
      When a client sends "GET /keys"
      Then the response body is
        """
        <keys>
        """

      Examples:
        | map                       | keys                     |
        | $context                  | resourceId,resourcePath,httpMethod,extendedRequestId,requestTime,path,accountId,protocol,requestOverride,stage,domainPrefix,requestTimeEpoch,requestId,identity,domainName,deploymentId,responseOverride,apiId |
        | $context.identity         | cognitoIdentityPoolId,accountId,cognitoIdentityId,caller,sourceIp,principalOrgId,accessKey,cognitoAuthenticationType,cognitoAuthenticationProvider,userArn,userAgent,user |
        | $context.requestOverride  | path,header,querystring  |
        | $context.responseOverride | header                   |

    Scenario Outline: <map> as text
      Given a REST API whose "GET /map" answers from a MOCK integration
      And its response template is
        """
        [$context.get('<map>')]
        """
      When a client sends "GET /map"
      Then the response body is
        """
        []
        """

      Examples:
        | map              |
        | identity         |
        | requestOverride  |
        | responseOverride |

  @TMPL-015 @core @own-api
  Rule: A stage variable is reached by dot and by brackets, formal or not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2024-07-12

    Example: every notation, and one that is not defined
      Given a REST API whose "GET /stage" answers from a MOCK integration
      And the stage variable "colour" is "green"
      And its response template is
        """
        [$stageVariables.colour]
        [$stageVariables['colour']]
        [${stageVariables.colour}]
        [${stageVariables['colour']}]
        [$stageVariables.get('colour')]
        [$stageVariables.shape]
        """
      When a client sends "GET /stage"
      Then the response body is
        """
        [green]
        [green]
        [green]
        [green]
        [green]
        []
        """
