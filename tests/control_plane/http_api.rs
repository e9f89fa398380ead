//! HTTP APIs: what is asked of API Gateway V2, and that all of it is deleted.

use std::time::Duration;

use apigw_conformance::deploy::sweep_leftovers;
use apigw_conformance::system::{
    Api, Cors, Function, HttpApi, HttpAuthorization, HttpAuthorizer, HttpAuthorizerKind, HttpBackend,
    HttpIntegration, HttpRoute, HttpStage, StateMachine, StateMachineType, System,
};
use apigw_conformance::target::RunningTarget;
use serde_json::{Value, json};

use crate::deployment::{base_of, deploy_all, proxy, synchronous};
use crate::scripted::{Scripted, Seen, at_first, ok, refusal};

fn system(keys: &[&str], backend: &HttpBackend) -> System {
    let routes = keys.iter().map(|key| HttpRoute {
        key: key.parse().expect("a route key"),
        authorization: HttpAuthorization::None,
        integration: HttpIntegration {
            backend: backend.clone(),
            request_parameters: Default::default(),
            response_parameters: Default::default(),
            timeout: None,
        },
    });
    System {
        api: Api::Http(HttpApi {
            routes: routes.collect(),
            ..HttpApi::default()
        }),
        ..System::default()
    }
}

fn api(system: &mut System) -> &mut HttpApi {
    match &mut system.api {
        Api::Http(api) => api,
        Api::Rest(_) => panic!("an HTTP API"),
    }
}

/// A system with a state machine, so that no other can stand for it.
fn synchronous_v2() -> System {
    let subtype = "StepFunctions-StartSyncExecution".to_owned();
    let mut system = system(&["POST /go"], &HttpBackend::Service { subtype });
    api(&mut system).routes[0].integration.request_parameters = [
        ("StateMachineArn".to_owned(), "{{stateMachineArn}}".to_owned()),
        ("Input".to_owned(), "$request.body".to_owned()),
    ]
    .into();
    system
        .state_machines
        .push(StateMachine::passing(StateMachineType::Express));
    system
}

fn proxy_v2(keys: &[&str]) -> System {
    let backend = HttpBackend::Lambda {
        function: 0,
        payload_format: "2.0".to_owned(),
        uri: None,
    };
    let mut system = system(keys, &backend);
    system.functions.push(Function::new("echo"));
    system
}

fn bodies(server: &Scripted, ending: &str) -> Vec<Value> {
    let seen = server.seen().into_iter();
    seen.filter(|seen| seen.what.starts_with("POST /v2/apis") && seen.what.ends_with(ending))
        .map(|seen| seen.json())
        .collect()
}

#[tokio::test]
async fn systems_that_ask_together_share_an_http_api_and_a_deployment() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut systems = vec![synchronous_v2(); 3];
    systems.push(synchronous());
    let urls = deploy_all(&deployer, systems).await;
    let mut bases: Vec<_> = urls[..3]
        .iter()
        .map(|url| base_of(url.as_ref().expect("deployed"), &server.endpoint))
        .collect();
    bases.sort();
    // The REST API beside them is one of its own kind.
    assert_eq!(
        (server.count("POST /v2/apis"), server.count("POST /restapis")),
        (1, 1)
    );
    assert_eq!(bodies(&server, "/v2/apis")[0]["protocolType"], "HTTP");
    let stages = bodies(&server, "/stages");
    assert_eq!(stages.len(), 1);
    assert_eq!(
        (&stages[0]["stageName"], &stages[0]["autoDeploy"]),
        (&json!("$default"), &json!(false))
    );
    assert_eq!(
        bodies(&server, "/deployments"),
        [json!({"stageName": "$default"})]
    );
    let mut keys: Vec<_> = bodies(&server, "/routes")
        .iter()
        .map(|route| route["routeKey"].as_str().unwrap_or_default().to_owned())
        .collect();
    keys.sort();
    let expected: Vec<_> = bases.iter().map(|base| format!("POST {base}/go")).collect();
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn routes_name_the_authorizers_that_were_made_for_them() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut system = proxy_v2(&["GET /a", "GET /b", "GET /c", "GET /d"]);
    let api = api(&mut system);
    api.authorizers = vec![
        HttpAuthorizer {
            identity_sources: vec!["$request.header.X-Token".to_owned()],
            kind: HttpAuthorizerKind::Lambda {
                function: 0,
                payload_format: "2.0".to_owned(),
                simple_responses: true,
                ttl: Some(60),
            },
        },
        HttpAuthorizer {
            identity_sources: vec!["$request.header.Authorization".to_owned()],
            kind: HttpAuthorizerKind::Jwt {
                issuer: "https://issuer.example".to_owned(),
                audience: vec!["{{apiId}}".to_owned()],
            },
        },
    ];
    let by = |authorizer, scopes: &[&str]| HttpAuthorization::Authorizer {
        authorizer,
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
    };
    api.routes[0].authorization = by(0, &[]);
    api.routes[1].authorization = by(1, &["soup"]);
    api.routes[2].authorization = HttpAuthorization::Iam;
    deploy_all(&deployer, vec![system])
        .await
        .remove(0)
        .expect("deployed");
    let made = bodies(&server, "/authorizers");
    let of_type = |kind: &str| {
        let mut found = made.iter().filter(|made| made["authorizerType"] == kind);
        found.next().expect("an authorizer").clone()
    };
    let (lambda, jwt) = (of_type("REQUEST"), of_type("JWT"));
    let uri = lambda["authorizerUri"].as_str().expect("a URI");
    assert!(
        uri.starts_with(
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:"
        ) && uri.ends_with("/invocations"),
        "{uri}"
    );
    assert_eq!(
        (
            &lambda["authorizerPayloadFormatVersion"],
            &lambda["enableSimpleResponses"],
            &lambda["authorizerResultTtlInSeconds"],
            &lambda["identitySource"]
        ),
        (
            &json!("2.0"),
            &json!(true),
            &json!(60),
            &json!(["$request.header.X-Token"])
        )
    );
    let audience = jwt["jwtConfiguration"]["audience"][0]
        .as_str()
        .expect("an audience");
    assert!(!audience.is_empty() && !audience.contains('{'), "{audience}");
    let routes = bodies(&server, "/routes");
    let authorized = |path: &str| {
        let route = routes.iter().find(|route| {
            let key = route["routeKey"].as_str().unwrap_or_default();
            key.ends_with(path)
        });
        let route = route.expect("a route");
        ["authorizationType", "authorizationScopes"].map(|member| route[member].clone())
    };
    assert_eq!(authorized("/a"), [json!("CUSTOM"), json!(null)]);
    assert_eq!(authorized("/b"), [json!("JWT"), json!(["soup"])]);
    assert_eq!(authorized("/c"), [json!("AWS_IAM"), json!(null)]);
    assert_eq!(authorized("/d"), [json!(null), json!(null)]);
}

#[tokio::test]
async fn an_integration_of_a_service_has_its_parameters_and_a_role() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut system = synchronous_v2();
    let integration = &mut api(&mut system).routes[0].integration;
    integration.timeout = Some(1000);
    integration.response_parameters = [(
        200,
        [("overwrite:statuscode".to_owned(), "202".to_owned())].into(),
    )]
    .into();
    deploy_all(&deployer, vec![system])
        .await
        .remove(0)
        .expect("deployed");
    let put = bodies(&server, "/integrations").remove(0);
    let machine = put["requestParameters"]["StateMachineArn"]
        .as_str()
        .expect("an ARN");
    assert!(
        machine.starts_with("arn:aws:states:us-east-1:111122223333:stateMachine:apigw-conformance-"),
        "{machine}"
    );
    assert_eq!(
        put,
        json!({
            "credentialsArn": "arn:aws:iam::111122223333:role/r",
            "integrationSubtype": "StepFunctions-StartSyncExecution",
            "integrationType": "AWS_PROXY",
            "payloadFormatVersion": "1.0",
            "requestParameters": {"Input": "$request.body", "StateMachineArn": machine},
            "responseParameters": {"200": {"overwrite:statuscode": "202"}},
            "timeoutInMillis": 1000
        })
    );
}

#[tokio::test]
async fn a_function_is_named_by_its_arn_and_lets_any_route_invoke_it() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut own = proxy_v2(&["GET /a", "$default"]);
    own.own_api = true;
    deploy_all(&deployer, vec![own])
        .await
        .remove(0)
        .expect("deployed");
    let integrations = bodies(&server, "/integrations");
    assert_eq!(integrations.len(), 2);
    for integration in integrations {
        let uri = integration["integrationUri"].as_str().expect("a URI");
        assert!(
            uri.starts_with("arn:aws:lambda:us-east-1:111122223333:function:apigw-conformance-"),
            "{uri}"
        );
        assert_eq!(integration["payloadFormatVersion"], "2.0");
    }
    let permission = server
        .seen()
        .into_iter()
        .find(|seen| seen.what.ends_with("/policy"))
        .expect("a permission");
    let source = permission.json()["SourceArn"].to_string();
    assert!(
        source.ends_with("/*/*\"") && !source.contains("*/*/*"),
        "{source}"
    );
}

#[tokio::test]
async fn stages_and_cors_belong_to_an_api_that_is_shared_with_nobody() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut own = proxy_v2(&["GET /go"]);
    own.own_api = true;
    let mut dev = HttpStage::new("dev");
    dev.variables = [("function".to_owned(), "{{functionName}}".to_owned())].into();
    let late = HttpStage {
        auto_deploy: true,
        ..HttpStage::default()
    };
    api(&mut own).stages = vec![dev, late];
    api(&mut own).cors = Some(Cors {
        allow_origins: vec!["*".to_owned()],
        max_age: Some(300),
        ..Cors::default()
    });
    let urls = deploy_all(&deployer, vec![own, proxy_v2(&["GET /go"])]).await;
    assert_eq!(
        urls[0].as_deref(),
        Ok(format!("{}/go?a=b", server.endpoint).as_str())
    );
    assert_eq!(server.count("POST /v2/apis"), 2);
    let cors: Vec<_> = bodies(&server, "/v2/apis")
        .iter()
        .map(|api| api["corsConfiguration"].clone())
        .collect();
    assert!(
        cors.contains(&json!({"allowOrigins": ["*"], "maxAge": 300})),
        "{cors:?}"
    );
    let stages = bodies(&server, "/stages");
    let named = stages
        .iter()
        .find(|stage| stage["stageName"] == "dev")
        .expect("the stage dev");
    let function = named["stageVariables"]["function"]
        .as_str()
        .expect("a function's name");
    assert!(function.starts_with("apigw-conformance-"), "{function}");
    // The stage that deploys automatically is not deployed by hand.
    let mut deployed: Vec<_> = bodies(&server, "/deployments")
        .iter()
        .map(|deployment| deployment["stageName"].to_string())
        .collect();
    deployed.sort();
    assert_eq!(deployed, [r#""$default""#, r#""dev""#]);
}

#[tokio::test]
async fn a_refused_integration_is_its_own_systems_alone() {
    let script = |seen: &Seen| {
        let bad = seen.what.ends_with("/integrations") && seen.body.contains("30001");
        if bad {
            refusal(400, "BadRequestException", "too long")
        } else {
            None
        }
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let mut refused = synchronous_v2();
    api(&mut refused).routes[0].integration.timeout = Some(30_001);
    let results = deploy_all(&deployer, vec![synchronous_v2(), refused, synchronous_v2()]).await;
    assert!(results[0].is_ok() && results[2].is_ok(), "{results:?}");
    assert_eq!(
        results[1].clone().expect_err("refused").to_string(),
        "call CreateIntegration: BadRequestException: too long"
    );
    assert_eq!(bodies(&server, "/deployments").len(), 1);
}

#[tokio::test]
async fn a_full_http_api_is_followed_by_another() {
    let server = Scripted::start(|_| None).await;
    // Thirty are kept for other purposes; a system needs one.
    let (deployer, _scratch) = server
        .deployer(|description| description.limits.resources_per_api = 32)
        .await;
    let results = deploy_all(&deployer, vec![synchronous_v2(); 5]).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(server.count("POST /v2/apis"), 3);
}

#[tokio::test]
async fn a_deployment_is_awaited_by_a_route_to_a_function_that_does_not_exist() {
    let early = at_first(2, refusal(404, "NotFoundException", "Not Found"));
    let server = Scripted::start(move |seen| {
        if seen.what == "GET /ready-1" {
            early().or(Some(Some((500, String::new()))))
        } else {
            None
        }
    })
    .await;
    let (deployer, _scratch) = server
        .deployer(|description| description.limits.stage_ready = Duration::from_secs(5))
        .await;
    deploy_all(&deployer, vec![synchronous_v2()])
        .await
        .remove(0)
        .expect("deployed");
    // Two that are not there yet, three in a row that are.
    assert_eq!(server.count("GET /ready-1"), 5);
    let hosts: Vec<_> = server
        .seen()
        .into_iter()
        .filter(|seen| seen.what == "GET /ready-1")
        .map(|seen| seen.headers["host"].clone())
        .collect();
    assert!(
        hosts.iter().all(|host| host.ends_with(".execute-api.localhost")),
        "{hosts:?}"
    );
}

#[tokio::test]
async fn http_apis_are_deleted_with_the_rest() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deployer.deploy(synchronous_v2(), "n1").await.expect("deployed");
    deployer.deploy(proxy(), "n2").await.expect("deployed");
    let teardown = deployer.teardown().await;
    // Two APIs, machine, function, two log groups, three roles.
    assert_eq!(teardown.to_string(), "created 9, deleted 9, left 0");
    assert!(server.first("DELETE /v2/apis/api") < server.first("DeleteRolePolicy"));
}

#[tokio::test]
async fn an_http_api_whose_id_was_lost_is_found_by_its_name_on_any_page() {
    let name = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let script = move |seen: &Seen| match seen.what.as_str() {
        // Created, but the connection breaks before the answer.
        "POST /v2/apis" => {
            *name.lock().expect("no panic") = seen.json()["name"].as_str().unwrap_or_default().to_owned();
            Some(None)
        }
        what if what.starts_with("GET /v2/apis") && what.contains("nextToken=t") => {
            let name = name.lock().expect("no panic");
            ok(json!({"items": [{"apiId": "b", "name": *name}]}))
        }
        what if what.starts_with("GET /v2/apis") => {
            ok(json!({"items": [{"apiId": "c", "name": "x"}], "nextToken": "t"}))
        }
        _ => None,
    };
    let server = Scripted::start(script).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    deployer
        .deploy(synchronous_v2(), "n1")
        .await
        .map(|_| ())
        .expect_err("lost");
    assert_eq!(deployer.teardown().await.left, []);
    assert_eq!(
        (
            server.count("DELETE /v2/apis/b"),
            server.count("DELETE /v2/apis/c")
        ),
        (1, 0)
    );
}

#[tokio::test]
async fn leftover_http_apis_are_swept_where_there_are_any() {
    const NO_ROLES: &str = "<ListRolesResponse><ListRolesResult><IsTruncated>false</IsTruncated><Roles/>\
                            </ListRolesResult></ListRolesResponse>";
    for (known, deleted) in [(true, 1), (false, 0)] {
        let old = "apigw-conformance-019aa8f3c210-3fa2-shared-0";
        let server = Scripted::start(move |seen| match seen.what.as_str() {
            what if what.starts_with("GET /v2/apis") && !known => {
                refusal(404, "UnknownOperationException", "no such thing")
            }
            what if what.starts_with("GET /v2/apis") => {
                ok(json!({"items": [{"apiId": "a", "name": old}, {"apiId": "b", "name": "other"}]}))
            }
            "ListRoles" => Some(Some((200, NO_ROLES.to_owned()))),
            "ListStateMachines" => ok(json!({"stateMachines": []})),
            _ => None,
        })
        .await;
        let target = RunningTarget::start(server.description(), "run")
            .await
            .expect("a target")
            .target();
        let swept = sweep_leftovers(&target, Duration::from_secs(3600))
            .await
            .expect("swept");
        assert_eq!(swept.created, deleted);
        assert_eq!(server.count("DELETE /v2/apis/a"), deleted);
        assert_eq!(server.count("DELETE /v2/apis/b"), 0);
    }
}
