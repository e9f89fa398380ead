//! How systems become few APIs, deployments, functions and roles.

use std::collections::HashSet;
use std::time::Duration;

use apigw_conformance::deploy::{DeployError, Deployer};
use apigw_conformance::system::{
    Backend, Function, Integration, IntegrationResponse, Method, RestApi, StateMachine, StateMachineType,
    System,
};
use futures::future::join_all;

use crate::scripted::{Scripted, Seen, at_first, refusal};

fn method(route: &str, backend: Backend) -> Method {
    let mut integration = Integration::new(backend);
    integration.responses.push(IntegrationResponse {
        status: 200,
        ..IntegrationResponse::default()
    });
    Method::new(route.parse().expect("a route"), integration)
}

fn system(route: &str, backend: Backend) -> System {
    System {
        api: RestApi {
            methods: vec![method(route, backend)],
            ..RestApi::default()
        },
        ..System::default()
    }
}

/// A system with a state machine, so that no other can stand for it.
pub fn synchronous() -> System {
    let mut system = system(
        "GET /go",
        Backend::StepFunctions {
            action: "StartSyncExecution".to_owned(),
        },
    );
    let template = r#"{"stateMachineArn": "{{stateMachineArn}}", "input": "{{nonce}}"}"#;
    system.api.methods[0].integration.request_templates =
        [("application/json".to_owned(), template.to_owned())].into();
    system.state_machines.push(StateMachine {
        kind: StateMachineType::Express,
        definition: "{}".to_owned(),
        logging: None,
        exists: true,
    });
    system
}

pub fn proxy() -> System {
    let mut system = system("GET /call", Backend::LambdaProxy { function: 0 });
    system.functions.push(Function::new("echo"));
    system
}

async fn deploy_all(deployer: &Deployer, systems: Vec<System>) -> Vec<Result<String, DeployError>> {
    let deployments = systems.into_iter().enumerate().map(|(index, system)| async move {
        let deployed = deployer.deploy(system, &format!("n{index}")).await?;
        Ok(deployed.invoke_url("/go?a=b").url)
    });
    join_all(deployments).await
}

fn deployments(server: &Scripted) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.what.ends_with("/deployments"))
        .count()
}

#[tokio::test]
async fn systems_that_ask_together_share_an_api_and_a_deployment() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let urls = deploy_all(&deployer, vec![synchronous(); 5]).await;
    for url in &urls {
        let url = url.as_ref().expect("deployed");
        assert!(url.contains("/live/_user_request_/s-"), "{url}");
        assert!(url.ends_with("/go?a=b"), "{url}");
    }
    let places: HashSet<_> = urls.iter().flatten().collect();
    assert_eq!(places.len(), 5, "each has a path of its own");
    assert_eq!((server.count("POST /restapis"), deployments(&server)), (1, 1));
    assert_eq!(server.count("CreateStateMachine"), 5);
    // Three roles exist at most; functions have none here.
    assert_eq!(
        (server.count("CreateRole"), server.count("CreateLogGroup")),
        (2, 1)
    );
}

#[tokio::test]
async fn an_integration_names_the_machine_of_its_own_scenario() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deploy_all(&deployer, vec![synchronous()])
        .await
        .remove(0)
        .expect("deployed");
    let seen = server.seen();
    let integration = seen
        .iter()
        .find(|seen| seen.what.starts_with("PUT ") && seen.what.ends_with("/integration"));
    let put = integration.expect("an integration").json();
    assert_eq!(put["type"], "AWS");
    assert_eq!(put["httpMethod"], "POST");
    assert_eq!(
        put["uri"],
        "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution"
    );
    assert_eq!(put["credentials"], "arn:aws:iam::111122223333:role/r");
    let template = put["requestTemplates"]["application/json"]
        .as_str()
        .expect("a template");
    assert!(
        template.contains(r#""arn:aws:states:us-east-1:111122223333:stateMachine:apigw-conformance-"#),
        "{template}"
    );
    assert!(template.ends_with(r#""input": "n0"}"#), "{template}");
}

#[tokio::test]
async fn an_api_that_is_itself_the_subject_is_shared_with_nobody() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut own = synchronous();
    own.api.own = true;
    own.api.stage_variables = [("a".to_owned(), "{{nonce}}".to_owned())].into();
    let urls = deploy_all(&deployer, vec![own, synchronous()]).await;
    assert!(
        urls[0]
            .as_ref()
            .expect("deployed")
            .ends_with("/live/_user_request_/go?a=b"),
        "{urls:?}"
    );
    assert_eq!((server.count("POST /restapis"), deployments(&server)), (2, 2));
    let seen = server.seen();
    let variables: Vec<_> = seen
        .iter()
        .filter(|seen| seen.what.ends_with("/deployments"))
        .map(|seen| seen.json()["variables"]["a"].as_str().map(str::to_owned))
        .collect();
    assert!(
        variables.contains(&Some("n0".to_owned())) && variables.contains(&None),
        "{variables:?}"
    );
}

#[tokio::test]
async fn a_refused_call_is_its_own_systems_alone() {
    let script = |seen: &Seen| {
        let bad = seen.what.ends_with("/integration") && seen.body.contains("Nonsense");
        if bad {
            refusal(400, "BadRequestException", "Invalid ARN")
        } else {
            None
        }
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut refused = synchronous();
    refused.api.methods[0].integration.backend = Backend::StepFunctions {
        action: "Nonsense".to_owned(),
    };
    let results = deploy_all(&deployer, vec![synchronous(), refused, synchronous()]).await;
    assert!(results[0].is_ok() && results[2].is_ok(), "{results:?}");
    assert_eq!(
        results[1].clone().expect_err("refused").to_string(),
        "call PutIntegration: BadRequestException: Invalid ARN"
    );
    // A method without integration would spoil the deployment of the others.
    let removed = server.first("DELETE /restapis/");
    let seen = server.seen();
    let deployed = seen
        .iter()
        .position(|seen| seen.what.ends_with("/deployments"))
        .expect("deployed");
    assert!(removed < deployed, "{removed} {deployed}");
    assert_eq!(deployments(&server), 1);
}

#[tokio::test]
async fn equal_functions_and_equal_systems_are_deployed_once() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut other = proxy();
    other.api.methods[0].route.path = "/other".to_owned();
    let urls = deploy_all(&deployer, vec![proxy(), proxy(), other]).await;
    let urls: Vec<_> = urls.into_iter().map(|url| url.expect("deployed")).collect();
    assert_eq!(urls[0], urls[1]);
    assert_ne!(urls[0], urls[2]);
    assert_eq!(server.count("POST /2015-03-31/functions"), 1);
    let permissions = server
        .seen()
        .into_iter()
        .filter(|seen| seen.what.ends_with("/policy"))
        .collect::<Vec<_>>();
    assert_eq!(permissions.len(), 1);
    let source = permissions[0].json()["SourceArn"]
        .as_str()
        .map(str::to_owned)
        .expect("a source");
    assert!(
        source.starts_with("arn:aws:execute-api:us-east-1:111122223333:api"),
        "{source}"
    );
    assert!(source.ends_with("/*/*/*"), "{source}");
}

#[tokio::test]
async fn a_full_api_is_followed_by_another() {
    let server = Scripted::start(|_| None).await;
    // Thirty are kept for other purposes; a system needs two.
    let (deployer, _scratch) = server
        .deployer(|description| description.limits.resources_per_api = 34)
        .await;
    let results = deploy_all(&deployer, vec![synchronous(); 5]).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!((server.count("POST /restapis"), deployments(&server)), (3, 3));
}

#[tokio::test]
async fn a_role_that_is_too_new_is_tried_again_within_its_window() {
    let message = "The role defined for the function cannot be assumed by Lambda.";
    let refused = || refusal(400, "InvalidParameterValueException", message);
    for (window, times, succeeds) in [(2000, 2, true), (0, 1, false)] {
        let first = at_first(times, refused());
        let create = move |seen: &Seen| {
            if seen.what == "POST /2015-03-31/functions" {
                first()
            } else {
                None
            }
        };
        let server = Scripted::start(create).await;
        let (deployer, _scratch) = server
            .deployer(|description| description.limits.role_ready = Duration::from_millis(window))
            .await;
        let result = deploy_all(&deployer, vec![proxy()]).await.remove(0);
        assert_eq!(result.is_ok(), succeeds, "{result:?}");
        assert_eq!(
            server.count("POST /2015-03-31/functions"),
            if succeeds { times + 1 } else { times }
        );
    }
}

#[tokio::test]
async fn two_changes_that_met_are_made_again() {
    let message = "Unable to complete operation due to concurrent modification. Please try again later.";
    let first = at_first(1, refusal(409, "ConflictException", message));
    let server = Scripted::start(move |seen| {
        if seen.what.contains("/methods/GET/responses") {
            first()
        } else {
            None
        }
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deploy_all(&deployer, vec![synchronous()])
        .await
        .remove(0)
        .expect("deployed");
}

#[tokio::test]
async fn a_deployment_is_awaited_until_the_stage_serves_it() {
    let early = at_first(2, refusal(403, "ForbiddenException", "Forbidden"));
    let server = Scripted::start(move |seen| {
        if seen.what.ends_with("/ready-1") {
            early()
        } else {
            None
        }
    })
    .await;
    let (deployer, _scratch) = server
        .deployer(|description| description.limits.stage_ready = Duration::from_secs(5))
        .await;
    deploy_all(&deployer, vec![synchronous()])
        .await
        .remove(0)
        .expect("deployed");
    let looks = server
        .seen()
        .iter()
        .filter(|seen| seen.what.ends_with("/ready-1"))
        .count();
    assert_eq!(looks, 5);
}

#[tokio::test]
async fn a_stage_that_never_serves_its_deployment_is_told() {
    let script = |seen: &Seen| {
        if seen.what.ends_with("/ready-1") {
            refusal(403, "ForbiddenException", "")
        } else {
            None
        }
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server
        .deployer(|description| description.limits.stage_ready = Duration::from_millis(200))
        .await;
    let error = deploy_all(&deployer, vec![synchronous()])
        .await
        .remove(0)
        .expect_err("never served");
    assert!(
        error.to_string().ends_with("served in time: it answers 403"),
        "{error}"
    );
}

#[tokio::test]
async fn a_function_that_starts_slowly_is_awaited() {
    let pending = |seen: &Seen| {
        let created = seen.what == "POST /2015-03-31/functions";
        if created {
            crate::scripted::ok(serde_json::json!({"State": "Pending"}))
        } else {
            None
        }
    };
    let server = Scripted::start(pending).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deploy_all(&deployer, vec![proxy()])
        .await
        .remove(0)
        .expect("deployed");
    let looked = server
        .seen()
        .iter()
        .any(|seen| seen.what.ends_with("/configuration"));
    assert!(looked);
}
