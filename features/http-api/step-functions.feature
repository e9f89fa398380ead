@http-api @needs-http-api
Feature: Step Functions behind an HTTP API without a function
  A first-class integration calls an operation of Step Functions with parameters
  taken from the request, and relays what the service says. There are no templates.

  @V2SFN-001 @core
  Rule: StepFunctions-StartExecution starts the machine that StateMachineArn names
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
    Basis: documented

    Example: an order
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      When a client sends "POST /start" with the JSON body
        """
        {"order": "{{nonce}}"}
        """
      Then the response status is 200
      And 1 execution was started
      And the execution's input is the JSON
        """
        {"order": "{{nonce}}"}
        """

    Example: an Express machine
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      When a client sends "POST /start" with the JSON body
        """
        {"order": "{{nonce}}"}
        """
      Then the response status is 200
      And 1 execution was started

  @V2SFN-011 @core
  Rule: The client gets executionArn and startDate, as the service gives them
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
    Basis: documented that the service is called; seen on AWS in published transcripts that its answer is relayed
      unchanged (2021-08-25)

    Example: the whole answer
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      When a client sends "POST /start" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "executionArn": "{{matches arn:aws:states:{{region}}:{{accountId}}:execution:{{stateMachineName}}:.+}}",
          "startDate": "{{epoch seconds}}"
        }
        """
      And 1 execution was started

  @V2SFN-002 @core
  Rule: StateMachineArn is required, the other parameters are not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
    Basis: documented

    Scenario Outline: <subtype> without StateMachineArn
      Given an HTTP API whose "POST /start" is integrated with <subtype> of an Express state machine
      And its parameter "Input" is "$request.body"
      When the API is deployed
      Then CreateIntegration is refused with BadRequestException

      Examples:
        | subtype                          |
        | StepFunctions-StartExecution     |
        | StepFunctions-StartSyncExecution |

    Example: StateMachineArn alone
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      When a client sends "POST /start" with the JSON body
        """
        {"ignored": true}
        """
      Then the response status is 200
      And the member "$.input" of the response is "{}"
      And the member "$.name" of the response is "{{uuid}}"
      And 1 execution was started

  @V2SFN-101 @extended
  Rule: Only documented operations and parameters can be integrated
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
    Basis: documented

    Example: an operation that Step Functions has and the list has not
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-DescribeExecution of an Express state machine
      And its parameter "ExecutionArn" is "$request.body.executionArn"
      When the API is deployed
      Then CreateIntegration is refused with BadRequestException

  @V2SFN-103 @extended
  Rule: StepFunctions-StopExecution stops the execution that ExecutionArn names
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
    Basis: documented; the refusal is the service's own (API_StopExecution)

    Example: an execution that there never was
      Given an HTTP API whose "POST /stop" is integrated with StepFunctions-StopExecution of a Standard state machine
      And its parameter "ExecutionArn" is "$request.body.executionArn"
      When a client sends "POST /stop" with the JSON body
        """
        {"executionArn": "arn:aws:states:{{region}}:{{accountId}}:execution:{{stateMachineName}}:nobody"}
        """
      Then the response status is 400
      And the response body contains "ExecutionDoesNotExist"

  @V2SFN-003 @core
  Rule: StepFunctions-StartSyncExecution runs an Express machine and returns its result
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
    Basis: documented

    Example: a machine that answers
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And the execution's output is
        """
        {"soup": "leek-{{nonce}}"}
        """
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.status" of the response is "SUCCEEDED"
      And the member "$.output" of the response is a string with the JSON
        """
        {"soup": "leek-{{nonce}}"}
        """
      And 1 execution was started

  @V2SFN-102 @extended
  Rule: The answer of a synchronous execution is the service's own, unchanged
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: recorded 2021-08-25: with __type inside, and dates such as 1.629880767853E9

    Example: a success
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      And the execution's output is
        """
        {"containsPineapple": false}
        """
      When a client sends "POST /run" with the JSON body
        """
        { "flavour": "pepperoni"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "billingDetails": {"billedDurationInMilliseconds": "{{number}}", "billedMemoryUsedInMB": 64},
          "executionArn": "{{matches arn:aws:states:{{region}}:{{accountId}}:express:{{stateMachineName}}:.+}}",
          "input": "{ \"flavour\": \"pepperoni\"}",
          "inputDetails": {
            "__type": "com.amazonaws.swf.base.model#CloudWatchEventsExecutionDataDetails",
            "included": true
          },
          "name": "{{uuid}}",
          "output": "{\"containsPineapple\":false}",
          "outputDetails": {
            "__type": "com.amazonaws.swf.base.model#CloudWatchEventsExecutionDataDetails",
            "included": true
          },
          "startDate": "{{epoch seconds}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "status": "SUCCEEDED",
          "stopDate": "{{epoch seconds}}",
          "{{...}}": "{{trace id}}"
        }
        """
      And the response body contains "E9,\"stateMachineArn\""

    Example: a failure
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      And the execution fails with the error "Failed To Make Pizza" and the cause "They asked for Pineapple"
      When a client sends "POST /run" with the JSON body
        """
        { "flavour": "pineapple"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "billingDetails": {"{{...}}": "{{any}}"},
          "cause": "They asked for Pineapple",
          "error": "Failed To Make Pizza",
          "executionArn": "{{string}}",
          "input": "{ \"flavour\": \"pineapple\"}",
          "inputDetails": {"{{...}}": "{{any}}"},
          "name": "{{uuid}}",
          "outputDetails": {"{{...}}": "{{any}}"},
          "startDate": "{{epoch seconds}}",
          "stateMachineArn": "{{stateMachineArn}}",
          "status": "FAILED",
          "stopDate": "{{epoch seconds}}",
          "{{...}}": "{{trace id}}"
        }
        """

  @V2SFN-006 @core
  Rule: $request.body is the whole body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
    Basis: documented; that its white space is kept was seen on AWS in a published transcript (2021-08-25)

    Example: nested JSON with spaces, quotes and an apostrophe
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      When a client sends "POST /run" with the JSON body
        """
        {"order": {"id" : 7, "for": "O'Leary \"Sam\""},  "of": "{{nonce}}"}
        """
      Then the response status is 200
      And the member "$.input" of the response is the JSON
        """
        "{\"order\": {\"id\" : 7, \"for\": \"O'Leary \\\"Sam\\\"\"},  \"of\": \"{{nonce}}\"}"
        """
      And 1 execution was started

  @V2SFN-007 @extended
  Rule: $request.body with a path is the part that it selects
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
    Basis: documented

    Scenario Outline: <case>
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "<expression>"
      When a client sends "POST /run" with the JSON body
        """
        {"order": {"id": 7, "lines": [{"soup": "leek"}]}, "of": "{{nonce}}"}
        """
      Then the response status is 200
      And the member "$.input" of the response is a string with the JSON
        """
        <input>
        """

      Examples:
        | case                   | expression                   | input                                |
        | an object              | $request.body.order          | {"id": 7, "lines": [{"soup": "leek"}]} |
        | a number               | $request.body.order.id       | 7                                    |
        | an element of a list   | $request.body.order.lines[0] | {"soup": "leek"}                     |

  @V2SFN-008 @extended
  Rule: A parameter may come from a header, the query, the path, the context or be fixed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
    Basis: documented

    Scenario Outline: a name from <expression>
      Given an HTTP API whose "POST /run/{id}" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Name" is "<expression>"
      And the request header "X-Order" is "header-{{nonce}}"
      When a client sends "POST /run/path-{{nonce}}?order=query-{{nonce}}" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.name" of the response is "<name>"
      And 1 execution was started

      Examples:
        | expression                 | name             |
        | $request.header.X-Order    | header-{{nonce}} |
        | $request.querystring.order | query-{{nonce}}  |
        | $request.path.id           | path-{{nonce}}   |
        | fixed-{{nonce}}            | fixed-{{nonce}}  |
        | $context.apiId             | {{apiId}}        |

    @own-api
    Example: the machine from a stage variable
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "$stageVariables.machine"
      And it has the stage "$default"
      And the stage variable "machine" is "{{stateMachineArn}}"
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.stateMachineArn" of the response is "{{stateMachineArn}}"
      And 1 execution was started

  @V2SFN-009 @extended
  Rule: Names of headers match in any case, names in the query only in their own; repeated ones are joined with commas
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
    Basis: documented

    Background:
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"

    Example: a header in other case
      Given its parameter "Name" is "$request.header.x-ORDER"
      And the request header "X-Order" is "order-{{nonce}}"
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.name" of the response is "order-{{nonce}}"

    Example: the query has the name in two cases
      Given its parameter "Name" is "$request.querystring.order"
      When a client sends "POST /run?Order=wrong-{{nonce}}&order=right-{{nonce}}" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.name" of the response is "right-{{nonce}}"

    Example: two headers make a list
      Given its parameter "Input" is "$request.header.X-Soups"
      And the request header "X-Soups" is "[1"
      And the request header "X-Soups" is "2]"
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.input" of the response is "[1,2]"

    Example: two values of the query make a list
      Given its parameter "Input" is "$request.querystring.soups"
      When a client sends "POST /run?soups=%5B1&soups=2%5D" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.input" of the response is "[1,2]"

  @V2SFN-012 @extended
  Rule: A refusal of the service reaches the client with the service's status and body
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: derived: the service's answers are relayed unchanged (2021-08-25), and this is its answer to such calls

    Example: a machine that does not exist
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And the state machine does not exist
      When a client sends "POST /start" with the JSON body
        """
        {}
        """
      Then the response status is 400
      And the response body contains "StateMachineDoesNotExist"

    Example: an input that is not JSON
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      When a client sends "POST /start" with the JSON body
        """
        not JSON
        """
      Then the response status is 400
      And the response body contains "InvalidExecutionInput"
      And no execution was started

  @V2SFN-013 @core
  Rule: A synchronous execution that failed is a 200
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: documented; seen on AWS through an HTTP API in a published transcript (2021-08-25)

    Example: a machine that ends in a Fail state
      Given an HTTP API whose "POST /run" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And the execution fails with the error "Pizza.Burnt" and the cause "the oven was too hot"
      When a client sends "POST /run" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the member "$.status" of the response is "FAILED"
      And the member "$.error" of the response is "Pizza.Burnt"
      And the member "$.cause" of the response is "the oven was too hot"
      And the member "$.output" of the response is absent

  @V2SFN-014 @extended
  Rule: Only status and headers of the answer can be changed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Example: a 202 with the execution's ARN as its Location
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Name" is "order-{{nonce}}"
      And its response parameter "overwrite:statuscode" for status 200 is "202"
      And its response parameter "append:header.location" for status 200 is "$response.body.executionArn"
      When a client sends "POST /start" with the JSON body
        """
        {}
        """
      Then the response status is 202
      And the response header "Location" is "{{matches arn:.+:execution:{{stateMachineName}}:order-{{nonce}}}}"
      And the member "$.startDate" of the response is the JSON
        """
        "{{epoch seconds}}"
        """
      And 1 execution was started
