@templates
Feature: References in a template
  A reference is a dollar sign and a name, with members, elements and method calls
  behind it. The templates here stand between brackets, so that white space shows.

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
      Then the response body is
        """
        [Hello !]
        """

      Examples:
        | notation      | template            |
        | plain         | Hello $name!        |
        | quiet         | Hello $!name!       |
        | formal        | Hello ${name}!      |
        | quiet, formal | Hello $!{name}!     |
        | of a member   | Hello $name.of.it!  |

  @TMPL-110 @core
  Rule: Braces end a name where text follows it
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07

    Scenario Outline: text behind a name, <notation>
      Given its response template is
        """
        #set($soup = "leek")[<template>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | notation                           | template     | rendered     |
        | formal                             | ${soup}s     | leeks        |
        | quiet                              | $!soup.      | leek.        |
        | quiet, formal                      | $!{soup}s    | leeks        |
        | a closing brace without an opening | $soup}       | leek}        |
        | a full stop behind it              | $soup. ${soup}. | leek. leek. |

  @TMPL-111 @edge
  Rule: A hyphen belongs to the name before it
    Source: a published transcript of a live API; Velocity's guide allows hyphens in names
    Basis: recorded 2026: "$rangeStart-$rangeEnd" gave the second number only

    Scenario Outline: a hyphen between two references, <notation>
      Given its response template is
        """
        #set($from = 1)#set($to = 2)[<template>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | notation | template     | rendered |
        | plain    | $from-$to    | 2        |
        | formal   | ${from}-${to} | 1-2     |

  @TMPL-112 @core
  Rule: Members and elements are reached by dots and brackets
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13, and 2023-09-28 for a key that is no name

    Scenario Outline: <way>
      Given its response template is
        """
        #set($soup = $util.parseJson('{"kind": "leek", "cost:eur": 4, "tastes": ["salt", ["mild", {"of": "smoke"}]]}'))
        #set($i = 1)#set($key = "kind")[<reference>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<value>]
        """

      Examples:
        | way                              | reference              | value |
        | a member                         | $soup.kind             | leek  |
        | a key in brackets                | $soup["kind"]          | leek  |
        | a key that is no name            | $soup['cost:eur']      | 4     |
        | a key in a variable              | $soup[$key]            | leek  |
        | an element                       | $soup.tastes[0]        | salt  |
        | an element by a variable, spaced | $soup.tastes[ $i ][0]  | mild  |
        | an element of an element         | $soup.tastes[1][0]     | mild  |
        | a member of an element           | $soup.tastes[1][1].of  | smoke |

  @TMPL-113 @extended
  Rule: A dollar sign or hash that begins nothing is text
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-07 for the dollar sign, 2023-08-13 for the hash

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
        | text                     |
        | 5 $ a bowl               |
        | $5.50                    |
        | href="#"                 |
        | color: #13ff93           |
        | no # 7                   |

  @TMPL-114 @extended
  Rule: A backslash takes the meaning from a reference or directive, and is text elsewhere
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-07

    Scenario Outline: <written>
      Given its response template is
        """
        #set($soup = "leek")[<written>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | written                 | rendered            |
        | \\$soup                 | $soup               |
        | \\\\$soup               | \\leek              |
        | \\${soup}               | ${soup}             |
        | \\#end                  | #end                |
        | \\# end                 | \\# end             |
        | \\#set($soup = 1)       | #set(leek = 1)      |
        | a \\ b \\\\ c \\n \\$ d | a \\ b \\\\ c \\n \\$ d |

  @TMPL-115 @extended
  Rule: A null from JSON is like what is not there
    Source: recorded only
    Basis: recorded 2023-08-13 for #if, 2025-06-18 for the comparisons and the rendering

    Scenario Outline: <template>
      Given its response template is
        """
        #set($soup = $util.parseJson('{"lid": null, "bowls": [null]}'))[<template>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | template                             | rendered |
        | $soup.lid                            |          |
        | $soup.bowls[0]                       |          |
        | #if($soup.lid)yes#{else}no#end       | yes      |
        | #if(!$soup.lid)yes#{else}no#end      | no       |
        | #if($soup.lid == "")yes#{else}no#end | yes      |
        | #if($soup.lid == $nil)yes#{else}no#end | yes    |

  @TMPL-116 @extended
  Rule: A member or method that a value does not have leads nowhere, without an error
    Source: recorded only; Velocity prints such a reference as it is written
    Basis: recorded 2025-06-18 for a list, 2025-03-19 for a text, 2015-12 for $input and $util

    Scenario Outline: <of>
      Given its response template is
        """
        #set($list = [1])#set($text = "leek")[<reference>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        []
        """

      Examples:
        | of                        | reference          |
        | a list                    | $list.kind         |
        | a text                    | $text.kind.of      |
        | $input.body               | $input.body.kind   |
        | $input, without its call  | $input.params      |
        | $util, without its call   | $util.urlEncode    |
        | $util itself              | $util              |
        | a method that no text has | $text.simmer(5)    |
