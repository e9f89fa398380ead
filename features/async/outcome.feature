@async
Feature: What becomes of an execution that nobody waits for
  A second method describes or stops the execution that the first has started.

  Background:
    Given a REST API whose "POST /execution" starts a Standard state machine
    And the execution's input is the request's body

  @ASYNC-003 @core
  Rule: startDate is a number of epoch seconds
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented; with a fraction or in scientific notation

    Example: now
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the member "$.startDate" of the response is the JSON
        """
        "{{epoch seconds}}"
        """
      And 1 execution was started

  @ASYNC-110 @edge
  Rule: The answer is compact JSON, executionArn first, and writes startDate as Java writes a Double
    Source: fifteen published transcripts of live APIs, 2019 to 2024
    Basis: recorded 2019-11-12 and later; one transcript shows another form

    Example: the text of the answer
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response body is
        """
        {{matches \{"executionArn":"arn:[^" ]+","startDate":\d\.\d+E9\}}}
        """

  @ASYNC-006 @core
  Rule: The status is RUNNING while the execution is open and tells afterwards how it ended
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: documented

    Background:
      Given its "POST /describe" calls Step Functions' DescribeExecution
      And its request template is
        """
        {"executionArn": "$input.path('$.executionArn')"}
        """

    Example: RUNNING, without a stopDate
      Given the state machine is
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 30, "End": true}}}
        """
      When a client sends "POST /execution" with the JSON body, and the answer to "POST /describe"
        """
        {"id": "{{nonce}}"}
        """
      Then the member "$.status" of the response is "RUNNING"
      And the member "$.stopDate" of the response is absent
      And the member "$.executionArn" of the response is that of the first response
      And the member "$.startDate" of the response is that of the first response

    Scenario Outline: <status>, with a stopDate
      Given the state machine is
        """
        <definition>
        """
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /describe"
        """
        {"id": "{{nonce}}"}
        """
      Then the member "$.status" of the response is "<status>"
      And the member "$.stopDate" of the response is not less than "$.startDate"
      And the member "$.executionArn" of the response is that of the first response

      Examples:
        | status    | definition                                                                                                  |
        | SUCCEEDED | {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}                                                |
        | FAILED    | {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail"}}}                                                   |
        | TIMED_OUT | {"TimeoutSeconds": 1, "StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 20, "End": true}}}    |

  @ASYNC-113 @extended
  Rule: DescribeExecution tells input, output and whether the execution could be redriven
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: documented; recorded 2024-08-21 for a success, 2024-03-06 for a failure

    Background:
      Given its "POST /describe" calls Step Functions' DescribeExecution
      And its request template is
        """
        {"executionArn": "$input.path('$.executionArn')"}
        """

    Example: a success
      Given the execution's output is
        """
        {"answered": true}
        """
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /describe"
        """
        {"id": "{{nonce}}"}
        """
      Then the response body is the JSON
        """
        {
          "executionArn": "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:execution:{{stateMachineName}}:[0-9a-f-]{36}}}",
          "input": {"{{json text}}": {"id": "{{nonce}}"}},
          "inputDetails": {"{{...}}": "{{any}}", "included": true},
          "name": "{{uuid}}",
          "output": "{\"answered\":true}",
          "outputDetails": {"{{...}}": "{{any}}", "included": true},
          "redriveCount": 0,
          "redriveStatus": "NOT_REDRIVABLE",
          "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
          "startDate": "{{epoch seconds}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "status": "SUCCEEDED",
          "stopDate": "{{epoch seconds}}",
          "{{...}}": "{{any}}"
        }
        """

    Example: a failure without error and cause
      Given the state machine is
        """
        {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail"}}}
        """
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /describe"
        """
        {"id": "{{nonce}}"}
        """
      Then the response body is the JSON
        """
        {
          "error": "{{absent}}",
          "cause": "{{absent}}",
          "output": "{{absent}}",
          "outputDetails": "{{absent}}",
          "redriveCount": 0,
          "redriveStatus": "REDRIVABLE",
          "status": "FAILED",
          "{{...}}": "{{any}}"
        }
        """

  @ASYNC-032 @extended
  Rule: StopExecution answers with stopDate alone and leaves the execution ABORTED, with the error and cause that it was given
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
    Basis: documented; recorded 2024-05-06, error and cause reported from AWS

    Background:
      Given the state machine is
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 30, "End": true}}}
        """
      And its "POST /stop" calls Step Functions' StopExecution

    Example: without more words
      Given its request template is
        """
        {"executionArn": "$input.path('$.executionArn')"}
        """
      When a client sends "POST /execution" with the JSON body, and the answer to "POST /stop"
        """
        {}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"stopDate": "{{epoch seconds}}"}
        """
      And the execution is aborted without error and cause

    Example: with an error and a cause
      Given its request template is
        """
        {"executionArn": "$input.path('$.executionArn')", "error": "Guests.Gone", "cause": "nobody is hungry"}
        """
      When a client sends "POST /execution" with the JSON body, and the answer to "POST /stop"
        """
        {}
        """
      Then the response body is the JSON
        """
        {"stopDate": "{{epoch seconds}}"}
        """
      And the execution is aborted with the error "Guests.Gone" and the cause "nobody is hungry"
