@states-language
Feature: How a Choice state chooses
  A client posts a document; which way it went is the output.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-013 @core
  Rule: Rules are looked at in their order; the first that is true decides
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented

    Scenario Outline: <guests> guests get the <pot> pot
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [
                {"Variable": "$.guests", "NumericGreaterThan": 100, "Next": "Large"},
                {"Variable": "$.guests", "NumericGreaterThan": 10, "Next": "Middle"},
                {"Variable": "$.guests", "NumericGreaterThan": 1, "Next": "Small"}
              ],
              "Default": "Cup"
            },
            "Large": {"Type": "Pass", "Result": "large", "ResultPath": "$.pot", "End": true},
            "Middle": {"Type": "Pass", "Result": "middle", "ResultPath": "$.pot", "End": true},
            "Small": {"Type": "Pass", "Result": "small", "ResultPath": "$.pot", "End": true},
            "Cup": {"Type": "Fail"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}", "guests": <guests>}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}", "guests": <guests>, "pot": "<pot>"}
        """
      And the execution's record says the same

      Examples:
        | guests | pot    |
        | 101    | large  |
        | 100    | middle |
        | 2      | small  |

  @ASL-014 @core
  Rule: Without a true rule the execution goes on at Default
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented

    Example: nothing matches
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.soup", "StringEquals": "leek", "Next": "Leek"}],
              "Default": "Other"
            },
            "Leek": {"Type": "Fail"},
            "Other": {"Type": "Pass", "Parameters": {"other.$": "$.soup"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "pea {{nonce}}"}
        """
      Then the client is told the output
        """
        {"other": "pea {{nonce}}"}
        """
      And the execution's log holds the events
        | ExecutionStarted   |
        | ChoiceStateEntered |
        | ChoiceStateExited  |
        | PassStateEntered   |
        | PassStateExited    |
        | ExecutionSucceeded |

  @ASL-015 @core
  Rule: Without a true rule and without Default the execution fails with States.NoChoiceMatched
    Source: https://states-language.net/spec.html
    Basis: documented; the cause's text is not known

    Example: nothing matches and nothing is left
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {"Type": "Choice", "Choices": [{"Variable": "$.soup", "StringEquals": "leek", "Next": "Leek"}]},
            "Leek": {"Type": "Succeed"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "pea"}
        """
      Then the client is told the error "States.NoChoiceMatched" and the cause "{{string}}"
      And the execution's record says the same

  @ASL-019 @extended
  Rule: A Variable that finds nothing fails the execution
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; error and cause are not named there, other paths that find nothing fail with States.Runtime (recorded 2025-01-02)

    Background:
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.soup", "StringEquals": "leek", "Next": "Done"}],
              "Default": "Done"
            },
            "Done": {"Type": "Succeed"}
          }
        }
        """

    Example: neither a rule nor Default is taken
      When a client sends "POST /run" with the JSON body
        """
        {"guests": 4}
        """
      Then the client is told the error "States.Runtime" and the cause "{{string}}"
      And the execution's record says the same

    Example: null is something
      When a client sends "POST /run" with the JSON body
        """
        {"soup": null, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"soup": null, "id": "{{nonce}}"}
        """
      And the execution's record says the same

  @ASL-113 @extended
  Rule: A rule may look at the context object
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    Basis: documented; recorded 2024-09-11

    Example: the execution's input instead of the state's
      Given the state machine is
        """
        {
          "StartAt": "Forget",
          "States": {
            "Forget": {"Type": "Pass", "Result": {}, "Next": "Choose"},
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$$.Execution.Input.guests", "NumericLessThanEquals": 4, "Next": "Few"}],
              "Default": "Many"
            },
            "Few": {"Type": "Pass", "Parameters": {"few.$": "$$.Execution.Input.id"}, "End": true},
            "Many": {"Type": "Fail"}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"guests": 4, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"few": "{{nonce}}"}
        """
      And the execution's record says the same
