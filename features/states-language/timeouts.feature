@states-language
Feature: Tasks and executions that take too long
  A timeout is an error without a cause. A task's can be caught; the machine's
  own ends everything.

  @ASL-043 @core
  Rule: TimeoutSeconds of a task, or TimeoutSecondsPath, fails it with States.Timeout
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
    Basis: documented; recorded 2024-03-10

    Background:
      Given a REST API whose "POST /run" runs an Express state machine synchronously
      And the execution's input is the request's body
      And a function "wait" that the state machine may call
      And the function waits 3000 milliseconds

    Scenario Outline: <field> of <resource>
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {"Type": "Task", "Resource": "<arn>", <parameters> <timeout>, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"patience": 1}
        """
      Then the client is told the error "States.Timeout" and no cause
      And the response took at least 1 second
      And the response took less than 3 seconds
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | TaskStateEntered |
        | <event>Scheduled |
        | <event>Started   |
        | <event>TimedOut  |
        | ExecutionFailed  |

      Examples:
        | field              | resource      | arn                            | parameters                                         | timeout                              | event          |
        | TimeoutSeconds     | a function    | {{functionArn}}                |                                                    | "TimeoutSeconds": 1                  | LambdaFunction |
        | TimeoutSeconds     | lambda:invoke | arn:aws:states:::lambda:invoke | "Parameters": {"FunctionName": "{{functionArn}}"}, | "TimeoutSeconds": 1                  | Task           |
        | TimeoutSecondsPath | lambda:invoke | arn:aws:states:::lambda:invoke | "Parameters": {"FunctionName": "{{functionArn}}"}, | "TimeoutSecondsPath": "$.patience"   | Task           |

    Example: it is caught by its name
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "TimeoutSeconds": 1,
              "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.failure", "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "Parameters": {"late.$": "$.failure.Error", "id.$": "$.id"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"late": "States.Timeout", "id": "{{nonce}}"}
        """
      And the execution's record says the same

    Example: a TimeoutSecondsPath that finds nothing is States.Runtime
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {"Type": "Task", "Resource": "{{functionArn}}", "TimeoutSecondsPath": "$.nowhere", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        An error occurred while executing the state 'Ask' (entered at the event id #2). Invalid path '$.nowhere' : No results for path: $['nowhere']
        """
      And the execution's log holds the events
        | ExecutionStarted |
        | TaskStateEntered |
        | ExecutionFailed  |
      And the function was not invoked

  @ASL-044 @core
  Rule: TimeoutSeconds of the machine ends the execution as TIMED_OUT
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; that error, cause, output and outputDetails are missing was seen on AWS in a published transcript

    Background:
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And its "POST /describe" calls Step Functions' DescribeExecution
      And its request template is
        """
        {"executionArn": "$input.path('$.executionArn')"}
        """
      And the state machine is
        """
        {
          "TimeoutSeconds": 1,
          "StartAt": "Age",
          "States": {
            "Age": {"Type": "Wait", "Seconds": 20, "Next": "Done"},
            "Done": {"Type": "Succeed"}
          }
        }
        """

    Example: what DescribeExecution tells
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /describe"
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the response body is the JSON
        """
        {
          "executionArn": "{{string}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "name": "{{uuid}}",
          "status": "TIMED_OUT",
          "startDate": "{{epoch seconds}}",
          "stopDate": "{{epoch seconds}}",
          "input": "{{matches \\{\"soup\": ?\"leek {{nonce}}\"\\}\\s*}}",
          "inputDetails": {"{{...}}": "{{any}}", "included": true},
          "output": "{{absent}}",
          "outputDetails": "{{absent}}",
          "error": "{{absent}}",
          "cause": "{{absent}}",
          "{{...}}": "{{any}}"
        }
        """

    Example: nothing but the timeout follows the state that it interrupts
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the execution's history holds the events
        | ExecutionStarted  |
        | WaitStateEntered  |
        | ExecutionTimedOut |

  @ASL-116 @extended
  Rule: A callback task without a heartbeat in time fails with States.Timeout
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
    Basis: documented; the events recorded 2024-04-18

    Scenario Outline: <field>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "{{functionArn}}", "Payload": {"token.$": "$$.Task.Token"}},
              "TimeoutSeconds": 20,
              <heartbeat>,
              "End": true
            }
          }
        }
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"beat": 2}
        """
      Then the execution fails with the error "States.Timeout" and without cause and output
      And the execution's history holds the events
        | ExecutionStarted |
        | TaskStateEntered |
        | TaskScheduled    |
        | TaskStarted      |
        | TaskSubmitted    |
        | TaskTimedOut     |
        | ExecutionFailed  |
      And the function was invoked once

      Examples:
        | field                | heartbeat                          |
        | HeartbeatSeconds     | "HeartbeatSeconds": 2              |
        | HeartbeatSecondsPath | "HeartbeatSecondsPath": "$.beat"   |

  @ASL-108 @edge
  Rule: A wait may last 24855 days and no longer
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: recorded 2023-12-13: a Standard execution failed for 24856 days and not for 24855

    Example: the year 2300
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And the state machine is
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "TimestampPath": "$.until", "End": true}}}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"until": "2300-01-01T00:00:00Z"}
        """
      Then the execution fails with the error "States.Runtime" and the cause "An error occurred while executing the state 'Age' (entered at the event id #2). Wait state delay is too long." and without output
