@states-language @needs-variables
Feature: Variables of a state machine
  Assign keeps values for later states, by paths and templates.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-140 @extended
  Rule: Assign keeps literals, paths and intrinsic functions; later states read them by $name
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
    Basis: documented; recorded 2024-11-04 and 2024-11-06

    Example: one of each, while the data goes by
      Given the state machine is
        """
        {
          "StartAt": "Note",
          "States": {
            "Note": {
              "Type": "Pass",
              "Assign": {
                "literal": "$.soup",
                "soup.$": "$.soup",
                "state.$": "$$.State.Name",
                "label.$": "States.Format('{} for {}', $.soup, $.guests)",
                "bowl": {"size": [1, 2]}
              },
              "Next": "Forget"
            },
            "Forget": {"Type": "Pass", "Result": {}, "Next": "Recall"},
            "Recall": {
              "Type": "Pass",
              "Parameters": {
                "literal.$": "$literal",
                "soup.$": "$soup",
                "state.$": "$state",
                "label.$": "States.Format('{}!', $label)",
                "size.$": "$bowl.size[1]"
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "guests": 4}
        """
      Then the client is told the output
        """
        {
          "literal": "$.soup",
          "soup": "leek {{nonce}}",
          "state": "Note",
          "label": "leek {{nonce}} for 4!",
          "size": 2
        }
        """
      And the execution's record says the same

    Scenario Outline: <field> reads a variable
      Given the state machine is
        """
        {
          "StartAt": "Note",
          "States": {
            "Note": {"Type": "Pass", "Assign": {"answer": 42}, "Next": "Recall"},
            "Recall": {"Type": "Pass", "<field>": "$answer", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        42
        """
      And the execution's record says the same

      Examples:
        | field      |
        | InputPath  |
        | OutputPath |

    Example: the paths of a Wait state read variables
      Given the state machine is
        """
        {
          "StartAt": "Note",
          "States": {
            "Note": {"Type": "Pass", "Assign": {"seconds": 0, "until": "2024-11-06T09:42:03Z"}, "Next": "Simmer"},
            "Simmer": {"Type": "Wait", "SecondsPath": "$seconds", "Next": "Cool"},
            "Cool": {"Type": "Wait", "TimestampPath": "$until", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}"}
        """
      And the execution's record says the same

    Example: ErrorPath and CausePath read variables
      Given the state machine is
        """
        {
          "StartAt": "Note",
          "States": {
            "Note": {"Type": "Pass", "Assign": {"error": "Pizza.Burnt", "cause.$": "$.why"}, "Next": "Stop"},
            "Stop": {"Type": "Fail", "ErrorPath": "$error", "CausePath": "$cause"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"why": "too hot {{nonce}}"}
        """
      Then the client is told the error "Pizza.Burnt" and the cause "too hot {{nonce}}"
      And the execution's record says the same

  @ASL-141 @extended
  Rule: Assign sees the state's result, before OutputPath, and the variables as they were
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
    Basis: documented; recorded 2024-11-06

    Example: all assignments of a state happen at once
      Given the state machine is
        """
        {
          "StartAt": "One",
          "States": {
            "One": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "Swap"},
            "Swap": {
              "Type": "Pass",
              "Result": {"whole": {"part": "{{nonce}}"}},
              "Assign": {"x.$": "$y", "y.$": "$x", "seen.$": "$.whole.part"},
              "OutputPath": "$.whole",
              "Next": "Show"
            },
            "Show": {
              "Type": "Pass",
              "Parameters": {"x.$": "$x", "y.$": "$y", "seen.$": "$seen", "out.$": "$"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        {"x": 2, "y": 1, "seen": "{{nonce}}", "out": {"part": "{{nonce}}"}}
        """
      And the execution's record says the same

    Example: a task's result
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Assign": {"answer.$": "$.soup"},
              "ResultPath": null,
              "Next": "Show"
            },
            "Show": {"Type": "Pass", "Parameters": {"answer.$": "$answer", "in.$": "$.soup"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the client is told the output
        """
        {"answer": "leek {{nonce}}", "in": "leek {{nonce}}"}
        """
      And the execution's record says the same

  @ASL-142 @extended
  Rule: A Choice rule has assignments of its own; those of the state go with Default
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; recorded 2024-11-12

    Scenario Outline: <guess> is <status>
      Given the state machine is
        """
        {
          "StartAt": "Check",
          "States": {
            "Check": {
              "Type": "Choice",
              "Choices": [
                {"Variable": "$.guess", "NumericEquals": 42, "Assign": {"status": "right"}, "Next": "Tell"}
              ],
              "Assign": {"status": "wrong", "guess.$": "$.guess"},
              "Default": "Tell"
            },
            "Tell": {"Type": "Pass", "Parameters": {"id.$": "$.id", "status.$": "$status"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"guess": <guess>, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}", "status": "<status>"}
        """
      And the execution's record says the same

      Examples:
        | guess | status |
        | 42    | right  |
        | 41    | wrong  |
        | "42"  | wrong  |

  @ASL-143 @extended
  Rule: A catcher may assign variables of the error output
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
    Basis: documented; recorded 2024-11-12 in JSONata

    Example: the error's name
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "too hot"}}}],
              "Catch": [
                {"ErrorEquals": ["States.ALL"], "Assign": {"what.$": "$.Error"}, "ResultPath": null, "Next": "Tell"}
              ],
              "End": true
            },
            "Tell": {"Type": "Pass", "Parameters": {"what.$": "$what", "id.$": "$.id"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"what": "Pizza.Burnt", "id": "{{nonce}}"}
        """
      And the execution's record says the same

  @ASL-144 @extended
  Rule: A branch or iteration reads the variables around it; its own end with it
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
    Basis: documented

    Example: an iteration
      Given the state machine is
        """
        {
          "StartAt": "Note",
          "States": {
            "Note": {"Type": "Pass", "Assign": {"outer.$": "$.id"}, "Next": "Each"},
            "Each": {
              "Type": "Map",
              "ItemsPath": "$.soups",
              "ItemProcessor": {
                "StartAt": "Own",
                "States": {
                  "Own": {"Type": "Pass", "Assign": {"mine.$": "$"}, "Next": "Show"},
                  "Show": {"Type": "Pass", "Parameters": {"mine.$": "$mine", "outer.$": "$outer"}, "End": true}
                }
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}", "soups": ["leek", "pea"]}
        """
      Then the client is told the output
        """
        [{"mine": "leek", "outer": "{{nonce}}"}, {"mine": "pea", "outer": "{{nonce}}"}]
        """
      And the execution's record says the same

  @ASL-145 @extended @needs-jsonata
  Rule: Variables and data pass between JSONPath and JSONata
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented; recorded 2024-11-07

    Example: there and back
      Given the state machine is
        """
        {
          "StartAt": "Path",
          "States": {
            "Path": {"Type": "Pass", "Assign": {"answer": 42}, "Next": "Ata"},
            "Ata": {
              "Type": "Pass",
              "QueryLanguage": "JSONata",
              "Assign": {"answer": "{% $answer + 1 %}", "before": "{% $answer %}"},
              "Output": {"id": "{% $states.input.id %}"},
              "Next": "Path again"
            },
            "Path again": {
              "Type": "Pass",
              "Parameters": {"id.$": "$.id", "answer.$": "$answer", "before.$": "$before"},
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
        {"id": "{{nonce}}", "answer": 43, "before": 42}
        """
      And the execution's record says the same
