@lambda-custom
Feature: Requests and results of a custom integration
  What reaches the function without a template and with one, and what becomes of
  a result that is no object.

  @EVENT1-110 @core
  Rule: Any JSON body is the event
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented: the body is passed as it is

    Scenario Outline: <case>
      Given a REST API whose "POST /soup" invokes the function "echo"
      When a client sends "POST /soup" with the JSON body
        """
        <body>
        """
      Then the response status is 200
      And the function received the event
        """
        <body>
        """
      And the response body is the JSON
        """
        <body>
        """

      Examples:
        | case          | body                            |
        | a list        | [1, {"soup": "leek"}]           |
        | a text        | "leek"                          |
        | a number      | 2.5                             |
        | null          | null                            |
        | beyond ASCII  | {"soup": "crème 実行 🍲"}       |

  @EVENT1-111 @core
  Rule: Nothing of the request but its body reaches the function without a template
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    Basis: documented; recorded 2024-12-11 for a GET without parameters

    Example: query, path and headers stay behind
      Given a REST API whose "GET /soup/{kind}" invokes the function "echo"
      And the request header "X-Tag" is "red"
      When a client sends "GET /soup/leek?spoons=2"
      Then the response status is 200
      And the function received the event
        """
        {}
        """

  @ERR-050 @extended
  Rule: A template that renders no JSON is answered with 400
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template is
        """
        <template>
        """
      When a client sends "POST /soup" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the response status is 400
      And the function was not invoked

      Examples:
        | case                      | template                                |
        | a value is missing        | {"soup": }                              |
        | a text without its quotes | {"soup": $input.path('$.soup')}         |
        | a Java map                | {"soup": $input.path('$')}              |

  @ERR-159 @extended
  Rule: A body that is no JSON is answered with 400 as well
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented for Invoke; seen on AWS in a published transcript with the beginning of the text

    Example: an unfinished object without a template
      Given a REST API whose "POST /soup" invokes the function "echo"
      When a client sends "POST /soup" with the JSON body
        """
        {"soup": "leek"
        """
      Then the response status is 400
      And the response body contains "Could not parse request body into json"
      And the function was not invoked

  @RESP-120 @core
  Rule: A result of any JSON type is the body, as JSON
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    Basis: documented; recorded 2023-03-14 for an object

    Scenario Outline: the result is <case>
      Given a REST API whose "GET /soup" invokes the function "result"
      And the function returns
        """
        <result>
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        <result>
        """
      And the function was invoked once

      Examples:
        | case      | result                |
        | an object | {"soup":"leek"}       |
        | a list    | ["leek",2]            |
        | a text    | "leek"                |
        | a number  | 2.5                   |
        | a boolean | true                  |
        | null      | null                  |

    Example: no result is null
      Given a REST API whose "GET /soup" invokes the function "result"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        null
        """
      And the function was invoked once

  @RESP-122 @core
  Rule: Statistics of Lambda do not reach the client
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    Basis: documented: only mapped headers do; Lambda sends the version and the error in headers (transcript of 2019)

    Example: a function that throws
      Given a REST API whose "GET /soup" invokes the function "throw"
      And the function throws "the soup is cold"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is absent
      And the response header "X-Amz-Executed-Version" is absent

  @RESP-123 @extended
  Rule: The result's members become headers in the forms that a mapping asks for
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
    Basis: documented

    Scenario Outline: <path>
      Given a REST API whose "GET /soup" invokes the function "result"
      And the function returns
        """
        {"kind": "leek", "spoons": 2, "hot": true, "chef": {"name": "Ann"}, "parts": ["salt", "leek"]}
        """
      And its response header "X-Part" is mapped from "integration.response.body.<path>"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "X-Part" is "<value>"

      Examples:
        | path       | value |
        | kind       | leek  |
        | spoons     | 2     |
        | hot        | true  |
        | chef.name  | Ann   |
        | parts[0]   | salt  |
