@rest-api
Feature: How long an authorizer's answer holds
  An answer is remembered by the caller's identity, for five minutes unless the
  authorizer says otherwise.

  @PERM-130 @core
  Rule: The same identity is asked about once
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
    Basis: documented: authorizerResultTtlInSeconds is 300 unless set

    Scenario Outline: <word> twice
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends in turn
        | GET /soup |
        | GET /soup |
      Then the first response's status is <status>
      And the response status is <status>
      And the authorizer was invoked once

      Examples:
        | word  | status |
        | allow | 200    |
        | deny  | 403    |

    Example: with a time of its own
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the authorizer's answers hold for 3600 seconds
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends in turn
        | GET /soup |
        | GET /soup |
        | GET /soup |
      Then the response status is 200
      And the authorizer was invoked once

    Example: what it told is known again
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {"who": "$context.authorizer.principalId"}
        """
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends in turn
        | GET /soup |
        | GET /soup |
      Then the response bodies are the JSON
        """
        [{"who": "ann"}, {"who": "ann"}]
        """
      And the authorizer was invoked once

  @PERM-131 @core
  Rule: A time of zero asks for each request
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
    Basis: documented

    Example: the same token twice
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the authorizer's answers hold for 0 seconds
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends in turn
        | GET /soup |
        | GET /soup |
      Then the response status is 200
      And the authorizer was invoked 2 times

    Example: requests without identity
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the request
      When a client sends in turn
        | GET /soup?say=allow |
        | GET /soup?say=deny  |
      Then the first response's status is 200
      And the response status is 403
      And the authorizer was invoked 2 times

  @PERM-132 @core
  Rule: Another identity is asked about anew, other parts of the request do not count
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
    Basis: documented: all identity sources together are the key

    Scenario Outline: <case>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the request and knows the caller by "method.request.header.X-Who, method.request.querystring.say"
      And the request header "X-Who" is "{{nonce}}"
      When a client sends in turn
        | GET <first>  |
        | GET <second> |
      Then the first response's status is 200
      And the response status is <status>
      And the authorizer was invoked <times> times

      Examples:
        | case                       | first                   | second                  | status | times |
        | another identity           | /soup?say=allow         | /soup?say=deny          | 403    | 2     |
        | the same identity          | /soup?say=allow&size=1  | /soup?say=allow&size=2  | 200    | 1     |

  @PERM-133 @core
  Rule: A remembered policy decides about every method of the API
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
    Basis: documented: with caching, the policy must cover all methods that use the authorizer

    Scenario Outline: a policy for <what>
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And its "GET /bread" answers from a MOCK integration
      And its authorizer is the same
      And the request header "Authorization" is "<word> {{nonce}}"
      When a client sends in turn
        | GET /soup  |
        | GET /bread |
      Then the first response's status is 200
      And the response status is <status>
      And the authorizer was invoked once

      Examples:
        | what             | word       | status |
        | the first method | allow      | 403    |
        | all methods      | everything | 200    |

    Example: not remembered, each method has its own
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the authorizer's answers hold for 0 seconds
      And its "GET /bread" answers from a MOCK integration
      And its authorizer is the same
      And the request header "Authorization" is "allow {{nonce}}"
      When a client sends in turn
        | GET /soup  |
        | GET /bread |
      Then the first response's status is 200
      And the response status is 200
      And the authorizer was invoked 2 times

  @PERM-134 @extended
  Rule: What is remembered needs an identity to be known by
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
    Basis: documented: identitySource is required when caching is enabled

    Example: a REQUEST authorizer with a time and without identity source
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the request
      And the authorizer's answers hold for 300 seconds
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException

    Example: more than an hour
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the token from "method.request.header.Authorization"
      And the authorizer's answers hold for 3601 seconds
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException

  @PERM-135 @edge
  Rule: A path parameter is no identity source
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
    Basis: documented: they cannot be used as identity sources; that CreateAuthorizer says so is derived

    Example: the only source is a path parameter
      Given a REST API whose "GET /soup/{name}" answers from a MOCK integration
      And its authorizer is the function "gatekeeper" that reads the request and knows the caller by "method.request.path.name"
      When the API is deployed
      Then CreateAuthorizer is refused with BadRequestException
