@sync
Feature: What survives on the way into an execution's input
  Two templates, one parameter. The first escapes the JSON text as a whole,
  after the parameter was joined into it; the second escapes the parameter
  first, as a JSON string, and then the whole.

  @SYNC-017 @edge
  Rule: Escaping after the concatenation does not protect the inner JSON
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
    Basis: derived: the escapes are undone when Step Functions reads the outer JSON, so a quote ends the inner string

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        #set($data='{"param":"'+$input.params('param')+'"}')
        #set($data=$util.escapeJavaScript($data))
        {
          "input" :"$data",
          "stateMachineArn": "{{stateMachineArn}}"
        }
        """

    Scenario Outline: <value> is no input any more
      When a client sends "GET /start?param=<query>"
      Then the response body contains
        """
        InvalidExecutionInput
        """
      And no execution was started

      Examples:
        | value                       | query     |
        | a double quote              | a%22b     |
        | a backslash before a letter | a%5Cxb    |

    Example: a quote can even add a member
      When a client sends "GET /start?param=a%22%2C%22admin%22%3A%22yes"
      Then the execution's input is the JSON
        """
        {"param": "a", "admin": "yes"}
        """

  @SYNC-101 @extended
  Rule: A parameter escaped as a JSON string first reaches the machine unharmed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented: escapeJavaScript escapes by JavaScript's rules, whose \' must be turned back for JSON

    Background:
      Given a REST API whose "GET /start" runs an Express state machine synchronously
      And its request template is
        """
        #set($param=$util.escapeJavaScript($input.params('param')).replaceAll("\\'","'"))
        #set($data='{"param":"' + $param + '"}')
        {
          "input" :"$util.escapeJavaScript($data).replaceAll("\\'","'")",
          "stateMachineArn": "{{stateMachineArn}}"
        }
        """

    Scenario Outline: <value>
      When a client sends "GET /start?param=<query>"
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"param": "<param>"}
        """

      Examples:
        | value          | query           | param        |
        | double quote   | a%22b           | a\\u0022b    |
        | apostrophe     | it%27s          | it's         |
        | backslash      | a%5Cb           | a\\u005cb    |
        | line break     | a%0Ab           | a\\u000ab    |
        | Latin          | na%C3%AFve      | naïve        |
        | Japanese       | %E5%AE%9F%E8%A1%8C | 実行      |
        | emoji          | %F0%9F%98%80    | 😀           |
        | markup         | %3Cb%3E%26      | <b>&         |
