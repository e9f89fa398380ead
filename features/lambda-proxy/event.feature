@lambda-proxy @own-api
Feature: The event of a REST API's proxy integration
  API Gateway wraps the whole request into an event of format 1.0 and hands it
  to the function.

  @EVENT1-001 @core
  Rule: The event has exactly these members; what the request lacks is null
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; the members and the nulls recorded 2024-08-02

    Example: a GET of the root resource
      Given a REST API whose "GET /" proxies to the function "hello"
      When a client sends "GET /"
      Then the response status is 200
      And the function received the event
        """
        {
          "resource": "/",
          "path": "/",
          "httpMethod": "GET",
          "headers": {"{{...}}": "{{string}}"},
          "multiValueHeaders": {"{{...}}": "{{any}}"},
          "queryStringParameters": null,
          "multiValueQueryStringParameters": null,
          "pathParameters": null,
          "stageVariables": null,
          "requestContext": {"{{...}}": "{{any}}"},
          "body": null,
          "isBase64Encoded": false
        }
        """

  @EVENT1-018 @core
  Rule: The request context tells which method of which deployed API was called
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; members recorded 2024-08-02

    Example: ids, paths and times
      Given a REST API whose "GET /pets/{id}" proxies to the function "hello"
      When a client sends "GET /pets/7"
      Then the member "$.requestContext" of the event is the JSON
        """
        {
          "accountId": "{{accountId}}",
          "apiId": "{{apiId}}",
          "deploymentId": "{{string}}",
          "domainName": "{{string}}",
          "domainPrefix": "{{string}}",
          "extendedRequestId": "{{string}}",
          "httpMethod": "GET",
          "identity": {
            "accessKey": null,
            "accountId": null,
            "caller": null,
            "cognitoAuthenticationProvider": null,
            "cognitoAuthenticationType": null,
            "cognitoIdentityId": null,
            "cognitoIdentityPoolId": null,
            "principalOrgId": null,
            "sourceIp": "{{ip address}}",
            "user": null,
            "userAgent": "{{any}}",
            "userArn": null
          },
          "path": "/{{stage}}/pets/7",
          "protocol": "HTTP/1.1",
          "requestId": "{{uuid}}",
          "requestTime": "{{clf time}}",
          "requestTimeEpoch": "{{epoch milliseconds}}",
          "resourceId": "{{string}}",
          "resourcePath": "/pets/{id}",
          "stage": "{{stage}}"
        }
        """

  @EVENT1-002 @core
  Rule: httpMethod is the client's verb, also behind ANY
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Scenario Outline: <verb>
      Given a REST API whose "ANY /pets" proxies to the function "hello"
      When a client sends "<verb> /pets"
      Then the response status is 200
      And the member "$.httpMethod" of the event is "<verb>"
      And the member "$.resource" of the event is "/pets"

      Examples:
        | verb    |
        | GET     |
        | POST    |
        | PUT     |
        | PATCH   |
        | DELETE  |
        | OPTIONS |

  @EVENT1-006 @core
  Rule: Behind {proxy+} the path parameter holds the rest of the path
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-08-02 (no leading slash; a trailing one only in path; nothing is decoded)

    Scenario Outline: <case>
      Given a REST API whose "ANY /{proxy+}" proxies to the function "hello"
      When a client sends "GET <sent>"
      Then the member "$.pathParameters" of the event is the JSON
        """
        {"proxy": "<proxy>"}
        """
      And the member "$.path" of the event is "<sent>"
      And the member "$.resource" of the event is "/{proxy+}"

      Examples:
        | case               | sent                | proxy              |
        | one segment        | /a                  | a                  |
        | many segments      | /a/b/c              | a/b/c              |
        | a trailing slash   | /a/b/               | a/b                |
        | a double slash     | /a//b               | a//b               |
        | an encoded address | /user%2Bplus@e.com  | user%2Bplus@e.com  |

  @EVENT1-004 @core
  Rule: requestContext.path has the stage, path has not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2024-08-02

    Example: a path below a resource
      Given a REST API whose "ANY /{proxy+}" proxies to the function "hello"
      When a client sends "GET /a/b"
      Then the member "$.path" of the event is "/a/b"
      And the member "$.requestContext.path" of the event is "/{{stage}}/a/b"
      And the member "$.requestContext.resourcePath" of the event is "/{proxy+}"

  @EVENT1-005 @core
  Rule: pathParameters has a member per path variable
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: two variables
      Given a REST API whose "GET /owners/{owner}/pets/{pet}" proxies to the function "hello"
      When a client sends "GET /owners/ann/pets/rex"
      Then the member "$.pathParameters" of the event is the JSON
        """
        {"owner": "ann", "pet": "rex"}
        """

  @EVENT1-007 @core
  Rule: queryStringParameters has one value per name, the last one of a repeated name
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-08-02. An older edition of the page showed the first value.

    Example: a repeated name
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?q=first&page=1&q=last"
      Then the member "$.queryStringParameters" of the event is the JSON
        """
        {"q": "last", "page": "1"}
        """

  @EVENT1-008 @core
  Rule: multiValueQueryStringParameters has all values of each name in order
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; recorded 2024-08-02

    Example: a name repeated around another
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?q=first&page=1&q=last"
      Then the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        {"q": ["first", "last"], "page": ["1"]}
        """

  @EVENT1-009 @core
  Rule: A comma inside a query value does not split it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: a list in one value
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?tags=red,green"
      Then the member "$.multiValueQueryStringParameters" of the event is the JSON
        """
        {"tags": ["red,green"]}
        """

  @EVENT1-028 @core
  Rule: Query values are decoded before they reach the event
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    Basis: documented; recorded 2024-08-02: a plus sign is a space

    Scenario Outline: <case>
      Given a REST API whose "GET /search" proxies to the function "hello"
      When a client sends "GET /search?q=<sent>"
      Then the member "$.queryStringParameters.q" of the event is "<value>"

      Examples:
        | case              | sent                | value      |
        | a plus sign       | a+b                 | a b        |
        | an encoded plus   | a%2Bb               | a+b        |
        | an encoded space  | a%20b               | a b        |
        | beyond ASCII      | %E5%AE%9F%E8%A1%8C  | 実行       |

  @EVENT1-011 @core
  Rule: headers has one value per name, the last one of a repeated header
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: a repeated header
      Given a REST API whose "GET /search" proxies to the function "hello"
      And the request header "X-Tag" is "red"
      And the request header "X-Tag" is "green"
      When a client sends "GET /search"
      Then the header "X-Tag" of the event is "green"

  @EVENT1-012 @core
  Rule: multiValueHeaders has all values of each header, never split at commas
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: a repeated header, one line of which has a comma
      Given a REST API whose "GET /search" proxies to the function "hello"
      And the request header "X-Tag" is "red,blue"
      And the request header "X-Tag" is "green"
      When a client sends "GET /search"
      Then the headers "X-Tag" of the event are
        | red,blue |
        | green    |

  @EVENT1-014 @core
  Rule: body is the payload as text, untouched
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: spaces and line breaks stay
      Given a REST API whose "POST /orders" proxies to the function "hello"
      When a client sends "POST /orders" with the JSON body
        """
        { "item" : "soup",
          "price": 10.00 }
        """
      Then the member "$.body" of the event is the text
        """
        { "item" : "soup",
          "price": 10.00 }
        """
      And the member "$.isBase64Encoded" of the event is the JSON
        """
        false
        """

  @EVENT1-015 @core
  Rule: body is null if there is no payload
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; recorded 2024-08-02

    Example: a POST of nothing
      Given a REST API whose "POST /orders" proxies to the function "hello"
      When a client sends "POST /orders"
      Then the member "$.body" of the event is the JSON
        """
        null
        """

  @EVENT1-017 @core
  Rule: stageVariables holds the stage's variables
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented

    Example: one variable
      Given a REST API whose "GET /" proxies to the function "hello"
      And the stage variable "colour" is "green"
      When a client sends "GET /"
      Then the member "$.stageVariables" of the event is the JSON
        """
        {"colour": "green"}
        """

  @EVENT1-021 @extended
  Rule: The ids in the request context are those of the response's headers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    Basis: documented

    Example: request id and extended request id
      Given a REST API whose "GET /" proxies to the function "hello"
      When a client sends "GET /"
      Then the member "$.requestContext.requestId" of the event is the response header "x-amzn-RequestId"
      And the member "$.requestContext.extendedRequestId" of the event is the response header "x-amz-apigw-id"
