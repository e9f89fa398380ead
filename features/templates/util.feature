@templates
Feature: The functions of $util
  Escaping, encoding and parsing.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-016 @core
  Rule: $util.escapeJavaScript escapes by the rules of JavaScript strings
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented for quotes, the single quote included, and backslashes; not recorded on AWS

    Scenario Outline: <what>
      Given its response template is
        """
        #set($text = <text>)[$util.escapeJavaScript($text)]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<escaped>]
        """

      Examples:
        | what               | text          | escaped         |
        | a double quote     | 'say "soup"'  | say \\"soup\\"  |
        | a backslash        | 'a\\b'        | a\\\\b          |
        | a single quote     | "it's"        | it\\'s          |
        | a line break       | 'a\nb'        | a\\nb           |
        | nothing to escape  | 'leek soup 7' | leek soup 7     |

  @TMPL-141 @edge
  Rule: $util.escapeJavaScript escapes slashes and characters beyond ASCII as well, or leaves them
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: derived: the page does not say; the library that the function is named after escapes both; JSON reads either
      form the same

    Scenario Outline: <what>
      Given its response template is
        """
        {"text": "$util.escapeJavaScript('<text>')"}
        """
      When a client sends "GET /rendered"
      Then the response body is the JSON
        """
        {"text": "<text>"}
        """

      Examples:
        | what             | text      |
        | a slash          | a/b       |
        | letters          | naïve 実行 |
        | a surrogate pair | soup 🍲   |

  @TMPL-142 @core
  Rule: The documented replaceAll makes JSON of a text with a single quote
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: the client's apostrophe reaches the execution
      Given its "POST /start" starts a Standard state machine
      And its request template is
        """
        {"stateMachineArn": "{{stateMachineArn}}", "input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"}
        """
      When a client sends "POST /start" with the JSON body
        """
        {"soup": "the cook's \"best\"", "nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"soup": "the cook's \"best\"", "nonce": "{{nonce}}"}
        """

  @TMPL-018 @core
  Rule: $util.urlEncode and $util.urlDecode use the rules of forms
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2025-03-19 for the encoding

    Scenario Outline: <call>
      Given its response template is
        """
        [$util.<call>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<result>]
        """

      Examples:
        | call                            | result               |
        | urlEncode("a b&c={d}")          | a+b%26c%3D%7Bd%7D    |
        | urlEncode('{"a": "b"}')         | %7B%22a%22%3A+%22b%22%7D |
        | urlEncode("naïve*-._~")         | na%C3%AFve*-._%7E    |
        | urlEncode($undefined)           |                      |
        | urlDecode("a+b%26c%3D%7Bd%7D")  | a b&c={d}            |
        | urlDecode("na%C3%AFve%20soup")  | naïve soup           |

  @TMPL-019 @core
  Rule: $util.base64Encode and $util.base64Decode undo each other
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: more than ASCII
      Given its response template is
        """
        #set($encoded = $util.base64Encode("naïve 実行"))[$encoded][$util.base64Decode($encoded)]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [bmHDr3ZlIOWun+ihjA==][naïve 実行]
        """

    Example: ASCII, decoded from the path
      Given its "GET /decoded/{data}" answers from a MOCK integration
      And its response template is
        """
        [$util.base64Decode($input.params('data'))]
        """
      When a client sends "GET /decoded/bGVlayBzb3Vw"
      Then the response body is
        """
        [leek soup]
        """

  @TMPL-017 @core
  Rule: $util.parseJson gives members and elements
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Scenario Outline: <what>
      Given its response template is
        """
        #set($soup = $util.parseJson('{"kind": "leek", "tastes": ["salt", {"of": "smoke"}], "hot": true, "inner": "{\"a\": [1]}"}'))[<reference>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what                    | reference                              | rendered |
        | a member                | $soup.kind                             | leek     |
        | an element              | $soup.tastes[0]                        | salt     |
        | a member of an element  | $soup.tastes[1].of                     | smoke    |
        | a boolean               | #if($soup.hot)yes#{else}no#end         | yes      |
        | JSON inside a text      | $util.parseJson($soup.inner).a[0]      | 1        |
        | a list's size           | $soup.tastes.size()                    | 2        |
        | the members in order    | #foreach($k in $soup.keySet())$k,#end  | kind,tastes,hot,inner, |
