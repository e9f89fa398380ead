//! Execution logs: what TestInvokeMethod returns, and what a stage writes to CloudWatch Logs.
//!
//! The texts are recorded on AWS (TestInvokeMethod 2024, a stage's log 2019).

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::control::logs::LogSink;
use crate::wire::{Request, Response};

/// A payload or list of headers that is longer is cut here (documented limit of 1,024 bytes).
const LONGEST: usize = 1024;

/// The name of every stage's log stream, also of its access log. On AWS there are hundreds, named by MD5 hashes of their numbers; this is
/// that of the first.
pub const STREAM: &str = "cfcd208495d565ef66e7dff9f98764da";

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

    /// Whether a step would be written.
    #[must_use]
    pub fn has_steps(&self) -> bool {
        self.detail >= Detail::Steps
    }

    /// A step; the line is composed only if the log has steps.
    pub fn step(&mut self, compose: impl FnOnce() -> String) {
        self.at(Detail::Steps, compose);
    }

    /// Why the execution failed.
    pub fn failure(&mut self, line: &str) {
        self.at(Detail::Errors, || line.to_owned());
    }

    /// Headers or a payload; cut where it is long.
    pub fn data(&mut self, label: &str, compose: impl FnOnce() -> String) {
        self.at(Detail::Data, || format!("{label}: {}", cut(compose())));
    }

    /// An authorizer is about to be asked (these lines recorded on AWS 2017-06-05).
    pub fn starting_authorizer(&mut self, id: &str, request_id: &str) {
        self.step(|| format!("Starting authorizer: {id} for request: {request_id}"));
    }

    /// Whom it is asked about, masked as keys are.
    pub fn incoming_identity(&mut self, identity: &str) {
        self.step(|| format!("Incoming identity: {}", masked(identity)));
    }

    /// The caller did not say who they are, or not in the right form (recorded on AWS 2026-01-10).
    pub fn unauthorized(&mut self, request_id: &str) {
        self.step(|| format!("Unauthorized request: {request_id}"));
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

/// All of an API key or an identity but its last six characters is hidden.
#[must_use]
pub fn masked(key: &str) -> String {
    let hidden = key.chars().count().saturating_sub(6);
    let shown = key.chars().skip(hidden);
    "*".repeat(hidden).chars().chain(shown).collect()
}

/// A payload as the log shows it.
#[must_use]
pub fn text(payload: &[u8]) -> String {
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
#[must_use]
pub fn java_map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
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
