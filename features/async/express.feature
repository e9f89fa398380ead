@async
Feature: Express machines that nobody waits for

  @ASYNC-102 @extended
  Rule: StartExecution of an Express machine answers at once, with an Express execution's ARN
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: recorded 2024-07-12 through API Gateway, and 2024-07-03 for the form of the ARN

    Example: the template of the tutorial
      Given a REST API whose "POST /execution" starts an Express state machine
      And its request template is
        """
        {"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "{{stateMachineArn}}"}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"wish": "soup"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "executionArn": "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:express:{{stateMachineName}}:[0-9a-f-]+:[0-9a-f-]+}}",
          "startDate": "{{epoch seconds}}"
        }
        """
      And 1 execution was started
      And the execution's input is the JSON
        """
        {"wish": "soup"}
        """

  @ASYNC-116 @extended
  Rule: An Express execution can be neither stopped nor looked at, and an Express machine's are not listed
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    Basis: documented; recorded 2024-07-03

    Scenario Outline: <operation> of an Express execution
      Given a REST API whose "POST /ask" calls Step Functions' <operation>
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /ask" with the JSON body
        """
        {"executionArn": "arn:aws:states:{{region}}:{{accountId}}:express:machine:{{nonce}}:0b5a1e7e-1c1f-4b1e-8e3b-0c7a1b1c1d1e"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*InvalidArn}}",
          "message": "Invalid Arn: 'Resource type not valid in this context: express'"
        }
        """

      Examples:
        | operation           |
        | StopExecution       |
        | GetExecutionHistory |

    Example: ListExecutions of an Express machine
      Given a REST API whose "POST /execution" starts an Express state machine
      And its "POST /list" calls Step Functions' ListExecutions
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /list" with the JSON body
        """
        {"stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*StateMachineTypeNotSupported}}",
          "message": "This operation is not supported by this type of state machine"
        }
        """

  @ASYNC-117 @edge
  Rule: An answer without members reaches the client as an empty object
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
    Basis: recorded 2024-07-12: the body of DeleteStateMachine through an integration without templates is {}

    Example: DeleteStateMachine
      Given a REST API whose "POST /execution" starts an Express state machine
      And its "POST /delete" calls Step Functions' DeleteStateMachine
      When a client sends "POST /delete" with the JSON body
        """
        {"stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And the response body is
        """
        {}
        """
