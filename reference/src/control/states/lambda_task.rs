//! Tasks that invoke functions: by ARN, and through `lambda:invoke`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    States,
    sdk_answer::{http_date, http_metadata},
    world::ServiceWorld,
};
use crate::{
    lambda::{Invocation, InvocationType, Invoked},
    states::number::json_text,
    states::{data::Data, definition::Pattern, failure::Failure, interpreter::ServiceCall},
    wire::{ACCOUNT, AwsError},
};

/// Invokes a function by its ARN: the input is the event, the result is the output (ASL-031).
pub(super) async fn invoke(
    states: &States,
    role_arn: &str,
    function: &str,
    input: &Data,
) -> Result<Data, Failure> {
    allowed(states, role_arn, function)?;
    let invocation = Invocation {
        function: function.to_owned(),
        qualifier: None,
        kind: InvocationType::RequestResponse,
        payload: Bytes::copy_from_slice(input.text().as_bytes()),
        log_tail: false,
    };
    let invoked = states.lambda.invoke(invocation).await.map_err(|e| refused(&e))?;
    let text = result(&invoked)?;
    Data::parse(&text).map_err(|_| Failure::new("Lambda.Unknown", "The function's result is not valid JSON."))
}

/// Calls Lambda's Invoke with a task's parameters; the answer holds more than the result (ASL-032).
pub(super) async fn call(states: &States, world: &ServiceWorld, call: &ServiceCall) -> Result<Data, Failure> {
    if matches!(call.pattern, Pattern::Sync | Pattern::Sync2) {
        return Err(Failure::runtime("lambda:invoke has no .sync pattern"));
    }
    let invocation = invocation(call.parameters.value())?;
    let arn = function_arn(&world.region, &invocation.function);
    allowed(states, &world.role_arn, &arn)?;
    let kind = invocation.kind;
    let invoked = states.lambda.invoke(invocation).await.map_err(|e| refused(&e))?;
    let text = result(&invoked)?;
    let payload: Value = match kind {
        InvocationType::RequestResponse => serde_json::from_str(&text)
            .map_err(|_| Failure::new("Lambda.Unknown", "The function's result is not valid JSON."))?,
        InvocationType::Event | InvocationType::DryRun => json!(""),
    };
    Ok(answer(&invoked, payload).into())
}

/// The parameters as an invocation; members that Invoke does not have are passed over (recorded on AWS 2023).
fn invocation(parameters: &Value) -> Result<Invocation, Failure> {
    let text = |name: &str| match parameters.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(Failure::runtime(format!(
            "The parameter '{name}' must be a string but was: {other}"
        ))),
    };
    let Some(function) = text("FunctionName")? else {
        return Err(Failure::runtime(
            "The field 'FunctionName' is required but was missing",
        ));
    };
    let kind = match text("InvocationType")?.as_deref() {
        None | Some("RequestResponse") => InvocationType::RequestResponse,
        Some("Event") => InvocationType::Event,
        Some("DryRun") => InvocationType::DryRun,
        Some(other) => {
            return Err(Failure::runtime(format!(
                "The InvocationType '{other}' does not exist"
            )));
        }
    };
    // The payload is a text to Lambda: one that is given as a string is sent as it is, `"0.0"` as `0.0`; null
    // is no payload, and the function's event an empty object (recorded on AWS 2023).
    let payload = match parameters.get("Payload") {
        None | Some(Value::Null) => "{}".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => json_text(other),
    };
    Ok(Invocation {
        function,
        qualifier: text("Qualifier")?,
        kind,
        payload: payload.into(),
        log_tail: text("LogType")?.as_deref() == Some("Tail"),
    })
}

/// The function's result as JSON text, or its error as the task's.
fn result(invoked: &Invoked) -> Result<String, Failure> {
    let text = String::from_utf8_lossy(&invoked.payload).into_owned();
    if invoked.function_error.is_none() {
        return Ok(text);
    }
    // The error's name is the exception's class; the cause is the error as Lambda gave it (ASL-034).
    let error = serde_json::from_str::<Value>(&text)
        .ok()
        .and_then(|error| error["errorType"].as_str().map(str::to_owned))
        .unwrap_or_else(|| "Lambda.Unknown".to_owned());
    Err(Failure::new(error, text))
}

/// What Lambda refuses, in the words of the SDK that Step Functions uses (recorded on AWS 2023).
fn refused(error: &AwsError) -> Failure {
    Failure::new(
        format!("Lambda.{}", error.code),
        format!(
            "{} (Service: AWSLambda; Status Code: {}; Error Code: {}; Request ID: {}; Proxy: null)",
            error.message,
            error.status,
            error.code,
            uuid::Uuid::new_v4()
        ),
    )
}

fn allowed(states: &States, role_arn: &str, function: &str) -> Result<(), Failure> {
    states
        .authority
        .authorize(
            role_arn,
            "states.amazonaws.com",
            "lambda:InvokeFunction",
            function,
        )
        .map_err(|_| {
            let role = role_arn.rsplit('/').next().unwrap_or_default();
            let session = uuid::Uuid::new_v4().simple().to_string();
            let message = format!(
                "User: arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session} is not authorized to perform: \
                 lambda:InvokeFunction on resource: {function} because no identity-based policy allows the \
                 lambda:InvokeFunction action"
            );
            let mut failure = refused(&AwsError::new(403, "AccessDeniedException", message));
            failure.error = Some("Lambda.AWSLambdaException".to_owned());
            failure
        })
}

fn function_arn(region: &str, function: &str) -> String {
    if function.starts_with("arn:") {
        return function.to_owned();
    }
    // A partial ARN names the account: `123456789012:function:name`.
    let name = function
        .rsplit_once("function:")
        .map_or(function, |(_, name)| name);
    format!("arn:aws:lambda:{region}:{ACCOUNT}:function:{name}")
}

/// The answer of Invoke as the task's output shows it, members in the recorded order.
fn answer(invoked: &Invoked, payload: Value) -> Value {
    let (length, date, trace) = (invoked.payload.len().to_string(), http_date(), trace_id());
    let version = invoked.executed_version.as_deref();
    let mut headers: Vec<(&str, &str)> = version
        .map(|version| ("X-Amz-Executed-Version", version))
        .into_iter()
        .collect();
    headers.extend([
        ("x-amzn-Remapped-Content-Length", "0"),
        ("Connection", "keep-alive"),
        ("x-amzn-RequestId", &invoked.request_id),
        ("Content-Length", &length),
        ("Date", &date),
        ("X-Amzn-Trace-Id", &trace),
        ("Content-Type", "application/json"),
    ]);
    let mut answer = Map::new();
    let mut add = |name: &str, value: Value| {
        answer.insert(name.to_owned(), value);
    };
    if let Some(version) = version {
        add("ExecutedVersion", version.into());
    }
    if let Some(log) = &invoked.log_tail {
        add("LogResult", STANDARD.encode(log).into());
    }
    add("Payload", payload);
    add("SdkHttpMetadata", http_metadata(invoked.status, &headers));
    add("SdkResponseMetadata", json!({"RequestId": invoked.request_id}));
    add("StatusCode", invoked.status.into());
    Value::Object(answer)
}

fn trace_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    format!(
        "Root=1-{:08x}-{};Parent={};Sampled=0",
        Timestamp::now().as_second(),
        &id[..24],
        &uuid::Uuid::new_v4().simple().to_string()[..16]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invoked(payload: &str, function_error: Option<&'static str>) -> Invoked {
        Invoked {
            status: 200,
            payload: Bytes::copy_from_slice(payload.as_bytes()),
            function_error,
            executed_version: Some("$LATEST".to_owned()),
            log_tail: None,
            request_id: "r".to_owned(),
        }
    }

    #[test]
    fn the_answer_has_its_members_in_order() {
        let answer = answer(&invoked("{}", None), json!({}));
        let keys: Vec<_> = answer.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "ExecutedVersion",
                "Payload",
                "SdkHttpMetadata",
                "SdkResponseMetadata",
                "StatusCode"
            ]
        );
        let http = &answer["SdkHttpMetadata"];
        assert_eq!(http["AllHttpHeaders"]["Content-Length"], json!(["2"]));
        assert_eq!(http["HttpHeaders"]["Content-Length"], json!("2"));
    }

    #[test]
    fn errors_take_the_name_of_the_exception() {
        let text = r#"{"errorMessage":"m","errorType":"CustomException"}"#;
        let failure = result(&invoked(text, Some("Unhandled"))).unwrap_err();
        assert_eq!(failure, Failure::new("CustomException", text));
        let failure = result(&invoked("x", Some("Unhandled"))).unwrap_err();
        assert_eq!(failure.error.as_deref(), Some("Lambda.Unknown"));
    }

    #[test]
    fn refusals_read_as_the_sdk_writes_them() {
        let failure = refused(&AwsError::new(
            404,
            "ResourceNotFoundException",
            "Function not found: f",
        ));
        assert_eq!(failure.error.as_deref(), Some("Lambda.ResourceNotFoundException"));
        let cause = failure.cause.unwrap();
        assert!(
            cause.starts_with(
                "Function not found: f (Service: AWSLambda; Status Code: 404; Error Code: \
                 ResourceNotFoundException; Request ID: "
            ),
            "{cause}"
        );
        assert!(cause.ends_with("; Proxy: null)"), "{cause}");
    }

    #[test]
    fn names_become_arns() {
        for (function, arn) in [
            ("f", "arn:aws:lambda:r:000000000000:function:f"),
            (
                "000000000000:function:f:1",
                "arn:aws:lambda:r:000000000000:function:f:1",
            ),
            ("arn:aws:lambda:x:1:function:f", "arn:aws:lambda:x:1:function:f"),
        ] {
            assert_eq!(function_arn("r", function), arn);
        }
    }
}
