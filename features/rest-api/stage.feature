@rest-api @own-api
Feature: Stages and deployments
  A stage serves the deployment that it points to, with variables of its own.

  @ROUTE-002 @core
  Rule: Each stage answers from its own deployment and with its own variables
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
    Basis: documented

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"soup": "leek", "colour": "$stageVariables.colour", "stage": "$context.stage"}
        """
      And the stage variable "colour" is "green"
      And afterwards its response template becomes
        """
        {"soup": "pea", "colour": "$stageVariables.colour", "stage": "$context.stage"}
        """
      And afterwards it is deployed to the stage "beta"
      And there the stage variable "colour" is "yellow"

    Example: the first stage
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is the JSON
        """
        {"soup": "leek", "colour": "green", "stage": "{{stage}}"}
        """

    Example: the second stage
      When a client sends "GET /soup" to the stage "beta"
      Then the response status is 200
      And the response body is the JSON
        """
        {"soup": "pea", "colour": "yellow", "stage": "beta"}
        """

  @ROUTE-003 @core
  Rule: A change shows on a stage only once the API is deployed again
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
    Basis: documented

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"soup": "leek"}
        """
      And afterwards its response template becomes
        """
        {"soup": "pea"}
        """

    Example: changed and not deployed
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is the JSON
        """
        {"soup": "leek"}
        """

    Example: changed and deployed again
      Given afterwards it is deployed again
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is the JSON
        """
        {"soup": "pea"}
        """

  @ASYNC-012 @extended
  Rule: The machine's ARN may come from a stage variable, so that stages start different machines
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented

    Background:
      Given a REST API whose "POST /execution" starts a Standard state machine
      And its request template is
        """
        {"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "$stageVariables.arn"}
        """
      And errors that match "4\d{2}" become status 400
      And the stage variable "arn" is "{{stateMachineArn}}"
      And afterwards it is deployed to the stage "beta"
      And there the stage variable "arn" is "{{stateMachineArn}}-beta"

    Example: the first stage starts its machine
      When a client sends "POST /execution" with the JSON body
        """
        {"wish": "{{nonce}}"}
        """
      Then the response status is 200
      And 1 execution was started
      And the execution's input is the JSON
        """
        {"wish": "{{nonce}}"}
        """

    Example: the second stage asks for another one
      When a client sends "POST /execution" to the stage "beta"
      Then the response status is 400
      And the response body contains "{{stateMachineArn}}-beta"
      And no execution was started

  @ROUTE-114 @extended
  Rule: A canary answers its share of a stage's requests, with its own deployment and variables
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
    Basis: documented; recorded 2025-05-30: variables that it does not override keep the stage's values, and
      $context.isCanaryRequest says true or false

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        leek $context.isCanaryRequest [$stageVariables.size] [$stageVariables.spice] [$stageVariables.herb]
        """
      And the stage variable "size" is "small"
      And the stage variable "spice" is "mild"
      And afterwards its response template becomes
        """
        pea $context.isCanaryRequest [$stageVariables.size] [$stageVariables.spice] [$stageVariables.herb]
        """

    Scenario Outline: <percent> percent
      Given afterwards it is deployed as a canary for <percent> percent of the requests
      And there the stage variable "spice" is "hot"
      And there the stage variable "herb" is "dill"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        <body>
        """

      Examples:
        | percent | body                          |
        | 0       | leek false [small] [mild] []  |
        | 100     | pea true [small] [hot] [dill] |
