//! The operations of the Lambda API, a file per kind of resource.

pub(super) mod aliases;
pub(super) mod concurrency;
pub(super) mod event_configs;
pub(super) mod function_urls;
pub(super) mod functions;
pub(super) mod invocations;
pub(super) mod permissions;
pub(super) mod tags;
pub(super) mod versions;
