@templates
Feature: White space around directives
  A template is sent as it renders: nothing is trimmed, and directives take only
  the white space with them that the Rules say.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-127 @extended
  Rule: White space of the text is sent as it stands
    Source: recorded only
    Basis: recorded 2023-08-13

    Example: blank lines and spaces before, between and behind
      Given its response template is
        """

          [a]

        b

        """
      When a client sends "GET /rendered"
      Then the response body is
        """

          [a]

        b

        """

  @TMPL-128 @extended
  Rule: A directive takes the line break behind it with it, and blanks before that break
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-07 and 2023-08-13

    Scenario Outline: <directive>
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
        | directive                   | template                                     | rendered  |
        | #set                        | #set($a = 1)\n$a                             | 1         |
        | #set, blanks behind it      | #set($a = 1)  \n$a                           | 1         |
        | #if and #end                | #if(true)\na\n#end\nb                        | a\nb      |
        | #else                       | #if(false)\na\n#else\nb\n#end\nc             | b\nc      |
        | #foreach                    | #foreach($i in [1, 2])\n$i\n#end\nb          | 1\n2\nb   |
        | #define                     | #define($d)\na\n#end\n$d b                   | a\n b     |
        | text stands behind it       | x#if(true) a\n#end b                         | x a\n b   |
        | a comment of a line         | a## the rest\nb                              | ab        |
        | a comment of a block keeps the break | a#* the rest *#\nb                  | a\nb      |
        | a reference keeps the break | #set($a = 1)$a\nb                            | 1\nb      |

  @TMPL-129 @edge
  Rule: #set also takes the blanks before it, unless they belong to a text; other directives leave them
    Source: recorded only
    Basis: recorded 2023-08-13 behind a directive, 2023-08-25 behind a line break

    Scenario Outline: <place>
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
        | place                                   | template                               | rendered  |
        | behind another #set                     | #set($a = 1)   #set($b = 2)$a$b        | 12        |
        | behind a reference                      | #set($a = 1)$a   #set($b = 2)$b        | 12        |
        | behind a text                           | a  #set($b = 2)$b                      | a  2      |
        | behind the line break of a text         | a\n  #set($b = 2)\n  $b                | a\n    2  |
        | #if behind a #set keeps its blanks      | x#set($a = 1)  #if(true)yes#end        | x  yes    |
