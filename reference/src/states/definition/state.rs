//! What all states have in common.

use super::{Choice, Fail, Fields, MachineType, Map, Parallel, Pass, Succeed, Task, Wait};
use crate::states::query::Io;

/// Where a state leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// To the state of this name.
    State(String),
    /// It is the last one.
    End,
}

/// A state.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Passes or builds data.
    Pass(Pass),
    /// Does work elsewhere.
    Task(Box<Task>),
    /// Branches.
    Choice(Choice),
    /// Waits.
    Wait(Wait),
    /// Ends well.
    Succeed(Succeed),
    /// Ends badly.
    Fail(Fail),
    /// Runs branches at the same time.
    Parallel(Box<Parallel>),
    /// Runs a workflow for each item.
    Map(Box<Map>),
}

/// Input, output and transition, which most states have.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// What happens to data.
    pub io: Io,
    /// Where it leads.
    pub next: Next,
}

const TYPES: [&str; 8] = [
    "Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map",
];

impl State {
    pub(super) fn read(mut fields: Fields<'_>, kind: MachineType) -> Option<Self> {
        fields.require(&["Type"]);
        let name = fields.string("Type")?;
        if fields
            .string("QueryLanguage")
            .is_some_and(|language| language != "JSONPath")
        {
            fields.note_field(
                "QueryLanguage",
                "Only the QueryLanguage 'JSONPath' is offered by this implementation",
            );
            return None;
        }
        let state = match name {
            "Pass" => Pass::read(&mut fields).map(Self::Pass),
            "Task" => Task::read(&mut fields, kind).map(|task| Self::Task(Box::new(task))),
            "Choice" => Choice::read(&mut fields).map(Self::Choice),
            "Wait" => Wait::read(&mut fields).map(Self::Wait),
            "Succeed" => Some(Self::Succeed(Succeed::read(&mut fields))),
            "Fail" => Fail::read(&mut fields).map(Self::Fail),
            "Parallel" => Parallel::read(&mut fields, kind).map(|state| Self::Parallel(Box::new(state))),
            "Map" => Map::read(&mut fields, kind).map(|state| Self::Map(Box::new(state))),
            _ => {
                fields.note_field("Type", format!("Value is not one of [{}]", TYPES.join(", ")));
                return None;
            }
        };
        fields.finish();
        state
    }

    /// The name of the type.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Pass(_) => "Pass",
            Self::Task(_) => "Task",
            Self::Choice(_) => "Choice",
            Self::Wait(_) => "Wait",
            Self::Succeed(_) => "Succeed",
            Self::Fail(_) => "Fail",
            Self::Parallel(_) => "Parallel",
            Self::Map(_) => "Map",
        }
    }
}

/// Which of the five input and output fields a type of state has besides InputPath and OutputPath.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Has {
    pub(super) parameters: bool,
    pub(super) result_selector: bool,
    pub(super) result_path: bool,
}

pub(super) fn io(fields: &mut Fields<'_>, has: Has) -> Io {
    Io {
        input_path: fields.path_or_null("InputPath"),
        output_path: fields.path_or_null("OutputPath"),
        parameters: has.parameters.then(|| fields.template("Parameters")).flatten(),
        result_selector: has
            .result_selector
            .then(|| fields.template("ResultSelector"))
            .flatten(),
        result_path: if has.result_path {
            fields.result_path()
        } else {
            crate::states::query::ReferencePath::parse("$")
        },
    }
}

/// Exactly one of `Next` and `End: true`.
pub(super) fn next(fields: &mut Fields<'_>) -> Option<Next> {
    let next = fields.string("Next").map(str::to_owned);
    let end = fields.boolean("End").unwrap_or(false);
    match (next, end) {
        (Some(next), false) => Some(Next::State(next)),
        (None, true) => Some(Next::End),
        _ => {
            fields.note("Exactly one of the fields [Next, End] is required");
            None
        }
    }
}
