@permissions
Feature: From where API Gateway may invoke a function
  The source ARN of a statement names API, stage, method and resource; each part
  may be a wildcard. A call that no statement allows is answered with 500.

  @PERM-002 @core
  Rule: A statement with the method's own source ARN lets the call succeed
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Scenario Outline: <source>
      Given a REST API whose "GET /pets/{id}" proxies to the function "hello"
      And API Gateway may invoke the function from "<source>"
      When a client sends "GET /pets/7"
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the function was invoked once

      Examples:
        | source                |
        | {{stage}}/GET/pets/*  |
        | */GET/pets/*          |
        | {{stage}}/*/pets/*    |

  @PERM-103 @core
  Rule: A statement for another source does not
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented; a published transcript of 2025 has the 500 for a source ARN of another path

    Scenario Outline: another <part>
      Given a REST API whose "GET /pets/{id}" proxies to the function "hello"
      And API Gateway may invoke the function from "<source>"
      When a client sends "GET /pets/7"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the function was not invoked

      Examples:
        | part          | source               |
        | stage         | other/GET/pets/*     |
        | method        | {{stage}}/POST/pets/*|
        | resource      | {{stage}}/GET/cats/* |
        | shorter path  | {{stage}}/GET/pets   |

  @PERM-005 @extended
  Rule: */GET/* allows GET on every resource of every stage and nothing else
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Scenario Outline: <request>
      Given a REST API whose "<route>" proxies to the function "hello"
      And API Gateway may invoke the function from "*/GET/*"
      When a client sends "<request>"
      Then the response status is <status>

      Examples:
        | route             | request        | status |
        | GET /pets         | GET /pets      | 200    |
        | GET /a/b/c        | GET /a/b/c     | 200    |
        | GET /pets/{id+}   | GET /pets/7/x  | 200    |
        | POST /pets        | POST /pets     | 500    |
        | DELETE /pets/{id} | DELETE /pets/7 | 500    |

  @PERM-006 @edge
  Rule: stage/ANY/path allows every verb of a method that is configured as ANY
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented, ambiguously: "ANY method" in one edition, "all methods" in another

    Scenario Outline: <verb>
      Given a REST API whose "ANY /user" proxies to the function "hello"
      And API Gateway may invoke the function from "{{stage}}/ANY/user"
      When a client sends "<verb> /user"
      Then the response status is 200
      And the function was invoked once

      Examples:
        | verb |
        | GET  |
        | POST |

    Example: not on another stage
      Given a REST API whose "ANY /user" proxies to the function "hello"
      And API Gateway may invoke the function from "other/ANY/user"
      When a client sends "GET /user"
      Then the response status is 500
      And the function was not invoked

  @PERM-007 @extended
  Rule: */*/* allows every method on every resource and stage
    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
    Basis: documented

    Scenario Outline: <request> with every wildcard
      Given a REST API whose "<route>" proxies to the function "hello"
      And API Gateway may invoke the function from "*/*/*"
      When a client sends "<request>"
      Then the response status is 200
      And the function was invoked once

      Examples:
        | route             | request        |
        | GET /pets         | GET /pets      |
        | ANY /pets/{id}    | PUT /pets/7    |
        | DELETE /{all+}    | DELETE /a/b/c  |

  @PERM-104 @core
  Rule: Principal and action have to fit as well
    Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    Basis: documented

    Example: a statement for another service
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And only the principal "events.amazonaws.com" may invoke the function
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

    Example: a statement for another action
      Given a REST API whose "GET /pets" proxies to the function "hello"
      And API Gateway is allowed the action "lambda:GetFunction" on the function
      When a client sends "GET /pets"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked
