//! Deleting what earlier runs left.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::access_log;
use super::ledger::{Kind, Place, Resource};
use super::names::PREFIX;
use super::teardown::{delete_all, http_apis, rest_apis};
use super::usage_plan::{api_keys, usage_plans};
use super::{Ledger, LedgerError, Run, Teardown};
use crate::target::{CallError, Target};

/// Why nothing was swept. Texts fit "failed to {error}".
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The ledger's resources stand elsewhere.
    #[error("sweep here: the ledger's resources stand in {theirs}, this is {here}")]
    Elsewhere {
        /// Where they stand.
        theirs: String,
        /// Where we are.
        here: String,
    },
    /// What is there cannot be listed.
    #[error(transparent)]
    Call(#[from] CallError),
}

/// Deletes what a ledger still holds.
///
/// # Errors
/// [`SweepError`]; nothing was deleted then.
pub async fn sweep_ledger(target: &Arc<Target>, path: &Path) -> Result<Teardown, SweepError> {
    let ledger = Ledger::open(path)?;
    let theirs = place_text(ledger.place());
    let here = place_text(&here(target));
    if theirs != here {
        return Err(SweepError::Elsewhere { theirs, here });
    }
    Ok(delete_all(target, &ledger).await)
}

/// Deletes everything on the target whose name says that a run older than `age` created it.
///
/// # Errors
/// [`SweepError::Call`] if the target does not list what it has.
pub async fn sweep_leftovers(target: &Arc<Target>, age: Duration) -> Result<Teardown, SweepError> {
    let before = SystemTime::now()
        .checked_sub(age)
        .unwrap_or(SystemTime::UNIX_EPOCH);
    let found = leftovers(target).await?;
    let old = found
        .into_iter()
        .filter(|(resource, _)| Run::of(&resource.name).is_some_and(|run| run.started() < before));
    Ok(delete_all(target, &Ledger::of_found(here(target), old)).await)
}

/// Everything with a name of ours, with ids where these are needed.
async fn leftovers(target: &Target) -> Result<Vec<(Resource, Option<String>)>, CallError> {
    let clients = &target.clients;
    let mut found = Vec::new();
    let mut ours = |kind: Kind, name: String, id: Option<String>| {
        if Run::of(&name).is_some() {
            found.push((kind.named(name), id));
        }
    };
    for (name, id) in rest_apis(target).await? {
        ours(Kind::RestApi, name, Some(id));
    }
    match http_apis(target).await {
        Ok(apis) => apis
            .into_iter()
            .for_each(|(name, id)| ours(Kind::HttpApi, name, Some(id))),
        // An implementation that knows no HTTP APIs has none of ours. AWS itself knows them.
        Err(CallError::Refused { .. }) if target.endpoint.is_some() => {}
        Err(error) => return Err(error),
    }
    // An implementation that knows neither has none of ours.
    match usage_plans(target).await {
        Ok(plans) => plans
            .into_iter()
            .for_each(|(name, id)| ours(Kind::UsagePlan, name, Some(id))),
        Err(CallError::Refused { .. }) if target.endpoint.is_some() => {}
        Err(error) => return Err(error),
    }
    match api_keys(target).await {
        Ok(keys) => keys
            .into_iter()
            .for_each(|(name, id)| ours(Kind::ApiKey, name, Some(id))),
        Err(CallError::Refused { .. }) if target.endpoint.is_some() => {}
        Err(error) => return Err(error),
    }
    let machines = clients
        .states
        .list_state_machines()
        .into_paginator()
        .items()
        .send();
    for machine in target
        .call("ListStateMachines", machines.collect::<Result<Vec<_>, _>>())
        .await?
    {
        ours(Kind::StateMachine, machine.name, Some(machine.state_machine_arn));
    }
    let functions = clients.lambda.list_functions().into_paginator().items().send();
    for function in target
        .call("ListFunctions", functions.collect::<Result<Vec<_>, _>>())
        .await?
    {
        ours(Kind::Function, function.function_name.unwrap_or_default(), None);
    }
    for prefix in ["/aws/lambda/", "/aws/vendedlogs/states/", access_log::PREFIX] {
        let prefix = format!("{prefix}{PREFIX}");
        let groups = clients
            .logs
            .describe_log_groups()
            .log_group_name_prefix(prefix)
            .into_paginator()
            .items()
            .send();
        for group in target
            .call("DescribeLogGroups", groups.collect::<Result<Vec<_>, _>>())
            .await?
        {
            ours(Kind::LogGroup, group.log_group_name.unwrap_or_default(), None);
        }
    }
    let roles = clients.iam.list_roles().into_paginator().items().send();
    for role in target
        .call("ListRoles", roles.collect::<Result<Vec<_>, _>>())
        .await?
    {
        ours(Kind::Role, role.role_name, None);
    }
    Ok(found)
}

/// The place of no run in particular.
fn here(target: &Target) -> Place {
    Place {
        run: String::new(),
        target: target.description.name.clone(),
        endpoint: target.endpoint.clone(),
        account: target.account.clone(),
        region: target.region.clone(),
    }
}

fn place_text(place: &Place) -> String {
    let at = place.endpoint.as_deref().unwrap_or("AWS");
    format!("account {} and region {} at {at}", place.account, place.region)
}
