@states-language
Feature: Intrinsic functions
  Every row is a state machine with one call: the input in, the result out.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-047 @extended
  Rule: The intrinsic functions reckon with arrays, texts, numbers and JSON
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: documented; those of the rules below recorded as well

    Scenario Outline: <call> of <in>
      Given the state machine is
        """
        {
          "StartAt": "Reckon",
          "States": {
            "Reckon": {"Type": "Pass", "Parameters": {"result.$": "<call>"}, "ResultPath": "$.reckoned", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"in": <in>}
        """
      Then the client is told the output
        """
        {"in": <in>, "reckoned": {"result": <result>}}
        """
      And the execution's record says the same

      Examples: arrays
        | call                               | in                 | result                   |
        | States.Array($.in, 'pea', 3, null) | "leek"             | ["leek", "pea", 3, null] |
        | States.Array()                     | 0                  | []                       |
        | States.ArrayPartition($.in, 2)     | [1, 2, 3]          | [[1, 2], [3]]            |
        | States.ArrayPartition($.in, 4)     | [0, 1]             | [[0, 1]]                 |
        | States.ArrayPartition($.in, 1)     | []                 | []                       |
        | States.ArrayContains($.in, 2)      | [1, 2]             | true                     |
        | States.ArrayContains($.in, 'leek') | ["pea"]            | false                    |
        | States.ArrayRange(1, 9, $.in)      | 2                  | [1, 3, 5, 7, 9]          |
        | States.ArrayRange(0, 10, $.in)     | 3                  | [0, 3, 6, 9]             |
        | States.ArrayRange(1, 9, $.in)      | 9                  | [1]                      |
        | States.ArrayRange(3, 1, $.in)      | -1                 | [3, 2, 1]                |
        | States.ArrayGetItem($.in, 1)       | ["leek", "pea"]    | "pea"                    |
        | States.ArrayLength($.in)           | [[1, 2], null, {}] | 3                        |
        | States.ArrayUnique($.in)           | [1, 2, 2, 1, 3]    | [1, 2, 3]                |

      Examples: texts and JSON
        | call                                                                                                                      | in                          | result                         |
        | States.Format('{} and {}', $.in, 2)                                                                                       | "leek"                      | "leek and 2"                   |
        | States.Format('no placeholder')                                                                                           | 0                           | "no placeholder"               |
        | States.Format('\\\\{{}\\\\}', $.in)                                                                                       | "leek"                      | "{leek}"                       |
        | States.Base64Encode($.in)                                                                                                 | "Data to encode"            | "RGF0YSB0byBlbmNvZGU="         |
        | States.Base64Encode($.in)                                                                                                 | ""                          | ""                             |
        | States.Base64Decode($.in)                                                                                                 | "bGVlayBzb3Vw"              | "leek soup"                    |
        | States.StringToJson($.in)                                                                                                 | "{\\"a\\": [1, \\"two\\"]}" | {"a": [1, "two"]}              |
        | States.StringToJson($.in)                                                                                                 | "1.1"                       | 1.1                            |
        | States.JsonToString($.in)                                                                                                 | {"a": [1, "two", null]}     | "{\\"a\\":[1,\\"two\\",null]}" |
        | States.JsonToString($.in)                                                                                                 | "leek"                      | "\\"leek\\""                   |
        | States.StringSplit($.in, ',')                                                                                             | "1,2,3"                     | ["1", "2", "3"]                |
        | States.ArrayGetItem(States.StringSplit($.in, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($.in, '-')), -1)) | "a-b-c"                     | "c"                            |

      Examples: numbers
        | call                    | in | result |
        | States.MathAdd($.in, 3) | -9 | -6     |

    Example: States.MathRandom with the same seed is the same number
      Given the state machine is
        """
        {
          "StartAt": "Roll",
          "States": {
            "Roll": {
              "Type": "Pass",
              "Parameters": {"a.$": "States.MathRandom(1, 1000000, $.seed)", "b.$": "States.MathRandom(1, 1000000, $.seed)"},
              "Next": "Compare"
            },
            "Compare": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.a", "NumericEqualsPath": "$.b", "Next": "Same"}],
              "Default": "Different"
            },
            "Same": {"Type": "Pass", "End": true},
            "Different": {"Type": "Fail"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"seed": 42}
        """
      Then the client is told the output
        """
        {"a": "{{number}}", "b": "{{number}}"}
        """
      And the execution's record says the same

    Example: States.UUID makes a UUID of version 4
      Given the state machine is
        """
        {"StartAt": "Make", "States": {"Make": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        {"id": "{{matches [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}}}"}
        """
      And the execution's record says the same

    Scenario Outline: States.Hash by <algorithm>
      Given the state machine is
        """
        {
          "StartAt": "Hash",
          "States": {
            "Hash": {"Type": "Pass", "Parameters": {"hash.$": "States.Hash($.data, '<algorithm>')"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"data": "input data"}
        """
      Then the client is told the output
        """
        {"hash": "<hash>"}
        """
      And the execution's record says the same

      Examples:
        | algorithm | hash                                                                                                                             |
        | MD5       | 812f45842bc6d66ee14572ce20db8e86                                                                                                 |
        | SHA-1     | aaff4a450a104cd177d28d18d74485e8cae074b7                                                                                         |
        | SHA-256   | b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3                                                                 |
        | SHA-384   | d28a7d5cf25a74f11a50a18452b75e04bb3d70c9dd0510d6123aa008c756511b87525bdc835ebb27e1fb9e9374a15562                                 |
        | SHA-512   | 6ce4adb348546d4f449c4d25aad9a7c9cb711d9e91982d3f0b29ca2f3f47d4ce2deba23bf2954f0f1d593fc50283731a533d30d425402d4f91316d871303aac4 |

  @ASL-117 @extended
  Rule: States.MathAdd rounds each number, halves upwards, before it adds
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: recorded 2023-09-13

    Scenario Outline: States.MathAdd of <a> and <b> is <sum>
      Given the state machine is
        """
        {
          "StartAt": "Add",
          "States": {"Add": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.a, $.b)"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"a": <a>, "b": <b>}
        """
      Then the client is told the output
        """
        {"sum": <sum>}
        """
      And the execution's record says the same

      Examples:
        | a     | b     | sum |
        | 1.49  | 1.5   | 3   |
        | 1.5   | 1.51  | 4   |
        | -1.49 | -1.5  | -2  |
        | -1.5  | 0     | -1  |
        | -1.51 | 0     | -2  |
        | -0.5  | 0.5   | 1   |
        | 2.5   | 0     | 3   |
        | 1.49  | -1.49 | 0   |

  @ASL-118 @extended
  Rule: States.StringSplit splits at any character of the delimiter and drops empty parts
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: recorded 2024-12-05

    Scenario Outline: <text> at <delimiter>
      Given the state machine is
        """
        {
          "StartAt": "Split",
          "States": {
            "Split": {"Type": "Pass", "Parameters": {"parts.$": "States.StringSplit($.text, $.at)"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"text": <text>, "at": <delimiter>}
        """
      Then the client is told the output
        """
        {"parts": <parts>}
        """
      And the execution's record says the same

      Examples:
        | text                    | delimiter | parts                                 |
        | "This.is+a,test=string" | ".+,="    | ["This", "is", "a", "test", "string"] |
        | ",,,,"                  | ","       | []                                    |
        | ", , ,"                 | ","       | [" ", " "]                            |
        | "one line\\nTwo"        | "T\\n"    | ["one line", "wo"]                    |
        | "leek"                  | ","       | ["leek"]                              |

  @ASL-119 @extended
  Rule: States.StringToJson makes null of a text without content, and 0 of -0
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: recorded 2023-02-09

    Scenario Outline: the text <text>
      Given the state machine is
        """
        {
          "StartAt": "Read",
          "States": {"Read": {"Type": "Pass", "Parameters": {"read.$": "States.StringToJson($.text)"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"text": <text>, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"read": <value>}
        """
      And the execution's record says the same

      Examples:
        | text   | value |
        | ""     | null  |
        | " "    | null  |
        | "null" | null  |
        | "-0"   | 0     |

  @ASL-120 @edge
  Rule: States.Format writes an object as Java does, a text bare and null as a word
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: recorded 2023-11-26 of the context object; of other objects, null and texts as well

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "StartAt": "Write",
          "States": {"Write": {"Type": "Pass", "Parameters": {"text.$": "States.Format('{}', $.value)"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"value": <value>}
        """
      Then the client is told the output
        """
        {"text": "<text>"}
        """
      And the execution's record says the same

      Examples:
        | what       | value                   | text              |
        | an object  | {"Arg1": 1, "Arg2": []} | {Arg1=1, Arg2=[]} |
        | null       | null                    | null              |
        | true       | true                    | true              |
        | a fraction | 1.5                     | 1.5               |
        | a text     | "leek {{nonce}}"        | leek {{nonce}}    |

    Example: of the context object
      Given the state machine is
        """
        {
          "StartAt": "Write",
          "States": {"Write": {"Type": "Pass", "Parameters": {"text.$": "States.Format('{}', $$.StateMachine)"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        {"text": "{Id={{stateMachineArn}}, Name={{stateMachineName}}}"}
        """
      And the execution's record says the same

  @ASL-121 @extended
  Rule: States.JsonMerge is shallow: the second object's members replace the first's
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: documented; recorded 2024-07-05 with a literal

    Example: what both have is the second's, whole
      Given the state machine is
        """
        {
          "StartAt": "Merge",
          "States": {
            "Merge": {"Type": "Pass", "Parameters": {"merged.$": "States.JsonMerge($.a, $.b, false)"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"a": {"soup": {"name": "leek", "hot": true}, "id": 1}, "b": {"soup": {"name": "pea"}, "more": "{{nonce}}"}}
        """
      Then the client is told the output
        """
        {"merged": {"soup": {"name": "pea"}, "id": 1, "more": "{{nonce}}"}}
        """
      And the execution's record says the same

    Example: with a literal that holds escaped quotes
      Given the state machine is
        """
        {
          "StartAt": "Merge",
          "States": {
            "Merge": {
              "Type": "Pass",
              "Parameters": {"merged.$": "States.JsonMerge(States.StringToJson('{\"hot\": true}'), $$.Execution.Input, false)"},
              "OutputPath": "$.merged",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"hot": true, "id": "{{nonce}}"}
        """
      And the execution's record says the same

  @ASL-122 @extended
  Rule: Arrays and objects are the same if all in them is
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    Basis: recorded 2023-02-09

    Scenario Outline: States.ArrayContains <answers> of <item> in <array>
      Given the state machine is
        """
        {
          "StartAt": "Look",
          "States": {
            "Look": {"Type": "Pass", "Parameters": {"found.$": "States.ArrayContains($.array, $.item)"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"array": <array>, "item": <item>}
        """
      Then the client is told the output
        """
        {"found": <answers>}
        """
      And the execution's record says the same

      Examples:
        | array               | item              | answers |
        | [[1, 2, 3], 2]      | [1, 2, 3]         | true    |
        | [[1, 2, 3], 2]      | null              | false   |
        | [{"a": 2, "b": []}] | {"b": [], "a": 2} | true    |
        | [{"a": 2, "b": []}] | []                | false   |
        | []                  | null              | false   |
        | [true, false]       | false             | true    |
