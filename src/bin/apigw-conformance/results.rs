//! `apigw-conformance results`: evidence becomes the pages in docs/results.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use apigw_conformance::results::{Run, comparison, insert, page};
use apigw_conformance::target::{About, Description};

/// Options of `results`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What `--evidence DIR` of the suite has written; a directory for each implementation
    #[arg(value_name = "DIR", required = true)]
    evidence: Vec<PathBuf>,

    /// Where the pages lie; README.md there compares them
    #[arg(long, value_name = "DIR", default_value = "docs/results")]
    into: PathBuf,
}

/// Writes a page for each run and the comparison of all.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let runs = arguments
        .evidence
        .iter()
        .map(|directory| read(directory))
        .collect::<Result<Vec<_>, _>>()?;
    let compared = comparison(&runs).map_err(|error| format!("failed to {error}"))?;
    fs::create_dir_all(&arguments.into)
        .map_err(|error| format!("failed to create {}: {error}", arguments.into.display()))?;
    for (run, about) in &runs {
        write(
            &arguments.into.join(format!("{}.md", run.started.target)),
            &page(run, about),
        )?;
    }
    let readme = arguments.into.join("README.md");
    let written = match fs::read_to_string(&readme) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("failed to read {}: {error}", readme.display())),
    };
    write(&readme, &insert(&written, &compared))?;
    Ok(ExitCode::SUCCESS)
}

fn read(directory: &Path) -> Result<(Run, About), String> {
    let path = directory.join("evidence.jsonl");
    let file = File::open(&path).map_err(|error| format!("failed to read {}: {error}", path.display()))?;
    let run =
        Run::read(BufReader::new(file)).map_err(|error| format!("{}: failed to {error}", path.display()))?;
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("targets");
    let target = &run.started.target;
    let description = Description::find(target, &targets).map_err(|error| format!("failed to {error}"))?;
    match description.about {
        Some(about) => Ok((run, about)),
        None => Err(format!(
            "failed to write a page about {target}: its file has no [about]; see targets/README.md"
        )),
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("failed to write {}: {error}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
