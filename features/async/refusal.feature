@async
Feature: What StartExecution and DescribeExecution refuse

  @ASYNC-021 @core
  Rule: A machine that does not exist is refused with StateMachineDoesNotExist
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; recorded 2023-06-22

    Example: the ARN is well formed
      Given a REST API whose "POST /execution" starts a Standard state machine
      And the state machine does not exist
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /execution" with the JSON body
        """
        {"input": "{}", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*StateMachineDoesNotExist}}",
          "message": "State Machine Does Not Exist: '{{stateMachineArn}}'"
        }
        """

  @ASYNC-022 @core
  Rule: An input that is no JSON is refused with InvalidExecutionInput
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: documented; the messages recorded 2023-06-22

    Scenario Outline: <what>
      Given a REST API whose "POST /execution" starts a Standard state machine
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /execution" with the JSON body
        """
        {"input": "<input>", "stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {"__type": "{{matches .*InvalidExecutionInput}}", "message": "<message>"}
        """
      And no execution was started

      Examples:
        | what               | input           | message                                                                                                                                                           |
        | words              | not some json   | Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'         |
        | single quotes      | {'not': 'json'  | Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to start field name'                                    |
        | nothing            |                 | Invalid State Machine Execution Input: 'Invalid execution input.'                                                                                                |

  @ASYNC-023 @edge
  Rule: Without an input the execution gets an empty object
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    Basis: derived: the page calls input optional, and says in the same place that the braces must still be given

    Example: the ARN alone
      Given a REST API whose "POST /execution" starts a Standard state machine
      When a client sends "POST /execution" with the JSON body
        """
        {"stateMachineArn": "{{stateMachineArn}}"}
        """
      Then the response status is 200
      And the execution's input is the JSON
        """
        {}
        """

  @ASYNC-008 @core
  Rule: An execution that does not exist is refused with ExecutionDoesNotExist
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: documented; recorded 2024-03-08

    Example: a name that was never used
      Given a REST API whose "POST /describe" calls Step Functions' DescribeExecution
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /describe" with the JSON body
        """
        {"executionArn": "arn:aws:states:{{region}}:{{accountId}}:execution:no-such-machine:{{nonce}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "{{matches .*ExecutionDoesNotExist}}",
          "message": "Execution Does Not Exist: 'arn:aws:states:{{region}}:{{accountId}}:execution:no-such-machine:{{nonce}}'"
        }
        """

  @ASYNC-111 @extended
  Rule: What is no ARN is refused with InvalidArn and its text
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
    Basis: recorded 2024-03-08, and seen on AWS through API Gateway in a published transcript

    Example: DescribeExecution of a word
      Given a REST API whose "POST /describe" calls Step Functions' DescribeExecution
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /describe" with the JSON body
        """
        {"executionArn": "soup-{{nonce}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {
          "__type": "com.amazonaws.swf.service.v2.model#InvalidArn",
          "message": "Invalid Arn: 'Invalid ARN prefix: soup-{{nonce}}'"
        }
        """

  @ASYNC-112 @edge
  Rule: An action that Step Functions does not have is answered with UnknownOperationException and no message
    Source: a published transcript of a live API whose integration named a garbled action
    Basis: derived: seen once, in the log of API Gateway

    Example: an action that was never there
      Given a REST API whose "POST /cook" calls Step Functions' CookSoup
      And errors that match "4\d{2}" become status 400
      When a client sends "POST /cook" with the JSON body
        """
        {"id": "{{nonce}}"}
        """
      Then the response status is 400
      And the response body is the JSON
        """
        {"__type": "com.amazon.coral.service#UnknownOperationException", "message": "{{absent}}"}
        """
