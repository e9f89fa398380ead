@templates
Feature: A MOCK integration between two templates
  The request template renders the status that chooses the response; overrides are
  the only thing that it can hand on to the response template.

  @TMPL-042 @core
  Rule: A MOCK integration chooses its response by the statusCode that the request template renders
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: documented

    Scenario Outline: <code>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": $input.params('code')}
        """
      And errors that match "404" become status 404 with the template
        """
        {"soup": "none"}
        """
      When a client sends "GET /soup?code=<code>"
      Then the response status is <status>

      Examples:
        | code | status |
        | 200  | 200    |
        | 404  | 404    |
        | 503  | 200    |

  @TMPL-155 @extended
  Rule: The rendered status may stand in JSON that is none
    Source: recorded only
    Basis: recorded 2024-11-29 for a name without quotes, 2023-08-07 for a comma too many

    Scenario Outline: <what>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        <text>
        """
      And errors that match "404" become status 404 with the template
        """
        {"soup": "none"}
        """
      When a client sends "GET /soup"
      Then the response status is 404
      And the response body is
        """
        {"soup": "none"}
        """

      Examples:
        | what                  | text                            |
        | a name without quotes | {statusCode: 404}               |
        | a comma too many      | {"statusCode": 404,}            |

  @TMPL-156 @core
  Rule: Without a response template a MOCK integration answers with an empty body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
    Basis: recorded 2024-11-29

    Example: status 200 and nothing
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": 200, "soup": "leek"}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is empty

  @TMPL-157 @extended
  Rule: What the request template puts into requestOverride the response template can read
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: recorded 2024-11-06 for the path, 2025-05-16 for the ways to write

    Scenario Outline: <way>
      Given a REST API whose "GET /soup/{kind}" answers from a MOCK integration
      And its request template is
        """
        #set($name = "kind")
        #set($kind = $input.params('kind'))
        <statement>
        {"statusCode": 200}
        """
      And its response template is
        """
        [$context.requestOverride.<part>.kind]
        """
      When a client sends "GET /soup/leek"
      Then the response body is
        """
        [leek]
        """

      Examples:
        | way                        | statement                                                   | part        |
        | a member of the path       | #set($context.requestOverride.path.kind = $kind)            | path        |
        | a member of the query      | #set($context.requestOverride.querystring.kind = $kind)     | querystring |
        | a member of the headers    | #set($context.requestOverride.header.kind = $kind)          | header      |
        | a key in a variable        | #set($context.requestOverride.querystring[$name] = $kind)   | querystring |
        | brackets all the way       | #set($context["requestOverride"].querystring["kind"] = $kind) | querystring |
        | put                        | #set($ignored = $context.requestOverride.querystring.put($name, $kind)) | querystring |

    Scenario Outline: the response depends on it: <data>
      Given a REST API whose "GET /soup/{data}" answers from a MOCK integration
      And its request template is
        """
        #set($context.requestOverride.path.body = $util.base64Decode($input.params('data')))
        {"statusCode": 200}
        """
      And its response template is
        """
        #set($soup = $util.parseJson($context.requestOverride.path.body))
        #if($soup.kind == "leek")
        {"spoons": 2}
        #elseif($soup.kind == "pea")
        {"spoons": 1}
        #else
        {"spoons": 0}
        #end
        """
      When a client sends "GET /soup/<encoded>"
      Then the response body is the JSON
        """
        {"spoons": <spoons>}
        """

      Examples:
        | data | encoded              | spoons |
        | leek | eyJraW5kIjoibGVlayJ9 | 2      |
        | pea  | eyJraW5kIjoicGVhIn0= | 1      |
        | beet | eyJraW5kIjoiYmVldCJ9 | 0      |

  @TMPL-158 @extended
  Rule: A responseOverride of the request template lasts until the response
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: recorded 2025-05-16

    Example: status and header, and all of it seen by the response template
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        #set($context.responseOverride.status = 418)
        #set($context.responseOverride.header.X-Soup = "leek")
        #set($context.responseOverride.own = "spoon")
        {"statusCode": 200}
        """
      And its response template is
        """
        [$context.responseOverride.status][$context.responseOverride.header.X-Soup][$context.responseOverride.own]
        """
      When a client sends "GET /soup"
      Then the response status is 418
      And the response header "X-Soup" is "leek"
      And the response body is
        """
        [418][leek][spoon]
        """

    Example: without a response template
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its request template is
        """
        #set($context.responseOverride.status = 418)
        #set($context.responseOverride.header.X-Soup = "leek")
        {"statusCode": 200}
        """
      When a client sends "GET /soup"
      Then the response status is 418
      And the response header "X-Soup" is "leek"
      And the response body is empty
