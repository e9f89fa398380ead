@async
Feature: Cross-origin calls of an asynchronous API
  A MOCK integration answers the preflight; the method itself maps the header
  that lets the page read its answer.

  @CORS-001 @core
  Rule: A CORS-enabled resource answers OPTIONS with 200 and the three headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    Basis: documented; a MOCK preflight was seen on AWS in a published transcript

    Example: the preflight of a POST
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its "OPTIONS /execution" answers from a MOCK integration
      And its response header "Access-Control-Allow-Headers" is mapped from "'Content-Type,X-Amz-Date,Authorization,X-Api-Key'"
      And its response header "Access-Control-Allow-Methods" is mapped from "'OPTIONS,POST'"
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      And the request header "Origin" is "https://page.example"
      And the request header "Access-Control-Request-Method" is "POST"
      When a client sends "OPTIONS /execution"
      Then the response status is 200
      And the response header "Access-Control-Allow-Headers" is "Content-Type,X-Amz-Date,Authorization,X-Api-Key"
      And the response header "Access-Control-Allow-Methods" is "OPTIONS,POST"
      And the response header "Access-Control-Allow-Origin" is "*"
      And the response body is empty

  @CORS-002 @core
  Rule: The gateway answers the preflight itself; nothing behind it is called
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    Basis: documented

    Example: no execution
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its "OPTIONS /execution" answers from a MOCK integration
      When a client sends "OPTIONS /execution"
      Then the response status is 200
      And no execution was started

  @CORS-003 @core
  Rule: The actual response carries Access-Control-Allow-Origin where it is mapped
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    Basis: documented

    Example: the POST's own answer
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its request template is
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "*"
      And 1 execution was started

  @CORS-006 @extended
  Rule: Errors that the gateway makes carry no CORS headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-gateway-response-using-the-console.html
    Basis: documented

    Example: a payload that is refused
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its passthrough behavior is NEVER
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      When a client sends "POST /execution" with the JSON body
        """
        {}
        """
      Then the response status is 415
      And the response header "Access-Control-Allow-Origin" is absent

  @ERR-019 @core
  Rule: A method that does not exist is answered with 403 Missing Authentication Token
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
    Basis: documented; recorded 2024-07-23

    Scenario Outline: <case>
      Given a REST API whose "POST /execution" starts a Standard state machine
      When a client sends "<request>"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the response body is
        """
        {"message":"Missing Authentication Token"}
        """
      And no execution was started

      Examples:
        | case                       | request            |
        | another verb               | GET /execution     |
        | a preflight without method | OPTIONS /execution |
        | another path               | POST /executions   |
        | a path below               | POST /execution/1  |
