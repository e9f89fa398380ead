@lambda-async
Feature: A form turned into an event
  A template for application/x-www-form-urlencoded makes JSON of the body, with
  headers and context, before the function is invoked asynchronously.

  Background:
    Given a REST API whose "POST /form" invokes the function "echo"
    And its request header "X-Amz-Invocation-Type" is mapped from "'Event'"
    And its request template for "application/x-www-form-urlencoded" is
      """
      ## the body as text, quotes escaped
      #set($rawAPIData = $input.path('$'))
      #set($rawAPIData = $rawAPIData.replace('"', '\"'))
      ## only pieces with exactly one "=" and a name before it are pairs
      #set($pairs = [])
      #foreach($piece in $rawAPIData.split("&"))
        #set($equals = $piece.length() - $piece.replace("=", "").length())
        #if($equals == 1 && !$piece.startsWith("="))
          #set($devNull = $pairs.add($piece))
        #end
      #end
      {
        "headers": {
      #foreach($key in $input.params().header.keySet())
          "$key": "$util.escapeJavaScript($input.params().header.get($key))"#if($foreach.hasNext),#end

      #end
        },
        "querystring": {
      #foreach($pair in $pairs)
        #set($nameAndValue = $pair.split("="))
        #set($value = "")
        #if($nameAndValue.size() == 2)
          #set($value = $util.urlDecode($nameAndValue[1]))
        #end
          "$nameAndValue[0]": "$value"#if($foreach.hasNext),#end

      #end
        },
        "stage": "$context.stage",
        "sourceIp": "$context.identity.sourceIp",
        "userAgent": "$context.identity.userAgent"
      }
      """

  @LASYNC-008 @extended
  Rule: The event has the headers, the form's pairs and where the call came from
    Source: the system's own description, repaired; not found in AWS's documentation
    Basis: derived from the template language: $input.params().header, $context.stage, $context.identity

    Example: a form of two fields
      Given the request header "User-Agent" is "soup-client/1.0"
      And the request header "x-table" is "7"
      When a client sends "POST /form" with the "application/x-www-form-urlencoded" body
        """
        soup=leek&spoons=2
        """
      Then the response status is 200
      And the response body is empty
      And the function received the event
        """
        {
          "headers": {"x-table": "7", "{{...}}": "{{string}}"},
          "querystring": {"soup": "leek", "spoons": "2"},
          "stage": "{{stage}}",
          "sourceIp": "{{ip address}}",
          "userAgent": "soup-client/1.0"
        }
        """

  @TMPL-033 @extended
  Rule: Pieces that are not name=value are left out, a single pair is enough
    Source: the system's own description, repaired; not found in AWS's documentation
    Basis: derived from Java's String.split and replace, which templates call

    Scenario Outline: <case>
      When a client sends "POST /form" with the "application/x-www-form-urlencoded" body
        """
        <form>
        """
      Then the member "$.querystring" of the event is the JSON
        """
        <pairs>
        """

      Examples:
        | case               | form                | pairs                    |
        | a single pair      | a=1                 | {"a": "1"}               |
        | two pairs          | a=1&b=2             | {"a": "1", "b": "2"}     |
        | a bare word        | a=1&word&b=2        | {"a": "1", "b": "2"}     |
        | two equals signs   | a=1=2&b=2           | {"b": "2"}               |
        | no name            | =1&b=2              | {"b": "2"}               |
        | no value           | a=&b=2              | {"a": "", "b": "2"}      |
        | an encoded value   | a=x%20y+z           | {"a": "x y z"}           |

  @TMPL-032 @extended
  Rule: $input.path('$') of a form body is the body as text
    Source: the system's own description; $input.path is documented for JSON only
    Basis: recorded 2015: a body that is not JSON is given as text

    Example: Java's String methods work on it
      Given its request template for "application/x-www-form-urlencoded" is
        """
        #set($form = $input.path('$'))
        {"length": $form.length(), "text": "$form"}
        """
      When a client sends "POST /form" with the "application/x-www-form-urlencoded" body
        """
        a=1&b=2
        """
      Then the function received the event
        """
        {"length": 7, "text": "a=1&b=2"}
        """
