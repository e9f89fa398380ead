use indexmap::IndexMap;

use super::{Overrides, Params, Request, all_render, rendered};

#[track_caller]
fn renders(template: &str, body: &str, expected: &str) {
    assert_eq!(
        rendered(template, body).as_deref(),
        Ok(expected),
        "{template} of {body:?}"
    );
}

/// Recorded on AWS 2025.
#[test]
fn the_body_is_raw_text() {
    renders("$input.body", r#"{"p" : 10.00}"#, r#"{"p" : 10.00}"#);
    renders("$input.body", "some raw data", "some raw data");
    renders("$input.body", "", "{}");
    renders("<$input.body.anything>", r#"{"anything": 1}"#, "<>");
    renders(
        "$util.urlEncode($input.body)",
        r#"{"a": 1}"#,
        "%7B%22a%22%3A+1%7D",
    );
}

/// A missing path gives `""` and no payload `{}` (recorded on AWS 2015).
#[test]
fn json_gives_json_text() {
    let body = r#"{ "s": "6", "n": 31, "o": {"b": [1, null, true]}, "z": null, "u": "a/b \" é", "f": 1e9 }"#;
    for (path, expected) in [
        ("$.s", "\"6\""),
        ("$.n", "31"),
        ("$.o", r#"{"b":[1,null,true]}"#),
        ("$.o.b[0]", "1"),
        ("$.z", "null"),
        ("$.u", r#""a/b \" é""#),
        ("$.f", "1.0E9"),
        ("$.missing", "\"\""),
        ("$.n.missing", "\"\""),
        ("$.o.b[?(@ == 1)]", "[1]"),
        ("s", "\"6\""),
    ] {
        renders(&format!("$input.json('{path}')"), body, expected);
    }
    renders("$input.json('$')", r#"{"b" : 1, "a":[ ]}"#, r#"{"b":1,"a":[]}"#);
    renders("$input.json('$')", "", "{}");
    assert!(rendered("$input.json('$.')", "{}").is_err());
}

#[test]
fn path_gives_values() {
    let body = r#"{"pets": [{"type": "dog"}, {"type": "cat"}], "nothing": null}"#;
    renders(
        "$input.path('$.pets').size() $input.path('$.pets[1].type')",
        body,
        "2 cat",
    );
    renders(
        "#foreach($p in $input.path('$').pets)$p.type #end",
        body,
        "dog cat ",
    );
    renders("$input.path('$.pets[*].type')", body, r#"["dog","cat"]"#);
    renders(
        "{\"x\": $input.path('$.missing'), \"y\": $input.path('$.nothing')}",
        body,
        "{\"x\": , \"y\": }",
    );
    renders("$input.path('$').put('a', 1)$input.path('$').a", "{}", "1");
}

/// Recorded on AWS 2015: text that is not JSON stands for itself; a broken object is refused.
#[test]
fn a_payload_need_not_be_json() {
    for text in ["a=b&c=d", "a{b", "null{", "<xml/>"] {
        renders("$input.path('$')", text, text);
        renders("$input.json('$')", text, &format!("\"{text}\""));
        renders("<$input.path('$.x')>$input.json('$.x')", text, "<>\"\"");
    }
    renders("$input.path('$')", "\"quoted\"", "quoted");
    renders(
        "$input.path('$').a $input.path('$').b[1]",
        "{a: 1, 'b': [x, \"y\", ], }",
        "1 y",
    );
    assert!(rendered("$input.path('$')", "{a").is_err());
    assert!(rendered("$input.body", "{a").is_ok());
}

#[test]
fn params_look_in_path_then_query_then_headers() {
    let map = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect::<IndexMap<_, _>>()
    };
    let mut request = Request::with_body("");
    request.params = Params {
        path: map(&[("id", "path"), ("n", "42")]),
        querystring: map(&[("id", "query"), ("q", "query")]),
        header: map(&[("id", "header"), ("q", "header"), ("X-Trace", "header")]),
    };
    for (template, expected) in [
        (
            "$input.params('id') $input.params('q') $input.params('X-Trace') $input.params('x-trace')",
            "path query header header",
        ),
        ("<$input.params('none')>", "<>"),
        (
            "$input.params().path.n $input.params().get('querystring').get('q') $input.params().header['X-Trace']",
            "42 query header",
        ),
        (
            "#foreach($t in $input.params().keySet())$t:#foreach($k in $input.params().get($t).keySet())$k#if($foreach.hasNext),#end#end #end",
            "path:id,n querystring:id,q header:id,q,X-Trace ",
        ),
    ] {
        assert_eq!(
            request.render(template, &mut Overrides::default()).as_deref(),
            Ok(expected),
            "{template}"
        );
    }
}

#[test]
fn stage_variables_have_three_notations() {
    let cases = [
        (
            "$stageVariables.colour ${stageVariables['colour']} $stageVariables[\"colour\"]",
            "green green green",
        ),
        ("<$stageVariables.none>$stageVariables.keySet()", "<>[colour]"),
    ];
    all_render(&cases, "{}");
}
