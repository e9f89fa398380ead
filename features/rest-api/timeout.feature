@rest-api
Feature: Time limits of integrations
  An integration that does not answer in time is given up.

  @ERR-022 @core
  Rule: An integration that does not answer in time gets 504
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented; the exception's name and 41 bytes of body were seen on AWS in a published transcript of 2025

    Example: a function behind a proxy integration
      Given a REST API whose "GET /slow" proxies to the function "wait"
      And the function waits 5000 milliseconds
      And its integration may take 1000 milliseconds
      When a client sends "GET /slow"
      Then the response status is 504
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response took at least 1 second
      And the response took less than 5 seconds

    Example: a function behind a custom integration
      Given a REST API whose "GET /slow" invokes the function "wait"
      And the function waits 5000 milliseconds
      And its integration may take 1000 milliseconds
      And errors that match ".*" become status 400
      When a client sends "GET /slow"
      Then the response status is 504
      And the response took at least 1 second
      And the response took less than 5 seconds

    Example: an execution
      Given a REST API whose "GET /slow" runs an Express state machine synchronously
      And the state machine is
        """
        {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 5, "End": true}}}
        """
      And its integration may take 1000 milliseconds
      When a client sends "GET /slow"
      Then the response status is 504
      And the response took less than 5 seconds

  @ERR-204 @extended
  Rule: A function whose answer would come too late runs to its end all the same
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
    Basis: derived: it is the function's own time limit that ends it; advice on 504s that is published says the same of
      the gateway's

    Example: a function that tells of its invocation after two seconds
      Given a REST API whose "GET /slow" proxies to the function "afterwards"
      And the function waits 2000 milliseconds
      And its integration may take 500 milliseconds
      When a client sends "GET /slow"
      Then the response status is 504
      And the response took less than 2 seconds
      And the function was invoked once

  @ERR-024 @extended
  Rule: An endpoint that cannot be reached gets 504
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented: INTEGRATION_FAILURE is a 504. Where a port is closed by silence rather than by a refusal, it is the
      time limit that ends the call, and its status is the same.

    Scenario Outline: <how>
      Given a REST API whose "GET /far" <how> the HTTP endpoint "GET {{closedUrl}}/soup"
      And its integration may take 2000 milliseconds
      When a client sends "GET /far"
      Then the response status is 504
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response took less than 10 seconds

      Examples:
        | how        |
        | calls      |
        | proxies to |

  @ERR-023 @extended
  Rule: The body says that the endpoint request timed out
    Source: the answer of an integration that took too long, published as a transcript
    Basis: recorded 2025-05-20 by a third party

    Example: 41 bytes
      Given a REST API whose "GET /slow" proxies to the function "wait"
      And the function waits 5000 milliseconds
      And its integration may take 200 milliseconds
      When a client sends "GET /slow"
      Then the response status is 504
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {"message": "Endpoint request timed out"}
        """

  @LIMIT-001 @core
  Rule: The limit can be set from 50 milliseconds to 29 seconds
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
    Basis: documented; more than 29 seconds needs a raised quota

    Scenario Outline: <limit> milliseconds are refused
      Given a REST API whose "GET /slow" proxies to the function "hello"
      And its integration may take <limit> milliseconds
      When the API is deployed
      Then PutIntegration is refused with BadRequestException

      Examples:
        | limit |
        | 49    |
        | 29001 |

    Scenario Outline: <limit> milliseconds are accepted
      Given a REST API whose "GET /slow" answers from a MOCK integration
      And its integration may take <limit> milliseconds
      When a client sends "GET /slow"
      Then the response status is 200

      Examples:
        | limit |
        | 50    |
        | 29000 |

  @LIMIT-002 @core
  Rule: A short limit is kept
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    Basis: documented

    Example: half a second for a function of three
      Given a REST API whose "GET /slow" proxies to the function "wait"
      And the function waits 3000 milliseconds
      And its integration may take 500 milliseconds
      When a client sends "GET /slow"
      Then the response status is 504
      And the response took less than 3 seconds

    Example: what is faster than the limit passes
      Given a REST API whose "GET /quick" proxies to the function "hello"
      And its integration may take 10000 milliseconds
      When a client sends "GET /quick"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
