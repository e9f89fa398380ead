@rest-api @own-api
Feature: The access log of a stage
  A stage writes one line for each request to a log group, in a format of the
  API's own: text with $context variables, more of them than templates know.

  @OBS-124 @core
  Rule: Variables of the format are filled in with what is known of the request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    Basis: documented; the forms of all values recorded 2026-07-20 by a third party

    Background:
      Given a REST API whose "GET /pets/{id}" proxies to the function "hello"
      And the request header "User-Agent" is "soup/1.0 {{nonce}}"

    Example: in JSON
      Given the stage's access log has the format
        """
        {"requestId":"$context.requestId","extendedRequestId":"$context.extendedRequestId","apiId":"$context.apiId","accountId":"$context.accountId","stage":"$context.stage","httpMethod":"$context.httpMethod","path":"$context.path","resourcePath":"$context.resourcePath","resourceId":"$context.resourceId","protocol":"$context.protocol","requestTime":"$context.requestTime","requestTimeEpoch":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","agent":"$context.identity.userAgent","status":"$context.status","responseLength":"$context.responseLength","responseLatency":"$context.responseLatency"}
        """
      When a client sends "GET /pets/7?size=large"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"requestId": "{{uuid}}", "extendedRequestId": "{{matches [A-Za-z0-9_-]{15}=}}", "apiId": "{{apiId}}", "accountId": "{{accountId}}", "stage": "live", "httpMethod": "GET", "path": "/live/pets/7", "resourcePath": "/pets/{id}", "resourceId": "{{matches [a-z0-9]+}}", "protocol": "HTTP/1.1", "requestTime": "{{clf time}}", "requestTimeEpoch": "{{matches [0-9]{13}}}", "ip": "{{ip address}}", "agent": "soup/1.0 {{nonce}}", "status": "200", "responseLength": "18", "responseLatency": "{{matches [0-9]+}}"}
        """

    Example: in the Common Log Format
      Given the stage's access log has the format
        """
        $context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId
        """
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the access log of the request is
        """
        {{matches [0-9a-f.:]+ - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET /pets/\{id\} HTTP/1.1" 200 18 [0-9a-f-]{36} [A-Za-z0-9_-]{15}=}}
        """

    Example: in XML, and any other text
      Given the stage's access log has the format
        """
        <request id="$context.requestId"><status>$context.status</status></request>
        """
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the access log of the request is
        """
        {{matches <request id="[0-9a-f-]{36}"><status>200</status></request>}}
        """

  @OBS-125 @core
  Rule: A variable without a value is a dash
    Source: access logs of REST APIs, published as transcripts
    Basis: recorded 2026-07-20 by a third party

    Example: what no request without an authorizer, an error or a key has
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And the stage's access log has the format
        """
        {"id":"$context.requestId","caller":"$context.identity.caller","user":"$context.identity.user","key":"$context.identity.apiKeyId","principal":"$context.authorizer.principalId","claim":"$context.authorizer.claims.sub","error":"$context.error.message","type":"$context.error.responseType"}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"id": "{{uuid}}", "caller": "-", "user": "-", "key": "-", "principal": "-", "claim": "-", "error": "-", "type": "-"}
        """

  @OBS-126 @extended
  Rule: An integration's status and latency are logged
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    Basis: documented; $context.integration.status of a function's 403 recorded 2026-07-20 by a third party

    Background:
      Given a REST API whose "GET /soup" proxies to the function "result"
      And its "GET /down" calls Step Functions' StartExecution
      And its request template is
        """
        {"input": 1}
        """
      And the stage's access log has the format
        """
        {"id":"$context.requestId","status":"$context.status","length":"$context.responseLength","code":"$context.integration.status","service":"$context.integration.integrationStatus","latency":"$context.integration.latency","latency too":"$context.integrationLatency","request":"$context.integration.requestId"}
        """

    Example: a function's own status, and that of Lambda
      Given the function returns
        """
        {"statusCode": 403, "body": "no soup"}
        """
      When a client sends "GET /soup"
      Then the response status is 403
      And the access log of the request is the JSON
        """
        {"id": "{{uuid}}", "status": "403", "length": "7", "code": "403", "service": "200", "latency": "{{matches [0-9]+}}", "latency too": "{{matches [0-9]+}}", "request": "{{uuid}}"}
        """

    Example: a service's status that the client does not see
      Given the function returns
        """
        {"statusCode": 200}
        """
      When a client sends "GET /down"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"id": "{{uuid}}", "status": "200", "length": "{{matches [0-9]+}}", "code": "400", "service": "{{any}}", "latency": "{{matches [0-9]+}}", "latency too": "{{matches [0-9]+}}", "request": "{{any}}"}
        """

  @OBS-128 @extended
  Rule: What the gateway itself answers is logged with its error and without integration
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    Basis: documented; that there are dashes for the integration was recorded 2026-07-20 by a third party (401 and 403)

    Scenario Outline: <case>
      Given a REST API whose "GET /key" proxies to the function "hello"
      And it requires an API key
      And its "GET /size" proxies to the function "hello"
      And it requires the parameter "method.request.querystring.size"
      And it validates the parameters
      And its "GET /limit" proxies to the function "hello"
      And the stage allows 0 requests per second and 0 at once for "GET /limit"
      And the stage's access log has the format
        """
        {"id":"$context.requestId","path":"$context.resourcePath","status":"$context.status","length":"$context.responseLength","message":"$context.error.message","quoted":$context.error.messageString,"type":"$context.error.responseType","code":"$context.integration.status","latency":"$context.integration.latency"}
        """
      When a client sends "GET <path>"
      Then the response status is <status>
      And the access log of the request is the JSON
        """
        {"id": "{{uuid}}", "path": "<path>", "status": "<status>", "length": "<length>", "message": "<message>", "quoted": "<message>", "type": "<type>", "code": "-", "latency": "-"}
        """

      Examples:
        | case                   | path   | status | length | message                                     | type                   |
        | no API key             | /key   | 403    | 23     | Forbidden                                   | INVALID_API_KEY        |
        | a parameter is missing | /size  | 400    | 58     | Missing required request parameters: [size] | BAD_REQUEST_PARAMETERS |
        | a throttled request    | /limit | 429    | 31     | Too Many Requests                           | THROTTLED              |

  @OBS-129 @extended
  Rule: The status is the client's, whatever the API has made of an error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    Basis: documented: $context.status is the status of the method response

    Example: a customised gateway response
      Given a REST API whose "GET /soup" proxies to the function "hello"
      And it requires an API key
      And the gateway response INVALID_API_KEY has status 401
      And the gateway response INVALID_API_KEY has the "text/plain" template
        """
        keyless
        """
      And the stage's access log has the format
        """
        $context.requestId $context.status $context.responseLength $context.error.responseType
        """
      When a client sends "GET /soup"
      Then the response status is 401
      And the access log of the request is
        """
        {{matches [0-9a-f-]{36} 401 7 INVALID_API_KEY}}
        """

    Example: a status that a template sets
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        #set($context.responseOverride.status = 418)teapot
        """
      And the stage's access log has the format
        """
        $context.requestId $context.status $context.responseLength
        """
      When a client sends "GET /soup"
      Then the response status is 418
      And the access log of the request is
        """
        {{matches [0-9a-f-]{36} 418 6}}
        """

  @OBS-130 @extended
  Rule: The key's id is logged, and the key where the format asks for it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    Basis: documented

    Example: a request with a key
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And it requires an API key
      And the stage has a usage plan with an API key
      And the request header "x-api-key" is "{{apiKey}}"
      And the stage's access log has the format
        """
        {"id":"$context.requestId","key":"$context.identity.apiKey","key's id":"$context.identity.apiKeyId"}
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the access log of the request is the JSON
        """
        {"id": "{{uuid}}", "key": "{{apiKey}}", "key's id": "{{apiKeyId}}"}
        """

  @OBS-131 @extended
  Rule: The request's id is the client's own if that is a UUID, and marked as replaced if it is none
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
    Basis: documented

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the request header "x-amzn-RequestId" is "<id>"
      And the stage's access log has the format
        """
        $context.extendedRequestId $context.requestId
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the access log of the request is
        """
        <logged>
        """

      Examples:
        | case        | id                                   | logged                                                                                   |
        | a UUID      | 0d3c6b0e-1f6a-4a53-9a3c-2f5b8f1f0c11 | {{matches [A-Za-z0-9_-]{15}= 0d3c6b0e-1f6a-4a53-9a3c-2f5b8f1f0c11}}                      |
        | another id  | soup-of-the-day                      | {{matches [A-Za-z0-9_-]{15}= [0-9a-f-]{36}_REPLACED_INVALID_REQUEST_ID}}                 |

  @OBS-132 @extended
  Rule: Only $context is filled in
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented: only $context variables are supported, not $input and so on

    Example: no template language
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage's access log has the format
        """
        $context.requestId #set($x = 1) $input.params("size")
        """
      When a client sends "GET /soup?size=large"
      Then the response status is 200
      And the access log of the request is
        """
        {{matches [0-9a-f-]{36} #set\(\$x = 1\) \$input\.params\("size"\)}}
        """

  @OBS-133 @extended
  Rule: A format without an id of the request is refused
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
    Basis: documented: it must include at least $context.requestId or $context.extendedRequestId

    Example: neither id
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage's access log has the format
        """
        $context.status
        """
      When the API is deployed
      Then UpdateStage is refused with BadRequestException

    Example: the extended id is enough
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage's access log has the format
        """
        $context.extendedRequestId $context.status
        """
      When a client sends "GET /soup"
      Then the access log of the request is
        """
        {{matches [A-Za-z0-9_-]{15}= 200}}
        """

  @OBS-134 @extended
  Rule: A format is a single line
    Source: the refusal of a format in several lines, as people met it
    Basis: recorded 2023-05-11 by a third party

    Example: JSON as it is usually written
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And the stage's access log has the format
        """
        {
          "id": "$context.requestId"
        }
        """
      When the API is deployed
      Then UpdateStage is refused with BadRequestException and the message contains "Access Log format must be single line"
