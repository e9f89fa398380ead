@rest-api
Feature: What a Lambda authorizer is told, and what it tells
  The function's event depends on the authorizer's type. What it gives as context
  comes to the method.

  @PERM-125 @core
  Rule: The event of a TOKEN authorizer is type, token and the method's ARN
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
    Basis: documented; recorded 2017-06-05: the ARN has the path as it was called, not that of the resource

    Scenario Outline: <request> to <route>
      Given a REST API whose "<route>" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.X-Token"
      And the request header "X-Token" is "everything {{nonce}}"
      When a client sends "<request>"
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "type": "TOKEN",
          "authorizationToken": "everything {{nonce}}",
          "methodArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/{{stage}}/<verb>{{base}}<path>"
        }
        """

      Examples:
        | route             | request                | verb | path          |
        | GET /soup         | GET /soup              | GET  | /soup         |
        | GET /soup/{name}  | GET /soup/leek?size=1  | GET  | /soup/leek    |
        | ANY /soup         | PUT /soup              | PUT  | /soup         |
        | GET /{path+}      | GET /soup/leek/hot     | GET  | /soup/leek/hot|

  @PERM-126 @core
  Rule: The event of a REQUEST authorizer is that of a proxy integration without the body
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
    Basis: documented: what is absent is an empty object; the members that the guide leaves out are those of payload
      format 1.0, as in published events

    Example: a request with nothing in it
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "result" that reads the request
      And the function returns
        """
        {"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "*", "Effect": "Allow", "Resource": "*"}]}}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "type": "REQUEST",
          "methodArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/{{stage}}/GET{{base}}/soup",
          "resource": "{{base}}/soup",
          "path": "{{base}}/soup",
          "httpMethod": "GET",
          "headers": {
            "accept": "*/*",
            "x-conformance-nonce": "{{nonce}}",
            "X-Amzn-Trace-Id": "{{trace id}}",
            "{{...}}": "{{string}}"
          },
          "multiValueHeaders": {
            "accept": ["*/*"],
            "x-conformance-nonce": ["{{nonce}}"],
            "X-Amzn-Trace-Id": ["{{trace id}}"],
            "{{...}}": "{{any}}"
          },
          "queryStringParameters": {},
          "multiValueQueryStringParameters": {},
          "pathParameters": {},
          "stageVariables": {},
          "requestContext": {
            "resourceId": "{{string}}",
            "resourcePath": "{{base}}/soup",
            "httpMethod": "GET",
            "extendedRequestId": "{{string}}",
            "requestTime": "{{clf time}}",
            "path": "/{{stage}}{{base}}/soup",
            "accountId": "{{accountId}}",
            "protocol": "HTTP/1.1",
            "stage": "{{stage}}",
            "domainPrefix": "{{string}}",
            "requestTimeEpoch": "{{epoch milliseconds}}",
            "requestId": "{{uuid}}",
            "identity": {
              "cognitoIdentityPoolId": null,
              "accountId": null,
              "cognitoIdentityId": null,
              "caller": null,
              "sourceIp": "{{ip address}}",
              "principalOrgId": null,
              "accessKey": null,
              "cognitoAuthenticationType": null,
              "cognitoAuthenticationProvider": null,
              "userArn": null,
              "userAgent": "{{any}}",
              "user": null
            },
            "domainName": "{{string}}",
            "deploymentId": "{{string}}",
            "apiId": "{{apiId}}"
          }
        }
        """

    @own-api
    Example: a request with everything
      Given a REST API whose "ANY /owners/{owner}/{pets+}" answers from a MOCK integration
      And the stage variable "colour" is "green"
      And its authorizer is the function "gatekeeper" that reads the request
      And the request header "X-Tag" is "red"
      And the request header "X-Tag" is "green"
      When a client sends "POST /owners/ann/pets/rex?say=everything&tag=a&tag=b%26c" with the JSON body
        """
        {"soup": "leek"}
        """
      Then the response status is 200
      And the authorizer received the event
        """
        {
          "type": "REQUEST",
          "methodArn": "arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/{{stage}}/POST/owners/ann/pets/rex",
          "resource": "/owners/{owner}/{pets+}",
          "path": "/owners/ann/pets/rex",
          "httpMethod": "POST",
          "headers": {
            "content-type": "application/json",
            "x-conformance-nonce": "{{nonce}}",
            "x-tag": "green",
            "{{...}}": "{{string}}"
          },
          "multiValueHeaders": {
            "content-type": ["application/json"],
            "x-conformance-nonce": ["{{nonce}}"],
            "x-tag": ["red", "green"],
            "{{...}}": "{{any}}"
          },
          "queryStringParameters": {"say": "everything", "tag": "b&c"},
          "multiValueQueryStringParameters": {"say": ["everything"], "tag": ["a", "b&c"]},
          "pathParameters": {"owner": "ann", "pets": "pets/rex"},
          "stageVariables": {"colour": "green"},
          "requestContext": {
            "resourcePath": "/owners/{owner}/{pets+}",
            "httpMethod": "POST",
            "path": "/{{stage}}/owners/ann/pets/rex",
            "authorizer": "{{absent}}",
            "{{...}}": "{{any}}"
          }
        }
        """

    Example: it is told the request's own id
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the request
      When a client sends "GET /soup?say=everything"
      Then the response status is 200
      And the member "$.requestContext.requestId" of the authorizer's event is the response header "x-amzn-RequestId"

  @PERM-127 @core
  Rule: A proxy integration's event has principal and context as requestContext.authorizer, all values as text
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    Basis: documented: numbers and booleans become text; integrationLatency as in published events

    Example: a text, a number, a boolean
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        {
          "principalId": "ann",
          "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}]},
          "context": {"name": "Ann \"the cook\" 実行", "number": 1, "flag": true}
        }
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the member "$.requestContext.authorizer" of the event is the JSON
        """
        {
          "principalId": "ann",
          "integrationLatency": "{{number}}",
          "name": "Ann \"the cook\" 実行",
          "number": "1",
          "flag": "true"
        }
        """

    Example: no context
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the member "$.requestContext.authorizer" of the event is the JSON
        """
        {"principalId": "ann", "integrationLatency": "{{number}}"}
        """

  @PERM-128 @core
  Rule: Templates read them as $context.authorizer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: in a response template
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"who": "$context.authorizer.principalId", "name": "$context.authorizer.name", "number": "$context.authorizer.number", "flag": "$context.authorizer.flag", "none": "$!context.authorizer.none"}
        """
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        {
          "principalId": "ann",
          "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}]},
          "context": {"name": "Ann", "number": 1, "flag": true}
        }
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is the JSON
        """
        {"who": "ann", "name": "Ann", "number": "1", "flag": "true", "none": ""}
        """

    Example: in the input of an execution
      Given a REST API whose "POST /go" starts a Standard state machine
      And its request template is
        """
        {"stateMachineArn": "{{stateMachineArn}}", "input": "{\"by\": \"$context.authorizer.principalId\"}"}
        """
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "POST /go" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And 1 execution was started
      And the execution's input is the JSON
        """
        {"by": "ann"}
        """

    Example: an execution that is denied is not started
      Given a REST API whose "POST /go" starts a Standard state machine
      And the execution's input is the request's body
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "deny {{nonce}}"
      When a client sends "POST /go" with the JSON body
        """
        {}
        """
      Then the response status is 403
      And no execution was started

  @PERM-129 @extended @own-api
  Rule: The template of ACCESS_DENIED reads the context of the answer that denied
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
    Basis: documented: gateway responses may use $context; published transcripts show it for a Deny

    Example: a reason for the client
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        {
          "principalId": "ann",
          "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Deny", "Resource": "*"}]},
          "context": {"reason": "the kitchen is closed", "until": 18}
        }
        """
      And the gateway response ACCESS_DENIED has the "application/json" template
        """
        {"reason": "$context.authorizer.reason", "until": "$context.authorizer.until"}
        """
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response body is the JSON
        """
        {"reason": "the kitchen is closed", "until": "18"}
        """

  @OBS-150 @extended @own-api
  Rule: A stage's log tells of the authorizer before the usage plan and the execution
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: recorded 2017-06-05 by a third party: identity and principal are masked but for six characters

    Example: a caller who is let in
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the stage logs its executions
      And the request header "Authorization" is "everything"
      When a client sends "GET /soup"
      Then the response status is 200
      And the stage's log of the request has the lines
        """
        {{matches Starting authorizer: [a-z0-9]+ for request: [0-9a-f-]{36}}}
        Incoming identity: ****ything
        {{matches Endpoint request URI: https://lambda\..+/invocations}}
        {{matches Endpoint request headers: \{.*}}
        {{matches Endpoint request body after transformations: \{"type":"TOKEN","authorizationToken":"everything","methodArn":"arn:aws:execute-api:.+/{{stage}}/GET/soup"\}}}
        {{matches Authorizer result body before parsing: \{.*"principalId".*}}
        Using valid authorizer policy for principal: ann
        Successfully completed authorizer execution
        {{matches Verifying Usage Plan for request: [0-9a-f-]{36}\. API Key:  API Stage: {{apiId}}/{{stage}}}}
        {{matches Starting execution for request: [0-9a-f-]{36}}}
        Method completed with status: 200
        """

  @OBS-151 @extended @own-api
  Rule: The log says why nobody was let in
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: recorded 2026-01-10 without identity, 2016-09-14 for an answer that is no policy, 2020-07-02 for a function that
      may not be invoked, each by a third party

    Example: a caller who does not say who they are
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 401
      And the stage's log of the request has the lines
        """
        {{matches Extended Request Id: .+}}
        {{matches Starting authorizer: [a-z0-9]+ for request: [0-9a-f-]{36}}}
        {{matches Unauthorized request: [0-9a-f-]{36}}}
        """

    Example: an answer that is no policy
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "result" that reads the token from "method.request.header.Authorization"
      And the function returns
        """
        null
        """
      And the stage logs its executions
      And the request header "Authorization" is "{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        Authorizer result body before parsing: null
        Execution failed due to configuration error: Could not parse policy
        """

    Example: a function that may not be invoked
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And API Gateway has no permission to invoke the function
      And the stage logs its executions
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        Execution failed due to configuration error: Invalid permissions on Lambda function
        Execution failed due to configuration error: Authorizer error
        """
