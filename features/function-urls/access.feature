@function-urls @needs-function-urls
Feature: Who may call a function URL
  A URL is closed until a statement of the function's policy opens it, also
  where no signature is asked for.

  @PERM-200 @core
  Rule: Without a signature a URL answers where everybody may do lambda:InvokeFunctionUrl
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    Basis: documented, recorded 2025-11-24

    Example: the statements that the console adds
      Given a function "mirror" with a URL
      When a client sends "GET /soup?nonce={{nonce}}"
      Then the response status is 200
      And the member "$.rawQueryString" of the response is "nonce={{nonce}}"
      And the function was invoked once

  @PERM-201 @core
  Rule: Without such a statement the answer is 403, and the function is not invoked
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    Basis: recorded 2025-11-24 and 2026-04-20; on 2025-06-22 the text was "Forbidden" alone, the newer one counts

    Example: no statement
      Given a function "hello" with a URL
      And no statement lets anybody call the URL
      When a client sends "POST /soup" with the "text/plain" body
        """
        text
        """
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response body is
        """
        {"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}
        """
      And the function was not invoked

  @PERM-202 @extended
  Rule: Other statements do not open the URL
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    Basis: documented

    Example: another action
      Given a function "hello" with a URL
      And the only statement lets everybody do "lambda:GetFunctionUrlConfig"
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the function was not invoked

    Example: another auth type
      Given a function "hello" with a URL
      And the only statement lets everybody do "lambda:InvokeFunctionUrl" where the auth type is AWS_IAM
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the function was not invoked

    Example: another principal
      Given a function "hello" with a URL
      And the only statement lets the function's own account do "lambda:InvokeFunctionUrl" where the auth type is NONE
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the function was not invoked

  @PERM-203 @core
  Rule: Where calls have to be signed, one without a signature is 403
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    Basis: recorded 2026-04-20; on 2025-06-22 the text was "Forbidden" alone, the newer one counts

    Example: no signature
      Given a function "hello" with a URL
      And calls of the URL have to be signed
      When a client sends "GET /soup"
      Then the response status is 403
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response body is
        """
        {"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}
        """
      And the function was not invoked

  @PERM-204 @extended
  Rule: A URL that nobody has is 403 with a message that is null
    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    Basis: recorded 2026-04-20

    Example: any id
      Given a function "hello" with a URL
      When a client sends "GET /soup" to a function URL that nobody has
      Then the response status is 403
      And the response header "Content-Type" is "application/json"
      And the response header "x-amzn-ErrorType" is "AccessDeniedException"
      And the response body is
        """
        {"Message":null}
        """
