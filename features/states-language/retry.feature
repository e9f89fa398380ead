@states-language
Feature: States that are tried again
  The function fails as often as the client says.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body
    And a function "stumble" that the state machine may call

  @ASL-038 @core
  Rule: Without more words a retrier waits a second, doubles the time and tries three times
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; the events recorded 2023-10-24

    Background:
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Parameters": {"errors.$": "$.errors", "attempt.$": "$$.State.RetryCount"},
              "Retry": [
                {"ErrorEquals": ["Three"], "BackoffRate": 1},
                {"ErrorEquals": ["Two"], "MaxAttempts": 2},
                {"ErrorEquals": ["None"], "MaxAttempts": 0}
              ],
              "End": true
            }
          }
        }
        """

    Example: MaxAttempts is 3
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["Three", "Three", "Three", "Three"]}
        """
      Then the client is told the error "Three" and the cause "{{string}}"
      And the function was invoked 4 times
      And the response took at least 3 seconds
      And the execution's log holds the events
        | ExecutionStarted        |
        | TaskStateEntered        |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionFailed    |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionFailed    |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionFailed    |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionFailed    |
        | ExecutionFailed         |

    Example: IntervalSeconds is 1 and BackoffRate 2
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["Two", "Two"]}
        """
      Then the client is told the output
        """
        {"errors": ["Two", "Two"], "attempt": 2}
        """
      And the function was invoked 3 times
      And the response took at least 3 seconds
      And the execution's record says the same

    Example: MaxAttempts 0 is never
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["None", "None"]}
        """
      Then the client is told the error "None" and the cause "{{string}}"
      And the function was invoked once
      And the execution's record says the same

    Example: an error that no retrier names
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["Other"]}
        """
      Then the client is told the error "Other" and the cause "{{string}}"
      And the function was invoked once
      And the execution's record says the same

  @ASL-040 @extended
  Rule: Retriers are looked at in their order and count their own attempts; after that Catch decides
    Source: https://states-language.net/spec.html
    Basis: documented

    Example: two errors of one retrier, one of another, and one too many
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Parameters": {"errors.$": "$.errors", "attempt.$": "$$.State.RetryCount"},
              "Retry": [
                {"ErrorEquals": ["ErrorA", "ErrorB"], "BackoffRate": 1, "MaxAttempts": 2},
                {"ErrorEquals": ["ErrorC"]}
              ],
              "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Z"}],
              "End": true
            },
            "Z": {"Type": "Pass", "Parameters": {"z.$": "$.failure.Error", "id.$": "$.id"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["ErrorA", "ErrorB", "ErrorC", "ErrorB"], "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"z": "ErrorB", "id": "{{nonce}}"}
        """
      And the function was invoked 4 times
      And the execution's record says the same

  @ASL-114 @extended
  Rule: MaxDelaySeconds keeps the time between attempts from growing
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded 2024-02-23 together with JitterStrategy

    Example: a rate of ten
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Parameters": {"errors.$": "$.errors", "attempt.$": "$$.State.RetryCount"},
              "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 10, "MaxDelaySeconds": 2, "JitterStrategy": "FULL"}],
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"errors": ["ErrorA", "ErrorA"]}
        """
      Then the client is told the output
        """
        {"errors": ["ErrorA", "ErrorA"], "attempt": 2}
        """
      And the response took less than 8 seconds
      And the function was invoked 3 times
      And the execution's record says the same
