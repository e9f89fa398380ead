@sync
Feature: What an Express machine logs
  The log is the only record of an Express execution.

  Background:
    Given a REST API whose "GET /start" runs an Express state machine synchronously

  @OBS-012 @extended
  Rule: Level ALL logs every event, ERROR what went wrong, FATAL the failed end, OFF nothing
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    Basis: documented; recorded 2024-06-10

    Example: a failure at level ALL
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      And the state machine logs at the level "ALL"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "FAILED"
      And the execution's log holds the events
        | ExecutionStarted |
        | FailStateEntered |
        | ExecutionFailed  |

    Example: a failure at level ERROR
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      And the state machine logs at the level "ERROR"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "FAILED"
      And the execution's log holds the events
        | FailStateEntered |
        | ExecutionFailed  |

    Example: a failure at level FATAL
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      And the state machine logs at the level "FATAL"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "FAILED"
      And the execution's log holds the events
        | ExecutionFailed |

    Example: a failure at level OFF
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      And the state machine logs at the level "OFF"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "FAILED"
      And the execution's log is empty

    Example: a wrong path at level ERROR
      Given the state machine is
        """
        {"StartAt": "Simmer", "States": {"Simmer": {"Type": "Wait", "SecondsPath": "$.nowhere", "End": true}}}
        """
      And the state machine logs at the level "ERROR"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "FAILED"
      And the execution's log holds the events
        | ExecutionFailed |

    Scenario Outline: a success at level <level>
      Given the state machine logs at the level "<level>"
      When a client sends "GET /start"
      Then the member "$.status" of the response is "SUCCEEDED"
      And the execution's log is empty

      Examples:
        | level |
        | ERROR |
        | FATAL |

  @OBS-101 @extended
  Rule: An event of the log names its execution, its number and the one before, all as texts
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    Basis: recorded 2024-06-10, of an asynchronous Express execution 2024-07-03

    Example: the last event of an execution
      Given the execution's output is
        """
        {"answered": true}
        """
      When a client sends "GET /start"
      Then the last event of the execution's log is the JSON
        """
        {
          "id": "4",
          "type": "ExecutionSucceeded",
          "details": {"output": "{\"answered\":true}", "outputDetails": {"truncated": false}},
          "previous_event_id": "3",
          "event_timestamp": "{{matches \\d{13}}}",
          "execution_arn": "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:express:{{stateMachineName}}:[0-9a-f-]+:[0-9a-f-]+}}",
          "redrive_count": "0"
        }
        """
