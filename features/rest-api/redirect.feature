@rest-api
Feature: Redirects as they cross the wire
  What else is in a 302 besides its Location.

  @REDIR-015 @extended
  Rule: Overrides of a template have no effect on a proxy integration
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented in an earlier edition of the page: proxy integrations have no mapping templates

    Example: a template that would redirect
      Given a REST API whose "GET /go" proxies to the function "hello"
      And its proxy integration has the response template
        """
        #set($context.responseOverride.status = 302)
        #set($context.responseOverride.header.Location = "https://example.com/")
        """
      When a client sends "GET /go"
      Then the response status is 200
      And the response header "Location" is absent
      And the response body is
        """
        Hello from Lambda!
        """

  @REDIR-112 @extended
  Rule: A redirect without a body is still application/json of length 0
    Source: redirects of a function behind a proxy integration, published as transcripts
    Basis: recorded 2026-01-08 by a third party; seen in 2017 and 2018 as well

    Scenario Outline: <status>
      Given a REST API whose "GET /go" proxies to the function "result"
      And the function returns
        """
        {"statusCode": <status>, "headers": {"Location": "https://example.com/next"}}
        """
      When a client sends "GET /go"
      Then the response status is <status>
      And the response header "Location" is "https://example.com/next"
      And the response header "Content-Type" is "application/json"
      And the response header "Content-Length" is "0"

      Examples:
        | status |
        | 301    |
        | 302    |

  @REDIR-113 @extended
  Rule: A redirect may have a body
    Source: a redirect with two bytes of body, published as a transcript
    Basis: recorded 2019-02-15 by a third party

    Example: two bytes
      Given a REST API whose "GET /go" proxies to the function "result"
      And the function returns
        """
        {"statusCode": 302, "headers": {"Location": "https://example.com/next"}, "body": "{}"}
        """
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "https://example.com/next"
      And the response header "Content-Length" is "2"
      And the response body is
        """
        {}
        """

  @REDIR-114 @extended
  Rule: With a template for text/html alone the redirect carries that page
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-responses.html
    Basis: documented; a redirect with a page of 503 bytes was seen on AWS in a published transcript

    Example: a function names the place, a template makes the page
      Given a REST API whose "GET /go" invokes the function "result"
      And the function returns
        """
        {"location": "https://example.com/page"}
        """
      And its default response has status 302
      And its response header "Location" is mapped from "integration.response.body.location"
      And its response template for "text/html" is
        """
        <a href="$input.path('$.location')">there</a>##
        """
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "https://example.com/page"
      And the response header "Content-Type" is "text/html"
      And the response body is
        """
        <a href="https://example.com/page">there</a>
        """

  @REDIR-115 @extended
  Rule: A backend's 404 can become a redirect to a relative place, for HEAD as well
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented; measured on AWS by a third party: the relative Location goes out unchanged

    Scenario Outline: <verb>
      Given a REST API whose "ANY /back/{key}" answers from a MOCK integration
      And its request template is
        """
        {"statusCode": 404}
        """
      And its default response has status 404
      And its "ANY /files/{key}" calls the HTTP endpoint "GET {{invokeUrl}}/back/{key}"
      And it requires the parameter "method.request.path.key"
      And its request path parameter "key" is mapped from "method.request.path.key"
      And answers that match "404" become status 302 with the template
        """
        #set($context.responseOverride.header.Location = "/fallback/$input.params('key')")
        """
      When a client sends "<verb> /files/leek"
      Then the response status is 302
      And the response header "Location" is "/fallback/leek"

      Examples:
        | verb |
        | GET  |
        | HEAD |
