@sync
Feature: How a call that Step Functions refuses looks to the client
  The service answers 400. Which status the client gets is decided by the
  selection patterns of the integration responses.

  @SYNC-010 @core
  Rule: A machine that does not exist is refused with StateMachineDoesNotExist
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented

    Example: the ARN is well formed
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the state machine does not exist
      And errors that match "4\d{2}" become status 400
      When a client sends "GET /start"
      Then the response status is 400
      And the response body contains
        """
        StateMachineDoesNotExist
        """

  @SYNC-009 @core
  Rule: A Standard machine is refused with StateMachineTypeNotSupported
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; recorded 2024-07-03

    Example: only Express machines run synchronously
      Given a REST API whose "GET /start" runs a Standard state machine synchronously
      And errors that match "4\d{2}" become status 400
      When a client sends "GET /start"
      Then the response status is 400
      And the response body contains
        """
        StateMachineTypeNotSupported
        """
      And no execution was started

    Example: without a pattern the client gets the error under the default status
      Given a REST API whose "GET /start" runs a Standard state machine synchronously
      When a client sends "GET /start"
      Then the response status is 200
      And the member "$.__type" of the response is the JSON
        """
        "{{matches .*StateMachineTypeNotSupported}}"
        """
      And no execution was started

  @SYNC-011 @core
  Rule: What is no ARN is refused with InvalidArn
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; the form of the body was seen on AWS through API Gateway in a published transcript

    Example: the template sends another text
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"input": "{}", "stateMachineArn": "not-an-arn"}
        """
      And errors that match "4\d{2}" become status 400
      When a client sends "GET /start"
      Then the response status is 400
      And the response body is the JSON
        """
        {"__type": "{{matches .*InvalidArn}}", "message": "{{matches Invalid Arn: .*}}"}
        """

  @SYNC-012 @core
  Rule: An input that is not JSON is refused with InvalidExecutionInput
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; recorded 2023-06-22 for StartExecution

    Example: the input breaks off
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"input": "{oops", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And errors that match "4\d{2}" become status 400
      When a client sends "GET /start"
      Then the response status is 400
      And the response body contains
        """
        InvalidExecutionInput
        """
      And no execution was started

  @SYNC-013 @extended
  Rule: An execution name that breaks the naming rules is refused with InvalidName
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented

    Example: a name with a space
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        {"name": "a b", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And errors that match "4\d{2}" become status 400
      When a client sends "GET /start"
      Then the response status is 400
      And the response body contains
        """
        InvalidName
        """

  @SYNC-028 @core
  Rule: The integration response is chosen by matching its pattern against the service's HTTP status
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
    Basis: documented

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the state machine does not exist

    Scenario Outline: the pattern <pattern> leads to <status>
      Given errors that match "<pattern>" become status 422
      When a client sends "GET /start"
      Then the response status is <status>

      Examples:
        | pattern                   | status |
        | 400                       | 422    |
        | 4\\d{2}                   | 422    |
        | 5\\d{2}                   | 200    |
        | StateMachineDoesNotExist  | 200    |

  @SYNC-029 @core
  Rule: With only a default integration response an error reaches the client under the default status
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: documented: the empty pattern catches all that is not configured; a live API was reported to do the same

    Example: 200 with an error in the body
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the state machine does not exist
      When a client sends "GET /start"
      Then the response status is 200
      And the member "$.__type" of the response is the JSON
        """
        "{{matches .*StateMachineDoesNotExist}}"
        """

  @SYNC-102 @extended
  Rule: With no integration response for the service's status the answer is 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: derived from published transcripts of live APIs: "No match for output mapping and no default output mapping configured"

    Example: a pattern for another status and no default
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And it has no default response
      And errors that match "5\d{2}" become status 502
      When a client sends "GET /start"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And 1 execution was started
