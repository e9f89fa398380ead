//! Step Functions as its clients see it, with functions, logs and permissions that are faked.

mod activities;
mod api;
mod definitions;
mod events;
mod express;
mod fakes;
mod gateway;
mod jsonata;
mod language;
mod map_runs;
mod redrive;
mod requests;
mod robustness;
mod tasks;
mod trials;
mod variables;
