//! Deleting what a ledger holds.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use tokio::time::{Instant, timeout_at};

use super::Ledger;
use super::ledger::{Kind, Resource};
use super::roles::POLICY;
use super::usage_plan::{api_keys, delete_usage_plan, usage_plans};
use crate::target::{CallError, Target};

/// Deletions in flight at once.
const AT_ONCE: usize = 8;
/// Pages of HTTP APIs at most; an account may have 600 APIs.
const PAGES: usize = 100;
/// What a teardown may take whatever it has to delete, before patience.
const LEAST: Duration = Duration::from_secs(30);

/// How a teardown ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teardown {
    /// Resources that were created.
    pub created: usize,
    /// Resources that are gone.
    pub deleted: usize,
    /// Resources that are still there, each with the reason.
    pub left: Vec<(Resource, String)>,
    /// The ledger to sweep later, if something is left.
    pub ledger: Option<PathBuf>,
}

impl std::fmt::Display for Teardown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "created {}, deleted {}, left {}",
            self.created,
            self.deleted,
            self.left.len()
        )?;
        match &self.ledger {
            Some(ledger) => write!(
                f,
                "; `apigw-conformance sweep {}` deletes the rest",
                ledger.display()
            ),
            None => Ok(()),
        }
    }
}

/// Deletes everything that a ledger holds and removes the ledger when nothing is left. Ends soon if the
/// target is gone.
pub(super) async fn delete_all(target: &Arc<Target>, ledger: &Ledger) -> Teardown {
    let todo = ledger.left();
    let end = Instant::now() + limit(target, &todo);
    let mut left = Vec::new();
    // A stage in a usage plan cannot be deleted; users of roles and writers of logs go before these. Kinds of one step
    // go together.
    for step in [
        &[Kind::UsagePlan, Kind::ApiKey][..],
        &[Kind::RestApi, Kind::HttpApi, Kind::StateMachine, Kind::Function][..],
        &[Kind::LogGroup, Kind::Role][..],
    ] {
        let (kinds, mut gone) = (step, None::<String>);
        let of_step = todo.iter().filter(|(resource, _)| kinds.contains(&resource.kind));
        let mut deletions = stream::iter(of_step)
            .map(|(resource, id)| async move {
                let deletion = delete(target, resource, id.as_deref());
                (resource, timeout_at(end, deletion).await)
            })
            .buffer_unordered(AT_ONCE);
        let mut ended = Vec::new();
        while let Some((resource, result)) = deletions.next().await {
            ended.push(resource);
            let reason = match result {
                Ok(Ok(())) => match ledger.deleted(resource) {
                    Ok(()) => continue,
                    Err(error) => error.to_string(),
                },
                Ok(Err(error)) => {
                    if matches!(error, CallError::Gone { .. }) {
                        gone = Some(error.to_string());
                    }
                    error.to_string()
                }
                Err(_) => "there was no time left".to_owned(),
            };
            left.push((resource.clone(), reason));
            if gone.is_some() {
                break;
            }
        }
        drop(deletions);
        if let Some(reason) = gone {
            // Nothing else can be deleted from a target that is gone.
            let seen: Vec<_> = left.iter().map(|(resource, _)| resource.clone()).collect();
            let rest = ledger.left().into_iter().map(|(resource, _)| resource);
            left.extend(
                rest.filter(|resource| !seen.contains(resource))
                    .map(|resource| (resource, reason.clone())),
            );
            break;
        }
    }
    if target.description.disposable {
        // What could not be deleted vanishes with the target, which its owner removes next.
        left.clear();
    }
    let created = ledger.created_count();
    let ledger_left = if left.is_empty() {
        // A file that cannot be removed says itself that nothing is left.
        let _ = ledger.remove_file();
        None
    } else {
        ledger.path().map(PathBuf::from)
    };
    Teardown {
        created,
        deleted: created - left.len().min(created),
        left,
        ledger: ledger_left,
    }
}

/// Long enough for the target's pace.
fn limit(target: &Target, todo: &[(Resource, Option<String>)]) -> Duration {
    let limits = &target.description.limits;
    let paced = |kind: Kind, operation: &str| {
        let pace = limits.pace.get(operation).copied().unwrap_or_default();
        let number = todo.iter().filter(|(resource, _)| resource.kind == kind).count();
        pace.saturating_mul(u32::try_from(number).unwrap_or(u32::MAX))
    };
    let each = Duration::from_millis(200) * u32::try_from(todo.len()).unwrap_or(u32::MAX);
    limits
        .window(LEAST)
        .saturating_add(paced(Kind::RestApi, "DeleteRestApi"))
        .saturating_add(paced(Kind::HttpApi, "DeleteApi"))
        .saturating_add(paced(Kind::UsagePlan, "UpdateUsagePlan"))
        .saturating_add(each)
}

/// Deletes one resource; that it does not exist is fine.
async fn delete(target: &Target, resource: &Resource, id: Option<&str>) -> Result<(), CallError> {
    let (clients, name) = (&target.clients, &resource.name);
    let deleted = match resource.kind {
        Kind::UsagePlan => return delete_usage_plans(target, name, id).await,
        Kind::ApiKey => return delete_api_keys(target, name, id).await,
        Kind::RestApi => return delete_rest_apis(target, name, id).await,
        Kind::HttpApi => return delete_http_apis(target, name, id).await,
        Kind::StateMachine => {
            let arn = id.map_or_else(
                || {
                    format!(
                        "arn:aws:states:{}:{}:stateMachine:{name}",
                        target.region, target.account
                    )
                },
                str::to_owned,
            );
            let call = clients.states.delete_state_machine().state_machine_arn(arn);
            target.call("DeleteStateMachine", call.send()).await.map(|_| ())
        }
        Kind::Function => {
            let call = clients.lambda.delete_function().function_name(name);
            target.call("DeleteFunction", call.send()).await.map(|_| ())
        }
        Kind::LogGroup => {
            let call = clients.logs.delete_log_group().log_group_name(name);
            target.call("DeleteLogGroup", call.send()).await.map(|_| ())
        }
        Kind::Role => {
            // A role with a policy cannot be deleted.
            let call = clients
                .iam
                .delete_role_policy()
                .role_name(name)
                .policy_name(POLICY);
            absent_is_fine(target.call("DeleteRolePolicy", call.send()).await.map(|_| ()))?;
            target
                .call("DeleteRole", clients.iam.delete_role().role_name(name).send())
                .await
                .map(|_| ())
        }
    };
    absent_is_fine(deleted)
}

/// An API's id is known only from the answer to its creation. Where that was lost, its name is looked for;
/// an attempt that was repeated may have created two.
async fn delete_rest_apis(target: &Target, name: &str, id: Option<&str>) -> Result<(), CallError> {
    let ids = match id {
        Some(id) => vec![id.to_owned()],
        None => named(rest_apis(target).await?, name),
    };
    for id in ids {
        let call = target.clients.apigateway.delete_rest_api().rest_api_id(id);
        absent_is_fine(target.call("DeleteRestApi", call.send()).await.map(|_| ()))?;
    }
    Ok(())
}

/// As [`delete_rest_apis`].
async fn delete_usage_plans(target: &Target, name: &str, id: Option<&str>) -> Result<(), CallError> {
    let ids = match id {
        Some(id) => vec![id.to_owned()],
        None => named(usage_plans(target).await?, name),
    };
    for id in ids {
        absent_is_fine(delete_usage_plan(target, &id).await)?;
    }
    Ok(())
}

/// As [`delete_rest_apis`].
async fn delete_api_keys(target: &Target, name: &str, id: Option<&str>) -> Result<(), CallError> {
    let ids = match id {
        Some(id) => vec![id.to_owned()],
        None => named(api_keys(target).await?, name),
    };
    for id in ids {
        let call = target.clients.apigateway.delete_api_key().api_key(id);
        absent_is_fine(target.call("DeleteApiKey", call.send()).await.map(|_| ()))?;
    }
    Ok(())
}

/// As [`delete_rest_apis`].
async fn delete_http_apis(target: &Target, name: &str, id: Option<&str>) -> Result<(), CallError> {
    let ids = match id {
        Some(id) => vec![id.to_owned()],
        None => named(http_apis(target).await?, name),
    };
    for id in ids {
        let call = target.clients.apigatewayv2.delete_api().api_id(id);
        absent_is_fine(target.call("DeleteApi", call.send()).await.map(|_| ()))?;
    }
    Ok(())
}

/// The ids that belong to a name.
fn named(apis: Vec<(String, String)>, name: &str) -> Vec<String> {
    let found = apis.into_iter().filter(|(found, _)| found == name);
    found.map(|(_, id)| id).collect()
}

/// Names and ids of all HTTP APIs.
pub(super) async fn http_apis(target: &Target) -> Result<Vec<(String, String)>, CallError> {
    let (mut found, mut next) = (Vec::new(), None);
    // The SDK has no paginator for it; a target that gives the same token for ever must not hold us.
    for _ in 0..PAGES {
        let page = target
            .clients
            .apigatewayv2
            .get_apis()
            .max_results("100")
            .set_next_token(next.take());
        let page = target.call("GetApis", page.send()).await?;
        let apis = page.items.unwrap_or_default().into_iter();
        found.extend(apis.filter_map(|api| Some((api.name?, api.api_id?))));
        next = page.next_token.filter(|token| !token.is_empty());
        if next.is_none() {
            break;
        }
    }
    Ok(found)
}

/// Names and ids of all REST APIs.
pub(super) async fn rest_apis(target: &Target) -> Result<Vec<(String, String)>, CallError> {
    let pages = target
        .clients
        .apigateway
        .get_rest_apis()
        .limit(500)
        .into_paginator()
        .items()
        .send();
    let found = target
        .call("GetRestApis", pages.collect::<Result<Vec<_>, _>>())
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|api| Some((api.name?, api.id?)))
        .collect())
}

fn absent_is_fine(result: Result<(), CallError>) -> Result<(), CallError> {
    match result {
        Err(error) if error.is_not_found() => Ok(()),
        other => other,
    }
}
