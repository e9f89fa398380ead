@states-language
Feature: The operators of a Choice state
  Every row is a state machine with one rule and a document that it looks at;
  which way it went is the output.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-016 @extended
  Rule: The comparators work on values of their own type only
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; recorded 2023-03-01 and 2023-06-22: values of another type are not matched and fail nothing

    Scenario Outline: <operator> <operand> <rule> for <value>
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.value", "<operator>": <operand>, "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"value": <value>}
        """
      Then the client is told the output
        """
        {"value": <value>, "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples: strings are compared as they stand, white space included
        | operator                | operand | value    | rule         |
        | StringEquals            | "leek"  | "leek"   | is taken     |
        | StringEquals            | "leek"  | "Leek"   | is not taken |
        | StringEquals            | " "     | "  "     | is not taken |
        | StringEquals            | "1"     | 1        | is not taken |
        | StringEquals            | "null"  | null     | is not taken |
        | StringEquals            | "leek"  | ["leek"] | is not taken |
        | StringLessThan          | "AB"    | "A"      | is taken     |
        | StringLessThan          | "A"     | "A"      | is not taken |
        | StringLessThanEquals    | "A"     | "A"      | is taken     |
        | StringLessThanEquals    | "A"     | "AB"     | is not taken |
        | StringGreaterThan       | "A"     | "AB"     | is taken     |
        | StringGreaterThan       | "A "    | "A"      | is not taken |
        | StringGreaterThan       | "B"     | "a"      | is taken     |
        | StringGreaterThanEquals | "A"     | "AB"     | is taken     |
        | StringGreaterThanEquals | "AB"    | "A"      | is not taken |

      Examples: numbers are compared by value
        | operator                 | operand | value | rule         |
        | NumericEquals            | 0       | 0.0   | is taken     |
        | NumericEquals            | 1       | 1.1   | is not taken |
        | NumericEquals            | 0       | ""    | is not taken |
        | NumericEquals            | 0       | null  | is not taken |
        | NumericEquals            | 1       | true  | is not taken |
        | NumericEquals            | 1       | "1"   | is not taken |
        | NumericLessThan          | 1       | 0     | is taken     |
        | NumericLessThan          | 1       | 1     | is not taken |
        | NumericLessThanEquals    | 1       | 1     | is taken     |
        | NumericLessThanEquals    | 1       | 1.5   | is not taken |
        | NumericGreaterThan       | 1       | 1.5   | is taken     |
        | NumericGreaterThan       | 1       | 1     | is not taken |
        | NumericGreaterThanEquals | 1       | 1     | is taken     |
        | NumericGreaterThanEquals | 1       | 0.5   | is not taken |

      Examples: true and false
        | operator      | operand | value  | rule         |
        | BooleanEquals | true    | true   | is taken     |
        | BooleanEquals | false   | false  | is taken     |
        | BooleanEquals | true    | false  | is not taken |
        | BooleanEquals | false   | null   | is not taken |
        | BooleanEquals | true    | "true" | is not taken |
        | BooleanEquals | false   | 0      | is not taken |

      Examples: points in time
        | operator                   | operand                | value                       | rule         |
        | TimestampEquals            | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z"      | is taken     |
        | TimestampEquals            | "2024-03-01T10:00:00Z" | "2024-03-01T11:00:00+01:00" | is taken     |
        | TimestampEquals            | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:01Z"      | is not taken |
        | TimestampEquals            | "2024-03-01T10:00:00Z" | "2024-03-01 10:00:00"       | is not taken |
        | TimestampEquals            | "2024-03-01T10:00:00Z" | 1709287200                  | is not taken |
        | TimestampLessThan          | "2024-03-01T10:00:01Z" | "2024-03-01T10:00:00Z"      | is taken     |
        | TimestampLessThan          | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z"      | is not taken |
        | TimestampLessThanEquals    | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z"      | is taken     |
        | TimestampLessThanEquals    | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:01Z"      | is not taken |
        | TimestampGreaterThan       | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:01Z"      | is taken     |
        | TimestampGreaterThan       | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z"      | is not taken |
        | TimestampGreaterThanEquals | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z"      | is taken     |
        | TimestampGreaterThanEquals | "2024-03-01T10:00:01Z" | "2024-03-01T10:00:00Z"      | is not taken |

    Scenario Outline: <operator> of <other> <rule> for <value>
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.value", "<operator>": "$.other", "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"value": <value>, "other": <other>}
        """
      Then the client is told the output
        """
        {"value": <value>, "other": <other>, "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples:
        | operator                    | other                  | value                  | rule         |
        | StringEqualsPath            | "leek"                 | "leek"                 | is taken     |
        | StringEqualsPath            | "leek"                 | "pea"                  | is not taken |
        | StringLessThanPath          | "pea"                  | "leek"                 | is taken     |
        | StringGreaterThanEqualsPath | "pea"                  | "leek"                 | is not taken |
        | NumericEqualsPath           | 2.22                   | 2.22                   | is taken     |
        | NumericEqualsPath           | 2                      | "2"                    | is not taken |
        | NumericLessThanEqualsPath   | 1                      | 1                      | is taken     |
        | NumericGreaterThanPath      | 1                      | 1                      | is not taken |
        | BooleanEqualsPath           | true                   | true                   | is taken     |
        | BooleanEqualsPath           | false                  | true                   | is not taken |
        | TimestampEqualsPath         | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z" | is taken     |
        | TimestampGreaterThanPath    | "2024-03-01T10:00:00Z" | "2024-03-01T10:00:00Z" | is not taken |
        | TimestampLessThanPath       | "2024-03-01T10:00:01Z" | "2024-03-01T10:00:00Z" | is taken     |

    Scenario Outline: <combination> of <a> and <b> <rule>
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{<condition>, "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"a": <a>, "b": <b>}
        """
      Then the client is told the output
        """
        {"a": <a>, "b": <b>, "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples:
        | combination           | condition                                                                                                                                                      | a     | b     | rule         |
        | And                   | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                | true  | true  | is taken     |
        | And                   | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                | true  | false | is not taken |
        | And                   | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                | false | true  | is not taken |
        | And                   | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                | false | false | is not taken |
        | Or                    | "Or": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                 | true  | true  | is taken     |
        | Or                    | "Or": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                 | true  | false | is taken     |
        | Or                    | "Or": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                 | false | true  | is taken     |
        | Or                    | "Or": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "BooleanEquals": true}]                                                                 | false | false | is not taken |
        | Not the first         | "Not": {"Variable": "$.a", "BooleanEquals": true}                                                                                                              | true  | true  | is not taken |
        | Not the first         | "Not": {"Variable": "$.a", "BooleanEquals": true}                                                                                                              | false | true  | is taken     |
        | And with an Or inside | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Or": [{"Not": {"Variable": "$.a", "BooleanEquals": true}}, {"Variable": "$.b", "BooleanEquals": true}]}] | true  | true  | is taken     |
        | And with an Or inside | "And": [{"Variable": "$.a", "BooleanEquals": true}, {"Or": [{"Not": {"Variable": "$.a", "BooleanEquals": true}}, {"Variable": "$.b", "BooleanEquals": true}]}] | true  | false | is not taken |

  @ASL-017 @extended
  Rule: The Is operators tell presence and type
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented; recorded 2023-06-22, IsPresent and IsTimestamp excepted

    Scenario Outline: <operator> <operand> <rule> for <value>
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.value", "<operator>": <operand>, "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"value": <value>}
        """
      Then the client is told the output
        """
        {"value": <value>, "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples:
        | operator    | operand | value                  | rule         |
        | IsNull      | true    | null                   | is taken     |
        | IsNull      | true    | ""                     | is not taken |
        | IsNull      | false   | 0                      | is taken     |
        | IsNull      | false   | null                   | is not taken |
        | IsString    | true    | ""                     | is taken     |
        | IsString    | true    | "2024-03-01T10:00:00Z" | is taken     |
        | IsString    | true    | 1                      | is not taken |
        | IsString    | false   | ["leek"]               | is taken     |
        | IsNumeric   | true    | 0.0                    | is taken     |
        | IsNumeric   | true    | "1"                    | is not taken |
        | IsNumeric   | false   | true                   | is taken     |
        | IsBoolean   | true    | false                  | is taken     |
        | IsBoolean   | true    | "true"                 | is not taken |
        | IsBoolean   | false   | null                   | is taken     |
        | IsTimestamp | true    | "2024-03-01T10:00:00Z" | is taken     |
        | IsTimestamp | true    | "2024-03-01"           | is not taken |
        | IsTimestamp | true    | 1709287200             | is not taken |
        | IsTimestamp | false   | "leek"                 | is taken     |
        | IsPresent   | true    | null                   | is taken     |
        | IsPresent   | false   | null                   | is not taken |

    Scenario Outline: IsPresent <operand> <rule> for what is not there
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.value.inner", "IsPresent": <operand>, "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"other": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"other": "{{nonce}}", "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples:
        | operand | rule         |
        | false   | is taken     |
        | true    | is not taken |

  @ASL-112 @extended
  Rule: StringMatches knows one wildcard, *, which a backslash makes an ordinary character
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
    Basis: documented

    Scenario Outline: the pattern <pattern> <rule> for <value>
      Given the state machine is
        """
        {
          "StartAt": "Choose",
          "States": {
            "Choose": {
              "Type": "Choice",
              "Choices": [{"Variable": "$.value", "StringMatches": <pattern>, "Next": "Taken"}],
              "Default": "Otherwise"
            },
            "Taken": {"Type": "Pass", "Result": "is taken", "ResultPath": "$.rule", "End": true},
            "Otherwise": {"Type": "Pass", "Result": "is not taken", "ResultPath": "$.rule", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"value": <value>}
        """
      Then the client is told the output
        """
        {"value": <value>, "rule": "<rule>"}
        """
      And the execution's record says the same

      Examples:
        | pattern         | value          | rule         |
        | "log-*.txt"     | "log-.txt"     | is taken     |
        | "log-*.txt"     | "log-42.txt"   | is taken     |
        | "log-*.txt"     | "a log-42.txt" | is not taken |
        | "log-*.txt"     | "log-42+txt"   | is not taken |
        | "*"             | ""             | is taken     |
        | "a*b*c"         | "a-b-b-c"      | is taken     |
        | "log-\\\\*.txt" | "log-*.txt"    | is taken     |
        | "log-\\\\*.txt" | "log-42.txt"   | is not taken |
        | "*"             | 1              | is not taken |
