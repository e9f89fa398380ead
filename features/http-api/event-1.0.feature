@http-api @needs-http-api
Feature: The event of payload format 1.0
  The format of REST APIs, as an HTTP API writes it: much alike, but not the same.

  @EVENT2-017 @core
  Rule: The event has REST's members and the version; what the request lacks is null
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; recorded contradicts: resourceId is the route's key where the page has null, identity has
      cognitoAmr as well, and without an authorizer there is no member authorizer (2022-02-06, 2022-08-20)

    Example: a GET with nothing to it
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets"
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "1.0",
          "resource": "{{base}}/pets",
          "path": "{{base}}/pets",
          "httpMethod": "GET",
          "headers": {"{{...}}": "{{string}}"},
          "multiValueHeaders": {"{{...}}": "{{any}}"},
          "queryStringParameters": null,
          "multiValueQueryStringParameters": null,
          "requestContext": {
            "accountId": "{{accountId}}",
            "apiId": "{{apiId}}",
            "domainName": "{{string}}",
            "domainPrefix": "{{apiId}}",
            "extendedRequestId": "{{matches [A-Za-z0-9_-]{15}=}}",
            "httpMethod": "GET",
            "identity": {
              "accessKey": null,
              "accountId": null,
              "caller": null,
              "cognitoAmr": null,
              "cognitoAuthenticationProvider": null,
              "cognitoAuthenticationType": null,
              "cognitoIdentityId": null,
              "cognitoIdentityPoolId": null,
              "principalOrgId": null,
              "sourceIp": "{{ip address}}",
              "user": null,
              "userAgent": "conformance/1.0",
              "userArn": null
            },
            "path": "{{base}}/pets",
            "protocol": "HTTP/1.1",
            "requestId": "{{matches [A-Za-z0-9_-]{15}=}}",
            "requestTime": "{{clf time}}",
            "requestTimeEpoch": "{{epoch milliseconds}}",
            "resourceId": "GET {{base}}/pets",
            "resourcePath": "{{base}}/pets",
            "stage": "$default"
          },
          "pathParameters": null,
          "stageVariables": null,
          "body": null,
          "isBase64Encoded": false
        }
        """
      And the member "$.requestContext.requestId" of the event is the response header "apigw-requestid"
      And the member "$.requestContext.extendedRequestId" of the event is the response header "apigw-requestid"

    @own-api
    Example: a POST with a body, a query, a path variable and stage variables
      Given an HTTP API whose "ANY /pets/{id}" proxies to the function "hello" with payload format 1.0
      And it has the stage "live"
      And the stage variable "colour" is "green"
      When a client sends "POST /live/pets/7?tag=x" with the JSON body
        """
        {"leek": true}
        """
      Then the response status is 200
      And the function received the event
        """
        {
          "version": "1.0",
          "resource": "/pets/{id}",
          "path": "/live/pets/7",
          "httpMethod": "POST",
          "headers": {"{{...}}": "{{string}}"},
          "multiValueHeaders": {"{{...}}": "{{any}}"},
          "queryStringParameters": {"tag": "x"},
          "multiValueQueryStringParameters": {"tag": ["x"]},
          "requestContext": {"{{...}}": "{{any}}"},
          "pathParameters": {"id": "7"},
          "stageVariables": {"colour": "green"},
          "body": "{\"leek\": true}",
          "isBase64Encoded": false
        }
        """

  @EVENT2-111 @extended
  Rule: On a named stage both paths begin with the stage, resource and resourcePath do not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: recorded 2022-08-20

    @own-api
    Example: the stage live
      Given an HTTP API whose "ANY /pets/{id}" proxies to the function "hello" with payload format 1.0
      And it has the stage "live"
      When a client sends "POST /live/pets/7"
      Then the member "$.path" of the event is "/live/pets/7"
      And the member "$.requestContext.path" of the event is "/live/pets/7"
      And the member "$.resource" of the event is "/pets/{id}"
      And the member "$.requestContext.resourcePath" of the event is "/pets/{id}"
      And the member "$.requestContext.resourceId" of the event is "ANY /pets/{id}"
      And the member "$.requestContext.stage" of the event is "live"

  @EVENT2-112 @extended
  Rule: Repeated query names and headers keep all their values in the multi-value members
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; which of them the single-value members have is not: the page's sample shows the first value
      of a query name and the last of a header

    Example: both twice
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And the request header "X-Soup" is "leek"
      And the request header "X-Soup" is "tomato"
      When a client sends "GET /pets?parameter1=value1&parameter1=value2&parameter2=value"
      Then the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
        """
      And the headers "X-Soup" of the event are
        | leek   |
        | tomato |

  @EVENT2-143 @extended
  Rule: A header of the client's own keeps the case in which the client wrote its name
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: recorded 2022-08-20; the page says that names are in lower case, which holds for format 2.0

    Example: a name in lower case
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And the request header "x-soup" is "leek"
      When a client sends "GET /pets"
      Then the member "$.headers.x-soup" of the event is "leek"
      And the member "$.headers.X-Soup" of the event is "{{absent}}"

    Example: a name in title case
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And the client writes header names in title case
      And the request header "X-Soup" is "leek"
      When a client sends "GET /pets"
      Then the member "$.headers.X-Soup" of the event is "leek"
      And the member "$.headers.x-soup" of the event is "{{absent}}"
      And the member "$.multiValueHeaders.X-Soup" of the event is the JSON
        """
        ["leek"]
        """

  @EVENT2-113 @edge
  Rule: The gateway's own headers are written with capitals
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented, recorded contradicts: the page says that all names of headers are in lower case; recorded
      2021-09-11, 2022-02-06 and 2022-08-20 are these in capitals, while accept is in lower case

    Example: a request without a body
      Given an HTTP API whose "GET /pets" proxies to the function "hello" with payload format 1.0
      And the request header "User-Agent" is "conformance/1.0"
      When a client sends "GET /pets"
      Then the member "$.headers" of the event is the JSON
        """
        {
          "Content-Length": "0",
          "Host": "{{string}}",
          "User-Agent": "conformance/1.0",
          "X-Amzn-Trace-Id": "{{trace id}}",
          "X-Forwarded-For": "{{ip address}}",
          "X-Forwarded-Port": "{{matches \\d+}}",
          "X-Forwarded-Proto": "{{matches https?}}",
          "accept": "*/*",
          "{{...}}": "{{string}}"
        }
        """
