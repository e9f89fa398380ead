@lambda-invoke
Feature: Names, versions and aliases of an invoked function
  A function is named by its name or its ARN; a qualifier chooses a version or an
  alias.

  @LASYNC-119 @core
  Rule: The qualifier chooses the version that runs
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24 for a version

    Scenario Outline: <qualifier>
      Given a function "context"
      And the function's alias "live" names its version 1
      And the qualifier is "<qualifier>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response header "X-Amz-Executed-Version" is "<version>"
      And the member "$.functionVersion" of the response is "<version>"
      And the member "$.invokedFunctionArn" of the response is "{{functionArn}}:<qualifier>"
      And the member "$.environment.AWS_LAMBDA_FUNCTION_VERSION" of the response is "<version>"

      Examples:
        | qualifier | version |
        | $LATEST   | $LATEST |
        | 1         | 1       |
        | live      | 1       |

  @LASYNC-120 @core
  Rule: A function is named by name, ARN or part of an ARN, with or without a qualifier
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented

    Scenario Outline: <name>
      Given a function "context"
      And the function's alias "live" names its version 1
      And the function is named "<name>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the member "$.functionName" of the response is "{{functionName}}"
      And the member "$.functionVersion" of the response is "<version>"

      Examples:
        | name                                       | version |
        | {{functionName}}                           | $LATEST |
        | {{functionName}}:live                      | 1       |
        | {{accountId}}:function:{{functionName}}    | $LATEST |
        | {{functionArn}}                            | $LATEST |
        | {{functionArn}}:1                          | 1       |
        | {{functionArn}}:live                       | 1       |

  @LASYNC-121 @core
  Rule: An unknown qualifier is a 404
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; the form of the text recorded 2025-11-24

    Scenario Outline: <case>
      Given a function "context"
      And the function's alias "live" names its version 1
      And the qualifier is "<qualifier>"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 404
      And the response header "x-amzn-ErrorType" is "{{matches ResourceNotFoundException.*}}"
      And the member "$.Message" of the response is "Function not found: {{functionArn}}:<qualifier>"
      And the function was not invoked

      Examples:
        | case                        | qualifier |
        | a version never published   | 7         |
        | an alias that is not there  | dead      |
