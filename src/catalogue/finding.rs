//! What is wrong with a feature file, and where.

use std::fmt;

use gherkin::LineCol;

/// One thing to repair in a feature file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as [`Catalogue::read`](super::Catalogue::read) names it.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What to do about it.
    pub message: String,
}

/// Everything that is wrong with the features, in the order of files and lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// The findings one by one.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.0
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            message,
        } = self;
        write!(f, "{path}:{line}:{column}: {message}")
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "accept the features:")?;
        self.0.iter().try_for_each(|finding| write!(f, "\n{finding}"))
    }
}

/// Collects findings while files are read.
#[derive(Debug, Default)]
pub(super) struct Collector(Vec<Finding>);

impl Collector {
    /// The collector as it is used for one file.
    pub(super) fn file<'a>(&'a mut self, path: &'a str) -> File<'a> {
        File {
            path,
            findings: &mut self.0,
        }
    }

    /// The findings, once each: a step of an outline is looked at once a row.
    pub(super) fn finish(mut self) -> Result<(), Findings> {
        self.0.sort();
        self.0.dedup();
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Findings(self.0))
        }
    }
}

/// Collects the findings of one file.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl File<'_> {
    pub(super) fn find(&mut self, at: LineCol, message: impl Into<String>) {
        self.findings.push(Finding {
            path: self.path.to_owned(),
            line: at.line,
            column: at.col,
            message: message.into(),
        });
    }
}
