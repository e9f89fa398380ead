@async
Feature: Names of executions that nobody waits for
  The client writes the whole request of StartExecution.

  @ASYNC-018 @core
  Rule: Without a name every execution gets a UUID of its own
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented

    Example: two requests without a name
      Given a REST API whose "POST /execution" starts a Standard state machine
      When a client sends "POST /execution" with each of the JSON bodies
        | {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"} |
        | {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"} |
      Then the member "$.executionArn" of the response is not that of the first response
      And the member "$.executionArn" of the response is the JSON
        """
        "{{matches arn:.*:execution:{{stateMachineName}}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}}"
        """
      And 2 executions were started

  @ASYNC-013 @core
  Rule: A name and input that a running Standard execution has start nothing: the answer is the same
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; recorded 2024-08-21

    Example: the same request while it runs
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the state machine is
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 30, "End": true}}}
        """
      When a client sends "POST /execution" with each of the JSON bodies
        | {"name": "order-{{nonce}}", "input": "{\\"a\\": 1}", "stateMachineArn": "{{stateMachineArn}}"} |
        | {"name": "order-{{nonce}}", "input": "{\\"a\\": 1}", "stateMachineArn": "{{stateMachineArn}}"} |
      Then the first response's status is 200
      And the response status is 200
      And the member "$.executionArn" of the response is that of the first response
      And the member "$.startDate" of the response is that of the first response
      And 1 execution was started

  @ASYNC-014 @core
  Rule: A running execution's name with another input is refused with ExecutionAlreadyExists
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; recorded 2024-08-21

    Example: two inputs
      Given a REST API whose "POST /execution" starts a Standard state machine
      And errors that match "4\d{2}" become status 400
      And the state machine is
        """
        {"StartAt": "Age", "States": {"Age": {"Type": "Wait", "Seconds": 30, "End": true}}}
        """
      When a client sends "POST /execution" with each of the JSON bodies
        | {"name": "order-{{nonce}}", "input": "{\\"a\\": 1}", "stateMachineArn": "{{stateMachineArn}}"} |
        | {"name": "order-{{nonce}}", "input": "{\\"a\\": 2}", "stateMachineArn": "{{stateMachineArn}}"} |
      Then the first response's status is 200
      And the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*ExecutionAlreadyExists}}",
          "message": "{{matches Execution Already Exists: 'arn:.*:execution:{{stateMachineName}}:order-{{nonce}}'}}"
        }
        """
      And 1 execution was started
      And the execution's input is the JSON
        """
        {"a": 1}
        """

  @ASYNC-015 @core
  Rule: The name of a closed execution is refused with ExecutionAlreadyExists, whatever the input
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented: the text of the page says so, its table of errors mentions another input only

    Scenario Outline: the input is <relation>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /execution" with each of the JSON bodies, once the last execution has ended
        | {"name": "order-{{nonce}}", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}      |
        | {"name": "order-{{nonce}}", "input": "<input>", "stateMachineArn": "{{stateMachineArn}}"} |
      Then the first response's status is 200
      And the response status is 400
      And the member "$.__type" of the response is the JSON
        """
        "{{matches .*ExecutionAlreadyExists}}"
        """
      And 1 execution was started

      Examples:
        | relation   | input         |
        | the same   | {}            |
        | another    | {\\"a\\": 2}  |

  @ASYNC-017 @extended
  Rule: An Express machine runs as often as it is started, also by one name
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented

    Example: the same request to an Express machine
      Given a REST API whose "POST /execution" starts an Express state machine
      When a client sends "POST /execution" with each of the JSON bodies
        | {"name": "order-{{nonce}}", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"} |
        | {"name": "order-{{nonce}}", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"} |
      Then the first response's status is 200
      And the response status is 200
      And the member "$.executionArn" of the response is not that of the first response
      And 2 executions were started

  @ASYNC-019 @extended
  Rule: A name with white space, brackets, wildcards, control or special characters is refused with InvalidName
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented

    Scenario Outline: <what>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /execution" with the JSON body
        """
        {"name": "<name>", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 400
      And the member "$.__type" of the response is the JSON
        """
        "{{matches .*InvalidName}}"
        """
      And no execution was started

      Examples:
        | what               | name        |
        | a space            | a b         |
        | a tab              | a\\tb       |
        | angle brackets     | a<b>        |
        | braces             | a{b}        |
        | square brackets    | a[b]        |
        | a question mark    | a?b         |
        | an asterisk        | a*b         |
        | a quotation mark   | a\\"b       |
        | a number sign      | a#b         |
        | a percent sign     | a%b         |
        | a backslash        | a\\\\b      |
        | a circumflex       | a^b         |
        | a vertical bar     | a\|b        |
        | a tilde            | a~b         |
        | a backtick         | a`b         |
        | a dollar sign      | a$b         |
        | an ampersand       | a&b         |
        | a comma            | a,b         |
        | a semicolon        | a;b         |
        | a colon            | a:b         |
        | a slash            | a/b         |
        | a control character | a\\u0007b  |

  @ASYNC-118 @extended
  Rule: Dots, dashes and underscores are fine in a name
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; a dot recorded 2024-06-11

    Example: all of them
      Given a REST API whose "POST /execution" starts a Standard state machine
      When a client sends "POST /execution" with the JSON body
        """
        {"name": "order.{{nonce}}_a-1", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And the member "$.executionArn" of the response is the JSON
        """
        "{{matches arn:.*:execution:{{stateMachineName}}:order\\.{{nonce}}_a-1}}"
        """

  @ASYNC-020 @extended
  Rule: A name has at most 80 characters
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; the error is not named

    Scenario Outline: <length> characters
      Given a REST API whose "POST /execution" starts a Standard state machine
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /execution" with the JSON body
        """
        {"name": "<name>", "input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is <status>
      And <executions>

      Examples:
        | length | name                                                                              | status | executions               |
        | 80     | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  | 200    | 1 execution was started  |
        | 81     | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | 400    | no execution was started |
