@sync
Feature: A GET that runs an Express machine and waits for it
  GET /start?param=… reaches StartSyncExecution through a request template; the
  client gets what Step Functions answered, through $input.body.

  Background:
    Given a REST API whose "GET /start" runs an Express state machine synchronously
    And its request template is
      """
      #set($data='{"param":"'+$input.params('param')+'"}')
      #set($data=$util.escapeJavaScript($data))
      {
        "input" :"$data",
        "stateMachineArn": "{{stateMachineArn}}"
      }
      """
    And its response template is
      """
      $input.body
      """
    And the execution's output is
      """
      {"message": "Hello from Step Functions!"}
      """

  @SYNC-001 @core
  Rule: Step Functions is called by POST, whatever the verb of the client
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Example: a GET starts an execution
      When a client sends "GET /start?param=test"
      Then the response status is 200
      And the member "$.status" of the response is "SUCCEEDED"
      And 1 execution was started

  @SYNC-002 @core
  Rule: The answer is one JSON object with the members of StartSyncExecution
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; members seen on AWS in published transcripts 2021 to 2024, traceHeader not in all of them

    Example: every member is there, with its type
      When a client sends "GET /start?param=test"
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "billingDetails": {
            "billedDurationInMilliseconds": "{{number}}",
            "billedMemoryUsedInMB": "{{number}}"
          },
          "executionArn": "{{string}}",
          "input": "{{string}}",
          "inputDetails": {"{{...}}": "{{any}}", "included": true},
          "name": "{{string}}",
          "output": "{{string}}",
          "outputDetails": {"{{...}}": "{{any}}", "included": true},
          "startDate": "{{epoch seconds}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "status": "SUCCEEDED",
          "stopDate": "{{epoch seconds}}",
          "{{...}}": "{{any}}"
        }
        """

  @SYNC-003 @core
  Rule: The output is a string that holds the JSON text of the execution's output
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; seen on AWS in published transcripts

    Example: a JSON document inside a JSON string
      When a client sends "GET /start?param=test"
      Then the member "$.output" of the response is a string with the JSON
        """
        {"message": "Hello from Step Functions!"}
        """

  @SYNC-004 @core
  Rule: The input is a string that holds the JSON text given to the execution
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; seen on AWS in published transcripts

    Example: the query parameter, as the machine got it
      When a client sends "GET /start?param=test"
      Then the member "$.input" of the response is "{\"param\":\"test\"}"

  @SYNC-015 @core
  Rule: The request template builds the execution's input from the query parameter
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: the machine receives the parameter
      When a client sends "GET /start?param=test"
      Then the execution's input is the JSON
        """
        {"param": "test"}
        """

  @SYNC-016 @core
  Rule: A request without Content-Type is transformed by the template for application/json
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented; recorded 2024-05-29

    Example: a GET has no Content-Type
      When a client sends "GET /start?param=bare"
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"param": "bare"}
        """

  @SYNC-018 @edge
  Rule: A query parameter that is not there renders as empty text
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: derived: undefined values render as empty text (recorded 2025-06-18)

    Example: no query at all
      When a client sends "GET /start"
      Then the execution's input is the JSON
        """
        {"param": ""}
        """

  @SYNC-019 @core
  Rule: $input.body in a response template is the integration's answer, unchanged
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: documented; recorded 2025-03-19

    Example: only Step Functions' JSON is sent
      When a client sends "GET /start?param=test"
      Then the response header "Content-Type" is "application/json"
      And the member "$.stateMachineArn" of the response is "{{stateMachineArn}}"

  @SYNC-020 @core
  Rule: startDate and stopDate are numbers, epoch seconds, in this order
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; seen on AWS in the form 1.680118226325E9, which is a JSON number

    Example: the execution stops after it started
      When a client sends "GET /start?param=test"
      Then the member "$.startDate" of the response is the JSON
        """
        "{{epoch seconds}}"
        """
      And the member "$.stopDate" of the response is not less than "$.startDate"

  @SYNC-014 @core
  Rule: The client is not answered before the execution has ended
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    Basis: documented

    Example: the machine takes its time
      Given the state machine is
        """
        {
          "StartAt": "Think",
          "States": {
            "Think": {"Type": "Wait", "Seconds": 1, "Next": "Answer"},
            "Answer": {"Type": "Pass", "Result": {"thought": true}, "End": true}
          }
        }
        """
      When a client sends "GET /start?param=slow"
      Then the response took at least 1 second
      And the member "$.output" of the response is a string with the JSON
        """
        {"thought": true}
        """
