//! What is deployed on a target that lacks a part of the control plane.

use apigw_conformance::deploy::DeployError;

use crate::deployment::{deploy_all, proxy, rest_api, synchronous};
use crate::scripted::{Scripted, Seen, refusal};

#[tokio::test]
async fn without_iam_roles_have_names_only() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "CreateRole" => refusal(501, "NotImplemented", "CreateRole"),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let results = deploy_all(&deployer, vec![synchronous(), proxy()]).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let integration =
        |seen: &Seen| seen.what.ends_with("/integration") && seen.body.contains("states:action");
    let seen = server.seen();
    let put = seen
        .iter()
        .find(|seen| integration(seen))
        .expect("an integration");
    let role = put.json()["credentials"].as_str().map(str::to_owned);
    let role = role.expect("a role");
    assert!(
        role.starts_with("arn:aws:iam::111122223333:role/apigw-conformance-"),
        "{role}"
    );
    // Nothing was created, so nothing is to be deleted.
    deployer.teardown().await;
    assert_eq!(server.count("DeleteRole"), 0);
}

#[tokio::test]
async fn without_cloudwatch_logs_machines_keep_no_record() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "CreateLogGroup" => refusal(400, "UnknownOperationException", ""),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let deployed = deployer.deploy(synchronous(), "n0").await.expect("deployed");
    assert_eq!(deployed.machines[0].log_group, None);
    let seen = server.seen();
    let created = seen.iter().find(|seen| seen.what == "CreateStateMachine");
    assert!(created.is_some_and(|seen| seen.json()["loggingConfiguration"].is_null()));
}

#[tokio::test]
async fn without_resource_policies_functions_are_deployed_all_the_same() {
    // A router that knows no such path gives it to S3.
    let server = Scripted::start(|seen| {
        if seen.what.ends_with("/policy") {
            refusal(404, "NoSuchBucket", "The specified bucket does not exist")
        } else {
            None
        }
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let results = deploy_all(&deployer, vec![proxy()]).await;
    assert!(results[0].is_ok(), "{results:?}");
}

#[tokio::test]
async fn what_cannot_be_done_without_is_a_finding_that_names_the_call() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "CreateStateMachine" => refusal(501, "NotImplemented", "not yet"),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let results = deploy_all(&deployer, vec![synchronous(), proxy()]).await;
    let error = results[0].clone().expect_err("refused");
    assert!(error.is_finding());
    assert_eq!(
        error.to_string(),
        "call CreateStateMachine: NotImplemented: not yet"
    );
    assert!(results[1].is_ok(), "{results:?}");
}

#[tokio::test]
async fn throttling_is_no_finding() {
    let server = Scripted::start(|seen| match seen.what.as_str() {
        "CreateStateMachine" => refusal(400, "ThrottlingException", "Rate exceeded"),
        _ => None,
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let error = deploy_all(&deployer, vec![synchronous()]).await.remove(0);
    assert!(!error.expect_err("throttled").is_finding());
}

#[tokio::test]
async fn a_system_that_spoils_a_deployment_fails_alone() {
    // The API that holds the spoiling system cannot be deployed; which one that is, the resources tell.
    let spoilt = std::sync::Mutex::new(Vec::new());
    let server = Scripted::start(move |seen| {
        let mut spoilt = spoilt.lock().ok()?;
        let api = seen.what.split('/').nth(2)?.to_owned();
        if seen.body.contains("\"spoils\"") {
            spoilt.push(api);
            return None;
        }
        if seen.what.ends_with("/deployments") && spoilt.contains(&api) {
            return refusal(400, "BadRequestException", "No integration defined for method");
        }
        None
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut spoils = synchronous();
    rest_api(&mut spoils).methods[0].route.path = "/spoils".to_owned();
    let results = deploy_all(&deployer, vec![synchronous(), spoils, synchronous()]).await;
    assert!(results[0].is_ok() && results[2].is_ok(), "{results:?}");
    assert!(
        matches!(
            &results[1],
            Err(DeployError::Rejected {
                operation: "CreateDeployment",
                ..
            })
        ),
        "{results:?}"
    );
    // One together, then each for itself.
    assert_eq!(server.count("POST /restapis"), 4);
}
