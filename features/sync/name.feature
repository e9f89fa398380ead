@sync
Feature: Names and records of synchronous executions

  @SYNC-022 @extended
  Rule: A name given by the caller is the execution's name; without one a name is made up
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; recorded 2024-06-26 for the form of the ARN

    Example: the caller names the execution
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"name": "order-{{nonce}}", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      When a client sends "GET /start"
      Then the member "$.name" of the response is "order-{{nonce}}"
      And the member "$.executionArn" of the response is the JSON
        """
        "{{matches arn:.*:express:.*:order-{{nonce}}:[0-9a-f-]+}}"
        """

    Example: the caller names nothing
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      When a client sends "GET /start"
      Then the member "$.name" of the response is the JSON
        """
        "{{uuid}}"
        """

  @SYNC-114 @extended
  Rule: $context.requestId can name the execution, which then has the id of the request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: recorded 2019-11-12 by a third party, for StartExecution

    Example: the name is the id
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"name": "$context.requestId", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And its response template is
        """
        #if($input.path('$.name') == $context.requestId)the same: $input.path('$.name')#end
        """
      When a client sends "GET /start"
      Then the response body is
        """
        {{matches the same: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}}
        """
      And 1 execution was started

  @SYNC-024 @extended
  Rule: An Express execution cannot be described
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: recorded 2024-07-03: 400 InvalidArn; the page names no error

    Example: DescribeExecution through the same API
      Given a REST API whose "POST /describe" calls Step Functions' DescribeExecution
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /describe" with the JSON body
        """
        {"executionArn": "arn:aws:states:{{region}}:{{accountId}}:express:machine:name:0b5a1e7e-1c1f-4b1e-8e3b-0c7a1b1c1d1e"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*InvalidArn}}",
          "message": "Invalid Arn: 'Resource type not valid in this context: express'"
        }
        """

  @OBS-013 @extended
  Rule: An Express machine's log holds input and output only if execution data is included
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    Basis: documented

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"input": "{\"asked\": true}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And the execution's output is
        """
        {"answered": true}
        """

    Example: with execution data
      Given the state machine logs everything with execution data
      When a client sends "GET /start"
      Then the execution's log holds the events
        | ExecutionStarted   |
        | PassStateEntered   |
        | PassStateExited    |
        | ExecutionSucceeded |
      And the execution's log shows the input "{\"asked\": true}"
      And the execution's log shows the output "{\"answered\":true}"

    Example: without execution data
      Given the state machine logs everything without execution data
      When a client sends "GET /start"
      Then the execution's log holds the events
        | ExecutionStarted   |
        | PassStateEntered   |
        | PassStateExited    |
        | ExecutionSucceeded |
      And the execution's log shows neither input nor output
