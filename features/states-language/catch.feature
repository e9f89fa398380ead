@states-language
Feature: Failures that are caught

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-041 @core
  Rule: A catcher goes on at Next with Error and Cause, in place of the input or at its ResultPath
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded 2024-07-15 and 2024-11-28

    Background:
      Given a function "throw" that the state machine may call
      And the function throws "the soup is cold"

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "ResultPath": "$.answer",
              "OutputPath": "$.answer",
              "Catch": [
                {"ErrorEquals": ["Other"], "Next": "Give up"},
                {"ErrorEquals": ["Another", "OvenError"], <path> "Next": "Order"}
              ],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true},
            "Give up": {"Type": "Fail"}
          }
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
      And the execution's log holds the events
        | ExecutionStarted        |
        | TaskStateEntered        |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionFailed    |
        | TaskStateExited         |
        | PassStateEntered        |
        | PassStateExited         |
        | ExecutionSucceeded      |

      Examples:
        | what                               | path                       | output                                                                                          |
        | the error output is all            |                            | {"Error": "OvenError", "Cause": "{{matches .*the soup is cold.*}}"}                              |
        | the error output stands beside     | "ResultPath": "$.failure", | {"soup": "leek {{nonce}}", "failure": {"Error": "OvenError", "Cause": "{{string}}"}}             |
        | the error output is dropped        | "ResultPath": null,        | {"soup": "leek {{nonce}}"}                                                                       |

  @ASL-036 @core
  Rule: States.TaskFailed stands for every error of a task except a timeout
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded 2024-11-28 for an exception

    Scenario Outline: <what>
      Given a function "<function>" that the state machine may call
      And the function waits 3000 milliseconds
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "TimeoutSeconds": <seconds>,
              "Catch": [
                {"ErrorEquals": ["Lambda.Unknown"], "ResultPath": null, "Next": "Unknown"},
                {"ErrorEquals": ["States.TaskFailed"], "ResultPath": null, "Next": "Task failed"},
                {"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "All"}
              ],
              "End": true
            },
            "Unknown": {"Type": "Fail"},
            "Task failed": {"Type": "Pass", "Result": "States.TaskFailed", "ResultPath": "$.caught", "End": true},
            "All": {"Type": "Pass", "Result": "States.ALL", "ResultPath": "$.caught", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}", "errors": ["Pizza.Burnt"]}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}", "errors": ["Pizza.Burnt"], "caught": "<caught>"}
        """
      And the execution's record says the same

      Examples:
        | what                         | function | seconds | caught            |
        | an exception of the function | fail     | 20      | States.TaskFailed |
        | a timeout of the task        | wait     | 1       | States.ALL        |

  @ASL-037 @core
  Rule: States.ALL stands for every error but States.Runtime and States.DataLimitExceeded
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded: States.Runtime is not even caught by its own name

    Example: an error of one's own
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "too hot"}}}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}", "failure": {"Error": "Pizza.Burnt", "Cause": "too hot"}}
        """
      And the execution's record says the same

    Scenario Outline: States.Runtime passes by a catcher of <caught>
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "OutputPath": "$.nowhere",
              "Catch": [{"ErrorEquals": ["<caught>"], "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        {{matches An error occurred while executing the state 'Ask' \(entered at the event id #\d\)\. Invalid path '\$\.nowhere' : No results for path: \$\['nowhere'\]}}
        """
      And the execution's record says the same

      Examples:
        | caught         |
        | States.ALL     |
        | States.Runtime |

  @ASL-042 @extended
  Rule: Names of errors are compared with their case
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented

    Example: another case is another error
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Burn", "States": {"Burn": {"Type": "Fail", "Error": "Pizza.Burnt", "Cause": "too hot"}}}],
              "Catch": [
                {"ErrorEquals": ["pizza.burnt", "PIZZA.BURNT", "Pizza"], "Next": "Give up"},
                {"ErrorEquals": ["Pizza.Burnt"], "ResultPath": null, "Next": "Order"}
              ],
              "End": true
            },
            "Give up": {"Type": "Fail"},
            "Order": {"Type": "Pass", "End": true}
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
