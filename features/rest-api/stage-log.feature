@rest-api @own-api
Feature: The execution log of a stage
  With logging of level INFO and data trace a stage writes to CloudWatch Logs
  what happened to each request.

  Background:
    Given a REST API whose "POST /validated" answers from a MOCK integration
    And it validates the body
    And its request model for "application/json" is
      """
      {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["email", "password"], "properties": {"email": {"type": "string"}, "password": {"type": "string"}}}
      """
    And its "GET /hello" proxies to the function "hello"
    And its "GET /malformed" proxies to the function "result"
    And the function returns
      """
      "Bad response"
      """
    And its "GET /failing" proxies to the function "throw"
    And the function throws "the soup is cold"
    And its "GET /slow" proxies to the function "wait"
    And the function waits 3000 milliseconds
    And its integration may take 500 milliseconds
    And its "GET /forbidden" proxies to the function "hello"
    And API Gateway has no permission to invoke the function
    And its "GET /unmatched" answers from a MOCK integration
    And it has no default response
    And answers that match "418" become status 418
    And the stage logs its executions

  @OBS-008 @extended
  Rule: A stage logs its executions to API-Gateway-Execution-Logs_{api-id}/{stage}
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented; the lines of a proxy execution were published as a transcript

    Example: a call of a function
      When a client sends "GET /hello?size=large"
      Then the response status is 200
      And the stage's log of the request has the lines
        """
        {{matches Extended Request Id: .+}}
        {{matches Starting execution for request: [0-9a-f-]{36}}}
        HTTP Method: GET, Resource Path: /hello
        Method request query string: {size=large}
        {{matches Method request headers: \{.*\}}}
        {{matches Endpoint request URI: https://.+}}
        {{matches Endpoint request headers: \{.*}}
        {{matches Sending request to https://.+}}
        {{matches Received response. Status: 200, Integration latency: [0-9]+ ms}}
        {{matches Endpoint response headers: \{.*}}
        {{matches Endpoint response body before transformations: \{.*Hello from Lambda!.*}}
        Method response body after transformations: Hello from Lambda!
        {{matches Method response headers: \{.*\}}}
        Successfully completed execution
        Method completed with status: 200
        """

  @OBS-112 @extended
  Rule: The log says in which ways a body violates its model
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    Basis: documented; the lines were published as a transcript

    Example: two members are missing
      When a client sends "POST /validated" with the JSON body
        """
        {"name": "Mia"}
        """
      Then the response status is 400
      And the stage's log of the request has the lines
        """
        Request body does not match model schema for content type application/json: [object has missing required properties (["email","password"])]
        Method completed with status: 400
        """

    Example: there is no body
      When a client sends "POST /validated"
      Then the response status is 400
      And the stage's log of the request has the lines
        """
        Request body does not match model schema for content type application/json: [Unknown error parsing request body]
        Method completed with status: 400
        """

  @OBS-113 @extended
  Rule: The log tells why an execution failed
    Source: the log lines of failed calls, published as transcripts
    Basis: recorded 2025-05-20 by a third party

    Scenario Outline: <case>
      When a client sends "GET <path>"
      Then the response status is <status>
      And the stage's log of the request has the lines
        """
        <line>
        Method completed with status: <status>
        """

      Examples:
        | case                          | path       | status | line |
        | a malformed response          | /malformed | 502    | Execution failed due to configuration error: Malformed Lambda proxy response |
        | an error of the function      | /failing   | 502    | {{matches Lambda execution failed with status 200 due to customer function error: the soup is cold. Lambda request id: [0-9a-f-]{36}}} |
        | too slow a function           | /slow      | 504    | Execution failed due to a timeout error |
        | no permission                 | /forbidden | 500    | Execution failed due to configuration error: Invalid permissions on Lambda function |
        | no response for the status    | /unmatched | 500    | Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 200 |

  @OBS-114 @extended
  Rule: The log holds no bytes: a binary payload is [Binary Data]
    Source: the execution log of a binary request that met a mapping template
    Basis: derived from a transcript of AWS that was published without a date

    Example: a binary payload and a template
      Given its "POST /picture" invokes the function "echo"
      And its request template for "image/png" is
        """
        {"size": 4}
        """
      And the binary media types are "image/png"
      When a client sends "POST /picture" with the "image/png" bytes "89 50 4e 47"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        Method request body before transformations: [Binary Data]
        Execution failed due to configuration error: Unable to transform request
        Method completed with status: 500
        """
