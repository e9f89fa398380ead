//! The test target `conformance`: runs the features against a target and judges it.

mod access_log;
mod authorizer;
mod backend;
mod cli;
mod client;
mod definition;
mod deployment;
mod execution;
mod execution_history;
mod execution_log;
mod function;
mod function_url;
mod gateway_response;
mod http_api;
mod http_authorizer;
mod invocation;
mod judge;
mod lambda_api;
mod mapping;
mod permission;
mod response;
mod rest_api;
mod run;
mod runner;
mod session;
mod stage;
mod state_machine;
mod synchronous_execution;
mod text;
mod token;
mod usage_plan;
mod validation;
mod vocabulary;
mod world;

use std::path::Path;
use std::process::ExitCode;

use apigw_conformance::catalogue::{Catalogue, Scenario, Vocabulary, listing};
use apigw_conformance::target::CAPABILITIES;
use apigw_conformance::verdict::Conclusion;
use clap::Parser as _;

use crate::cli::{Cli, Libtest};
use crate::vocabulary::Sentences;

fn main() -> ExitCode {
    let conclusion = conclude(&Cli::parse()).unwrap_or_else(|error| {
        eprintln!("error: failed to {error}");
        Conclusion::WrongUsage
    });
    ExitCode::from(conclusion.exit_code())
}

/// Does what is asked for.
///
/// # Errors
/// What is wrong with the command line, the features or a target's file.
fn conclude(cli: &Cli) -> Result<Conclusion, Box<dyn std::error::Error>> {
    if cli.is_asked_for_tests() {
        if !cli.libtest.ignored {
            println!("{}: test", Libtest::TEST);
        }
        return Ok(Conclusion::Conforms);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sentences = Sentences::new();
    let vocabulary = Vocabulary {
        step: &|step| sentences.matching(step),
        capabilities: &CAPABILITIES,
    };
    let catalogue = Catalogue::read(&root.join("features"), &vocabulary)?;
    if cli.vocabulary {
        print!("{}", vocabulary::markdown(&catalogue));
        return Ok(Conclusion::Conforms);
    }
    let mut selected = catalogue.select(&cli.selection())?;
    if cli.list {
        print!("{}", listing(&selected));
        return Ok(Conclusion::Conforms);
    }
    let description = cli.target.description(&root.join("targets"))?;
    selected.retain(|scenario| cli.libtest.keeps(&scenario.name));
    if selected.is_empty() {
        // `cargo test FILTER` asks every test binary; none of this one's is nothing to complain about.
        println!("0 passed, 0 failed, {} skipped", catalogue.scenarios().len());
        return Ok(Conclusion::Conforms);
    }
    session::run(cli, root, &catalogue, selected, description)
}

/// A scenario's place, as reports name it.
fn place(scenario: &Scenario) -> (&Path, &str) {
    (Path::new(&scenario.path), &scenario.name)
}
