//! The data plane: what a client of a deployed stage meets.

mod integration;

pub use integration::{Call, Integration, IntegrationError, Target};
