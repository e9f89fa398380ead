//! Evidence first; every other report is derived from it.
//!
//! A run is a stream of [`Event`]s. The [`Reporter`] takes secrets and account ids out of each and hands it to
//! its sinks: [`Evidence`], [`Console`], [`Junit`].

mod console;
mod event;
mod evidence;
mod failure;
mod junit;
mod look;
mod reporter;
#[cfg(test)]
mod sample;
mod summary;

pub use console::Console;
pub use event::{Event, Resources, RunFinished, RunStarted, ScenarioFinished};
pub use evidence::Evidence;
pub use junit::Junit;
pub use look::Look;
pub use reporter::{Reporter, Sink};
