@templates
Feature: Texts in a template
  How they are written, put together and asked.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

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
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | quotes                              | text                      | rendered     |
        | double quotes                       | "$soup soup"              | leek soup    |
        | double quotes, formal               | "${soup}s"                | leeks        |
        | double quotes, undefined            | "no$onion soup"           | no soup      |
        | double quotes, a directive          | "#if(true)$soup#end!"     | leek!        |
        | double quotes, escaped              | "\\$soup"                 | $soup        |
        | double quotes, a dollar at the end  | "5 $"                     | 5 $          |
        | single quotes                       | '$soup soup'              | $soup soup   |
        | the empty text                      | ""                        |              |

  @TMPL-133 @extended
  Rule: A quote is doubled inside quotes; a backslash escapes nothing there
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-07 for \n and doubled double quotes, 2024-10-24 for control characters

    Scenario Outline: <what>
      Given its response template is
        """
        #set($text = <text>)[$text]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what                                     | text                   | rendered           |
        | a doubled double quote                   | "a ""b"" c"            | a "b" c            |
        | a JSON text                              | "{""a"": 2}"           | {"a": 2}           |
        | a double quote in single quotes          | 'a "b" c'              | a "b" c            |
        | backslash and n, in double quotes        | "a\\nb"                | a\\nb              |
        | backslash and n, in single quotes        | 'a\\nb'                | a\\nb              |
        | two backslashes                          | "\\\\a"                | \\\\a              |
        | a backslash before a doubled quote       | "1\\""2"               | 1\\"2              |
        | a line break                             | 'a\nb'                 | a\nb               |

  @TMPL-021 @core
  Rule: + puts texts and values together
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: documented; the systems' own template builds its input so

    Scenario Outline: <expression>
      Given its response template is
        """
        #set($soup = "leek")#set($spoons = 2)[#set($text = <expression>)$text]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | expression                        | rendered            |
        | "a" + "b"                         | ab                  |
        | $soup + " soup"                   | leek soup           |
        | '{"param":"' + $soup + '"}'       | {"param":"leek"}    |
        | '{"param":"'+$soup+'"}'           | {"param":"leek"}    |
        | $soup + $spoons                   | leek2               |
        | $spoons + " spoons"               | 2 spoons            |
        | $onion + "s"                      | s                   |

  @TMPL-134 @core
  Rule: What a template put together reaches the state machine as its input
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    Basis: documented for the integration; the systems' own template builds its input so

    Example: a query parameter becomes a member
      Given its "GET /start" starts a Standard state machine
      And its request template is
        """
        #set($query = '{"param":"' + $input.params('soup') + '"}')
        {"stateMachineArn": "{{stateMachineArn}}", "input": "$util.escapeJavaScript($query)"}
        """
      When a client sends "GET /start?soup=leek-{{nonce}}"
      Then the response status is 200
      And the execution's input is the JSON
        """
        {"param": "leek-{{nonce}}"}
        """

  @TMPL-030 @core
  Rule: Texts have Java's String methods
    Source: the systems' own templates; AWS's examples use contains and replaceAll
    Basis: recorded 2023-08-13 to 2024-10-24 for length, replaceAll, startsWith, contains, indexOf, matches and
      substring; the others are in the systems' own templates

    Scenario Outline: <call>
      Given its response template is
        """
        #set($text = "a,b,c")[$text.<call>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<result>]
        """

      Examples:
        | call                          | result  |
        | length()                      | 5       |
        | replace(",", "")              | abc     |
        | replace(".", "-")             | a,b,c   |
        | replaceAll("[ab]", "x")       | x,x,c   |
        | replaceAll("(.),(.)", "$2$1") | ba,c    |
        | split(",").size()             | 3       |
        | split(",")[1]                 | b       |
        | contains("b")                 | true    |
        | contains("bc")                | false   |
        | startsWith("b")               | false   |
        | startsWith("a,")              | true    |
        | indexOf("b")                  | 2       |
        | indexOf("z")                  | -1      |
        | substring(2)                  | b,c     |
        | substring(2, 3)               | b       |
        | matches("[a-c,]*")            | true    |
        | matches("a,")                 | false   |

  @TMPL-135 @edge
  Rule: Further methods of Java's String work as in Java
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: derived: a reference reaches every public method of the object that it holds; not recorded on AWS one by one

    Scenario Outline: <call>
      Given its response template is
        """
        #set($text = " Leek ")[$text.<call>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<result>]
        """

      Examples:
        | call                             | result |
        | trim()                           | Leek   |
        | trim().toUpperCase()             | LEEK   |
        | trim().toLowerCase()             | leek   |
        | trim().concat("s")               | Leeks  |
        | trim().endsWith("ek")            | true   |
        | trim().equals("Leek")            | true   |
        | trim().equalsIgnoreCase("lEEK")  | true   |
        | trim().lastIndexOf("e")          | 2      |
        | trim().charAt(0)                 | L      |
        | trim().isEmpty()                 | false  |
        | trim().replaceFirst("e", "a")    | Laek   |
        | trim().compareTo("Leek")         | 0      |
