//! Choice.

use super::run::{Left, Step};
use crate::states::{
    definition::Choice,
    failure::Failure,
    query::{Fault, Frame},
};

impl Step<'_> {
    pub(super) fn choice<'s>(&self, choice: &'s Choice) -> Result<Left<'s>, Failure> {
        let input = self.effective_input(&choice.io)?;
        let next = {
            let frame = Frame {
                input: input.value(),
                context: &self.context,
            };
            let mut chosen = None;
            for (condition, next) in &choice.choices {
                if condition.holds(frame).map_err(|fault| self.failure(fault))? {
                    chosen = Some(next.as_str());
                    break;
                }
            }
            chosen.or(choice.default.as_deref())
        };
        let Some(next) = next else {
            return Err(self.failure(Fault {
                error: crate::states::failure::names::NO_CHOICE_MATCHED,
                message: "Failed to transition out of the state. The state does not point to a next state."
                    .to_owned(),
            }));
        };
        Ok((self.output(&choice.io, input)?, Some(next)))
    }
}
