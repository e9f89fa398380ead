@rest-api
Feature: MOCK integrations
  The request template's statusCode chooses the integration response; nothing
  is called.

  @RESP-180 @core
  Rule: The statusCode of the request template chooses the integration response
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: documented

    Scenario Outline: scope=<scope>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        #if($input.params('scope') == 'internal')
        {"statusCode": 200}
        #elseif($input.params('scope') == 'gone')
        {"statusCode": 418}
        #else
        {"statusCode": 500}
        #end
        """
      And its response template is
        """
        {"soup": "leek"}
        """
      And answers that match "5\d{2}" become status 500 with the template
        """
        {"error": "no scope"}
        """
      When a client sends "GET /soup?scope=<scope>"
      Then the response status is <status>
      And the response body is the JSON
        """
        <body>
        """

      Examples:
        | scope    | status | body                  |
        | internal | 200    | {"soup": "leek"}      |
        | gone     | 200    | {"soup": "leek"}      |
        | public   | 500    | {"error": "no scope"} |

  @RESP-181 @extended
  Rule: The statusCode is read leniently
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: recorded 2024-11-29 (a name without quotes; a comma after the last member)

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        <template>
        """
      And its default response has status 200
      And answers that match "201" become status 201
      When a client sends "GET /soup"
      Then the response status is 201

      Examples:
        | case                           | template             |
        | a name without quotes          | {statusCode: 201}    |
        | a comma after the last member  | {"statusCode": 201,} |

  @RESP-182 @extended
  Rule: Without a response template the body is empty
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: recorded 2024-11-29

    Example: a status alone
      Given a REST API whose "GET /soup/{kind}" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": 200, "soup": "leek"}
        """
      When a client sends "GET /soup/leek"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is empty

  @REDIR-110 @extended
  Rule: A response override of the request template holds for the response
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: recorded 2025-05-16

    Background:
      Given a REST API whose "GET /go" answers from a MOCK integration
      And its request template is
        """
        #set($context.responseOverride.status = 302)
        #set($context.responseOverride.header.Location = "https://example.com/early")
        #set($context.responseOverride.note = "left behind")
        {"statusCode": 200}
        """

    Example: without a response template
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "https://example.com/early"
      And the response body is empty

    Example: a response template sees what was set
      Given its response template is
        """
        {"status": "$context.responseOverride.status", "to": "$context.responseOverride.header.Location", "note": "$context.responseOverride.note"}
        """
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "https://example.com/early"
      And the response body is the JSON
        """
        {"status": "302", "to": "https://example.com/early", "note": "left behind"}
        """

  @REDIR-111 @extended
  Rule: What the request template overrides in the path can be read by the response template
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: recorded 2024-11-06

    Scenario Outline: <kind>
      Given a REST API whose "GET /soup/{kind}" answers from a MOCK integration
      And its request template is
        """
        #set($context.requestOverride.path.served = "a bowl of $input.params('kind')")
        {"statusCode": 200}
        """
      And its response template is
        """
        {"served": "$context.requestOverride.path.served"}
        """
      When a client sends "GET /soup/<kind>"
      Then the response status is 200
      And the response body is the JSON
        """
        {"served": "a bowl of <kind>"}
        """

      Examples:
        | kind |
        | leek |
        | pea  |
