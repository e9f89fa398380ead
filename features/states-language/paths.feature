@states-language
Feature: What a state sees of its input and passes on
  InputPath, ResultPath and OutputPath, and the paths themselves.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-004 @core
  Rule: InputPath selects part of the input; null stands for an empty object
    Source: https://states-language.net/spec.html
    Basis: documented; null recorded 2024-02-07

    Scenario Outline: InputPath <path>
      Given the state machine is
        """
        {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "InputPath": <path>, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": {"name": "leek {{nonce}}", "bowls": [10, 20, 30]}, "list": "$$"}
        """
      Then the client is told the output
        """
        <output>
        """
      And the execution's record says the same

      Examples:
        | path                     | output                                            |
        | "$.soup.name"            | "leek {{nonce}}"                                  |
        | "$['soup']['bowls']"     | [10, 20, 30]                                      |
        | "$.soup.bowls[1]"        | 20                                                |
        | "$.soup.bowls[0:2]"      | [10, 20]                                          |
        | "$..name"                | ["leek {{nonce}}"]                                |
        | "$$.State.Name"          | "Pass"                                            |
        | null                     | {}                                                |

  @ASL-008 @core
  Rule: OutputPath selects part of the output; null stands for an empty object
    Source: https://states-language.net/spec.html
    Basis: documented; null recorded 2024-02-07, the context object 2024-09-11

    Scenario Outline: OutputPath <path>
      Given the state machine is
        """
        {
          "StartAt": "Measure",
          "States": {
            "Measure": {
              "Type": "Pass",
              "Result": {"grams": 250},
              "ResultPath": "$.salt",
              "OutputPath": <path>,
              "End": true
            }
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

      Examples:
        | path                  | output                                             |
        | "$"                   | {"soup": "leek {{nonce}}", "salt": {"grams": 250}} |
        | "$.salt.grams"        | 250                                                |
        | "$$.Execution.Input"  | {"soup": "leek {{nonce}}"}                         |
        | null                  | {}                                                 |

  @ASL-007 @core
  Rule: ResultPath decides how the result and the input come together
    Source: https://states-language.net/spec.html
    Basis: documented

    Scenario Outline: <what> when a Parallel state's result arrives
      Given the state machine is
        """
        {
          "StartAt": "Cook",
          "States": {
            "Cook": {
              "Type": "Parallel",
              "Branches": [{"StartAt": "Boil", "States": {"Boil": {"Type": "Pass", "Result": "hot", "End": true}}}],
              <path>
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": {"name": "leek {{nonce}}"}}
        """
      Then the client is told the output
        """
        <output>
        """
      And the execution's record says the same

      Examples:
        | what                              | path                               | output                                                       |
        | the input is replaced             |                                    | ["hot"]                                                      |
        | the input is kept                 | "ResultPath": null,                | {"soup": {"name": "leek {{nonce}}"}}                         |
        | a member is added                 | "ResultPath": "$.soup.state",      | {"soup": {"name": "leek {{nonce}}", "state": ["hot"]}}       |
        | objects on the way are created    | "ResultPath": "$.new.inner",       | {"soup": {"name": "leek {{nonce}}"}, "new": {"inner": ["hot"]}} |
        | a name with a dash is written so  | "ResultPath": "$['the-state']",    | {"soup": {"name": "leek {{nonce}}"}, "the-state": ["hot"]}   |

  @ASL-010 @extended
  Rule: A result cannot be put into an input that is no object
    Source: https://states-language.net/spec.html
    Basis: documented; the cause's text is not known

    Example: a string gets no member
      Given the state machine is
        """
        {
          "StartAt": "Measure",
          "States": {"Measure": {"Type": "Pass", "Result": 250, "ResultPath": "$.salt", "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        "leek"
        """
      Then the client is told the error "States.ResultPathMatchFailure" and the cause "{{string}}"
      And the execution's record says the same

  @ASL-104 @extended
  Rule: An InputPath or OutputPath that finds nothing fails the execution with States.Runtime
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: recorded 2025-01-02 for OutputPath, and of the same form for InputPath

    Scenario Outline: <field>
      Given the state machine is
        """
        {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "<field>": "$.nowhere", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        An error occurred while executing the state 'Pass' (entered at the event id #2). Invalid path '$.nowhere' : No results for path: $['nowhere']
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | PassStateEntered |
        | ExecutionFailed  |

      Examples:
        | field      |
        | InputPath  |
        | OutputPath |

  @ASL-105 @extended
  Rule: A path with a wildcard, slice or filter gives an array, which is empty where nothing matches
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
    Basis: recorded 2025-04-01, of the filter 2024-02-07

    Scenario Outline: <path> of <input>
      Given the state machine is
        """
        {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "Parameters": {"found.$": "<path>"}, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        <input>
        """
      Then the client is told the output
        """
        {"found": <found>}
        """
      And the execution's record says the same

      Examples:
        | path                             | input                                                        | found                    |
        | $.bowls[*]                       | {}                                                           | []                       |
        | $.table.bowls[*]                 | {}                                                           | []                       |
        | $.bowls[1:]                      | {}                                                           | []                       |
        | $.bowls[:1].size                 | {}                                                           | []                       |
        | $.bowls[*]                       | {"bowls": [3, 4]}                                            | [3, 4]                   |
        | $.bowls[*].size                  | {"bowls": [{"size": 1}, {}, {"size": 3}]}                    | [1, 3]                   |
        | $.bowls[?(@.full == true)]       | {"bowls": [{"id": 1, "full": true}, {"id": 2, "full": false}]} | [{"id": 1, "full": true}] |
        | $.bowls[?(@.size > 9)]           | {"bowls": [{"size": 1}]}                                     | []                       |
