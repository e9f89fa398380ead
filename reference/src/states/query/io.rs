//! What surrounds a state's work, in the query language of the state.

use super::{Assign, Assigned, Fault, JsonataTemplate, PathIo, States};
use crate::states::{data::Data, query::Context};

/// What happens to data on its way into and out of a state.
#[derive(Debug, Clone, PartialEq)]
pub enum Io {
    /// InputPath to OutputPath.
    JsonPath(Box<PathIo>),
    /// Arguments and Output.
    Jsonata(Box<JsonataIo>),
}

/// The fields around a state's work in JSONata.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonataIo {
    /// `Arguments`; without it the input goes to the work.
    pub arguments: Option<JsonataTemplate>,
    /// `Output`, with its place in the state; without it what the work gave goes on.
    pub output: Option<(String, JsonataTemplate)>,
    /// `Assign`
    pub assign: Option<Assign>,
    /// What of `$states` the work has made.
    pub provides: Provides,
}

/// What expressions see of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provides {
    /// There is no work: Pass, Wait, Choice, Succeed.
    Nothing,
    /// `$states.result`: Task, Parallel, Map.
    Result,
    /// `$states.errorOutput`: a Catch.
    ErrorOutput,
}

impl Io {
    /// The raw input after InputPath; what passes whole keeps its text.
    ///
    /// # Errors
    /// [`Fault`] if the path leads nowhere.
    pub fn select(&self, raw: &Data, context: &Context) -> Result<Data, Fault> {
        match self {
            Self::JsonPath(io) => io.select(raw, context),
            Self::Jsonata(_) => Ok(raw.clone()),
        }
    }

    /// The effective input: InputPath and Parameters, or Arguments.
    ///
    /// # Errors
    /// [`Fault`] if something is not there.
    pub fn effective_input(&self, raw: &Data, context: &Context) -> Result<Data, Fault> {
        match self {
            Self::JsonPath(io) => io.effective_input(raw, context),
            Self::Jsonata(io) => match &io.arguments {
                None => Ok(raw.clone()),
                Some(arguments) => {
                    let rendered = arguments.render("Arguments", States::before(raw, context))?;
                    let arguments = Data::from(rendered);
                    context.note("afterArguments", &arguments);
                    Ok(arguments)
                }
            },
        }
    }

    /// The output and what is assigned. Both see the variables as they were before.
    ///
    /// # Errors
    /// [`Fault`] if something is not there.
    pub fn finish(&self, raw: &Data, result: Data, context: &Context) -> Result<(Data, Assigned), Fault> {
        match self {
            Self::JsonPath(io) => io.finish(raw, result, context),
            Self::Jsonata(io) => io.finish(raw, result, context),
        }
    }
}

impl JsonataIo {
    fn finish(&self, raw: &Data, result: Data, context: &Context) -> Result<(Data, Assigned), Fault> {
        let seen = |provides| (self.provides == provides).then_some(&result);
        let states = States {
            input: raw,
            result: seen(Provides::Result),
            error_output: seen(Provides::ErrorOutput),
            context,
        };
        let assigned = match &self.assign {
            None => Assigned::new(),
            Some(assign) => assign.in_states(states)?,
        };
        let output = match &self.output {
            None => None,
            Some((place, template)) => Some(template.render(place, states)?.into()),
        };
        Ok((output.unwrap_or(result), assigned))
    }
}
