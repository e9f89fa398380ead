use super::{all_render, does_not_parse, fails};

const BODY: &str =
    r#"{"s": "Hello, World", "e": "", "u": "naïve 😀!", "l": ["b", "a", "b"], "m": {"k": "v", "n": 2}}"#;

#[test]
fn strings_have_javas_methods() {
    let cases = [
        ("$v.s.length() $v.e.length() $v.u.length()", "12 0 9"),
        ("$v.s.isEmpty() $v.e.isEmpty() $v.e.empty", "false true true"),
        (
            "$v.s.toLowerCase() $v.s.toUpperCase()",
            "hello, world HELLO, WORLD",
        ),
        (
            "$v.s.substring(7) $v.s.substring(0, 5) <$v.s.substring(12)>",
            "World Hello <>",
        ),
        ("$v.u.substring(2, 5) $v.u.indexOf('!') $v.u.charAt(2)", "ïve 8 ï"),
        (
            "$v.s.indexOf('o') $v.s.indexOf('o', 5) $v.s.lastIndexOf('o') $v.s.indexOf('x')",
            "4 8 8 -1",
        ),
        (
            "$v.s.contains('lo, W') $v.s.startsWith('He') $v.s.startsWith('W', 7) $v.s.endsWith('x')",
            "true true true false",
        ),
        (
            "$v.s.equals('Hello, World') $v.s.equals(1) $v.s.equalsIgnoreCase('HELLO, world')",
            "true false true",
        ),
        (
            "$v.s.concat('!') $v.s.replace('l', 'L') $v.s.replace('o', '')",
            "Hello, World! HeLLo, WorLd Hell, Wrld",
        ),
        (
            "$v.s.compareTo('Hello') $v.s.compareTo('Iello') $v.s.hashCode()",
            "7 -1 -505841268",
        ),
        ("#set($t = ' \tx ')<$t.trim()>", "<x>"),
        (
            "$v.s.split(', ') $v.s.split('') $v.s.split('l', 2)",
            "[Hello, World] [H, e, l, l, o, ,,  , W, o, r, l, d] [He, lo, World]",
        ),
        (
            "#set($p = 'a,b,,')$p.split(',').size() $p.split(',', -1).size()",
            "2 4",
        ),
        ("$v.s.toString().length()", "12"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn regular_expressions_are_javas() {
    let cases = [
        (r"$v.s.replaceAll('[aeiou]', '*')", "H*ll*, W*rld"),
        (r"$v.s.replaceAll('(\w+), (\w+)', '$2 $1')", "World Hello"),
        (r"$v.s.replaceAll('l', '\$')", "He$$o, Wor$d"),
        (r"$v.s.replaceAll('l', '\\')", r"He\\o, Wor\d"),
        (
            r"$v.s.replaceFirst('l', 'L') $v.s.replaceAll('(?i)h', '')",
            "HeLlo, World ello, World",
        ),
        (
            r"$v.s.matches('Hello') $v.s.matches('Hello.*') $v.s.matches('^Hello, World$')",
            "false true true",
        ),
        (r"#set($d = '2020-01-20')$d.matches('\d{4}-\d{2}-\d{2}')", "true"),
        (r#"#set($q = "it\'s")$q $q.replaceAll("\\'", "'")"#, r"it\'s it's"),
        (r"$v.s.replaceAll('\p{Punct}|\p{Upper}', '')", "ello orld"),
        (
            r"$v.u.replaceAll('\w', '.') $v.s.replaceAll('\Q, \E', '+')",
            "..ï.. 😀! Hello+World",
        ),
    ];
    all_render(&cases, BODY);
    fails("#set($s = 'x')$s.replaceAll('(', '')");
    does_not_parse("#set($s = 'x')$s.replace('x', 'a' + 'b')");
    fails("#set($s = 'x')$s.replaceAll('x', '$1')");
}

/// Recorded on AWS 2023: `set` and `put` print what was there before.
#[test]
fn lists_have_javas_methods() {
    let cases = [
        (
            "$v.l.size() $v.l.isEmpty() $v.l.empty $v.l.get(1)",
            "3 false false a",
        ),
        ("$v.l.set(1, 'z')$v.l", r#"a["b","z","b"]"#),
        ("$v.l.add('c')$v.l.size()", "true4"),
        ("$v.l.add(0, 'c')$v.l", r#"["c","b","a","b"]"#),
        (
            "$v.l.contains('a') $v.l.contains('x') $v.l.indexOf('b') $v.l.lastIndexOf('b')",
            "true false 0 2",
        ),
        (
            "$v.l.remove(0)$v.l $v.l.remove('b')$v.l",
            r#"b["a","b"] true["a"]"#,
        ),
        ("$v.l.addAll([1, 2])$v.l.subList(2, 5)", "true[b, 1, 2]"),
        (
            "$v.l.removeAll(['b'])$v.l $v.l.containsAll(['a'])",
            r#"true["a"] true"#,
        ),
        ("$v.l.clear()$v.l", "[]"),
        ("#set($l = [])#set($ignored = $l.add($v.s))$l.size()", "1"),
    ];
    all_render(&cases, BODY);
    fails("#set($l = [1])$l.get(1)");
    fails("#set($l = [1])$l[5]");
    fails("#set($l = [1])$l.set(3, 1)");
}

#[test]
fn maps_have_javas_methods() {
    let cases = [
        (
            "$v.m.get('k') $v.m.size() $v.m.isEmpty() $v.m.containsKey('k') $v.m.containsValue(2)",
            "v 2 false true true",
        ),
        (
            "<$v.m.put('new', 1)><$v.m.put('k', 'w')>$v.m.k$v.m.new",
            "<><v>w1",
        ),
        ("$v.m.putAll({'a': 1, 'k': 2})$v.m", "{k=2, n=2, a=1}"),
        ("$v.m.remove('k')$v.m", "v{n=2}"),
        (
            "$v.m.getOrDefault('x', 'd') $v.m.putIfAbsent('k', 'q')$v.m.putIfAbsent('y', 1)$v.m.y",
            "d v1",
        ),
        ("$v.m.keySet().contains('n') $v.m.values()", "true [v, 2]"),
        ("$v.m.equals({'k': 'v', 'n': 2})", "true"),
        ("$v.m.replace('k', 'w')$v.m.replace('x', 1)$v.m", "v{k=w, n=2}"),
        ("$v.m.keySet().iterator().next()", "k"),
        (
            "#set($m = {1: 'a', '2': 'b'})$m.get(1)$m.get('2')<$m.get('1')$m[2]>$m",
            "ab<>{1=a, 2=b}",
        ),
        (
            "#set($m = {1: 'a'})#foreach($k in $m.keySet())#set($n = $k + 1)$n#end",
            "2",
        ),
        (
            "#set($i = $v.m.values().iterator())$i.next()#foreach($x in $i)<$x>#end$i.hasNext()",
            "v<2>false",
        ),
    ];
    all_render(&cases, BODY);
    fails("#set($m = {})$m.keySet().iterator().next()");
}

/// In Java a set and a collection have no positions.
#[test]
fn views_of_maps_have_no_positions() {
    let cases = [
        (
            "<$v.m.keySet().get(0)><$v.m.keySet()[0]><$v.m.values().indexOf('v')>",
            "<><><>",
        ),
        ("$v.m.keySet().size() $v.m.keySet().toArray()[0]", "2 k"),
    ];
    all_render(&cases, BODY);
    fails("#set($m = {})$m.keySet().add('x')");
}

#[test]
fn numbers_have_javas_methods() {
    let cases = [
        (
            "$v.m.n.intValue() $v.m.n.doubleValue() $v.m.n.toString().length() $v.m.n.compareTo(3)",
            "2 2.0 1 -1",
        ),
        ("#set($f = 2.9)$f.intValue() $f.longValue()", "2 2"),
        ("#set($Integer = 0)#set($n = $Integer.parseInt('41') + 1)$n", "42"),
        ("#set($b = true)$b.toString() $b.equals(true)", "true true"),
    ];
    all_render(&cases, BODY);
    fails("#set($Integer = 0)$Integer.parseInt('4x')");
    fails("#set($Integer = 0)$Integer.parseInt('3000000000')");
}

#[test]
fn texts_are_formatted_and_joined() {
    let cases = [
        (
            "$v.s.format('%05d|%-5d|%5d|%+d|%x', 42, 42, 42, 42, 255)",
            "00042|42   |   42|+42|ff",
        ),
        (
            "$v.s.format('%s %5s|%-5s|%.2s %S', $v.m.n, 'ab', 'ab', 'abc', 'up')",
            "2    ab|ab   |ab UP",
        ),
        (
            "$v.s.format('%.2f %08.3f %b 100%%', 1.5, -2.25, true)",
            "1.50 -002.250 true 100%",
        ),
        ("$v.s.join('-', ['a', 'b']) $v.s.join('-', 'c', 'd')", "a-b c-d"),
    ];
    all_render(&cases, BODY);
    fails("#set($s = '')$s.format('%d', 'x')");
    fails("#set($s = '')$s.format('%s')");
    fails("#set($s = '')$s.format('%99999999s', 1)");
    fails("#set($s = '')$s.format('%tY', 1)");
    fails("#set($s = '')$s.getBytes()");
}
