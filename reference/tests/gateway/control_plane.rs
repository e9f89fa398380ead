//! Answers and refusals of the control plane.

use serde_json::{Value, json};

use crate::system::{FUNCTION, System, mock, proxy};

#[tokio::test]
async fn put_integration_fills_in_the_defaults() {
    let system = System::new().await;
    let at = system.method("/x", "GET", json!({}), proxy(), &[]).await;
    let integration = system.ok("GET", &format!("{at}/integration"), json!(null)).await;
    assert_eq!(
        integration,
        json!({
            "type": "AWS_PROXY", "httpMethod": "POST", "uri": FUNCTION, "passthroughBehavior": "WHEN_NO_MATCH",
            "timeoutInMillis": 29000, "cacheNamespace": integration["cacheNamespace"], "cacheKeyParameters": [],
        })
    );
    assert!(
        at.contains(integration["cacheNamespace"].as_str().unwrap()),
        "the resource's id"
    );
}

#[tokio::test]
async fn a_new_api_and_its_resources_are_shown_as_aws_does() {
    let system = System::new().await;
    let api = system.ok("GET", &system.at(""), json!(null)).await;
    assert_eq!(
        api,
        json!({
            "id": system.api, "name": "n", "createdDate": api["createdDate"], "apiKeySource": "HEADER",
            "endpointConfiguration": {"types": ["EDGE"], "ipAddressType": "ipv4"},
            "disableExecuteApiEndpoint": false, "rootResourceId": system.root,
        })
    );
    assert!(api["createdDate"].is_i64());
    system
        .method("/a", "GET", json!({}), mock(200), &[json!({})])
        .await;
    let resources = system
        .ok("GET", &system.at("/resources?limit=500"), json!(null))
        .await;
    let (root, a) = (&resources["item"][0], &resources["item"][1]);
    assert_eq!(root, &json!({"id": system.root, "path": "/"}));
    assert_eq!(
        (&a["path"], &a["pathPart"], &a["parentId"]),
        (&json!("/a"), &json!("a"), &json!(system.root))
    );
    assert_eq!(a["resourceMethods"], json!({"GET": {}}));
    let embedded = system
        .ok("GET", &system.at("/resources?embed=methods"), json!(null))
        .await;
    let method = &embedded["item"][1]["resourceMethods"]["GET"];
    assert_eq!(
        method["methodIntegration"]["integrationResponses"]["200"],
        json!({"statusCode": "200"})
    );
}

#[tokio::test]
async fn lists_come_in_pages() {
    let system = System::new().await;
    for name in ["a", "b", "c"] {
        system.resource(&format!("/{name}")).await;
    }
    let page = system
        .ok("GET", &system.at("/resources?limit=3"), json!(null))
        .await;
    assert_eq!(page["item"].as_array().map(Vec::len), Some(3));
    let next = system.at(&format!(
        "/resources?limit=3&position={}",
        page["position"].as_str().unwrap()
    ));
    let page = system.ok("GET", &next, json!(null)).await;
    assert_eq!(
        (page["item"].as_array().map(Vec::len), page.get("position")),
        (Some(1), None)
    );
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let system = System::new().await;
    let resource = system.resource("/x").await;
    let methods = format!("/resources/{resource}/methods/GET");
    for (below, message) in [
        ("/resources/nosuch", "Invalid Resource identifier specified"),
        (methods.as_str(), "Invalid Method identifier specified"),
        ("/stages/nosuch", "Invalid Stage identifier specified"),
        ("/deployments/nosuch", "Invalid Deployment identifier specified"),
        (
            "/requestvalidators/nosuch",
            "Invalid Request Validator identifier specified",
        ),
    ] {
        let refused = system.refused("GET", &system.at(below), json!(null)).await;
        assert_eq!(refused, (404, message.to_owned()), "{below}");
    }
    let refused = system.refused("GET", "/restapis/nosuch", json!(null)).await;
    assert_eq!(
        refused,
        (
            404,
            "Invalid API identifier specified 000000000000:nosuch".to_owned()
        )
    );
}

#[tokio::test]
async fn resources_keep_the_rules_of_paths() {
    let system = System::new().await;
    let greedy = system.resource("/{proxy+}").await;
    let below = |parent: &str| system.at(&format!("/resources/{parent}"));
    system.resource("/a").await;
    for (parent, part, status) in [
        (&system.root, "a", 409),
        (&system.root, "{id}", 400),
        (&system.root, "a b", 400),
        (&greedy, "child", 400),
    ] {
        let (found, _) = system
            .control("POST", &below(parent), json!({"pathPart": part}))
            .await;
        assert_eq!(found, status, "{part}");
    }
}

#[tokio::test]
async fn a_deployment_needs_methods_with_integrations() {
    let system = System::new().await;
    let deploy = async || {
        system
            .refused("POST", &system.at("/deployments"), json!({"stageName": "dev"}))
            .await
    };
    assert_eq!(
        deploy().await,
        (400, "The REST API doesn't contain any methods".to_owned())
    );
    let at = system.at(&format!("/resources/{}/methods/GET", system.root));
    system.ok("PUT", &at, json!({"authorizationType": "NONE"})).await;
    assert_eq!(
        deploy().await,
        (400, "No integration defined for method".to_owned())
    );
}

#[tokio::test]
async fn what_is_not_offered_is_refused_clearly() {
    let system = System::new().await;
    let id = system.resource("/x").await;
    let at = system.at(&format!("/resources/{id}/methods/GET"));
    let cognito = system
        .refused("PUT", &at, json!({"authorizationType": "COGNITO_USER_POOLS"}))
        .await;
    assert_eq!(
        cognito,
        (
            400,
            "Authorization COGNITO_USER_POOLS is not offered by this reference implementation".to_owned()
        )
    );
    system.ok("PUT", &at, json!({"authorizationType": "NONE"})).await;
    let integration = |kind: &str, uri: &str| json!({"type": kind, "httpMethod": "POST", "uri": uri});
    for (body, start) in [
        (
            integration("HTTP", "example.com"),
            "Invalid HTTP endpoint specified for URI",
        ),
        (
            integration("AWS", "arn:aws:apigateway:us-east-1:sqs:action/SendMessage"),
            "An integration with the service sqs is",
        ),
        (
            integration("AWS_PROXY", "arn:aws:apigateway:us-east-1:sqs:action/SendMessage"),
            "Integrations of type 'AWS_PROXY'",
        ),
        (
            json!({"type": "AWS"}),
            "Enumeration value for HttpMethod must be non-empty",
        ),
    ] {
        let (status, message) = system.refused("PUT", &format!("{at}/integration"), body).await;
        assert!(status == 400 && message.starts_with(start), "{message}");
    }
    let import = system.refused("POST", "/restapis?mode=import", Value::Null).await;
    assert_eq!(import.0, 400);
}

#[tokio::test]
async fn a_used_deployment_cannot_be_deleted() {
    let system = System::new().await;
    system
        .method("/x", "GET", json!({}), mock(200), &[json!({})])
        .await;
    let id = system.deploy("dev").await;
    let at = system.at(&format!("/deployments/{id}"));
    let message = "Active stages pointing to this deployment must be moved or deleted";
    assert_eq!(
        system.refused("DELETE", &at, json!(null)).await,
        (400, message.to_owned())
    );
    system.ok("DELETE", &system.at("/stages/dev"), json!(null)).await;
    assert_eq!(system.control("DELETE", &at, json!(null)).await.0, 202);
}

#[tokio::test]
async fn test_invoke_method_runs_without_a_deployment_and_logs() {
    let system = System::new().await;
    let template =
        json!({"responseTemplates": {"application/json": "{\"petId\": \"$input.params('petId')\"}"}});
    let at = system
        .method("/pets/{petId}", "GET", json!({}), mock(200), &[template])
        .await;
    for (input, pet, path) in [
        (
            json!({"pathWithQueryString": "/pets/123?a=b"}),
            "123",
            "/pets/123",
        ),
        (json!({}), "{petId}", "/pets/{petId}"),
        (json!({"pathWithQueryString": "/random/test"}), "", "/random/test"),
    ] {
        let answer = system.ok("POST", &at, input).await;
        assert_eq!(
            (&answer["status"], &answer["body"]),
            (&json!(200), &json!(format!("{{\"petId\": \"{pet}\"}}")))
        );
        assert_eq!(answer["headers"], json!({"Content-Type": "application/json"}));
        let log = answer["log"].as_str().unwrap();
        assert!(
            log.contains(&format!("HTTP Method: GET, Resource Path: {path}")),
            "{log}"
        );
        assert!(log.contains("Method request headers: {}"), "{log}");
        assert!(
            log.trim_end().ends_with("Method completed with status: 200"),
            "{log}"
        );
    }
}
