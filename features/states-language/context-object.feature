@states-language
Feature: The context object
  What an execution knows of itself, below $$.

  @ASL-045 @core
  Rule: The context object holds the execution, the state machine, the state and, in a callback, the task's token
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    Basis: documented; recorded 2024-07-15 of synchronous executions

    Example: the members are those that the API tells
      Given a REST API whose "POST /run" runs an Express state machine synchronously
      And its request template is
        """
        {"name": "order-{{nonce}}", "input": "{\"soup\": \"leek\"}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And the state machine is
        """
        {
          "StartAt": "Look",
          "States": {
            "Look": {
              "Type": "Pass",
              "Parameters": {
                "id.$": "$$.Execution.Id",
                "name.$": "$$.Execution.Name",
                "input.$": "$$.Execution.Input",
                "role.$": "$$.Execution.RoleArn",
                "started.$": "$$.Execution.StartTime",
                "machine.$": "$$.StateMachine",
                "state.$": "$$.State"
              },
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the client is told the output
        """
        {
          "id": "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:express:{{stateMachineName}}:order-{{nonce}}:[0-9a-f-]+}}",
          "name": "order-{{nonce}}",
          "input": {"soup": "leek"},
          "role": "{{matches arn:[a-z-]+:iam::{{accountId}}:role/.+}}",
          "started": "{{iso time}}",
          "machine": {"Id": "{{stateMachineArn}}", "Name": "{{stateMachineName}}"},
          "state": {"Name": "Look", "EnteredTime": "{{iso time}}", "{{...}}": "{{any}}"}
        }
        """
      And the execution's record says the same

    Example: a callback's token
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
              "Parameters": {"FunctionName": "{{functionArn}}", "Payload": {"token.$": "$$.Task.Token", "id.$": "$.id"}},
              "TimeoutSeconds": 5,
              "End": true
            }
          }
        }
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the function received the event
        """
        {"token": "{{matches .{20,}}}", "id": "{{nonce}}"}
        """

  @ASL-123 @extended
  Rule: A Standard execution's context object counts redrives
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    Basis: recorded 2024-09-11

    Example: the whole context object
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the execution's input is the request's body
      And the state machine is
        """
        {"StartAt": "Look", "States": {"Look": {"Type": "Pass", "OutputPath": "$$", "End": true}}}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the execution succeeds with the output
        """
        {
          "Execution": {
            "Id": "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:execution:{{stateMachineName}}:[0-9a-f-]+}}",
            "Input": {"soup": "leek {{nonce}}"},
            "Name": "{{uuid}}",
            "RoleArn": "{{matches arn:[a-z-]+:iam::{{accountId}}:role/.+}}",
            "StartTime": "{{iso time}}",
            "RedriveCount": 0
          },
          "StateMachine": {"Id": "{{stateMachineArn}}", "Name": "{{stateMachineName}}"},
          "State": {"Name": "Look", "EnteredTime": "{{iso time}}"}
        }
        """

  @ASL-124 @extended
  Rule: ItemsPath, OutputPath and ResultSelector may lead into the context object
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    Basis: recorded 2024-09-11

    Example: a Map state over the execution's input
      Given a REST API whose "POST /run" runs an Express state machine synchronously
      And the execution's input is the request's body
      And the state machine is
        """
        {
          "StartAt": "Forget",
          "States": {
            "Forget": {"Type": "Pass", "Result": {}, "Next": "Each"},
            "Each": {
              "Type": "Map",
              "ItemsPath": "$$.Execution.Input.soups",
              "ItemProcessor": {"StartAt": "Serve", "States": {"Serve": {"Type": "Pass", "End": true}}},
              "ResultSelector": {"served.$": "$", "id.$": "$$.Execution.Input.id"},
              "End": true
            }
          }
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {"soups": ["leek", "pea"], "id": "{{nonce}}"}
        """
      Then the client is told the output
        """
        {"served": ["leek", "pea"], "id": "{{nonce}}"}
        """
      And the execution's record says the same
