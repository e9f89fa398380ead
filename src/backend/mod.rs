//! Servers of the suite itself, for facts that no stage of the target can show: answers that are too long or break
//! off, certificates that do not fit, an OpenID Connect issuer.
//!
//! They listen on 127.0.0.1 only, so that a target needs the capability `loopback-backends`: it runs on this machine
//! and in no container. Each starts when a scenario first asks for it, once per run, and ends with the run.

mod answer;
mod backends;
mod certificate;
mod issuer;
mod server;
mod token;

pub use backends::{BackendError, Backends};
pub use token::{Signing, Token};
