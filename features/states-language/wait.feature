@states-language
Feature: How long a Wait state waits

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-023 @core
  Rule: Wait delays by Seconds or until Timestamp, given or taken from the input
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: documented

    Scenario Outline: <field> makes the client wait a second
      Given the state machine is
        """
        {
          "StartAt": "Simmer",
          "States": {
            "Simmer": {"Type": "Wait", <wait>, "Next": "Done"},
            "Done": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "simmer": {"for": 1}}
        """
      Then the client is told the output
        """
        {"soup": "leek {{nonce}}", "simmer": {"for": 1}}
        """
      And the response took at least 1 second
      And the execution's record says the same

      Examples:
        | field       | wait                           |
        | Seconds     | "Seconds": 1                   |
        | SecondsPath | "SecondsPath": "$.simmer.for"  |

    Scenario Outline: <field> in the past is over at once
      Given the state machine is
        """
        {
          "StartAt": "Simmer",
          "States": {"Simmer": {"Type": "Wait", <wait>, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "until": "<until>"}
        """
      Then the client is told the output
        """
        {"soup": "leek {{nonce}}", "until": "<until>"}
        """
      And the execution's log holds the events
        | ExecutionStarted   |
        | WaitStateEntered   |
        | WaitStateExited    |
        | ExecutionSucceeded |

      Examples:
        | field                          | wait                                | until                          |
        | Timestamp                      | "Timestamp": "2016-03-14T01:59:00Z" | 2016-03-14T01:59:00Z           |
        | TimestampPath                  | "TimestampPath": "$.until"          | 2016-03-14T02:59:00Z           |
        | TimestampPath with nanoseconds | "TimestampPath": "$.until"          | 2016-03-05T21:29:29.243167252Z |
        | TimestampPath with an offset   | "TimestampPath": "$.until"          | 2016-03-14T02:59:00+01:00      |

  @ASL-106 @extended
  Rule: SecondsPath has to lead to a whole number that is not negative
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: recorded 2024-03-22, of the missing number 2024-06-10

    Scenario Outline: <what>
      Given the state machine is
        """
        {"StartAt": "Simmer", "States": {"Simmer": {"Type": "Wait", "SecondsPath": "$.seconds", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        <input>
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        An error occurred while executing the state 'Simmer' (entered at the event id #2). <text>
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | WaitStateEntered |
        | ExecutionFailed  |

      Examples:
        | what              | input             | text                                                                             |
        | a negative number | {"seconds": -1}   | The SecondsPath parameter references a negative value: $.seconds == -1           |
        | a fraction        | {"seconds": -1.5} | The SecondsPath parameter cannot be parsed as a long value: $.seconds == -1.5    |
        | nothing           | {}                | The SecondsPath parameter does not reference an input value: $.seconds           |

    Example: 0 is no wait at all
      Given the state machine is
        """
        {"StartAt": "Simmer", "States": {"Simmer": {"Type": "Wait", "SecondsPath": "$.seconds", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"seconds": 0, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"seconds": 0, "id": "{{nonce}}"}
        """
      And the execution's record says the same

  @ASL-107 @extended
  Rule: TimestampPath has to lead to a point in time with T and zone
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: recorded 2023-12-13 and 2024-12-27

    Scenario Outline: <what>
      Given the state machine is
        """
        {"StartAt": "Simmer", "States": {"Simmer": {"Type": "Wait", "TimestampPath": "$.until", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"until": "<until>"}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        An error occurred while executing the state 'Simmer' (entered at the event id #2). The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.until == <until>
        """
      And the execution's record says the same

      Examples:
        | what             | until                      |
        | no such hour     | 2016-12-05T25:29:29Z       |
        | no zone          | 2016-12-05T21:29:29.000000 |
