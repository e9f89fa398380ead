use super::{all_render, does_not_parse};

const BODY: &str =
    r#"{"name": "Ada", "a": {"b": {"c": "deep", "x:y": 1}}, "list": ["p", ["q", {"r": "s"}]], "no": null}"#;

/// Recorded on AWS 2023: Velocity itself would print `$nobody`.
#[test]
fn what_leads_nowhere_renders_empty() {
    let cases = [
        ("<$nobody>", "<>"),
        ("<$!nobody>", "<>"),
        ("<${nobody.of.these}>", "<>"),
        ("<$v.no>", "<>"),
        ("<$v.name.missing>", "<>"),
        ("<$v.list.missing>", "<>"),
        ("<$nobody.method('x')>", "<>"),
        ("<$v.name.noSuchMethod()>", "<>"),
        (
            "<$util><$input><$input.json><$input.params><$util.urlEncode>",
            "<><><><><>",
        ),
    ];
    all_render(&cases, BODY);
}

#[test]
fn every_notation_reaches_the_value() {
    let cases = [
        ("$v.name $!v.name ${v.name} $!{v.name}", "Ada Ada Ada Ada"),
        ("${v.name}s$v.name.", "AdasAda."),
        ("$v.name}", "Ada}"),
        ("$v.a.b.c", "deep"),
        ("$v['a'].b[\"c\"]", "deep"),
        ("$v.a.b['x:y']", "1"),
        ("$v.list[0] $v.list[1][0] $v.list[1][1].r $v.list[-2]", "p q s p"),
        ("#set($i = 1)$v.list[ $i ][0]", "q"),
        ("#set($k = 'name')$v[$k] $v.get($k) $v[\"$k\"]", "Ada Ada Ada"),
        ("$v.get('a').get('b').c.length()", "4"),
    ];
    all_render(&cases, BODY);
}

/// Recorded on AWS 2023: `$start-$end` needs braces, as a hyphen belongs to the name before it.
#[test]
fn a_hyphen_belongs_to_the_name() {
    let cases = [
        ("#set($from = 1)#set($to = 2)$from-$to ${from}-${to}", "2 1-2"),
        ("#set($with-dash = 1)$with-dash", "1"),
    ];
    all_render(&cases, "{}");
}

#[test]
fn dollars_that_start_no_reference_are_text() {
    let cases = [
        ("costs $ 5", "costs $ 5"),
        ("$5 $. $! ${} $$", "$5 $. $! ${} $$ "),
        ("$v.name. $v.name.5 $v.name._x", "Ada. Ada.5 Ada._x"),
        ("#set($x = \"5 $\")$x", "5 $"),
    ];
    for (template, expected) in cases {
        let template = if template.ends_with('$') {
            format!("{template} ")
        } else {
            template.to_owned()
        };
        all_render(&[(&template, expected)], BODY);
    }
    assert_eq!(does_not_parse("a\nb $").line, 2);
}

/// Recorded on AWS 2023.
#[test]
fn backslashes_escape_only_references_and_directives() {
    let cases = [
        (r"\$v.name", "$v.name"),
        (r"\\$v.name", r"\Ada"),
        (r"\\\$v.name", r"\$v.name"),
        (r"\${v.name}", "${v.name}"),
        (r"\ \\ \n \$ \# end", r"\ \\ \n \$ \# end"),
        (r"\#end \#{end} \#if", "#end #{end} #if"),
        (r"\\#if(true)x#end", r"\x"),
        (r"\#set($v.name)", "#set(Ada)"),
        (r"\#nonsense", r"\#nonsense"),
    ];
    all_render(&cases, BODY);
}

/// A transcript shows that `\"` ends a string; recorded on AWS 2023: only a doubled quote stands for one.
#[test]
fn strings() {
    let cases = [
        (r#"#set($s = "Hi $v.name, ${v.a.b.c}")$s"#, "Hi Ada, deep"),
        (r#"#set($s = 'Hi $v.name')$s"#, "Hi $v.name"),
        (r#"#set($s = "say ""yes""")$s"#, r#"say "yes""#),
        ("#set($s = 'it''s')$s", "it's"),
        (r#"#set($s = "a\nb\\c")$s"#, r"a\nb\\c"),
        (r#"#set($s = "\$v.name")$s"#, "$v.name"),
        (
            r##"#set($s = "#if(true)yes#else no#end #13ff00")$s"##,
            "yes #13ff00",
        ),
        (r#"#set($s = "A\u00e9\u4e2d")$s"#, "Aé中"),
        (r#"#set($s = "")#set($t = '')<$s$t>"#, "<>"),
        ("#set($s = 'two\nlines')$s", "two\nlines"),
    ];
    all_render(&cases, BODY);
    does_not_parse(r#"#set($s = "a \"quoted\" word")$s"#);
}
