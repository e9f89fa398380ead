//! A sound feature for the tests of this room.

use super::{Catalogue, Findings, StepMatch, Vocabulary};

pub(super) const SOUND: &str = r#"@redirect
Feature: Redirects
  Prose about redirects.

  Background:
    Given a REST API

  @REDIR-001 @core
  Rule: A status of a template is the client's
    Why this is so.
    Source: https://example.com/a
    Basis: documented

    Example: the client is sent away
      When a client sends "GET /go"
      Then the response status is 302

  # A comment between rules.
  @REDIR-003 @extended @own-api
  Rule: Any status will do
    Source: https://example.com/a https://example.com/b
    Basis: recorded on AWS 2024-08-02

    @needs-binary
    Scenario Outline: a status of its own
      # A comment before the first step.

      When a client sends "GET /go"
      Then the response status is <status>
        """
        #set($a = <status>)
        """
      Examples:
        | name  | status |
        | moved | 301    |
        | gone  | 410    |
      @slow
      Examples: a name
        | name | status |
        | odd  | 999    |
"#;

pub(super) fn any() -> Vocabulary<'static> {
    Vocabulary {
        step: &|_| StepMatch::One,
        capabilities: &["binary"],
    }
}

/// The findings for a text, without the path.
pub(super) fn findings(text: &str) -> Vec<String> {
    match Catalogue::parse(
        [("features/redirect/a.feature".to_owned(), text.to_owned())],
        &any(),
    ) {
        Ok(_) => Vec::new(),
        Err(findings) => lines(&findings),
    }
}

pub(super) fn lines(findings: &Findings) -> Vec<String> {
    findings
        .as_slice()
        .iter()
        .map(|f| format!("{}:{}: {}", f.line, f.column, f.message))
        .collect()
}
