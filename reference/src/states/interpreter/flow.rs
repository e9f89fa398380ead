//! Pass, Succeed and Fail.

use super::run::{Left, Step, target};
use crate::states::{
    definition::{Fail, Pass, Succeed, Text},
    failure::Failure,
    query::{Fault, Frame},
};

impl Step<'_> {
    pub(super) fn pass<'s>(&self, pass: &'s Pass) -> Result<Left<'s>, Failure> {
        let result = match &pass.result {
            // Nothing is taken from the input (recorded on AWS 2024, TestState).
            Some(result) => {
                self.context.note("result", result);
                result.clone()
            }
            None => self.effective_input(&pass.body.io)?,
        };
        self.finish(&pass.body.io, result, target(&pass.body.next))
    }

    pub(super) fn succeed<'s>(&self, succeed: &'s Succeed) -> Result<Left<'s>, Failure> {
        let input = self.effective_input(&succeed.io)?;
        self.finish(&succeed.io, input, None)
    }

    /// The failure that a Fail state stands for; what is not said is left out (recorded on AWS 2023).
    pub(super) fn fail(&self, fail: &Fail) -> Failure {
        if !fail.jsonata {
            self.context.note("afterInputPath", self.input);
        }
        let text = |text: &Option<Text>| match text {
            None => Ok(None),
            Some(Text::Literal(text)) => Ok(Some(text.clone())),
            Some(Text::Jsonata(field, expression)) => {
                let value = expression.evaluate_to("string", field, self.states())?;
                Ok(value.as_str().map(str::to_owned))
            }
            Some(Text::Computed(field, expression)) => {
                let frame = Frame {
                    input: self.input.value(),
                    context: &self.context,
                };
                match expression.evaluate(field, frame)? {
                    serde_json::Value::String(text) => Ok(Some(text)),
                    other => Err(Fault::runtime(format!(
                        "The value of the field '{field}' must be a string but was: {other}"
                    ))),
                }
            }
        };
        match text(&fail.error).and_then(|error| Ok((error, text(&fail.cause)?))) {
            Ok((error, cause)) => Failure {
                error,
                cause,
                ..Failure::default()
            },
            Err(fault) => self.failure(fault),
        }
    }
}
