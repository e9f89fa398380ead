//! What the execution log says of a request on its way to the integration. The texts are recorded on AWS
//! (TestInvokeMethod 2024, a stage's log 2019).

use super::api::Api;
use super::exchange::Exchange;
use super::execution_log::{java_map, masked, text};
use super::passthrough::media_type;

/// The first line of a request's log.
pub fn log_arrival(exchange: &mut Exchange) {
    let (ids, log) = (&exchange.ids, &mut exchange.log);
    log.step(|| format!("Extended Request Id: {}", ids.extended));
}

/// The lines before an execution: usage plan and API key.
pub fn log_admission(exchange: &mut Exchange, api_id: &str, key_required: bool) {
    if !exchange.log.has_steps() {
        return;
    }
    let key = match exchange.headers.get("x-api-key") {
        Some(key) if key_required => masked(key),
        _ => String::new(),
    };
    let stage = format!("{api_id}/{}", exchange.stage);
    let (ids, log) = (&exchange.ids, &mut exchange.log);
    log.step(|| {
        format!(
            "Verifying Usage Plan for request: {}. API Key: {key} API Stage: {stage}",
            ids.request
        )
    });
}

/// The lines after it: the request was let in.
pub fn log_admitted(exchange: &mut Exchange, api_id: &str, key_required: bool) {
    if !exchange.log.has_steps() {
        return;
    }
    let stage = format!("{api_id}/{}", exchange.stage);
    let (verb, path) = (&exchange.http_method, &exchange.path);
    let key = exchange
        .headers
        .get("x-api-key")
        .filter(|_| key_required)
        .map(masked);
    let log = &mut exchange.log;
    let key = match key {
        Some(key) => {
            log.step(|| format!("API Key {key} authorized"));
            key
        }
        None => {
            log.step(|| {
                format!(
                    "API Key  authorized because method '{verb} {path}' does not require API Key. Request will not \
                     contribute to throttle or quota limits"
                )
            });
            String::new()
        }
    };
    log.step(|| format!("Usage Plan check succeeded for API Key {key} and API Stage {stage}"));
}

/// The lines at the start of an execution.
pub fn log_start(exchange: &mut Exchange, api: &Api) {
    if !exchange.log.has_steps() {
        return;
    }
    let is_binary = api.binary_media_types.contain(media_type(&exchange.headers));
    let pairs = |map: &indexmap::IndexMap<String, String>| {
        java_map(map.iter().map(|(n, v)| (n.as_str(), v.as_str())))
    };
    let log = &mut exchange.log;
    log.step(|| format!("Starting execution for request: {}", exchange.ids.request));
    log.step(|| {
        format!(
            "HTTP Method: {}, Resource Path: {}",
            exchange.http_method, exchange.path
        )
    });
    log.data("Method request path", || pairs(&exchange.path_parameters));
    log.data("Method request query string", || {
        pairs(&exchange.params.querystring)
    });
    log.data("Method request headers", || pairs(&exchange.params.header));
    // The text for bytes was seen on AWS in a published transcript.
    log.data("Method request body before transformations", || match is_binary {
        true => "[Binary Data]".to_owned(),
        false => text(&exchange.body),
    });
}
