@rest-api @own-api
Feature: Throttling of a stage
  A stage limits how many requests per second, and how many at once, each of
  its methods takes: those beyond are answered before the integration is called.
  API Gateway throttles as well as it can and promises no exact numbers, so these
  scenarios use limits that let nothing or nearly nothing pass.

  @ERR-230 @core
  Rule: A throttled request is answered 429 TooManyRequestsException
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented; status, type and body recorded 2026-08-27 by a third party. That a limit of 0 lets nothing pass is how people switch stages off, and was met by those who set it unknowingly (2021).

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the stage allows 0 requests per second and 0 at once

    Example: the answer
      When a client sends "GET /soup"
      Then the response status is 429
      And the response header "x-amzn-ErrorType" is "TooManyRequestsException"
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message":"Too Many Requests"}
        """

    Example: the function is not called
      When a client sends "GET /soup"
      Then the response status is 429
      And the function was not invoked

  @ERR-231 @extended
  Rule: It does not say when to try again
    Source: answers to throttled requests and to those beyond a quota, published as transcripts
    Basis: recorded 2026-08-27 by a third party

    Example: no Retry-After
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once
      When a client sends "GET /soup"
      Then the response status is 429
      And the response header "Retry-After" is absent

  @ERR-232 @extended
  Rule: The answer is the gateway response THROTTLED
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; that the type's name stays in the header although the body is another was recorded 2026-07-04 by a third party

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once

    Example: with a status, a header and a body of its own
      Given the gateway response THROTTLED has status 503
      And the gateway response THROTTLED has the header "Retry-After" mapped from "'30'"
      And the gateway response THROTTLED has the "application/json" template
        """
        {"type": "$context.error.responseType", "error": $context.error.messageString, "path": "$context.resourcePath"}
        """
      When a client sends "GET /soup"
      Then the response status is 503
      And the response header "x-amzn-ErrorType" is "TooManyRequestsException"
      And the response header "Retry-After" is "30"
      And the response body is
        """
        {"type": "THROTTLED", "error": "Too Many Requests", "path": "/soup"}
        """

    Example: DEFAULT_4XX holds for it as well
      Given the gateway response DEFAULT_4XX has the header "X-Soup" mapped from "'none left'"
      When a client sends "GET /soup"
      Then the response status is 429
      And the response header "X-Soup" is "none left"

  @LIMIT-110 @core
  Rule: The limit of a method holds for this method alone
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its "POST /soup" answers from a MOCK integration
      And its "GET /soup/{id}" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once for "GET /soup"
      When a client sends "<request>"
      Then the response status is <status>

      Examples:
        | case                                | request     | status |
        | the limited method                  | GET /soup   | 429    |
        | another method of the resource      | POST /soup  | 200    |
        | the same method of another resource | GET /soup/1 | 200    |

  @LIMIT-111 @extended
  Rule: The limit of a method comes before that of all methods
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented: the settings of a method override those of the stage

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its "GET /bread" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once
      And the stage allows 100 requests per second and 100 at once for "GET /bread"
      When a client sends "<request>"
      Then the response status is <status>

      Examples:
        | case                            | request    | status |
        | a method with a limit of its own | GET /bread | 200    |
        | one without                     | GET /soup  | 429    |

  @LIMIT-112 @extended
  Rule: A resource's path variables do not divide its limit
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented: limits are those of methods

    Example: any value is limited
      Given a REST API whose "GET /soup/{id}" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once for "GET /soup/{id}"
      When a client sends "GET /soup/{{nonce}}"
      Then the response status is 429

  @LIMIT-113 @extended
  Rule: ANY is a method with a limit like the others
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented

    Example: a verb that ANY answers
      Given a REST API whose "ANY /soup" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once for "ANY /soup"
      When a client sends "GET /soup"
      Then the response status is 429

  @LIMIT-114 @edge
  Rule: Beyond rate and burst requests are throttled, within them they are not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented as a target, on a best-effort basis: how many pass is not said here, only that of many requests at once some pass and some do not; so recorded 2026-08-27 by a third party (limits of 1 and 5, 120 requests)

    Example: many requests at once
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage allows 1 request per second and 5 at once for "GET /soup"
      When a client sends "GET /soup" 120 times at once
      Then the responses have the statuses 200 and 429

  @LIMIT-115 @extended
  Rule: What is no method's is not throttled
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: derived: limits are those of methods

    Example: an unrouted path beside a method that is throttled
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once
      When a client sends in turn
        | GET /soup  |
        | GET /bread |
      Then the first response's status is 429
      And the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"

  @LIMIT-116 @extended
  Rule: A throttled request is not validated
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: derived: the execution, which begins with the validation, does not begin (the log recorded 2019-02-26 by a third party)

    Example: a parameter is missing
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires the parameter "method.request.querystring.size"
      And it validates the parameters
      And the stage allows 0 requests per second and 0 at once
      When a client sends "GET /soup"
      Then the response status is 429
      And the response body is
        """
        {"message":"Too Many Requests"}
        """

  @OBS-120 @extended
  Rule: The execution log names the limit, and no execution starts
    Source: the log of a throttled request, published as a transcript
    Basis: recorded 2019-02-26 by a third party

    Example: the whole log
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage allows 0 requests per second and 0 at once
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 429
      And the stage's log of the request has nothing but the lines
        """
        {{matches Extended Request Id: .+}}
        {{matches Verifying Usage Plan for request: [0-9a-f-]{36}. API Key:  API Stage: [a-z0-9]+/live}}
        {{matches Key throttle limit exceeded for RestApi [a-z0-9]+, Stage live, Resource [a-z0-9]+, HttpMethod GET. Limit: 0.00 Burst: 0}}
        Method completed with status: 429
        """
