//! How other rooms ask what a role may do.

/// Why a role may not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The role's trust policy does not name the service.
    #[error("assume role {role}: it does not trust {principal}")]
    NotAssumable {
        /// The role's ARN.
        role: String,
        /// The service that asked, for example `apigateway.amazonaws.com`.
        principal: String,
    },
    /// No policy of the role allows the action, or one denies it.
    #[error("perform {action} on {resource} as {role}: not allowed")]
    NotAllowed {
        /// The role's ARN.
        role: String,
        /// For example `states:StartExecution`.
        action: String,
        /// The ARN acted upon.
        resource: String,
    },
}

/// Decides what a service may do with a role.
pub trait Authority: Send + Sync {
    /// Whether `principal` (a service, `apigateway.amazonaws.com`) may assume `role` and, with it,
    /// perform `action` on `resource`.
    ///
    /// # Errors
    /// [`Denied`] says which of the two failed.
    fn authorize(&self, role: &str, principal: &str, action: &str, resource: &str) -> Result<(), Denied>;
}
