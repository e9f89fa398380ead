@http-api @needs-http-api @needs-loopback-backends
Feature: Backends of an HTTP API that answer too much or show a certificate of nobody known
  The backend is a server of the suite. What it is asked for stands in the
  path: a text, or so many bytes.

  Background:
    Given an HTTP API whose "GET /hello" proxies to the function "hello" with payload format 2.0

  @LIMIT-132 @extended
  Rule: An answer of 10000000 bytes passes an HTTP API
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    Basis: documented: a payload of 10 MB

    Example: ten million bytes
      Given an HTTP backend
      And its "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/bytes/10000000"
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Length" is "10000000"

  @LIMIT-133 @edge
  Rule: A longer answer than 10485760 bytes does not pass an HTTP API
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    Basis: derived from the documented limit, whichever million is meant; with which status it ends is not known

    Example: one byte too many
      Given an HTTP backend
      And its "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/bytes/10485761"
      When a client sends "GET /soup"
      Then the response status is a server error
      And the response header "apigw-requestid" is "{{string}}"
      And the response body does not contain "xxxx"

  @ERR-246 @edge
  Rule: An HTTP API does not take a certificate of an unknown authority
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html
    Basis: derived: only REST APIs can skip the verification; with which status it ends is not known

    Example: a certificate for its host
      Given an HTTPS backend of a private authority, with a certificate for its host
      And its "GET /soup" proxies to the HTTP endpoint "GET {{backendUrl}}/echo/leek-{{nonce}}"
      When a client sends "GET /soup"
      Then the response status is a server error
      And the response header "apigw-requestid" is "{{string}}"
      And the response body does not contain "leek"
