@permissions
Feature: Statements of a function's policy
  AddPermission writes a statement, GetPolicy shows the whole policy,
  RemovePermission takes one away.

  @PERM-003 @core
  Rule: AddPermission answers with the statement as JSON text
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented: the examples show ArnLike, the API reference says StringLike

    Example: API Gateway, one method
      Given a function "hello" that nobody else invokes
      When AddPermission is called with
        """
        {
          "StatementId": "gateway",
          "Action": "lambda:InvokeFunction",
          "Principal": "apigateway.amazonaws.com",
          "SourceArn": "arn:aws:execute-api:{{region}}:{{accountId}}:a1b2c3d4e5/*/GET/pets"
        }
        """
      Then the response status is 201
      And the member "$.Statement" of the response is a string with the JSON
        """
        {
          "Sid": "gateway",
          "Effect": "Allow",
          "Principal": {"Service": "apigateway.amazonaws.com"},
          "Action": "lambda:InvokeFunction",
          "Resource": "{{functionArn}}",
          "Condition": {
            "ArnLike": {
              "AWS:SourceArn": "arn:aws:execute-api:{{region}}:{{accountId}}:a1b2c3d4e5/*/GET/pets"
            }
          }
        }
        """

    Example: without a source there is no condition
      Given a function "hello" that nobody else invokes
      When AddPermission is called with
        """
        {"StatementId": "any", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
        """
      Then the response status is 201
      And the member "$.Statement" of the response is a string with the JSON
        """
        {
          "Sid": "any",
          "Effect": "Allow",
          "Principal": {"Service": "apigateway.amazonaws.com"},
          "Action": "lambda:InvokeFunction",
          "Resource": "{{functionArn}}"
        }
        """

    Example: a source account is a condition of its own
      Given a function "hello" that nobody else invokes
      When AddPermission is called with
        """
        {
          "StatementId": "mine",
          "Action": "lambda:InvokeFunction",
          "Principal": "apigateway.amazonaws.com",
          "SourceAccount": "{{accountId}}"
        }
        """
      Then the response status is 201
      And the member "$.Statement" of the response is a string with the JSON
        """
        {
          "Sid": "mine",
          "Effect": "Allow",
          "Principal": {"Service": "apigateway.amazonaws.com"},
          "Action": "lambda:InvokeFunction",
          "Resource": "{{functionArn}}",
          "Condition": {"StringEquals": {"AWS:SourceAccount": "{{accountId}}"}}
        }
        """

  @PERM-004 @core
  Rule: GetPolicy shows what was added, and no more what was removed
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Background:
      Given a function "hello" that nobody else invokes
      And the function's policy has the statement
        """
        {"StatementId": "first", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
        """
      And the function's policy has the statement
        """
        {"StatementId": "second", "Action": "lambda:GetFunction", "Principal": "events.amazonaws.com"}
        """

    Example: two statements
      When GetPolicy is called
      Then the response status is 200
      And the member "$.Policy" of the response is a string with the JSON
        """
        {
          "Version": "2012-10-17",
          "Id": "default",
          "Statement": [
            {
              "Sid": "first",
              "Effect": "Allow",
              "Principal": {"Service": "apigateway.amazonaws.com"},
              "Action": "lambda:InvokeFunction",
              "Resource": "{{functionArn}}"
            },
            {
              "Sid": "second",
              "Effect": "Allow",
              "Principal": {"Service": "events.amazonaws.com"},
              "Action": "lambda:GetFunction",
              "Resource": "{{functionArn}}"
            }
          ]
        }
        """
      And the member "$.RevisionId" of the response is "{{uuid}}"

    Example: one is removed
      When RemovePermission is called for "first"
      Then the response status is 204
      And the response body is empty
      And the function's policy is the JSON
        """
        {
          "Version": "2012-10-17",
          "Id": "default",
          "Statement": [
            {
              "Sid": "second",
              "Effect": "Allow",
              "Principal": {"Service": "events.amazonaws.com"},
              "Action": "lambda:GetFunction",
              "Resource": "{{functionArn}}"
            }
          ]
        }
        """

    Example: a statement that is not there cannot be removed
      When RemovePermission is called for "third"
      Then the response status is 404
      And the response header "x-amzn-ErrorType" is "{{matches ResourceNotFoundException.*}}"

  @PERM-101 @core
  Rule: A function without statements has no policy
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
    Basis: documented: ResourceNotFoundException

    Example: a new function
      Given a function "hello" that nobody else invokes
      When GetPolicy is called
      Then the response status is 404
      And the response header "x-amzn-ErrorType" is "{{matches ResourceNotFoundException.*}}"

  @PERM-102 @core
  Rule: A statement id is taken once
    Source: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    Basis: documented: ResourceConflictException

    Example: the same id again
      Given a function "hello" that nobody else invokes
      And the function's policy has the statement
        """
        {"StatementId": "gateway", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
        """
      When AddPermission is called with
        """
        {"StatementId": "gateway", "Action": "lambda:GetFunction", "Principal": "events.amazonaws.com"}
        """
      Then the response status is 409
      And the response header "x-amzn-ErrorType" is "{{matches ResourceConflictException.*}}"
