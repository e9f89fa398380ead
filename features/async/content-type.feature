@async
Feature: Content types and passthrough of a POST that starts a machine
  The Content-Type chooses the template. What has no template passes or is
  refused, as passthroughBehavior says.

  @ASYNC-026 @core
  Rule: A Content-Type's parameters do not matter for the choice of the template
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented

    Scenario Outline: <type>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its request template for "<template>" is
        """
        {"input": "{\"chosen\": \"<template>\"}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      When a client sends "POST /execution" with the "<type>" body
        """
        {}
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"chosen": "<template>"}
        """

      Examples:
        | type                              | template            |
        | application/json; charset=utf-8   | application/json    |
        | multipart/form-data; boundary=xyz | multipart/form-data |

  @ASYNC-027 @extended
  Rule: A multipart body and its Content-Type can be carried into the input
    Source: the system's own description; how $input.json('$') renders a body that is not JSON is not documented
    Basis: recorded 2015 (text that is not JSON becomes a JSON string); the template of the system, repaired: the
      body is escaped with the whole input

    Example: the form arrives as text
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its request template for "multipart/form-data" is
        """
        #set($data = '{"body":' + $input.json('$') + ',"requestContext":{"requestId":"' + $context.requestId + '"},"headers":{"content-type":"' + $input.params('Content-Type') + '"}}')
        {
          "input": "$util.escapeJavaScript($data).replaceAll("\\'","'")",
          "stateMachineArn": "{{stateMachineArn}}"
        }
        """
      When a client sends "POST /execution" with the "multipart/form-data; boundary=xyz" body
        """
        --xyz
        Content-Disposition: form-data; name="wish"

        leek soup
        --xyz--
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {
          "body": "{{matches --xyz(?s:.*)leek soup(?s:.*)--xyz--\\s*}}",
          "requestContext": {"requestId": "{{uuid}}"},
          "headers": {"content-type": "multipart/form-data; boundary=xyz"}
        }
        """

  @ASYNC-011 @core
  Rule: Without a template the client's body is StartExecution's request
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Example: the client names machine, execution and input
      Given a REST API whose "POST /execution" starts a Standard state machine
      When a client sends "POST /execution" with the JSON body
        """
        {"name": "order-{{nonce}}", "input": "{\"wish\": \"soup\"}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And the member "$.executionArn" of the response is the JSON
        """
        "{{matches .*:order-{{nonce}}}}"
        """
      And the execution's input is the JSON
        """
        {"wish": "soup"}
        """

  @ASYNC-031 @extended
  Rule: A form body does not match a template for JSON; passthroughBehavior decides
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Background:
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its request template is
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And errors that match "4\d{2}" become status 400

    Scenario Outline: under <behavior> the form is refused
      Given its passthrough behavior is <behavior>
      When a client sends "POST /execution" with the "application/x-www-form-urlencoded" body
        """
        wish=soup
        """
      Then the response status is 415
      And no execution was started

      Examples:
        | behavior          |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

    Example: under WHEN_NO_MATCH it reaches Step Functions, which cannot read it
      Given its passthrough behavior is WHEN_NO_MATCH
      When a client sends "POST /execution" with the "application/x-www-form-urlencoded" body
        """
        wish=soup
        """
      Then the response status is 400
      And no execution was started

  @PASS-009 @core
  Rule: Without any template NEVER refuses every payload
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Scenario Outline: <type>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its passthrough behavior is NEVER
      When a client sends "POST /execution" with the "<type>" body
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 415
      And no execution was started

      Examples:
        | type             |
        | application/json |
        | text/plain       |

  @PASS-008 @core
  Rule: Without any template payloads of every type pass under the other two behaviors
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its passthrough behavior is <behavior>
      When a client sends "POST /execution" with the "<type>" body
        """
        {"input": "{\"passed\": true}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"passed": true}
        """

      Examples:
        | case                         | type             | behavior          |
        | JSON under WHEN_NO_MATCH     | application/json | WHEN_NO_MATCH     |
        | text under WHEN_NO_MATCH     | text/plain       | WHEN_NO_MATCH     |
        | JSON under WHEN_NO_TEMPLATES | application/json | WHEN_NO_TEMPLATES |
        | text under WHEN_NO_TEMPLATES | text/plain       | WHEN_NO_TEMPLATES |
