//! Where and how a stage of either kind of API logs its requests.

use serde::{Deserialize, Serialize};

use super::answer::{bad_request, not_offered};
use super::patch::PatchOperation;
use crate::gateway::access_log::AccessLog;
use crate::wire::AwsError;

/// `AccessLogSettings`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessLogSettings {
    /// The ARN of a log group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination_arn: Option<String>,
    /// A line with `$context` variables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

impl AccessLogSettings {
    /// Takes over what another has.
    pub fn merge(&mut self, new: Self) {
        self.destination_arn = new.destination_arn.or(self.destination_arn.take());
        self.format = new.format.or(self.format.take());
    }

    /// Changes one of the two.
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn patch(&mut self, change: &PatchOperation, member: &str) -> Result<(), AwsError> {
        let member = match member {
            "destinationArn" => &mut self.destination_arn,
            "format" => &mut self.format,
            _ => return Err(bad_request(format!("Invalid patch path {}", change.path))),
        };
        match change.op.as_str() {
            "add" | "replace" => *member = change.value.clone(),
            "remove" => *member = None,
            _ => return Err(bad_request(format!("Invalid patch path {}", change.path))),
        }
        Ok(())
    }

    /// A format is one line and has an id of the request (developer guide, "Set up CloudWatch logging for REST
    /// APIs"); the first text is AWS's own (seen 2023-05-11).
    ///
    /// # Errors
    /// `BadRequestException`
    pub fn check(&self) -> Result<(), AwsError> {
        if let Some(arn) = &self.destination_arn {
            group(arn)?;
        }
        let Some(format) = &self.format else { return Ok(()) };
        if format.trim_end_matches(['\r', '\n']).contains(['\r', '\n']) {
            return Err(bad_request(
                "Access Log format must be single line, new line character is allowed only at end of the format",
            ));
        }
        let has_id = ["$context.requestId", "$context.extendedRequestId"]
            .iter()
            .any(|id| format.contains(id));
        if !has_id {
            return Err(bad_request(
                "Access Log format must contain $context.requestId or $context.extendedRequestId",
            ));
        }
        Ok(())
    }

    /// As the data plane keeps it; nothing is logged without a destination or a format.
    #[must_use]
    pub fn compiled(&self) -> Option<AccessLog> {
        let group = group(self.destination_arn.as_deref()?).ok()?;
        Some(AccessLog::new(group, self.format.as_deref()?))
    }
}

/// The name of the log group that an ARN is of, which may end in `:*`.
fn group(arn: &str) -> Result<&str, AwsError> {
    if arn.starts_with("arn:aws:firehose:") {
        return Err(not_offered("An access log in Amazon Data Firehose"));
    }
    let name = arn.strip_prefix("arn:aws:logs:").and_then(|rest| {
        let (_, name) = rest.split_once(":log-group:")?;
        Some(name.strip_suffix(":*").unwrap_or(name))
    });
    name.filter(|name| !name.is_empty() && !name.contains(':'))
        .ok_or_else(|| bad_request(format!("Invalid ARN specified in the request: {arn}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:logs:us-east-1:000000000000:log-group:/a/b";

    fn settings(arn: &str, format: &str) -> AccessLogSettings {
        AccessLogSettings {
            destination_arn: Some(arn.to_owned()),
            format: Some(format.to_owned()),
        }
    }

    #[test]
    fn a_format_is_one_line_with_an_id() {
        for (format, is_fine) in [
            ("$context.requestId", true),
            ("$context.status $context.extendedRequestId\n", true),
            ("$context.requestId\n$context.status", false),
            ("$context.status", false),
            ("", false),
        ] {
            assert_eq!(settings(ARN, format).check().is_ok(), is_fine, "{format:?}");
        }
    }

    #[test]
    fn a_destination_is_a_log_group() {
        for (arn, name) in [
            (ARN, Some("/a/b")),
            ("arn:aws:logs:us-east-1:000000000000:log-group:g:*", Some("g")),
            ("arn:aws:logs:us-east-1:000000000000:log-group:", None),
            (
                "arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:s",
                None,
            ),
            (
                "arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-s",
                None,
            ),
            ("g", None),
        ] {
            assert_eq!(group(arn).ok(), name, "{arn}");
        }
    }
}
