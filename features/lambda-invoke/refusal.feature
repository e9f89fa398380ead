@lambda-invoke
Feature: Invocations that Lambda refuses
  Nothing runs; the error has a type in a header and a text in the body.

  @LASYNC-014 @core
  Rule: A payload that is no JSON is a 400 InvalidRequestContentException
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24 with the beginning of the text

    Scenario Outline: <case>
      Given a function "echo" that nobody else invokes
      And the invocation type is "<type>"
      When the function is invoked with the payload
        """
        <payload>
        """
      Then the response status is 400
      And the response header "x-amzn-ErrorType" is "{{matches InvalidRequestContentException.*}}"
      And the response body is the JSON
        """
        {
          "Type": "User",
          "message": "{{matches (?s)Could not parse request body into json: Could not parse payload into json: .+}}"
        }
        """
      And the function was not invoked

      Examples:
        | case                  | type            | payload           |
        | an unfinished object  | RequestResponse | {"soup": "leek"   |
        | a bare word           | RequestResponse | leek              |
        | single quotes         | RequestResponse | {'soup': 'leek'}  |
        | a comma at the end    | RequestResponse | {"soup": "leek",} |
        | an event              | Event           | {"soup": "leek"   |

  @LASYNC-015 @core
  Rule: A function that does not exist is a 404 ResourceNotFoundException
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24: since that month the text ends with $LATEST

    Scenario Outline: as <type>
      Given a function "hello"
      And the function does not exist
      And the invocation type is "<type>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 404
      And the response header "x-amzn-ErrorType" is "{{matches ResourceNotFoundException.*}}"
      And the response body is the JSON
        """
        {"Type": "User", "Message": "Function not found: {{functionArn}}:$LATEST"}
        """

      Examples:
        | type            |
        | RequestResponse |
        | Event           |
        | DryRun          |

  @LIMIT-018 @extended
  Rule: Events are limited to 6 MB, asynchronous ones to 1 MB
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; until 2025 the limit of asynchronous events was 256 KB

    Scenario Outline: <bytes> bytes as <type> are refused
      Given a function "taste"
      And the invocation type is "<type>"
      When the function is invoked with an event of <bytes> bytes
      Then the response status is 413
      And the function was not invoked

      Examples:
        | type            | bytes   |
        | RequestResponse | 6500000 |
        | Event           | 1100000 |

    Scenario Outline: <bytes> bytes as <type> are taken
      Given a function "taste"
      And the invocation type is "<type>"
      When the function is invoked with an event of <bytes> bytes
      Then the response status is <status>
      And the function was invoked

      Examples:
        | type            | bytes   | status |
        | RequestResponse | 2000000 | 200    |
        | Event           | 1000000 | 202    |
