@sync
Feature: The text of StartSyncExecution's answer
  What a client that reads texts rather than documents gets to see.

  Background:
    Given a REST API whose "POST /run" runs an Express state machine synchronously
    And the execution's input is the request's body

  @SYNC-110 @edge
  Rule: Data that no state has touched keeps its spacing; what a state has built is compact
    Source: published transcripts of live APIs, 2022 and 2023
    Basis: recorded 2022-05-13 and 2023-03-29

    Example: a Pass state hands the text on
      When a client sends "POST /run" with the JSON body
        """
        {"first_name" : "Jane",   "last_name" : "Doe {{nonce}}"}
        """
      Then the member "$.input" of the response is "{{matches \{\"first_name\" : \"Jane\",   \"last_name\" : \"Doe {{nonce}}\"\}\s*}}"
      And the member "$.output" of the response is "{{matches \{\"first_name\" : \"Jane\",   \"last_name\" : \"Doe {{nonce}}\"\}\s*}}"

    Example: a template writes its own text
      Given the state machine is
        """
        {"StartAt": "Build", "States": {"Build": {"Type": "Pass", "Parameters": {"all.$": "$"}, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {"name" : [ "Jane {{nonce}}", 1 ]}
        """
      Then the member "$.output" of the response is "{\"all\":{\"name\":[\"Jane {{nonce}}\",1]}}"

  @SYNC-111 @edge
  Rule: The members come in the order of the alphabet, dates as Java writes a Double, and the details name their type
    Source: eleven published transcripts of live APIs, 2021 to 2024
    Basis: recorded 2023-03-29; traceHeader is not in all of them

    Example: a success
      Given the execution's output is
        """
        {"message": "hello"}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response body is
        """
        {{matches \{"billingDetails":\{"billedDurationInMilliseconds":\d+,"billedMemoryUsedInMB":\d+\},"executionArn":"[^"]+","input":"\{\}[^"]*","inputDetails":\{"__type":"com\.amazonaws\.swf\.base\.model#CloudWatchEventsExecutionDataDetails","included":true\},"name":"[^"]+","output":"\{\\"message\\":\\"hello\\"\}","outputDetails":\{"__type":"com\.amazonaws\.swf\.base\.model#CloudWatchEventsExecutionDataDetails","included":true\},"startDate":\d\.\d+E9,"stateMachineArn":"[^"]+","status":"SUCCEEDED","stopDate":\d\.\d+E9(,"traceHeader":"[^"]+")?\}}}
        """

    Example: a failure
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response body is
        """
        {{matches \{"billingDetails":\{[^}]+\},"cause":"too hot","error":"Pizza\.Burnt","executionArn":"[^"]+","input":"[^"]+","inputDetails":\{[^}]+\},"name":"[^"]+","outputDetails":\{[^}]+\},"startDate":\d\.\d+E9,"stateMachineArn":"[^"]+","status":"FAILED","stopDate":\d\.\d+E9(,"traceHeader":"[^"]+")?\}}}
        """

  @SYNC-112 @extended
  Rule: The time is billed in steps of 100 milliseconds, rounded up, and the memory in steps of 64 MB
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_BillingDetails.html
    Basis: documented; recorded 2022-05-13: 5004 milliseconds were billed as 5100

    Example: a second's wait
      Given the state machine is
        """
        {"StartAt": "Simmer", "States": {"Simmer": {"Type": "Wait", "Seconds": 1, "End": true}}}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response body is
        """
        {{matches \{"billingDetails":\{"billedDurationInMilliseconds":1[1-9]00,"billedMemoryUsedInMB":64\},(?s:.*)}}
        """

  @SYNC-023 @extended
  Rule: Two executions by one name both run
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    Basis: documented

    Example: each with its own input
      Given its request template is
        """
        {"name": "order-{{nonce}}", "input": "$util.escapeJavaScript($input.body)", "stateMachineArn": "{{stateMachineArn}}"}
        """
      When a client sends "POST /run" with each of the JSON bodies
        | {"soup": "leek"} |
        | {"soup": "pea"}  |
      Then the first response's status is 200
      And the member "$.name" of the response is that of the first response
      And the member "$.executionArn" of the response is not that of the first response
      And the member "$.input" of the response is not that of the first response
      And the member "$.output" of the response is a string with the JSON
        """
        {"soup": "pea"}
        """
      And 2 executions were started

  @SYNC-113 @edge
  Rule: A response template that renders broken JSON is sent as it stands
    Source: a published transcript of a live API made by AWS CDK 2.15, whose template lacked a comma
    Basis: derived: seen once

    Example: a comma is missing
      Given the execution fails with the error "Pizza.Burnt" and the cause "too hot"
      And its response template is
        """
        {
          "error": "$input.path('$.error')"
          "cause": "$input.path('$.cause')"
        }
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is not JSON
      And the response body contains
        """
        "error": "Pizza.Burnt"
          "cause": "too hot"
        """
