//! The policy of an API: who may call which of its methods
//! (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html).

use super::authorizer::INVOKE;
use crate::policy::{Decision, Document, Facts};

/// An API's policy, with whole ARNs.
#[derive(Debug, Clone)]
pub struct ResourcePolicy(pub Document);

impl ResourcePolicy {
    /// What it says about somebody who does not sign and calls a method.
    #[must_use]
    pub fn decide(&self, method_arn: &str, facts: &Facts) -> Decision {
        self.0.decide_for_anyone(INVOKE, method_arn, facts)
    }
}

/// What is known of a call from the internet to a public endpoint, for the conditions of policies: no VPC lies
/// between.
#[must_use]
pub fn facts(source_ip: Option<&str>, user_agent: Option<&str>, referer: Option<&str>) -> Facts {
    Facts::default()
        .with("aws:SourceIp", source_ip)
        .with("aws:UserAgent", user_agent)
        .with("aws:Referer", referer)
        .with("aws:SecureTransport", Some("true"))
        .with("aws:SourceVpc", None)
        .with("aws:SourceVpce", None)
        .with("aws:VpcSourceIp", None)
}
