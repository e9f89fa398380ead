@templates
Feature: Lists and maps in a template
  Literals, Java's methods, and what they look like as text.

  Background:
    Given a REST API whose "GET /rendered" answers from a MOCK integration

  @TMPL-031 @core
  Rule: Lists have add, size, get and indexes; add's answer is kept out of sight by #set
    Source: the systems' own templates; https://velocity.apache.org/engine/devel/user-guide.html for the indexes
    Basis: recorded 2023-08-13 for add in #set, size, get and indexes

    Scenario Outline: <what>
      Given its response template is
        """
        #set($list = ["a", "b"])[#set($ignored = $list.add("c"))<reference>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what               | reference                          | rendered |
        | the size           | $list.size()                       | 3        |
        | an element         | $list.get(2)                       | c        |
        | an index           | $list[0]                           | a        |
        | every element      | #foreach($x in $list)$x#end        | abc      |
        | what add answered  | $ignored                           | true     |

  @TMPL-136 @extended
  Rule: Further methods of Java's List work as in Java
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13 for contains, 2023-11-14 for isEmpty, 2025-05-16 for set; the others derived from Java

    Scenario Outline: <calls>
      Given its response template is
        """
        #set($list = ["a", "b", "a"])[<calls>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | calls                                | rendered       |
        | $list.contains("b")                  | true           |
        | $list.contains("z")                  | false          |
        | $list.isEmpty()                      | false          |
        | $list.set(1, "x")$list               | b[a, x, a]     |
        | $list.indexOf("a")$list.lastIndexOf("a") | 02         |
        | $list.remove(0)$list                 | a[b, a]        |
        | $list.addAll(["c"])$list             | true[a, b, a, c] |
        | $list.subList(1, 3)                  | [b, a]         |

  @TMPL-137 @core
  Rule: Maps have put, get, keySet and their like; put answers the value before
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13 for putAll, get, keySet and put; the others derived from Java

    Scenario Outline: <calls>
      Given its response template is
        """
        #set($soup = {"kind": "leek", "spoons": 2})[<calls>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | calls                                                       | rendered                       |
        | $soup.get("kind")                                           | leek                           |
        | $soup.get("lid")                                            |                                |
        | $soup.put("kind", "onion")$soup.kind                        | leekonion                      |
        | $soup.put("lid", true)$soup.lid                             | true                           |
        | #set($ignored = $soup.putAll({"kind": "pea", "salt": 1}))$soup | {kind=pea, spoons=2, salt=1} |
        | $soup.keySet()                                              | [kind, spoons]                 |
        | $soup.size()                                                | 2                              |
        | $soup.containsKey("kind")$soup.containsKey("lid")           | truefalse                      |
        | $soup.isEmpty()                                             | false                          |
        | $soup.remove("kind")$soup                                   | leek{spoons=2}                 |
        | #foreach($e in $soup.entrySet())$e.key:$e.value,#end        | kind:leek,spoons:2,            |

  @TMPL-105 @extended
  Rule: A map prints in Java's notation
    Source: recorded only
    Basis: recorded 2023-08-13 and 2023-09-17

    Scenario Outline: <map>
      Given its response template is
        """
        #set($soup = <map>)[$soup][$soup.toString()]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<printed>][<printed>]
        """

      Examples:
        | map                           | printed                |
        | {"kind": "leek", "spoons": 2} | {kind=leek, spoons=2}  |
        | {"in": {"a": 1}}              | {in={a=1}}             |
        | {}                            | {}                     |

  @TMPL-138 @extended
  Rule: A literal holds literals and references, at any depth
    Source: https://velocity.apache.org/engine/devel/user-guide.html
    Basis: recorded 2023-08-13, and 2023-08-25 for a literal of several lines

    Scenario Outline: <what>
      Given its response template is
        """
        #set($kind = "leek")#set($x = <literal>)[<reference>]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [<rendered>]
        """

      Examples:
        | what                     | literal                         | reference           | rendered  |
        | values of every kind     | [1, "two", true, $kind]         | $x[3]$x[2]$x.size() | leektrue4 |
        | lists in a list          | [["a", "b"], ["c"]]             | $x[1][0]            | c         |
        | a map in a map           | {"soup": {"of": $kind}}         | $x.soup.of          | leek      |
        | an interpolated text     | {"soup": "$kind soup"}          | $x.soup             | leek soup |
        | several lines            | {\n  "a": 1,\n  "b": $kind\n}   | $x.b                | leek      |
        | a range in a map         | {"b": [1..3]}                   | $x.b[2]             | 3         |
        | blanks before the comma  | {"dog": "cat" , "horse":15}     | $x.horse            | 15        |
        | nothing                  | []                              | $x.size()           | 0         |

  @TMPL-139 @extended
  Rule: What came from JSON prints maps as Java does and lists as JSON
    Source: recorded only
    Basis: recorded 2025-06-18

    Scenario Outline: <what>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its response template is
        """
        [$input.path('<path>')]
        """
      When a client sends "POST /soup" with the JSON body
        """
        <payload>
        """
      Then the response body is
        """
        [<printed>]
        """

      Examples:
        | what                      | payload                                | path       | printed                        |
        | a map                     | {"kind": "leek", "with": "salt"}       | $          | {kind=leek, with=salt}         |
        | a list of maps            | [{"kind": "leek"}]                     | $          | [{"kind":"leek"}]              |
        | a list in a map           | {"bowls": [{"kind": "leek"}]}          | $          | {bowls=[{"kind":"leek"}]}      |
        | maps in maps              | {"soup": {"kind": "leek"}}             | $.soup     | {kind=leek}                    |
        | a map out of a list       | [{"kind": "leek"}]                     | $[0]       | {kind=leek}                    |
        | a list in a list          | [["a", 1, true]]                       | $          | [["a",1,true]]                 |
        | a list out of a list      | [["a", 1, true]]                       | $[0]       | ["a",1,true]                   |
        | an empty list             | {"bowls": []}                          | $.bowls    | []                             |
        | a text                    | {"kind": "leek"}                       | $.kind     | leek                           |

    Scenario Outline: toString() of <what>
      Given a REST API whose "POST /soup" invokes the function "echo"
      And its response template is
        """
        [$input.path('$').toString()]
        """
      When a client sends "POST /soup" with the JSON body
        """
        <payload>
        """
      Then the response body is
        """
        [<printed>]
        """

      Examples:
        | what       | payload              | printed              |
        | such a map | {"kind": "leek"}     | {kind=leek}          |
        | such a list | [{"kind": "leek"}]  | [{"kind":"leek"}]    |

  @TMPL-140 @extended
  Rule: An empty list from JSON is neither null nor the empty text
    Source: recorded only
    Basis: recorded 2025-06-18

    Example: it compares unequal to both
      Given its response template is
        """
        #set($list = $util.parseJson('{"list": []}').list)#set($isNull = $list == $nil)#set($isEmpty = $list == "")[$list][$isNull][$isEmpty]
        """
      When a client sends "GET /rendered"
      Then the response body is
        """
        [[]][false][false]
        """
