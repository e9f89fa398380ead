//! Execution logs: what TestInvokeMethod returns, and what a stage writes to CloudWatch Logs.
//!
//! The texts are recorded on AWS (TestInvokeMethod 2024, a stage's log 2019).

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use super::exchange::Exchange;
use crate::control::logs::LogSink;
use crate::wire::{Request, Response};

/// A payload or list of headers that is longer is cut here (documented limit of 1,024 bytes).
const LONGEST: usize = 1024;

/// The name of every stage's log stream. On AWS there are hundreds, named by MD5 hashes of their numbers; this is
/// that of the first.
const STREAM: &str = "cfcd208495d565ef66e7dff9f98764da";

/// How much a log says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nobody reads it.
    #[default]
    Nothing,
    /// `ERROR`: why an execution failed.
    Errors,
    /// `INFO`: each step as well.
    Steps,
    /// `INFO` with data trace: headers, parameters and payloads as well.
    Data,
}

/// The log settings of a stage's methods.
#[derive(Debug, Clone, Default)]
pub struct LogSettings(pub HashMap<String, Detail>);

impl LogSettings {
    /// The setting of `{resource path}/{verb}`, or else of `*/*`.
    #[must_use]
    pub fn of_method(&self, resource_path: &str, verb: &str) -> Detail {
        let own = self.0.get(&format!("{resource_path}/{verb}"));
        own.or_else(|| self.0.get("*/*")).copied().unwrap_or_default()
    }
}

/// The log of one execution.
#[derive(Debug, Default)]
pub struct ExecutionLog {
    detail: Detail,
    lines: Vec<(Timestamp, String)>,
}

impl ExecutionLog {
    /// An empty log.
    #[must_use]
    pub fn new(detail: Detail) -> Self {
        Self {
            detail,
            lines: Vec::new(),
        }
    }

    fn at(&mut self, least: Detail, compose: impl FnOnce() -> String) {
        if self.detail >= least {
            self.lines.push((Timestamp::now(), compose()));
        }
    }

    /// A step; the line is composed only if the log has steps.
    pub fn step(&mut self, compose: impl FnOnce() -> String) {
        self.at(Detail::Steps, compose);
    }

    /// Why the execution failed.
    pub fn failure(&mut self, line: &str) {
        self.at(Detail::Errors, || line.to_owned());
    }

    fn data(&mut self, label: &str, compose: impl FnOnce() -> String) {
        self.at(Detail::Data, || format!("{label}: {}", cut(compose())));
    }

    /// An authorizer is about to be asked; the identity is masked as keys are (these lines recorded on AWS
    /// 2017-06-05).
    pub fn starting_authorizer(&mut self, id: &str, request_id: &str, identity: &str) {
        self.step(|| format!("Starting authorizer: {id} for request: {request_id}"));
        self.step(|| format!("Incoming identity: {}", masked(identity)));
    }

    /// What an authorizer's function answered.
    pub fn authorizer_answered(&mut self, answer: &[u8]) {
        self.data("Authorizer result body before parsing", || text(answer));
    }

    /// The answer is a policy.
    pub fn authorizer_knows(&mut self, principal_id: &str) {
        self.step(|| {
            let principal = masked(principal_id);
            format!("Using valid authorizer policy for principal: {principal}")
        });
        self.step(|| "Successfully completed authorizer execution".to_owned());
    }

    /// What is sent to the backend, and where.
    pub fn sending(&mut self, url: &str, request: &Request) {
        self.composed(url, request);
        self.step(|| format!("Sending request to {url}"));
    }

    /// What is about to be sent to a function or a backend.
    pub fn composed(&mut self, url: &str, request: &Request) {
        self.step(|| format!("Endpoint request URI: {url}"));
        self.data("Endpoint request headers", || java_map(request.headers.iter()));
        self.data("Endpoint request body after transformations", || {
            text(&request.body)
        });
    }

    /// What came back.
    pub fn received(&mut self, response: &Response, after: Duration) {
        let (status, latency) = (response.status, after.as_millis());
        self.step(|| format!("Received response. Status: {status}, Integration latency: {latency} ms"));
        self.data("Endpoint response headers", || java_map(response.headers.iter()));
        self.data("Endpoint response body before transformations", || {
            text(&response.body)
        });
    }

    /// The client's response of an execution that did not fail.
    pub fn succeeded(&mut self, response: &Response) {
        self.data("Method response body after transformations", || {
            text(&response.body)
        });
        self.data("Method response headers", || java_map(response.headers.iter()));
        self.step(|| "Successfully completed execution".to_owned());
    }

    /// The text that TestInvokeMethod returns.
    #[must_use]
    pub fn text(self, request_id: &str) -> String {
        let mut text = format!("Execution log for request {request_id}\n");
        for (at, line) in self.lines {
            text.push_str(&format!("{} : {line}\n", at.strftime("%a %b %d %H:%M:%S UTC %Y")));
        }
        text
    }

    /// Writes the lines to the stage's log group (OBS-008).
    pub fn write(self, sink: &dyn LogSink, api_id: &str, stage: &str, request_id: &str) {
        let group = format!("API-Gateway-Execution-Logs_{api_id}/{stage}");
        for (at, line) in self.lines {
            sink.write(
                &group,
                STREAM,
                at.as_millisecond(),
                format!("({request_id}) {line}"),
            );
        }
    }
}

/// The first line of a request's log.
pub fn log_arrival(exchange: &mut Exchange) {
    let (ids, log) = (&exchange.ids, &mut exchange.log);
    log.step(|| format!("Extended Request Id: {}", ids.extended));
}

/// The lines before an execution: usage plan and API key.
pub fn log_admission(exchange: &mut Exchange, api_id: &str, key_required: bool) {
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
pub fn log_start(exchange: &mut Exchange) {
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
    log.data("Method request body before transformations", || {
        text(&exchange.body)
    });
}

/// All of an API key or an identity but its last six characters is hidden.
fn masked(key: &str) -> String {
    let hidden = key.chars().count().saturating_sub(6);
    let shown = key.chars().skip(hidden);
    "*".repeat(hidden).chars().chain(shown).collect()
}

fn text(payload: &[u8]) -> String {
    String::from_utf8_lossy(payload).into_owned()
}

fn cut(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let end = text.floor_char_boundary(LONGEST);
    format!("{} [TRUNCATED]", &text[..end])
}

/// `{a=b, c=d}`, as Java prints a map.
fn java_map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_says_what_it_is_asked_for() {
        let lines = |detail| {
            let mut log = ExecutionLog::new(detail);
            log.step(|| "step".to_owned());
            log.data("data", || "x".repeat(2000));
            log.failure("failure");
            log.lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
        };
        assert_eq!(lines(Detail::Nothing), [""; 0]);
        assert_eq!(lines(Detail::Errors), ["failure"]);
        assert_eq!(lines(Detail::Steps), ["step", "failure"]);
        let data = format!("data: {} [TRUNCATED]", "x".repeat(1024));
        assert_eq!(lines(Detail::Data), ["step", &data, "failure"]);
    }

    #[test]
    fn a_methods_own_setting_comes_first() {
        let settings = LogSettings(HashMap::from([
            ("*/*".to_owned(), Detail::Steps),
            ("/a/GET".to_owned(), Detail::Nothing),
        ]));
        assert_eq!(settings.of_method("/a", "GET"), Detail::Nothing);
        assert_eq!(settings.of_method("/a", "PUT"), Detail::Steps);
        assert_eq!(LogSettings::default().of_method("/a", "PUT"), Detail::Nothing);
    }

    #[test]
    fn keys_are_masked() {
        assert_eq!(masked("abcdefghF0yrv6"), "********F0yrv6");
        assert_eq!(masked("abc"), "abc");
    }
}
