//! The command line `apigw-conformance`. The suite itself runs as `cargo test --test conformance`.

mod results;
mod serve;
mod sweep;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit codes are those of the suite: 2 is wrong usage, as clap has it.
const COULD_NOT_TELL: u8 = 3;

/// Companion of the conformance suite, which runs as `cargo test --test conformance`
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the reference implementation on its own, on loopback
    Serve(serve::Arguments),
    /// Write pages about implementations from the evidence of runs
    Results(results::Arguments),
    /// Delete what an interrupted run left on a target
    Sweep(sweep::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve::run(arguments).await,
        Command::Results(arguments) => results::run(&arguments),
        Command::Sweep(arguments) => sweep::run(arguments).await,
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(COULD_NOT_TELL)
    })
}
