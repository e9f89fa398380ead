//! HTTP/1.1 on loopback.
//!
//! Written here because hyper neither tells nor sends the case of header names, and what a client of a
//! stage sees, to the letter, is what this project is about. Parsing the head is left to `httparse`.
//!
//! Bodies are read whole before a request is handled, as API Gateway does; nothing is streamed.

mod answer;
mod chunked;
mod client;
mod connection;
mod handler;
mod head;
mod listener;

pub use client::{ExchangeError, Peer, exchange};
pub use handler::{Handler, Limits};
pub use listener::Listener;
