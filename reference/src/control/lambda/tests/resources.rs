//! Functions, versions, aliases, permissions and settings as clients meet them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::code::tests::package;
use super::{ARN, Bench, ECHO, error, refusal, text};

#[tokio::test]
async fn a_function_lives_from_creation_to_deletion() {
    let bench = Bench::with(ECHO).await;
    let again = bench.create("f", ECHO).await;
    assert_eq!(
        error(&again),
        refusal(409, "ResourceConflictException", "Function already exist: f")
    );
    let shown = bench.ok("GET", "/2015-03-31/functions/f", json!(null)).await;
    let configuration = &shown["Configuration"];
    assert_eq!(configuration["FunctionArn"], ARN);
    let modified = configuration["LastModified"].as_str().unwrap();
    assert!(
        modified.len() == 28 && modified.ends_with("+0000") && &modified[19..20] == ".",
        "{modified}"
    );
    assert_eq!(
        (&configuration["State"], &configuration["LastUpdateStatus"]),
        (&json!("Active"), &json!("Successful"))
    );
    let encoded = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af%3A%24LATEST/configuration";
    assert_eq!(
        bench.ok("GET", encoded, json!(null)).await["FunctionArn"],
        format!("{ARN}:$LATEST")
    );
    assert_eq!(
        bench.ok("GET", "/2015-03-31/functions/", json!(null)).await["Functions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let code = json!({ "ZipFile": package(&[("index.mjs", "export const handler = async () => 'new';")]) });
    bench.ok("PUT", "/2015-03-31/functions/f/code", code).await;
    assert_eq!(text(&bench.invoke(json!({})).await), "\"new\"");
    let body = json!({ "Timeout": 7, "Environment": { "Variables": { "A1": "b" } } });
    let updated = bench
        .ok("PUT", "/2015-03-31/functions/f/configuration", body)
        .await;
    assert_eq!(
        (&updated["Timeout"], &updated["Environment"]),
        (&json!(7), &json!({ "Variables": { "A1": "b" } }))
    );

    assert_eq!(
        bench
            .send("DELETE", "/2015-03-31/functions/f", &json!(null))
            .await
            .status,
        204
    );
    let gone = format!("Function not found: {ARN}");
    assert_eq!(
        bench.error("GET", "/2015-03-31/functions/f", json!(null)).await,
        refusal(404, "ResourceNotFoundException", &gone)
    );
    // Recorded on AWS 2025-11-24: Invoke names the version, too.
    let missing = error(&bench.invoke(json!({})).await);
    assert_eq!(
        missing,
        refusal(404, "ResourceNotFoundException", &format!("{gone}:$LATEST"))
    );
    let elsewhere =
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3Af/invocations";
    let text = "Functions from 'eu-central-1' are not reachable in this region ('us-east-1')";
    assert_eq!(
        bench.error("POST", elsewhere, json!({})).await,
        refusal(404, "ResourceNotFoundException", text)
    );
}

#[tokio::test]
async fn only_javascript_is_run() {
    let bench = Bench::new();
    let body = json!({ "FunctionName": "p", "Runtime": "python3.12", "Handler": "a.b", "Role": "arn:aws:iam::000000000000:role/r",
        "Code": { "ZipFile": package(&[("a.py", "")]) } });
    let (status, code, message) = bench.error("POST", "/2015-03-31/functions", body).await;
    assert_eq!((status, code.as_str()), (400, "InvalidParameterValueException"));
    assert!(message.contains("python3.12"));
    assert_eq!(bench.error("GET", "/2018-10-31/layers", json!(null)).await.0, 404);
}

#[tokio::test]
async fn versions_and_aliases_keep_their_code() {
    let bench =
        Bench::with("export const handler = async (e, c) => [1, c.functionVersion, c.invokedFunctionArn];")
            .await;
    let base = "/2015-03-31/functions/f";
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "1"
    );
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "1",
        "nothing changed"
    );
    let alias = bench
        .ok(
            "POST",
            &format!("{base}/aliases"),
            json!({ "Name": "live", "FunctionVersion": "1" }),
        )
        .await;
    assert_eq!(alias["AliasArn"], format!("{ARN}:live"));
    let code = json!({ "ZipFile": package(&[("index.mjs", "export const handler = async () => 2;")]) });
    bench.ok("PUT", &format!("{base}/code"), code).await;
    let by_alias = bench
        .send("POST", &format!("{base}/invocations?Qualifier=live"), &json!({}))
        .await;
    assert_eq!(text(&by_alias), format!(r#"[1,"1","{ARN}:live"]"#));
    assert_eq!(by_alias.headers.get("x-amz-executed-version"), Some("1"));
    assert_eq!(
        bench.ok("POST", &format!("{base}/versions"), json!({})).await["Version"],
        "2"
    );
    bench
        .ok(
            "PUT",
            &format!("{base}/aliases/live"),
            json!({ "FunctionVersion": "2" }),
        )
        .await;
    assert_eq!(
        text(
            &bench
                .send("POST", &format!("{base}:live/invocations"), &json!({}))
                .await
        ),
        "2"
    );

    let missing = bench
        .error("GET", &format!("{base}/aliases/none"), json!(null))
        .await;
    assert_eq!(
        missing,
        refusal(
            404,
            "ResourceNotFoundException",
            &format!("Cannot find alias arn: {ARN}:none")
        )
    );
    let text = "The derived qualifier from the function name does not match the specified qualifier.";
    let differing = bench
        .error(
            "POST",
            &format!("{base}:$LATEST/invocations?Qualifier=1"),
            json!({}),
        )
        .await;
    assert_eq!(differing, refusal(400, "InvalidParameterValueException", text));
    let lower = bench
        .error(
            "POST",
            &format!("{base}/invocations?Qualifier=$latest"),
            json!({}),
        )
        .await;
    assert_eq!(
        lower,
        refusal(
            404,
            "ResourceNotFoundException",
            &format!("Function not found: {ARN}:$latest")
        )
    );
    bench
        .ok("DELETE", &format!("{base}/aliases/live"), json!(null))
        .await;
    assert_eq!(
        bench.ok("GET", &format!("{base}/aliases"), json!(null)).await,
        json!({ "Aliases": [] })
    );
}

#[tokio::test]
async fn permissions_come_and_go() {
    let bench = Bench::with(ECHO).await;
    let path = "/2015-03-31/functions/f/policy";
    let none = refusal(
        404,
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    );
    assert_eq!(bench.error("GET", path, json!(null)).await, none);
    bench.permit("api/*/GET/*").await;
    let policy: Value = serde_json::from_str(
        bench.ok("GET", path, json!(null)).await["Policy"]
            .as_str()
            .unwrap(),
    )
    .unwrap();
    assert_eq!(policy["Statement"][0]["Resource"], ARN);
    let gone = bench.error("DELETE", &format!("{path}/other"), json!(null)).await;
    assert_eq!(
        gone,
        refusal(
            404,
            "ResourceNotFoundException",
            "Statement other is not found in resource policy."
        )
    );
    bench.ok("DELETE", &format!("{path}/gateway"), json!(null)).await;
    assert_eq!(bench.error("GET", path, json!(null)).await, none);
}

#[tokio::test]
async fn event_settings_read_as_recorded() {
    let bench = Bench::with(ECHO).await;
    let path = "/2019-09-25/functions/f/event-invoke-config";
    let none = format!("The function {ARN}:$LATEST doesn't have an EventInvokeConfig");
    assert_eq!(
        bench.error("GET", path, json!(null)).await,
        refusal(404, "ResourceNotFoundException", &none)
    );
    let nothing = "You must specify at least one of error handling or destination setting.";
    assert_eq!(
        bench.error("PUT", path, json!({})).await,
        refusal(400, "InvalidParameterValueException", nothing)
    );
    let unknown = bench
        .error(
            "PUT",
            "/2019-09-25/functions/x/event-invoke-config",
            json!({ "MaximumRetryAttempts": 1 }),
        )
        .await;
    assert_eq!(
        unknown,
        refusal(404, "ResourceNotFoundException", "The function doesn't exist.")
    );
    let put = bench
        .ok(
            "PUT",
            path,
            json!({ "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60 }),
        )
        .await;
    assert_eq!(
        (&put["FunctionArn"], &put["DestinationConfig"]),
        (
            &json!(format!("{ARN}:$LATEST")),
            &json!({ "OnSuccess": {}, "OnFailure": {} })
        )
    );
    let updated = bench.ok("POST", path, json!({ "MaximumRetryAttempts": 1 })).await;
    assert_eq!(
        (
            &updated["MaximumRetryAttempts"],
            &updated["MaximumEventAgeInSeconds"]
        ),
        (&json!(1), &json!(60))
    );
    bench.ok("DELETE", path, json!(null)).await;
}

#[tokio::test]
async fn tags_come_and_go() {
    let bench = Bench::with(ECHO).await;
    let path = format!("/2017-03-31/tags/{}", ARN.replace(':', "%3A"));
    bench
        .ok("POST", &path, json!({ "Tags": { "run": "1", "more": "2" } }))
        .await;
    assert_eq!(
        bench.ok("GET", &path, json!(null)).await["Tags"],
        json!({ "run": "1", "more": "2" })
    );
    bench
        .ok("DELETE", &format!("{path}?tagKeys=more"), json!(null))
        .await;
    assert_eq!(
        bench.ok("GET", &path, json!(null)).await["Tags"],
        json!({ "run": "1" })
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a client sends is answered; what is wrong with it is said with a 4xx status.
    #[test]
    fn any_request_gets_an_answer(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]),
        parts in prop::collection::vec(prop::sample::select(vec![
            "2015-03-31", "functions", "f", "f:1", "f:", "%00", "%", "%ff", "a%2Fb", "$LATEST", "..", "configuration", "code", "versions", "aliases",
            "policy", "tags", "concurrency", "event-invoke-config", "list", "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af",
        ]), 0..6),
        query in prop::sample::select(vec!["", "?", "?Qualifier=", "?Qualifier=9999999999999999999999", "?Marker=18446744073709551615&MaxItems=0", "?Marker=x"]),
        member in prop::sample::select(vec!["FunctionName", "Name", "StatementId", "ReservedConcurrentExecutions", "MaximumRetryAttempts", "Timeout", "Tags", "ZipFile"]),
        value in prop::sample::select(vec![json!(null), json!(-1), json!(1e308), json!(u64::MAX), json!(""), json!("\u{0}"), json!([]), json!({"": 1})]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let target = format!("/{}{query}", parts.join("/"));
        let response = runtime.block_on(async {
            let bench = Bench::with(ECHO).await;
            bench.send(method, &target, &json!({ member: value })).await
        });
        prop_assert!(response.status < 500, "{method} {target}: {}", text(&response));
    }
}
