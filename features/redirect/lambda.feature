@redirect
Feature: Redirects made from a function's result
  Behind a custom integration the template decides; behind a proxy integration
  the function itself says where to go.

  @REDIR-006 @core
  Rule: A template can redirect to one place or another by a member of the function's result
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented

    Scenario Outline: a result of <result> leads to <place>
      Given a REST API whose "GET /go" invokes the function "result"
      And the function returns
        """
        {"result": <result>}
        """
      And its response template is
        """
        #set($inputRoot = $input.path('$'))
        #if($inputRoot.result == 200)
        #set($context.responseOverride.status = 302)
        #set($context.responseOverride.header.Location = "https://example.com/")
        #else
        #set($context.responseOverride.status = 302)
        #set($context.responseOverride.header.Location = "https://example.com/error")
        #end
        """
      When a client sends "GET /go"
      Then the response status is 302
      And the response header "Location" is "<location>"
      And the response body is blank
      And the function was invoked once

      Examples:
        | result | place          | location                  |
        | 200    | the page       | https://example.com/      |
        | 500    | the error page | https://example.com/error |

  @REDIR-016 @core
  Rule: A proxy function's redirect reaches the client as it is and is not followed
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    Basis: documented; 301, 302 and 303 seen on AWS in published transcripts

    Scenario Outline: <status>
      Given a REST API whose "GET /go" proxies to the function "result"
      And the function returns
        """
        {"statusCode": <status>, "headers": {"Location": "https://example.com/<status>"}}
        """
      When a client sends "GET /go"
      Then the response status is <status>
      And the response header "Location" is "https://example.com/<status>"
      And the response body is empty
      And the function was invoked once

      Examples:
        | status |
        | 301    |
        | 302    |
        | 303    |
        | 307    |
        | 308    |

  @REDIR-021 @extended
  Rule: A request template may override a header of the integration request
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    Basis: documented

    Example: the template makes a synchronous invocation asynchronous
      Given a REST API whose "POST /go" invokes the function "result"
      And the function returns
        """
        {"answer": "nobody waits for it"}
        """
      And its request header "X-Amz-Invocation-Type" is mapped from "'RequestResponse'"
      And its request template is
        """
        #set($context.requestOverride.header.X-Amz-Invocation-Type = "Event")
        {"asked": true}
        """
      When a client sends "POST /go" with the JSON body
        """
        {}
        """
      Then the response status is 200
      And the response body is empty
      And the function was invoked once
