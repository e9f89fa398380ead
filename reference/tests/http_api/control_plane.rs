//! HTTP APIs as SDKs see them.

use serde_json::{Value, json};

use crate::system::{System, json_of, proxy};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn an_api_has_the_members_of_aws() {
    let system = System::empty().await;
    let input = json!({"name": "n", "protocolType": "HTTP", "description": "d", "version": "v", "tags": {"a": "b"},
        "corsConfiguration": {"allowOrigins": ["*"]}});
    let api = system.ok("POST", "/v2/apis", input).await;
    let id = api["apiId"].as_str().unwrap();
    let date = api["createdDate"].as_str().unwrap();
    assert!(date.len() == 20 && date.ends_with('Z'), "{date}");
    let expected = json!({
        "apiEndpoint": format!("https://{id}.execute-api.us-east-1.amazonaws.com"),
        "apiId": id,
        "apiKeySelectionExpression": "$request.header.x-api-key",
        "corsConfiguration": {"allowOrigins": ["*"]},
        "createdDate": date,
        "description": "d",
        "disableExecuteApiEndpoint": false,
        "ipAddressType": "ipv4",
        "name": "n",
        "protocolType": "HTTP",
        "routeSelectionExpression": "$request.method $request.path",
        "tags": {"a": "b"},
        "version": "v",
    });
    assert_eq!(api, expected);
    let path = format!("/v2/apis/{id}");
    let renamed = system.ok("PATCH", &path, json!({"name": "m"})).await;
    assert_eq!(
        (&renamed["name"], &renamed["description"]),
        (&json!("m"), &json!("d"))
    );
    assert_eq!(system.ok("GET", &path, json!(null)).await, renamed);
    let arn = format!("/v2/tags/arn:aws:apigateway:us-east-1::%2Fapis%2F{id}");
    system.ok("POST", &arn, json!({"tags": {"c": "d"}})).await;
    system
        .ok("DELETE", &format!("{arn}?tagKeys=a"), json!(null))
        .await;
    assert_eq!(
        system.ok("GET", &arn, json!(null)).await,
        json!({"tags": {"c": "d"}})
    );
    let deleted = system.control("DELETE", &path, json!(null)).await;
    assert_eq!(deleted, (204, json!(null)));
    assert_eq!(
        system.refused("GET", &path, json!(null)).await,
        (
            404,
            "NotFoundException".to_owned(),
            format!("Invalid API identifier specified 000000000000:{id}")
        )
    );
}

#[tokio::test]
async fn lists_come_in_pages() {
    let system = System::empty().await;
    for _ in 0..3 {
        system.api_of(json!({})).await;
    }
    let first = system.ok("GET", "/v2/apis?maxResults=2", json!(null)).await;
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = format!(
        "/v2/apis?maxResults=2&nextToken={}",
        first["nextToken"].as_str().unwrap()
    );
    let second = system.ok("GET", &next, json!(null)).await;
    assert_eq!(
        (second["items"].as_array().unwrap().len(), second.get("nextToken")),
        (1, None)
    );
    let whole = system.ok("GET", "/v2/apis", json!(null)).await;
    assert_eq!(whole["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn quick_create_makes_an_api_that_answers() {
    let mut system = System::empty().await;
    let source = "export const handler = async (event) => event.version + ' ' + event.routeKey;";
    let function = system.function("f", source).await;
    system.api = system.api_of(json!({"target": function})).await;
    assert_eq!(system.get("/any/path").await.body, "2.0 $default");
    for (below, kind) in [
        ("/routes", "routeKey"),
        ("/integrations", "integrationUri"),
        ("/stages", "stageName"),
    ] {
        let list = system.ok("GET", &system.at(below), json!(null)).await;
        let item = &list["items"][0];
        assert_eq!(item["apiGatewayManaged"], true, "{below}");
        assert!(item[kind].is_string(), "{below}");
    }
    system.api = system
        .api_of(json!({"target": function, "routeKey": "GET /only"}))
        .await;
    assert_eq!(system.get("/only").await.body, "2.0 GET /only");
    assert_eq!(
        json_of(&system.get("/other").await),
        json!({"message": "Not Found"})
    );
}

#[tokio::test]
async fn routes_integrations_stages_and_deployments_have_the_members_of_aws() {
    let system = System::new().await;
    let integration = system
        .ok("POST", &system.at("/integrations"), proxy(FUNCTION, "2.0"))
        .await;
    let id = integration["integrationId"].as_str().unwrap();
    assert_eq!(
        integration,
        json!({"connectionType": "INTERNET", "integrationId": id, "integrationMethod": "POST",
            "integrationType": "AWS_PROXY", "integrationUri": FUNCTION, "payloadFormatVersion": "2.0",
            "timeoutInMillis": 30000})
    );
    let route = json!({"routeKey": "GET /a", "target": format!("integrations/{id}")});
    let route = system.ok("POST", &system.at("/routes"), route).await;
    assert_eq!(
        route,
        json!({"apiKeyRequired": false, "authorizationType": "NONE", "routeId": route["routeId"],
            "routeKey": "GET /a", "target": format!("integrations/{id}")})
    );
    let deployment = system
        .ok("POST", &system.at("/deployments"), json!({"description": "d"}))
        .await;
    assert_eq!(
        keys(&deployment),
        [
            "autoDeployed",
            "createdDate",
            "deploymentId",
            "deploymentStatus",
            "description"
        ]
    );
    let stage = json!({"stageName": "dev", "deploymentId": deployment["deploymentId"],
        "stageVariables": {"v": "w"}, "tags": {"a": "b"}});
    let stage = system.ok("POST", &system.at("/stages"), stage).await;
    assert_eq!(
        keys(&stage),
        [
            "autoDeploy",
            "createdDate",
            "defaultRouteSettings",
            "deploymentId",
            "lastUpdatedDate",
            "routeSettings",
            "stageName",
            "stageVariables",
            "tags"
        ]
    );
    let changed = json!({"stageVariables": {"v": "", "x": "y"}});
    let changed = system.ok("PATCH", &system.at("/stages/dev"), changed).await;
    assert_eq!(changed["stageVariables"], json!({"x": "y"}));
    let mapped = json!({"requestParameters": {"append:header.a": "b"}});
    let path = system.at(&format!("/integrations/{id}"));
    let mapped = system.ok("PATCH", &path, mapped).await;
    assert_eq!(mapped["requestParameters"], json!({"append:header.a": "b"}));
    let automatic = system
        .ok("GET", &system.at("/stages/$default"), json!(null))
        .await;
    let served = automatic["deploymentId"].as_str().unwrap();
    let served = system
        .ok("GET", &system.at(&format!("/deployments/{served}")), json!(null))
        .await;
    assert_eq!(served["autoDeployed"], true);
}

#[tokio::test]
async fn a_stage_without_routes_says_why_it_serves_nothing() {
    let system = System::new().await;
    let stage = system
        .ok("GET", &system.at("/stages/$default"), json!(null))
        .await;
    assert_eq!(
        stage["lastDeploymentStatusMessage"],
        "Deployment attempt failed: Unable to deploy API because no routes exist in this API"
    );
}

#[tokio::test]
async fn what_aws_refuses_is_refused_in_its_words() {
    let system = System::new().await;
    let target = system.integration(proxy(FUNCTION, "2.0")).await;
    let route = json!({"routeKey": "GET /o/{orgId}", "target": format!("integrations/{target}")});
    let route = system.ok("POST", &system.at("/routes"), route).await;
    let (bad, conflict) = ((400, "BadRequestException"), (409, "ConflictException"));
    let with = |member: &str, value: Value| {
        let mut input = proxy(FUNCTION, "2.0");
        input[member] = value;
        input
    };
    for (verb, path, input, (status, code), message) in [
        (
            "POST",
            "/integrations",
            with("payloadFormatVersion", json!(null)),
            bad,
            "PayloadFormatVersion is a required parameter for integration".to_owned(),
        ),
        (
            "POST",
            "/integrations",
            with("payloadFormatVersion", json!("3.0")),
            bad,
            "PayloadFormatVersion 3.0 is not supported for integration of type AWS_PROXY".to_owned(),
        ),
        (
            "POST",
            "/integrations",
            with("timeoutInMillis", json!(30001)),
            bad,
            "Timeout should be between 50 ms and 30000 ms".to_owned(),
        ),
        (
            "POST",
            "/integrations",
            with("integrationType", json!("AWS")),
            bad,
            "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations \
             (AWS_PROXY, HTTP_PROXY)"
                .to_owned(),
        ),
        (
            "POST",
            "/integrations",
            json!({"integrationType": "HTTP_PROXY", "integrationUri": "http://localhost"}),
            bad,
            "HttpMethod parameter method must be specified for integrationType HTTPPROXY".to_owned(),
        ),
        (
            "POST",
            "/routes",
            json!({"routeKey": "GET"}),
            bad,
            "The provided route key is not formatted properly for HTTP protocol. Format should be \
             \"[HTTP METHOD] /[RESOURCE PATH]\" or \"$default\""
                .to_owned(),
        ),
        (
            "POST",
            "/routes",
            json!({"routeKey": "GET /o/{orgId}"}),
            conflict,
            "Route with key GET /o/{orgId} already exists for this API".to_owned(),
        ),
        (
            "POST",
            "/routes",
            json!({"routeKey": "GET /o/{org_id}"}),
            conflict,
            "The provided route key \"GET /o/{org_id}\" has a conflicting variable on the same hierarchical level as \
             \"GET /o/{orgId}\""
                .to_owned(),
        ),
        (
            "POST",
            "/routes",
            json!({"routeKey": "GET /a", "apiKeyRequired": true}),
            bad,
            "ApiKeyRequired is not currently supported for HTTP APIs.".to_owned(),
        ),
        (
            "POST",
            "/routes",
            json!({"routeKey": "GET /a", "authorizationType": "JWT"}),
            bad,
            "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer."
                .to_owned(),
        ),
        (
            "DELETE",
            &format!("/integrations/{target}"),
            json!(null),
            conflict,
            format!(
                "Cannot delete Integration because it is referenced by the following Routes with Ids: [{}]",
                route["routeId"].as_str().unwrap()
            ),
        ),
        (
            "POST",
            "/stages",
            json!({"stageName": "$default"}),
            conflict,
            "Stage already exists".to_owned(),
        ),
        (
            "POST",
            "/stages",
            json!({"stageName": "a b"}),
            bad,
            "Stage name only allows a-zA-Z0-9_".to_owned(),
        ),
        (
            "POST",
            "/deployments",
            json!({"stageName": "none"}),
            bad,
            "Stage none does not exist. StageName specified on a CreateDeployment request must exist so the stage can \
             be updated with the new deployment."
                .to_owned(),
        ),
        (
            "PATCH",
            "",
            json!({"corsConfiguration": {"allowOrigins": ["*"], "allowCredentials": true}}),
            bad,
            "allow-credentials is not supported if 'allow-origin' is *".to_owned(),
        ),
    ] {
        let refused = system.refused(verb, &system.at(path), input).await;
        assert_eq!(refused, (status, code.to_owned(), message), "{verb} {path}");
    }
    for (input, message) in [
        (
            json!({"name": "n", "protocolType": "WEBSOCKET"}),
            "An API with the protocol type WEBSOCKET is not offered by this reference implementation",
        ),
        (
            json!({"name": "n", "protocolType": "FTP"}),
            "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]",
        ),
        (json!({"protocolType": "HTTP"}), "Invalid API name specified"),
    ] {
        let refused = system.refused("POST", "/v2/apis", input).await;
        assert_eq!(
            refused,
            (400, "BadRequestException".to_owned(), message.to_owned())
        );
    }
}
