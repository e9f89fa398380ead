//! How to reach an implementation, what it offers and what is known to fail.
//!
//! A target is described by a small file ([`Description`]): the built-in ones are `reference`,
//! `localstack`, `aws` and `endpoint`, others stand in `targets/NAME.toml`. [`RunningTarget::start`]
//! starts or reaches it. Nothing outside this room knows one target from another.

mod access;
mod call;
mod choice;
mod clients;
mod container;
mod description;
mod docker;
mod invoke_url;
mod limits;
mod pace;
mod reference;
mod running;

pub use call::{CallError, outcome};
pub use choice::{Choice, ChoiceError};
pub use clients::Clients;
pub use description::{
    About, CAPABILITIES, Container, Description, DescriptionError, KnownFailures, NotOffered, Reach,
};
pub use docker::DockerError;
pub use invoke_url::{InvokeForm, InvokeUrl};
pub use limits::Limits;
pub use running::{RunningTarget, StartError, Target};
