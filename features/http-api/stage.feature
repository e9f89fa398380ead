@http-api @needs-http-api @own-api
Feature: Stages of an HTTP API
  The stage $default answers at the API's own URL, any other below its name.

  @ROUTE-023 @core
  Rule: The first segment selects a stage that has its name; all else goes to $default
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    Basis: documented

    Scenario Outline: <path> goes to <stage>
      Given an HTTP API whose "GET /{proxy+}" proxies to the function "hello" with payload format 2.0
      And it has the stage "$default"
      And it has the stage "dev"
      When a client sends "GET <path>"
      Then the response status is 200
      And the member "$.requestContext.stage" of the event is "<stage>"
      And the member "$.pathParameters.proxy" of the event is "<rest>"

      Examples:
        | path      | stage    | rest      |
        | /dev/pets | dev      | pets      |
        | /pets     | $default | pets      |
        | /device/1 | $default | device/1  |

    Example: no stage $default
      Given an HTTP API whose "GET /{proxy+}" proxies to the function "hello" with payload format 2.0
      And it has the stage "dev"
      When a client sends "GET /pets"
      Then the response status is 404
      And the response body is
        """
        {"message":"Not Found"}
        """
      And the function was not invoked

  @EVENT2-010 @core
  Rule: On a named stage rawPath begins with the stage; routeKey does not
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented by a sample; seen on AWS in published transcripts (2021-07-22, 2022-08-02)

    Example: the stage default
      Given an HTTP API whose "ANY /bot" proxies to the function "hello" with payload format 2.0
      And it has the stage "default"
      When a client sends "POST /default/bot"
      Then the response status is 200
      And the member "$.rawPath" of the event is "/default/bot"
      And the member "$.requestContext.http.path" of the event is "/default/bot"
      And the member "$.requestContext.stage" of the event is "default"
      And the member "$.routeKey" of the event is "ANY /bot"

  @EVENT2-011 @core
  Rule: On the stage $default rawPath is the path alone
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented

    Example: a path of two segments
      Given an HTTP API whose "GET /my/path" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /my/path"
      Then the response status is 200
      And the member "$.rawPath" of the event is "/my/path"
      And the member "$.requestContext.http.path" of the event is "/my/path"
      And the member "$.requestContext.stage" of the event is "$default"

  @ROUTE-025 @extended
  Rule: A stage that deploys automatically shows changes without a deployment
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
    Basis: documented

    Example: a route that was created after the stage
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And it has the stage "$default"
      And the stage deploys automatically
      When a client sends "GET /pets"
      Then the response status is 200
      And the function was invoked once

  @ROUTE-159 @extended
  Rule: A stage variable can name the function of an integration
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
    Basis: documented

    Background:
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 2.0
      And its integration URI is
        """
        arn:aws:apigateway:{{region}}:lambda:path/2015-03-31/functions/arn:aws:lambda:{{region}}:{{accountId}}:function:${stageVariables.function}/invocations
        """
      And it has the stage "good"
      And the stage variable "function" is "{{functionName}}"
      And it has the stage "bad"
      And the stage variable "function" is "{{functionName}}-of-nobody"

    Example: the stage whose variable names the function
      When a client sends "GET /good/pets"
      Then the response status is 200
      And the function was invoked once

    Example: the stage whose variable names no function
      When a client sends "GET /bad/pets"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the function was not invoked
