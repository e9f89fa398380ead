@http-api @needs-http-api @own-api
Feature: The access log of an HTTP API's stage
  A stage writes one line for each request to a log group. HTTP APIs have no
  execution log, so that this line is all that tells why a request failed.

  @OBS-135 @core
  Rule: Variables of the format are filled in with what is known of the request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    Basis: documented; all values recorded 2025-05-18 by a third party, whose line had the time in seconds and one id for both of the request

    Background:
      Given an HTTP API whose "GET /pets/{id}" proxies to the function "hello" with payload format 2.0
      And the request header "User-Agent" is "soup/1.0 {{nonce}}"

    Example: in JSON
      Given the stage's access log has the format
        """
        {"requestId":"$context.requestId","extendedRequestId":"$context.extendedRequestId","apiId":"$context.apiId","accountId":"$context.accountId","stage":"$context.stage","httpMethod":"$context.httpMethod","path":"$context.path","routeKey":"$context.routeKey","protocol":"$context.protocol","requestTime":"$context.requestTime","requestTimeEpoch":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","agent":"$context.identity.userAgent","status":"$context.status","responseLength":"$context.responseLength","responseLatency":"$context.responseLatency"}
        """
      When a client sends "GET /pets/7?size=large"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"requestId": "{{matches [A-Za-z0-9_-]{15}=}}", "extendedRequestId": "{{matches [A-Za-z0-9_-]{15}=}}", "apiId": "{{apiId}}", "accountId": "{{accountId}}", "stage": "$default", "httpMethod": "GET", "path": "/pets/7", "routeKey": "GET /pets/{id}", "protocol": "HTTP/1.1", "requestTime": "{{clf time}}", "requestTimeEpoch": "{{matches [0-9]{10}}}", "ip": "{{ip address}}", "agent": "soup/1.0 {{nonce}}", "status": "200", "responseLength": "18", "responseLatency": "{{matches [0-9]+}}"}
        """

    Example: in the Common Log Format, on a stage with a name
      Given it has the stage "dev"
      And the stage's access log has the format
        """
        $context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId $context.path
        """
      When a client sends "GET /dev/pets/7"
      Then the response status is 200
      And the access log of the request is
        """
        {{matches [0-9a-f.:]+ - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET GET /pets/\{id\} HTTP/1.1" 200 18 [A-Za-z0-9_-]{15}= /dev/pets/7}}
        """

  @OBS-136 @core
  Rule: A variable without a value is a dash
    Source: access logs of HTTP APIs, published as transcripts
    Basis: recorded 2025-05-18 by a third party

    Example: what no request without an authorizer or an error has, and what only REST APIs have
      Given an HTTP API whose "GET /soup" proxies to the function "hello" with payload format 2.0
      And the stage's access log has the format
        """
        {"id":"$context.requestId","claim":"$context.authorizer.claims.sub","property":"$context.authorizer.property","error":"$context.error.message","quoted":"$context.error.messageString","type":"$context.error.responseType","user":"$context.identity.user","domain":"$context.customDomain.basePathMatched","integration":"$context.integrationErrorMessage","integration too":"$context.integration.error","resource":"$context.resourcePath"}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "claim": "-", "property": "-", "error": "-", "quoted": "-", "type": "-", "user": "-", "domain": "-", "integration": "-", "integration too": "-", "resource": "-"}
        """

  @OBS-137 @core
  Rule: A function's own status and that of Lambda are two
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    Basis: documented for $context.integration.integrationStatus and $context.integration.status, and in contradictory words for $context.integrationStatus; recorded 2025-05-18 by a third party, who saw Lambda's there

    Example: the function answers 401
      Given an HTTP API whose "GET /soup" proxies to the function "result" with payload format 2.0
      And the function returns
        """
        {"statusCode": 401, "body": "no soup for you"}
        """
      And the stage's access log has the format
        """
        {"id":"$context.requestId","status":"$context.status","length":"$context.responseLength","function":"$context.integration.status","lambda":"$context.integration.integrationStatus","lambda too":"$context.integrationStatus","latency":"$context.integration.latency","latency too":"$context.integrationLatency","invocation":"$context.integration.requestId","invocation too":"$context.awsEndpointRequestId"}
        """
      When a client sends "GET /soup"
      Then the response status is 401
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "status": "401", "length": "15", "function": "401", "lambda": "200", "lambda too": "200", "latency": "{{matches [0-9]+}}", "latency too": "{{matches [0-9]+}}", "invocation": "{{uuid}}", "invocation too": "{{uuid}}"}
        """

  @OBS-138 @core
  Rule: A function that may not be invoked is told from the others
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    Basis: documented; the line recorded 2023-02-15 by a third party

    Example: no permission, behind $default
      Given an HTTP API whose "$default" proxies to the function "hello" with payload format 2.0
      And API Gateway has no permission to invoke the function
      And the stage's access log has the format
        """
        "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId $context.integrationErrorMessage
        """
      When a client sends "GET /soup"
      Then the response status is 500
      And the access log of the request is
        """
        {{matches "GET \$default HTTP/1.1" 500 35 [A-Za-z0-9_-]{15}= The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.}}
        """

    Example: under the variable's other name
      Given an HTTP API whose "GET /soup" proxies to the function "hello" with payload format 1.0
      And API Gateway has no permission to invoke the function
      And the stage's access log has the format
        """
        {"id":"$context.requestId","error":"$context.integration.error"}
        """
      When a client sends "GET /soup"
      Then the response status is 500
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "error": "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again."}
        """

  @OBS-139 @extended
  Rule: A function's error is logged in a sentence, although the client is not told
    Source: access logs of HTTP APIs, published in a workshop and in a monitoring guide
    Basis: recorded 2022-07-18 by a third party

    Example: the function throws
      Given an HTTP API whose "GET /soup" proxies to the function "throw" with payload format 2.0
      And the function throws "the soup is cold"
      And the stage's access log has the format
        """
        {"id":"$context.requestId","status":"$context.status","length":"$context.responseLength","error":"$context.integrationErrorMessage"}
        """
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message":"Internal Server Error"}
        """
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "status": "500", "length": "35", "error": "The Lambda function returned the following error: the soup is cold. Check your Lambda function code and try again."}
        """

  @OBS-140 @extended
  Rule: A service's status and latency are logged
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    Basis: documented

    Example: Step Functions refuses the call
      Given an HTTP API whose "POST /start" is integrated with StepFunctions-StartExecution of a Standard state machine
      And its parameter "StateMachineArn" is "no ARN"
      And the stage's access log has the format
        """
        {"id":"$context.requestId","status":"$context.status","code":"$context.integration.status","latency":"$context.integrationLatency","routeKey":"$context.routeKey"}
        """
      When a client sends "POST /start"
      Then the response status is 400
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "status": "400", "code": "400", "latency": "{{matches [0-9]+}}", "routeKey": "POST /start"}
        """

  @OBS-141 @extended
  Rule: A request that no route matches is logged without a route
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
    Basis: derived: a line for each request; what has no value is a dash

    Example: an unknown path
      Given an HTTP API whose "GET /soup" proxies to the function "hello" with payload format 2.0
      And the stage's access log has the format
        """
        {"id":"$context.requestId","path":"$context.path","routeKey":"$context.routeKey","status":"$context.status","length":"$context.responseLength","latency":"$context.integrationLatency"}
        """
      When a client sends "GET /bread"
      Then the response status is 404
      And the access log of the request is the JSON
        """
        {"id": "{{string}}", "path": "/bread", "routeKey": "-", "status": "404", "length": "23", "latency": "-"}
        """

  @OBS-142 @extended
  Rule: A format without an id of the request is refused
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
    Basis: documented: it must include $context.requestId or $context.extendedRequestId

    Example: neither id
      Given an HTTP API whose "GET /soup" proxies to the function "hello" with payload format 2.0
      And the stage's access log has the format
        """
        $context.status
        """
      When the API is deployed
      Then CreateStage is refused with BadRequestException
