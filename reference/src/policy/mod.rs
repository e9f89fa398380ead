//! Policy documents in the language of IAM: what they say about a request. Pure: who asks, and what becomes of the
//! answer, is others' business (IAM's roles, functions' policies, the access to APIs).

mod conditions;
mod document;
mod facts;
mod ip_range;
mod statement;
mod wildcard;

pub use document::{Document, Malformed};
pub use facts::Facts;
pub use statement::{Decision, Kind};
pub use wildcard::matches;
