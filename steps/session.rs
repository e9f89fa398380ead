//! A whole run: the target started, scenarios run and judged, everything deleted, the target stopped.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use apigw_conformance::backend::Backends;
use apigw_conformance::catalogue::{Catalogue, Scenario};
use apigw_conformance::deploy::{Deployer, Options, Run as RunName};
use apigw_conformance::exchange::{Client, Limits, Redactor};
use apigw_conformance::report::{Console, Event, Evidence, Junit, Look, Reporter, Resources, RunStarted};
use apigw_conformance::target::{Description, RunningTarget, Target};
use apigw_conformance::verdict::{Conclusion, KnownFailures};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

use crate::cli::Cli;
use crate::judge::Judge;
use crate::run::Run;
use crate::runner;

/// The environment variables whose values are secrets.
const SECRETS: [&str; 3] = [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LOCALSTACK_AUTH_TOKEN",
];

/// Runs scenarios on a target.
///
/// # Errors
/// What is wrong with the target's list of known failures.
pub fn run(
    cli: &Cli,
    root: &Path,
    catalogue: &Catalogue,
    selected: Vec<&Scenario>,
    description: Description,
) -> Result<Conclusion, Box<dyn std::error::Error>> {
    let known = match &description.known_failures {
        Some(list) => KnownFailures::parse(&list.text, &list.file, catalogue)?,
        None => KnownFailures::default(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let conclusion = runtime.block_on(async {
        let session = Session {
            cli,
            root,
            catalogue,
            known,
        };
        session.run(selected, description).await
    });
    // Something may still hang in a blocking call; everything that has to end has ended.
    runtime.shutdown_timeout(Duration::from_millis(100));
    Ok(conclusion.unwrap_or_else(|error| {
        eprintln!("error: failed to {error}");
        Conclusion::CouldNotTell
    }))
}

struct Session<'a> {
    cli: &'a Cli,
    root: &'a Path,
    catalogue: &'a Catalogue,
    known: KnownFailures,
}

/// The signals that end a run early.
struct Interrupts {
    interrupt: Signal,
    terminate: Signal,
}

impl Interrupts {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "Ctrl-C",
            _ = self.terminate.recv() => "SIGTERM",
        }
    }
}

impl Session<'_> {
    async fn run(
        self,
        selected: Vec<&Scenario>,
        description: Description,
    ) -> Result<Conclusion, Box<dyn std::error::Error>> {
        let mut interrupts = Interrupts::new()?;
        let name = RunName::start();
        if !description.starts_at_once() {
            eprintln!("starting {} …", description.name);
        }
        let running = tokio::select! {
            running = RunningTarget::start(description, name.id()) => running?,
            signal = interrupts.next() => return Err(format!("start the target: {signal} came first").into()),
        };
        let outcome = self
            .run_on(running.target(), name, selected, &mut interrupts)
            .await;
        running.stop().await?;
        outcome
    }

    async fn run_on(
        self,
        target: Arc<Target>,
        name: RunName,
        selected: Vec<&Scenario>,
        interrupts: &mut Interrupts,
    ) -> Result<Conclusion, Box<dyn std::error::Error>> {
        for remark in &target.remarks {
            eprintln!("{}: {remark}", target.description.name);
        }
        let ledger = self
            .root
            .join("target/conformance")
            .join(format!("{}.ledger", name.id()));
        let handlers = self.root.join("features/functions");
        let backends = Arc::new(Backends::default());
        let deployer = Deployer::new(
            Arc::clone(&target),
            Options {
                run: name,
                handlers,
                backends: Arc::clone(&backends),
                ledger,
            },
        )?;
        let limits = Limits {
            whole: target.description.limits.request,
            ..Limits::default()
        };
        let run = Arc::new(Run::new(
            Arc::clone(&target),
            deployer.clone(),
            Client::new(limits),
            backends,
        ));

        let mut judge = Judge::new(&selected, self.known, reporter(self.cli, &target)?);
        judge.tell(&Event::RunStarted(RunStarted::now(
            &target.description.name,
            selected.len(),
        )))?;
        let offered = judge.set_apart(selected, &target.description)?;
        let features = self.catalogue.runnable(&offered);
        let concurrency = self
            .cli
            .concurrency
            .map_or(target.description.limits.concurrency, usize::from);

        let (showed, mut seen) = mpsc::unbounded_channel();
        let interrupted = {
            let mut scenarios = pin!(runner::run(features, run, concurrency, showed));
            loop {
                tokio::select! {
                    biased;
                    Some(seen) = seen.recv() => judge.take(seen)?,
                    () = &mut scenarios => break None,
                    signal = interrupts.next() => break Some(signal),
                }
            }
        };
        while let Ok(seen) = seen.try_recv() {
            judge.take(seen)?;
        }
        let (resources, left) = teardown(&deployer, &target, interrupts).await;
        let early = interrupted.map(|signal| format!("{signal} ended the run early"));
        let trouble: Vec<_> = early.into_iter().chain(left).collect();
        let trouble = (!trouble.is_empty()).then(|| trouble.join("; "));
        Ok(judge.finish(resources, trouble)?)
    }
}

/// Deletes what the run created; a second signal gives up and leaves the rest to `sweep`.
async fn teardown(
    deployer: &Deployer,
    target: &Target,
    interrupts: &mut Interrupts,
) -> (Resources, Option<String>) {
    if !target.description.limits.pace.is_empty() {
        eprintln!("deleting what was created, as fast as the target allows …");
    }
    tokio::select! {
        done = deployer.teardown() => {
            let resources = Resources { created: done.created, deleted: done.deleted, left: done.left.len() };
            (resources, (!done.left.is_empty()).then(|| done.to_string()))
        }
        signal = interrupts.next() => {
            let created = deployer.ledger().created_count();
            let resources = Resources { created, deleted: 0, left: created };
            let ledger = deployer.ledger().path().map(|path| path.display().to_string()).unwrap_or_default();
            (resources, Some(format!("{signal} ended the teardown: `cargo run -- sweep {ledger}` deletes the rest")))
        }
    }
}

fn reporter<'r>(cli: &Cli, target: &Target) -> io::Result<Reporter<'r>> {
    let redactor = SECRETS
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .fold(Redactor::default().account(&target.account), Redactor::secret);
    let mut reporter = Reporter::new(redactor);
    if let Some(directory) = &cli.evidence {
        fs::create_dir_all(directory)?;
        reporter = reporter.to(Evidence::new(File::create(directory.join("evidence.jsonl"))?));
    }
    let look = Look::new(io::stdout().is_terminal(), cli.verbose, |name| {
        std::env::var(name).ok()
    });
    reporter = reporter.to(Console::new(io::stdout(), look));
    if let Some(directory) = &cli.evidence {
        reporter = reporter.to(Junit::new(BufWriter::new(File::create(
            directory.join("junit.xml"),
        )?)));
    }
    Ok(reporter)
}
