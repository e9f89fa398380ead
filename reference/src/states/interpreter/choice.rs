//! Choice.

use super::run::{Left, Step};
use crate::states::{
    definition::Choice,
    failure::{Failure, names},
    query::{Fault, Frame},
};

impl Step<'_> {
    pub(super) fn choice<'s>(&self, choice: &'s Choice) -> Result<Left<'s>, Failure> {
        let input = self.effective_input(&choice.io)?;
        let frame = Frame {
            input: input.value(),
            context: &self.context,
        };
        let mut chosen = None;
        for rule in &choice.choices {
            let holds = rule.condition.holds(frame, self.states());
            if holds.map_err(|fault| self.failure(fault))? {
                chosen = Some((rule.next.as_str(), &rule.io));
                break;
            }
        }
        let default = choice.default.as_deref().map(|next| (next, &choice.io));
        let Some((next, io)) = chosen.or(default) else {
            return Err(self.failure(Fault {
                error: names::NO_CHOICE_MATCHED,
                message: "Failed to transition out of the state. The state does not point to a next state."
                    .to_owned(),
                location: None,
            }));
        };
        self.finish(io, input, Some(next))
    }
}
