@rest-api
Feature: Compressed payloads
  A request may be compressed. Whether answers are is for the API to say: its
  minimumCompressionSize is the length from which on they are compressed for
  clients that ask for it.

  @EVENT1-120 @extended
  Rule: A compressed payload is decoded before anything else sees it
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
    Basis: documented; so does an API that compresses no answers

    Scenario Outline: <coding> for a function
      Given a REST API whose "POST /soup" proxies to the function "hello"
      When a client sends "POST /soup" with the <coding> coded JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the member "$.body" of the event is the text
        """
        {"soup": "leek {{nonce}}"}
        """

      Examples:
        | coding  |
        | gzip    |
        | deflate |

    Example: a template
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template is
        """
        {"order": $input.json('$.soup')}
        """
      When a client sends "POST /soup" with the gzip coded JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the function received the event
        """
        {"order": "leek {{nonce}}"}
        """

  @ERR-205 @extended
  Rule: A payload that is not in the coding it names is refused with 415
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
    Basis: documented; the body of the answer is not

    Scenario Outline: a plain text that is said to be <coding>
      Given a REST API whose "POST /soup" proxies to the function "hello"
      And the request header "Content-Encoding" is "<coding>"
      When a client sends "POST /soup" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the response status is 415
      And the function was not invoked

      Examples:
        | coding  |
        | gzip    |
        | deflate |
        | br      |

    Example: identity is a coding
      Given a REST API whose "POST /soup" proxies to the function "hello"
      And the request header "Content-Encoding" is "identity"
      When a client sends "POST /soup" with the JSON body
        """
        {"soup": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the member "$.body" of the event is the text
        """
        {"soup": "leek {{nonce}}"}
        """

  @RESP-220 @extended @own-api
  Rule: An answer of at least minimumCompressionSize bytes is compressed as the client prefers
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
    Basis: documented; measured on AWS 2026 by a third party: of two codings without weights the first, and deflate is
      twelve bytes shorter than gzip, which makes it zlib's format

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        leek, potato, salt
        """
      And responses of at least 18 bytes are compressed

    Scenario Outline: <accepted>
      Given the request header "Accept-Encoding" is "<accepted>"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the <coding> coded response body is
        """
        leek, potato, salt
        """

      Examples:
        | accepted                          | coding  |
        | gzip                              | gzip    |
        | deflate                           | deflate |
        | deflate, gzip                     | deflate |
        | deflate;q=0.5,gzip;q=1.0          | gzip    |
        | gzip;q=1.0, identity;q=0.5, *;q=0 | gzip    |

  @RESP-221 @extended @own-api
  Rule: Nobody gets a compressed answer who did not name a coding that the gateway knows
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
    Basis: documented; a missing header means any coding, and is no reason to compress

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        leek, potato, salt
        """
      And responses of at least 0 bytes are compressed

    Scenario Outline: <accepted>, after somebody who takes gzip
      When a client sends "GET /soup" with the request header "Accept-Encoding" as "gzip", then as "<accepted>"
      Then the first response's header "Content-Encoding" is "gzip"
      And the response status is 200
      And the response header "Content-Encoding" is absent
      And the response body is
        """
        leek, potato, salt
        """

      Examples:
        | accepted             |
        | identity             |
        | *                    |
        | br                   |
        | br;q=1.0, gzip;q=0.5 |

    Example: no such header, after somebody who takes gzip
      When a client sends "GET /soup" with the request header "Accept-Encoding" as "gzip", then without it
      Then the first response's header "Content-Encoding" is "gzip"
      And the response status is 200
      And the response header "Content-Encoding" is absent
      And the response body is
        """
        leek, potato, salt
        """

  @RESP-222 @extended
  Rule: What is too short, already coded or of an API that does not compress goes out as it is
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
    Basis: documented

    Background:
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        leek, potato, salt
        """
      And the request header "Accept-Encoding" is "gzip"

    @own-api
    Example: a byte too short, beside one that is long enough
      Given its "GET /feast" answers from a MOCK integration
      And its response template is
        """
        leek, potato, salt.
        """
      And responses of at least 19 bytes are compressed
      When a client sends in turn
        | GET /feast |
        | GET /soup  |
      Then the first response's header "Content-Encoding" is "gzip"
      And the response status is 200
      And the response header "Content-Encoding" is absent
      And the response body is
        """
        leek, potato, salt
        """

    @own-api
    Example: the integration response names a coding, beside one that names none
      Given its response header "Content-Encoding" is mapped from "'br'"
      And its "GET /feast" answers from a MOCK integration
      And its response template is
        """
        leek, potato, salt.
        """
      And responses of at least 0 bytes are compressed
      When a client sends in turn
        | GET /feast |
        | GET /soup  |
      Then the first response's header "Content-Encoding" is "gzip"
      And the response status is 200
      And the response header "Content-Encoding" is "br"
      And the response body is
        """
        leek, potato, salt
        """

    Example: an API without minimumCompressionSize
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Encoding" is absent
      And the response body is
        """
        leek, potato, salt
        """

  @LIMIT-103 @extended @own-api
  Rule: minimumCompressionSize may be 0 to 10485760
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
    Basis: documented

    Example: one more
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And responses of at least 10485761 bytes are compressed
      When the API is deployed
      Then CreateRestApi is refused with BadRequestException
