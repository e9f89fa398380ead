//! Lambda proxy integration: the event a function gets and the response it gives (payload format 1.0).

mod event;
mod response;

pub use event::event;
pub(in crate::gateway) use event::every_header;
pub use response::client_response;
pub(in crate::gateway) use response::scalar;
