//! Evidence of runs becomes pages about implementations: `docs/results/`.
//!
//! A [`Run`] is read from a file of evidence. Its [`Standing`] says of every requirement whether it is met; the
//! [`page`](page()) of an implementation and the [`comparison`](comparison()) of several are Markdown. What is said
//! by hand comes from the target's file ([`About`](crate::target::About)) and its list of known failures.

mod clause;
mod comparison;
mod markdown;
mod page;
mod run;
mod standing;
#[cfg(test)]
mod testing;

pub use comparison::{IncomparableRuns, comparison, insert};
pub use page::page;
pub use run::{Run, UnreadableRun};
pub use standing::{Standing, State};
