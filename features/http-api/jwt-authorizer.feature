@http-api @needs-http-api @needs-loopback-backends
Feature: JWT authorizers of an HTTP API
  A route with a JWT authorizer takes the tokens of an OpenID Connect issuer.
  The issuer is a server of the suite, and so is whoever signs the tokens.

  Background:
    Given an HTTP API whose "GET /menu" proxies to the function "hello" with payload format 2.0

  @PERM-150 @core
  Rule: A token of the issuer, for the audience and in time lets the client pass
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented

    Scenario Outline: the token <how>, after what is none
      Given it takes tokens for "menu"
      And a token for "menu"
      When a client sends "GET /menu" with the request header "Authorization" as "Bearer soup", then as "<value>"
      Then the first response's status is 401
      And the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the function was invoked once

      Examples:
        | how              | value            |
        | with Bearer      | Bearer {{token}} |
        | by itself        | {{token}}        |

    Example: a route without authorizer asks for none
      Given it takes tokens for "menu"
      And its "GET /open" proxies to the function "hello" with payload format 2.0
      When a client sends "GET /open"
      Then the response status is 200
      And the function was invoked once

  @PERM-151 @core
  Rule: Without a token the client is unauthorized, and told no more than Bearer
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
    Basis: recorded 2024-07-01

    Example: no Authorization header
      Given it takes tokens for "menu"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "26"
      And the response headers "www-authenticate" are
        | Bearer |
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

    @own-api
    Example: the headers of CORS are there all the same
      Given it takes tokens for "menu"
      And its CORS configuration is
        """
        {"allowOrigins": ["http://localhost:5173"], "allowMethods": ["GET"], "allowCredentials": true}
        """
      And the request header "Origin" is "http://localhost:5173"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "access-control-allow-origin" is "http://localhost:5173"
      And the response header "vary" is "origin"
      And the response header "access-control-allow-credentials" is "true"
      And the response header "www-authenticate" is "Bearer"
      And the response body is
        """
        {"message":"Unauthorized"}
        """

  @PERM-152 @extended
  Rule: What is no token is refused, with the reason
    Source: the recorded fact: a text without dots is answered "token contains an invalid number of segments"
    Basis: derived: two transcripts of AWS that others published without a date

    Example: a text without dots
      Given it takes tokens for "menu"
      And the request header "Authorization" is "Bearer not-a-token"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "Bearer scope=\"\" error=\"invalid_token\" error_description=\"token contains an invalid number of segments\""
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

  @PERM-153 @core
  Rule: A token that no key of the issuer has signed is refused
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented; the form of www-authenticate is that of an audience that does not fit

    Scenario Outline: signed <how>
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token is signed <how>
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "{{matches Bearer scope=\"\" error=\"invalid_token\" error_description=\".+\"}}"
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

      Examples:
        | how                           |
        | with another key              |
        | with the public key and HS256 |
        | by nobody                     |

    Example: claims that are not those that were signed
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token's claims were changed after it was signed
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "{{matches Bearer scope=\"\" error=\"invalid_token\" error_description=\".+\"}}"
      And the function was not invoked

  @PERM-154 @extended
  Rule: A token names the issuer's key that has signed it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented: kid "must have a header claim that matches the key in the jwks_uri that signed the token"
      (the form of www-authenticate is that of an audience that does not fit)

    Scenario Outline: a token that names <key>
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token names <key>
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "{{matches Bearer scope=\"\" error=\"invalid_token\" error_description=\".+\"}}"
      And the function was not invoked

      Examples:
        | key               |
        | the key "unknown" |
        | no key            |

  @PERM-155 @edge
  Rule: All of RSA's signatures with PKCS #1 padding are taken
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: derived: "only RSA-based algorithms are supported", and the key says nothing of an algorithm

    Scenario Outline: a token signed with <algorithm>
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token is signed with <algorithm>
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 200
      And the function was invoked once

      Examples:
        | algorithm |
        | RS384     |
        | RS512     |

  @PERM-156 @core
  Rule: The issuer that a token claims is the authorizer's, to the letter
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented; the form of www-authenticate is that of an audience that does not fit

    Scenario Outline: the issuer "<issuer>"
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token's claim "iss" is "<issuer>"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "{{matches Bearer scope=\"\" error=\"invalid_token\" error_description=\".+\"}}"
      And the function was not invoked

      Examples:
        | issuer                 |
        | https://issuer.example |
        | {{issuer}}/            |

    Example: no issuer at all
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token has no claim "iss"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the function was not invoked

  @PERM-157 @core
  Rule: A token for another audience is refused, with the reason
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
    Basis: documented

    Scenario Outline: the audience <audience>
      Given it takes tokens for "menu, bar"
      And a token for "menu"
      And the token also claims
        """
        {"aud": <audience>}
        """
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\""
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

      Examples:
        | audience              |
        | "kitchen"             |
        | "menu, bar"           |
        | ["kitchen", "cellar"] |

    Scenario Outline: one of both, as <audience>
      Given it takes tokens for "menu, bar"
      And a token for "menu"
      And the token also claims
        """
        {"aud": <audience>}
        """
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 200
      And the function was invoked once

      Examples:
        | audience           |
        | "bar"              |
        | ["kitchen", "bar"] |

  @PERM-158 @extended
  Rule: client_id stands in for the audience where a token has none, and only there
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented

    Background:
      Given it takes tokens for "menu"
      And a token for "kitchen"
      And the request header "Authorization" is "Bearer {{token}}"

    Example: no audience and the right client_id
      Given the token has no claim "aud"
      And the token's claim "client_id" is "menu"
      When a client sends "GET /menu"
      Then the response status is 200
      And the function was invoked once

    Example: another audience and the right client_id
      Given the token's claim "client_id" is "menu"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\""
      And the function was not invoked

    Example: neither
      Given the token has no claim "aud"
      When a client sends "GET /menu"
      Then the response status is 401
      And the function was not invoked

  @PERM-159 @core
  Rule: A token is taken from nbf and iat on and until exp
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented; the form of www-authenticate is that of an audience that does not fit

    Scenario Outline: <claim> was <seconds> seconds ago or will be: <direction>
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token's claim "<claim>" is <seconds> seconds <direction>
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "{{matches Bearer scope=\"\" error=\"invalid_token\" error_description=\".+\"}}"
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

      Examples:
        | claim | seconds | direction |
        | exp   | 600     | ago       |
        | nbf   | 600     | ahead     |
        | iat   | 600     | ahead     |

    Example: within all of them
      Given it takes tokens for "menu"
      And a token for "menu"
      And the token's claim "nbf" is 600 seconds ago
      And the token's claim "exp" is 600 seconds ahead
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 200
      And the function was invoked once

  @PERM-160 @core
  Rule: Of a route's scopes a token needs one, in scope or scp
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented; that scp may be a list is derived

    Background:
      Given it takes tokens for "menu" with one of the scopes "soup:read, soup:cook"
      And a token for "menu"
      And the request header "Authorization" is "Bearer {{token}}"

    Scenario Outline: enough here, not elsewhere: <claims>
      Given the token also claims
        """
        {<claims>}
        """
      And its "GET /kitchen" proxies to the function "hello" with payload format 2.0
      And it takes tokens for "menu" with one of the scopes "kitchen:enter"
      When a client sends in turn
        | GET /kitchen |
        | GET /menu    |
      Then the first response's status is 403
      And the response status is 200
      And the function was invoked once

      Examples:
        | claims                         |
        | "scope": "soup:read"           |
        | "scope": "tea:brew soup:cook"  |
        | "scp": "soup:read"             |
        | "scp": ["tea:brew", "soup:cook"] |

  @PERM-161 @core
  Rule: A token with none of the route's scopes is Forbidden
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    Basis: documented that it is denied; measured on AWS by a third party, 2026-08-05: 403

    Background:
      Given it takes tokens for "menu" with one of the scopes "soup:read, soup:cook"
      And a token for "menu"
      And the request header "Authorization" is "Bearer {{token}}"

    Scenario Outline: not enough: <claims>
      Given the token also claims
        """
        {<claims>}
        """
      When a client sends "GET /menu"
      Then the response status is 403
      And the response body is
        """
        {"message":"Forbidden"}
        """
      And the function was not invoked

      Examples:
        | claims                           |
        | "name": "no scope"               |
        | "scope": "tea:brew"              |
        | "scope": "soup:re soup:read:all" |

  @PERM-162 @extended
  Rule: The token is looked for where the identity source says, and nowhere else
    Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html
    Basis: documented

    Background:
      Given it takes tokens for "menu"
      And the authorizer's identity sources are "$request.querystring.ticket"
      And a token for "menu"

    Example: in a query parameter
      When a client sends "GET /menu?ticket={{token}}"
      Then the response status is 200
      And the function was invoked once

    Example: in a header instead
      Given the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "Bearer"
      And the function was not invoked

  @PERM-163 @edge
  Rule: An issuer whose keys cannot be had lets nobody pass
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    Basis: documented: a key set has at most 150000 bytes; the reason was published from access logs ("JWKS communication error")

    Scenario Outline: an issuer that publishes <keys>
      Given it takes tokens of the issuer "{{issuer}}/<path>" for "menu"
      And a token for "menu"
      And the token's claim "iss" is "{{issuer}}/<path>"
      And the request header "Authorization" is "Bearer {{token}}"
      When a client sends "GET /menu"
      Then the response status is 401
      And the response header "www-authenticate" is "Bearer scope=\"\" error=\"invalid_token\" error_description=\"JWKS communication error\""
      And the response body is
        """
        {"message":"Unauthorized"}
        """
      And the function was not invoked

      Examples:
        | keys     | path    |
        | no keys  | keyless |
        | too many | long    |
