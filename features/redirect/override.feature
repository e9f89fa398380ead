@redirect
Feature: Overrides of a response's status and headers
  A response mapping template may replace the status and the headers that the
  integration response would give, through $context.responseOverride.

  @REDIR-001 @core
  Rule: An override of the status replaces the status of the integration response
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented; recorded 2025-05-16

    Example: a literal status
      Given a REST API whose "GET /moved" answers from a MOCK integration
      And its response template is
        """
        #set($context.responseOverride.status = 302)
        """
      When a client sends "GET /moved"
      Then the response status is 302
      And the response header "Location" is absent

  @REDIR-002 @core
  Rule: An override of a header gives the client that header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented

    Example: a Location without a redirect
      Given a REST API whose "GET /hint" answers from a MOCK integration
      And its response template is
        """
        #set($context.responseOverride.header.Location = "https://example.com/")
        """
      When a client sends "GET /hint"
      Then the response status is 200
      And the response header "Location" is "https://example.com/"

  @REDIR-007 @core
  Rule: Overrides apply after the whole template, so text before and after them is sent as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented; recorded 2023-09-17 for text before the override

    Scenario Outline: the assignment stands <place> the body's text
      Given a REST API whose "GET /made" answers from a MOCK integration
      And its response template is
        """
        <before>#set($context.responseOverride.status = 201)<after>
        """
      When a client sends "GET /made"
      Then the response status is 201
      And the response body is the JSON
        """
        {"made": true}
        """

      Examples:
        | place  | before         | after          |
        | before |                | {"made": true} |
        | after  | {"made": true} |                |
        | within | {"made":       | true}          |

  @REDIR-008 @core
  Rule: An override inside a branch takes effect only if the branch runs
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /check" answers from a MOCK integration
      And its response template is
        """
        #if($input.params('mode') == 'error')
        #set($context.responseOverride.status = 400)
        #end
        """
      When a client sends "GET /check?mode=<mode>"
      Then the response status is <status>

      Examples:
        | case                    | mode  | status |
        | the condition is true   | error | 400    |
        | the condition is false  | fine  | 200    |

  @REDIR-009 @core
  Rule: An override of a header wins over a mapping of the same header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: the mapping would copy another value
      Given a REST API whose "GET /both" answers from a MOCK integration
      And its response header "X-Origin" is mapped from "context.httpMethod"
      And its response template is
        """
        #set($context.responseOverride.header['X-Origin'] = "the template")
        """
      When a client sends "GET /both"
      Then the response header "X-Origin" is "the template"

  @REDIR-103 @edge
  Rule: A header mapped to a static value keeps it in spite of an override
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented, recorded contradicts: the guide says that overrides come last; a published measurement of a live
      API found the override ignored, without an error, where the mapping was a quoted literal

    Example: the mapping is a literal
      Given a REST API whose "GET /both" answers from a MOCK integration
      And its response header "X-Origin" is mapped from "'the mapping'"
      And its response template is
        """
        #set($context.responseOverride.header['X-Origin'] = "the template")
        """
      When a client sends "GET /both"
      Then the response header "X-Origin" is "the mapping"

  @REDIR-010 @extended
  Rule: Overriding the same target twice in one evaluation fails
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented: "results in a 5XX response"; which one is not said

    Example: the status is set twice
      Given a REST API whose "GET /twice" answers from a MOCK integration
      And its response template is
        """
        #set($context.responseOverride.status = 301)
        #set($context.responseOverride.status = 302)
        """
      When a client sends "GET /twice"
      Then the response status is a server error

  @REDIR-011 @core
  Rule: The same target may be set in branches that exclude each other
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: derived: the limit counts assignments that run, not those that are written

    Scenario Outline: the <branch> branch runs
      Given a REST API whose "GET /either" answers from a MOCK integration
      And its response template is
        """
        #if($input.params('to') == 'a')
        #set($context.responseOverride.status = 301)
        #else
        #set($context.responseOverride.status = 307)
        #end
        """
      When a client sends "GET /either?to=<to>"
      Then the response status is <status>

      Examples:
        | branch | to | status |
        | #if    | a  | 301    |
        | #else  | b  | 307    |

  @REDIR-012 @extended
  Rule: A template may create a header that no mapping mentions
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented; recorded 2025-05-16

    Example: a header of the template's own
      Given a REST API whose "GET /new" answers from a MOCK integration
      And its response template is
        """
        #set($context.responseOverride.header.X-New = "from the template")
        """
      When a client sends "GET /new"
      Then the response header "X-New" is "from the template"

  @REDIR-014 @core
  Rule: A status taken from parsed JSON is honoured like a literal
    Source: https://repost.aws/articles/ARW9pOH6ZMTWWXc9q8U_u34A/handling-aws-step-functions-execution-status-for-express-workflows
    Basis: documented

    Example: the execution chooses the status
      Given a REST API whose "GET /go" runs an Express state machine synchronously
      And the execution's output is
        """
        {"statusCode": 404, "reason": "gone fishing"}
        """
      And its response template is
        """
        #set($output = $util.parseJson($input.path('$.output')))
        #set($context.responseOverride.status = $output.statusCode)
        {"reason": "$output.reason"}
        """
      When a client sends "GET /go"
      Then the response status is 404
      And the response body is the JSON
        """
        {"reason": "gone fishing"}
        """

  @REDIR-018 @extended
  Rule: A Location can be mapped from a member of the integration's answer, without a template
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-responses.html
    Basis: documented; the mapping beside an unchanged body was seen on AWS in a published transcript

    Example: the function's result names the place
      Given a REST API whose "GET /go" invokes the function "result"
      And the function returns
        """
        {"redirect": {"url": "https://example.com/mapped"}}
        """
      And its default response has status 302
      And its response header "Location" is mapped from "integration.response.body.redirect.url"
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "https://example.com/mapped"
      And the response body is the JSON
        """
        {"redirect": {"url": "https://example.com/mapped"}}
        """
