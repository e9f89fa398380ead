//! JSONPath: a path and a document, parted by a zero byte.

#![no_main]

use apigw_reference::jsonpath::Path;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    let (path, document) = text.split_once('\0').unwrap_or((text, ""));
    let document: Value = serde_json::from_str(document)
        .unwrap_or_else(|_| json!({"a": [1, "2", {"b": null, "c-d": [[], {}]}], "e": {"f": 1.5}}));
    if let Ok(path) = Path::parse(path) {
        let _ = path.read(&document);
        let _ = path.to_string();
    }
});
