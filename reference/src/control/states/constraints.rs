//! A request's members, held to the constraints of the service's model.
//!
//! The model is checked before anything else: a name that is too long is a `ValidationException`, whether the
//! state machine exists or not (measured on AWS by emulator authors).

use serde_json::{Map, Value};

use super::errors;
use crate::{states::number::double_text, wire::AwsError};

/// The members of a request, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Input<'a> {
    members: &'a Map<String, Value>,
    /// Where the members are, for example `tags.1.member.`; empty for the request itself.
    place: String,
    violations: Vec<String>,
}

/// Lengths of strings, in characters.
pub(super) const ARN: (usize, usize) = (1, 256);
pub(super) const NAME: (usize, usize) = (1, 80);
pub(super) const DATA: (usize, usize) = (0, 262_144);
pub(super) const DEFINITION: (usize, usize) = (1, 1_048_576);

impl<'a> Input<'a> {
    pub(super) fn new(members: &'a Map<String, Value>) -> Self {
        Self::at("", members)
    }

    /// The members of a structure within the request.
    pub(super) fn at(place: &str, members: &'a Map<String, Value>) -> Self {
        Self {
            members,
            place: place.to_owned(),
            violations: Vec::new(),
        }
    }

    /// A string; `None` if it is not there.
    ///
    /// # Errors
    /// `SerializationException` if it is something else.
    pub(super) fn string(&mut self, name: &str, length: (usize, usize)) -> Result<Option<&'a str>, AwsError> {
        let text = match self.members.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text,
            Some(other) => return Err(not_a_string(other)),
        };
        let characters = text.chars().count();
        let (least, most) = length;
        let broken = if characters < least {
            Some(format!(
                "Member must have length greater than or equal to {least}"
            ))
        } else if characters > most {
            Some(format!("Member must have length less than or equal to {most}"))
        } else {
            None
        };
        if let Some(broken) = broken {
            self.violates(name, Some(text), &broken);
        }
        Ok(Some(text))
    }

    /// A string that has to be there; empty if it is not, which [`Input::finish`] then refuses.
    pub(super) fn required(&mut self, name: &str, length: (usize, usize)) -> Result<&'a str, AwsError> {
        match self.string(name, length)? {
            Some(text) => Ok(text),
            None => {
                self.is_missing(name);
                Ok("")
            }
        }
    }

    /// One of some words.
    pub(super) fn choice(&mut self, name: &str, words: &[&str]) -> Result<Option<&'a str>, AwsError> {
        let word = self.string(name, (0, usize::MAX))?;
        if let Some(word) = word
            && !words.contains(&word)
        {
            let set = words.join(", ");
            self.violates(
                name,
                Some(word),
                &format!("Member must satisfy enum value set: [{set}]"),
            );
        }
        Ok(word)
    }

    /// A whole number.
    pub(super) fn integer(&mut self, name: &str, least: i64, most: i64) -> Result<Option<i64>, AwsError> {
        let number = match self.members.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value
                .as_i64()
                .ok_or_else(|| errors::serialization("Unexpected value for a number"))?,
        };
        let text = number.to_string();
        if number < least {
            let broken = format!("Member must have value greater than or equal to {least}");
            self.violates(name, Some(&text), &broken);
        } else if number > most {
            let broken = format!("Member must have value less than or equal to {most}");
            self.violates(name, Some(&text), &broken);
        }
        Ok(Some(number))
    }

    /// A number.
    pub(super) fn number(&mut self, name: &str, least: f64, most: f64) -> Result<Option<f64>, AwsError> {
        let number = match self.members.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value
                .as_f64()
                .ok_or_else(|| errors::serialization("Unexpected value for a number"))?,
        };
        let text = double_text(number);
        if number < least {
            let broken = format!("Member must have value greater than or equal to {least}");
            self.violates(name, Some(&text), &broken);
        } else if number > most {
            let broken = format!("Member must have value less than or equal to {most}");
            self.violates(name, Some(&text), &broken);
        }
        Ok(Some(number))
    }

    /// A boolean; `false` if it is not there.
    pub(super) fn boolean(&self, name: &str) -> Result<bool, AwsError> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(errors::serialization("Unexpected value for a boolean")),
        }
    }

    /// A structure.
    pub(super) fn object(&self, name: &str) -> Result<Option<&'a Map<String, Value>>, AwsError> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Err(errors::serialization("Unexpected value for a structure")),
        }
    }

    /// A list.
    pub(super) fn list(&self, name: &str) -> Result<Option<&'a Vec<Value>>, AwsError> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(errors::serialization("Unexpected value for a list")),
        }
    }

    /// Refuses the request if anything was wrong.
    ///
    /// # Errors
    /// `ValidationException` with everything that was.
    pub(super) fn finish(self) -> Result<(), AwsError> {
        let count = self.violations.len();
        if count == 0 {
            return Ok(());
        }
        let s = if count == 1 { "" } else { "s" };
        Err(errors::validation(&format!(
            "{count} validation error{s} detected: {}",
            self.violations.join("; ")
        )))
    }

    /// Notes that a required member is not there.
    pub(super) fn is_missing(&mut self, name: &str) {
        self.violations.push(format!(
            "Value null at '{}{name}' failed to satisfy constraint: Member must not be null",
            self.place
        ));
    }

    /// Notes a constraint that a member breaks.
    pub(super) fn violates(&mut self, name: &str, value: Option<&str>, constraint: &str) {
        // What the model calls sensitive is not repeated.
        let value = match value {
            Some(value) if !matches!(name, "definition" | "input" | "output" | "cause" | "error") => {
                format!("Value '{value}'")
            }
            _ => "Value".to_owned(),
        };
        self.violations.push(format!(
            "{value} at '{}{name}' failed to satisfy constraint: {constraint}",
            self.place
        ));
    }
}

fn not_a_string(value: &Value) -> AwsError {
    errors::serialization(match value {
        Value::Number(_) => "NUMBER_VALUE can not be converted to a String",
        Value::Bool(true) => "TRUE_VALUE can not be converted to a String",
        Value::Bool(false) => "FALSE_VALUE can not be converted to a String",
        _ => "Start of structure or map found where not expected.",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    #[test]
    fn violations_are_counted_and_joined() {
        let members = members(json!({"statusFilter": "succeeded", "maxResults": 1001}));
        let mut input = Input::new(&members);
        input.choice("statusFilter", &["SUCCEEDED", "FAILED"]).unwrap();
        input.integer("maxResults", 0, 1000).unwrap();
        input.required("stateMachineArn", ARN).unwrap();
        assert_eq!(
            input.finish().unwrap_err().message,
            "3 validation errors detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: \
             Member must satisfy enum value set: [SUCCEEDED, FAILED]; \
             Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or \
             equal to 1000; \
             Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null"
        );
    }

    #[test]
    fn an_object_is_no_string() {
        let members = members(json!({"input": {"a": 1}}));
        let error = Input::new(&members).string("input", DATA).unwrap_err();
        assert_eq!(error.code, "SerializationException");
    }
}
