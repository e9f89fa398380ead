//! What all states have in common.

use super::{Choice, Fail, Fields, MachineType, Map, Parallel, Pass, Succeed, Task, Wait, machine::language};
use crate::states::query::{
    Assign, Io, JsonataIo, PathIo, Provides, QueryLanguage, ReferencePath, is_variable_name,
};

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
    "Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map",
];

impl State {
    pub(super) fn read(mut fields: Fields<'_>, kind: MachineType) -> Option<Self> {
        fields.require(&["Type"]);
        let name = fields.string("Type")?;
        // A Map's or Parallel's own language is not that of the states in it, so the machine's is passed on.
        let of_machine = fields.language;
        if let Some(own) = language(&mut fields) {
            if of_machine == QueryLanguage::Jsonata && own == QueryLanguage::JsonPath {
                // Recorded on AWS 2025.
                fields.note(
                    "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                );
                return None;
            }
            fields.language = own;
        }
        let scope = Scope { kind, of_machine };
        let state = match name {
            "Pass" => Pass::read(&mut fields).map(Self::Pass),
            "Task" => Task::read(&mut fields, kind).map(|task| Self::Task(Box::new(task))),
            "Choice" => Choice::read(&mut fields).map(Self::Choice),
            "Wait" => Wait::read(&mut fields).map(Self::Wait),
            "Succeed" => Some(Self::Succeed(Succeed::read(&mut fields))),
            "Fail" => Fail::read(&mut fields).map(Self::Fail),
            "Parallel" => Parallel::read(&mut fields, scope).map(|state| Self::Parallel(Box::new(state))),
            "Map" => Map::read(&mut fields, scope).map(|state| Self::Map(Box::new(state))),
            _ => {
                fields.note_not_one_of("Type", &TYPES);
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

/// What a state's workflows inherit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    pub(super) kind: MachineType,
    pub(super) of_machine: QueryLanguage,
}

/// Which of the input and output fields a type of state has besides InputPath, OutputPath and Output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Has {
    /// Parameters or Arguments.
    pub(super) parameters: bool,
    pub(super) result_selector: bool,
    pub(super) result_path: bool,
    pub(super) assign: bool,
    pub(super) provides: Provides,
}

impl Default for Has {
    fn default() -> Self {
        Self {
            parameters: false,
            result_selector: false,
            result_path: false,
            assign: true,
            provides: Provides::Nothing,
        }
    }
}

pub(super) fn io(fields: &mut Fields<'_>, has: Has) -> Io {
    let assign = has.assign.then(|| assign(fields, "")).flatten();
    if fields.language == QueryLanguage::Jsonata {
        let arguments = has.parameters && has.provides == Provides::Result;
        return Io::Jsonata(Box::new(JsonataIo {
            arguments: arguments.then(|| fields.jsonata("Arguments")).flatten(),
            output: fields
                .jsonata("Output")
                .map(|template| ("Output".to_owned(), template)),
            assign,
            provides: has.provides,
        }));
    }
    Io::JsonPath(Box::new(PathIo {
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
            ReferencePath::parse("$")
        },
        assign,
    }))
}

/// Assign; `within` is the place of the object that has it, in the state.
pub(super) fn assign(fields: &mut Fields<'_>, within: &str) -> Option<Assign> {
    let members = fields.raw("Assign")?;
    let Some(members) = members.as_object() else {
        fields.note_field("Assign", "Expected value of type Object");
        return None;
    };
    let jsonata = fields.language == QueryLanguage::Jsonata;
    for name in members.keys() {
        let bare = if jsonata {
            name
        } else {
            name.strip_suffix(".$").unwrap_or(name)
        };
        if !is_variable_name(bare) {
            fields.note_field("Assign", format!("'{bare}' is not a valid variable name"));
        }
    }
    if jsonata {
        let template = fields.jsonata("Assign")?;
        Some(Assign::Jsonata(format!("{within}Assign"), template))
    } else {
        fields.template("Assign").map(Assign::JsonPath)
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
