@lambda-invoke @needs-short-retries
Feature: Attempts at an asynchronous event
  Lambda tries an event again if the function fails, after one and after two
  minutes; shown where a target can be told to wait for less.

  @LASYNC-016 @extended
  Rule: An event whose function fails is tried two more times
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    Basis: documented; recorded 2025-11-25: three attempts

    Example: a function that always throws
      Given a function "throw" that nobody else invokes
      And the function throws "the soup is cold"
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 202
      And the function was invoked 3 times

    Example: a function that does not fail is not tried again
      Given a function "echo" that nobody else invokes
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 202
      And the function was invoked once

  @LASYNC-122 @extended
  Rule: Every attempt has the request id of the answer
    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    Basis: recorded 2025-11-24

    Example: a function that always throws, tried twice
      Given a function "throw" that nobody else invokes
      And the function throws "the soup is cold"
      And the function's failed events are tried again once
      And the invocation type is "Event"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the function was invoked 2 times
      And every invocation has the id in the response header "x-amzn-RequestId"
