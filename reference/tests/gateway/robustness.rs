//! Nothing that a client or a configuration holds makes the gateway panic or hang.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::imports::OPENAPI;
use crate::system::{System, mock};

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-zA-Z]{1,12}", inner, 0..4).prop_map(|m| json!(m)),
        ]
    })
}

/// Schemas whose keywords hold anything.
fn schema() -> impl Strategy<Value = Value> {
    let keyword = prop::sample::select(vec![
        "type",
        "enum",
        "properties",
        "required",
        "items",
        "$ref",
        "pattern",
        "minimum",
        "multipleOf",
        "allOf",
        "oneOf",
        "not",
        "dependencies",
        "additionalProperties",
        "minLength",
        "patternProperties",
    ]);
    prop::collection::hash_map(keyword, json_value(), 0..6).prop_map(|m| json!(m))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_request_is_answered(path in "(/\\PC{0,8}){0,4}", query in "\\PC{0,20}", body in "\\PC{0,40}",
                               header in "[ -~]{0,30}", verb in "[A-Z]{1,8}") {
        block_on(async {
            let system = System::new().await;
            system.method("/{proxy+}", "ANY", json!({}), mock(200), &[json!({})]).await;
            system.deploy("dev").await;
            let headers = [("X", header.as_str()), ("Content-Type", header.as_str()), ("X-Amzn-Trace-Id", header.as_str())];
            let response = system.send(&verb, &format!("/dev{path}?{query}"), &headers, &body).await;
            prop_assert!((200..600).contains(&response.status));
            Ok(())
        })?;
    }

    #[test]
    fn any_configuration_is_taken_or_refused(template in "\\PC{0,40}", pattern in "\\PC{0,12}", uri in "[!-~]{0,40}",
                                             source in "[a-z.']{0,24}", gateway in "[ -~]{0,30}") {
        block_on(async {
            let system = System::new().await;
            let id = system.resource("/x").await;
            let at = system.at(&format!("/resources/{id}/methods/GET"));
            system.ok("PUT", &at, json!({"authorizationType": "NONE"})).await;
            system.ok("PUT", &format!("{at}/responses/200"), json!({"responseParameters": {"method.response.header.H": false}})).await;
            system.control("PUT", &format!("{at}/integration"), json!({"type": "AWS", "httpMethod": "POST", "uri": uri})).await;
            let mocked = json!({"type": "MOCK", "requestTemplates": {"application/json": template}});
            system.ok("PUT", &format!("{at}/integration"), mocked).await;
            let response = json!({
                "selectionPattern": pattern,
                "responseTemplates": {"application/json": template},
                "responseParameters": {"method.response.header.H": source},
            });
            system.control("PUT", &format!("{at}/integration/responses/200"), response).await;
            let custom = json!({"responseTemplates": {"application/json": format!("$context.{gateway}${{stageVariables.{gateway}")}});
            system.ok("PUT", &system.at("/gatewayresponses/DEFAULT_5XX"), custom).await;
            system.deploy("dev").await;
            let answer = system.get("/dev/x").await;
            prop_assert!((100..600).contains(&answer.status));
            Ok(())
        })?;
    }

    #[test]
    fn any_model_judges_any_body(schema in schema(), body in json_value()) {
        block_on(async {
            let system = System::new().await;
            let validator = json!({"name": "v", "validateRequestBody": true});
            let validator = system.ok("POST", &system.at("/requestvalidators"), validator).await;
            let model = json!({"name": "m", "contentType": "application/json", "schema": schema.to_string()});
            system.ok("POST", &system.at("/models"), model).await;
            let method = json!({"requestValidatorId": validator["id"], "requestModels": {"application/json": "m"}});
            system.method("/x", "POST", method, mock(200), &[json!({})]).await;
            system.deploy("dev").await;
            let status = system.send("POST", "/dev/x", &[], &body.to_string()).await.status;
            prop_assert!(status == 200 || status == 400, "{status}");
            Ok(())
        })?;
    }

    #[test]
    fn no_definition_panics(from in 0..OPENAPI.len(), length in 0..200_usize, text in "[\\PC\n]{0,12}") {
        let end = (from + length).min(OPENAPI.len());
        let mangled = format!("{}{text}{}", &OPENAPI[..from], &OPENAPI[end..]);
        block_on(async {
            let system = System::new().await;
            let path = "/restapis?mode=import";
            let (status, answer) = system.raw_control("POST", path, mangled.into()).await;
            prop_assert!(matches!(status, 201 | 400 | 429), "{} {}", status, answer);
            Ok(())
        })?;
    }
}
