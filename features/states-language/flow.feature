@states-language
Feature: The way of an execution through its states
  A client posts a document, an Express machine works on it, and the answer
  tells what became of it.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-001 @core
  Rule: An execution begins at StartAt and follows Next until a state ends it
    Source: https://states-language.net/spec.html
    Basis: documented

    Example: the order in the definition does not matter
      Given the state machine is
        """
        {
          "StartAt": "Peel",
          "States": {
            "Serve": {"Type": "Pass", "Parameters": {"done.$": "States.Format('{}, served', $.done)"}, "End": true},
            "Boil": {"Type": "Pass", "Parameters": {"done.$": "States.Format('{}, boiled', $.done)"}, "Next": "Serve"},
            "Peel": {"Type": "Pass", "Parameters": {"done.$": "States.Format('{} peeled', $.vegetable)"}, "Next": "Boil"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"vegetable": "leek {{nonce}}"}
        """
      Then the client is told the output
        """
        {"done": "leek {{nonce}} peeled, boiled, served"}
        """
      And the execution's record says the same

    Example: a state may come back to an earlier one
      Given the state machine is
        """
        {
          "StartAt": "Stir",
          "States": {
            "Stir": {"Type": "Pass", "Parameters": {"turns.$": "States.MathAdd($.turns, 1)"}, "Next": "Enough?"},
            "Enough?": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.turns", "NumericLessThan": 3, "Next": "Stir"}],
              "Default": "Serve"
            },
            "Serve": {"Type": "Succeed"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"turns": 1}
        """
      Then the client is told the output
        """
        {"turns": 3}
        """
      And the execution's log holds the events
        | ExecutionStarted    |
        | PassStateEntered    |
        | PassStateExited     |
        | ChoiceStateEntered  |
        | ChoiceStateExited   |
        | PassStateEntered    |
        | PassStateExited     |
        | ChoiceStateEntered  |
        | ChoiceStateExited   |
        | SucceedStateEntered |
        | SucceedStateExited  |
        | ExecutionSucceeded  |

  @ASL-002 @core
  Rule: A Pass state without Result copies its input to its output
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
    Basis: documented

    Scenario Outline: <kind>
      Given the state machine is
        """
        {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        <input>
        """
      Then the client is told the output
        """
        <input>
        """
      And the execution's record says the same

      Examples:
        | kind                | input                                                            |
        | an object           | {"id": "{{nonce}}", "soup": {"name": "leek", "size": [1, 2.5]}} |
        | an array            | ["{{nonce}}", 1, null, true, {}]                                 |
        | a string            | "{{nonce}} it's \\"soup\\""                                      |
        | a number            | 12.75                                                            |
        | null                | null                                                             |
        | more than ASCII     | {"実行": "naïve 😀 {{nonce}}"}                                   |

  @ASL-003 @core
  Rule: A Pass state with Result puts it where ResultPath says
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
    Basis: documented

    Scenario Outline: <where>
      Given the state machine is
        """
        {
          "StartAt": "Measure",
          "States": {"Measure": {"Type": "Pass", "Result": {"grams": 250}, <path> "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the client is told the output
        """
        <output>
        """
      And the execution's record says the same

      Examples:
        | where                    | path                           | output                                                         |
        | instead of the input     |                                | {"grams": 250}                                                 |
        | beside the input         | "ResultPath": "$.salt",        | {"soup": "leek {{nonce}}", "salt": {"grams": 250}}             |
        | deep inside it           | "ResultPath": "$.add.first",   | {"soup": "leek {{nonce}}", "add": {"first": {"grams": 250}}}   |
        | over one of its members  | "ResultPath": "$.soup",        | {"soup": {"grams": 250}}                                       |
        | nowhere                  | "ResultPath": null,            | {"soup": "leek {{nonce}}"}                                     |

  @ASL-102 @extended
  Rule: A Pass state's Result is literal: keys that end in .$ are not evaluated
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
    Basis: recorded 2024-02-07

    Example: paths in a Result
      Given the state machine is
        """
        {
          "StartAt": "Answer",
          "States": {"Answer": {"Type": "Pass", "Result": {"soup.$": "$.soup", "all.$": "$$"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the client is told the output
        """
        {"soup.$": "$.soup", "all.$": "$$"}
        """
      And the execution's record says the same

  @ASL-022 @core
  Rule: Succeed ends the execution with its filtered input as the output
    Source: https://states-language.net/spec.html
    Basis: documented

    Example: InputPath and OutputPath narrow it down
      Given the state machine is
        """
        {
          "StartAt": "Done",
          "States": {"Done": {"Type": "Succeed", "InputPath": "$.kitchen", "OutputPath": "$.soup"}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"kitchen": {"soup": "leek {{nonce}}", "chef": "Ada"}}
        """
      Then the client is told the output
        """
        "leek {{nonce}}"
        """
      And the execution's log holds the events
        | ExecutionStarted    |
        | SucceedStateEntered |
        | SucceedStateExited  |
        | ExecutionSucceeded  |

  @ASL-020 @core
  Rule: Fail ends the execution as FAILED with its Error and Cause
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: documented

    Example: after other states
      Given the state machine is
        """
        {
          "StartAt": "Bake",
          "States": {
            "Bake": {"Type": "Pass", "Next": "Burn"},
            "Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "the oven was too hot"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Pizza.Burnt" and the cause "the oven was too hot"
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | PassStateEntered |
        | PassStateExited  |
        | FailStateEntered |
        | ExecutionFailed  |

  @ASL-101 @extended
  Rule: A Fail state without Error or Cause fails the execution without them
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: recorded 2024-03-06 for neither, 2023-12-16 for an Error alone, 2024-11-13 for a Cause alone

    Example: neither
      Given the state machine is
        """
        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail"}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told that it failed, without error and cause
      And the execution's record says the same

    Example: an Error alone
      Given the state machine is
        """
        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "Pizza.Burnt"}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Pizza.Burnt" and no cause
      And the execution's record says the same

    Example: a Cause alone
      Given the state machine is
        """
        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Cause": "the oven was too hot"}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told no error and the cause "the oven was too hot"
      And the execution's record says the same

  @ASL-021 @extended
  Rule: ErrorPath and CausePath take error and cause from the input, from the context or from an intrinsic function
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: documented; recorded 2024-02-07, of the context 2024-11-28

    Scenario Outline: <whence>
      Given the state machine is
        """
        {
          "StartAt": "Stop",
          "States": {"Stop": {"Type": "Fail", "ErrorPath": "<error path>", "CausePath": "<cause path>"}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"what": "Pizza.Burnt", "why": "too hot {{nonce}}"}
        """
      Then the client is told the error "<error>" and the cause "<cause>"
      And the execution's record says the same

      Examples:
        | whence                 | error path                   | cause path                           | error       | cause                                 |
        | the input              | $.what                       | $.why                                | Pizza.Burnt | too hot {{nonce}}                     |
        | an intrinsic function  | States.Format('{}', $.what)  | States.Format('{}: {}', $.what, $.why) | Pizza.Burnt | Pizza.Burnt: too hot {{nonce}}      |
        | the context            | $$.State.Name                | $$.StateMachine.Name                 | Stop        | {{stateMachineName}}                  |

  @ASL-103 @edge
  Rule: An ErrorPath or CausePath that finds nothing fails the execution with States.Runtime
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: recorded 2025-01-02

    Scenario Outline: <field>
      Given the state machine is
        """
        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", <fields>}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        {{matches An error occurred while executing the state 'Stop' \(entered at the event id #2\)\. The JSONPath '\$\.nowhere' specified for the field '<field>' could not be found in the input '\{.*\}'}}
        """
      And the execution's record says the same

      Examples:
        | field     | fields                                                |
        | ErrorPath | "ErrorPath": "$.nowhere", "Cause": "too hot"          |
        | CausePath | "Error": "Pizza.Burnt", "CausePath": "$.nowhere"      |
