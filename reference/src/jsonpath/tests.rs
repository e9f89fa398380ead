use proptest::prelude::*;
use serde_json::{Value, json};

use super::{NoResult, Path};

fn store() -> Value {
    json!({
        "store": {
            "book": [
                {"category": "reference", "author": "Nigel Rees", "title": "Sayings", "price": 8.95, "isbn": null},
                {"category": "fiction", "author": "Evelyn Waugh", "title": "Sword", "price": 12.99},
                {"category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553", "price": 8.99},
                {"category": "fiction", "author": "J. R. R. Tolkien", "title": "Lord", "isbn": "0-395", "price": 22.99}
            ],
            "bicycle": {"color": "red", "price": 19.95}
        },
        "max": 10,
        "a-b": {"c d": 1, "it's": 2, "x.y": 3},
        "numbers": [1, 2, 3, 4, 5],
        "tags": ["x", "y"],
        "empty": [],
        "none": null
    })
}

fn read(path: &str) -> Result<Value, String> {
    let path = Path::parse(path).map_err(|e| format!("parse: {}", e.reason))?;
    path.read(&store())
        .map(std::borrow::Cow::into_owned)
        .map_err(|NoResult(text)| text)
}

#[track_caller]
fn gives(path: &str, expected: Value) {
    assert_eq!(read(path), Ok(expected), "{path}");
}

#[track_caller]
fn leads_nowhere(path: &str, text: &str) {
    assert_eq!(read(path), Err(text.to_owned()), "{path}");
}

#[test]
fn definite_paths_give_the_value() {
    gives("$", store());
    gives("$.max", json!(10));
    gives("max", json!(10));
    gives(" $.max ", json!(10));
    gives("$.a-b", store()["a-b"].clone());
    gives("$['a-b']['c d']", json!(1));
    gives(r"$.a-b['it\'s']", json!(2));
    gives(r#"$["a-b"]["x.y"]"#, json!(3));
    gives("$.store.book[0].title", json!("Sayings"));
    gives("$.store.book[-1].title", json!("Lord"));
    gives("$.none", Value::Null);
    gives("$.a-b['c d','nope','x.y']", json!({"c d": 1, "x.y": 3}));
}

#[test]
fn indefinite_paths_give_an_array() {
    gives("$.store.book[*].price", json!([8.95, 12.99, 8.99, 22.99]));
    gives("$..price", json!([8.95, 12.99, 8.99, 22.99, 19.95]));
    gives("$.store.*.color", json!(["red"]));
    gives("$.numbers[0,2,9]", json!([1, 3]));
    gives("$.numbers[1:3]", json!([2, 3]));
    gives("$.numbers[:2]", json!([1, 2]));
    gives("$.numbers[-2:]", json!([4, 5]));
    gives("$.numbers[:-4]", json!([1]));
    gives("$.numbers[-3:-1]", json!([3, 4]));
    gives("$..book[0].author", json!(["Nigel Rees"]));
    gives("$.store['book','bicycle'].color", json!(["red"]));
}

/// Recorded on AWS: a wildcard or slice without a match gives `[]`, not an error.
#[test]
fn no_match_of_an_indefinite_path_is_an_empty_array() {
    for path in [
        "$.empty[*]",
        "$.empty[1:]",
        "$.empty[:1]",
        "$.numbers[7:9]",
        "$..nope",
        "$.numbers[?(@ > 9)]",
    ] {
        gives(path, json!([]));
    }
}

/// `No results` was recorded on AWS 2023 to 2025; the other texts are Jayway's.
#[test]
fn a_definite_path_that_leads_nowhere_says_where() {
    leads_nowhere("$.nope", "No results for path: $['nope']");
    leads_nowhere("$.store.nope", "No results for path: $['store']['nope']");
    leads_nowhere("$.numbers[10]", "No results for path: $['numbers'][10]");
    leads_nowhere("$.numbers[-9]", "No results for path: $['numbers'][-9]");
    leads_nowhere("$.nope.deeper", "Missing property in path $['nope']");
    leads_nowhere("$.nope[*]", "Missing property in path $['nope']");
    leads_nowhere(
        "$.max.deeper",
        "Expected to find an object with property ['deeper'] in path $['max'] but found 'java.lang.Integer'. This \
         is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.",
    );
    leads_nowhere("$.none[0]", "The path $['none'] is null");
}

#[test]
fn filters_compare_as_jayway_does() {
    let titles =
        |condition: &str| read(&format!("$.store.book[?({condition})].title")).map(|v| v.to_string());
    for (condition, expected) in [
        ("@.price < 10", r#"["Sayings","Moby Dick"]"#),
        ("@.price <= $.max", r#"["Sayings","Moby Dick"]"#),
        ("@.category == 'fiction' && @.price > 20", r#"["Lord"]"#),
        ("@.category=='fiction'&&@.price>20", r#"["Lord"]"#),
        (
            "@.price > 20 || @.author == \"Nigel Rees\"",
            r#"["Sayings","Lord"]"#,
        ),
        (
            "@.price > 20 || @.price < 9 && @.category == 'fiction'",
            r#"["Moby Dick","Lord"]"#,
        ),
        ("!(@.category == 'fiction')", r#"["Sayings"]"#),
        ("@.isbn", r#"["Sayings","Moby Dick","Lord"]"#),
        ("!@.isbn", r#"["Sword"]"#),
        ("@.isbn == null", r#"["Sayings"]"#),
        ("@.category != 'fiction'", r#"["Sayings"]"#),
        ("@.nope != 1", r#"["Sayings","Sword","Moby Dick","Lord"]"#),
        ("@.nope == 1", "[]"),
        ("@.author =~ /.*tolkien/i", r#"["Lord"]"#),
        ("@.author =~ /tolkien/i", "[]"),
        ("@.title in ['Lord', 'Sword']", r#"["Sword","Lord"]"#),
        ("@.title nin ['Lord', 'Sword']", r#"["Sayings","Moby Dick"]"#),
        ("@.title contains 'Dick'", r#"["Moby Dick"]"#),
        ("@.title size 4", r#"["Lord"]"#),
        ("@.title empty false && @.price === 8.99", r#"["Moby Dick"]"#),
        ("@.price == '8.99'", r#"["Moby Dick"]"#),
        ("@.price === '8.99'", "[]"),
        ("'Lord' == @.title", r#"["Lord"]"#),
        ("((@.price > 20))", r#"["Lord"]"#),
    ] {
        assert_eq!(titles(condition).as_deref(), Ok(expected), "{condition}");
    }
}

#[test]
fn filters_compare_lists() {
    for (condition, holds) in [
        ("@.tags subsetof ['x','y','z']", true),
        ("@.tags subsetof ['x']", false),
        ("@.tags anyof ['y','q']", true),
        ("@.tags noneof ['q']", true),
        ("@.tags noneof ['x']", false),
        ("@.tags all ['x']", true),
        ("@.tags contains 'y'", true),
        ("@.tags size 2", true),
        ("@.empty empty true", true),
        ("@.tags == ['x','y']", true),
        ("@.tags.length() == 2", true),
        ("@.numbers[?(@ > 4)] size 1", true),
    ] {
        let expected = usize::from(holds);
        let found = read(&format!("$[?({condition})]")).map(|v| v.as_array().map(Vec::len));
        assert_eq!(found, Ok(Some(expected)), "{condition}");
    }
}

#[test]
fn functions_end_a_path() {
    gives("$.numbers.length()", json!(5));
    gives("$.length()", json!(7));
    gives("$.store.bicycle.color.length()", Value::Null);
    gives("$.numbers.min()", json!(1.0));
    gives("$.numbers.max()", json!(5.0));
    gives("$.numbers.avg()", json!(3.0));
    gives("$.numbers.sum()", json!(15.0));
    gives("$.numbers.stddev()", json!(2.0_f64.sqrt()));
    gives("$.store.bicycle.keys()", json!(["color", "price"]));
    gives("$.tags.concat('-', $.store.bicycle.color)", json!("xy-red"));
    gives("$.tags.append('z')", json!(["x", "y", "z"]));
    gives("$.numbers.first()", json!(1));
    gives("$.numbers.last()", json!(5));
    gives("$.numbers.index(-2)", json!(4));
    gives("$.store.book.first().title", json!("Sayings"));
    gives("$..price.max()", json!(22.99));
    leads_nowhere(
        "$.empty.sum()",
        "Aggregation function attempted to calculate value using empty array",
    );
}

#[test]
fn definiteness() {
    for (path, definite) in [
        ("$", true),
        ("$.a[0]['b c']", true),
        ("$['a','b']", true),
        ("$['a','b'].c", false),
        ("$.a[0,1]", false),
        ("$.a[1:]", false),
        ("$.a[*]", false),
        ("$..a", false),
        ("$[?(@.a)]", false),
        ("$.a.length()", true),
        ("$..a.length()", true),
    ] {
        assert_eq!(Path::parse(path).map(|p| p.is_definite()), Ok(definite), "{path}");
    }
}

#[test]
fn what_is_not_a_path_is_refused_with_its_place() {
    for (path, offset) in [
        ("$.", 2),
        ("$..", 3),
        ("$...a", 3),
        ("$$.a", 1),
        ("$.a b", 3),
        ("$.a[", 4),
        ("$.a['b", 6),
        ("$.a['b',]", 8),
        ("$.a[x]", 4),
        ("$.a[1-2]", 4),
        ("$[?(@.a == )]", 11),
        ("$[?(1)]", 5),
        ("$[?(@.a =~ /(/)]", 14),
        ("$.a.nope()", 9),
    ] {
        assert_eq!(Path::parse(path).map_err(|e| e.offset), Err(offset), "{path}");
    }
    let deep = format!("$[?({}@.a", "(".repeat(100_000));
    assert!(Path::parse(&deep).is_err());
}

#[test]
fn scans_behind_scans_end() {
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep, deep.clone().as_i64()]);
    }
    let path = Path::parse("$..*..*..*..*..*..*").unwrap();
    assert!(
        path.read(&deep)
            .is_err_and(|NoResult(text)| text.starts_with("the path visits more than"))
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = Path::parse(&text).map(|p| p.read(&store()).map(std::borrow::Cow::into_owned));
    }

    #[test]
    fn no_path_like_text_panics(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "$", "@", ".", "..", "*", "[", "]", "(", ")", "?", "'", "\"", "a", "store", "book", "numbers", "0", "-1",
            ":", ",", "==", "=~", "<", "!", "&&", "||", "in", "size", "/x/", "\\", "length()", "sum(", "[?(", ")]", " ",
        ]), 0..24))
    {
        let text = format!("${}", parts.concat());
        if let Ok(path) = Path::parse(&text) {
            let _ = path.read(&store()).map(std::borrow::Cow::into_owned);
        }
    }

    /// Member names of any kind can be addressed in brackets.
    #[test]
    fn any_name_can_be_quoted(name in "\\PC*") {
        let escaped = name.replace('\\', "\\\\").replace('\'', "\\'");
        let document = json!({&name: 7});
        let path = Path::parse(&format!("$['{escaped}']")).unwrap();
        prop_assert_eq!(path.read(&document).unwrap().into_owned(), json!(7));
    }
}
