@states-language
Feature: Definitions that Step Functions refuses
  A state machine is checked when it is created; a wrong one never runs.

  @ASL-054 @core
  Rule: An invalid definition is refused with InvalidDefinition
    Source: https://github.com/awslabs/statelint/blob/main/data/StateMachine.j2119
    Basis: documented; the beginning of the message recorded 2024-07-03

    Scenario Outline: <defect>
      Given a Standard state machine with the definition
        """
        <definition>
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "Invalid State Machine Definition: '"

      Examples:
        | defect                               | definition                                                                                                                        |
        | StartAt names no state               | {"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}                                                                            |
        | Next names no state                  | {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}                                                                  |
        | an unknown Type                      | {"StartAt": "A", "States": {"A": {"Type": "Soup", "End": true}}}                                                                  |
        | no Type                              | {"StartAt": "A", "States": {"A": {"End": true}}}                                                                                  |
        | a Choice with End                    | {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "End": true}, "B": {"Type": "Succeed"}}} |
        | a Choice without Choices             | {"StartAt": "A", "States": {"A": {"Type": "Choice", "Default": "B"}, "B": {"Type": "Succeed"}}}                                   |
        | a Choice whose Default is no state   | {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "C"}, "B": {"Type": "Succeed"}}} |
        | neither Next nor End                 | {"StartAt": "A", "States": {"A": {"Type": "Pass"}}}                                                                               |
        | both Next and End                    | {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B", "End": true}, "B": {"Type": "Succeed"}}}                           |
        | a Task without Resource              | {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true}}}                                                                  |
        | a Map without an ItemProcessor       | {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true}}}                                                                   |
        | a Parallel without Branches          | {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true}}}                                                              |
        | a Wait without a time                | {"StartAt": "A", "States": {"A": {"Type": "Wait", "End": true}}}                                                                  |
        | an unknown field                     | {"StartAt": "A", "States": {"A": {"Type": "Succeed", "Soup": "leek"}}}                                                            |
        | a wrong path                         | {"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "soup", "End": true}}}                                             |

  @ASL-150 @extended
  Rule: The message names what is missing, or that the text is no JSON
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    Basis: recorded 2025-10-19 as diagnostics of ValidateStateMachineDefinition

    Scenario Outline: <what>
      Given a Standard state machine with the definition
        """
        <definition>
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "<text>"

      Examples:
        | what           | definition                              | text                                                |
        | no StartAt     | {"States": {"A": {"Type": "Succeed"}}}  | These fields are required: [StartAt]                |
        | nothing in it  | {}                                      | These fields are required: [States, StartAt]        |
        | no JSON at all | not a definition                        | Unrecognized token 'not': was expecting             |

  @ASL-152 @extended
  Rule: A Timestamp in the definition is a point in time with T and zone
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
    Basis: recorded 2024-12-27

    Scenario Outline: <timestamp>
      Given a Standard state machine with the definition
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Timestamp": "<timestamp>", "End": true}}}
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/Age/Timestamp'"

      Examples:
        | timestamp                    |
        | 2016-12-05 21:29:29Z         |
        | 2016-12-05T21:29:29          |
        | 2016-13-05T21:29:29Z         |
        | {% '2016-03-14T01:59:00Z' %} |

  @ASL-153 @extended
  Rule: An Express machine may not wait for a token, for a nested execution or for an activity
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    Basis: documented; the first and the last message recorded 2024-07-03, two spaces included

    Scenario Outline: <resource>
      Given an Express state machine with the definition
        """
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "<resource>", "Parameters": {}, "End": true}}}
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "<text>"

      Examples:
        | resource                                                    | text                                                                                                       |
        | arn:aws:states:::lambda:invoke.waitForTaskToken             | SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration  at /States/Ask/Resource |
        | arn:aws:states:::states:startExecution.sync                 | /States/Ask/Resource                                                                                       |
        | arn:aws:states:{{region}}:{{accountId}}:activity:taste      | SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at /States/Ask/Resource      |

  @ASL-154 @extended
  Rule: A machine whose QueryLanguage is JSONata has no JSONPath states; the other way round it may
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented; recorded 2025-10-19 as a diagnostic of ValidateStateMachineDefinition

    Example: JSONPath in a JSONata machine
      Given a Standard state machine with the definition
        """
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}}
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A"

    Example: JSONata in a JSONPath machine, with JSONPath in it again
      Given a Standard state machine with the definition
        """
        {
          "QueryLanguage": "JSONPath",
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "QueryLanguage": "JSONata",
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "INLINE"},
                "StartAt": "A",
                "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}
              },
              "End": true
            }
          }
        }
        """
      When the state machine is created
      Then nothing is refused

  @ASL-155 @extended
  Rule: Fields of the one query language are refused in the other
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    Basis: documented

    Scenario Outline: <field> with <language>
      Given a Standard state machine with the definition
        """
        {"QueryLanguage": "<language>", "StartAt": "A", "States": {"A": {"Type": "Pass", <field>, "End": true}}}
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "/States/A"

      Examples:
        | field                           | language |
        | "Output": 1                     | JSONPath |
        | "InputPath": "$.a"              | JSONata  |
        | "Parameters": {"a": 1}          | JSONata  |

  @ASL-156 @extended
  Rule: States.ALL stands alone, and in the last retrier or catcher
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented

    Scenario Outline: <where>
      Given a Standard state machine with the definition
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}],
              <handling>,
              "Next": "Done"
            },
            "Done": {"Type": "Succeed"}
          }
        }
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "States.ALL"

      Examples:
        | where                        | handling                                                                                                             |
        | with another in a catcher    | "Catch": [{"ErrorEquals": ["Soup.Cold", "States.ALL"], "Next": "Done"}]                                              |
        | in a catcher before another  | "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}, {"ErrorEquals": ["Soup.Cold"], "Next": "Done"}]           |
        | with another in a retrier    | "Retry": [{"ErrorEquals": ["States.ALL", "Soup.Cold"]}]                                                              |
        | in a retrier before another  | "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["Soup.Cold"]}]                                           |

  @ASL-157 @extended
  Rule: Of fields that exclude each other a state has one
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
    Basis: documented

    Scenario Outline: <state>
      Given a Standard state machine with the definition
        """
        {"StartAt": "A", "States": {"A": <state>}}
        """
      When the state machine is created
      Then CreateStateMachine is refused with InvalidDefinition and the message contains "/States/A"

      Examples:
        | state                                                                         |
        | {"Type": "Fail", "Error": "E", "ErrorPath": "$.e"}                            |
        | {"Type": "Fail", "Cause": "C", "CausePath": "$.c"}                            |
        | {"Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": true}             |
        | {"Type": "Wait", "Seconds": 1, "Timestamp": "2016-03-14T01:59:00Z", "End": true} |

  @ASL-158 @extended
  Rule: Comments and a Version are accepted
    Source: https://states-language.net/spec.html
    Basis: documented; Version recorded 2024-02-07, comments 2024-11-28

    Example: wherever they may stand
      Given a Standard state machine with the definition
        """
        {
          "Comment": "a soup",
          "Version": "1.0",
          "StartAt": "A",
          "States": {
            "A": {
              "Type": "Pass",
              "Comment": "a state",
              "Parameters": {"Comment": "is a parameter here", "a": 1},
              "Next": "B"
            },
            "B": {
              "Type": "Choice",
              "Comment": "a choice",
              "Choices": [{"Comment": "a rule", "Variable": "$.a", "NumericEquals": 1, "Next": "C"}]
            },
            "C": {"Type": "Succeed"}
          }
        }
        """
      When the state machine is created
      Then nothing is refused
