@states-language
Feature: The iterations of an inline Map state

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-027 @core
  Rule: ItemProcessor, or the older Iterator, works on every element; the output has their order
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
    Basis: documented; Iterator recorded 2023-07-23

    Scenario Outline: <what>
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              <processor>: {
                <config>
                "StartAt": "Label",
                "States": {"Label": {"Type": "Pass", "Parameters": {"soup.$": "States.Format('{} {{nonce}}', $.name)"}, "End": true}}
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        [{"name": "leek"}, {"name": "pea"}, {"name": "bean"}]
        """
      Then the client is told the output
        """
        [{"soup": "leek {{nonce}}"}, {"soup": "pea {{nonce}}"}, {"soup": "bean {{nonce}}"}]
        """
      And the execution's record says the same

      Examples:
        | what                               | processor       | config                                   |
        | ItemProcessor, said to be inline   | "ItemProcessor" | "ProcessorConfig": {"Mode": "INLINE"},   |
        | ItemProcessor without a mode       | "ItemProcessor" |                                          |
        | Iterator                           | "Iterator"      |                                          |

    Example: the first element may take longest
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemProcessor": {
                "StartAt": "Simmer",
                "States": {"Simmer": {"Type": "Wait", "SecondsPath": "$", "End": true}}
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        [1, 0]
        """
      Then the client is told the output
        """
        [1, 0]
        """
      And the response took at least 1 second
      And the execution's record says the same

    Example: no elements give no results
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemProcessor": {"StartAt": "Burn", "States": {"Burn": {"Type": "Fail"}}},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        []
        """
      Then the client is told the output
        """
        []
        """
      And the execution's log holds the events
        | ExecutionStarted   |
        | MapStateEntered    |
        | MapStateStarted    |
        | MapStateSucceeded  |
        | MapStateExited     |
        | ExecutionSucceeded |

  @ASL-028 @core
  Rule: ItemsPath selects the array; ItemSelector, or the older Parameters, shapes every item
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
    Basis: documented; recorded 2023-07-19, Parameters 2023-07-24

    Scenario Outline: <selector> with <processor>
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "InputPath": "$.order",
              "ItemsPath": "$.soups",
              "<selector>": {
                "soup.$": "$$.Map.Item.Value",
                "at.$": "$$.Map.Item.Index",
                "table.$": "$.table",
                "hot": true
              },
              "<processor>": {"StartAt": "Serve", "States": {"Serve": {"Type": "Pass", "End": true}}},
              "ResultPath": "$.order.served",
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"order": {"table": "{{nonce}}", "soups": ["leek", "pea"]}}
        """
      Then the client is told the output
        """
        {
          "order": {
            "table": "{{nonce}}",
            "soups": ["leek", "pea"],
            "served": [
              {"soup": "leek", "at": 0, "table": "{{nonce}}", "hot": true},
              {"soup": "pea", "at": 1, "table": "{{nonce}}", "hot": true}
            ]
          }
        }
        """
      And the execution's record says the same

      Examples:
        | selector     | processor     |
        | ItemSelector | ItemProcessor |
        | Parameters   | Iterator      |

  @ASL-030 @core
  Rule: An iteration that fails fails the Map state
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
    Basis: documented; the events recorded 2023-07-18 and 2023-07-24

    Example: the second of three
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "MaxConcurrency": 1,
              "ItemProcessor": {
                "StartAt": "Taste",
                "States": {
                  "Taste": {
                    "Type": "Choice",
                    "Choices": [{"Variable": "$", "StringEquals": "pea", "Next": "Burn"}],
                    "Default": "Fine"
                  },
                  "Burn": {"Type": "Fail", "Error": "Soup.Burnt", "Cause": "too hot"},
                  "Fine": {"Type": "Succeed"}
                }
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        ["leek", "pea", "bean"]
        """
      Then the client is told the error "Soup.Burnt" and the cause "too hot"
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted      |
        | MapStateEntered       |
        | MapStateStarted       |
        | MapIterationStarted   |
        | ChoiceStateEntered    |
        | ChoiceStateExited     |
        | SucceedStateEntered   |
        | SucceedStateExited    |
        | MapIterationSucceeded |
        | MapIterationStarted   |
        | ChoiceStateEntered    |
        | ChoiceStateExited     |
        | FailStateEntered      |
        | MapIterationFailed    |
        | MapStateFailed        |
        | ExecutionFailed       |

    Example: the failure is caught
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemProcessor": {
                "StartAt": "Burn",
                "States": {"Burn": {"Type": "Fail", "Error": "Soup.Burnt", "Cause": "too hot"}}
              },
              "ItemsPath": "$.soups",
              "Catch": [{"ErrorEquals": ["Soup.Burnt"], "ResultPath": "$.failure", "Next": "Order"}],
              "End": true
            },
            "Order": {"Type": "Pass", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soups": ["leek {{nonce}}"]}
        """
      Then the client is told the output
        """
        {"soups": ["leek {{nonce}}"], "failure": {"Error": "Soup.Burnt", "Cause": "too hot"}}
        """
      And the execution's log holds the events
        | ExecutionStarted    |
        | MapStateEntered     |
        | MapStateStarted     |
        | MapIterationStarted |
        | FailStateEntered    |
        | MapIterationFailed  |
        | MapStateFailed      |
        | MapStateExited      |
        | PassStateEntered    |
        | PassStateExited     |
        | ExecutionSucceeded  |

  @ASL-110 @edge
  Rule: MaxConcurrencyPath has to lead to a whole number
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
    Basis: recorded 2024-06-19

    Background:
      Given the state machine is
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemsPath": "$.soups",
              "MaxConcurrencyPath": "$.hands",
              "ItemProcessor": {"StartAt": "Serve", "States": {"Serve": {"Type": "Pass", "End": true}}},
              "End": true
            }
          }
        }
        """

    Scenario Outline: not <what>
      When a client sends "POST /run" with the JSON body
        """
        {"soups": ["leek"], "hands": <hands>}
        """
      Then the client is told the error "States.Runtime" and the cause
        """
        An error occurred while executing the state 'Each' (entered at the event id #2). The MaxConcurrencyPath field refers to value "<shown>" which is not a valid integer: $.hands
        """
      And the execution's record says the same

      Examples:
        | what      | hands  | shown |
        | a string  | "many" | many  |
        | an object | {}     | {}    |

    Example: 1 is one
      When a client sends "POST /run" with the JSON body
        """
        {"soups": ["leek {{nonce}}", "pea"], "hands": 1}
        """
      Then the client is told the output
        """
        ["leek {{nonce}}", "pea"]
        """
      And the execution's log holds the events
        | ExecutionStarted      |
        | MapStateEntered       |
        | MapStateStarted       |
        | MapIterationStarted   |
        | PassStateEntered      |
        | PassStateExited       |
        | MapIterationSucceeded |
        | MapIterationStarted   |
        | PassStateEntered      |
        | PassStateExited       |
        | MapIterationSucceeded |
        | MapStateSucceeded     |
        | MapStateExited        |
        | ExecutionSucceeded    |
