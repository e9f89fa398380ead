@lambda-invoke
Feature: What Lambda's Invoke answers
  A function invoked directly: status, headers and payload by the invocation
  type, and the many ways in which a handler gives its result.

  @LASYNC-010 @core
  Rule: RequestResponse answers 200 with the result, DryRun 204 without running
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24 and, for DryRun, 2022-09-09

    Example: RequestResponse
      Given a function "echo"
      And the invocation type is "RequestResponse"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}", "soup": ["leek", 1.5, null]}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"nonce": "{{nonce}}", "soup": ["leek", 1.5, null]}
        """
      And the response header "X-Amz-Function-Error" is absent
      And the function was invoked once

    Example: RequestResponse is the default
      Given a function "echo"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"nonce": "{{nonce}}"}
        """

    Example: DryRun
      Given a function "echo"
      And the invocation type is "DryRun"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 204
      And the response body is empty
      And the function was not invoked

  @LASYNC-009 @core
  Rule: Event answers 202 without a payload, and the function runs
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2023-09-04: without an executed version

    Example: an event
      Given a function "echo"
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}", "soup": "leek"}
        """
      Then the response status is 202
      And the response body is empty
      And the response header "X-Amz-Executed-Version" is absent
      And the response header "X-Amz-Function-Error" is absent
      And the function received the event
        """
        {"nonce": "{{nonce}}", "soup": "leek"}
        """

    Example: the answer does not wait for the function
      Given a function "wait" that nobody else invokes
      And the function waits 4000 milliseconds
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 202
      And the response took less than 3 seconds
      And the function was invoked once

    Example: nor does an error show
      Given a function "throw" that nobody else invokes
      And the function throws "the soup is cold"
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 202
      And the response body is empty
      And the response header "X-Amz-Function-Error" is absent
      And the function was invoked

  @LASYNC-020 @core
  Rule: An event is delivered at least once, always with the same content
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    Basis: documented: a function has to tolerate duplicates, so the suite counts none

    Example: an event of an exotic form
      Given a function "echo" that nobody else invokes
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        ["{{nonce}}", {"a": {"b": [1, 2.5, null, true, "é 実行 🍲"]}}]
        """
      Then the response status is 202
      And the function was invoked
      And the function received the event
        """
        ["{{nonce}}", {"a": {"b": [1, 2.5, null, true, "é 実行 🍲"]}}]
        """

  @LASYNC-101 @core
  Rule: A result of any JSON type is the payload; no result is null
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
    Basis: documented; recorded 2025-11-24 for a function that returns nothing

    Scenario Outline: <case>
      Given a function "result"
      And the function returns
        """
        <result>
        """
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response body is
        """
        <result>
        """
      And the function was invoked once

      Examples:
        | case           | result                  |
        | an object      | {"soup":"leek"}         |
        | a list         | ["leek",{"spoons":2}]   |
        | a text         | "leek"                  |
        | beyond ASCII   | "crème 実行"            |
        | a number       | 2.5                     |
        | a boolean      | false                   |
        | null           | null                    |

    Example: no result
      Given a function "result"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response body is
        """
        null
        """
      And the function was invoked once

  @LASYNC-102 @core
  Rule: Without a payload the event is an empty object
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: recorded 2025-11-24: invocations without a payload run as usual

    Example: nothing is sent
      Given a function "echo" that nobody else invokes
      When the function is invoked
      Then the response status is 200
      And the response body is the JSON
        """
        {}
        """
      And the function was invoked once

  @LASYNC-103 @core
  Rule: A handler may return a promise or call back
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
    Basis: documented for Node.js 20, whose handlers may use callbacks

    Scenario Outline: <way>
      Given a function "answer"
      And the function's environment has "WAY" as "<way>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Function-Error" is absent
      And the response body is the JSON
        """
        {"soup": "leek"}
        """
      And the response took less than 4 seconds

      Examples:
        | way                                 |
        | a promise                           |
        | a callback                          |
        | a callback from a timer             |
        | a callback before a timer ends      |
        | a callback that waits for no timer  |
        | context.succeed                     |
        | context.done                        |

  @LASYNC-012 @extended
  Rule: The answer names the version that ran and the request
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24

    Example: $LATEST
      Given a function "echo"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response header "X-Amz-Executed-Version" is "$LATEST"
      And the response header "x-amzn-RequestId" is "{{uuid}}"
      And the response header "Content-Type" is "application/json"
