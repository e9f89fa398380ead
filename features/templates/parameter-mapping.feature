@templates
Feature: Parameters mapped without a template
  A parameter of the integration takes its value from the request, the stage or a
  text. The header X-Amz-Invocation-Type shows what arrived: with Event the client
  gets an empty answer, otherwise the function's result.

  @TMPL-040 @core
  Rule: A mapping takes its value from every documented part of the request, or from the stage
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
    Basis: documented

    Scenario Outline: <source>
      Given a REST API whose "POST /soup/{how}" invokes the function "echo"
      And it declares the parameter "method.request.path.how"
      And it declares the parameter "method.request.querystring.mode"
      And it declares the parameter "method.request.header.way"
      And its request header "X-Amz-Invocation-Type" is mapped from "<source>"
      And the request header "way" is "<header>"
      When a client sends "POST /soup/<path>?mode=<query>" with the JSON body
        """
        {"kind": "leek-{{nonce}}", "deep": [{"how": "<member>"}]}
        """
      Then the response status is 200
      And the response body is empty
      And the function received the event
        """
        {"kind": "leek-{{nonce}}", "deep": [{"how": "<member>"}]}
        """

      Examples:
        | source                                    | path            | query           | header          | member          |
        | method.request.path.how                  | Event           | RequestResponse | RequestResponse | RequestResponse |
        | method.request.querystring.mode          | RequestResponse | Event           | RequestResponse | RequestResponse |
        | method.request.multivaluequerystring.mode | RequestResponse | Event           | RequestResponse | RequestResponse |
        | method.request.header.way                | RequestResponse | RequestResponse | Event           | RequestResponse |
        | method.request.multivalueheader.way      | RequestResponse | RequestResponse | Event           | RequestResponse |
        | method.request.body.deep[0].how          | RequestResponse | RequestResponse | RequestResponse | Event           |
        | 'Event'                                  | RequestResponse | RequestResponse | RequestResponse | RequestResponse |

    @own-api
    Example: stageVariables.how
      Given a REST API whose "POST /soup" invokes the function "echo"
      And the stage variable "how" is "Event"
      And its request header "X-Amz-Invocation-Type" is mapped from "stageVariables.how"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek-{{nonce}}"}
        """
      Then the response status is 200
      And the response body is empty
      And the function received the event
        """
        {"kind": "leek-{{nonce}}"}
        """

  @TMPL-159 @core
  Rule: A header of the response takes its value from the backend's answer, the call or a text
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
    Basis: documented

    Scenario Outline: <source>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its response header "X-Soup" is mapped from "<source>"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek", "bowls": [{"size": 3}], "hot": true}
        """
      Then the response status is 200
      And the response header "X-Soup" is "<value>"

      Examples:
        | source                                  | value |
        | integration.response.body.kind          | leek  |
        | integration.response.body.bowls[0].size | 3     |
        | integration.response.body.hot           | true  |
        | context.httpMethod                      | POST  |
        | context.protocol                        | HTTP/1.1 |
        | 'a text'                                | a text |

  @TMPL-160 @edge
  Rule: A mapping whose source is not there gives no header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
    Basis: derived: nothing can be mapped from nothing; whether the header is missing or empty is not documented

    Example: the answer lacks the member
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its response header "X-Soup" is mapped from "integration.response.body.lid"
      And its response header "X-Kind" is mapped from "integration.response.body.kind"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response header "X-Kind" is "leek"
      And the response header "X-Soup" is absent or empty
