//! Reading the fields of a JSON object and noting what is wrong with them.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::diagnostic::{Diagnostic, INVALID_JSONATA, SCHEMA, UNSUPPORTED_JSONATA};
use crate::states::query::{
    DataPath, Jsonata, JsonataError, JsonataTemplate, QueryLanguage, ReferencePath, Rejection, Template,
};

/// Fields that only states of the other query language have.
const JSONPATH_ONLY: [&str; 10] = [
    "InputPath",
    "OutputPath",
    "Parameters",
    "Result",
    "ResultSelector",
    "ResultPath",
    "ItemsPath",
    "Variable",
    "ErrorPath",
    "CausePath",
];
const JSONATA_ONLY: [&str; 4] = ["Arguments", "Output", "Items", "Condition"];

/// The fields of one object of a definition.
pub(in crate::states) struct Fields<'a> {
    members: &'a Map<String, Value>,
    /// Where the object is, for example `/States/Wait`; empty for the whole.
    at: String,
    known: Vec<&'static str>,
    /// The language of the state that the object is part of.
    pub(super) language: QueryLanguage,
    pub(super) found: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, or a note that it is no object.
    pub(in crate::states) fn of(
        value: &'a Value,
        at: String,
        language: QueryLanguage,
        found: &'a RefCell<Vec<Diagnostic>>,
    ) -> Option<Self> {
        let Some(members) = value.as_object() else {
            note(found, "Expected value of type Object", &at);
            return None;
        };
        Some(Self {
            members,
            at,
            known: vec!["Comment"],
            language,
            found,
        })
    }

    /// The language of the state that the object is part of.
    pub(in crate::states) fn language(&self) -> QueryLanguage {
        self.language
    }

    /// Where a field of the object is.
    pub(in crate::states) fn place(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    /// Notes something about the whole object.
    pub(in crate::states) fn note(&self, message: impl Into<String>) {
        note(
            self.found,
            message,
            if self.at.is_empty() { "/" } else { &self.at },
        );
    }

    /// Notes something about a field.
    pub(in crate::states) fn note_field(&self, name: &str, message: impl Into<String>) {
        note(self.found, message, &self.place(name));
    }

    /// Notes that a field holds none of the words it may (recorded on AWS 2025).
    pub(super) fn note_not_one_of(&self, name: &str, words: &[&str]) {
        let words = words.join(", ");
        self.note_field(
            name,
            format!("The field '{name}' should have one of these values: [{words}]"),
        );
    }

    /// Whether a field is there.
    pub(in crate::states) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// A field's value, as it is.
    pub(in crate::states) fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.members.get(name)
    }

    /// The fields of an object in a field.
    pub(in crate::states) fn object(&mut self, name: &'static str) -> Option<Fields<'a>> {
        let value = self.raw(name)?;
        Fields::of(value, self.place(name), self.language, self.found)
    }

    /// The objects of an array in a field; `None` if there is no such field.
    pub(in crate::states) fn objects(&mut self, name: &'static str) -> Option<Vec<Fields<'a>>> {
        let value = self.raw(name)?;
        let Some(items) = value.as_array() else {
            self.note_field(name, "Expected value of type Array");
            return None;
        };
        Some(
            items
                .iter()
                .enumerate()
                .filter_map(|(i, item)| {
                    let place = format!("{}[{i}]", self.place(name));
                    Fields::of(item, place, self.language, self.found)
                })
                .collect(),
        )
    }

    pub(in crate::states) fn string(&mut self, name: &'static str) -> Option<&'a str> {
        let value = self.raw(name)?;
        if value.is_string() {
            return value.as_str();
        }
        self.note_field(name, "Expected value of type String");
        None
    }

    pub(in crate::states) fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let value = self.raw(name)?;
        if !value.is_boolean() {
            self.note_field(name, "Expected value of type Boolean");
        }
        value.as_bool()
    }

    /// A whole number from `least` to `most`.
    pub(in crate::states) fn integer(&mut self, name: &'static str, least: u64, most: u64) -> Option<u64> {
        let value = self.raw(name)?;
        match value.as_u64() {
            Some(number) if (least..=most).contains(&number) => Some(number),
            _ if value.is_i64() || value.is_u64() => {
                self.note_field(name, format!("Value must be between {least} and {most}"));
                None
            }
            _ => {
                self.note_field(name, "Expected value of type Integer");
                None
            }
        }
    }

    pub(in crate::states) fn number(&mut self, name: &'static str) -> Option<f64> {
        let value = self.raw(name)?;
        if !value.is_number() {
            self.note_field(name, "Expected value of type Number");
        }
        value.as_f64()
    }

    pub(in crate::states) fn strings(&mut self, name: &'static str) -> Option<Vec<String>> {
        let value = self.raw(name)?;
        let strings = value.as_array().and_then(|items| {
            items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        });
        if strings.is_none() {
            self.note_field(name, "Expected value of type Array of String");
        }
        strings
    }

    /// A path into the input or the context object.
    pub(in crate::states) fn path(&mut self, name: &'static str) -> Option<DataPath> {
        let text = self.string(name)?;
        let path = DataPath::parse(text);
        if path.is_none() {
            // The words of CloudFormation's answer, reported from AWS 2025.
            self.note_field(name, "Value must be a valid JSONPath.");
        }
        path
    }

    /// InputPath and OutputPath: `$` if absent, `None` if null.
    pub(super) fn path_or_null(&mut self, name: &'static str) -> Option<DataPath> {
        match self.raw(name) {
            None => DataPath::parse("$"),
            Some(Value::Null) => None,
            Some(_) => self.path(name),
        }
    }

    /// ResultPath: `$` if absent, `None` if null.
    pub(super) fn result_path(&mut self) -> Option<ReferencePath> {
        match self.raw("ResultPath") {
            None => ReferencePath::parse("$"),
            Some(Value::Null) => None,
            Some(_) => {
                let text = self.string("ResultPath")?;
                let path = ReferencePath::parse(text);
                if path.is_none() {
                    self.note_field("ResultPath", "Value is not a Reference Path");
                }
                path
            }
        }
    }

    /// Whether a field holds `{% … %}` where that means something.
    pub(in crate::states) fn is_expression(&self, name: &str) -> bool {
        self.language == QueryLanguage::Jsonata
            && self
                .members
                .get(name)
                .and_then(Value::as_str)
                .is_some_and(|text| text.starts_with("{%") && text.ends_with("%}"))
    }

    /// The JSONata expression in a field.
    pub(in crate::states) fn expression(&mut self, name: &'static str) -> Option<Jsonata> {
        let text = self.string(name)?;
        match Jsonata::parse(text) {
            Ok(found) => found,
            Err(rejection) => {
                self.note_rejection(&self.place(name), rejection);
                None
            }
        }
    }

    /// A field with JSONata expressions in it.
    pub(super) fn jsonata(&mut self, name: &'static str) -> Option<JsonataTemplate> {
        let value = self.raw(name)?;
        match JsonataTemplate::parse(value) {
            Ok(template) => Some(template),
            Err(JsonataError { place, rejection }) => {
                self.note_rejection(&format!("{}{place}", self.place(name)), rejection);
                None
            }
        }
    }

    fn note_rejection(&self, at: &str, rejection: Rejection) {
        let (code, message) = match rejection {
            Rejection::Invalid(reason) => (INVALID_JSONATA, reason),
            Rejection::TopLevel(name) => (
                UNSUPPORTED_JSONATA,
                format!("Reference to '{name}' at the top level is not supported."),
            ),
        };
        self.found.borrow_mut().push(Diagnostic {
            code,
            message,
            location: Some(at.to_owned()),
        });
    }

    /// A payload template.
    pub(super) fn template(&mut self, name: &'static str) -> Option<Template> {
        let value = self.raw(name)?;
        match Template::parse(value) {
            Ok(template) => Some(template),
            Err(e) => {
                self.note_field(
                    name,
                    format!(
                        "The value for the field '{}' must be a valid JSONPath or a valid intrinsic function call",
                        e.field
                    ),
                );
                None
            }
        }
    }

    /// Notes which of these fields are missing, in one finding.
    pub(in crate::states) fn require(&self, names: &[&str]) {
        let missing: Vec<&str> = names.iter().filter(|name| !self.has(name)).copied().collect();
        if !missing.is_empty() {
            self.note(format!("These fields are required: [{}]", missing.join(", ")));
        }
    }

    /// Notes the fields that nobody asked for.
    pub(in crate::states) fn finish(self) {
        for name in self.members.keys() {
            if self.known.contains(&name.as_str()) {
                continue;
            }
            // The words are reported from AWS 2026.
            let (own, other) = match self.language {
                QueryLanguage::JsonPath => ("JSONPath", "JSONata"),
                QueryLanguage::Jsonata => ("JSONata", "JSONPath"),
            };
            if self.is_of_other_language(name) {
                self.note(format!(
                    "The QueryLanguage is set to '{own}', but field '{name}' is only supported for the '{other}' \
                     QueryLanguage"
                ));
            } else {
                self.note(format!("Field '{name}' is not supported"));
            }
        }
    }

    fn is_of_other_language(&self, name: &str) -> bool {
        match self.language {
            QueryLanguage::JsonPath => JSONATA_ONLY.contains(&name),
            QueryLanguage::Jsonata => {
                JSONPATH_ONLY.contains(&name)
                    || name.strip_suffix("Path").is_some_and(|name| !name.is_empty())
            }
        }
    }
}

fn note(found: &RefCell<Vec<Diagnostic>>, message: impl Into<String>, at: &str) {
    found.borrow_mut().push(Diagnostic {
        code: SCHEMA,
        message: message.into(),
        location: Some(at.to_owned()),
    });
}
