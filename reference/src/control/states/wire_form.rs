//! The two forms in which the service's answers cross the wire: to SDKs, and to API Gateway.

use serde_json::{Map, Value};

use crate::{
    states::number::double_text,
    wire::{AwsError, Response},
};

/// The media type of AWS JSON 1.0.
pub(super) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// Who reads an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An SDK: dates are plain decimal numbers, error codes stand alone.
    Sdk,
    /// API Gateway hands on what it gets: sorted keys, dates as Java prints doubles, names with their
    /// namespaces (recorded from live answers 2019 to 2024).
    Gateway,
}

/// Members that hold a date. Operations give them in milliseconds; on the wire they are seconds. No member
/// whose name a client chooses is an object, so the names are safe.
const DATES: [&str; 6] = [
    "creationDate",
    "redriveDate",
    "startDate",
    "stopDate",
    "timestamp",
    "updateDate",
];

impl Form {
    /// A successful answer.
    pub(super) fn answer(self, body: &Map<String, Value>) -> Response {
        let mut text = String::new();
        self.write_object(body, &mut text);
        Response::new(200, CONTENT_TYPE, text)
    }

    /// An error.
    pub(super) fn error(self, error: &AwsError) -> Response {
        let (namespace, capital) = match error.code.as_str() {
            "AccessDeniedException"
            | "MissingAuthenticationTokenException"
            | "SerializationException"
            | "UnknownOperationException" => ("com.amazon.coral.service#", true),
            "ValidationException" => ("com.amazon.coral.validate#", false),
            _ => ("com.amazonaws.swf.service.v2.model#", false),
        };
        let mut body = Map::new();
        let (kind, message) = match self {
            Self::Sdk => (error.code.clone(), "message"),
            Self::Gateway => (
                format!("{namespace}{}", error.code),
                if capital { "Message" } else { "message" },
            ),
        };
        body.insert("__type".to_owned(), kind.into());
        if !error.message.is_empty() {
            body.insert(message.to_owned(), error.message.as_str().into());
        }
        Response::new(error.status, CONTENT_TYPE, Value::Object(body).to_string())
    }

    fn write(self, name: &str, value: &Value, out: &mut String) {
        match value {
            Value::Object(members) => self.write_object(members, out),
            Value::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    self.write("", item, out);
                }
                out.push(']');
            }
            Value::Number(millis) if DATES.contains(&name) => match (self, millis.as_f64()) {
                (Self::Gateway, Some(millis)) => out.push_str(&double_text(millis / 1000.0)),
                (Self::Sdk, Some(millis)) => out.push_str(&Value::from(millis / 1000.0).to_string()),
                (_, None) => out.push_str(&millis.to_string()),
            },
            other => out.push_str(&other.to_string()),
        }
    }

    fn write_object(self, members: &Map<String, Value>, out: &mut String) {
        let mut members: Vec<(&str, &Value)> = members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
            .collect();
        // Java's model sorts the members; `__type` comes first.
        members.sort_by_key(|(name, _)| *name);
        let mut separator = "";
        out.push('{');
        if self == Self::Gateway && members.iter().any(|(name, _)| *name == "included") {
            out.push_str("\"__type\":\"com.amazonaws.swf.base.model#CloudWatchEventsExecutionDataDetails\"");
            separator = ",";
        }
        for (name, value) in members {
            out.push_str(separator);
            out.push_str(&Value::from(name).to_string());
            out.push(':');
            self.write(name, value, out);
            separator = ",";
        }
        out.push('}');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(response: &Response) -> &str {
        std::str::from_utf8(&response.body).unwrap()
    }

    fn answer() -> Map<String, Value> {
        let Value::Object(body) = json!({
            "startDate": 1_573_573_209_347_i64,
            "executionArn": "arn",
            "inputDetails": {"included": true},
            "billingDetails": {"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 100},
        }) else {
            unreachable!()
        };
        body
    }

    #[test]
    fn the_gateway_gets_sorted_keys_java_dates_and_types() {
        assert_eq!(
            text(&Form::Gateway.answer(&answer())),
            "{\"billingDetails\":{\"billedDurationInMilliseconds\":100,\"billedMemoryUsedInMB\":64},\
             \"executionArn\":\"arn\",\
             \"inputDetails\":{\"__type\":\"com.amazonaws.swf.base.model#CloudWatchEventsExecutionDataDetails\",\
             \"included\":true},\"startDate\":1.573573209347E9}"
        );
    }

    #[test]
    fn sdks_get_plain_dates() {
        let response = Form::Sdk.answer(&answer());
        assert!(
            text(&response).contains("\"startDate\":1573573209.347"),
            "{}",
            text(&response)
        );
        assert!(!text(&response).contains("__type"));
        assert_eq!(
            response.headers.get("content-type"),
            Some("application/x-amz-json-1.0")
        );
    }

    #[test]
    fn errors_name_their_model() {
        for (code, message, expected) in [
            (
                "InvalidArn",
                "m",
                "{\"__type\":\"com.amazonaws.swf.service.v2.model#InvalidArn\",\"message\":\"m\"}",
            ),
            (
                "ValidationException",
                "m",
                "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"m\"}",
            ),
            (
                "AccessDeniedException",
                "m",
                "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"m\"}",
            ),
            (
                "UnknownOperationException",
                "",
                "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}",
            ),
        ] {
            let response = Form::Gateway.error(&AwsError::new(400, code, message));
            assert_eq!(text(&response), expected);
        }
        let response = Form::Sdk.error(&AwsError::new(400, "InvalidArn", "m"));
        assert_eq!(text(&response), "{\"__type\":\"InvalidArn\",\"message\":\"m\"}");
    }
}
