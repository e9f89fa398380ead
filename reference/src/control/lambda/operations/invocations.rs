//! Invoke over HTTP, for clients and for API Gateway alike.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::control::lambda::{Functions, fault};
use crate::lambda::{Invocation, InvocationType};
use crate::wire::{AwsError, Request, Response};

/// Answers a request to `…/functions/{name}/invocations`.
pub(in crate::control::lambda) async fn invoke(
    functions: &Functions,
    region: &str,
    name: &str,
    request: &Request,
) -> Response {
    match try_invoke(functions, region, name, request).await {
        Ok(response) => response,
        Err(error) => fault::response(&error),
    }
}

async fn try_invoke(
    functions: &Functions,
    region: &str,
    name: &str,
    request: &Request,
) -> Result<Response, AwsError> {
    let query = request.query.as_deref().unwrap_or_default();
    let qualifier = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "Qualifier");
    let invocation = Invocation {
        function: name.to_owned(),
        qualifier: qualifier.map(|(_, value)| value.into_owned()),
        kind: kind(request.headers.get("X-Amz-Invocation-Type"))?,
        payload: request.body.clone(),
        log_tail: request.headers.get("X-Amz-Log-Type") == Some("Tail"),
    };
    let invoked = functions.invoke_in(region, invocation).await?;
    let mut response = match invoked.status {
        204 => Response::empty(204),
        status => Response::new(status, "application/json", invoked.payload),
    };
    let headers = &mut response.headers;
    headers.push("x-amzn-RequestId", invoked.request_id);
    if let Some(error) = invoked.function_error {
        headers.push("X-Amz-Function-Error", error);
    }
    // Lambda sends it with every answer (seen in the execution logs of API Gateway, 2019 and 2025).
    headers.push("x-amzn-Remapped-Content-Length", "0");
    if let Some(version) = invoked.executed_version {
        headers.push("X-Amz-Executed-Version", version);
    }
    if let Some(tail) = invoked.log_tail {
        headers.push("X-Amz-Log-Result", STANDARD.encode(tail));
    }
    Ok(response)
}

fn kind(header: Option<&str>) -> Result<InvocationType, AwsError> {
    match header {
        None | Some("RequestResponse") => Ok(InvocationType::RequestResponse),
        Some("Event") => Ok(InvocationType::Event),
        Some("DryRun") => Ok(InvocationType::DryRun),
        Some(other) => Err(fault::validation(&[format!(
            "Value '{other}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
        )])),
    }
}
