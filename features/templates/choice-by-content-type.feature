@templates
Feature: Which template is used
  A request template is chosen by the request's Content-Type, a response template
  by its Accept.

  @TMPL-035 @core
  Rule: The request template is chosen by the Content-Type without its parameters
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented (edition of 2023)

    Scenario Outline: <type>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template is
        """
        {"template": "json", "nonce": "$input.params('x-conformance-nonce')"}
        """
      And its request template for "text/plain" is
        """
        {"template": "text", "nonce": "$input.params('x-conformance-nonce')"}
        """
      When a client sends "POST /soup" with the "<type>" body
        """
        "leek"
        """
      Then the function received the event
        """
        {"template": "<template>", "nonce": "{{nonce}}"}
        """

      Examples:
        | type                            | template |
        | application/json                | json     |
        | application/json; charset=UTF-8 | json     |
        | application/json;charset=utf-8  | json     |
        | text/plain                      | text     |
        | text/plain; format=flowed       | text     |

  @TMPL-036 @core
  Rule: A request without Content-Type is taken for application/json
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented; recorded 2024-07-12

    Scenario Outline: <request>
      Given a REST API whose "<request>" invokes the function "echo"
      And its request template is
        """
        {"template": "json", "nonce": "$input.params('x-conformance-nonce')"}
        """
      And its request template for "text/plain" is
        """
        {"template": "text"}
        """
      When a client sends "<request>"
      Then the function received the event
        """
        {"template": "json", "nonce": "{{nonce}}"}
        """

      Examples:
        | request    |
        | GET /soup  |
        | POST /soup |

  @TMPL-037 @core
  Rule: The response template is chosen by the client's Accept
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented (edition of 2023)

    Scenario Outline: Accept is <accept>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template for "application/json" is
        """
        {"soup": "leek"}
        """
      And its response template for "application/xml" is
        """
        {"xml": "leek"}
        """
      And the request header "Accept" is "<accept>"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "<accept>"
      And the response body is
        """
        <body>
        """

      Examples:
        | accept           | body             |
        | application/json | {"soup": "leek"} |
        | application/xml  | {"xml": "leek"}  |

  @TMPL-038 @extended
  Rule: A template that the client did not ask for is better than none
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented (edition of 2023): the first template, so one alone; a published transcript shows it for text/html

    Example: Accept asks for something else
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template for "application/xml" is
        """
        [leek]
        """
      And the request header "Accept" is "text/plain"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/xml"
      And the response body is
        """
        [leek]
        """

    Example: without any template the payload is sent as it is
      Given a REST API whose "POST /soup" invokes the function "echo"
      And the request header "Accept" is "text/plain"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek", "spoons": 2.50}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"kind": "leek", "spoons": 2.5}
        """
