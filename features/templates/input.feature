@templates
Feature: What a template sees of the request
  $input.body is the payload, $input.params() the parameters.

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
      Then the response body is
        """
        [<value>]
        """

      Examples:
        | where                         | name  | value |
        | path, query string and header | kind  | leek  |
        | query string and header       | size  | big   |
        | header                        | spice | hot   |
        | nothing                       | salt  |       |

  @TMPL-013 @core
  Rule: $input.params() is a map of path, querystring and header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented; recorded 2024-05-30 for a path parameter that stands as a JSON number

    Scenario Outline: <way>
      Given a REST API whose "GET /soups/{kind}" answers from a MOCK integration
      And its response template is
        """
        [$input.params().<way>]
        """
      And the request header "spice" is "hot"
      When a client sends "GET /soups/42?size=big"
      Then the response body is
        """
        [<value>]
        """

      Examples:
        | way                       | value |
        | path.get('kind')          | 42    |
        | querystring.get('size')   | big   |
        | header.get('spice')       | hot   |
        | path.kind                 | 42    |
        | querystring.size          | big   |
        | querystring['size']       | big   |
        | get('header').get('spice') | hot  |
        | querystring.salt          |       |
        | path.keySet()             | [kind] |

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

  @TMPL-009 @core
  Rule: $input.body is the payload as it was sent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2025-03-19, and 2025-05-16 for the way from the request template to the response

    Scenario Outline: <what>
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
        <payload>
        """
      Then the response body is
        """
        [<payload>]
        """

      Examples:
        | what                          | payload                       |
        | the spelling of a number      | {"price" : 10.00}             |
        | line breaks and a double name | {"b": 1, "a": 2,\n "b": 3}    |
        | an escape                     | ["leek", "na\\u00efve"]       |
        | no JSON                       | some raw data                 |

  @TMPL-150 @extended
  Rule: An empty payload reads as an empty JSON object
    Source: recorded only
    Basis: recorded 2025-03-19

    Scenario Outline: <reference>
      Given a REST API whose "POST /order" answers from a MOCK integration
      And its request template is
        """
        #set($context.requestOverride.path.seen = <reference>)
        {"statusCode": 200}
        """
      And its response template is
        """
        [$context.requestOverride.path.seen]
        """
      When a client sends "POST /order"
      Then the response body is
        """
        [{}]
        """

      Examples:
        | reference          |
        | $input.body        |
        | "$input.body"      |
        | $input.json('$')   |

    Example: in the response template, where the backend answers nothing
      Given a REST API whose "POST /order" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And its response template is
        """
        [$input.body][$input.json('$')]
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kind": "leek-{{nonce}}"}
        """
      Then the response status is 200
      And the response body is
        """
        [{}][{}]
        """
      And the function was invoked once

  @TMPL-151 @core
  Rule: $input.body is the raw payload in the function's event too, whatever it holds
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2024-11-20 for the encoding of $input.body

    Example: encoded, so that it fits into JSON
      Given a REST API whose "POST /order" invokes the function "echo"
      And its request template is
        """
        {"body": "$util.base64Encode($input.body)", "nonce": "$input.params('x-conformance-nonce')"}
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kinesis": "snapshot"}
        """
      Then the function received the event
        """
        {"body": "eyJraW5lc2lzIjogInNuYXBzaG90In0=", "nonce": "{{nonce}}"}
        """
