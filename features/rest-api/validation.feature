@rest-api
Feature: Validation of requests
  A method's validator looks at required parameters and at the body before the
  integration is called.

  @ERR-026 @core
  Rule: A missing required parameter gets 400 and is named
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-validation-test.html
    Basis: documented; recorded 2024-01-10

    Scenario Outline: <case>
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And it requires the parameter "method.request.header.x-table"
      And it validates the parameters
      And the request header "<header>" is "seven"
      When a client sends "GET <path>"
      Then the response status is 400
      And the response header "x-amzn-ErrorType" is "BadRequestException"
      And the response body is the JSON
        """
        {"message": "Missing required request parameters: [<missing>]"}
        """
      And the function was not invoked

      Examples:
        | case              | header  | path         | missing |
        | a query parameter | x-table | /pets?size=1 | page    |
        | a header          | x-other | /pets?page=1 | x-table |

    Example: all are there
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And it requires the parameter "method.request.header.x-table"
      And it validates the parameters
      And the request header "x-table" is "seven"
      When a client sends "GET /pets?page=1"
      Then the response status is 200
      And the function was invoked once

  @ERR-120 @extended
  Rule: All missing parameters are listed together: headers, then path, then query
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: recorded 2024-01-10; a required path parameter that the resource's path does not have counts as missing

    Example: one of each
      Given a REST API whose "POST /nested/{test}" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.qs1"
      And it requires the parameter "method.request.path.issuer"
      And it requires the parameter "method.request.header.x-header-param"
      And it validates the parameters
      When a client sends "POST /nested/value" with the JSON body
        """
        {"test": "test"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {"message": "Missing required request parameters: [x-header-param, issuer, qs1]"}
        """
      And the function was not invoked

  @ERR-027 @extended
  Rule: A required parameter without a value counts as missing
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-validation-test.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And it validates the parameters
      When a client sends "GET /pets?<query>"
      Then the response status is 400
      And the response body is the JSON
        """
        {"message": "Missing required request parameters: [page]"}
        """
      And the function was not invoked

      Examples:
        | case             | query |
        | nothing after =  | page= |
        | no = at all      | page  |

  @ERR-121 @extended
  Rule: Nothing is checked without a validator, whatever the method requires
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: documented; asserted against AWS 2024-01-10

    Example: a required parameter and a model
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And its request model for "application/json" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "POST /pets" with the JSON body
        """
        {"name": "Mia"}
        """
      Then the response status is 200
      And the function was invoked once

    Example: a validator of bodies does not look at parameters
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And it validates the body
      When a client sends "POST /pets" with the JSON body
        """
        {"name": "Mia"}
        """
      Then the response status is 200
      And the function was invoked once

    Example: a validator of parameters does not look at the body
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it validates the parameters
      And its request model for "application/json" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "POST /pets" with the JSON body
        """
        {"name": "Mia"}
        """
      Then the response status is 200
      And the function was invoked once

  @ERR-029 @core
  Rule: A body that violates the model gets 400, and the integration is not called
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-validation-test.html
    Basis: documented; recorded 2024-01-10; the body's 35 bytes were seen on AWS in a published transcript of 2024

    Background:
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it validates the body
      And its request model for "application/json" is
        """
        {
          "$schema": "http://json-schema.org/draft-04/schema#",
          "title": "Pet",
          "type": "object",
          "required": ["type", "price"],
          "additionalProperties": false,
          "properties": {
            "type": {"type": "string", "enum": ["dog", "cat", "fish"]},
            "price": {"type": "number", "minimum": 25, "maximum": 500},
            "name": {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^[A-Z]"},
            "tags": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}}
          }
        }
        """

    Scenario Outline: <case> passes
      When a client sends "POST /pets" with the JSON body
        """
        <body>
        """
      Then the response status is 200
      And the function was invoked once

      Examples:
        | case                   | body                                                                       |
        | the least              | {"type": "cat", "price": 25}                                               |
        | everything             | {"type": "dog", "price": 499.5, "name": "Mia", "tags": ["small", "brown"]} |

    Scenario Outline: <case> is refused
      When a client sends "POST /pets" with the JSON body
        """
        <body>
        """
      Then the response status is 400
      And the response header "x-amzn-ErrorType" is "BadRequestException"
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message": "Invalid request body"}
        """
      And the function was not invoked

      Examples:
        | case                        | body                                                   |
        | a value that is not listed  | {"type": "bird", "price": 30}                          |
        | a missing member            | {"type": "dog"}                                        |
        | a text for a number         | {"type": "dog", "price": "30"}                         |
        | a number below the minimum  | {"type": "dog", "price": 24.99}                        |
        | a number above the maximum  | {"type": "dog", "price": 501}                          |
        | a name that is too long     | {"type": "dog", "price": 30, "name": "Maximilian"}     |
        | a name without the pattern  | {"type": "dog", "price": 30, "name": "mia"}            |
        | a member too many           | {"type": "dog", "price": 30, "colour": "brown"}        |
        | an item of another type     | {"type": "dog", "price": 30, "tags": ["small", 1]}     |
        | an item twice               | {"type": "dog", "price": 30, "tags": ["a", "a"]}       |
        | an empty array              | {"type": "dog", "price": 30, "tags": []}               |
        | an array for an object      | [{"type": "dog", "price": 30}]                         |
        | null                        | null                                                   |
        | what is no JSON             | {"type": "dog", "price":                               |

  @ERR-125 @extended
  Rule: A body of a type that has no model is not checked, unless there is one for $default
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: documented

    Scenario Outline: <body> as <type> with a model for <model>
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it validates the body
      And its request model for "<model>" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "POST /pets" with the "<type>" body
        """
        <body>
        """
      Then the response status is 200
      And the function was invoked once

      Examples:
        | body            | type                            | model            |
        | {"name": "Mia"} | application/vnd.pet+json        | application/json |
        | {"price": 30}   | application/json; charset=utf-8 | application/json |

    Scenario Outline: <type> with a model for <model> is refused
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it validates the body
      And its request model for "<model>" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "POST /pets" with the "<type>" body
        """
        {"name": "Mia"}
        """
      Then the response status is 400
      And the function was not invoked

      Examples:
        | type                            | model            |
        | application/vnd.pet+json        | $default         |
        | application/json; charset=utf-8 | application/json |

  @ERR-122 @extended
  Rule: A request without body violates the model
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: recorded 2024-10-28 for POST; asserted against AWS 2024-01-10 for GET

    Scenario Outline: <verb> without body
      Given a REST API whose "<verb> /pets" proxies to the function "hello"
      And it validates the body
      And its request model for "application/json" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "<verb> /pets"
      Then the response status is 400
      And the response body is
        """
        {"message": "Invalid request body"}
        """
      And the function was not invoked

      Examples:
        | verb |
        | GET  |
        | POST |

  @ERR-123 @extended
  Rule: Missing parameters are told before a wrong body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: recorded 2024-01-10

    Example: both are wrong
      Given a REST API whose "POST /pets" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.page"
      And it validates the parameters and the body
      And its request model for "application/json" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"]}
        """
      When a client sends "POST /pets" with the JSON body
        """
        {"name": "Mia"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {"message": "Missing required request parameters: [page]"}
        """
      And the function was not invoked

  @ERR-124 @extended @own-api
  Rule: validationErrorString tells in which ways the body violates the model
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: recorded 2022-11-14 by a third party

    Example: a member is missing, another one is too many
      Given a REST API whose "POST /pets" answers from a MOCK integration
      And it validates the body
      And its request model for "application/json" is
        """
        {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["bar"], "properties": {"bar": {"type": "string"}}, "additionalProperties": false}
        """
      And the gateway response BAD_REQUEST_BODY has the "application/json" template
        """
        {"type":"$context.error.responseType","message":$context.error.messageString,"detail":"$context.error.validationErrorString"}
        """
      When a client sends "POST /pets" with the JSON body
        """
        {"foo": "bar"}
        """
      Then the response status is 400
      And the response body contains
        """
        {"type":"BAD_REQUEST_BODY","message":"Invalid request body","detail":"[object has missing required properties (["bar"]), object instance has properties which are not allowed by the schema: ["foo"]]"}
        """
