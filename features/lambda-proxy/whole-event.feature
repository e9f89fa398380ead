@lambda-proxy
Feature: Whole events of a REST API's proxy integration
  The event is compared as a whole: a member too many is as wrong as one that is
  missing. Only what the way to the API adds (Host, X-Forwarded-*) is left open.

  @EVENT1-101 @core
  Rule: A request with nothing in it is an event of nulls
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: recorded 2024-08-02: what is absent is null, never an empty object; requestContext has no authorizer,
      no operationName, and its identity exactly twelve members

    Example: a GET of a resource without variables
      Given a REST API whose "GET /pets" proxies to the function "hello"
      When a client sends "GET /pets"
      Then the response status is 200
      And the function received the event
        """
        {
          "resource": "{{base}}/pets",
          "path": "{{base}}/pets",
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
          "queryStringParameters": null,
          "multiValueQueryStringParameters": null,
          "pathParameters": null,
          "stageVariables": null,
          "requestContext": {
            "resourceId": "{{string}}",
            "resourcePath": "{{base}}/pets",
            "httpMethod": "GET",
            "extendedRequestId": "{{string}}",
            "requestTime": "{{clf time}}",
            "path": "/{{stage}}{{base}}/pets",
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
          },
          "body": null,
          "isBase64Encoded": false
        }
        """
      And the function was invoked once

  @EVENT1-102 @core
  Rule: Everything that a request carries has its place in one event
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; the members recorded 2024-08-02

    Example: path, query, headers and body together
      Given a REST API whose "ANY /owners/{owner}/{pets+}" proxies to the function "hello"
      And the request header "X-Tag" is "red"
      And the request header "X-Tag" is "green"
      And the request header "Cookie" is "a=1; b=2"
      And the request header "User-Agent" is "soup-client/1.0"
      When a client sends "PUT /owners/ann/pets/rex?page=1&tag=a&tag=b%26c&empty=" with the JSON body
        """
        {"quote": "say \"hi\"", "name": "実行"}
        """
      Then the response status is 200
      And the function received the event
        """
        {
          "resource": "{{base}}/owners/{owner}/{pets+}",
          "path": "{{base}}/owners/ann/pets/rex",
          "httpMethod": "PUT",
          "headers": {
            "accept": "*/*",
            "content-type": "application/json",
            "cookie": "a=1; b=2",
            "User-Agent": "soup-client/1.0",
            "x-conformance-nonce": "{{nonce}}",
            "x-tag": "green",
            "X-Amzn-Trace-Id": "{{trace id}}",
            "content-length": "{{absent}}",
            "Content-Length": "{{absent}}",
            "{{...}}": "{{string}}"
          },
          "multiValueHeaders": {
            "accept": ["*/*"],
            "content-type": ["application/json"],
            "cookie": ["a=1; b=2"],
            "User-Agent": ["soup-client/1.0"],
            "x-conformance-nonce": ["{{nonce}}"],
            "x-tag": ["red", "green"],
            "X-Amzn-Trace-Id": ["{{trace id}}"],
            "{{...}}": "{{any}}"
          },
          "queryStringParameters": {"page": "1", "tag": "b&c", "empty": ""},
          "multiValueQueryStringParameters": {"page": ["1"], "tag": ["a", "b&c"], "empty": [""]},
          "pathParameters": {"owner": "ann", "pets": "pets/rex"},
          "stageVariables": null,
          "requestContext": {
            "resourceId": "{{string}}",
            "resourcePath": "{{base}}/owners/{owner}/{pets+}",
            "httpMethod": "PUT",
            "extendedRequestId": "{{string}}",
            "requestTime": "{{clf time}}",
            "path": "/{{stage}}{{base}}/owners/ann/pets/rex",
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
              "userAgent": "soup-client/1.0",
              "user": null
            },
            "domainName": "{{string}}",
            "deploymentId": "{{string}}",
            "apiId": "{{apiId}}"
          },
          "body": "{\"quote\": \"say \\\"hi\\\"\", \"name\": \"実行\"}",
          "isBase64Encoded": false
        }
        """

  @EVENT1-103 @core @own-api
  Rule: Stage variables and a binary body have their place too
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: documented; the other members recorded 2024-08-02

    Example: a stage of two variables, a picture as body
      Given a REST API whose "POST /" proxies to the function "hello"
      And the stage variable "colour" is "green"
      And the stage variable "size" is "2"
      And the binary media types are "image/png"
      And the request header "User-Agent" is "soup-client/1.0"
      When a client sends "POST /" with the "image/png" body
        """
        no picture, but 実行
        """
      Then the response status is 200
      And the function received the event
        """
        {
          "resource": "/",
          "path": "/",
          "httpMethod": "POST",
          "headers": {
            "accept": "*/*",
            "content-type": "image/png",
            "User-Agent": "soup-client/1.0",
            "x-conformance-nonce": "{{nonce}}",
            "X-Amzn-Trace-Id": "{{trace id}}",
            "content-length": "{{absent}}",
            "Content-Length": "{{absent}}",
            "{{...}}": "{{string}}"
          },
          "multiValueHeaders": {
            "accept": ["*/*"],
            "content-type": ["image/png"],
            "User-Agent": ["soup-client/1.0"],
            "x-conformance-nonce": ["{{nonce}}"],
            "X-Amzn-Trace-Id": ["{{trace id}}"],
            "{{...}}": "{{any}}"
          },
          "queryStringParameters": null,
          "multiValueQueryStringParameters": null,
          "pathParameters": null,
          "stageVariables": {"colour": "green", "size": "2"},
          "requestContext": {
            "resourceId": "{{string}}",
            "resourcePath": "/",
            "httpMethod": "POST",
            "extendedRequestId": "{{string}}",
            "requestTime": "{{clf time}}",
            "path": "/{{stage}}/",
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
              "userAgent": "soup-client/1.0",
              "user": null
            },
            "domainName": "{{string}}",
            "deploymentId": "{{string}}",
            "apiId": "{{apiId}}"
          },
          "body": "bm8gcGljdHVyZSwgYnV0IOWun+ihjA==",
          "isBase64Encoded": true
        }
        """
