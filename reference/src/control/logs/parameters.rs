//! The parameters of a call, and how CloudWatch Logs refuses them.

use serde_json::{Map, Value};

use crate::wire::AwsError;

/// The JSON object in a request.
#[derive(Debug)]
pub(super) struct Parameters(Map<String, Value>);

impl Parameters {
    /// Reads a body; an empty one has no parameters.
    pub(super) fn read(body: &[u8]) -> Result<Self, AwsError> {
        if body.is_empty() {
            return Ok(Self(Map::new()));
        }
        serde_json::from_slice(body)
            .map(Self)
            .map_err(|_| AwsError::new(400, "SerializationException", ""))
    }

    /// A text, if it was given.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, AwsError> {
        self.typed(name, Value::as_str)
    }

    /// A text that the operation needs.
    pub(super) fn required(&self, name: &str) -> Result<&str, AwsError> {
        self.text(name)?.ok_or_else(|| null(name))
    }

    /// A whole number, if it was given.
    pub(super) fn number(&self, name: &str) -> Result<Option<i64>, AwsError> {
        self.typed(name, Value::as_i64)
    }

    /// A truth value; false if it was not given.
    pub(super) fn flag(&self, name: &str) -> Result<bool, AwsError> {
        Ok(self.typed(name, Value::as_bool)?.unwrap_or_default())
    }

    /// A list, if it was given.
    pub(super) fn list(&self, name: &str) -> Result<Option<&Vec<Value>>, AwsError> {
        self.typed(name, Value::as_array)
    }

    /// A list of texts; empty if it was not given.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, AwsError> {
        let list = self.list(name)?.map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .map(|text| text.as_str().ok_or_else(|| mistyped(name)))
            .collect()
    }

    /// A map of texts; empty if it was not given.
    pub(super) fn map(&self, name: &str) -> Result<Vec<(&str, &str)>, AwsError> {
        let Some(map) = self.typed(name, Value::as_object)? else {
            return Ok(Vec::new());
        };
        map.iter()
            .map(|(key, value)| Ok((key.as_str(), value.as_str().ok_or_else(|| mistyped(name))?)))
            .collect()
    }

    /// How many items a page may have.
    pub(super) fn limit(&self, most: usize) -> Result<usize, AwsError> {
        match self.number("limit")? {
            None => Ok(most),
            Some(limit) => match usize::try_from(limit) {
                Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
                _ => Err(invalid(format!(
                    "1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: \
                     Member must have value between 1 and {most}"
                ))),
            },
        }
    }

    /// The name of the log group that `logGroupName` or `logGroupIdentifier`, a name or an ARN, names.
    pub(super) fn group(&self) -> Result<&str, AwsError> {
        match (self.text("logGroupName")?, self.text("logGroupIdentifier")?) {
            (Some(_), Some(_)) => Err(invalid(
                "Specify either logGroupName or logGroupIdentifier, not both of them",
            )),
            (Some(name), None) => Ok(name),
            (None, Some(identifier)) => Ok(group_of_arn(identifier).unwrap_or(identifier)),
            (None, None) => Err(null("logGroupName")),
        }
    }

    fn typed<'a, T>(
        &'a self,
        name: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, AwsError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| mistyped(name)),
        }
    }
}

/// The group that an ARN names: `arn:aws:logs:{region}:{account}:log-group:{name}`, with or without `:*`.
pub(super) fn group_of_arn(arn: &str) -> Option<&str> {
    let (_, name) = arn.strip_prefix("arn:aws:logs:")?.split_once(":log-group:")?;
    Some(name.strip_suffix(":*").unwrap_or(name))
}

/// `InvalidParameterException`
pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new(400, "InvalidParameterException", message)
}

/// `ResourceNotFoundException`; what is "log group", "log stream" and so on.
pub(super) fn not_found(what: &str) -> AwsError {
    AwsError::new(
        400,
        "ResourceNotFoundException",
        format!("The specified {what} does not exist."),
    )
}

/// `ResourceAlreadyExistsException`
pub(super) fn already_exists(what: &str) -> AwsError {
    AwsError::new(
        400,
        "ResourceAlreadyExistsException",
        format!("The specified {what} already exists"),
    )
}

/// `LimitExceededException`
pub(super) fn limit_exceeded() -> AwsError {
    AwsError::new(400, "LimitExceededException", "Resource limit exceeded.")
}

fn null(name: &str) -> AwsError {
    invalid(format!(
        "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
    ))
}

fn mistyped(name: &str) -> AwsError {
    AwsError::new(
        400,
        "SerializationException",
        format!("the parameter {name} has a wrong type"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_by_its_name_or_its_arn() {
        let group = |body: &str| {
            Parameters::read(body.as_bytes())
                .unwrap()
                .group()
                .map(str::to_owned)
        };
        assert_eq!(group(r#"{"logGroupName": "/a"}"#).unwrap(), "/a");
        assert_eq!(group(r#"{"logGroupIdentifier": "/a"}"#).unwrap(), "/a");
        let arn = "arn:aws:logs:us-east-1:000000000000:log-group:/a";
        assert_eq!(
            group(&format!(r#"{{"logGroupIdentifier": "{arn}"}}"#)).unwrap(),
            "/a"
        );
        assert_eq!(
            group(&format!(r#"{{"logGroupIdentifier": "{arn}:*"}}"#)).unwrap(),
            "/a"
        );
        assert_eq!(group("{}").unwrap_err().code, "InvalidParameterException");
        assert_eq!(
            group(r#"{"logGroupName": 1}"#).unwrap_err().code,
            "SerializationException"
        );
    }
}
