@rest-api
Feature: Ids of a request in its response
  Every response names the request; those with a backend name the trace, too.

  @OBS-001 @core
  Rule: Every response has a request id
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented; recorded 2024-12-11

    Background:
      Given a REST API whose "GET /mock" answers from a MOCK integration
      And its "GET /broken" answers from a MOCK integration
      And its request template is
        """
        {"soup": "leek"}
        """
      And its "GET /proxy" proxies to the function "hello"

    Scenario Outline: <case> has one
      When a client sends "<request>"
      Then the response status is <status>
      And the response header "x-amzn-RequestId" is "{{uuid}}"

      Examples:
        | case                  | request      | status |
        | a MOCK                | GET /mock    | 200    |
        | a function            | GET /proxy   | 200    |
        | an unrouted path      | GET /nowhere | 403    |
        | a configuration error | GET /broken  | 500    |

    Example: a refused payload has one
      Given its "POST /strict" answers from a MOCK integration
      And its passthrough behavior is NEVER
      When a client sends "POST /strict" with the "text/plain" body
        """
        leek
        """
      Then the response status is 415
      And the response header "x-amzn-RequestId" is "{{uuid}}"

  @OBS-002 @extended
  Rule: Every response has the extended request id in x-amz-apigw-id
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented; recorded 2024-12-11

    Scenario Outline: <case> has one as well
      Given a REST API whose "GET /mock" answers from a MOCK integration
      And its "GET /proxy" proxies to the function "hello"
      When a client sends "<request>"
      Then the response status is <status>
      And the response header "x-amz-apigw-id" is "{{matches [A-Za-z0-9_-]+=*}}"

      Examples:
        | case             | request      | status |
        | a MOCK           | GET /mock    | 200    |
        | a function       | GET /proxy   | 200    |
        | an unrouted path | GET /nowhere | 403    |

  @OBS-003 @edge
  Rule: A client may name its request by a UUID, and by nothing else
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented; a tutorial of the same guide shows another value come back

    Example: a UUID
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response header "X-Seen" is mapped from "context.requestId"
      And the request header "x-amzn-requestid" is "0d3c6b0e-1f6a-4a53-9a3c-{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "x-amzn-RequestId" is "0d3c6b0e-1f6a-4a53-9a3c-{{nonce}}"
      And the response header "X-Seen" is "0d3c6b0e-1f6a-4a53-9a3c-{{nonce}}"

    Example: a number
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response header "X-Seen" is mapped from "context.requestId"
      And the request header "x-amzn-requestid" is "123"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "x-amzn-RequestId" is "{{uuid}}"
      And the response header "X-Seen" is "{{uuid}}"

  @OBS-005 @extended
  Rule: A response with an integration behind it names the trace
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; recorded 2024-08-07 (function), 2024-12-11 (HTTP and custom integration)

    Scenario Outline: <case> is traced
      Given a REST API whose "GET /proxy" proxies to the function "hello"
      And its "GET /http" calls the HTTP endpoint "GET {{invokeUrl}}/proxy"
      And its "GET /custom" invokes the function "echo"
      When a client sends "<request>"
      Then the response status is 200
      And the response header "X-Amzn-Trace-Id" is "{{matches Root=1-[0-9a-f]{8}-[0-9a-f]{24}.*}}"

      Examples:
        | case                  | request     |
        | a proxy integration   | GET /proxy  |
        | an HTTP integration   | GET /http   |
        | a custom integration  | GET /custom |

  @OBS-110 @extended
  Rule: A MOCK names no trace, nor does an HTTP proxy whose endpoint names none
    Source: the headers of a MOCK and of an HTTP proxy integration
    Basis: recorded 2024-08-07 (MOCK), 2024-12-11 (HTTP proxy)

    Scenario Outline: <case> is not traced
      Given a REST API whose "GET /mock" answers from a MOCK integration
      And its "GET /http" proxies to the HTTP endpoint "GET {{invokeUrl}}/mock"
      When a client sends "<request>"
      Then the response status is 200
      And the response header "x-amzn-RequestId" is "{{uuid}}"
      And the response header "X-Amzn-Trace-Id" is absent

      Examples:
        | case          | request   |
        | a MOCK        | GET /mock |
        | an HTTP proxy | GET /http |

  @OBS-111 @extended
  Rule: A client's trace is taken over, with a parent where it has none
    Source: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html
    Basis: recorded 2024-08-07; asserted there: a Parent is kept, one is added to a Root alone

    Scenario Outline: <case>
      Given a REST API whose "GET /proxy" proxies to the function "hello"
      And the request header "X-Amzn-Trace-Id" is "<sent>"
      When a client sends "GET /proxy"
      Then the response status is 200
      And the response header "X-Amzn-Trace-Id" is "{{matches <returned>}}"

      Examples:
        | case         | sent                                                                       | returned                                                               |
        | with parent  | Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1 | Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;.*      |
        | a root alone | Root=1-3152b799-8954dae64eda91bc9a23a7e8                                   | Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=[0-9a-f]{16}(;.*)? |
