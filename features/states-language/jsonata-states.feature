@states-language @needs-jsonata
Feature: What JSONata does in the several kinds of states

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-133 @extended
  Rule: A Choice rule's Condition is an expression, or true or false itself
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; recorded 2024-11-18, the constant as well

    Scenario Outline: <condition> leads to <next>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Condition": <condition>, "Next": "Yes"}],
              "Default": "No"
            },
            "Yes": {"Type": "Pass", "Output": {"next": "Yes", "id": "{% $states.input.id %}"}, "End": true},
            "No": {"Type": "Pass", "Output": {"next": "No", "id": "{% $states.input.id %}"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek", "guests": 4, "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"next": "<next>", "id": "{{nonce}}"}
        """
      And the execution's record says the same

      Examples:
        | condition                                                                 | next |
        | "{% $states.input.guests > 3 and $states.input.soup = 'leek' %}"          | Yes  |
        | "{% $states.input.guests > 4 %}"                                          | No   |
        | "{% $contains($states.input.soup, /^le+k$/) %}"                           | Yes  |
        | true                                                                      | Yes  |
        | false                                                                     | No   |

  @ASL-134 @extended
  Rule: A Choice rule has an Output and assignments of its own, those of the state go with Default
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; recorded 2024-12-27 for Assign

    Scenario Outline: for <guests> guests
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [
                {
                  "Condition": "{% $states.input.guests > 3 %}",
                  "Output": {"pot": "large"},
                  "Assign": {"by": "the rule"},
                  "Next": "Serve"
                }
              ],
              "Output": {"pot": "small"},
              "Assign": {"by": "Default"},
              "Default": "Serve"
            },
            "Serve": {"Type": "Pass", "Output": {"pot": "{% $states.input.pot %}", "by": "{% $by %}"}, "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"guests": <guests>}
        """
      Then the client is told the output
        """
        {"pot": "<pot>", "by": "<by>"}
        """
      And the execution's record says the same

      Examples:
        | guests | pot   | by       |
        | 4      | large | the rule |
        | 3      | small | Default  |

  @ASL-135 @extended
  Rule: Seconds and Timestamp of a Wait state may be expressions
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: documented; recorded 2024-11-13 and 2024-12-27

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Simmer",
          "States": {"Simmer": {"Type": "Wait", <wait>, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"seconds": 0, "until": "2016-03-05T21:29:29.243167252Z", "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"seconds": 0, "until": "2016-03-05T21:29:29.243167252Z", "id": "{{nonce}}"}
        """
      And the execution's record says the same

      Examples:
        | what      | wait                                      |
        | Seconds   | "Seconds": "{% $states.input.seconds %}"  |
        | Timestamp | "Timestamp": "{% $states.input.until %}"  |

    Scenario Outline: not a point in time, <what>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Simmer",
          "States": {"Simmer": {"Type": "Wait", "Timestamp": "{% $states.input.until %}", "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"until": "<until>"}
        """
      Then the client is told the error "States.QueryEvaluationError" and the cause
        """
        An error occurred while executing the state 'Simmer' (entered at the event id #2). The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: <until>
        """
      And the execution's log holds the events
        | ExecutionStarted |
        | WaitStateEntered |
        | EvaluationFailed |
        | ExecutionFailed  |

      Examples:
        | what         | until                |
        | no zone      | 2016-12-05T21:29:29  |
        | no such hour | 2016-12-05T25:29:29Z |
        | another form | 05-12-2016T21:29:29Z |

  @ASL-136 @extended
  Rule: Step Functions adds functions of its own to JSONata
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented; $partition, $range and $parse recorded 2024-11-15 and 2024-11-21

    Scenario Outline: <call>
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Reckon",
          "States": {"Reckon": {"Type": "Pass", "Output": {"result": "{% <call> %}"}, "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"text": "{\"a\": [1, \"two\"]}"}
        """
      Then the client is told the output
        """
        {"result": <result>}
        """
      And the execution's record says the same

      Examples:
        | call                             | result                                    |
        | $partition([1, 2, 3], 2)         | [[1, 2], [3]]                             |
        | $partition([0], 3)               | [[0]]                                     |
        | $range(0, 10, 3)                 | [0, 3, 6, 9]                              |
        | $parse($states.input.text)       | {"a": [1, "two"]}                         |
        | $parse('-0')                     | 0                                         |
        | $hash('input data', 'SHA-1')     | "aaff4a450a104cd177d28d18d74485e8cae074b7" |
        | $uuid()                          | "{{uuid}}"                                |
        | $random() < 1                    | true                                      |

  @ASL-137 @edge
  Rule: A range of one number is that number, not an array
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: recorded 2024-11-15

    Example: from 1 to 9 in steps of 9
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Reckon",
          "States": {"Reckon": {"Type": "Pass", "Output": "{% $range(1, 9, 9) %}", "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        1
        """
      And the execution's record says the same

  @ASL-138 @extended
  Rule: Error and Cause of a Fail state may be expressions
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: documented; recorded 2024-11-13 and 2024-11-14

    Example: out of the input
      Given the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Stop",
          "States": {
            "Stop": {
              "Type": "Fail",
              "Error": "{% $states.input.what %}",
              "Cause": "{% 'it was ' & $states.input.why %}"
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"what": "Pizza.Burnt", "why": "too hot {{nonce}}"}
        """
      Then the client is told the error "Pizza.Burnt" and the cause "it was too hot {{nonce}}"
      And the execution's record says the same

  @ASL-139 @extended
  Rule: TimeoutSeconds of a task may be an expression
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
    Basis: documented; recorded 2024-11-12 with a timeout that was not reached

    Example: one second
      Given a function "wait" that the state machine may call
      And the function waits 3000 milliseconds
      And the state machine is
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "{{functionArn}}",
              "TimeoutSeconds": "{% $states.input.patience %}",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"patience": 1}
        """
      Then the client is told the error "States.Timeout" and no cause
      And the response took less than 3 seconds
      And the execution's record says the same
