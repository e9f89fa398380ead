@rest-api @own-api
Feature: Usage plans and API keys
  A usage plan says which API keys open a stage, how many requests per second
  each of them may make, and how many in a day, a week or a month. It concerns
  only methods that require a key.

  @LIMIT-117 @core
  Rule: A key opens the stages of its usage plan
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    Basis: documented; recorded 2023-07-27 (a disabled key is forbidden)

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key
      And the stage has a usage plan with an API key

    Example: a key of the plan
      Given the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the function was invoked once

    Example: the header's name in capitals
      Given the request header "X-API-KEY" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 200

    Example: a disabled key
      Given the API key is disabled
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

    Example: a key of no plan
      Given the API key belongs to no usage plan
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "ForbiddenException"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

    Example: a key of a plan without the stage
      Given the usage plan has no stage
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "ForbiddenException"
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

    Example: the key's id is no key
      Given the request header "x-api-key" is "{{apiKeyId}}"
      When a client sends "GET /soup"
      Then the response status is 403

    Example: the key as a query parameter
      When a client sends "GET /soup?x-api-key={{apiKey}}"
      Then the response status is 403

  @OBS-121 @extended
  Rule: The key and its id are in the context
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; that both are missing where no key is required was recorded 2023-09-17

    Example: a function's event has them
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the member "$.requestContext.identity.apiKey" of the event is "{{apiKey}}"
      And the member "$.requestContext.identity.apiKeyId" of the event is "{{apiKeyId}}"

    Example: a template sees them
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"id": "$context.identity.apiKeyId", "key": "$context.identity.apiKey"}
        """
      And it requires an API key
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response body is the JSON
        """
        {"id": "{{apiKeyId}}", "key": "{{apiKey}}"}
        """

    Example: not where no key is required
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"id": "$!context.identity.apiKeyId"}
        """
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response body is the JSON
        """
        {"id": ""}
        """

  @LIMIT-118 @core
  Rule: The usage plan's limit throttles its keys
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented; status, type and body recorded 2026-08-27 by a third party

    Background:
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"

    Example: beyond the limit
      Given the usage plan allows 0 requests per second and 0 at once
      When a client sends "GET /soup"
      Then the response status is 429
      And the response header "x-amzn-ErrorType" is "TooManyRequestsException"
      And the response header "Retry-After" is absent
      And the response body is
        """
        {"message":"Too Many Requests"}
        """
      And the function was not invoked

    Example: within the limit
      Given the usage plan allows 100 requests per second and 100 at once
      When a client sends "GET /soup"
      Then the response status is 200

  @LIMIT-119 @extended
  Rule: The usage plan's limit of a method holds for this method alone
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And its "GET /bread" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 100 requests per second and 100 at once
      And the usage plan allows 0 requests per second and 0 at once for "GET /soup"
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "<request>"
      Then the response status is <status>

      Examples:
        | case               | request    | status |
        | the limited method | GET /soup  | 429    |
        | another method     | GET /bread | 200    |

  @LIMIT-120 @extended
  Rule: A key is throttled by the stage's limit as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    Basis: documented: the usage plan's limits are applied first, then the stage's

    Example: the plan would let it pass
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 100 requests per second and 100 at once
      And the stage allows 0 requests per second and 0 at once for "GET /soup"
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup"
      Then the response status is 429

  @LIMIT-121 @extended
  Rule: Requests of a method that requires no key do not count
    Source: the lines of an execution log, published as a transcript: "Request will not contribute to throttle or quota limits"
    Basis: recorded 2019-02-26 by a third party

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its "GET /bread" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"

    Example: beyond the rate
      Given the usage plan allows 0 requests per second and 0 at once
      When a client sends in turn
        | GET /bread |
        | GET /soup  |
      Then the first response's status is 429
      And the response status is 200

    Example: beyond the quota
      Given the usage plan allows 1 request per month
      When a client sends "GET /bread" 10 times in turn, then "GET /soup"
      Then the responses have the statuses 200 and 429
      And the response status is 200

  @LIMIT-122 @extended
  Rule: Whoever has no key is forbidden before anything is throttled
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    Basis: derived: without a key there is no plan whose limits could be exceeded

    Example: no key, after a key whose plan lets nothing pass
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 0 requests per second and 0 at once
      When a client sends "GET /soup" with the request header "x-api-key" as "{{apiKey}}", then without it
      Then the first response's status is 429
      And the response status is 403
      And the response header "x-amzn-ErrorType" is "ForbiddenException"

  @ERR-233 @core
  Rule: A request beyond the quota is answered 429 LimitExceededException
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    Basis: documented, on a best-effort basis, so of ten requests the last is looked at; type and body recorded 2026-07-26 by a third party

    Scenario Outline: <period>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 2 requests per <period>
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup" 10 times in turn
      Then the first response's status is 200
      And the response status is 429
      And the response header "x-amzn-ErrorType" is "LimitExceededException"
      And the response header "Content-Type" is "application/json"
      And the response header "Retry-After" is absent
      And the response body is
        """
        {"message":"Limit Exceeded"}
        """

      Examples:
        | period |
        | day    |
        | week   |
        | month  |

  @ERR-234 @extended
  Rule: The answer is the gateway response QUOTA_EXCEEDED
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 1 request per month
      And the request header "x-api-key" is "{{apiKey}}"

    Example: with a status and a body of its own
      Given the gateway response QUOTA_EXCEEDED has status 402
      And the gateway response QUOTA_EXCEEDED has the "application/json" template
        """
        {"type": "$context.error.responseType", "error": $context.error.messageString}
        """
      When a client sends "GET /soup" 10 times in turn
      Then the response status is 402
      And the response header "x-amzn-ErrorType" is "LimitExceededException"
      And the response body is
        """
        {"type": "QUOTA_EXCEEDED", "error": "Limit Exceeded"}
        """

    Example: THROTTLED is another one
      Given the gateway response THROTTLED has status 503
      When a client sends "GET /soup" 10 times in turn
      Then the response status is 429

  @LIMIT-123 @extended
  Rule: All methods of a plan draw on one quota
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    Basis: documented, on a best-effort basis: the quota is that of requests with the key

    Example: one method after the other
      Given a REST API whose "ANY /{dish}" answers from a MOCK integration
      And it requires an API key
      And its "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the usage plan allows 5 requests per month
      And the request header "x-api-key" is "{{apiKey}}"
      When a client sends "GET /soup" 10 times in turn, then "GET /bread"
      Then the first response's status is 200
      And the response status is 429
      And the response body is
        """
        {"message":"Limit Exceeded"}
        """

  @OBS-122 @extended
  Rule: The execution log masks the key and names the plan's limit
    Source: https://repost.aws/knowledge-center/api-gateway-429-limit
    Basis: documented there in two wordings of the quota's line, the shorter one seen 2021-02-28

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the stage logs its executions
      And the request header "x-api-key" is "{{apiKey}}"

    Example: a throttled request
      Given the usage plan allows 0 requests per second and 0 at once
      When a client sends "GET /soup"
      Then the response status is 429
      And the stage's log of the request has the lines
        """
        {{matches API Key \*+[0-9a-f]{6} exceeded throttle limit for API Stage [a-z0-9]+/live: Key throttle limit exceeded for Usage Plan ID [a-z0-9]+, RestApi [a-z0-9]+, Stage live, Resource [a-z0-9]+, HttpMethod GET. Limit: 0.00 Burst: 0}}
        Method completed with status: 429
        """

    Example: a request beyond the quota
      Given the usage plan allows 1 request per day
      When a client sends "GET /soup" 10 times in turn
      Then the response status is 429
      And the stage's log of the request has the lines
        """
        {{matches API Key \*+[0-9a-f]{6} exceeded quota limit for API Stage [a-z0-9]+/live: Key quota exhausted for Usage Plan ID [a-z0-9]+. (Quota )?Limit: 1 Period: DAY}}
        Method completed with status: 429
        """

  @OBS-123 @extended
  Rule: The execution log begins with the usage plan
    Source: the log of a call, published as a transcript
    Basis: recorded 2019-02-26 by a third party

    Example: no key is required
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 200
      And the stage's log of the request has the lines
        """
        {{matches Extended Request Id: .+}}
        {{matches Verifying Usage Plan for request: [0-9a-f-]{36}. API Key:  API Stage: [a-z0-9]+/live}}
        API Key  authorized because method 'GET /soup' does not require API Key. Request will not contribute to throttle or quota limits
        {{matches Usage Plan check succeeded for API Key  and API Stage [a-z0-9]+/live}}
        {{matches Starting execution for request: [0-9a-f-]{36}}}
        """
