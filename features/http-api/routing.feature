@http-api @needs-http-api
Feature: Which route of an HTTP API answers
  The most specific route that matches is taken.

  @ROUTE-019 @core
  Rule: A full match of path and method wins over a greedy one
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Scenario Outline: <request>
      Given an HTTP API whose "GET /pets/dog/1" proxies to the function "hello" with payload format 2.0
      And its "GET /pets/dog/{id}" proxies to the function "hello" with payload format 2.0
      And its "GET /pets/{proxy+}" proxies to the function "hello" with payload format 2.0
      And its "ANY /{proxy+}" proxies to the function "hello" with payload format 2.0
      When a client sends "<request>"
      Then the response status is 200
      And the member "$.routeKey" of the event is "<verb> {{base}}<path>"
      And the function was invoked once

      Examples:
        | request         | verb | path           |
        | GET /pets/dog/2 | GET  | /pets/dog/{id} |
        | GET /pets/cat/1 | GET  | /pets/{proxy+} |

  @ROUTE-020 @core
  Rule: A fixed path wins over one with a variable
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Example: the dog with number 1
      Given an HTTP API whose "GET /pets/dog/{id}" proxies to the function "hello" with payload format 2.0
      And its "GET /pets/dog/1" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /pets/dog/1"
      Then the response status is 200
      And the member "$.routeKey" of the event is "GET {{base}}/pets/dog/1"
      And the member "$.pathParameters" of the event is "{{absent}}"

  @ROUTE-021 @core
  Rule: ANY catches the methods that have no route of their own
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Scenario Outline: <verb> caught by ANY
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And its "ANY /{proxy+}" proxies to the function "hello" with payload format 2.0
      When a client sends "<verb> /test/5"
      Then the response status is 200
      And the member "$.routeKey" of the event is "ANY {{base}}/{proxy+}"
      And the member "$.pathParameters.proxy" of the event is "test/5"

      Examples:
        | verb   |
        | POST   |
        | GET    |
        | DELETE |

  @ROUTE-152 @extended
  Rule: A route for the method wins over ANY on the same path
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Scenario Outline: <verb> where there are GET and ANY
      Given an HTTP API whose "ANY /pets" proxies to the function "hello" with payload format 2.0
      And its "GET /pets" proxies to the function "hello" with payload format 2.0
      When a client sends "<verb> /pets"
      Then the response status is 200
      And the member "$.routeKey" of the event is "<route> {{base}}/pets"

      Examples:
        | verb | route |
        | GET  | GET   |
        | POST | ANY   |

  @ROUTE-022 @core
  Rule: The route $default catches everything else and passes the full path
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its "$default" proxies to the function "hello" with payload format 2.0

    @own-api
    Scenario Outline: <request> goes to <route>
      When a client sends "<request>"
      Then the response status is 200
      And the member "$.routeKey" of the event is "<route>"
      And the member "$.rawPath" of the event is "<path>"

      Examples:
        | request             | route     | path            |
        | GET /store/checkout | $default  | /store/checkout |
        | POST /pets          | $default  | /pets           |
        | GET /pets           | GET /pets | /pets           |

  @ROUTE-024 @core
  Rule: The query is passed on
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Scenario Outline: payload format <format>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format <format>
      When a client sends "GET /pets?id=4&type=dog"
      Then the response status is 200
      And the member "$.queryStringParameters" of the event is the JSON
        """
        {"id": "4", "type": "dog"}
        """

      Examples:
        | format |
        | 1.0    |
        | 2.0    |

  @ROUTE-151 @extended
  Rule: A greedy variable may be empty: its route matches the slash alone
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html (which does not say so)
    Basis: recorded 2022-02-06, with payload format 1.0

    Example: nothing after the slash
      Given an HTTP API whose "ANY /handler/{proxy+}" proxies to the function "hello" with payload format 1.0
      When a client sends "POST /handler/"
      Then the response status is 200
      And the member "$.path" of the event is "{{base}}/handler/"
      And the member "$.pathParameters" of the event is the JSON
        """
        {"proxy": ""}
        """
