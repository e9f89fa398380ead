//! Stages, routes and the forms of invoke URLs.

use serde_json::json;

use crate::system::{System, json_of, proxy, status};

const KEY: &str = "export const handler = async (event) => event.routeKey;";
const NOT_FOUND: &str = "{\"message\":\"Not Found\"}";

#[tokio::test]
async fn the_best_route_answers() {
    let system = System::new().await;
    let function = system.function("key", KEY).await;
    for key in [
        "ANY /{proxy+}",
        "GET /pets/{proxy+}",
        "GET /pets/dog/{id}",
        "GET /pets/dog/1",
        "$default",
        "ANY /verbs",
        "GET /verbs",
    ] {
        system.route(key, proxy(&function, "2.0")).await;
    }
    for (verb, path, key) in [
        ("GET", "/pets/dog/1", "GET /pets/dog/1"),
        ("GET", "/pets/dog/2", "GET /pets/dog/{id}"),
        ("GET", "/pets/cat/1", "GET /pets/{proxy+}"),
        ("POST", "/test/5", "ANY /{proxy+}"),
        ("GET", "/verbs", "GET /verbs"),
        ("DELETE", "/verbs", "ANY /verbs"),
    ] {
        assert_eq!(system.send(verb, path, &[], "").await.body, key, "{verb} {path}");
    }
}

#[tokio::test]
async fn what_no_route_takes_is_not_found() {
    let system = System::new().await;
    let function = system.function("key", KEY).await;
    system.route("GET /a", proxy(&function, "2.0")).await;
    for (stage, verb, path) in [
        ("$default", "GET", "/b"),
        ("$default", "POST", "/a"),
        ("$default", "OPTIONS", "/a"),
        ("none", "GET", "/a"),
    ] {
        let answer = system.send_to(stage, verb, path, &[], "").await;
        assert_eq!(answer.status(), "404 Not Found", "{stage} {verb} {path}");
        assert_eq!(answer.body, NOT_FOUND);
        assert_eq!(answer.header("Content-Type"), Some("application/json"));
        assert_eq!(answer.header("Apigw-Requestid").map(str::len), Some(16));
    }
}

#[tokio::test]
async fn behind_a_host_the_first_part_may_name_a_stage() {
    let system = System::new().await;
    let source = "export const handler = async (event) => event.rawPath + ' ' + event.requestContext.stage;";
    let function = system.function("path", source).await;
    system.route("$default", proxy(&function, "2.0")).await;
    let stage = json!({"stageName": "dev", "autoDeploy": true});
    system.ok("POST", &system.at("/stages"), stage).await;
    for (path, seen) in [
        ("/dev/x", "/dev/x dev"),
        ("/dev", "/dev/ dev"),
        ("/x/dev", "/x/dev $default"),
        ("/", "/ $default"),
    ] {
        assert_eq!(system.send_by_host("GET", path).await.body, seen, "{path}");
    }
    let path = system.at("/stages/$default");
    system.ok("DELETE", &path, json!(null)).await;
    assert_eq!(system.send_by_host("GET", "/x").await.body, NOT_FOUND);
    assert_eq!(status(&system.send_by_host("GET", "/dev/x").await), 200);
}

#[tokio::test]
async fn stages_serve_what_was_deployed_to_them() {
    let system = System::new().await;
    let function = system.function("key", KEY).await;
    system.route("GET /a", proxy(&function, "2.0")).await;
    let stage = json!({"stageName": "held"});
    system.ok("POST", &system.at("/stages"), stage).await;
    assert_eq!(status(&system.send_to("held", "GET", "/a", &[], "").await), 404);
    let deployment = json!({"stageName": "held"});
    system.ok("POST", &system.at("/deployments"), deployment).await;
    let later = system.route("GET /b", proxy(&function, "2.0")).await;
    for (stage, path, expected) in [("held", "/a", 200), ("held", "/b", 404), ("$default", "/b", 200)] {
        let answer = system.send_to(stage, "GET", path, &[], "").await;
        assert_eq!(status(&answer), expected, "{stage} {path}");
    }
    let path = system.at(&format!("/routes/{later}"));
    system.ok("DELETE", &path, json!(null)).await;
    assert_eq!(status(&system.get("/b").await), 404);
}

#[tokio::test]
async fn rest_and_http_apis_share_the_forms_of_urls() {
    let system = System::new().await;
    let function = system.function("key", KEY).await;
    system.route("GET /a", proxy(&function, "2.0")).await;
    let rest = system.ok("POST", "/restapis", json!({"name": "r"})).await;
    assert_ne!(rest["id"], json!(system.api));
    assert_eq!(json_of(&system.get("/b").await), json!({"message": "Not Found"}));
    system.ok("DELETE", &system.at(""), json!(null)).await;
    let gone = system.get("/a").await;
    assert_eq!(
        (status(&gone), gone.body.as_str()),
        (403, "{\"message\":\"Forbidden\"}")
    );
}
