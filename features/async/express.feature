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
