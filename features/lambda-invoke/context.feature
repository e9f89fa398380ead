@lambda-invoke
Feature: What a function knows of its invocation
  The context object and the environment say which function runs, as which
  version, and how long it still may.

  @LASYNC-110 @core
  Rule: Context and environment are the function's own
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
    Basis: documented; members and variables recorded 2026-01-12 for Node.js 20

    Example: a function with a variable of its own
      Given a function "context"
      And the function's environment has "SOUP" as "leek, 2 spoons"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {
          "awsRequestId": "{{uuid}}",
          "functionName": "{{functionName}}",
          "functionVersion": "$LATEST",
          "invokedFunctionArn": "{{functionArn}}",
          "memoryLimitInMB": "128",
          "logGroupName": "/aws/lambda/{{functionName}}",
          "logStreamName": "{{matches \\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]+}}",
          "callbackWaitsForEmptyEventLoop": true,
          "remainingTime": "{{number}}",
          "environment": {
            "SOUP": "leek, 2 spoons",
            "AWS_REGION": "{{region}}",
            "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x",
            "AWS_LAMBDA_FUNCTION_NAME": "{{functionName}}",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/{{functionName}}",
            "LAMBDA_TASK_ROOT": "/var/task",
            "_HANDLER": "index.handler"
          }
        }
        """

  @LASYNC-111 @core
  Rule: The context's request id is the answer's
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
    Basis: documented; recorded 2025-11-24: the same id stands in the log

    Example: an invocation
      Given a function "context"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the member "$.awsRequestId" of the response is the response header "x-amzn-RequestId"

  @LASYNC-112 @core
  Rule: The remaining time is what is left of the limit
    Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
    Basis: documented

    Scenario Outline: a limit of <limit>
      Given a function "context"
      And the function's time limit is <limit>
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response status is 200
      And the member "$.remainingTime" of the response is at most <limit in ms> and more than <least in ms>

      Examples:
        | limit      | limit in ms | least in ms |
        | 2 seconds  | 2000        | 1000        |
        | 60 seconds | 60000       | 59000       |

  @LASYNC-113 @extended
  Rule: With LogType Tail the answer has the end of the log in Base64
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented; recorded 2025-11-24 (START, the handler's lines, END, REPORT)

    Example: what the function logged
      Given a function "log"
      And the log type is "Tail"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}", "texts": ["first line", "second line"]}
        """
      Then the response status is 200
      And the log tail is
        """
        {{matches (?s)(.*\n)?START RequestId: [0-9a-f-]+ Version: \$LATEST\n.*\tINFO\tfirst line\n.*\tINFO\tsecond line\n.*END RequestId: [0-9a-f-]+\nREPORT RequestId: [0-9a-f-]+\tDuration: [0-9.]+ ms\tBilled Duration: [0-9]+ ms\tMemory Size: 128 MB\tMax Memory Used: [0-9]+ MB.*}}
        """

    Example: without it there is none
      Given a function "log"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}", "texts": ["first line"]}
        """
      Then the response status is 200
      And the response header "X-Amz-Log-Result" is absent

    Example: an error stands in the log as well
      Given a function "throw"
      And the function throws "the soup is cold"
      And the log type is "Tail"
      When the function is invoked with the event
        """
        {"nonce": "{{nonce}}"}
        """
      Then the response header "X-Amz-Function-Error" is "Unhandled"
      And the log tail is
        """
        {{matches (?s).*START RequestId: .*\tERROR\tInvoke Error \t\{"errorType":"OvenError","errorMessage":"the soup is cold".*END RequestId: .*}}
        """
