@lambda-async
Feature: A function invoked asynchronously
  The header X-Amz-Invocation-Type makes a custom integration's invocation an
  event: the gateway answers at once and the function works on.

  @LASYNC-001 @core
  Rule: With X-Amz-Invocation-Type 'Event' the answer does not wait for the function
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented; asserted against AWS 2024-05-29

    Example: the function takes its time
      Given a REST API whose "POST /soup" invokes the function "wait"
      And the function waits 5000 milliseconds
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response status is 200
      And the response took less than 4 seconds
      And the function was invoked once

  @LASYNC-002 @core
  Rule: The client gets the default integration response with an empty body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented; asserted against AWS 2024-05-29: 200, not Lambda's own 202

    Example: the function's result does not show
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response status is 200
      And the response body is empty
      And the function received the event
        """
        {"kind": "leek"}
        """

  @LASYNC-003 @extended
  Rule: A 202 for the client has to be the default integration response
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
    Basis: documented

    Example: the default says 202
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And its default response has status 202
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 202

  @LASYNC-004 @core
  Rule: Without the header the same integration waits for the result
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented

    Example: the client waits with the function
      Given a REST API whose "POST /soup" invokes the function "wait"
      And the function waits 1000 milliseconds
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response took at least 1 second
      And the response body is the JSON
        """
        {"waited": true}
        """

  @LASYNC-005 @core
  Rule: The client chooses per call if the header is mapped from one of its own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented

    Background:
      Given a REST API whose "POST /soup" invokes the function "echo"
      And it declares the parameter "method.request.header.InvocationType"
      And its request header "X-Amz-Invocation-Type" is mapped from "method.request.header.InvocationType"

    Example: Event
      Given the request header "InvocationType" is "Event"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response body is empty
      And the function was invoked once

    Example: RequestResponse
      Given the request header "InvocationType" is "RequestResponse"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response body is the JSON
        """
        {"kind": "leek"}
        """

  @LASYNC-006 @extended
  Rule: A proxy integration is synchronous, whatever the client asks for
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Example: the client's header is only data
      Given a REST API whose "POST /soup" proxies to the function "hello"
      And the request header "X-Amz-Invocation-Type" is "Event"
      When a client sends "POST /soup"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """

  @LASYNC-019 @core
  Rule: An error of the function does not show
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented

    Example: the function throws
      Given a REST API whose "POST /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And errors that match ".+" become status 503
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response body is empty
      And the function was invoked
