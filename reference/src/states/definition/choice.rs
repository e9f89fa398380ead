//! Choice.

use super::{
    Fields,
    state::{Has, assign, io},
};
use crate::states::{
    choice::{self, Condition},
    query::{Io, JsonataIo, PathIo},
};

/// Goes on with the state of the first rule that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What happens if no rule holds.
    pub io: Io,
    /// In order.
    pub choices: Vec<Rule>,
    /// The state to go on with if no rule holds.
    pub default: Option<String>,
}

/// One entry of `Choices`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// When it holds.
    pub condition: Condition,
    /// Where it leads to.
    pub next: String,
    /// The state's paths, with the Output and Assign of the rule.
    pub io: Io,
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
            .enumerate()
            .filter_map(|(i, mut fields)| {
                fields.require(&["Next"]);
                let next = fields.string("Next").map(str::to_owned);
                let place = format!("Choices[{i}]/");
                let io = of_rule(&mut fields, &place, &io);
                let condition = choice::read(&mut fields, &place);
                fields.finish();
                Some(Rule {
                    condition: condition?,
                    next: next?,
                    io,
                })
            })
            .collect();
        Some(Self { io, choices, default })
    }
}

fn of_rule(fields: &mut Fields<'_>, place: &str, of_state: &Io) -> Io {
    let assign = assign(fields, place);
    match of_state {
        Io::JsonPath(io) => Io::JsonPath(Box::new(PathIo {
            assign,
            ..(**io).clone()
        })),
        Io::Jsonata(io) => Io::Jsonata(Box::new(JsonataIo {
            arguments: None,
            output: fields
                .jsonata("Output")
                .map(|template| (format!("{place}Output"), template)),
            assign,
            provides: io.provides,
        })),
    }
}
