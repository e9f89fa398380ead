@rest-api
Feature: Limits of a request's size
  What is too large is refused before the method is looked at.

  @LIMIT-006 @core
  Rule: A payload of more than 10485760 bytes is refused with 413
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; measured on AWS by third parties: plain text, with a full stop in one source and without in another

    Example: one byte too many
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And its request template for "text/plain" is
        """
        {"statusCode": 200}
        """
      When a client sends "POST /soup" with a text of 10485761 bytes
      Then the response status is 413
      And the response body contains "HTTP content length exceeded 10485760 bytes"

    Example: as many as may be
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And its request template for "text/plain" is
        """
        {"statusCode": 200}
        """
      When a client sends "POST /soup" with a text of 10485760 bytes
      Then the response status is 200

  @LIMIT-008 @extended
  Rule: Headers of more than 20480 bytes in all are refused
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    Basis: documented; with which status, or whether with any answer at all, is not said

    Example: one header of 21000 characters
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the request header "X-Long" has 21000 characters
      When a client tries "GET /soup"
      Then the request is refused
      And the function was not invoked

    Example: one header of 8000 characters
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the request header "X-Long" has 8000 characters
      When a client sends "GET /soup"
      Then the response status is 200
      And the function was invoked once
