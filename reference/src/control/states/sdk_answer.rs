//! What the SDK inside Step Functions adds to a service's answer.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// `SdkHttpMetadata`: the response headers twice, as lists in the order they came and as texts in the order of
/// their names (recorded on AWS 2023).
pub(super) fn http_metadata(status: u16, headers: &[(&str, &str)]) -> Value {
    let all: Map<String, Value> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!([value])))
        .collect();
    let mut sorted = headers.to_vec();
    sorted.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    let single: Map<String, Value> = sorted
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    json!({"AllHttpHeaders": all, "HttpHeaders": single, "HttpStatusCode": status})
}

/// The time as HTTP writes it.
pub(super) fn http_date() -> String {
    Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_shown_in_both_orders() {
        let metadata = http_metadata(200, &[("x-b", "1"), ("A", "2")]);
        assert_eq!(
            metadata.to_string(),
            r#"{"AllHttpHeaders":{"x-b":["1"],"A":["2"]},"HttpHeaders":{"A":"2","x-b":"1"},"HttpStatusCode":200}"#
        );
    }
}
