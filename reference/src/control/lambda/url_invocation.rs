//! The data plane of function URLs: who may call one, and what the function's result becomes.

use bytes::Bytes;
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use uuid::Uuid;

use super::fault;
use super::function_url::AuthType;
use super::functions::{Functions, Inner};
use super::names::Reference;
use crate::gateway::http_api::{UrlHost, function_url_event, function_url_response};
use crate::gateway::is_signed;
use crate::wire::{DataPlane, Request, Response};

/// The longest body: 6 MiB (Lambda guide, quotas).
const LONGEST_BODY: usize = 6_291_456;

/// What a caller without the permission is told since 2026; in 2025 it was the first word alone (both recorded on AWS).
const FORBIDDEN: &str = "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

/// What a URL leads to.
struct Found {
    region: String,
    reference: Reference,
    auth_type: AuthType,
    /// Whether the policy lets anybody call it.
    is_open: bool,
}

impl DataPlane for Functions {
    fn owns(&self, request: &Request) -> bool {
        UrlHost::of(request).is_some()
    }

    fn handle(&self, request: Request) -> BoxFuture<'_, Response> {
        async move {
            let request_id = Uuid::new_v4().to_string();
            let is_head = request.method == "HEAD";
            let mut response = match UrlHost::of(&request) {
                Some(host) => self.call_url(&host.id, request, &request_id).await,
                None => unknown_url(),
            };
            if is_head {
                response.body = Bytes::new();
            }
            response.headers.set("x-amzn-RequestId", request_id);
            response
        }
        .boxed()
    }

    fn payload_too_long(&self, _: &Request, _: usize) -> Response {
        body_too_long()
    }
}

impl Functions {
    async fn call_url(&self, id: &str, request: Request, request_id: &str) -> Response {
        let Some(found) = self.inner.url(id) else {
            return unknown_url();
        };
        if let Err(refusal) = found.admit(&request) {
            return refusal;
        }
        if request.body.len() > LONGEST_BODY {
            return body_too_long();
        }
        let event = function_url_event(id, &found.region, request_id, request).to_string();
        let invoked = self
            .inner
            .invoke_as(&found.region, &found.reference, request_id, event);
        match invoked.await {
            Ok(invoked) if invoked.function_error.is_none() => {
                function_url_response(&invoked.payload).unwrap_or_else(bad_gateway)
            }
            Ok(_) => bad_gateway(),
            Err(error) if error.status == 413 => body_too_long(),
            Err(error) => fault::response(&error),
        }
    }
}

impl Inner {
    /// Finds the URL of that id.
    fn url(&self, id: &str) -> Option<Found> {
        let store = self.store();
        store.values().find_map(|function| {
            let (key, url) = function.urls.iter().find(|(_, url)| url.id == id)?;
            // An alias has a policy of its own.
            let policy = function.policies.get(key);
            Some(Found {
                region: function.region.clone(),
                reference: Reference {
                    region: None,
                    name: function.name.clone(),
                    qualifier: (!key.is_empty()).then(|| key.clone()),
                },
                auth_type: url.auth_type,
                is_open: policy.is_some_and(|policy| policy.opens_url(url.auth_type.name())),
            })
        })
    }
}

impl Found {
    /// Lets a caller pass or refuses it. The reference has no access keys, so it knows no signer.
    fn admit(&self, request: &Request) -> Result<(), Response> {
        let query = form_urlencoded::parse(request.query.as_deref().unwrap_or_default().as_bytes());
        match self.auth_type {
            AuthType::None if self.is_open => Ok(()),
            AuthType::AwsIam if is_signed(&request.headers, query.map(|(name, _)| name)) => {
                let body = json!({ "message": "The security token included in the request is invalid." });
                Err(refusal(403, "InvalidSignatureException", &body))
            }
            AuthType::None | AuthType::AwsIam => Err(refusal(
                403,
                "AccessDeniedException",
                &json!({ "Message": FORBIDDEN }),
            )),
        }
    }
}

fn refusal(status: u16, kind: &str, body: &Value) -> Response {
    let mut response = Response::json(status, body);
    response.headers.push("x-amzn-ErrorType", kind);
    response
}

/// A URL that nobody has (recorded on AWS 2026).
fn unknown_url() -> Response {
    refusal(403, "AccessDeniedException", &json!({ "Message": null }))
}

/// Seen on AWS in a published transcript.
fn body_too_long() -> Response {
    let message =
        format!("Request must be smaller than {LONGEST_BODY} bytes for the InvokeFunction operation");
    refusal(
        413,
        "RequestEntityTooLargeException",
        &json!({ "Message": message }),
    )
}

/// The function failed, or its result is no response (recorded on AWS 2025-11-24: this text and no JSON).
fn bad_gateway() -> Response {
    Response::new(502, "application/json", "Internal Server Error")
}
