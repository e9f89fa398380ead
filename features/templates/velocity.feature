@templates
Feature: The template language as API Gateway runs it
  Mapping templates are written in the Velocity Template Language. API Gateway's
  own dialect differs from Apache Velocity where the Rules say so. The templates
  here stand between brackets, so that white space shows.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-026 @extended
  Rule: An undefined reference renders as empty text
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented, recorded contradicts: Velocity prints the reference itself; recorded on AWS 2023-08-07 is nothing

    Scenario Outline: <notation>
      Given its response template is
        """
        [<template>]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[Hello !]"

      Examples:
        | notation | template       |
        | plain    | Hello $name!   |
        | quiet    | Hello $!name!  |
        | formal   | Hello ${name}! |

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
      Then the response body contains "[<answer>]"

      Examples:
        | condition          | answer |
        | $undefined         | yes    |
        | !$undefined        | no     |
        | $undefined == $nil | yes    |
        | $undefined == ""   | yes    |
        | false              | no     |

  @TMPL-020 @core
  Rule: #set defines variables; double quotes are interpolated and single quotes are not
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13

    Scenario Outline: <quotes>
      Given its response template is
        """
        #set($soup = "leek")[#set($text = <text>)$text]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<rendered>]"

      Examples:
        | quotes                       | text             | rendered   |
        | double quotes                | "$soup soup"     | leek soup  |
        | double quotes, formal        | "${soup}s"       | leeks      |
        | single quotes                | '$soup soup'     | $soup soup |

    Example: a doubled quote inside quotes is one quote
      Given its response template is
        """
        #set($text = "a ""b"" c")[$text]
        """
      When a client sends "GET /rendered"
      Then the response body contains
        """
        [a "b" c]
        """

  @TMPL-024 @core
  Rule: #foreach goes through a list and knows where it is
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07 and 2023-08-13

    Scenario Outline: <what>
      Given its response template is
        """
        #set($items = ["a", "b", "c"])[#foreach($item in $items)<each>#end]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<rendered>]"

      Examples:
        | what                 | each                             | rendered |
        | the elements         | $item                            | abc      |
        | $foreach.index       | $foreach.index                   | 012      |
        | $foreach.count       | $foreach.count                   | 123      |
        | $velocityCount       | $velocityCount                   | 123      |
        | $foreach.hasNext     | $item#if($foreach.hasNext),#end  | a,b,c    |
        | #break               | $item#break                      | a        |

  @TMPL-102 @extended
  Rule: After a loop its variable has the value from before; other variables keep theirs
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13

    Scenario Outline: <variable>
      Given its response template is
        """
        #set($i = 1)#set($seen = 0)#foreach($i in [2, 3])#set($seen = $i)#end[$<name>]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<value>]"

      Examples:
        | variable           | name | value |
        | the loop variable  | i    | 1     |
        | another variable   | seen | 3     |

  @TMPL-103 @extended
  Rule: Ranges run upwards and downwards
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13

    Scenario Outline: <range>
      Given its response template is
        """
        [#foreach($n in [<range>])$n #end]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<numbers> ]"

      Examples:
        | range  | numbers       |
        | 1..3   | 1 2 3         |
        | 1..-1  | 1 0 -1        |

  @TMPL-104 @extended
  Rule: Arithmetic keeps whole numbers whole and fractions fractions
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13

    Scenario Outline: <expression>
      Given its response template is
        """
        [#set($result = <expression>)$result]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<result>]"

      Examples:
        | expression  | result |
        | 7 % 4       | 3      |
        | 7 / 2       | 3      |
        | 50.0 / 20   | 2.5    |
        | 2 + 3 * 4   | 14     |
        | 2 + 3 > 4   | true   |

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
      Then the response body contains "[<answer>]"

      Examples:
        | condition              | answer |
        | 1 == 1                 | yes    |
        | 1 != 1                 | no     |
        | "a" == "a"             | yes    |
        | 2 > 1 && 1 < 2         | yes    |
        | 2 < 1 \|\| 1 >= 2      | no     |
        | !(1 == 2)              | yes    |
        | 2 gt 1 and 1 lt 2      | yes    |
        | 1 eq 2 or 1 ne 1       | no     |

  @TMPL-029 @core
  Rule: Comments are not rendered
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07

    Example: a block and a line
      Given its response template is
        """
        [a#* not this *#b]
        ## nor this
        [c]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[ab]"
      And the response body contains "[c]"
      And the response body does not contain "this"

  @TMPL-030 @core
  Rule: Texts have Java's String methods
    Source: the systems' own templates; AWS's examples use contains and replaceAll
    Basis: recorded 2023-08-13 for the methods used here

    Scenario Outline: <call>
      Given its response template is
        """
        #set($text = "a,b,c")[$text.<call>]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<result>]"

      Examples:
        | call                      | result |
        | length()                  | 5      |
        | replace(",", "")          | abc    |
        | replaceAll("[ab]", "x")   | x,x,c  |
        | split(",").size()         | 3      |
        | contains("b")             | true   |
        | startsWith("b")           | false  |
        | indexOf("b")              | 2      |
        | substring(2, 3)           | b      |

  @TMPL-105 @extended
  Rule: A map prints in Java's notation
    Source: recorded only
    Basis: recorded 2023-09-17

    Example: two members
      Given its response template is
        """
        #set($soup = {"kind": "leek", "spoons": 2})[$soup]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[{kind=leek, spoons=2}]"

  @TMPL-018 @core
  Rule: $util.urlEncode and $util.urlDecode use the rules of forms
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented; recorded 2025-03-19 for the encoding

    Scenario Outline: <call>
      Given its response template is
        """
        [$util.<call>]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[<result>]"

      Examples:
        | call                          | result          |
        | urlEncode("a b&c={d}")        | a+b%26c%3D%7Bd%7D |
        | urlDecode("a+b%26c%3D%7Bd%7D")| a b&c={d}       |

  @TMPL-019 @core
  Rule: $util.base64Encode and $util.base64Decode undo each other
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: more than ASCII
      Given its response template is
        """
        #set($encoded = $util.base64Encode("naïve 実行"))[$encoded][$util.base64Decode($encoded)]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[bmHDr3ZlIOWun+ihjA==][naïve 実行]"

  @TMPL-017 @core
  Rule: $util.parseJson gives members and elements
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    Basis: documented

    Example: an object that holds a list
      Given its response template is
        """
        #set($soup = $util.parseJson('{"kind": "leek", "tastes": ["salt", "smoke"]}'))[$soup.kind][$soup.tastes[1]]
        """
      When a client sends "GET /rendered"
      Then the response body contains "[leek][smoke]"
