@lambda-proxy
Feature: Functions that fail behind a REST API's proxy integration
  However a function fails, and whatever is wrong with the integration, the
  client gets one of two answers.

  @ERR-150 @core
  Rule: Every way to fail is a 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented

    Scenario Outline: <failure>
      Given a REST API whose "GET /soup" proxies to the function "fail"
      And the function fails by "<failure>"
      When a client sends "GET /soup"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was invoked once

      Examples:
        | failure                           |
        | throwing an error                 |
        | throwing a text                   |
        | rejecting with an error           |
        | calling back with an error        |
        | a rejection that nobody handles   |
        | an exception in a timer           |
        | process.exit(0)                   |
        | process.exit(3)                   |
        | a circular result                 |
        | a BigInt result                   |

  @ERR-261 @core
  Rule: A function that takes more memory than it has is a 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented: any error of the function is

    Example: 200 MB of 128
      Given a REST API whose "GET /soup" proxies to the function "hungry"
      When a client sends "GET /soup"
      Then the response status is 502
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was invoked once

  @ERR-151 @core
  Rule: An endless loop ends at the function's time limit
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
    Basis: documented

    Example: a limit of one second
      Given a REST API whose "GET /soup" proxies to the function "fail"
      And the function fails by "an endless loop"
      And the function's time limit is 1 second
      When a client sends "GET /soup"
      Then the response status is 502
      And the response took at least 1 second
      And the response took less than 15 seconds

  @ERR-152 @core
  Rule: A function that cannot be loaded is a 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" proxies to the function "<handler>"
      When a client sends "GET /soup"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | case                   | handler  |
        | its module throws      | broken   |
        | it exports no handler  | nameless |

  @ERR-153 @extended
  Rule: A result of more than 6 MB is a 502
    Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    Basis: documented: the limit of a synchronous payload; beyond it the function has failed

    Example: seven million letters
      Given a REST API whose "GET /soup" proxies to the function "large"
      And the function's environment has "LETTERS" as "7000000"
      When a client sends "GET /soup"
      Then the response status is 502
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was invoked once

    Example: two million letters are sent
      Given a REST API whose "GET /soup" proxies to the function "large"
      And the function's environment has "LETTERS" as "2000000"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Length" is "2000000"
      And the response body contains "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      And the function was invoked once

  @ERR-154 @core
  Rule: The answer to a failure says what and which, and nothing of the function
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: recorded 2024-11-15 and in published transcripts of 2025: 36 bytes, InternalServerErrorException

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" proxies to the function "<handler>"
      And the function's environment has "FAILURE" as "throwing an error"
      And the function's environment has "RESULT" as "{\"wrong\": true}"
      When a client sends "GET /soup"
      Then the response status is 502
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "36"
      And the response header "x-amzn-RequestId" is "{{uuid}}"
      And the response header "X-Amzn-Trace-Id" is "{{trace id}}"
      And the response header "X-Amz-Function-Error" is absent

      Examples:
        | case                   | handler |
        | the function failed    | fail    |
        | its result is unusable | result  |

  @ERR-155 @extended
  Rule: A throttled function is a 500
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
    Basis: documented; a published transcript of 2025 has 500, one of 2018 had 502

    Example: nothing of the concurrency is left
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the function's reserved concurrency is 0
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

  @ERR-156 @extended
  Rule: Lambda is called with POST; another integration method is a 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-03-20: accepted at configuration, refused when called, and not with the 504 of
      an integration failure

    Scenario Outline: <verb>
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its integration is called with <verb>
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

      Examples:
        | verb   |
        | GET    |
        | PUT    |
