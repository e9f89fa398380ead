@http-api @needs-http-api @needs-loopback-backends
Feature: What an HTTP API tells of a token
  Once a JWT authorizer has let a client pass, mappings and functions see what
  its token claims.

  Background:
    Given an HTTP API whose "GET /menu" proxies to the function "hello" with payload format 2.0

  @PERM-164 @extended
  Rule: Mappings can use the token's claims
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented: $context.authorizer.claims

    Example: a claim in a header
      Given it takes tokens for "menu"
      And its parameter "overwrite:header.x-guest" is "$context.authorizer.claims.sub"
      And a token for "menu"
      And the token's claim "sub" is "guest-{{nonce}}"
      And the request header "Authorization" is "Bearer {{token}}"
      And the request header "x-guest" is "somebody else"
      When a client sends "GET /menu"
      Then the response status is 200
      And the function was invoked once
      And the header "x-guest" of the event is "guest-{{nonce}}"

  @EVENT2-130 @core
  Rule: An event of payload format 2.0 has the claims as texts, and no scopes where the route asks for none
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; measured on AWS by a third party, 2026-08-05: every claim is a text, and scopes is null

    Example: the claims of an ordinary token
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token's claim "sub" is "guest-{{nonce}}"
      And the token's claim "scope" is "soup:read"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 200
      And the member "$.requestContext.authorizer" of the event is the JSON
        """
        {
          "jwt": {
            "claims": {
              "iss": "{{issuer}}",
              "sub": "guest-{{nonce}}",
              "aud": "menu",
              "iat": "{{matches [0-9]{10}}}",
              "exp": "{{matches [0-9]{10}}}",
              "scope": "soup:read"
            },
            "scopes": null
          }
        }
        """

  @EVENT2-131 @extended
  Rule: A claim that is no text becomes one, and a null is left out
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: recorded 2026-08-05 (measured on AWS by a third party)

    Background:
      Given it takes tokens for "menu"
      And a token for "menu"
      And the request header "Authorization" is "Bearer {{token}}"

    Scenario Outline: the claim <claim>
      Given the token also claims
        """
        {"x": <claim>}
        """
      When a client sends "GET /menu"
      Then the response status is 200
      And the member "$.requestContext.authorizer.jwt.claims.x" of the event is the text
        """
        <text>
        """

      Examples:
        | claim                  | text              |
        | ["admin", "poweruser"] | [admin poweruser] |
        | true                   | true              |
        | 42                     | 42                |
        | {"country": "JP"}      | {"country":"JP"}  |

    Example: a null
      Given the token also claims
        """
        {"nickname": null, "name": "leek"}
        """
      When a client sends "GET /menu"
      Then the response status is 200
      And the member "$.requestContext.authorizer.jwt.claims" of the event is the JSON
        """
        {"name": "leek", "nickname": "{{absent}}", "{{...}}": "{{any}}"}
        """

  @EVENT2-132 @extended
  Rule: An event has all scopes of the token where the route asks for any
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented; measured on AWS by a third party, 2026-08-05: the full list of the token

    Example: two scopes, of which the route asks for one
      Given it takes tokens for "menu" with one of the scopes "soup:read"
      And a token for "menu"
      And the token's claim "scope" is "soup:read tea:brew"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 200
      And the member "$.requestContext.authorizer.jwt.scopes" of the event is the JSON
        """
        ["soup:read", "tea:brew"]
        """

  @EVENT1-130 @extended
  Rule: An event of payload format 1.0 has claims and scopes without a member for the kind of authorizer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    Basis: documented, by an event in which both are null

    Example: the claims of an ordinary token in format 1.0
      Given its "GET /old" proxies to the function "hello" with payload format 1.0
      And it takes tokens for "menu"
      And a token for "menu"
      And the token's claim "sub" is "guest-{{nonce}}"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /old"
      Then the response status is 200
      And the member "$.requestContext.authorizer" of the event is the JSON
        """
        {
          "claims": {
            "iss": "{{issuer}}",
            "sub": "guest-{{nonce}}",
            "aud": "menu",
            "iat": "{{matches [0-9]{10}}}",
            "exp": "{{matches [0-9]{10}}}"
          },
          "scopes": null
        }
        """
