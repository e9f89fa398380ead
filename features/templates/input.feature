@templates
Feature: What a mapping template sees of the request
  $input holds the payload and the parameters, $context what API Gateway knows of
  the call.

  @TMPL-012 @core
  Rule: $input.params(name) looks into the path, then the query string, then the headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Scenario Outline: a name in <where>
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        [$input.params('<name>')]
        """
      And the request header "kind" is "tomato"
      And the request header "size" is "small"
      And the request header "spice" is "hot"
      When a client sends "GET /soups/leek?kind=onion&size=big"
      Then the response body contains "[<value>]"

      Examples:
        | where                         | name  | value |
        | path, query string and header | kind  | leek  |
        | query string and header       | size  | big   |
        | header                        | spice | hot   |
        | nothing                       | salt  |       |

  @TMPL-013 @core
  Rule: $input.params() is a map of path, querystring and header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented

    Scenario Outline: <part>
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        [$input.params().<part>.get('<name>')]
        """
      And the request header "spice" is "hot"
      When a client sends "GET /soups/leek?size=big"
      Then the response body contains "[<value>]"

      Examples:
        | part        | name  | value |
        | path        | kind  | leek  |
        | querystring | size  | big   |
        | header      | spice | hot   |

  @TMPL-014 @core
  Rule: The guide's loop over all parameters makes valid JSON
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented

    Example: every kind of parameter
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        #set($all = $input.params())
        {
        #foreach($type in $all.keySet())
          #set($params = $all.get($type))
          "$type": {
          #foreach($name in $params.keySet())
            "$name": "$util.escapeJavaScript($params.get($name))"#if($foreach.hasNext),#end

          #end
          }#if($foreach.hasNext),#end

        #end
        }
        """
      And the request header "spice" is "hot"
      When a client sends "GET /soups/leek?size=big&salt=no"
      Then the response body is the JSON
        """
        {
          "path": {"kind": "leek"},
          "querystring": {"size": "big", "salt": "no"},
          "header": {"spice": "hot", "{{...}}": "{{string}}"}
        }
        """

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
          "accountId": "$context.accountId"
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
          "accountId": "{{accountId}}"
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

  @TMPL-009 @core
  Rule: $input.body is the payload as it was sent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2025-05-16 for the way from the request template to the response

    Example: the spelling of a number stays
      Given a REST API whose "POST /order" answers from a MOCK integration
      And its request template is
        """
        #set($context.requestOverride.path.body = $input.body)
        {"statusCode": 200}
        """
      And its response template is
        """
        [$context.requestOverride.path.body]
        """
      When a client sends "POST /order" with the JSON body
        """
        {"price" : 10.00}
        """
      Then the response body contains
        """
        [{"price" : 10.00}
        """

  @TMPL-010 @core
  Rule: $input.json(path) is the JSON text of a part of the payload
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented

    Scenario Outline: <part>
      Given a REST API whose "POST /order" answers from a MOCK integration
      And its request template is
        """
        #set($context.requestOverride.path.part = $input.json('<path>'))
        {"statusCode": 200}
        """
      And its response template is
        """
        $context.requestOverride.path.part
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kind": "leek", "spoons": 2, "tastes": ["salt", {"of": "smoke"}]}
        """
      Then the response body is the JSON
        """
        <json>
        """

      Examples:
        | part      | path           | json                      |
        | a text    | $.kind         | "leek"                    |
        | a number  | $.spoons       | 2                         |
        | a list    | $.tastes       | ["salt", {"of": "smoke"}] |
        | an object | $.tastes[1]    | {"of": "smoke"}           |

  @TMPL-042 @core
  Rule: A MOCK integration chooses its response by the statusCode that the request template renders
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: documented

    Scenario Outline: <code>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": $input.params('code')}
        """
      And errors that match "404" become status 404 with the template
        """
        {"soup": "none"}
        """
      When a client sends "GET /soup?code=<code>"
      Then the response status is <status>

      Examples:
        | code | status |
        | 200  | 200    |
        | 404  | 404    |
        | 503  | 200    |
