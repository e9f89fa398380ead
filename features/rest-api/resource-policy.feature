@rest-api @own-api
Feature: Resource policies of APIs
  The policy of an API says who may call which of its methods, from where. With a
  Lambda authorizer both have a say.

  Background:
    Given a REST API whose "ANY /{path+}" answers from a MOCK integration
    And its response template is
      """
      {"soup": "leek"}
      """
    And the API's policy is
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/{{stage}}/GET/soup"},
          {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "execute-api:*", "Resource": ["arn:aws:execute-api:{{region}}:{{accountId}}:{{apiId}}/{{stage}}/GET/whole"]},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/*/open/*"},
          {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/*/open/closed"},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/from-everywhere", "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/0", "::/0"]}}},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/from-elsewhere", "Condition": {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "198.51.100.7"]}}},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/from-here", "Condition": {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}}},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/not-from-everywhere", "Condition": {"NotIpAddress": {"aws:SourceIp": ["0.0.0.0/0", "::/0"]}}},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/by-ladle", "Condition": {"StringLike": {"aws:UserAgent": "ladle/*"}}},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/from-a-vpc", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}},
          {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::{{accountId}}:root"}, "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/account"},
          {"Effect": "Allow", "Principal": "*", "Action": "execute-api:ManageConnections", "Resource": "execute-api:/*/GET/managed"}
        ]
      }
      """

  @PERM-136 @core
  Rule: A method that the policy allows answers, others do not
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    Basis: documented

    Scenario Outline: <case>
      Given the request header "User-Agent" is "ladle/1.0"
      When a client sends in turn
        | GET /bread |
        | <request>  |
      Then the first response's status is 403
      And the response status is 200
      And the response body is the JSON
        """
        {"soup": "leek"}
        """

      Examples:
        | case                                 | request             |
        | a resource in the short form         | GET /soup           |
        | a resource as an ARN                 | GET /whole          |
        | any stage, any method, any path      | PUT /open/a/b       |
        | an address in a range                | GET /from-everywhere|
        | an address outside of a range        | GET /from-here      |
        | a text that a pattern covers         | GET /by-ladle       |

  @PERM-137 @core
  Rule: One that it does not name gets 403 and the ARN, the account masked
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    Basis: documented; the answer recorded 2025-09-04: "Message" has a capital letter, eight digits are hidden

    Scenario Outline: <case>
      When a client sends "<verb> /<path>"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response header "Content-Type" is "application/json"
      And the response body is the JSON
        """
        {"Message": "{{matches User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:{{region}}:[*]{8}[0-9]{4}:{{apiId}}/{{stage}}/<verb>/<path>}}"}
        """

      Examples:
        | case                             | verb    | path                |
        | another path                     | GET     | bread               |
        | a longer path                    | GET     | soup/hot            |
        | another method                   | POST    | soup                |
        | a preflight request              | OPTIONS | soup                |
        | an address outside of the range  | GET     | from-elsewhere      |
        | an address in the range          | GET     | not-from-everywhere |
        | a text that no pattern covers    | GET     | by-ladle            |
        | a key that the request lacks     | GET     | from-a-vpc          |
        | another principal                | GET     | account             |
        | another action                   | GET     | managed             |

  @PERM-138 @core
  Rule: An explicit deny wins and is named
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    Basis: documented; the words at the end recorded 2026-10-02 by a third party

    Example: a path that one statement allows and another denies
      When a client sends "GET /open/closed"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response body is the JSON
        """
        {"Message": "{{matches User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:{{region}}:[*]{8}[0-9]{4}:{{apiId}}/{{stage}}/GET/open/closed with an explicit deny in a resource-based policy}}"}
        """

  @PERM-139 @extended
  Rule: The stage is part of what a policy names
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
    Basis: documented

    Scenario Outline: <path> on another stage
      Given afterwards it is deployed to the stage "beta"
      When a client sends "GET <path>" to the stage "beta"
      Then the response status is <status>

      Examples:
        | path    | status |
        | /soup   | 403    |
        | /open/a | 200    |

  @PERM-140 @extended
  Rule: ACCESS_DENIED is the gateway response of such a refusal
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
    Basis: documented

    Example: a status and a body of its own
      Given the gateway response ACCESS_DENIED has status 451
      And the gateway response ACCESS_DENIED has the "application/json" template
        """
        {"type": "$context.error.responseType"}
        """
      When a client sends "GET /bread"
      Then the response status is 451
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response body is the JSON
        """
        {"type": "ACCESS_DENIED"}
        """

  @PERM-141 @core
  Rule: With a Lambda authorizer a deny of either denies, and an allow of either is enough
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    Basis: documented: table A; the policy's denials are looked at before the authorizer is asked

    Scenario Outline: the policy <policy>, the authorizer says "<word>"
      Given its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends "GET <path>"
      Then the response status is <status>
      And the authorizer was invoked <times> times

      Examples:
        | policy      | path         | word   | status | times |
        | allows      | /soup        | allow  | 200    | 1     |
        | allows      | /soup        | ignore | 200    | 1     |
        | allows      | /soup        | deny   | 403    | 1     |
        | is silent   | /bread       | allow  | 200    | 1     |
        | is silent   | /bread       | ignore | 403    | 1     |
        | is silent   | /bread       | deny   | 403    | 1     |
        | denies      | /open/closed | allow  | 403    | 0     |
        | denies      | /open/closed | ignore | 403    | 0     |

    Example: both are silent
      Given its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "ignore {{nonce}}"
      When a client sends "GET /bread"
      Then the response body is
        """
        {"Message":"User is not authorized to access this resource"}
        """

    Example: a caller without token is not known, whatever the policy allows
      Given its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      When a client sends "GET /soup"
      Then the response status is 401
      And the response header "x-amzn-ErrorType" is "UnauthorizedException"
      And the authorizer was not invoked

  @PERM-142 @extended
  Rule: With AWS_IAM a call that is not signed is refused for that, whatever the policy says
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    Basis: recorded 2026-10-02 by a third party for a policy that denies

    Scenario Outline: a policy that <says>
      Given its authorization is AWS_IAM
      When a client sends "GET <path>"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "MissingAuthenticationTokenException"
      And the response body is
        """
        {"message":"Missing Authentication Token"}
        """

      Examples:
        | says      | path         |
        | denies    | /open/closed |
        | is silent | /bread       |

  @PERM-143 @extended
  Rule: A text that is no policy is refused
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
    Basis: documented

    Scenario Outline: <case>
      Given the API's policy is
        """
        {"Version": "2012-10-17", "Statement": [<statement>]}
        """
      When the API is deployed
      Then UpdateRestApi is refused with BadRequestException

      Examples:
        | case                 | statement |
        | no principal         | {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"} |
        | an effect of its own | {"Effect": "Perhaps", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"} |
        | no resource          | {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"} |
