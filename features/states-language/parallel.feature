@states-language
Feature: Branches of a Parallel state

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-025 @core
  Rule: Every branch gets a copy of the input; the output is an array in the branches' order
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
    Basis: documented; the order recorded 2023-12-16

    Example: sum and difference
      Given the state machine is
        """
        {
          "StartAt": "Reckon",
          "States": {
            "Reckon": {
              "Type": "Parallel",
              "Branches": [
                {
                  "StartAt": "Add",
                  "States": {"Add": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.a, $.b)"}, "End": true}}
                },
                {
                  "StartAt": "Take",
                  "States": {"Take": {"Type": "Pass", "InputPath": "$.b", "End": true}}
                }
              ],
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"a": 3, "b": 2, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        [{"sum": 5}, 2]
        """
      And the execution's record says the same

    Example: a slow branch keeps its place
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [
                {
                  "StartAt": "Simmer",
                  "States": {
                    "Simmer": {"Type": "Wait", "Seconds": 1, "Next": "Slow"},
                    "Slow": {"Type": "Pass", "Result": "slow", "ResultPath": "$.branch", "End": true}
                  }
                },
                {
                  "StartAt": "Fast",
                  "States": {"Fast": {"Type": "Pass", "Result": "fast", "ResultPath": "$.branch", "End": true}}
                }
              ],
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
        [{"id": "{{nonce}}", "branch": "slow"}, {"id": "{{nonce}}", "branch": "fast"}]
        """
      And the response took at least 1 second
      And the execution's record says the same

    Example: Parameters build what all branches get
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Parameters": {"only.$": "$.soup"},
              "Branches": [
                {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
                {"StartAt": "Two", "States": {"Two": {"Type": "Succeed"}}}
              ],
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
        [{"only": "leek {{nonce}}"}, {"only": "leek {{nonce}}"}]
        """
      And the execution's record says the same

  @ASL-026 @core
  Rule: A branch that fails fails the state and stops the other branches
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
    Basis: documented

    Example: the other branch would have taken long
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [
                {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 20, "End": true}}},
                {"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "too hot"}}}
              ],
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Pizza.Burnt" and the cause "too hot"
      And the response took less than 10 seconds
      And the execution's record says the same

  @ASL-109 @extended
  Rule: The events of a Parallel state begin and end with its own
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
    Basis: recorded 2023-07-17 for a success, 2023-12-16 for failure, Catch and Retry

    Example: it is tried again and fails
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt"}}}],
              "Retry": [{"ErrorEquals": ["Pizza.Burnt"], "MaxAttempts": 1}],
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Pizza.Burnt" and no cause
      And the execution's log holds the events
        | ExecutionStarted     |
        | ParallelStateEntered |
        | ParallelStateStarted |
        | FailStateEntered     |
        | ParallelStateStarted |
        | FailStateEntered     |
        | ParallelStateFailed  |
        | ExecutionFailed      |

    Example: it succeeds
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}],
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
        [{}]
        """
      And the execution's log holds the events
        | ExecutionStarted       |
        | ParallelStateEntered   |
        | ParallelStateStarted   |
        | PassStateEntered       |
        | PassStateExited        |
        | ParallelStateSucceeded |
        | ParallelStateExited    |
        | ExecutionSucceeded     |

    Example: it fails
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt"}}}],
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Pizza.Burnt" and no cause
      And the execution's log holds the events
        | ExecutionStarted     |
        | ParallelStateEntered |
        | ParallelStateStarted |
        | FailStateEntered     |
        | ParallelStateFailed  |
        | ExecutionFailed      |

    Example: it fails and is caught
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [
                {"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "too hot"}}}
              ],
              "Catch": [{"ErrorEquals": ["Pizza.Burnt"], "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        {"Error": "Pizza.Burnt", "Cause": "too hot"}
        """
      And the execution's log holds the events
        | ExecutionStarted     |
        | ParallelStateEntered |
        | ParallelStateStarted |
        | FailStateEntered     |
        | ParallelStateFailed  |
        | ParallelStateExited  |
        | PassStateEntered     |
        | PassStateExited      |
        | ExecutionSucceeded   |
