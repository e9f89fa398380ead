//! Features read as data: requirements, levels, sources; selection; lint.
//!
//! A [`Catalogue`] exists only when every feature is sound, so whoever holds one need not check again.

mod finding;
mod keyword;
mod lint;
mod listing;
mod near;
mod outline;
mod parse;
mod read;
mod requirement;
mod scenario;
mod select;
#[cfg(test)]
mod testing;
mod vocabulary;

pub use finding::{Finding, Findings};
pub use listing::listing;
pub use near::nearest;
pub use read::Catalogue;
pub use requirement::{AREAS, Basis, Level, NotALevel, Requirement, Source};
pub use scenario::Scenario;
pub use select::{NotATagExpression, NothingSelected, Selection, TagExpression};
pub use vocabulary::{StepMatch, Vocabulary};
