@rest-api @needs-loopback-backends
Feature: Backends of a REST API that answer too much, break off or show a wrong certificate
  The backend is a server of the suite. What it is asked for stands in the
  path: a text, or so many bytes.

  @LIMIT-130 @extended
  Rule: An answer of 10485760 bytes passes, and one byte more is an internal server error
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    Basis: documented: payloads of 10 MB; the limit in bytes was recorded 2026, in the execution log of an answer that was too long

    Background:
      Given an HTTP backend

    Scenario Outline: what an API that <integration> its backend answers to 10485760 bytes
      Given a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/bytes/10485760"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Length" is "10485760"
      And the response header "x-amzn-ErrorType" is absent

      Examples:
        | integration |
        | calls       |
        | proxies to  |

    Scenario Outline: what an API that <integration> its backend answers to 10485761 bytes
      Given a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/bytes/10485761"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | integration |
        | calls       |
        | proxies to  |

  @LIMIT-131 @edge
  Rule: An answer that does not tell its length is limited as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    Basis: derived from the documented limit; with which status it ends is not known

    Background:
      Given an HTTP backend

    Example: chunks of 10485760 bytes in all
      Given a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/chunks/10485760"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Length" is "10485760"

    Example: chunks of 10485761 bytes in all
      Given a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/chunks/10485761"
      When a client sends "GET /soup"
      Then the response status is a server error
      And the response body does not contain "xxxx"

  @ERR-240 @extended @own-api
  Rule: The execution log tells how long an answer was that is too long
    Source: the recorded fact: "Integration response of reported length 114540033 is larger than allowed maximum of 10485760 bytes."
    Basis: recorded 2026, of an integration with S3

    Example: one byte too many
      Given an HTTP backend
      And a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/bytes/10485761"
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        Execution failed due to configuration error: Integration response of reported length 10485761 is larger than allowed maximum of 10485760 bytes.
        Method completed with status: 500
        """

  @ERR-241 @edge
  Rule: An answer that breaks off is not passed on
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html (INTEGRATION_FAILURE)
    Basis: derived: the integration failed; whether with 500, 502 or 504 is not known

    Scenario Outline: an API that <integration> a backend that closes half way
      Given an HTTP backend
      And a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/half/100"
      When a client sends "GET /soup"
      Then the response status is a server error
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body does not contain "xxxx"

      Examples:
        | integration |
        | calls       |
        | proxies to  |

  @ERR-242 @extended
  Rule: A certificate of an unknown authority is a configuration error
    Source: https://repost.aws/knowledge-center/api-gateway-ssl-certificate-errors
    Basis: documented

    Background:
      Given an HTTPS backend of a private authority, with a certificate for its host

    Scenario Outline: an API that <integration> such a backend
      Given a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | integration |
        | calls       |
        | proxies to  |

    @own-api
    Example: the execution log says what is wrong
      Given a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/echo/leek"
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        {{matches Sending request to https://localhost:[0-9]+/echo/leek}}
        Execution failed due to configuration error: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target
        Method completed with status: 500
        """

  @ERR-243 @extended
  Rule: With insecureSkipVerification a certificate of an unknown authority is taken
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html
    Basis: documented

    Scenario Outline: an API that <integration> such a backend and skips the verification
      Given an HTTPS backend of a private authority, with a certificate for its host
      And a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      And its integration takes certificates of any authority
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        leek-{{nonce}}
        """

      Examples:
        | integration |
        | calls       |
        | proxies to  |

  @ERR-244 @extended
  Rule: A certificate for another host is refused also with insecureSkipVerification
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html
    Basis: documented: the host name is checked; status, body and log were recorded 2020-06-23

    Background:
      Given an HTTPS backend of a private authority, with a certificate for another host

    Scenario Outline: an API that <integration> a backend with another's certificate
      Given a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      And its integration takes certificates of any authority
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "Content-Type" is "application/json"
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | integration |
        | calls       |
        | proxies to  |

    @own-api
    Example: the execution log names both hosts
      Given a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/echo/leek"
      And its integration takes certificates of any authority
      And the stage logs its executions
      When a client sends "GET /soup"
      Then the response status is 500
      And the stage's log of the request has the lines
        """
        Execution failed due to configuration error: Host name 'localhost' does not match the certificate subject provided by the peer (CN=kitchen.example)
        Method completed with status: 500
        """

  @ERR-245 @extended
  Rule: An expired certificate is refused also with insecureSkipVerification
    Source: https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html
    Basis: documented: the expiration date is checked; that it is the same answer as for other certificates is derived

    Example: one in its time is not
      Given an HTTPS backend of a private authority, with a certificate for its host
      And a REST API whose "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      And its integration takes certificates of any authority
      When a client sends "GET /soup"
      Then the response status is 200
      And the response body is
        """
        leek-{{nonce}}
        """

    Scenario Outline: an API that <integration> a backend with an expired certificate
      Given an HTTPS backend of a private authority, with an expired certificate
      And a REST API whose "GET /soup" <integration> the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      And its integration takes certificates of any authority
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

      Examples:
        | integration |
        | calls       |
        | proxies to  |
