@templates
Feature: Directives of a template
  #set, comments, and the blocks that a template names and uses.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-121 @core
  Rule: #set writes a variable, a member, a key or an element
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07 for variables, 2025-05-16 to 2025-05-29 for members, keys and elements

    Scenario Outline: <target>
      Given its response template is
        """
        #set($soup = {"kind": "leek"})#set($list = ["a", "b", "c"])#set($key = "size")#set($i = 1)[#set(<target> = <value>)<shown>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | target         | value     | shown           | rendered                |
        | $new           | 7         | $new            | 7                       |
        | $soup          | "onion"   | $soup           | onion                   |
        | $soup.spoons   | 2         | $soup           | {kind=leek, spoons=2}   |
        | $soup[$key]    | "big"     | $soup.size      | big                     |
        | $soup["$key"]  | {}        | $soup           | {kind=leek, size={}}    |
        | $soup["a b"]   | 1         | $soup["a b"]    | 1                       |
        | $list[$i]      | "X"       | $list           | [a, X, c]               |
        | $list[0]       | true      | $list[0]$list[1] | trueb                  |

    Example: a key that is undefined is the empty text
      Given its response template is
        """
        #set($soup = {})#set($soup["$nothing"] = "leek")[$soup]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [{=leek}]
        """

  @TMPL-029 @core
  Rule: Comments are not rendered
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07

    Scenario Outline: <kind>
      Given its response template is
        """
        [<template>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | kind                              | template                       | rendered |
        | a block                           | a#* not this *#b               | ab       |
        | a block of two lines              | a#* not\n this *#b             | ab       |
        | a line, with its line break       | a ## nor this\nb               | a b      |
        | what it holds is not looked at    | a#* $x #if( #end *#b           | ab       |

  @TMPL-122 @extended
  Rule: #define names a block that is rendered anew wherever it is used
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13, where parentheses behind the reference were text

    Example: the variable in it has the value of the moment
      Given its response template is
        """
        #define($greeting)Hi $name#end#set($name = "Ada")[$greeting]#set($name = "Bob")[$greeting]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [Hi Ada][Hi Bob]
        """

    Example: parentheses behind it are text
      Given its response template is
        """
        #define($greeting)Hi#end[$greeting()]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [Hi()]
        """

  @TMPL-123 @extended
  Rule: #stop ends the rendering; what was rendered before is sent
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07

    Scenario Outline: <where>
      Given its response template is
        """
        [<template>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>
        """

      Examples:
        | where            | template                                   | rendered |
        | in the text      | a#stop b                                   | a        |
        | in a condition   | a#if(true)b#stop c#end d                   | ab       |
        | in a loop        | #foreach($i in [1, 2])$i#stop#end          | 1        |

  @TMPL-124 @extended
  Rule: #macro defines a directive of the template's own
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; not recorded on AWS

    Scenario Outline: <call>
      Given its response template is
        """
        #macro(pair $a $b)($a+$b)#end[<call>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | call                    | rendered |
        | #pair(1 2)              | (1+2)    |
        | #pair("x", [3])         | (x+[3])  |
        | #pair("once" $a)$a      | (once+)  |

  @TMPL-125 @extended
  Rule: A directive that is none is text
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented: what VTL does not know is passed through

    Scenario Outline: <text>
      Given its response template is
        """
        [<text>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<text>]
        """

      Examples:
        | text              |
        | #simmer           |
        | #simmer(5)        |
        | a #simmer b       |

  @TMPL-126 @extended
  Rule: Between #[[ and ]]# nothing is interpreted
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; not recorded on AWS

    Example: references and directives
      Given its response template is
        """
        #set($soup = "leek")[#[[$soup #if( #end]]#]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [$soup #if( #end]
        """
