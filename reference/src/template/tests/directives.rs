use super::{all_render, does_not_parse, rendered};

const BODY: &str = r#"{"yes": true, "no": false, "list": ["a", "b", "c"], "map": {"x": 1, "y": 2}}"#;

#[test]
fn conditions_choose_one_branch() {
    let cases = [
        ("#if($v.yes)1#end", "1"),
        ("#if($v.no)1#end", ""),
        ("#if($v.no)1#else 2#end", " 2"),
        ("#if($v.no)1#{else}2#{end}3", "23"),
        ("#if($v.no)1#elseif($v.yes)2#elseif($v.yes)3#else 4#end", "2"),
        ("#if($v.no)1#elseif($v.no)2#{else}4#end", "4"),
        ("#if($v.yes)[#if($v.no)a#{else}b#end]#end", "[b]"),
        ("#if ( ($v.yes) )1#end", "1"),
        ("#if($v.yes)1#end-2", "1-2"),
        ("#if($v.no)1#else-2#end", "-2"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn loops_count_and_restore_their_variables() {
    let cases = [
        ("#foreach($i in $v.list)$i;#end", "a;b;c;"),
        ("#foreach($i in $v.map)$i;#end", "1;2;"),
        (
            "#foreach($k in $v.map.keySet())$k=$v.map.get($k) #end",
            "x=1 y=2 ",
        ),
        (
            "#foreach($e in $v.map.entrySet())$e.key=$e.value$e.getKey() #end",
            "x=1x y=2y ",
        ),
        ("#foreach($i in $v.missing)$i#end#foreach($i in 'text')$i#end", ""),
        (
            "#foreach($i in [1..3])$i,#end#foreach($i in [1..-1])$i,#end",
            "1,2,3,1,0,-1,",
        ),
        ("#set($n = 2)#foreach($i in [$n..4])$i#end", "234"),
        (
            "#foreach($i in $v.list)$velocityCount$foreach.count$foreach.index#if($foreach.hasNext),#end#end",
            "110,221,332",
        ),
        (
            "#foreach($i in $v.list)#if($velocityHasNext)+#end#if($foreach.first)F#end#if($foreach.last)L#end#end",
            "+F+L",
        ),
        (
            "#foreach($i in [1,2])#foreach($j in [3])$foreach.parent.index$foreach.topmost.count #end#end",
            "01 12 ",
        ),
        (
            "#foreach($i in [1,2])#foreach($j in [3,4])$foreach.count#end$foreach.count|#end",
            "121|122|",
        ),
        (
            "#set($i = 'was')#foreach($i in [1,2])$i#set($i = 9)#end$i",
            "12was",
        ),
        (
            "#foreach($i in [1])#set($out = 'kept')#end$i$out$velocityCount",
            "kept",
        ),
        ("#foreach($i in [1..5])#if($i == 3)#break#end$i#end!", "12!"),
        (
            "#foreach($i in [1,2])#foreach($j in [1,2])#if($j == 2)#break#end$i$j #end#end",
            "11 21 ",
        ),
    ];
    all_render(&cases, BODY);
}

/// TMPL-025; that the rest is left out without an error is Velocity's way to apply such a limit.
#[test]
fn a_loop_ends_after_a_thousand_rounds() {
    all_render(
        &[(
            "#set($n = 0)#foreach($i in [1..1001])#set($n = $n + 1)#end$n",
            "1000",
        )],
        "{}",
    );
}

#[test]
fn stop_ends_the_template() {
    all_render(
        &[
            ("a#foreach($i in [1,2])$i#stop b#end c", "a1"),
            ("#if($v.yes)a#stop#end b", "a"),
        ],
        BODY,
    );
}

#[test]
fn define_renders_where_it_is_used() {
    let cases = [
        ("#define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d()", "<1><2>()"),
        ("#define($d)a#end#set($s = \"$d$d\")$s", "aa"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn macros_are_called_by_name() {
    let cases = [
        (
            "#macro(pair $a $b)($a,$b)#end#pair(1 'two')#pair(3, $v.yes)",
            "(1,two)(3,true)",
        ),
        ("#later(5)#macro(later $n)<$n>#end", "<5>"),
        ("#set($a = 'outer')#macro(m $a)$a#end#m('inner')$a", "innerouter"),
        (
            "#macro(wrap $t)<$t>$bodyContent</$t>#end#@wrap('b')x$v.yes#end",
            "<b>xtrue</b>",
        ),
        ("#unknown(1 $v.yes) #unknown", "#unknown(1 $v.yes) #unknown"),
        ("#unknown(some words)", "#unknown(some words)"),
        ("#@unknown()$v.yes#end.", "#@unknown()$v.yes#end."),
        (
            "#set($b = 'outer')#macro(m $a $b)$a$b#end#m('inner')",
            "innerouter",
        ),
        ("#evaluate('#if($v.yes)dynamic#end')", "dynamic"),
    ];
    all_render(&cases, BODY);
}

/// Recorded on AWS 2023: blanks before `#set` go if nothing else stands between it and a directive or a
/// reference; blanks after a text stay; other directives leave them.
#[test]
fn white_space() {
    let cases = [
        ("#if($v.yes)\nA\n#end\nB\n", "A\nB\n"),
        ("#if($v.yes)  \t\r\nA#else  \nB#end  \nC", "AC"),
        ("  #if($v.yes) A#end B", "   A B"),
        ("#foreach($i in [1,2])\n  $i\n#end\n.", "  1\n  2\n."),
        ("#set($x = 1)  #set($y = 2)\n#set($z = 3)<", "<"),
        (".\n    #set($x = 1)\n    .", ".\n        ."),
        ("text  #set($x = 1)$x  #set($y = 2)$y", "text  12"),
        ("#set($x = 1) . #{set}($y = 2)$y", " . 2"),
        ("#define($d)\nin\n#end\n$d", "in\n"),
        ("#macro(m)\nin\n#end\n#m()\nout", "in\nout"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn comments_and_raw_text_are_not_evaluated() {
    let cases = [
        ("a ## $v.yes #if\nb", "a b"),
        ("##\n##\nx", "x"),
        ("a#* $v.yes\n#if *#\nb", "a\nb"),
        ("#[[ $v.yes #if(]]#.", " $v.yes #if(."),
        ("#literal()$v.yes#if(true) #end#end.", "$v.yes#if(true) #end."),
    ];
    all_render(&cases, BODY);
}

#[test]
fn hashes_that_start_no_directive_are_text() {
    let same = [
        "#",
        "\"#\"",
        "<a href=\"#\">",
        "#13ff93",
        "# if",
        "#{",
        "#{x",
        "#elsewhere",
        "a # b",
    ];
    all_render(&same.map(|text| (text, text)), BODY);
}

#[test]
fn set_reaches_into_maps_and_lists() {
    let cases = [
        ("#set($v.new = 1)$v.new", "1"),
        ("#set($v['k'] = 2)$v.k", "2"),
        ("#set($v.list[1] = 'B')$v.list[1]$v.list[0]", "Ba"),
        ("#set($v.list[-1] = 'C')$v.list[2]", "C"),
        (
            "#set($m = {})#set($m.a = {})#set($m[\"a\"].b = 'x')$m",
            "{a={b=x}}",
        ),
        ("#set($m = {})#set($m[\"$nobody\"] = 'x')$m", "{=x}"),
        ("#set($nobody.x = 1)<$nobody>", "<>"),
        ("#set($x = 1)#set($x = 1 / 0)$x", "1"),
        ("#set($x = 'old')#set($x = $v.missing)<$x>", "<>"),
    ];
    all_render(&cases, BODY);
}

#[test]
fn what_is_not_velocity_does_not_parse() {
    let templates = [
        "#if($x)",
        "#if $x #end",
        "#end",
        "#else",
        "#elseif(true)",
        "#foreach($x of $y)#end",
        "#foreach($x in $y)",
        "#set($x)",
        "#set($x = )",
        "#set(x = 1)",
        "#set($x = 'open)",
        "#set($x = (1)",
        "#set($x = 2 -1)",
        "#set($x = $y -.5)",
        "#set($x = [1 + 1])",
        "#set($x = {'a': 1 + 1})",
        "#foreach($x in $y + $z)#end",
        "${open",
        "$a[1",
        "$a[]",
        "$a.b(1",
        "$a.b(1 2)",
        "#define($d)",
        "#macro(m",
        "#if(1 ==)#end",
        "#[[ open",
        "#if(true)#else#else#end",
        "#parse('x')",
        "#include('x')",
    ];
    for template in templates {
        does_not_parse(template);
    }
    let error = does_not_parse("line 1\nab #set($x = ?)");
    assert_eq!((error.line, error.column), (2, 14));
}

#[test]
fn a_failure_names_its_line() {
    let error = rendered(
        "\n\n$input.path('$').substring(0)\n#set($x = 'abc')\n$x.substring(9)",
        "{}",
    );
    assert_eq!(error.map_err(|e| e.line), Err(5));
}
