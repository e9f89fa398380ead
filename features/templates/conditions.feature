@templates
Feature: Conditions in a template
  What #if takes for true, and how values compare.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-022 @core
  Rule: Conditions compare and combine, by signs and by words
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13 for the words

    Scenario Outline: <condition>
      Given its response template is
        """
        [#if(<condition>)yes#{else}no#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<answer>]
        """

      Examples:
        | condition                        | answer |
        | 1 == 1                           | yes    |
        | 1 != 1                           | no     |
        | "a" == "a"                       | yes    |
        | 2 > 1 && 1 < 2                   | yes    |
        | 2 < 1 \|\| 1 >= 2                | no     |
        | 2 <= 2 && 3 >= 4                 | no     |
        | !(1 == 2)                        | yes    |
        | not (1 == 1)                     | no     |
        | 2 gt 1 and 1 lt 2                | yes    |
        | 1 ge 2 or 2 le 1                 | no     |
        | 1 eq 2 or 1 ne 1                 | no     |
        | 1 == 1 \|\| 1 == 1 && 1 == 2     | yes    |
        | (1 == 1 \|\| 1 == 1) && 1 == 2   | no     |

  @TMPL-117 @core
  Rule: The first branch whose condition holds is rendered, and only that
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07 and 2023-08-13

    Scenario Outline: <case>
      Given its response template is
        """
        [#set($a = <a>)#set($b = <b>)#if($a)one#elseif($b)two#{else}three#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | case         | a     | b     | rendered |
        | #if          | true  | true  | one      |
        | #elseif      | false | true  | two      |
        | #else        | false | false | three    |

    Example: one inside another
      Given its response template is
        """
        #set($a = true)#set($b = false)[#if($a)a#if($b)b#{else}c#{end}d#{end}e]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [acde]
        """

  @TMPL-101 @edge
  Rule: An undefined reference counts as true, and equals both null and the empty text
    Source: recorded only; Velocity's own guide has undefined references count as false
    Basis: recorded 2023-08-13 for #if, 2025-06-18 for the comparisons

    Scenario Outline: <condition>
      Given its response template is
        """
        [#if(<condition>)yes#{else}no#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<answer>]
        """

      Examples:
        | condition          | answer |
        | $undefined         | yes    |
        | !$undefined        | no     |
        | ${un.de.fined}     | yes    |
        | $undefined == $nil | yes    |
        | $undefined == ""   | yes    |
        | $undefined == 0    | no     |
        | false              | no     |

  @TMPL-118 @edge
  Rule: Of all values only the boolean false counts as false
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: derived: recorded 2023-08-13 for null, true and false; zero, empty texts, lists and maps follow Velocity 1.7,
      which asks for null and false only; later versions of Velocity take them for false

    Scenario Outline: a variable that is <value>
      Given its response template is
        """
        #set($value = <value>)[#if($value)yes#{else}no#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<answer>]
        """

      Examples:
        | value   | answer |
        | true    | yes    |
        | false   | no     |
        | 0       | yes    |
        | ""      | yes    |
        | []      | yes    |
        | "false" | yes    |

  @TMPL-023 @core
  Rule: A number from JSON equals the same number in a template
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented: numbers compare by value, values of different kinds by the text that they print; recorded 2023-08-13
      for whole numbers

    Scenario Outline: <condition>
      Given its response template is
        """
        #set($output = $util.parseJson('{"statusCode": 302, "text": "302", "exact": 302.0}'))[#if(<condition>)yes#{else}no#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<answer>]
        """

      Examples:
        | condition                   | answer |
        | $output.statusCode == 302   | yes    |
        | $output.statusCode == 303   | no     |
        | $output.statusCode != 302   | no     |
        | $output.exact == 302        | yes    |
        | $output.text == 302         | yes    |
        | $output.statusCode == "302" | yes    |
        | $output.statusCode >= 300   | yes    |
        | $output.text >= 300         | no     |
