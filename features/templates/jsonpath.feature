@templates
Feature: What $input.json and $input.path find in a payload
  $input.json(path) is JSON text, $input.path(path) is a value that the template can
  go on with. The request template keeps what it found for the response template, as
  a MOCK integration has no payload of its own.

  Background:
    Given a REST API whose "POST /order" answers from a MOCK integration
    And its response template is
      """
      [$context.requestOverride.path.found]
      """

  @TMPL-010 @core
  Rule: $input.json(path) is the JSON text of a part of the payload
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented; recorded 2015-12 for a whole text

    Scenario Outline: <part>
      Given its request template is
        """
        #set($context.requestOverride.path.found = $input.json('<path>'))
        {"statusCode": 200}
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kind": "leek", "spoons": 2, "hot": true, "lid": null, "tastes": ["salt", {"of": "smoke"}]}
        """
      Then the response body is
        """
        [<json>]
        """

      Examples:
        | part                    | path                   | json                    |
        | a text                  | $.kind                 | "leek"                  |
        | a number                | $.spoons               | 2                       |
        | a boolean               | $.hot                  | true                    |
        | a list, without blanks  | $.tastes               | ["salt",{"of":"smoke"}] |
        | an object               | $.tastes[1]            | {"of":"smoke"}          |
        | a text deeper down      | $.tastes[1].of         | "smoke"                 |
        | a key in brackets       | $["kind"]              | "leek"                  |

  @TMPL-143 @edge
  Rule: $input.json of a path that leads nowhere is the empty JSON text
    Source: recorded only
    Basis: recorded 2015-12

    Example: two quotes
      Given its request template is
        """
        #set($context.requestOverride.path.found = $input.json('$.missing'))
        {"statusCode": 200}
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response body is
        """
        [""]
        """

  @TMPL-011 @core
  Rule: $input.path(path) is a value with members, elements and methods
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2025-06-18

    Scenario Outline: <what>
      Given its request template is
        """
        #set($root = $input.path('$'))
        #set($context.requestOverride.path.found = "<reference>")
        {"statusCode": 200}
        """
      When a client sends "POST /order" with the JSON body
        """
        {"kind": "leek", "spoons": 2, "tastes": ["salt", {"of": "smoke"}]}
        """
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what                      | reference                                      | rendered   |
        | a member                  | $root.kind                                     | leek       |
        | a path to a member        | $input.path('$.spoons')                        | 2          |
        | a list's size             | $input.path('$.tastes').size()                 | 2          |
        | an element                | $root.tastes[0]                                | salt       |
        | a member of an element    | $root.tastes[1].of                             | smoke      |
        | a text's method           | $root.kind.length()                            | 4          |
        | a number's text           | $root.spoons.toString().length()               | 1          |
        | its keys                  | #foreach($k in $root.keySet())$k,#end          | kind,spoons,tastes, |
        | its elements              | #foreach($t in $root.tastes)$foreach.count:#end | 1:2:      |

  @TMPL-144 @core
  Rule: A path that leads nowhere renders nothing, be the JSON around it broken or not
    Source: recorded only
    Basis: recorded 2025-06-18

    Example: members without a value
      Given its request template is
        """
        #set($missing = $input.path('$.missing'))
        #set($isNull = $missing == $nil)
        #set($isEmpty = $missing == "")
        #set($context.requestOverride.path.found = "{""body"": $missing, ""list"": $input.path('$.list').kind, ""isNull"": $isNull, ""isEmpty"": $isEmpty}")
        {"statusCode": 200}
        """
      When a client sends "POST /order" with the JSON body
        """
        {"list": []}
        """
      Then the response body is
        """
        [{"body": , "list": , "isNull": true, "isEmpty": true}]
        """

  @TMPL-145 @extended
  Rule: A payload that is no JSON is a text, whole
    Source: recorded only; AWS's documentation speaks of JSON payloads only
    Basis: recorded 2015-12

    Scenario Outline: <payload>
      Given its request template is
        """
        #set($context.requestOverride.path.found = "$input.path('$')|$input.json('$')")
        {"statusCode": 200}
        """
      When a client sends "POST /order" with the JSON body
        """
        <payload>
        """
      Then the response body is
        """
        [<payload>|"<payload>"]
        """

      Examples:
        | payload     |
        | soup=leek   |
        | a{b         |
        | a[          |
        | null{       |
        | undefined{  |
