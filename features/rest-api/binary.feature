@rest-api @own-api
Feature: Binary payloads
  binaryMediaTypes says which types are binary; the client's Accept and
  contentHandling decide whether bytes or their Base64 text go out.

  @RESP-170 @extended
  Rule: The first type that the client accepts decides whether a function's Base64 is decoded
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: documented; recorded 2025-01-29: only the first entry of Accept counts, wildcards in it match nothing

    Background:
      Given a REST API whose "GET /picture" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "isBase64Encoded": true, "body": "iVBORw=="}
        """
      And the binary media types are "image/png"

    Scenario Outline: bytes for <accept>
      Given the request header "Accept" is "<accept>"
      When a client sends "GET /picture"
      Then the response status is 200
      And the response body is the bytes "89 50 4e 47"
      And the response header "Content-Type" is "image/png"

      Examples:
        | accept                    |
        | image/png                 |
        | image/png,image/*,*/*;q=0.8 |

    Scenario Outline: Base64 for <accept>
      Given the request header "Accept" is "<accept>"
      When a client sends "GET /picture"
      Then the response status is 200
      And the response body is
        """
        iVBORw==
        """

      Examples:
        | accept                             |
        | image/webp,image/png,*/*;q=0.8     |
        | image/*                            |
        | */*                                |
        | image/jpg                          |

  @RESP-171 @extended
  Rule: A binary media type may have a wildcard for its subtype, and for nothing else
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
    Basis: recorded 2025-01-29; the function's own Content-Type does not matter

    Background:
      Given a REST API whose "GET /picture" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "isBase64Encoded": true, "body": "iVBORw=="}
        """
      And the binary media types are "image/png,*/test,application/*"

    Scenario Outline: bytes for <accept> by a wildcard
      Given the request header "Accept" is "<accept>"
      When a client sends "GET /picture"
      Then the response status is 200
      And the response body is the bytes "89 50 4e 47"

      Examples:
        | accept               |
        | application/whatever |
        | application/*        |

    Scenario Outline: Base64 for <accept> in spite of a wildcard
      Given the request header "Accept" is "<accept>"
      When a client sends "GET /picture"
      Then the response status is 200
      And the response body is
        """
        iVBORw==
        """

      Examples:
        | accept      |
        | random/test |
        | */test      |

  @RESP-172 @extended
  Rule: Base64 that cannot be decoded is an error of 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
    Basis: recorded 2025-01-29: 500, where a malformed response is 502

    Example: a plain text called Base64
      Given a REST API whose "GET /picture" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "isBase64Encoded": true, "body": "no base64!"}
        """
      And the binary media types are "image/png"
      And the request header "Accept" is "image/png"
      When a client sends "GET /picture"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @RESP-173 @extended
  Rule: Bytes of a type that is not binary are read as UTF-8, what is none becomes U+FFFD
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: recorded 2025-03-17

    Example: one byte that is no UTF-8
      Given a REST API whose "POST /picture" invokes the function "echo"
      And its request template for "application/octet-stream" is
        """
        {"body": "$input.body", "nonce": "{{nonce}}"}
        """
      When a client sends "POST /picture" with the "application/octet-stream" bytes "41 8b 42"
      Then the response status is 200
      And the response body is the JSON
        """
        {"body": "A�B", "nonce": "{{nonce}}"}
        """

  @RESP-174 @extended
  Rule: CONVERT_TO_TEXT gives a template the Base64 of a binary payload, and a text as it is
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: documented; recorded 2025-03-17

    Background:
      Given a REST API whose "POST /picture" invokes the function "echo"
      And its request content handling is CONVERT_TO_TEXT
      And its request template for "image/png" is
        """
        {"body": "$input.body", "nonce": "{{nonce}}"}
        """
      And its request template for "text/plain" is
        """
        {"body": "$input.body", "nonce": "{{nonce}}"}
        """
      And the binary media types are "image/png"

    Example: a binary payload
      When a client sends "POST /picture" with the "image/png" bytes "89 50 4e 47"
      Then the response status is 200
      And the response body is the JSON
        """
        {"body": "iVBORw==", "nonce": "{{nonce}}"}
        """

    Example: a text
      When a client sends "POST /picture" with the "text/plain" bytes "89 50 4e 47"
      Then the response status is 200
      And the response body is the JSON
        """
        {"body": "�PNG", "nonce": "{{nonce}}"}
        """

  @RESP-175 @extended
  Rule: A binary payload that meets a template is an error of 500
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: recorded 2025-03-17

    Example: in the request
      Given a REST API whose "POST /picture" invokes the function "echo"
      And its request template for "image/png" is
        """
        {"size": 4}
        """
      And the binary media types are "image/png"
      When a client sends "POST /picture" with the "image/png" bytes "89 50 4e 47"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

    Example: in the response
      Given a REST API whose "GET /back" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "isBase64Encoded": true, "body": "iVBORw=="}
        """
      And its "GET /front" calls the HTTP endpoint "GET {{invokeUrl}}/back"
      And its request header "Accept" is mapped from "'image/png'"
      And its response template is
        """
        {"size": 4}
        """
      And the binary media types are "image/png"
      And the request header "Accept" is "image/png"
      When a client sends "GET /front"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @RESP-176 @extended
  Rule: CONVERT_TO_BINARY decodes a text payload before it is sent
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: documented; recorded 2025-03-17

    Example: Base64 of a word
      Given a REST API whose "POST /back" proxies to the function "mirror"
      And its "POST /front" calls the HTTP endpoint "POST {{invokeUrl}}/back"
      And its request content handling is CONVERT_TO_BINARY
      And the binary media types are "image/png"
      When a client sends "POST /front" with the "text/plain" bytes "53 47 56 73 62 47 38 3d"
      Then the response status is 200
      And the member "$.body" of the response is "Hello"

  @RESP-177 @extended
  Rule: Without contentHandling the client's Accept decides what becomes of a response's payload
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: documented; recorded 2025-03-17

    Background:
      Given a REST API whose "GET /text" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "body": "iVBORw=="}
        """
      And its "GET /words" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "text/plain"}, "body": "no base64!"}
        """
      And its "GET /picture" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "isBase64Encoded": true, "body": "iVBORw=="}
        """
      And its "GET /front/text" calls the HTTP endpoint "GET {{invokeUrl}}/text"
      And its "GET /front/words" calls the HTTP endpoint "GET {{invokeUrl}}/words"
      And its "GET /front/picture" calls the HTTP endpoint "GET {{invokeUrl}}/picture"
      And its request header "Accept" is mapped from "'image/png'"
      And the binary media types are "image/png"

    Scenario Outline: bytes for a client that accepts them, from <of>
      Given the request header "Accept" is "image/png"
      When a client sends "GET /front/<of>"
      Then the response status is 200
      And the response body is the bytes "89 50 4e 47"

      Examples:
        | of      |
        | text    |
        | picture |

    Scenario Outline: Base64 for a client that accepts text, from <of>
      Given the request header "Accept" is "text/plain"
      When a client sends "GET /front/<of>"
      Then the response status is 200
      And the response body is
        """
        iVBORw==
        """

      Examples:
        | of      |
        | text    |
        | picture |

    Example: a text that cannot become bytes
      Given the request header "Accept" is "image/png"
      When a client sends "GET /front/words"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @RESP-178 @edge
  Rule: With */* as binary media type every response that meets a template fails
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    Basis: derived: every type is binary then, and a binary payload cannot be transformed (RESP-175); a third party
      measured it on AWS

    Example: a function's JSON
      Given a REST API whose "GET /soup" invokes the function "result"
      And the function returns
        """
        {"soup": "leek"}
        """
      And its response template is
        """
        {"made": true}
        """
      And the binary media types are "*/*"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
