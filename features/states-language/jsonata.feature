@states-language @needs-jsonata
Feature: JSONata in a state machine
  Arguments, Output, Assign and Condition take expressions between {% and %}.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-049 @extended
  Rule: With QueryLanguage JSONata, strings that {% and %} enclose exactly are evaluated
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented; recorded 2024-11-04 and 2024-11-07

    Example: for the whole machine
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Reckon",
          "States": {
            "Reckon": {
              "Type": "Pass",
              "Output": {
                "sum": "{% $sum($states.input.prices) %}",
                "names": "{% $states.input.soups.name %}",
                "of": ["{% $states.context.State.Name %}", "literal", 1, null]
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"prices": [1.5, 2, 3], "soups": [{"name": "leek {{nonce}}"}, {"name": "pea"}]}
        """
      Then the client is told the output
        """
        {"sum": 6.5, "names": ["leek {{nonce}}", "pea"], "of": ["Reckon", "literal", 1, null]}
        """
      And the execution's record says the same

    Example: for one state; the default is JSONPath
      Given the state machine is
        """
        {
          "StartAt": "Path",
          "States": {
            "Path": {
              "Type": "Pass",
              "Parameters": {"soup.$": "$.soup", "text": "{% $states.input %}"},
              "Next": "Ata"
            },
            "Ata": {
              "Type": "Pass",
              "QueryLanguage": "JSONata",
              "Output": {"soup": "{% $uppercase($states.input.soup) %}", "text": "{% $states.input.text %}", "path.$": "$.soup"},
              "Next": "Path again"
            },
            "Path again": {"Type": "Pass", "InputPath": "$.soup", "ResultPath": "$.last", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the client is told the output
        """
        {"soup": "LEEK", "text": "{% $states.input %}", "path.$": "$.soup", "last": "LEEK"}
        """
      And the execution's record says the same

    Scenario Outline: the Output <output> is <result>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Answer",
          "States": {"Answer": {"Type": "Pass", "Output": <output>, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "bowls": [1, 2, 3]}
        """
      Then the client is told the output
        """
        <result>
        """
      And the execution's record says the same

      Examples: with an expression
        | output                                         | result                |
        | "{% $states.input.soup %}"                     | "leek {{nonce}}"      |
        | "{% $states.input.bowls[1] %}"                 | 2                     |
        | "{% $states.input.bowls[$ > 1] %}"             | [2, 3]                |
        | "{% $states.input.bowls ~> $count %}"          | 3                     |
        | "{% $states.input.soup = 'pea' ? 1 : 0 %}"     | 0                     |
        | "{% $map($states.input.bowls, function($b) {$b * 2}) %}" | [2, 4, 6]   |

      Examples: of whatever kind
        | output         | result         |
        | null           | null           |
        | 0              | 0              |
        | 0.1            | 0.1            |
        | true           | true           |
        | "text"         | "text"         |
        | []             | []             |
        | {}             | {}             |

      Examples: not enclosed exactly
        | output                      | result                      |
        | " {% $states.input.soup %}" | " {% $states.input.soup %}" |
        | "{% $states.input.soup %} " | "{% $states.input.soup %} " |
        | "$states.input.soup"        | "$states.input.soup"        |

  @ASL-130 @extended
  Rule: Without Output a Pass state passes its input on, and a task its result
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented; recorded 2024-11-04

    Example: a task with Arguments, Output and the result
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Pass",
          "States": {
            "Pass": {"Type": "Pass", "Next": "Ask"},
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Arguments": {"asked": "{% $states.input.soup %}", "literal": " {% no expression %}"},
              "Output": {"reply": "{% $states.result.asked %}", "to": "{% $states.input.soup %}"},
              "Next": "Ask again"
            },
            "Ask again": {"Type": "Task", "Resource": "{{functionArn}}", "Arguments": {"last": "{% $states.input.reply %}"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the client is told the output
        """
        {"last": "leek {{nonce}}"}
        """
      And the function was invoked 2 times
      And the execution's record says the same

  @ASL-131 @extended
  Rule: An expression that gives nothing, or fails, fails the state with States.QueryEvaluationError
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: recorded 2024-11-15 and 2024-11-21

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Answer",
          "States": {"Answer": {"Type": "Pass", <field>, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "States.QueryEvaluationError" and the cause
        """
        An error occurred while executing the state 'Answer' (entered at the event id #2). The JSONata expression '<expression>' specified for the field '<location>' <problem>
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | PassStateEntered |
        | EvaluationFailed |
        | ExecutionFailed  |

      Examples:
        | what                         | field                                        | expression      | location      | problem                                                                     |
        | the whole Output             | "Output": "{% $nowhere %}"                   | $nowhere        | Output        | returned nothing (undefined).                                               |
        | a member of the Output       | "Output": {"soup": "{% $nowhere %}"}         | $nowhere        | Output/soup   | returned nothing (undefined).                                               |
        | an assignment                | "Assign": {"soup": "{% $nowhere %}"}         | $nowhere        | Assign/soup   | returned nothing (undefined).                                               |
        | a function that is not there | "Output": {"soup": "{% $randomSeeded(1) %}"} | $randomSeeded(1) | Output/soup  | threw an error during evaluation. T1006: Attempted to invoke a non-function |

    Example: it is caught as any error
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Arguments": {"asked": "{% $nowhere %}"},
              "Catch": [
                {
                  "ErrorEquals": ["States.QueryEvaluationError"],
                  "Output": {"error": "{% $states.errorOutput.Error %}", "id": "{% $states.input.id %}"},
                  "Next": "Order"
                }
              ],
              "End": true
            },
            "Order": {"Type": "Succeed"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"error": "States.QueryEvaluationError", "id": "{{nonce}}"}
        """
      And the function was not invoked
      And the execution's record says the same

  @ASL-132 @extended
  Rule: Items of a Map state have to be an array
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
    Basis: recorded 2024-11-19

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              <items>
              "ItemProcessor": {"StartAt": "Serve", "States": {"Serve": {"Type": "Pass", "End": true}}},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        <input>
        """
      Then the client is told the error "States.QueryEvaluationError" and the cause
        """
        An error occurred while executing the state 'Each' (entered at the event id #2). <text>
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | MapStateEntered  |
        | EvaluationFailed |
        | MapStateFailed   |
        | ExecutionFailed  |

      Examples:
        | what                    | items                                 | input              | text                                                                                                                                                                      |
        | Items that is a number  | "Items": "{% 1 %}",                   | {}                 | The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1                            |
        | Items that is null      | "Items": "{% null %}",                | {}                 | The JSONata expression 'null' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'null' for value: null                        |
        | Items that is an object | "Items": "{% $states.input.soup %}",  | {"soup": {"a": 1}} | The JSONata expression '$states.input.soup' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"a":1}     |
        | an input that is a text |                                       | "leek"             | Map state input must be an array but was: "leek"                                                                                                                          |
        | an input that is null   |                                       | null               | Map state input must be an array but was: null                                                                                                                            |

    Example: ItemSelector sees the item and its place
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "Items": "{% $states.input.soups %}",
              "ItemSelector": {
                "soup": "{% $states.context.Map.Item.Value %}",
                "at": "{% $states.context.Map.Item.Index %}",
                "table": "{% $states.input.table %}"
              },
              "ItemProcessor": {"StartAt": "Serve", "States": {"Serve": {"Type": "Pass", "End": true}}},
              "Output": {"served": "{% $states.result %}"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soups": ["leek", "pea"], "table": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {
          "served": [
            {"soup": "leek", "at": 0, "table": "{{nonce}}"},
            {"soup": "pea", "at": 1, "table": "{{nonce}}"}
          ]
        }
        """
      And the execution's record says the same
