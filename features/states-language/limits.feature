@states-language
Feature: How large data may grow

  @LIMIT-012 @core
  Rule: An execution's input holds at most 262144 bytes
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    Basis: documented

    Background:
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And errors that match "4\d{2}" become status 400
      And the state machine is
        """
        {
          "StartAt": "Forget",
          "States": {"Forget": {"Type": "Pass", "Result": {"id": "{{nonce}}"}, "End": true}}
        }
        """

    Example: as much is accepted
      When a client sends "POST /execution" with a JSON body of 262144 bytes
      Then the response status is 200
      And the execution succeeds with the output
        """
        {"id": "{{nonce}}"}
        """

    Example: a byte more is refused
      When a client sends "POST /execution" with a JSON body of 262145 bytes
      Then the response status is 400
      And no execution was started

  @LIMIT-101 @core
  Rule: A state whose output is larger than 262144 bytes fails with States.DataLimitExceeded
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    Basis: documented; recorded 2024-03-21

    Example: a Pass state that doubles its input
      Given a REST API whose "POST /run" runs an Express state machine synchronously
      And the execution's input is the request's body
      And the state machine is
        """
        {
          "StartAt": "Double",
          "States": {
            "Double": {"Type": "Pass", "Parameters": {"one.$": "$", "two.$": "$"}, "Next": "Forget"},
            "Forget": {"Type": "Pass", "Result": {}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with a JSON body of 140000 bytes
      Then the client is told the error "States.DataLimitExceeded" and the cause
        """
        The state/task 'Double' returned a result with a size exceeding the maximum number of bytes service limit.
        """
      And the execution's record says the same

  @LIMIT-013 @extended
  Rule: A task's result that is too large is States.DataLimitExceeded, which is caught by its name and not by States.ALL
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded 2024-03-21: caught by its name, and the causes

    Background:
      Given a REST API whose "POST /run" runs an Express state machine synchronously
      And the execution's input is the request's body
      And a function "long" that the state machine may call

    Scenario Outline: <resource>, caught by its name
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "<arn>",
              "Parameters": <parameters>,
              "Catch": [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"letters": 300000}
        """
      Then the client is told the output
        """
        {
          "Error": "States.DataLimitExceeded",
          "Cause": "The state/task '<task>' returned a result with a size exceeding the maximum number of bytes service limit."
        }
        """
      And the execution's log holds the events
        | ExecutionStarted   |
        | TaskStateEntered   |
        | <event>Scheduled   |
        | <event>Started     |
        | <event>Failed      |
        | TaskStateExited    |
        | PassStateEntered   |
        | PassStateExited    |
        | ExecutionSucceeded |

      Examples:
        | resource      | arn                            | parameters                                                                      | task            | event          |
        | a function    | {{functionArn}}                | {"letters.$": "$.letters"}                                                      | {{functionArn}} | LambdaFunction |
        | lambda:invoke | arn:aws:states:::lambda:invoke | {"FunctionName": "{{functionArn}}", "Payload": {"letters.$": "$.letters"}}      | lambda          | Task           |

    Example: not caught by States.ALL
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"letters": 300000}
        """
      Then the client is told the error "States.DataLimitExceeded" and the cause "{{string}}"
      And the execution's record says the same

  @LIMIT-102 @extended @needs-history-limit
  Rule: A Standard execution ends with its 25,000th event
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    Basis: documented; a published transcript of 2026-08-30 has error and cause of an execution that ran away in a loop. Here a Map in a
      Map makes the events, which takes less time.

    Example: seven times a thousand items of four events
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And the state machine is
        """
        {
          "StartAt": "Kitchens",
          "States": {
            "Kitchens": {"Type": "Pass", "Parameters": {"kitchens.$": "States.ArrayRange(1, 7, 1)"}, "Next": "Cook"},
            "Cook": {
              "Type": "Map",
              "ItemsPath": "$.kitchens",
              "ItemProcessor": {
                "StartAt": "Count",
                "States": {
                  "Count": {"Type": "Pass", "Parameters": {"soups.$": "States.ArrayRange(1, 1000, 1)"}, "Next": "Stir"},
                  "Stir": {
                    "Type": "Map",
                    "ItemsPath": "$.soups",
                    "ItemProcessor": {"StartAt": "Taste", "States": {"Taste": {"Type": "Pass", "End": true}}},
                    "End": true
                  }
                }
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the execution fails with the error "States.Runtime" and the cause "The execution reached the maximum number of history events (25000)." and without output
