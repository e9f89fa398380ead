use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{super::Template, fails, rendered};

/// Longer than any of these takes, also in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn deep_templates_are_refused() {
    for (open, close) in [
        ("#if(true)", "#end"),
        ("#foreach($x in [1])", "#end"),
        ("#set($x = ", ")"),
        ("#set($x = [", "])"),
        ("$a[", "]"),
        ("$a.b(", ")"),
        ("#if((", "))#end"),
    ] {
        let template = format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
        assert!(Template::parse(&template).is_err(), "{open}");
    }
    let nots = format!("#if({}$x)#end", "!".repeat(20_000));
    assert!(Template::parse(&nots).is_err());
}

#[test]
fn long_templates_are_fine() {
    let sum = format!("#set($x = 0{})$x", " + 1".repeat(20_000));
    assert_eq!(rendered(&sum, "{}").as_deref(), Ok("20000"));
    let ifs = "#if(true)x#end".repeat(20_000);
    assert_eq!(rendered(&ifs, "{}").map(|t| t.len()), Ok(20_000));
    let chain = format!("#if(false)0{}#end", "#elseif(false)1".repeat(20_000));
    assert_eq!(rendered(&chain, "{}").as_deref(), Ok(""));
}

#[test]
fn what_would_not_end_or_fit_fails() {
    let started = Instant::now();
    fails("#macro(m)#m()#end#m()");
    fails("#macro(m)#if(true)#m()#end#end#m()");
    fails("#define($d)$d#end$d");
    fails("#set($e = '#evaluate($e)')#evaluate($e)");
    fails("#set($s = 'x')#foreach($i in [1..1000])#set($s = \"$s$s\")#end");
    fails("#set($s = 'x')#foreach($i in [1..1000])#set($s = $s + $s)#end");
    fails("#set($s = 'x')#foreach($i in [1..1000])#set($s = $s.replace('x', 'xx'))#end");
    fails("#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end");
    fails("#set($l = [1..900000000])");
    fails("#set($l = [-9223372036854775808..9223372036854775807])");
    fails("#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])#end#end#end");
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

/// Taking such a value apart must not need a stack as deep as the value.
#[test]
fn deep_values_are_freed() {
    for step in [
        "#set($m = {'m': $m})",
        "#foreach($e in $m.entrySet())#set($m.m = $e)#end#set($x = $m.m)",
        "#set($l = [$x])#set($x = $l.iterator())",
    ] {
        let template = format!(
            "#set($m = {{'m': 1}})#foreach($i in [1..1000])#foreach($j in [1..100]){step}#end#end#set($m = 1)#set($x = 2)."
        );
        assert_eq!(rendered(&template, "{}").as_deref(), Ok("."), "{step}");
    }
    fails(
        "#set($m = {})#foreach($i in [1..1000])#set($m = {'m': $m})#end#set($context.responseOverride.x = $m)",
    );
    // A loop whose parent has a parent, and so on.
    fails("#foreach($i in [1..1000])#set($foreach = $x)#foreach($j in [1])#set($x = $foreach)#end#end");
}

#[test]
fn patterns_that_backtrack_for_ever_end() {
    let started = Instant::now();
    let body = "a".repeat(5_000);
    let _ = rendered(
        r"$input.body.matches('(a+)+b\1') $input.body.replaceAll('(?=(a+)+b)x', '')",
        &body,
    );
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

/// Pieces of the language in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "$",
        "$!",
        "${",
        "}",
        "$x",
        "$y.z",
        "$x[0]",
        "$input.json('$')",
        "$input.path('$.a')",
        "$util.",
        "$context.",
        "#set($x = ",
        "#set(",
        ")",
        "(",
        "[",
        "]",
        "{",
        "1",
        "-",
        "2.5",
        "..",
        ",",
        ":",
        "'",
        "\"",
        "\"\"",
        "'a'",
        "#if(",
        "#if(true)",
        "#elseif($x)",
        "#else",
        "#end",
        "#foreach($x in ",
        "#foreach($x in [1..3])",
        "#break",
        "#stop",
        "#define($d)",
        "$d",
        "#macro(m $a)",
        "#m(",
        "#@m(",
        "##",
        "#*",
        "*#",
        "#[[",
        "]]#",
        "\\",
        "\n",
        " ",
        "é",
        "&&",
        "||",
        "!",
        "==",
        "<",
        "+",
        "*",
        "/",
        "%",
        " and ",
        " in ",
        ".size()",
        ".put('a', $x)",
        ".substring(1)",
        ".replaceAll('.', '$')",
        ".split('')",
        ".add($x)",
        "#evaluate($x)",
        "$foreach.parent",
        "\\u00e9",
    ]);
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics(template in "\\PC*", body in "\\PC*") {
        if Template::parse(&template).is_ok() {
            let _ = rendered(&template, &body);
        }
    }

    #[test]
    fn no_pieces_panic(template in pieces(), body in "[\\[\\]{}\",:a0-9 '\\\\]*") {
        if Template::parse(&template).is_ok() {
            let _ = rendered(&template, &body);
        }
    }

    /// Text without special characters is copied.
    #[test]
    fn plain_text_is_copied(text in "[^$#\\\\]*") {
        prop_assert_eq!(rendered(&text, "{}"), Ok(text));
    }

    /// What `escapeJavaScript` gives is the inside of a JSON string, but for the single quote (AWS says so too).
    #[test]
    fn escaped_text_is_json(text in "[^'$#\\\\]*") {
        let body = serde_json::json!({ "t": text }).to_string();
        let template = "\"$util.escapeJavaScript($input.path('$.t'))\"";
        let escaped = rendered(template, &body).unwrap();
        prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    /// `$input.json('$')` loses nothing.
    #[test]
    fn json_is_kept(keys in proptest::collection::vec("\\PC*", 0..5), n in any::<i64>(), f in any::<f64>()) {
        prop_assume!(f.is_finite());
        let value = serde_json::json!({"keys": keys, "n": n, "f": f, "o": {"null": null, "t": true}});
        let text = rendered("$input.json('$')", &value.to_string()).unwrap();
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}

/// A template is parsed once and rendered by many requests at a time.
#[test]
fn templates_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Template>();
}
