@lambda-custom
Feature: A custom integration's event and result
  Without a proxy the request body is the event and the result is the response
  body; templates may change either.

  @EVENT1-031 @core
  Rule: Without a template the event is the request body
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; recorded 2023-03-14

    Example: a JSON body
      Given a REST API whose "POST /soup" invokes the function "echo"
      When a client sends "POST /soup" with the JSON body
        """
        {"statusCode": 418, "soup": "leek"}
        """
      Then the function received the event
        """
        {"statusCode": 418, "soup": "leek"}
        """

    Example: no body is an empty object
      Given a REST API whose "GET /soup" invokes the function "echo"
      When a client sends "GET /soup"
      Then the function received the event
        """
        {}
        """

  @RESP-017 @core
  Rule: The result is the response body; a statusCode in it means nothing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: documented; recorded 2023-03-14

    Example: the echo comes back
      Given a REST API whose "POST /soup" invokes the function "echo"
      When a client sends "POST /soup" with the JSON body
        """
        {"statusCode": 418, "soup": "leek"}
        """
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is the JSON
        """
        {"statusCode": 418, "soup": "leek"}
        """
      And the function was invoked once

  @LASYNC-007 @core
  Rule: With a request template the event is what the template renders
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    Basis: documented

    Example: query, path and verb become members
      Given a REST API whose "GET /soup/{kind}" invokes the function "echo"
      And its request template is
        """
        #set($kind = $input.params('kind'))
        {
          "kind": "$kind",
          "spoons": $input.params('spoons'),
          "verb": "$context.httpMethod"
        }
        """
      When a client sends "GET /soup/leek?spoons=2"
      Then the function received the event
        """
        {"kind": "leek", "spoons": 2, "verb": "GET"}
        """

  @RESP-018 @extended
  Rule: Members of the result become headers only if they are mapped
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html
    Basis: documented

    Example: one is mapped, one is not
      Given a REST API whose "GET /soup" invokes the function "result"
      And the function returns
        """
        {"kind": "leek", "headers": {"X-Secret": "recipe"}}
        """
      And its response header "X-Kind" is mapped from "integration.response.body.kind"
      When a client sends "GET /soup"
      Then the response header "X-Kind" is "leek"
      And the response header "X-Secret" is absent
