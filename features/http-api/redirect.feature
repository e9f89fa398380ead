@http-api @needs-http-api
Feature: Redirects through an HTTP API
  A function says where to go; the gateway passes it on.

  @REDIR-017 @core
  Rule: A function's redirect reaches the client as it is
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; a 303 of format 1.0 seen on AWS in a published transcript (2025-11-23)

    Scenario Outline: <status> with payload format <format>
      Given an HTTP API whose "GET /go" proxies to the function "result" with payload format <format>
      And the function returns
        """
        {"statusCode": <status>, "headers": {"location": "https://example.com/<status>?a=b%20c"}}
        """
      When a client sends "GET /go"
      Then the response status is <status>
      And the response header "Location" is "https://example.com/<status>?a=b%20c"
      And the response body is empty
      And the function was invoked once

      Examples:
        | status | format |
        | 301    | 2.0    |
        | 302    | 2.0    |
        | 307    | 2.0    |
        | 302    | 1.0    |

  @REDIR-151 @extended
  Rule: A response parameter mapping can make a redirect of an execution's output
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Example: the Location is a member of the service's answer
      Given an HTTP API whose "POST /go" is integrated with StepFunctions-StartSyncExecution of an Express state machine
      And its parameter "StateMachineArn" is "{{stateMachineArn}}"
      And its parameter "Input" is "$request.body"
      And its parameter "Name" is "order-{{nonce}}"
      And its response parameter "overwrite:statuscode" for status 200 is "302"
      And its response parameter "append:header.location" for status 200 is "$response.body.name"
      When a client sends "POST /go" with the JSON body
        """
        {}
        """
      Then the response status is 302
      And the response header "Location" is "order-{{nonce}}"
      And 1 execution was started
