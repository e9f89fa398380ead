//! The fields around a state's work in JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath and
//! Assign.

use serde_json::Value;

use super::{Assign, Assigned, DataPath, Fault, Frame, ReferencePath, Template, read_path};
use crate::states::{data::Data, failure::names, query::Context};

/// What happens to data on its way into and out of a state.
#[derive(Debug, Clone, PartialEq)]
pub struct PathIo {
    /// Chooses from the raw input; `None` (JSON null) is an empty object.
    pub input_path: Option<DataPath>,
    /// Builds the effective input.
    pub parameters: Option<Template>,
    /// Builds the result from what the state's work gave.
    pub result_selector: Option<Template>,
    /// Where the result goes in the raw input; `None` (JSON null) drops it.
    pub result_path: Option<ReferencePath>,
    /// Chooses the output; `None` (JSON null) is an empty object.
    pub output_path: Option<DataPath>,
    /// Variables; `$` is the result, before ResultPath (recorded on AWS 2024).
    pub assign: Option<Assign>,
}

impl PathIo {
    /// The raw input after InputPath; what passes whole keeps its text.
    ///
    /// # Errors
    /// [`Fault`] if the path leads nowhere.
    pub fn select(&self, raw: &Data, context: &Context) -> Result<Data, Fault> {
        let selected = choose(self.input_path.as_ref(), raw, context)?;
        context.note("afterInputPath", &selected);
        Ok(selected)
    }

    /// The effective input: InputPath, then Parameters.
    ///
    /// # Errors
    /// [`Fault`] if something is not there.
    pub fn effective_input(&self, raw: &Data, context: &Context) -> Result<Data, Fault> {
        let selected = self.select(raw, context)?;
        let input = apply(self.parameters.as_ref(), selected, context)?;
        context.note("afterParameters", &input);
        Ok(input)
    }

    /// The output by ResultSelector, ResultPath and OutputPath, and what is assigned.
    ///
    /// # Errors
    /// [`Fault`] if something is not there, or the result does not fit into the input.
    pub fn finish(&self, raw: &Data, result: Data, context: &Context) -> Result<(Data, Assigned), Fault> {
        let result = apply(self.result_selector.as_ref(), result, context)?;
        context.note("afterResultSelector", &result);
        let assigned = match &self.assign {
            None => Assigned::new(),
            Some(assign) => assign.in_frame(Frame {
                input: result.value(),
                context,
            })?,
        };
        let placed = place(self.result_path.as_ref(), raw, result)?;
        context.note("afterResultPath", &placed);
        Ok((choose(self.output_path.as_ref(), &placed, context)?, assigned))
    }
}

/// Puts a result into the input, by a state's or a catcher's ResultPath.
fn place(path: Option<&ReferencePath>, raw: &Data, result: Data) -> Result<Data, Fault> {
    match path {
        None => Ok(raw.clone()),
        Some(path) if path.is_root() => Ok(result),
        Some(path) => path
            .write(raw.value().clone(), result.value().clone())
            .map(Data::from)
            .map_err(|(step, met)| Fault {
                error: names::RESULT_PATH_MATCH_FAILURE,
                message: format!("Unable to apply step \"{step}\" to input {met}"),
                location: None,
            }),
    }
}

fn choose(path: Option<&DataPath>, data: &Data, context: &Context) -> Result<Data, Fault> {
    match path {
        None => Ok(Data::empty()),
        Some(path) if path.is_whole_input() => Ok(data.clone()),
        Some(path) => {
            let frame = Frame {
                input: data.value(),
                context,
            };
            Ok(Data::from(read_path(path, frame)?.into_owned()))
        }
    }
}

fn apply(template: Option<&Template>, data: Data, context: &Context) -> Result<Data, Fault> {
    let Some(template) = template else {
        return Ok(data);
    };
    let value: Value = template.render(Frame {
        input: data.value(),
        context,
    })?;
    Ok(Data::from(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plain() -> PathIo {
        PathIo {
            input_path: DataPath::parse("$"),
            parameters: None,
            result_selector: None,
            result_path: ReferencePath::parse("$"),
            output_path: DataPath::parse("$"),
            assign: None,
        }
    }

    #[test]
    fn what_passes_through_keeps_its_text() {
        let context = Context::for_tests();
        let raw = Data::parse("{ \"a\" : 1 }").unwrap();
        let input = plain().effective_input(&raw, &context).unwrap();
        let (output, _) = plain().finish(&raw, input, &context).unwrap();
        assert_eq!(output.text(), raw.text());
    }

    #[test]
    fn null_paths() {
        let context = Context::for_tests();
        let raw = Data::parse("{ \"a\" : 1 }").unwrap();
        let io = PathIo {
            input_path: None,
            result_path: None,
            ..plain()
        };
        assert_eq!(io.effective_input(&raw, &context), Ok(Data::empty()));
        // A dropped result leaves the raw input, as it came.
        assert_eq!(
            io.finish(&raw, json!(2).into(), &context).unwrap().0.text(),
            raw.text()
        );
        let io = PathIo {
            output_path: None,
            ..plain()
        };
        assert_eq!(io.finish(&raw, raw.clone(), &context).unwrap().0, Data::empty());
    }

    #[test]
    fn a_result_that_does_not_fit_fails() {
        let io = PathIo {
            result_path: ReferencePath::parse("$.a.b"),
            ..plain()
        };
        let raw = Data::parse("{\"a\":1}").unwrap();
        let fault = io
            .finish(&raw, json!(2).into(), &Context::for_tests())
            .unwrap_err();
        assert_eq!(fault.error, "States.ResultPathMatchFailure");
    }
}
