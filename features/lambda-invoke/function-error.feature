@lambda-invoke
Feature: Functions that fail when invoked directly
  Invoke answers 200 all the same; a header says that the function failed, and
  the payload how.

  @LASYNC-011 @core
  Rule: A function that fails is a 200 with X-Amz-Function-Error and an error document
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2026-01-12 for Node.js 20

    Scenario Outline: <failure>
      Given a function "fail"
      And the function fails by "<failure>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response header "X-Amz-Executed-Version" is "$LATEST"
      And the response body is the JSON
        """
        {"errorType": "<type>", "errorMessage": "<message>", "trace": <trace>}
        """
      And the function was invoked once

      Examples:
        | failure                         | type                               | message                | trace     |
        | throwing an error               | TypeError                          | the oven is off        | "{{any}}" |
        | throwing a text                 | string                             | no oven                | []        |
        | rejecting with an error         | RangeError                         | too many cooks         | "{{any}}" |
        | rejecting with a text           | string                             | no cook                | []        |
        | calling back with an error      | Error                              | the cook called        | "{{any}}" |
        | a rejection that nobody handles | Runtime.UnhandledPromiseRejection  | Error: nobody tasted it| "{{any}}" |
        | an exception in a timer         | Error                              | the timer broke        | "{{any}}" |

  @LASYNC-104 @core
  Rule: An error's trace starts with its type and message
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
    Basis: documented; what follows depends on the engine

    Example: the first line
      Given a function "throw"
      And the function throws "the soup is cold"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the member "$.trace[0]" of the response is "OvenError: the soup is cold"
      And the member "$.errorType" of the response is "OvenError"

  @LASYNC-105 @extended
  Rule: A result that is no JSON is an error
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
    Basis: documented: the runtime passes the result through JSON.stringify; the type of the error is not stated

    Scenario Outline: <failure>
      Given a function "fail"
      And the function fails by "<failure>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response body is the JSON
        """
        {
          "errorType": "{{string}}",
          "errorMessage": "{{matches .*Unable to stringify response body.*}}",
          "{{...}}": "{{any}}"
        }
        """

      Examples:
        | failure           |
        | a circular result |
        | a BigInt result   |

  @LASYNC-106 @core
  Rule: A function that ends its process is a Runtime.ExitError
    Source: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
    Basis: recorded 2025-11-24

    Scenario Outline: <failure>
      Given a function "fail" that nobody else invokes
      And the function fails by "<failure>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response body is the JSON
        """
        {
          "errorType": "Runtime.ExitError",
          "errorMessage": "{{matches RequestId: [0-9a-f-]+ Error: <reason>}}"
        }
        """

      Examples:
        | failure         | reason                                         |
        | process.exit(0) | Runtime exited without providing a reason      |
        | process.exit(3) | Runtime exited with error: exit status 3       |

  @ERR-260 @edge
  Rule: A function that takes more memory than it has is killed
    Source: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
    Basis: recorded 2021-11-23 (Runtime.ExitError, signal: killed); since 2025 AWS says Runtime.OutOfMemory for some
      runtimes, and a heap that V8 finds full is aborted, so both are taken

    Example: 200 MB of 128
      Given a function "hungry" that nobody else invokes
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response body is the JSON
        """
        {
          "errorType": "{{matches Runtime\\.(ExitError|OutOfMemory)}}",
          "errorMessage": "{{matches RequestId: [0-9a-f-]+ Error: Runtime exited with error: (signal: (killed|aborted)|exit status [0-9]+)}}"
        }
        """
      And the function was invoked once

  @LASYNC-107 @core
  Rule: At the time limit the function is stopped and the error is Sandbox.Timedout
    Source: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
    Basis: recorded 2025-11-24; in 2024 the payload had an errorMessage alone

    Scenario Outline: <failure>
      Given a function "fail" that nobody else invokes
      And the function fails by "<failure>"
      And the function's time limit is 1 second
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response took at least 1 second
      And the response took less than 15 seconds
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response body is the JSON
        """
        {
          "errorType": "Sandbox.Timedout",
          "errorMessage": "{{matches RequestId: [0-9a-f-]+ Error: Task timed out after 1\\.00 seconds}}"
        }
        """

      Examples:
        | failure          |
        | waiting too long |
        | an endless loop  |

  @LASYNC-108 @core
  Rule: A function that cannot be loaded fails with the reason
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
    Basis: documented

    Scenario Outline: <case>
      Given a function "<handler>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the response body is the JSON
        """
        {"errorType": "<type>", "errorMessage": "<message>", "trace": "{{any}}"}
        """

      Examples:
        | case                  | handler  | type                    | message                                       |
        | its module throws     | broken   | Error                   | the kitchen is closed                         |
        | it exports no handler | nameless | Runtime.HandlerNotFound | index.handler is undefined or not exported    |

  @LASYNC-109 @extended
  Rule: A result that is too large is an error
    Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    Basis: documented for the limit of 6 MB

    Example: seven million letters
      Given a function "large"
      And the function's environment has "LETTERS" as "7000000"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is "Unhandled"
      And the member "$.errorType" of the response is "Function.ResponseSizeTooLarge"
      And the response body contains "exceeded maximum allowed payload size"
