//! `apigw-conformance sweep`: finish the ledgers of runs that were killed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use apigw_conformance::deploy::{Run, Teardown, sweep_ledger, sweep_leftovers};
use apigw_conformance::target::{Choice, RunningTarget, Target};

/// Options of `sweep`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    target: Choice,

    /// The ledgers to finish; without any, those in target/conformance
    #[arg(value_name = "LEDGER")]
    ledgers: Vec<PathBuf>,

    /// Delete everything that runs older than this created, by its names: 90m, 3h, 2d
    #[arg(long, value_name = "AGE", value_parser = age, conflicts_with = "ledgers")]
    older_than: Option<Duration>,
}

/// Sweeps; exit code 1 if something is left.
pub async fn run(arguments: Arguments) -> Result<ExitCode, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let description = match arguments.target.description(&root.join("targets")) {
        Ok(description) => description,
        Err(error) => {
            eprintln!("error: failed to {error}");
            return Ok(ExitCode::from(2));
        }
    };
    if description.disposable {
        return Err(format!(
            "failed to sweep {}: it takes everything with it when it stops; name another target with --target or --endpoint",
            description.name
        ));
    }
    let running = RunningTarget::start(description, Run::start().id())
        .await
        .map_err(|error| format!("failed to {error}"))?;
    let swept = sweep(&running.target(), &arguments, root).await;
    running
        .stop()
        .await
        .map_err(|error| format!("failed to {error}"))?;
    let left: usize = swept?.iter().map(|teardown| teardown.left.len()).sum();
    Ok(ExitCode::from(u8::from(left > 0)))
}

async fn sweep(target: &Arc<Target>, arguments: &Arguments, root: &Path) -> Result<Vec<Teardown>, String> {
    let mut done = Vec::new();
    if let Some(age) = arguments.older_than {
        let teardown = sweep_leftovers(target, age)
            .await
            .map_err(|error| format!("failed to {error}"))?;
        println!("{teardown}");
        done.push(teardown);
        return Ok(done);
    }
    let ledgers = match arguments.ledgers.as_slice() {
        [] => ledgers_in(&root.join("target/conformance"))?,
        named => named.to_vec(),
    };
    if ledgers.is_empty() {
        println!("no ledger is left: nothing to sweep");
    }
    for ledger in ledgers {
        let teardown = sweep_ledger(target, &ledger)
            .await
            .map_err(|error| format!("failed to {error}"))?;
        println!("{}: {teardown}", ledger.display());
        done.push(teardown);
    }
    Ok(done)
}

fn ledgers_in(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("failed to read {}: {error}", directory.display())),
    };
    let mut ledgers: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ledger"))
        .collect();
    ledgers.sort();
    Ok(ledgers)
}

fn age(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.len() - text.chars().last().map_or(0, char::len_utf8));
    let seconds = match unit {
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => 0,
    };
    match number.parse::<u32>() {
        Ok(number) if seconds > 0 => Ok(Duration::from_secs(u64::from(number) * seconds)),
        _ => Err("write a number and m, h or d, as in 3h".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn an_age_is_a_number_and_a_unit() {
        assert_eq!(age("90m").map(|age| age.as_secs()), Ok(5400));
        assert_eq!(age("3h").map(|age| age.as_secs()), Ok(10_800));
        assert_eq!(age("2d").map(|age| age.as_secs()), Ok(172_800));
        for wrong in ["", "3", "h", "3w", "-1h", "3é"] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
    }
}
