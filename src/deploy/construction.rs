//! An API under construction, of either kind.

use std::sync::Arc;

use super::DeployError;
use super::context::Context;
use super::site::{Plan, Site};

/// An API that systems are put into before it is deployed.
pub(super) trait Construction: Sized + Send + Sync + 'static {
    /// What a system describes of it.
    type Api: Send + Sync + 'static;

    /// Creates an API: that of one system alone, with all that belongs to a whole API, or one to be shared.
    fn create(
        context: &Arc<Context>,
        name: &str,
        alone: Option<&Plan<Self::Api>>,
    ) -> impl Future<Output = Result<Self, DeployError>> + Send;

    /// Builds a system's part.
    fn build(&self, plan: &Plan<Self::Api>) -> impl Future<Output = Result<(), BuildError>> + Send;

    /// Makes a snapshot of everything and waits until it is served. `number` counts the API's deployments.
    fn deploy(&self, number: usize) -> impl Future<Output = Result<(), DeployError>> + Send;

    /// What happens to an API of one system alone once it is deployed.
    fn complete(&self, plan: &Plan<Self::Api>) -> impl Future<Output = Result<(), DeployError>> + Send;

    /// How much a system takes of what one API may hold.
    fn size(plan: &Plan<Self::Api>) -> usize;

    /// Where a system stands in it.
    fn site(&self, plan: &Plan<Self::Api>) -> Site;
}

/// A system that could not be built.
#[derive(Debug)]
pub(super) struct BuildError {
    pub(super) error: DeployError,
    /// Whether nothing is left of it that would spoil a deployment for the others.
    pub(super) clean: bool,
}
