//! The options of `cargo test --test conformance -- …`.

use std::path::PathBuf;

use apigw_conformance::catalogue::{Level, Selection, TagExpression};
use apigw_conformance::target::Choice;
use clap::Parser;
use regex::Regex;

/// Runs the features against an implementation of API Gateway, Step Functions and Lambda.
///
/// Exit codes: 0 conforms, 1 does not, 2 wrong usage, 3 could not tell.
#[derive(Debug, Parser)]
#[command(name = "conformance", bin_name = "cargo test --test conformance --", version)]
pub struct Cli {
    #[command(flatten)]
    pub target: Choice,

    /// Scenarios whose tags satisfy this, for example '@redirect and not @edge'
    #[arg(short, long, value_name = "EXPRESSION", help_heading = "Selection")]
    tags: Option<TagExpression>,

    /// Scenarios whose name this pattern finds
    #[arg(short, long, value_name = "REGEX", help_heading = "Selection")]
    name: Option<Regex>,

    /// Scenarios of these requirements, for example REDIR-003
    #[arg(
        short,
        long = "requirement",
        value_name = "ID",
        value_delimiter = ',',
        help_heading = "Selection"
    )]
    requirements: Vec<String>,

    /// Scenarios of these levels: core, extended, edge
    #[arg(
        short,
        long = "level",
        value_name = "LEVEL",
        value_delimiter = ',',
        help_heading = "Selection"
    )]
    levels: Vec<Level>,

    /// Scenarios of these folders or files, for example redirect
    #[arg(
        short,
        long = "feature",
        value_name = "PATH",
        value_delimiter = ',',
        help_heading = "Selection"
    )]
    features: Vec<String>,

    /// Show the requirements that are selected, and run nothing
    #[arg(long)]
    pub list: bool,

    /// Print docs/vocabulary.md, and run nothing
    #[arg(long)]
    pub vocabulary: bool,

    /// Write evidence.jsonl and junit.xml into this directory
    #[arg(long, value_name = "DIR", env = "CONFORMANCE_EVIDENCE")]
    pub evidence: Option<PathBuf>,

    /// Scenarios at a time [default: what the target bears]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub concurrency: Option<u16>,

    /// Show known failures and the slowest scenarios too
    #[arg(short, long)]
    pub verbose: bool,

    #[command(flatten)]
    pub libtest: Libtest,
}

/// What `cargo test` and `cargo nextest` pass to every test binary alike.
#[derive(Debug, clap::Args)]
pub struct Libtest {
    /// As `cargo test FILTER`: scenarios whose name contains it; there may be none
    #[arg(value_name = "FILTER", hide = true)]
    pub filters: Vec<String>,
    #[arg(long, hide = true)]
    pub format: Option<String>,
    #[arg(long, hide = true)]
    pub exact: bool,
    #[arg(long, hide = true)]
    pub ignored: bool,
    #[arg(long, hide = true)]
    include_ignored: bool,
    #[arg(long, alias = "no-capture", hide = true)]
    nocapture: bool,
    #[arg(long, hide = true)]
    show_output: bool,
    #[arg(short, long, hide = true)]
    quiet: bool,
    #[arg(long, hide = true)]
    test_threads: Option<usize>,
    #[arg(long, hide = true)]
    skip: Vec<String>,
    #[arg(long, hide = true)]
    color: Option<String>,
}

impl Cli {
    /// What is asked for.
    pub fn selection(&self) -> Selection {
        Selection {
            tags: self.tags.clone(),
            name: self.name.clone(),
            requirements: self.requirements.clone(),
            levels: self.levels.clone(),
            features: self.features.clone(),
        }
    }

    /// Whether `cargo nextest` asks for the tests of this binary: it is one.
    pub fn is_asked_for_tests(&self) -> bool {
        self.list && self.libtest.format.as_deref() == Some("terse")
    }
}

impl Libtest {
    /// The only test that this binary has for libtest's purposes.
    pub const TEST: &str = "conformance";

    /// Whether FILTER keeps a scenario. The name of the whole test keeps all.
    pub fn keeps(&self, name: &str) -> bool {
        let skipped = self.skip.iter().any(|part| name.contains(part.as_str()));
        let filters = &self.filters;
        let asked = filters.is_empty()
            || filters
                .iter()
                .any(|filter| filter == Self::TEST || (!self.exact && name.contains(filter.as_str())));
        asked && !skipped
    }
}
