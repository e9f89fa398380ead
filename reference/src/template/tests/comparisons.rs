use super::all_render;

fn truths(cases: &[(&str, bool)], body: &str) {
    for (condition, expected) in cases {
        let template = format!("#if({condition})yes#{{else}}no#end");
        all_render(&[(&template, if *expected { "yes" } else { "no" })], body);
    }
}

const BODY: &str = r#"{"t": true, "f": false, "n": null, "zero": 0, "one": 1, "text": "", "num": "302", "list": [], "map": {}}"#;

/// Recorded on AWS 2023: only the boolean false is false, not even what is undefined.
#[test]
fn only_false_is_false() {
    truths(
        &[
            ("$v.t", true),
            ("$v.f", false),
            ("$v.n", true),
            ("$nobody", true),
            ("$nobody.at.all", true),
            ("$!{nobody}", true),
            ("$v.zero", true),
            ("$v.text", true),
            ("$v.list", true),
            ("!$v.f", true),
            ("not $v.t", false),
            ("!$v.n", false),
            ("! !$v.t", true),
        ],
        BODY,
    );
}

/// Velocity 1.7 asks only references, `true`, comparisons and what combines them.
#[test]
fn what_is_written_into_a_condition_does_not_hold() {
    truths(
        &[
            ("true", true),
            ("false", false),
            ("'text'", false),
            ("\"$v.t\"", false),
            ("1", false),
            ("1 + 1", false),
            ("[1]", false),
            ("!'text'", true),
            ("$v.t && 1", false),
            ("$v.f || 'text'", false),
            ("(1)", false),
            ("(1 < 2)", true),
        ],
        BODY,
    );
}

/// Recorded on AWS 2025: an undefined value equals both `$null` and `""`.
#[test]
fn what_is_undefined_equals_null_and_the_empty_text() {
    truths(
        &[
            ("$nobody == $null", true),
            ("$nobody == ''", true),
            ("$v.n == ''", true),
            ("\"$v.n\" == ''", true),
            ("$v.n != $null", false),
            ("$v.list == $null", false),
            ("$v.list == ''", false),
            ("$v.zero == $null", false),
        ],
        BODY,
    );
}

#[test]
fn operators_compare() {
    truths(
        &[
            ("$v.one == 1", true),
            ("$v.one == 1.0", true),
            ("$v.num == 302", true),
            ("$v.num == '302'", true),
            ("302 == $v.num", true),
            ("$v.one eq 2", false),
            ("$v.one ne 2", true),
            ("1 < 2 && 2 > 1", true),
            ("1 lt 1 || 1 gt 1", false),
            ("1 le 1 and 1 ge 1", true),
            ("1.5 <= 2", true),
            ("'a' < 'b'", false),
            ("$v.f or $v.t", true),
            ("$v.t && $v.f", false),
            ("$v.f || $v.f", false),
            ("$v.t || $v.f && $v.f", true),
            ("($v.t || $v.t) && $v.f", false),
            ("[1, 2] == [1, 2]", true),
            ("{'a': 1} == {'a': 2}", false),
            ("$v.t == 'true'", true),
            ("$v.t == $v.f", false),
        ],
        BODY,
    );
}

#[test]
fn arithmetic() {
    let cases = [
        ("#set($x = 1 + 2 * 3)$x", "7"),
        ("#set($x = (1 + 2) * 3)$x", "9"),
        ("#set($x = 10 - 2 - 3)$x", "5"),
        ("#set($x = 7 / 2)$x", "3"),
        ("#set($x = -7 / 2)$x", "-3"),
        ("#set($x = 7 % 4)$x", "3"),
        ("#set($x = 7.0 / 2)$x", "3.5"),
        ("#set($x = 3 * 2.0)$x", "6.0"),
        ("#set($x = .5 * .5)$x", "0.25"),
        ("#set($x = $v.one+1)$x", "2"),
        ("#set($x = 2 * 3 > 5)$x", "true"),
        ("#set($x = 2 > 1 + 5)$x", "false"),
        ("#set($x = 'a' + 1 + $v.t)$x", "a1true"),
        ("#set($x = '{\"p\":\"'+$v.num+'\"}')$x", "{\"p\":\"302\"}"),
        ("#set($x = $nobody + 'b')$x", "b"),
        ("#set($x = 9223372036854775807 + 1)$x", "9223372036854775808"),
    ];
    all_render(&cases, BODY);
}
