//! What is asked of Lambda for functions that differ from the ordinary ones, and calls that are a scenario's
//! subject.

use apigw_conformance::deploy::DeployError;
use apigw_conformance::service::{self, Invoke, NewStatement};
use apigw_conformance::system::{
    Backend, Function, FunctionUrl, Integration, Method, Permission, Role, StateMachine, StateMachineType,
    System, UrlAccess, UrlStatement,
};
use apigw_conformance::target::RunningTarget;
use serde_json::{Value, json};

use crate::deployment::rest_api;
use crate::scripted::{Scripted, Seen, refusal};

fn method(route: &str, backend: Backend) -> Method {
    Method::new(route.parse().expect("a route"), Integration::new(backend))
}

fn lone(function: Function) -> System {
    System {
        functions: vec![function],
        ..System::default()
    }
}

fn bodies(server: &Scripted, end: &str) -> Vec<Value> {
    let seen = server.seen();
    let ended = seen.iter().filter(|seen| seen.what.ends_with(end));
    ended.map(Seen::json).collect()
}

#[tokio::test]
async fn a_function_without_an_api_is_deployed_alone() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let deployed = deployer
        .deploy(lone(Function::new("echo")), "n0")
        .await
        .expect("deployed");
    assert_eq!((deployed.functions.len(), deployed.api.as_str()), (1, ""));
    let name = deployed.placeholders.get("functionName").expect("a name");
    assert!(deployed.functions[0].arn.ends_with(name), "{name}");
    assert_eq!(
        (server.count("POST /restapis"), bodies(&server, "/policy").len()),
        (0, 0)
    );
    let nothing = deployer.deploy(System::default(), "n1").await;
    assert!(matches!(nothing, Err(DeployError::Impossible(_))), "{nothing:?}");
}

#[tokio::test]
async fn version_alias_concurrency_and_retries_follow_the_function() {
    let server = Scripted::start(|seen| {
        let body = json!({"Version": "1", "State": "Active"}).to_string();
        seen.what.ends_with("/versions").then_some(Some((201, body)))
    })
    .await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let function = Function {
        alias: Some("live".to_owned()),
        reserved_concurrency: Some(0),
        retries: Some(1),
        ..Function::new("echo")
    };
    let deployed = deployer.deploy(lone(function), "n0").await.expect("deployed");
    assert!(deployed.functions[0].own, "it is changed, so nobody shares it");
    assert_eq!(
        bodies(&server, "/aliases"),
        [json!({"Name": "live", "FunctionVersion": "1"})]
    );
    assert_eq!(
        bodies(&server, "/concurrency"),
        [json!({"ReservedConcurrentExecutions": 0})]
    );
    assert_eq!(
        bodies(&server, "/event-invoke-config"),
        [json!({"MaximumRetryAttempts": 1})]
    );
}

#[tokio::test]
async fn a_url_has_the_statements_that_its_system_says() {
    let only = |is_for_everybody| UrlStatement {
        action: "lambda:InvokeFunctionUrl".to_owned(),
        is_for_everybody,
        auth_type: Some("AWS_IAM".to_owned()),
    };
    let call = |principal: &str, auth_type: &str| json!({"Action": "lambda:InvokeFunctionUrl", "Principal": principal, "FunctionUrlAuthType": auth_type});
    let invoke = json!({"Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": true});
    for (is_signed, access, expected) in [
        (false, UrlAccess::Everybody, vec![call("*", "NONE"), invoke]),
        (true, UrlAccess::Nobody, vec![]),
        (
            false,
            UrlAccess::Statement(only(true)),
            vec![call("*", "AWS_IAM")],
        ),
        (
            false,
            UrlAccess::Statement(only(false)),
            vec![call("111122223333", "AWS_IAM")],
        ),
    ] {
        let server = Scripted::start(|seen| {
            let body = json!({"FunctionUrl": "https://u1.lambda-url.us-east-1.on.aws/", "FunctionArn": "arn:f",
                "AuthType": "NONE", "CreationTime": "2025-11-25T02:43:27Z"});
            let is_created = seen.what.ends_with("/url") && seen.what.starts_with("POST");
            is_created.then_some(Some((201, body.to_string())))
        })
        .await;
        let (deployer, _scratch) = server.deployer(|_| {}).await;
        let function = Function {
            url: Some(FunctionUrl { is_signed, access }),
            ..Function::new("echo")
        };
        let deployed = deployer.deploy(lone(function), "n0").await.expect("deployed");
        let auth_type = if is_signed { "AWS_IAM" } else { "NONE" };
        assert_eq!(bodies(&server, "/url"), [json!({ "AuthType": auth_type })]);
        let mut statements = bodies(&server, "/policy");
        for statement in &mut statements {
            let id = statement
                .as_object_mut()
                .and_then(|members| members.remove("StatementId"));
            assert!(id.is_some(), "{statement}");
        }
        assert_eq!(statements, expected);
        assert_eq!(deployed.placeholders.get("functionUrlId"), Some("u1"));
        // The target is reached by an endpoint, so that the name is only a header.
        let at = deployed.invoke_url("/soup?a=b");
        assert_eq!(at.host.as_deref(), Some("u1.lambda-url.us-east-1.on.aws"));
        assert!(
            at.url.ends_with("/soup?a=b") && !at.url.contains("lambda-url"),
            "{}",
            at.url
        );
    }
}

#[tokio::test]
async fn a_permission_says_who_what_and_from_where() {
    let gateway = "apigateway.amazonaws.com";
    let invoke = "lambda:InvokeFunction";
    for (permission, principal, action, (start, end)) in [
        (Permission::Granted, gateway, invoke, ("/*/*/*", "")),
        (
            Permission::SourceArn("{{stage}}/GET/a".to_owned()),
            gateway,
            invoke,
            ("/live/GET/s-", "/a"),
        ),
        (
            Permission::Principal("events.amazonaws.com".to_owned()),
            "events.amazonaws.com",
            invoke,
            ("/*/*/*", ""),
        ),
        (
            Permission::Action("lambda:GetFunction".to_owned()),
            gateway,
            "lambda:GetFunction",
            ("/*/*/*", ""),
        ),
    ] {
        let server = Scripted::start(|_| None).await;
        let (deployer, _scratch) = server.deployer(|_| {}).await;
        let mut system = lone(Function {
            permission,
            ..Function::new("echo")
        });
        rest_api(&mut system)
            .methods
            .push(method("GET /a", Backend::LambdaProxy { function: 0 }));
        deployer.deploy(system, "n0").await.expect("deployed");
        let statement = bodies(&server, "/policy").remove(0);
        let source = statement["SourceArn"].as_str().unwrap_or_default();
        assert_eq!(
            (&statement["Principal"], &statement["Action"]),
            (&json!(principal), &json!(action))
        );
        assert!(
            source.contains(start) && source.ends_with(end),
            "{source} {start} {end}"
        );
    }
}

#[tokio::test]
async fn an_integration_names_the_role_and_verb_that_it_asks_for() {
    let server = Scripted::start(|_| None).await;
    let (deployer, _scratch) = server.deployer(|_| {}).await;
    let action = || Backend::StepFunctions {
        action: "StartExecution".to_owned(),
    };
    let mut system = System {
        state_machines: vec![StateMachine::passing(StateMachineType::Standard)],
        ..System::default()
    };
    for (route, role, verb) in [
        ("GET /none", Role::None, Some("GET")),
        (
            "GET /narrow",
            Role::Allowing("states:StartExecution".to_owned()),
            None,
        ),
        ("GET /full", Role::Full, None),
    ] {
        let mut method = method(route, action());
        method.integration.role = role;
        method.integration.http_method = verb.map(str::to_owned);
        rest_api(&mut system).methods.push(method);
    }
    deployer.deploy(system, "n0").await.expect("deployed");
    let mut named: Vec<_> = bodies(&server, "/integration")
        .into_iter()
        .map(|put| (put["httpMethod"].clone(), put["credentials"].is_string()))
        .collect();
    named.sort_by_key(|(verb, has_role)| (verb.to_string(), *has_role));
    assert_eq!(
        named,
        [
            (json!("GET"), false),
            (json!("POST"), true),
            (json!("POST"), true)
        ]
    );
    let seen = server.seen();
    let policies = seen.iter().filter(|seen| seen.what == "PutRolePolicy");
    assert!(
        policies
            .clone()
            .any(|seen| seen.body.contains("states%3AStartExecution")),
        "{:?}",
        policies.collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_service_s_refusal_is_an_exchange_as_it_crossed_the_wire() {
    let server = Scripted::start(|seen| match seen.what.contains("/invocations") {
        true => refusal(404, "ResourceNotFoundException", "Function not found: f"),
        false => None,
    })
    .await;
    let running = RunningTarget::start(server.description(), "run")
        .await
        .expect("a target");
    let target = running.target();
    let invoke = Invoke {
        function: "f".to_owned(),
        invocation_type: Some("Event".to_owned()),
        qualifier: Some("live".to_owned()),
        payload: Some("{".into()),
        ..Invoke::default()
    };
    let exchange = service::invoke(&target, invoke).await.expect("an answer");
    assert_eq!(exchange.response.status, 404);
    assert!(exchange.response.text().contains("Function not found: f"));
    assert!(
        exchange
            .request
            .url
            .ends_with("/functions/f/invocations?Qualifier=live")
    );
    assert_eq!(exchange.request.body.as_deref(), Some(b"{".as_slice()));
    assert_eq!(
        server.count("POST /2015-03-31/functions/f/invocations?Qualifier=live"),
        1,
        "it is not tried again"
    );

    let statement = NewStatement {
        statement_id: "s".to_owned(),
        action: "lambda:InvokeFunction".to_owned(),
        principal: "apigateway.amazonaws.com".to_owned(),
        ..NewStatement::default()
    };
    let added = service::add_permission(&target, "f", statement)
        .await
        .expect("an answer");
    assert_eq!(added.response.status, 200);
    assert_eq!(bodies(&server, "/policy")[0]["StatementId"], "s");
}
