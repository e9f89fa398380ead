//! Systems become real on a target: planning, calls, ledger, teardown, sweep.
//!
//! A [`Deployer`] takes [`System`](crate::system::System)s from scenarios that run at the same time, packs
//! them into few APIs and deploys these together. Everything is in the [`Ledger`] before it is created;
//! [`Deployer::teardown`] and [`sweep`] delete what a ledger holds.

mod access_log;
mod authorizer;
mod batch;
mod change;
mod changes;
mod construction;
mod context;
mod deployed;
mod deployer;
mod error;
mod function;
mod function_url;
mod gate;
mod http_api;
mod http_authorizer;
mod ledger;
mod method;
mod names;
mod patch;
mod permission;
mod rest_api;
mod roles;
mod served;
mod site;
mod stage;
mod stage_log;
mod stage_settings;
mod state_machine;
mod sweep;
mod teardown;
mod usage_plan;
mod validation;

pub use deployed::{Deployed, DeployedFunction, DeployedMachine};
pub use deployer::{Deployer, Options};
pub use error::DeployError;
pub use ledger::{Ledger, LedgerError, Resource};
pub use names::{Run, RunError};
pub use sweep::{SweepError, sweep_ledger, sweep_leftovers};
pub use teardown::Teardown;
