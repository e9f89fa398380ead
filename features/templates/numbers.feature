@templates
Feature: Numbers in a template
  Arithmetic, its precedence, and how numbers are spelled.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-104 @extended
  Rule: Arithmetic keeps whole numbers whole and fractions fractions
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; recorded 2023-08-13, and 2024-11-10 for a fraction without a digit before the point

    Scenario Outline: <expression>
      Given its response template is
        """
        #set($five = 5)[#set($result = <expression>)$result]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<result>]
        """

      Examples:
        | expression      | result |
        | 7 % 4           | 3      |
        | 7 / 2           | 3      |
        | 50.0 / 20       | 2.5    |
        | 90.0 / 30       | 3.0    |
        | 3 * 1.5         | 4.5    |
        | .5 * .5         | 0.25   |
        | $five - 7       | -2     |
        | $five + $five   | 10     |
        | -3 + 1          | -2     |

  @TMPL-130 @core
  Rule: Products come before sums, sums before comparisons, and parentheses before all
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13

    Scenario Outline: <expression>
      Given its response template is
        """
        [#set($result = <expression>)$result]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<result>]
        """

      Examples:
        | expression        | result |
        | 2 + 3 * 4         | 14     |
        | (2 + 3) * 4       | 20     |
        | 10 - 2 - 3        | 5      |
        | 2 + 3 > 4         | true   |
        | 4 > 2 + 5         | false  |
        | (2 + 3) > 4       | true   |

  @TMPL-131 @extended
  Rule: A sum that cannot be formed leaves the variable as it was
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented: a right-hand side without a value assigns nothing; not recorded on AWS

    Scenario Outline: <expression>
      Given its response template is
        """
        #set($result = "before")#set($result = <expression>)[$result]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [before]
        """

      Examples:
        | expression |
        | 1 / 0      |
        | 1 % 0      |
        | "a" - 1    |
        | true * 2   |

  @TMPL-132 @edge
  Rule: Numbers from JSON print as Java prints them
    Source: recorded only; Java's Double.toString
    Basis: derived: recorded 2023-08-13 that fractions print like Java's doubles; the spelling of the JSON text is lost,
      except in $input.body

    Scenario Outline: <number>
      Given its response template is
        """
        #set($bowl = $util.parseJson('{"price": <number>}'))[$bowl.price]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<printed>]
        """

      Examples:
        | number        | printed       |
        | 302           | 302           |
        | -0.5          | -0.5          |
        | 10.00         | 10.0          |
        | 9007199254740993 | 9007199254740993 |
