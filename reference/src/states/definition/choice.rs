//! Choice.

use super::{
    Fields,
    state::{Has, io},
};
use crate::states::{
    choice::{self, Condition},
    query::Io,
};

/// Goes on with the state of the first rule that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// InputPath and OutputPath.
    pub io: Io,
    /// Conditions and the states they lead to.
    pub choices: Vec<(Condition, String)>,
    /// The state to go on with if no rule holds.
    pub default: Option<String>,
}

impl Choice {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let io = io(fields, Has::default());
        fields.require(&["Choices"]);
        let default = fields.string("Default").map(str::to_owned);
        let rules = fields.objects("Choices")?;
        if rules.is_empty() {
            fields.note_field("Choices", "Choices must not be empty");
        }
        let choices = rules
            .into_iter()
            .filter_map(|mut rule| {
                rule.require(&["Next"]);
                let next = rule.string("Next").map(str::to_owned);
                let condition = choice::read(&mut rule);
                rule.finish();
                Some((condition?, next?))
            })
            .collect();
        Some(Self { io, choices, default })
    }
}
