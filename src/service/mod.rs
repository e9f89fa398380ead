//! Calls of a service's own API that are a scenario's subject: sent and signed by the SDK, which a client of AWS
//! uses as well, and kept as exchanges, exactly as they crossed the wire.

mod lambda;
mod recorder;

pub use lambda::{Invoke, NewStatement, add_permission, get_policy, invoke, remove_permission};
