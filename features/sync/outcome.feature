@sync
Feature: How a synchronous execution that goes wrong looks to the client
  Step Functions answers 200 whatever becomes of the execution. Only a template
  can turn a failed execution into an HTTP error.

  @SYNC-005 @core
  Rule: The status is SUCCEEDED, FAILED or TIMED_OUT
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously

    Scenario Outline: <status>
      Given the state machine is
        """
        <definition>
        """
      When a client sends "GET /start"
      Then the response status is 200
      And the member "$.status" of the response is "<status>"
      And 1 execution was started

      Examples:
        | status    | definition                                                                                                     |
        | SUCCEEDED | {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}                                                   |
        | FAILED    | {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail"}}}                                                      |
        | TIMED_OUT | {"TimeoutSeconds": 1, "StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 5, "End": true}}}      |

  @SYNC-006 @core
  Rule: A failed execution is answered with 200; error and cause tell what happened
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; recorded 2024-06-26; seen on AWS through API Gateway in a published transcript

    Example: a machine that ends in a Fail state
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot"
      When a client sends "GET /start"
      Then the response status is 200
      And the member "$.status" of the response is "FAILED"
      And the member "$.error" of the response is "Pizza.Burnt"
      And the member "$.cause" of the response is "the oven was too hot"

  @SYNC-007 @core
  Rule: An execution that did not succeed has no output
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; recorded 2024-06-26: the member is missing, while outputDetails is still there

    Example: the whole answer of a failed execution
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot"
      When a client sends "GET /start"
      Then the response body is the JSON
        """
        {
          "billingDetails": {"{{...}}": "{{any}}"},
          "cause": "the oven was too hot",
          "error": "Pizza.Burnt",
          "executionArn": "{{string}}",
          "input": "{{string}}",
          "inputDetails": {"{{...}}": "{{any}}", "included": true},
          "name": "{{string}}",
          "output": "{{absent}}",
          "outputDetails": {"{{...}}": "{{any}}"},
          "startDate": "{{epoch seconds}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "status": "FAILED",
          "stopDate": "{{epoch seconds}}",
          "{{...}}": "{{any}}"
        }
        """

  @SYNC-008 @core
  Rule: A machine that exceeds its own TimeoutSeconds is answered with 200 and TIMED_OUT
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented

    Example: the answer comes when the time is up
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And the state machine is
        """
        {
          "TimeoutSeconds": 1,
          "StartAt": "Wait",
          "States": {"Wait": {"Type": "Wait", "Seconds": 5, "End": true}}
        }
        """
      When a client sends "GET /start"
      Then the response status is 200
      And the member "$.status" of the response is "TIMED_OUT"
      And the member "$.output" of the response is absent
      And the response took at least 1 second
      And the response took less than 4 seconds

  @SYNC-030 @extended
  Rule: A template that looks at the status can make an HTTP error of a failed execution
    Source: https://repost.aws/articles/ARW9pOH6ZMTWWXc9q8U_u34A/handling-aws-step-functions-execution-status-for-express-workflows
    Basis: documented

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its response template is
        """
        #set($execution = $input.path('$'))
        #if($execution.status == "SUCCEEDED")
        $execution.output
        #else
        #set($context.responseOverride.status = 500)
        {"error": "$execution.error"}
        #end
        """

    Example: the execution fails
      Given the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot"
      When a client sends "GET /start"
      Then the response status is 500
      And the response body is the JSON
        """
        {"error": "Pizza.Burnt"}
        """

    Example: the execution succeeds
      Given the execution's output is
        """
        {"pizza": "Margherita"}
        """
      When a client sends "GET /start"
      Then the response status is 200
      And the response body is the JSON
        """
        {"pizza": "Margherita"}
        """
