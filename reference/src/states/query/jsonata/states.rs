//! `$states`, the reserved variable.

use crate::states::{data::Data, query::Context};

/// What expressions see: `$states`, and in the context the variables.
#[derive(Debug, Clone, Copy)]
pub struct States<'a> {
    /// `$states.input`: the state's raw input.
    pub input: &'a Data,
    /// `$states.result`: of a Task, Parallel or Map that succeeded.
    pub result: Option<&'a Data>,
    /// `$states.errorOutput`: in a Catch.
    pub error_output: Option<&'a Data>,
    /// `$states.context`
    pub context: &'a Context,
}

impl<'a> States<'a> {
    /// Before the state's work is done.
    #[must_use]
    pub fn before(input: &'a Data, context: &'a Context) -> Self {
        Self {
            input,
            result: None,
            error_output: None,
            context,
        }
    }

    pub(super) fn json(&self) -> String {
        let mut members = vec![("input", self.input.text().to_string())];
        if let Some(result) = self.result {
            members.push(("result", result.text().to_string()));
        }
        if let Some(error_output) = self.error_output {
            members.push(("errorOutput", error_output.text().to_string()));
        }
        members.push(("context", self.context.value().to_string()));
        object(members.iter().map(|(name, json)| (*name, json.as_str())))
    }

    /// The variables that the expressions may mean: all whose name occurs in one.
    pub(super) fn variables_json(&self, expressions: &[String]) -> String {
        let used = self.context.variables().iter().filter(|(name, _)| {
            expressions
                .iter()
                .any(|expression| expression.contains(name.as_str()))
        });
        object(used.map(|(name, data)| (name.as_str(), &**data.text())))
    }
}

fn object<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut json = String::from("{");
    for (name, value) in members {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&serde_json::Value::from(name).to_string());
        json.push(':');
        json.push_str(value);
    }
    json.push('}');
    json
}
