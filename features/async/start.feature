@async
Feature: A POST that starts a Standard machine and does not wait for it
  POST /execution reaches StartExecution; the machine calls a function while the
  client already has its answer.

  Background:
    Given a REST API whose "POST /execution" starts a Standard state machine
    And its request template is
      """
      #set($input = $input.json('$'))
      {
         "input": "$util.escapeJavaScript($input)",
         "stateMachineArn": "{{stateMachineArn}}"
      }
      """

  @ASYNC-001 @core
  Rule: The answer is 200 with exactly executionArn and startDate
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; seen on AWS in a published transcript

    Example: a JSON order
      When a client sends "POST /execution" with the JSON body
        """
        {"ContentType": "application/json"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"executionArn": "{{string}}", "startDate": "{{epoch seconds}}"}
        """
      And 1 execution was started

  @ASYNC-002 @core
  Rule: The executionArn names the machine and, in the last part, the execution
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Example: a name is made up
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the member "$.executionArn" of the response is the JSON
        """
        "{{matches arn:[a-z-]+:states:{{region}}:{{accountId}}:execution:{{stateMachineName}}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}}"
        """

  @ASYNC-004 @core
  Rule: The answer does not wait for the execution
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
    Basis: documented

    Example: the machine waits a minute
      Given the state machine is
        """
        {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "End": true}}}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response took less than 10 seconds
      And the execution is still running

  @ASYNC-005 @core
  Rule: What becomes of the execution is learnt from DescribeExecution
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Example: a function's result is the execution's output
      Given the state machine calls the function "result"
      And the function returns
        """
        {"soup": "leek"}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"wish": "soup"}
        """
      Then the response status is 200
      And the execution succeeds with the output
        """
        {"soup": "leek"}
        """
      And the function received the event
        """
        {"wish": "soup"}
        """

  @ASYNC-007 @core
  Rule: A failed execution has error and cause and no output
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: documented

    Example: the client's answer is the same
      Given the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot"
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot" and without output

  @ASYNC-009 @core
  Rule: The execution's input equals the body of the request
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Example: nesting, quotes, backslashes and more than ASCII
      When a client sends "POST /execution" with the JSON body
        """
        {"a": {"b": [1, 2.5, null, true, {}]}, "quote": "say \"hi\"", "path": "C:\\soup", "lines": "one\ntwo", "name": "実行 naïve 😀"}
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"a": {"b": [1, 2.5, null, true, {}]}, "quote": "say \"hi\"", "path": "C:\\soup", "lines": "one\ntwo", "name": "実行 naïve 😀"}
        """

  @ASYNC-029 @edge
  Rule: A template may give $input another value
    Source: the system's own description; not found in AWS's documentation
    Basis: derived: the template of this feature does it

    Example: the new value is used
      When a client sends "POST /execution" with the JSON body
        """
        {"shadowed": "yes"}
        """
      Then the execution's input is the JSON
        """
        {"shadowed": "yes"}
        """

  @ASYNC-010 @extended
  Rule: An apostrophe breaks a template that escapes for JavaScript and sends JSON
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented: escapeJavaScript turns ' into \', which JSON does not know; the tutorial's template does not undo it

    Example: the tutorial's template
      When a client sends "POST /execution" with the JSON body
        """
        {"text": "it's soup"}
        """
      Then the response status is 200
      And the response body contains "__type"
      And no execution was started

  @ASYNC-101 @extended
  Rule: Undoing the escaped apostrophe makes the template safe
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: replaceAll as the reference shows it
      Given its request template is
        """
        #set($body = $util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'"))
        {"input": "$body", "stateMachineArn": "{{stateMachineArn}}"}
        """
      When a client sends "POST /execution" with the JSON body
        """
        {"text": "it's soup"}
        """
      Then the execution's input is the JSON
        """
        {"text": "it's soup"}
        """
