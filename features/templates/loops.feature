@templates
Feature: Loops in a template
  #foreach, what it goes through and what it leaves behind.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

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
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what                 | each                             | rendered |
        | the elements         | $item                            | abc      |
        | $foreach.index       | $foreach.index                   | 012      |
        | $foreach.count       | $foreach.count                   | 123      |
        | $velocityCount       | $velocityCount                   | 123      |
        | $foreach.hasNext     | $item#if($foreach.hasNext),#end  | a,b,c    |
        | $velocityHasNext     | $item#if($velocityHasNext),#end  | a,b,c    |
        | $foreach.first       | #if($foreach.first)>#end$item    | >abc     |
        | $foreach.last        | $item#if($foreach.last)!#end     | abc!     |
        | #break               | $item#break                      | a        |

  @TMPL-119 @extended
  Rule: Besides a list #foreach goes through what a map holds; anything else has no rounds
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13 for keys and for an undefined value

    Scenario Outline: <what>
      Given its response template is
        """
        #set($soup = {"kind": "leek", "spoons": 2})[#foreach($x in <items>)$x,#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what               | items           | rendered             |
        | a map's values     | $soup           | leek,2,              |
        | a map's keys       | $soup.keySet()  | kind,spoons,         |
        | a map's entries    | $soup.entrySet() | kind=leek,spoons=2, |
        | an empty list      | []              |                      |
        | nothing            | $undefined      |                      |

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
      Then the response body is
        """
        [<value>]
        """

      Examples:
        | variable                    | name          | value |
        | the loop variable           | i             | 1     |
        | another variable            | seen          | 3     |
        | the counter of the loop     | foreach.count |       |

    Example: a variable that was not defined is not afterwards
      Given its response template is
        """
        #foreach($i in [2, 3])$i#end[$i]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        23[]
        """

  @TMPL-120 @extended
  Rule: A loop inside a loop counts for itself
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13

    Scenario Outline: <counter>, nested
      Given its response template is
        """
        [#foreach($i in ["a", "b"])<counter>:#foreach($j in [7, 8])<counter>#{end}:<counter>,#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | counter         | rendered          |
        | $foreach.count  | 1:12:1,2:12:2,    |
        | $foreach.index  | 0:01:0,1:01:1,    |
        | $velocityCount  | 1:12:1,2:12:2,    |

    Example: the same variable in both
      Given its response template is
        """
        [#foreach($i in ["a", "b"])$i:#foreach($i in [7, 8])$i#{end}:$i #end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [a:78:a b:78:b ]
        """

    Example: #break ends the inner loop only
      Given its response template is
        """
        [#foreach($i in [1, 2])#foreach($j in [1..3])#if($j == 2)#break#end$i$j #end#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [11 21 ]
        """

  @TMPL-103 @extended
  Rule: Ranges run upwards and downwards
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13

    Scenario Outline: <range>
      Given its response template is
        """
        #set($last = 3)[#foreach($n in [<range>])$n,#end]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<numbers>]
        """

      Examples:
        | range       | numbers       |
        | 1..3        | 1,2,3,        |
        | 1..-1       | 1,0,-1,       |
        | -1..1       | -1,0,1,       |
        | 2..2        | 2,            |
        | 1..$last    | 1,2,3,        |
        | $last .. 1  | 3,2,1,        |

  @TMPL-025 @edge
  Rule: A loop makes at most 1000 rounds
    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
    Basis: documented; whether the rest is left out or the template fails is not said, so either is accepted: a client
      never sees more than 1000 rounds

    Example: one round too many
      Given its response template is
        """
        #set($rounds = 0)#foreach($i in [1..1001])#set($rounds = $rounds + 1)#end[$rounds]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        {{matches \[1000\]|.*Internal server error.*}}
        """

    Example: a thousand rounds are fine
      Given its response template is
        """
        #set($rounds = 0)#foreach($i in [1..1000])#set($rounds = $rounds + 1)#end[$rounds]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [1000]
        """
