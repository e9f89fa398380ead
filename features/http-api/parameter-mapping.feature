@http-api @needs-http-api
Feature: Parameter mappings of an HTTP API
  Requests can be changed before they reach the function, and answers before
  they reach the client: headers, query and status, but never a body.

  @REDIR-019 @extended
  Rule: overwrite:statuscode changes the status of answers that had another one
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Scenario Outline: <returned> becomes <status>
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": <returned>, "body": "soup"}
        """
      And its response parameter "overwrite:statuscode" for status 500 is "403"
      When a client sends "GET /"
      Then the response status is <status>
      And the response body is
        """
        soup
        """

      Examples:
        | returned | status |
        | 500      | 403    |
        | 200      | 200    |

  @REDIR-020 @extended
  Rule: A header of an answer can be appended, overwritten and removed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 200, "headers": {"X-Soup": "leek"}, "body": "soup"}
        """

    Example: an answer's header overwritten
      Given its response parameter "overwrite:header.x-soup" for status 200 is "tomato"
      When a client sends "GET /"
      Then the response headers "X-Soup" are
        | tomato |

    Example: an answer's header removed
      Given its response parameter "remove:header.x-soup" for status 200 is "''"
      When a client sends "GET /"
      Then the response status is 200
      And the response header "X-Soup" is absent
      And the response body is
        """
        soup
        """

    Example: appended where there is none
      Given its response parameter "append:header.x-dish" for status 200 is "stew"
      When a client sends "GET /"
      Then the response headers "X-Dish" are
        | stew |
      And the response header "X-Soup" is "leek"

    Example: not for another status
      Given its response parameter "overwrite:header.x-soup" for status 404 is "tomato"
      When a client sends "GET /"
      Then the response status is 200
      And the response headers "X-Soup" are
        | leek |

  @RESP-211 @extended
  Rule: A mapped header may come from the answer's headers or body, or from the context
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {
          "statusCode": 200,
          "headers": {"Content-Type": "application/json", "X-Soup": "leek"},
          "body": "{\"pet\": {\"name\": \"Rex\"}}"
        }
        """

    Scenario Outline: <expression>
      Given its response parameter "append:header.x-mapped" for status 200 is "<expression>"
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the response header "X-Mapped" is "<value>"

      Examples:
        | expression                  | value                       |
        | $response.header.X-SOUP     | leek                        |
        | $response.body.pet.name     | Rex                         |
        | $context.routeKey           | GET {{base}}/pets/{id}      |
        | a fixed text                | a fixed text                |

  @RESP-212 @extended
  Rule: A mapped header may come from a stage variable
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    @own-api
    Example: the environment's id beside a 404
      Given an HTTP API whose "GET /" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 404, "body": "no soup"}
        """
      And it has the stage "$default"
      And the stage variable "environmentId" is "kitchen-{{nonce}}"
      And its response parameter "append:header.error" for status 404 is "$stageVariables.environmentId"
      When a client sends "GET /"
      Then the response status is 404
      And the response header "error" is "kitchen-{{nonce}}"

  @RESP-213 @extended
  Rule: Reserved headers cannot be mapped
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Scenario Outline: <header>
      Given an HTTP API whose "GET /" proxies to the function "hello" with payload format 2.0
      And its response parameter "overwrite:header.<header>" for status 200 is "x"
      When the API is deployed
      Then CreateIntegration is refused with BadRequestException

      Examples:
        | header                      |
        | access-control-allow-origin |
        | apigw-requestid             |
        | x-amzn-errortype            |
        | content-length              |
        | connection                  |

  @EVENT2-121 @extended
  Rule: A header of the request can be appended, overwritten and removed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And the request header "X-Soup" is "leek"

    Example: a request's header overwritten
      Given its parameter "overwrite:header.x-soup" is "tomato"
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the header "x-soup" of the event is "tomato"

    Example: a request's header removed
      Given its parameter "remove:header.x-soup" is "''"
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the member "$.headers.x-soup" of the event is "{{absent}}"
      And the header "x-conformance-nonce" of the event is "{{nonce}}"

    Example: renamed
      Given its parameter "append:header.x-dish" is "$request.header.X-SOUP"
      And its parameter "remove:header.x-soup" is "''"
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the header "x-dish" of the event is "leek"
      And the member "$.headers.x-soup" of the event is "{{absent}}"

    Scenario Outline: appended from <expression>
      Given its parameter "append:header.x-mapped" is "<expression>"
      When a client sends "GET /pets/7?dish=stew"
      Then the response status is 200
      And the header "x-mapped" of the event is "<value>"

      Examples:
        | expression                | value                  |
        | $request.path.id          | 7                      |
        | $request.querystring.dish | stew                   |
        | $context.routeKey         | GET {{base}}/pets/{id} |

  @EVENT2-122 @extended
  Rule: A parameter of the query can be appended, overwritten and removed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
    Basis: documented

    Scenario Outline: <parameter>
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its parameter "<parameter>" is "<value>"
      When a client sends "GET /pets?a=1&b=2"
      Then the response status is 200
      And the member "$.queryStringParameters" of the event is the JSON
        """
        <query>
        """

      Examples:
        | parameter               | value  | query                              |
        | append:querystring.c    | soup   | {"a": "1", "b": "2", "c": "soup"}  |
        | overwrite:querystring.a | soup   | {"a": "soup", "b": "2"}            |
        | remove:querystring.a    | ''     | {"b": "2"}                         |
