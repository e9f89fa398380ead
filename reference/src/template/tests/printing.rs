use super::all_render;

const BODY: &str = r#"{"map": {"a": 1, "b": "x", "n": null}, "list": [{"a": "b"}, [1, "two", null]], "both": {"in": [{"k": "v"}]},
    "empty": [], "none": {}, "float": 10.00, "big": 1573573209.347, "small": 0.00001, "exp": 1e7, "long": 12345678901,
    "path": ["/a \"q\" \u2028"]}"#;

/// Recorded on AWS 2025.
#[test]
fn maps_print_as_in_java_and_lists_as_json() {
    let cases = [
        ("$v.map", "{a=1, b=x, n=null}"),
        ("$v.list", r#"[{"a":"b"},[1,"two",null]]"#),
        ("$v.both", r#"{in=[{"k":"v"}]}"#),
        ("$v.list[0]", "{a=b}"),
        ("$v.list[1]", r#"[1,"two",null]"#),
        (
            "$v.map.toString() $v.list.toString()",
            r#"{a=1, b=x, n=null} [{"a":"b"},[1,"two",null]]"#,
        ),
        ("$v.empty $v.none", "[] {}"),
        ("#set($s = \"$v.list\")$s", r#"[{"a":"b"},[1,"two",null]]"#),
    ];
    all_render(&cases, BODY);
}

#[test]
fn what_a_template_makes_prints_as_in_java() {
    let cases = [
        ("#set($l = [1, 'a', [true]])$l", "[1, a, [true]]"),
        (
            "#set($m = {'k1': 'v1', \"k2\": {'x': [1..2]}})$m",
            "{k1=v1, k2={x=[1, 2]}}",
        ),
        ("#set($m = {})$m", "{}"),
        ("#set($l = [$v.list])$l", r#"[[{"a":"b"},[1,"two",null]]]"#),
        (
            "$v.map.keySet() $v.map.entrySet()",
            "[a, b, n] [a=1, b=x, n=null]",
        ),
    ];
    all_render(&cases, BODY);
}

/// Java's `Double.toString`; transcripts show `1.573573209347E9` on the wire.
#[test]
fn numbers_print_as_in_java() {
    let cases = [
        ("$v.float", "10.0"),
        ("$v.big", "1.573573209347E9"),
        ("$v.small", "1.0E-5"),
        ("$v.exp", "1.0E7"),
        ("$v.long", "12345678901"),
        ("#set($x = 0.001)$x, #set($y = 1234567.5)$y", "0.001, 1234567.5"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn lists_escape_as_json_smart_does() {
    all_render(&[("$v.path", r#"["\/a \"q\" \u2028"]"#)], BODY);
}

#[test]
fn a_value_that_holds_itself_does_not_print_for_ever() {
    super::fails("#set($m = {})#set($m.self = $m)$m");
    super::fails("#set($l = [1])#set($x = $l.add($l))#if($l == [1, [1]])#end");
    super::fails("#set($l = [1])#foreach($i in [1..60])#set($l = [$l, $l])#end$l");
}
