@templates
Feature: Templates and payloads that fail
  What a client gets when a template cannot be parsed or rendered.

  @TMPL-146 @core
  Rule: A template that cannot be parsed is answered with 500
    Source: a published measurement of a live API: "Unable to transform request" in the execution log
    Basis: recorded 2026 for the request and a backslash before a quote; the other mistakes are derived from the grammar

    Scenario Outline: <mistake>
      Given a REST API whose "GET /soup" invokes the function "echo"
      And its request template is
        """
        #set($kind = "leek-{{nonce}}")
        {"kind": "$kind", "rest": "<text>"}
        """
      When a client sends "GET /soup"
      Then the response status is 500
      And the response header "x-amzn-ErrorType" is "InternalServerErrorException"
      And the response body is
        """
        {"message": "Internal server error"}
        """
      And the function was not invoked

      Examples:
        | mistake                              | text                                    |
        | a backslash before a quote           | $util.urlEncode("a \\"b\\" c")          |
        | a block without its end              | #if($kind)yes                           |
        | a call without its parenthesis       | $kind.substring(                        |

    Example: in the response template
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        #set($kind = "a \"b\" c")[$kind]
        """
      When a client sends "GET /soup"
      Then the response status is 500
      And the response body is
        """
        {"message": "Internal server error"}
        """

  @TMPL-147 @edge
  Rule: A lone dollar sign at the very end is a mistake
    Source: seen by the author of another implementation of the template language
    Basis: derived: reported as AWS's behaviour, not recorded; with anything behind it, a blank for instance, it is text (TMPL-113)

    Example: nothing behind it
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        5 $
        """
      When a client sends "GET /soup"
      Then the response status is 500

  @TMPL-148 @extended
  Rule: A payload that begins like JSON and is none is the client's mistake where a template looks into it
    Source: recorded only
    Basis: recorded 2015-12

    Scenario Outline: <payload>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its request template is
        """
        {"whole": "$input.path('$')"}
        """
      When a client sends "POST /soup" with the JSON body
        """
        <payload>
        """
      Then the response status is 400
      And the function was not invoked

      Examples:
        | payload   |
        | {a        |
        | {"a": 1   |

  @TMPL-149 @core
  Rule: What a template renders is not checked: broken JSON is sent as it is
    Source: a published transcript of a live API
    Basis: recorded 2022-03

    Example: a comma is missing
      Given a REST API whose "GET /soup" answers from a MOCK integration
      And its response template is
        """
        {
          "error": "cold"
          "cause": "no fire"
        }
        """
      When a client sends "GET /soup"
      Then the response status is 200
      And the response header "Content-Type" is "application/json"
      And the response body is
        """
        {
          "error": "cold"
          "cause": "no fire"
        }
        """
