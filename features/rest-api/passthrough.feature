@rest-api
Feature: Payloads with and without a matching request template
  The request's Content-Type chooses a template; where none fits,
  passthroughBehavior says whether the payload passes. The function gives back
  what reached it.

  @PASS-001 @core
  Rule: A template for the request's type transforms the payload under every behavior
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Scenario Outline: a template for JSON and a JSON payload under <behavior>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is <behavior>
      And its request template is
        """
        {"by": "the template", "wish": $input.json('$.wish')}
        """
      When a client sends "POST /soup" with the JSON body
        """
        {"wish": "leek {{nonce}}", "more": true}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"by": "the template", "wish": "leek {{nonce}}"}
        """
      And the function was invoked once

      Examples:
        | behavior          |
        | WHEN_NO_MATCH     |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

  @PASS-002 @core
  Rule: A payload without Content-Type counts as application/json
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented; recorded 2024-07-12 for WHEN_NO_MATCH

    Scenario Outline: a template for JSON and a payload without type under <behavior>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is <behavior>
      And its request template is
        """
        {"by": "the template", "wish": $input.json('$.wish')}
        """
      When a client sends "POST /soup" with a body without type
        """
        {"wish": "leek {{nonce}}", "more": true}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"by": "the template", "wish": "leek {{nonce}}"}
        """

      Examples:
        | behavior          |
        | WHEN_NO_MATCH     |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

  @PASS-003 @core
  Rule: Under WHEN_NO_MATCH a payload of another type than the template's passes unchanged
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Example: XML beside a template for JSON
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is WHEN_NO_MATCH
      And its request template is
        """
        {"by": "the template"}
        """
      When a client sends "POST /soup" with the "application/xml" body
        """
        "<soup wish='leek {{nonce}}' />"
        """
      Then the response status is 200
      And the response body is the JSON
        """
        "<soup wish='leek {{nonce}}' />"
        """
      And the function was invoked once

  @PASS-004 @core
  Rule: Under WHEN_NO_TEMPLATES a payload of another type than the template's is refused with 415
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Example: XML is not what the template for JSON takes
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is WHEN_NO_TEMPLATES
      And its request template is
        """
        {"by": "the template"}
        """
      When a client sends "POST /soup" with the "application/xml" body
        """
        "<soup />"
        """
      Then the response status is 415
      And the function was not invoked

  @PASS-005 @core
  Rule: Under NEVER a payload of another type than the template's is refused with 415
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Example: XML is never passed
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is NEVER
      And its request template is
        """
        {"by": "the template"}
        """
      When a client sends "POST /soup" with the "application/xml" body
        """
        "<soup />"
        """
      Then the response status is 415
      And the function was not invoked

  @PASS-006 @core
  Rule: A template for XML alone does not take JSON, nor a payload without type
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Background:
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template for "application/xml" is
        """
        {"by": "the template"}
        """

    Example: JSON passes under WHEN_NO_MATCH
      Given its passthrough behavior is WHEN_NO_MATCH
      When a client sends "POST /soup" with the JSON body
        """
        {"wish": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"wish": "leek {{nonce}}"}
        """

    Example: a payload without type passes under WHEN_NO_MATCH
      Given its passthrough behavior is WHEN_NO_MATCH
      When a client sends "POST /soup" with a body without type
        """
        {"wish": "leek {{nonce}}"}
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"wish": "leek {{nonce}}"}
        """

    Scenario Outline: JSON is refused under <behavior>
      Given its passthrough behavior is <behavior>
      When a client sends "POST /soup" with the JSON body
        """
        {"wish": "leek"}
        """
      Then the response status is 415
      And the function was not invoked

      Examples:
        | behavior          |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

    Scenario Outline: a payload without type is refused under <behavior>
      Given its passthrough behavior is <behavior>
      When a client sends "POST /soup" with a body without type
        """
        {"wish": "leek"}
        """
      Then the response status is 415
      And the function was not invoked

      Examples:
        | behavior          |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

  @PASS-007 @extended
  Rule: A template for XML takes XML under every behavior
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Scenario Outline: XML is transformed under <behavior>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is <behavior>
      And its request template for "application/xml" is
        """
        {"by": "the template", "nonce": "{{nonce}}"}
        """
      When a client sends "POST /soup" with the "application/xml" body
        """
        <soup wish="leek" />
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"by": "the template", "nonce": "{{nonce}}"}
        """

      Examples:
        | behavior          |
        | WHEN_NO_MATCH     |
        | WHEN_NO_TEMPLATES |
        | NEVER             |

  @PASS-010 @extended
  Rule: Without a passthroughBehavior an integration behaves as under WHEN_NO_MATCH
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
    Basis: documented; recorded 2023-05-31 (PutIntegration answers WHEN_NO_MATCH)

    Example: a text passes beside a template for JSON
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template is
        """
        {"by": "the template"}
        """
      When a client sends "POST /soup" with the "text/plain" body
        """
        "leek {{nonce}}"
        """
      Then the response status is 200
      And the response body is the JSON
        """
        "leek {{nonce}}"
        """

  @PASS-011 @extended
  Rule: A proxy integration passes every payload, whatever its passthroughBehavior
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Basis: documented

    Example: XML under NEVER reaches the function
      Given a REST API whose "POST /soup" proxies to the function "hello"
      And its passthrough behavior is NEVER
      When a client sends "POST /soup" with the "application/xml" body
        """
        <soup wish="leek"/>
        """
      Then the response status is 200
      And the response body is
        """
        Hello from Lambda!
        """
      And the member "$.body" of the event is the text
        """
        <soup wish="leek"/>
        """

  @PASS-012 @core
  Rule: Form types are content types like any other: templates can be keyed by them
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
    Basis: documented

    Background:
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its passthrough behavior is NEVER
      And its request template is
        """
        {"by": "the template for JSON"}
        """

    Example: an encoded form has its template
      Given its request template for "application/x-www-form-urlencoded" is
        """
        {"by": "the template for a form", "nonce": "{{nonce}}"}
        """
      When a client sends "POST /soup" with the "application/x-www-form-urlencoded" body
        """
        wish=leek
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"by": "the template for a form", "nonce": "{{nonce}}"}
        """

    Example: a form in parts has its template
      Given its request template for "multipart/form-data" is
        """
        {"by": "the template for a form", "nonce": "{{nonce}}"}
        """
      When a client sends "POST /soup" with the "multipart/form-data; boundary=xyz" body
        """
        --xyz
        Content-Disposition: form-data; name="wish"

        leek
        --xyz--
        """
      Then the response status is 200
      And the response body is the JSON
        """
        {"by": "the template for a form", "nonce": "{{nonce}}"}
        """

    Example: a form without a template is refused
      When a client sends "POST /soup" with the "application/x-www-form-urlencoded" body
        """
        wish=leek
        """
      Then the response status is 415
      And the function was not invoked
