@rest-api
Feature: Cross-origin calls of a REST API
  API Gateway adds no CORS header by itself: a method's responses and gateway
  responses carry what they are configured to carry.

  @CORS-004 @extended
  Rule: A header that the method response does not declare cannot be mapped
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html
    Basis: documented; API Gateway refuses the mapping when it is made

    Example: a mapping without declaration
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'" without being declared
      When the API is deployed
      Then PutIntegrationResponse is refused with BadRequestException

  @CORS-005 @extended
  Rule: A header of the response for 200 is not in the responses for other statuses
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors-console.html
    Basis: documented

    Example: an error's response has no header of its own
      Given a REST API whose "POST /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      And errors that match ".*cold.*" become status 400
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 400
      And the response header "Access-Control-Allow-Origin" is absent
      And the function was invoked once

    Example: an error's response has one
      Given a REST API whose "POST /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      And it has no default response
      And errors that match ".*cold.*" become status 400
      And its response header "Access-Control-Allow-Origin" is mapped from "'https://page.example'"
      When a client sends "POST /soup" with the JSON body
        """
        {}
        """
      Then the response status is 400
      And the response header "Access-Control-Allow-Origin" is "https://page.example"

  @CORS-007 @core
  Rule: Behind a proxy integration the function's own headers are all there are
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    Basis: documented

    Example: a function without CORS headers
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the request header "Origin" is "https://page.example"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the response header "Access-Control-Allow-Origin" is absent

    Example: a function with CORS headers
      Given a REST API whose "GET /soup" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://page.example"}, "body": "leek"}
        """
      And the request header "Origin" is "https://page.example"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "https://page.example"

  @CORS-010 @extended
  Rule: Behind ANY of a proxy resource a preflight reaches the backend, unless OPTIONS has a method of its own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
    Basis: documented

    Example: ANY alone
      Given a REST API whose "ANY /{proxy+}" proxies to the function "hello"
      When a client sends "OPTIONS /soup"
      Then the response status is 200
      And the function was invoked once
      And the member "$.httpMethod" of the event is "OPTIONS"

    Example: OPTIONS of its own
      Given a REST API whose "ANY /{proxy+}" proxies to the function "hello"
      And its "OPTIONS /{proxy+}" answers from a MOCK integration
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      When a client sends "OPTIONS /soup"
      Then the response status is 200
      And the response header "Access-Control-Allow-Origin" is "*"
      And the response body is empty
      And the function was not invoked

  @CORS-110 @extended @own-api
  Rule: A gateway response can add CORS headers to errors that the gateway makes
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-gateway-response-using-the-console.html
    Basis: documented; an unrouted path with such headers was seen on AWS in a published transcript

    Background:
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And its passthrough behavior is NEVER
      And the gateway response DEFAULT_4XX has the header "Access-Control-Allow-Origin" mapped from "'*'"
      And the gateway response DEFAULT_4XX has the header "Access-Control-Allow-Headers" mapped from "'Content-Type,X-Api-Key'"

    Scenario Outline: <case>
      When a client sends "<request>" with the "text/plain" body
        """
        leek
        """
      Then the response status is <status>
      And the response header "Access-Control-Allow-Origin" is "*"
      And the response header "Access-Control-Allow-Headers" is "Content-Type,X-Api-Key"
      And the response header "x-amzn-ErrorType" is "<type>"

      Examples:
        | case                     | request      | status | type                                |
        | an unrouted path         | POST /bread  | 403    | MissingAuthenticationTokenException |
        | a payload that is refused | POST /soup  | 415    | BadRequestException                 |

  @CORS-111 @extended
  Rule: A MOCK preflight may answer 204, with the headers that are mapped and no others
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    Basis: documented; measured on AWS by a third party: the values as configured, no Access-Control-Max-Age

    Example: 204
      Given a REST API whose "OPTIONS /soup" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": 204}
        """
      And its default response has status 204
      And its response header "Access-Control-Allow-Origin" is mapped from "'*'"
      And its response header "Access-Control-Allow-Methods" is mapped from "'POST,GET,OPTIONS'"
      And the request header "Origin" is "https://page.example"
      And the request header "Access-Control-Request-Method" is "POST"
      When a client sends "OPTIONS /soup"
      Then the response status is 204
      And the response header "Access-Control-Allow-Origin" is "*"
      And the response header "Access-Control-Allow-Methods" is "POST,GET,OPTIONS"
      And the response header "Access-Control-Max-Age" is absent
      And the response header "Access-Control-Allow-Headers" is absent
      And the response body is empty

  @CORS-112 @extended @own-api
  Rule: A preflight without an OPTIONS method stays 403, whatever headers a gateway response adds
    Source: the answer to OPTIONS of a resource without that method, published as a transcript
    Basis: documented; the gateway response's headers do not change its status

    Example: only POST has a method
      Given a REST API whose "POST /soup" answers from a MOCK integration
      And the gateway response MISSING_AUTHENTICATION_TOKEN has the header "Access-Control-Allow-Origin" mapped from "'*'"
      And the request header "Origin" is "https://page.example"
      And the request header "Access-Control-Request-Method" is "POST"
      When a client sends "OPTIONS /soup"
      Then the response status is 403
      And the response header "Access-Control-Allow-Origin" is "*"
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
