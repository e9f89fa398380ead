@states-language
Feature: Payload templates
  Parameters and ResultSelector build documents out of literals, paths, the
  context object and intrinsic functions.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-005 @core
  Rule: In Parameters a key that ends in .$ takes a path, a context path or an intrinsic function, and loses the suffix
    Source: https://states-language.net/spec.html
    Basis: documented

    Example: one of each, at any depth
      Given the state machine is
        """
        {
          "StartAt": "Build",
          "States": {
            "Build": {
              "Type": "Pass",
              "Parameters": {
                "literal": "$.soup",
                "flagged": true,
                "soup.$": "$.soup",
                "state.$": "$$.State.Name",
                "label.$": "States.Format('{} for {}', $.soup, $.guests)",
                "nested": {"bowl": {"first.$": "$.bowls[0]"}, "list": [1, {"guests.$": "$.guests"}]}
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "guests": 4, "bowls": ["blue", "red"], "more": "is left out"}
        """
      Then the client is told the output
        """
        {
          "literal": "$.soup",
          "flagged": true,
          "soup": "leek {{nonce}}",
          "state": "Build",
          "label": "leek {{nonce}} for 4",
          "nested": {"bowl": {"first": "blue"}, "list": [1, {"guests": 4}]}
        }
        """
      And the execution's record says the same

    Example: the template sees what InputPath has left
      Given the state machine is
        """
        {
          "StartAt": "Build",
          "States": {
            "Build": {
              "Type": "Pass",
              "InputPath": "$.kitchen",
              "Parameters": {"all.$": "$", "whole.$": "$$.Execution.Input.guests"},
              "ResultPath": "$.seen",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"kitchen": {"soup": "leek"}, "guests": 4}
        """
      Then the client is told the output
        """
        {"kitchen": {"soup": "leek"}, "guests": 4, "seen": {"all": {"soup": "leek"}, "whole": 4}}
        """
      And the execution's record says the same

  @ASL-006 @core
  Rule: ResultSelector reshapes the result before ResultPath is applied
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
    Basis: documented; the context object in it recorded 2024-09-11

    Example: of a Parallel state
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [
                {"StartAt": "Boil", "States": {"Boil": {"Type": "Pass", "Result": {"pot": "large"}, "End": true}}},
                {"StartAt": "Fry", "States": {"Fry": {"Type": "Pass", "Result": {"pan": "small"}, "End": true}}}
              ],
              "ResultSelector": {"pot.$": "$[0].pot", "pan.$": "$[1].pan", "by.$": "$$.Execution.Input.chef", "clean": false},
              "ResultPath": "$.used",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"chef": "Ada {{nonce}}"}
        """
      Then the client is told the output
        """
        {"chef": "Ada {{nonce}}", "used": {"pot": "large", "pan": "small", "by": "Ada {{nonce}}", "clean": false}}
        """
      And the execution's record says the same

    Example: of a task
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Parameters": {"asked.$": "$.soup"},
              "ResultSelector": {"answered.$": "$.asked"},
              "ResultPath": "$.reply",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the client is told the output
        """
        {"soup": "leek {{nonce}}", "reply": {"answered": "leek {{nonce}}"}}
        """
      And the function received the event
        """
        {"asked": "leek {{nonce}}"}
        """
      And the execution's record says the same

  @ASL-011 @extended
  Rule: A path in Parameters that finds nothing fails the execution with States.Runtime
    Source: https://states-language.net/spec.html
    Basis: documented, recorded contradicts: the specification says States.ParameterPathFailure; recorded 2025-01-02 was States.Runtime; which document the cause shows is not known for a context path

    Scenario Outline: <whence>
      Given the state machine is
        """
        {"StartAt": "Build", "States": {"Build": {"Type": "Pass", "Parameters": {"soup.$": "<path>"}, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"guests": 4}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        {{matches An error occurred while executing the state 'Build' \(entered at the event id #2\)\. The JSONPath '<quoted>' specified for the field 'soup\.\$' could not be found in the input '\{.*\}'}}
        """
      And the execution's record says the same

      Examples:
        | whence                | path                          | quoted                                  |
        | a path of the input   | $.nowhere                     | \\$\\.nowhere                           |
        | a path of the context | $$.Execution.Input.nowhere    | \\$\\$\\.Execution\\.Input\\.nowhere    |
