//! Everything created is deleted, also by a later run.

use std::time::{Duration, Instant};

use apigw_conformance::deploy::{DeployError, Run, SweepError, sweep_ledger, sweep_leftovers};
use apigw_conformance::target::RunningTarget;
use serde_json::json;

use crate::deployment::{proxy, synchronous};
use crate::scripted::{Scripted, Seen, ok, refusal};

#[tokio::test]
async fn what_uses_others_is_deleted_first_and_the_ledger_last() {
    let server = Scripted::start(|_| None).await;
    let (deployer, scratch) = server.deployer(|_| {}).await;
    deployer.deploy(synchronous(), "n1").await.expect("deployed");
    deployer.deploy(proxy(), "n2").await.expect("deployed");
    assert!(scratch.ledger().exists());
    let teardown = deployer.teardown().await;
    // API, machine, function, two log groups, three roles.
    assert_eq!(teardown.to_string(), "created 8, deleted 8, left 0");
    assert!(!scratch.ledger().exists());
    let roles = server.first("DeleteRolePolicy");
    let seen = server.seen();
    assert!(
        roles
            < seen
                .iter()
                .position(|seen| seen.what == "DeleteRole")
                .expect("deleted")
    );
    for user in [
        "DELETE /restapis/",
        "DeleteStateMachine",
        "DELETE /2015-03-31/functions/",
    ] {
        assert!(
            server.first(user) < roles.min(server.first("DeleteLogGroup")),
            "{user}"
        );
    }
}

#[tokio::test]
async fn nothing_is_created_once_the_run_ends() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deployer.teardown().await;
    let error = deployer
        .deploy(synchronous(), "n1")
        .await
        .map(|_| ())
        .expect_err("stopped");
    assert_eq!(error, DeployError::Stopped);
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn what_was_refused_does_not_count_and_what_exists_not_any_more_is_deleted() {
    let script = |seen: &Seen| match seen.what.as_str() {
        "CreateStateMachine" => refusal(400, "InvalidDefinition", "no"),
        "DeleteLogGroup" => refusal(400, "ResourceNotFoundException", "gone"),
        _ => None,
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deployer
        .deploy(synchronous(), "n1")
        .await
        .map(|_| ())
        .expect_err("refused");
    // The role of state machines and their log group.
    assert_eq!(
        deployer.teardown().await.to_string(),
        "created 2, deleted 2, left 0"
    );
}

#[tokio::test]
async fn a_dead_target_ends_the_teardown_and_its_ledger_is_swept_later() {
    let server = Scripted::start(|_| None).await;
    let (deployer, scratch) = server.deployer(|_| {}).await;
    deployer.deploy(synchronous(), "n1").await.expect("deployed");
    let (endpoint, description) = (server.endpoint.clone(), server.description());
    server.stop().await;

    let start = Instant::now();
    let teardown = deployer.teardown().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(
        (teardown.created, teardown.deleted, teardown.left.len()),
        (5, 0, 5)
    );
    assert!(
        teardown
            .to_string()
            .contains(&scratch.ledger().display().to_string()),
        "{teardown}"
    );

    let address = endpoint.trim_start_matches("http://");
    let server = Scripted::start_at(address, |_| None).await;
    let target = RunningTarget::start(description, "run")
        .await
        .expect("a target")
        .target();
    let swept = sweep_ledger(&target, &scratch.ledger()).await.expect("swept");
    assert_eq!(swept.to_string(), "created 5, deleted 5, left 0");
    assert_eq!(server.count("DeleteStateMachine"), 1);
    assert!(!scratch.ledger().exists());
}

#[tokio::test]
async fn the_ledger_of_another_target_is_not_swept_here() {
    let server = Scripted::start(|_| None).await;
    let (deployer, scratch) = server.deployer(|_| {}).await;
    deployer.deploy(synchronous(), "n1").await.expect("deployed");
    let elsewhere = Scripted::start(|_| None).await;
    let target = RunningTarget::start(elsewhere.description(), "run")
        .await
        .expect("a target")
        .target();
    let error = sweep_ledger(&target, &scratch.ledger())
        .await
        .map(|_| ())
        .expect_err("elsewhere");
    assert!(matches!(error, SweepError::Elsewhere { .. }), "{error}");
    assert_eq!(elsewhere.seen().len(), 0);
}

#[tokio::test]
async fn an_api_whose_id_was_lost_is_found_by_its_name() {
    let name = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let script = move |seen: &Seen| match seen.what.as_str() {
        // Created, but the connection breaks before the answer; each attempt creates another one.
        "POST /restapis" => {
            *name.lock().expect("no panic") = seen.json()["name"].as_str().unwrap_or_default().to_owned();
            Some(None)
        }
        what if what.starts_with("GET /restapis") => {
            let name = name.lock().expect("no panic");
            ok(
                json!({"item": [{"id": "a", "name": *name}, {"id": "b", "name": *name}, {"id": "c", "name": "x"}]}),
            )
        }
        _ => None,
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let error = deployer
        .deploy(synchronous(), "n1")
        .await
        .map(|_| ())
        .expect_err("lost");
    assert!(matches!(error, DeployError::TimedOut { .. }), "{error}");
    assert_eq!(deployer.teardown().await.left, []);
    assert_eq!(
        server.count("DELETE /restapis/a") + server.count("DELETE /restapis/b"),
        2
    );
    assert_eq!(server.count("DELETE /restapis/c"), 0);
}

#[tokio::test]
async fn leftovers_are_found_by_name_and_age() {
    let old = "apigw-conformance-019aa8f3c210-3fa2-n1-0";
    let new = format!("apigw-conformance-{}-n1-0", Run::start());
    let machines: Vec<_> = [old, &new, "other"]
        .iter()
        .map(|name| json!({"name": name, "stateMachineArn": format!("arn:{name}"), "type": "EXPRESS", "creationDate": 1.0}))
        .collect();
    let server = Scripted::start(move |seen| match seen.what.as_str() {
        "ListStateMachines" => ok(json!({"stateMachines": machines})),
        "ListRoles" => Some(Some((
            200,
            "<ListRolesResponse><ListRolesResult><IsTruncated>false</IsTruncated><Roles/></ListRolesResult>\
             </ListRolesResponse>"
                .to_owned(),
        ))),
        _ => None,
    })
    .await;
    let target = server.target().await;
    let swept = sweep_leftovers(&target, Duration::from_secs(3600))
        .await
        .expect("swept");
    assert_eq!(swept.to_string(), "created 1, deleted 1, left 0");
    let deleted = server
        .seen()
        .into_iter()
        .find(|seen| seen.what == "DeleteStateMachine")
        .expect("deleted");
    assert_eq!(deleted.json()["stateMachineArn"], format!("arn:{old}"));
}
