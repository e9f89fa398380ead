//! Step Functions as its clients see it, with functions, logs and permissions that are faked.

mod api;
mod definitions;
mod events;
mod express;
mod fakes;
mod gateway;
mod language;
mod robustness;
mod tasks;
