@permissions
Feature: The role of an integration with Step Functions
  API Gateway calls Step Functions with the role that the integration names, and
  may do no more than it.

  @PERM-011 @core
  Rule: Without a role nothing is started
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html
    Basis: documented: such an integration needs credentials; what the client gets is not stated

    Scenario Outline: <case>
      Given a REST API whose "POST /execution" <what>
      And its integration names no role
      When a client sends "POST /execution" with the JSON body
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the member "$.executionArn" of the response is absent
      And no execution was started

      Examples:
        | case             | what                              |
        | StartExecution   | starts a Standard state machine   |

  @PERM-012 @extended
  Rule: A role for StartSyncExecution alone cannot start an execution that goes on by itself
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
    Basis: documented; a measurement has the error as AccessDeniedException with status 400 and a capital Message

    Example: StartExecution with that role
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its integration's role allows "states:StartSyncExecution" only
      And errors that match "400" become status 403
      When a client sends "POST /execution" with the JSON body
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 403
      And the response body contains "AccessDeniedException"
      And no execution was started

    Example: StartSyncExecution with that role
      Given a REST API whose "GET /go" runs an Express state machine synchronously
      And its integration's role allows "states:StartSyncExecution" only
      When a client sends "GET /go"
      Then the response status is 200
      And the member "$.status" of the response is "SUCCEEDED"
      And 1 execution was started

    Example: StartExecution with a role for it
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its integration's role allows "states:StartExecution" only
      When a client sends "POST /execution" with the JSON body
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And 1 execution was started
