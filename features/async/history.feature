@async
Feature: The history of a Standard execution

  Background:
    Given a REST API whose "POST /execution" starts a Standard state machine
    And the execution's input is the request's body
    And the execution's output is
      """
      {"answered": true}
      """
    And its "POST /history" calls Step Functions' GetExecutionHistory

  @ASYNC-114 @extended
  Rule: GetExecutionHistory tells every event with its number, the one before, and its data
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    Basis: documented; recorded 2024-06-30

    Example: a Pass state
      Given its request template is
        """
        {"executionArn": "$input.path('$.executionArn')"}
        """
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /history"
        """
        {"id": "{{nonce}}"}
        """
      Then the response body is the JSON
        """
        {
          "events": [
            {
              "executionStartedEventDetails": {
                "input": {"{{json text}}": {"id": "{{nonce}}"}},
                "inputDetails": {"{{...}}": "{{any}}", "truncated": false},
                "roleArn": "{{string}}"
              },
              "id": 1,
              "previousEventId": 0,
              "timestamp": "{{epoch seconds}}",
              "type": "ExecutionStarted"
            },
            {
              "id": 2,
              "previousEventId": 0,
              "stateEnteredEventDetails": {
                "input": {"{{json text}}": {"id": "{{nonce}}"}},
                "inputDetails": {"{{...}}": "{{any}}", "truncated": false},
                "name": "Answer"
              },
              "timestamp": "{{epoch seconds}}",
              "type": "PassStateEntered"
            },
            {
              "id": 3,
              "previousEventId": 2,
              "stateExitedEventDetails": {
                "name": "Answer",
                "output": "{\"answered\":true}",
                "outputDetails": {"{{...}}": "{{any}}", "truncated": false}
              },
              "timestamp": "{{epoch seconds}}",
              "type": "PassStateExited"
            },
            {
              "executionSucceededEventDetails": {
                "output": "{\"answered\":true}",
                "outputDetails": {"{{...}}": "{{any}}", "truncated": false}
              },
              "id": 4,
              "previousEventId": 3,
              "timestamp": "{{epoch seconds}}",
              "type": "ExecutionSucceeded"
            }
          ]
        }
        """

  @ASYNC-115 @extended
  Rule: With reverseOrder the last event comes first
    Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
    Basis: documented; recorded 2024-01-28

    Example: the end before the beginning
      Given its request template is
        """
        {"executionArn": "$input.path('$.executionArn')", "reverseOrder": true}
        """
      When a client sends "POST /execution" with the JSON body and, once the execution has ended, the answer to "POST /history"
        """
        {}
        """
      Then the member "$.events[0].type" of the response is "ExecutionSucceeded"
      And the member "$.events[0].id" of the response is the JSON
        """
        4
        """
      And the member "$.events[3].type" of the response is "ExecutionStarted"
