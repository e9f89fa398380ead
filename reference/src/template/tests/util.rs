use super::{all_render, fails};

#[test]
fn escape_java_script() {
    let cases = [
        (
            r#"$util.escapeJavaScript('say "hi" \ a/b')"#,
            r#"say \"hi\" \\ a\/b"#,
        ),
        ("$util.escapeJavaScript(\"it's\")", r"it\'s"),
        ("$util.escapeJavaScript('a\nb\tc\rd')", r"a\nb\tc\rd"),
        ("$util.escapeJavaScript($v.u)", r"\u00E9\u4E2D\uD83D\uDE00\u0001"),
        ("$util.escapeJavaScript($nobody)$util.escapeJavaScript(5)", "5"),
        ("$util.escapeJavaScript($input.json('$.o'))", r#"{\"number\":31}"#),
        (r#"$util.escapeJavaScript("it's").replaceAll("\\'","'")"#, "it's"),
    ];
    all_render(&cases, r#"{"u": "é中😀\u0001", "o": {"number" : 31}}"#);
}

#[test]
fn parse_json() {
    let cases = [
        (
            "#set($o = $util.parseJson($v.text))$o.key2.arr[0] $o.key1",
            "1 var1",
        ),
        (
            "#set($o = $util.parseJson('[1,{\"a\":true}]'))$o[1].a $o.size()",
            "true 2",
        ),
        ("<$util.parseJson('')$util.parseJson($nobody)>", "<>"),
        ("$util.parseJson('302') $util.parseJson('\"x\"')", "302 x"),
    ];
    all_render(
        &cases,
        r#"{"text": "{\"key1\":\"var1\",\"key2\":{\"arr\":[1,2,3]}}"}"#,
    );
    fails("$util.parseJson('{')");
}

#[test]
fn encodings() {
    let cases = [
        ("$util.urlEncode('a b&c=é/*-._~')", "a+b%26c%3D%C3%A9%2F*-._%7E"),
        ("$util.urlDecode('a+b%26c%3D%C3%A9')", "a b&c=é"),
        ("$util.base64Encode('héllo')", "aMOpbGxv"),
        (
            "$util.base64Decode('aMOpbGxv') $util.base64Decode('YQ==') $util.base64Decode('YQ')",
            "héllo a a",
        ),
        (
            "$util.base64Decode(\"aMOp\nbGxv\") $util.base64Decode('-_8=').length()",
            "héllo 2",
        ),
        (
            "<$util.urlEncode($nobody)$util.base64Encode($nobody)$util.noSuchThing('x')>",
            "<>",
        ),
    ];
    all_render(&cases, "{}");
    fails("$util.urlDecode('100%')");
}
