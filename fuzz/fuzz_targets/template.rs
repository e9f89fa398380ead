//! Lexer, parser and evaluator of mapping templates: a template and a payload, parted by a zero byte.

#![no_main]

use apigw_reference::template::{Input, Overrides, Params, Template};
use indexmap::IndexMap;
use libfuzzer_sys::fuzz_target;
use serde_json::Map;

fuzz_target!(|text: &str| {
    let (source, body) = text.split_once('\0').unwrap_or((text, r#"{"a": [1, {"b": "c"}]}"#));
    let Ok(template) = Template::parse(source) else {
        return;
    };
    let input = Input {
        body,
        params: &Params::default(),
        context: &Map::new(),
        stage_variables: &IndexMap::new(),
    };
    let _ = template.render(&input, &mut Overrides::default());
});
