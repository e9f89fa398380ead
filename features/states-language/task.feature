@states-language
Feature: Tasks that call a function

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @ASL-031 @core
  Rule: A task whose Resource is a function passes its input and outputs the function's result alone
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    Basis: documented; the events recorded 2023-11-24

    Background:
      Given a function "echo" that the state machine may call

    Example: input and result are JSON documents
      Given the state machine is
        """
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "{{functionArn}}", "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soup": "leek {{nonce}}", "bowls": [1, {"two": null}]}
        """
      Then the client is told the output
        """
        {"soup": "leek {{nonce}}", "bowls": [1, {"two": null}]}
        """
      And the function was invoked once
      And the function received the event
        """
        {"soup": "leek {{nonce}}", "bowls": [1, {"two": null}]}
        """
      And the execution's log holds the events
        | ExecutionStarted        |
        | TaskStateEntered        |
        | LambdaFunctionScheduled |
        | LambdaFunctionStarted   |
        | LambdaFunctionSucceeded |
        | TaskStateExited         |
        | ExecutionSucceeded      |

    Scenario Outline: a result that is <what>
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {"Type": "Task", "Resource": "{{functionArn}}", "InputPath": "$.say", "ResultPath": "$.said", "End": true}
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"id": "{{nonce}}", "say": <value>}
        """
      Then the client is told the output
        """
        {"id": "{{nonce}}", "say": <value>, "said": <value>}
        """
      And the execution's record says the same

      Examples:
        | what     | value    |
        | a string | "leek"   |
        | a number | 0.5      |
        | a list   | []       |
        | true     | true     |
        | null     | null     |

  @ASL-032 @core
  Rule: lambda:invoke outputs version, payload, status and what the SDK tells of the call
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    Basis: documented; recorded 2023-08-04 and 2025-11-06

    Background:
      Given a function "echo" that the state machine may call

    Example: the whole output
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "{{functionArn}}", "Payload.$": "$"},
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
        {
          "ExecutedVersion": "$LATEST",
          "Payload": {"soup": "leek {{nonce}}"},
          "SdkHttpMetadata": {
            "AllHttpHeaders": {"Content-Type": ["application/json"], "{{...}}": "{{any}}"},
            "HttpHeaders": {"Content-Type": "application/json", "{{...}}": "{{string}}"},
            "HttpStatusCode": 200
          },
          "SdkResponseMetadata": {"RequestId": "{{uuid}}"},
          "StatusCode": 200
        }
        """
      And the function was invoked once
      And the execution's log holds the events
        | ExecutionStarted   |
        | TaskStateEntered   |
        | TaskScheduled      |
        | TaskStarted        |
        | TaskSucceeded      |
        | TaskStateExited    |
        | ExecutionSucceeded |

    Scenario Outline: a Payload that is <what> is no text
      Given the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "{{functionArn}}", "Payload.$": "$.say"},
              "ResultSelector": {"said.$": "$.Payload"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"say": <value>}
        """
      Then the client is told the output
        """
        {"said": <value>}
        """
      And the execution's record says the same

      Examples:
        | what     | value                |
        | a number | 12.5                 |
        | true     | true                 |
        | a list   | ["{{nonce}}", null]  |

  @ASL-115 @edge
  Rule: A Payload that is a string is sent as it stands: what it holds is the function's event
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    Basis: recorded 2025-11-06

    Scenario Outline: the text <text> arrives as <event>
      Given a function "echo" that the state machine may call
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "{{functionArn}}", "Payload.$": "$.say"},
              "ResultSelector": {"said.$": "$.Payload"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"say": <text>}
        """
      Then the client is told the output
        """
        {"said": <event>}
        """
      And the function received the event
        """
        <event>
        """
      And the execution's record says the same

      Examples:
        | text                    | event              |
        | "\\"leek {{nonce}}\\""  | "leek {{nonce}}"   |
        | "{\\"soup\\": [1]}"     | {"soup": [1]}      |
        | "12.5"                  | 12.5               |
        | "true"                  | true               |

  @ASL-033 @extended
  Rule: lambda:invoke with InvocationType Event goes on at 202, without the function's result
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    Basis: documented

    Example: a function that takes its time
      Given a function "wait" that the state machine may call
      And the function waits 5000 milliseconds
      And the state machine is
        """
        {
          "StartAt": "Order",
          "States": {
            "Order": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "{{functionArn}}", "InvocationType": "Event", "Payload.$": "$"},
              "ResultSelector": {"status.$": "$.StatusCode"},
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
        {"status": 202}
        """
      And the response took less than 5 seconds
      And the function received the event
        """
        {"soup": "leek {{nonce}}"}
        """
      And the execution's record says the same

  @ASL-034 @core
  Rule: A function that throws fails the task with the error's type, and its error document as cause
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    Basis: documented; recorded 2024-11-28 with a Python function

    Scenario Outline: called by <resource>
      Given a function "throw" that the state machine may call
      And the function throws "the soup is cold"
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {"Ask": {"Type": "Task", "Resource": "<resource arn>", <parameters> "End": true}}
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "OvenError" and the cause "{{string}}"
      And the member "$.cause" of the response is a string with the JSON
        """
        {"errorType": "OvenError", "errorMessage": "the soup is cold", "{{...}}": "{{any}}"}
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted   |
        | TaskStateEntered   |
        | <event>Scheduled   |
        | <event>Started     |
        | <event>Failed      |
        | ExecutionFailed    |

      Examples:
        | resource      | resource arn                   | parameters                                           | event          |
        | its ARN       | {{functionArn}}                |                                                      | LambdaFunction |
        | lambda:invoke | arn:aws:states:::lambda:invoke | "Parameters": {"FunctionName": "{{functionArn}}"},   | Task           |

  @ASL-111 @extended
  Rule: A function that does not exist fails lambda:invoke with Lambda.ResourceNotFoundException
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    Basis: recorded 2025-11-25

    Example: the cause names the function's version
      Given a function "echo" that the state machine may call
      And the function does not exist
      And the state machine is
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "{{functionArn}}"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the error "Lambda.ResourceNotFoundException" and the cause
        """
        {{matches Function not found: {{functionArn}}:\$LATEST \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)}}
        """
      And the execution's record says the same
      And the execution's log holds the events
        | ExecutionStarted |
        | TaskStateEntered |
        | TaskScheduled    |
        | TaskStarted      |
        | TaskFailed       |
        | ExecutionFailed  |
