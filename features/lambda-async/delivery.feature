@lambda-async
Feature: What an asynchronous invocation through an API delivers
  The gateway's answer does not depend on the function; the event does on the
  request.

  @LASYNC-123 @core
  Rule: The default response's template and headers are used, with nothing to read
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented

    Example: an answer of the API's own
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And its default response has status 202
      And its response header "X-Accepted" is mapped from "'yes'"
      And its response template is
        """
        {"accepted": true, "request": "$context.requestId"}
        """
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response status is 202
      And the response header "X-Accepted" is "yes"
      And the response body is the JSON
        """
        {"accepted": true, "request": "{{uuid}}"}
        """
      And the function received the event
        """
        {"kind": "leek"}
        """

  @LASYNC-124 @core
  Rule: A request template makes the asynchronous event too
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html
    Basis: documented

    Example: query and body in one event
      Given a REST API whose "POST /soup/{kind}" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And its request template is
        """
        {"kind": "$input.params('kind')", "spoons": "$input.params('spoons')", "order": $input.json('$')}
        """
      When a client sends "POST /soup/leek?spoons=2" with the JSON body
        """
        {"table": 7}
        """
      Then the response status is 200
      And the response body is empty
      And the function received the event
        """
        {"kind": "leek", "spoons": "2", "order": {"table": 7}}
        """

  @LASYNC-125 @extended
  Rule: DryRun invokes nothing
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented for Invoke

    Example: the header is mapped to DryRun
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'DryRun'"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response body is empty
      And the function was not invoked

  @LASYNC-126 @core
  Rule: An event that is no JSON is refused before the answer
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    Basis: documented for Invoke

    Example: an unfinished object
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"
        """
      Then the response status is 400
      And the function was not invoked

  @LASYNC-127 @core
  Rule: Without permission an asynchronous call fails as any other
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: derived from a published transcript of a live API without the permission

    Example: the client gets 500
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
      And API Gateway has no permission to invoke the function
      When a client sends "POST /soup" with the JSON body
        """
        {"kind": "leek"}
        """
      Then the response status is 500
      And the function was not invoked
