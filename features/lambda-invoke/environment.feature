@lambda-invoke
Feature: Execution environments
  A function is loaded once and kept for the next invocations; each environment
  serves one invocation at a time.

  @LASYNC-114 @extended
  Rule: An environment is kept for the next invocation, and with it the module's state
    Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    Basis: documented as what usually happens; recorded 2024-04-08

    Example: three invocations in turn
      Given a function "state" that nobody else invokes
      When the function is invoked 3 times in turn with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response bodies are the JSON
        """
        [
          {"invocations": 1, "running": 1},
          {"invocations": 2, "running": 1},
          {"invocations": 3, "running": 1}
        ]
        """
      And the function was invoked 3 times

  @LASYNC-115 @core
  Rule: An environment serves one invocation at a time
    Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    Basis: documented

    Example: three invocations at once
      Given a function "state" that nobody else invokes
      When the function is invoked 3 times at once with the event
        """
        {"nonce": "{{nonce}}", "wait": 700}
        """
      Then the response bodies are the JSON
        """
        [
          {"invocations": 1, "running": 1},
          {"invocations": 1, "running": 1},
          {"invocations": 1, "running": 1}
        ]
        """
      And the function was invoked 3 times

  @LASYNC-116 @extended
  Rule: An error of the handler leaves the environment alive
    Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    Basis: documented: only a crash or a time-out ends it

    Example: an error in between
      Given a function "state" that nobody else invokes
      When the function is invoked in turn with the events
        """
        [{}, {"throw": true}, {}]
        """
      Then the response bodies are the JSON
        """
        [
          {"invocations": 1, "running": 1},
          {"errorType": "Error", "errorMessage": "thrown on demand", "trace": "{{any}}"},
          {"invocations": 3, "running": 1}
        ]
        """

  @LASYNC-117 @core
  Rule: After a crash or a time-out the next invocation begins anew
    Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    Basis: documented; recorded 2024-04-08 for a time-out

    Scenario Outline: <case>
      Given a function "state" that nobody else invokes
      And the function's time limit is 1 second
      When the function is invoked in turn with the events
        """
        [{}, <event>, {}]
        """
      Then the response bodies are the JSON
        """
        [
          {"invocations": 1, "running": 1},
          {"errorType": "<type>", "errorMessage": "{{string}}"},
          {"invocations": 1, "running": 1}
        ]
        """

      Examples:
        | case       | event          | type              |
        | a crash    | {"exit": true} | Runtime.ExitError |
        | a time-out | {"wait": 5000} | Sandbox.Timedout  |

  @LASYNC-118 @core
  Rule: A reserved concurrency of zero throttles every invocation
    Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    Basis: documented

    Example: a synchronous invocation
      Given a function "echo"
      And the function's reserved concurrency is 0
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 429
      And the response header "x-amzn-ErrorType" is "{{matches TooManyRequestsException.*}}"
      And the member "$.Reason" of the response is "ReservedFunctionConcurrentInvocationLimitExceeded"
      And the function was not invoked
