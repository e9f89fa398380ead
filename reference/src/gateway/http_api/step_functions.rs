//! First-class integrations with Step Functions (developer guide, "Integration subtype reference").

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use bytes::Bytes;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::exchange::Exchange;
use super::expression::{Expression, Seen};
use super::failure::Failure;
use super::lambda::Grant;
use crate::gateway::access_log::IntegrationOutcome;
use crate::gateway::backend_call::{Services, call_service};
use crate::gateway::{Call, Target};
use crate::wire::{Headers, Request, Response};

/// The subtypes that call Step Functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// `StepFunctions-StartExecution`
    StartExecution,
    /// `StepFunctions-StartSyncExecution`
    StartSyncExecution,
    /// `StepFunctions-StopExecution`
    StopExecution,
}

impl Action {
    /// Reads AWS's name of the subtype.
    #[must_use]
    pub fn named(subtype: &str) -> Option<Self> {
        match subtype {
            "StepFunctions-StartExecution" => Some(Self::StartExecution),
            "StepFunctions-StartSyncExecution" => Some(Self::StartSyncExecution),
            "StepFunctions-StopExecution" => Some(Self::StopExecution),
            _ => None,
        }
    }

    /// The parameters that must be there, then those that may; `Region` belongs to every subtype.
    #[must_use]
    pub fn parameters(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::StartExecution => (&["StateMachineArn"], &["Input", "Name", "Region"]),
            Self::StartSyncExecution => (&["StateMachineArn"], &["Input", "Name", "Region", "TraceHeader"]),
            Self::StopExecution => (&["ExecutionArn"], &["Cause", "Error", "Region"]),
        }
    }

    fn operation(self) -> &'static str {
        match self {
            Self::StartExecution => "StartExecution",
            Self::StartSyncExecution => "StartSyncExecution",
            Self::StopExecution => "StopExecution",
        }
    }
}

/// Calls the service and gives its answer with its status, the body unchanged (recorded on AWS 2021-08-25).
///
/// # Errors
/// [`Failure`]: 503 when the time is over, 500 if the role cannot be taken.
pub async fn call(
    services: &Services,
    (action, parameters): (Action, &IndexMap<String, Expression>),
    exchange: &Exchange,
    region: &str,
    grant: Grant,
) -> Result<Response, Failure> {
    let states = services.get("states").ok_or(Failure::InternalServerError)?;
    let seen = Seen {
        exchange,
        response: None,
    };
    let mut input = Map::new();
    let mut region = region.to_owned();
    for (name, value) in parameters {
        match (name.as_str(), value.value(seen)) {
            (_, None) => {}
            ("Region", Some(value)) => region = value,
            (name, Some(value)) => {
                input.insert(member(name), Value::from(value));
            }
        }
    }
    let headers: Headers = [
        ("Content-Type", "application/x-amz-json-1.0"),
        ("X-Amzn-Trace-Id", exchange.ids.trace.as_str()),
    ]
    .into_iter()
    .collect();
    let call = Call {
        target: Target::Action(action.operation().to_owned()),
        request: Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: None,
            headers,
            body: Bytes::from(Value::Object(input).to_string()),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        },
        region,
        source_arn: grant.source_arn,
        credentials: grant.credentials,
    };
    let began = Instant::now();
    let answer = call_service(states, call, grant.limit).await?;
    exchange.integrated(IntegrationOutcome::of(&answer, began.elapsed()));
    Ok(answer)
}

/// `StateMachineArn` is `stateMachineArn` in the service's own API.
fn member(parameter: &str) -> String {
    let mut letters = parameter.chars();
    letters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_become_members() {
        let (required, optional) = Action::StartSyncExecution.parameters();
        let members: Vec<_> = required.iter().chain(optional).map(|name| member(name)).collect();
        assert_eq!(
            members,
            ["stateMachineArn", "input", "name", "region", "traceHeader"]
        );
    }
}
