//! The test target `conformance`: runs the features against a target and judges it.

mod cli;
mod client;
mod execution;
mod execution_log;
mod function;
mod invocation;
mod mapping;
mod response;
mod rest_api;
mod run;
mod runner;
mod state_machine;
mod text;
mod vocabulary;
mod world;

use clap::Parser as _;
use apigw_conformance::catalogue::{Catalogue, Vocabulary};
use apigw_conformance::deploy::{Deployer, Options, Run as RunName};
use apigw_conformance::exchange::{Client, Limits};
use apigw_conformance::target::RunningTarget;
use std::path::Path;
use std::sync::Arc;

#[tokio::main]
async fn main() {
    let t0 = std::time::Instant::now();
    let cli = cli::Cli::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sentences = vocabulary::Sentences::new();
    eprintln!("sentences {:?}", t0.elapsed());
    let matching = |step: &cucumber::gherkin::Step| sentences.matching(step);
    let vocabulary = Vocabulary { step: &matching, capabilities: &[] };
    let catalogue = match Catalogue::read(&root.join("features"), &vocabulary) {
        Ok(c) => c,
        Err(e) => { eprintln!("{e}"); std::process::exit(2) }
    };
    eprintln!("catalogue {:?}", t0.elapsed());
    if cli.vocabulary { print!("{}", vocabulary::markdown(&catalogue)); return; }
    let selected = match catalogue.select(&cli.selection()) { Ok(s) => s, Err(e) => { eprintln!("failed to {e}"); std::process::exit(2) } };
    let selected: Vec<_> = selected.into_iter().filter(|s| cli.libtest.keeps(&s.name)).collect();
    let description = match cli.target.description(&root.join("targets")) { Ok(d) => d, Err(e) => { eprintln!("failed to {e}"); std::process::exit(2) } };
    let concurrency = cli.concurrency.map_or(description.limits.concurrency, usize::from);
    let name = RunName::start();
    let running = match RunningTarget::start(description, name.id()).await { Ok(r) => r, Err(e) => { eprintln!("failed to {e}"); std::process::exit(3) } };
    eprintln!("target {:?}", t0.elapsed());
    let target = running.target();
    let ledger = root.join("target/conformance").join(format!("{}.ledger", name.id()));
    let deployer = Deployer::new(target.clone(), Options { run: name, handlers: root.join("features/functions"), ledger }).unwrap();
    let run = Arc::new(run::Run::new(target, deployer.clone(), Client::new(Limits::default())));
    let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel();
    let features = catalogue.runnable(&selected);
    runner::run(features, run, concurrency, tx).await;
    let (mut ok, mut bad) = (0, 0);
    while let Ok(seen) = rx.try_recv() {
        if seen.trouble.is_none() && seen.mismatches.is_empty() { ok += 1; if cli.verbose { println!("ok {} {} {:?}", seen.path.display(), seen.name, seen.took) } continue; }
        bad += 1;
        let sc = catalogue.find(&seen.path, &seen.name);
        println!("\n=== {} {} | {}", sc.map_or("?", |s| s.requirement.id.as_str()), seen.path.display(), seen.name);
        if let Some(t) = &seen.trouble { println!("TROUBLE {t}"); }
        for m in &seen.mismatches { println!("{m}"); }
        for e in &seen.exchanges { println!("   [{} {} -> {} {}]", e.request.method, e.request.url, e.response.status, e.response.text().chars().take(600).collect::<String>()); }
    }
    eprintln!("ran {:?}", t0.elapsed());
    println!("{}", deployer.teardown().await);
    let _ = running.stop().await;
    eprintln!("end {:?}", t0.elapsed());
    println!("{ok} passed, {bad} failed");
}
