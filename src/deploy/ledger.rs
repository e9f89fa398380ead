//! What a run creates, written down before it is created.
//!
//! A file of JSON lines. The first says where; every other is an event of one resource. Each is handed to
//! the operating system before the next call, so that a killed run leaves a ledger to be swept.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::Run;
use crate::target::Target;

/// Something that has to be deleted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Resource {
    /// What it is.
    pub kind: Kind,
    /// Its name, unique among its kind.
    pub name: String,
}

/// What a resource is, in the order in which kinds are deleted: what uses others goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A usage plan.
    UsagePlan,
    /// An API key.
    ApiKey,
    /// A REST API with its stages and deployments.
    RestApi,
    /// An HTTP API with its stages and deployments.
    HttpApi,
    /// A state machine.
    StateMachine,
    /// A function.
    Function,
    /// A log group, also one that a service creates.
    LogGroup,
    /// A role with its inline policy.
    Role,
}

impl Kind {
    /// Builds a resource of this kind.
    pub(super) fn named(self, name: impl Into<String>) -> Resource {
        Resource {
            kind: self,
            name: name.into(),
        }
    }
}

impl std::fmt::Display for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.kind {
            Kind::UsagePlan => "usage plan",
            Kind::ApiKey => "API key",
            Kind::RestApi => "REST API",
            Kind::HttpApi => "HTTP API",
            Kind::StateMachine => "state machine",
            Kind::Function => "function",
            Kind::LogGroup => "log group",
            Kind::Role => "role",
        };
        write!(f, "{kind} {}", self.name)
    }
}

/// Where the resources of a ledger stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The run.
    pub run: String,
    /// The target's name.
    pub target: String,
    /// Its URL; none on AWS.
    pub endpoint: Option<String>,
    /// The account.
    pub account: String,
    /// The region.
    pub region: String,
}

impl Place {
    /// The place of a run on a target.
    pub(super) fn of(run: &Run, target: &Target) -> Self {
        Self {
            run: run.id().to_owned(),
            target: target.description.name.clone(),
            endpoint: target.endpoint.clone(),
            account: target.account.clone(),
            region: target.region.clone(),
        }
    }
}

/// A line of the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Line {
    Run(Place),
    /// It is about to be created.
    Creating(Resource),
    /// It was created, and this is its id.
    Created {
        #[serde(flatten)]
        resource: Resource,
        id: String,
    },
    /// The target refused to create it.
    Refused(Resource),
    /// It is gone.
    Deleted(Resource),
}

/// A ledger, open for writing.
#[derive(Debug)]
pub struct Ledger {
    path: Option<PathBuf>,
    place: Place,
    book: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    file: Option<File>,
    entries: BTreeMap<Resource, Entry>,
}

#[derive(Debug, Default, Clone)]
struct Entry {
    id: Option<String>,
    deleted: bool,
}

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file system says no.
    #[error("use the ledger {path}: {source}")]
    File {
        /// Where it is.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is no ledger.
    #[error("read the ledger {path}, line {line}: {message}")]
    Malformed {
        /// Where it is.
        path: PathBuf,
        /// The line's number, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

impl Ledger {
    /// A new ledger in a new file; its directory is created.
    ///
    /// # Errors
    /// [`LedgerError::File`], also if the file exists.
    pub fn create(path: &Path, place: Place) -> Result<Self, LedgerError> {
        let failed = |source| LedgerError::File {
            path: path.to_owned(),
            source,
        };
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(failed)?;
        }
        let mut file = OpenOptions::new()
            .create_new(true)
            .append(true)
            .open(path)
            .map_err(failed)?;
        write_line(&mut file, &Line::Run(place.clone())).map_err(failed)?;
        let book = Mutex::new(Book {
            file: Some(file),
            entries: BTreeMap::new(),
        });
        Ok(Self {
            path: Some(path.to_owned()),
            place,
            book,
        })
    }

    /// The ledger that another run left.
    ///
    /// # Errors
    /// [`LedgerError`]. A last line that was cut short is no error: what it would have said was never done.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let failed = |source| LedgerError::File {
            path: path.to_owned(),
            source,
        };
        let malformed = |line, message: String| LedgerError::Malformed {
            path: path.to_owned(),
            line,
            message,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(path)
            .map_err(failed)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        // A line without its end was cut short, and what follows must start on a line of its own.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(whole as u64).map_err(failed)?;
        let (mut place, mut entries) = (None, BTreeMap::new());
        for (index, line) in text[..whole].lines().enumerate() {
            match serde_json::from_str(line).map_err(|error| malformed(index + 1, error.to_string()))? {
                Line::Run(found) => place = Some(found),
                line => note(&mut entries, line),
            }
        }
        let place =
            place.ok_or_else(|| malformed(1, "it does not say where its resources stand".to_owned()))?;
        Ok(Self {
            path: Some(path.to_owned()),
            place,
            book: Mutex::new(Book {
                file: Some(file),
                entries,
            }),
        })
    }

    /// A ledger of what was found on a target, without a file.
    pub(super) fn of_found(
        place: Place,
        found: impl IntoIterator<Item = (Resource, Option<String>)>,
    ) -> Self {
        let entries = found
            .into_iter()
            .map(|(resource, id)| (resource, Entry { id, deleted: false }))
            .collect();
        Self {
            path: None,
            place,
            book: Mutex::new(Book { file: None, entries }),
        }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Where its resources stand.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Written before a resource is created.
    pub(super) fn creating(&self, resource: &Resource) -> Result<(), LedgerError> {
        self.write(Line::Creating(resource.clone()))
    }

    /// Written when a resource has an id that its name does not tell.
    pub(super) fn created(&self, resource: &Resource, id: &str) -> Result<(), LedgerError> {
        self.write(Line::Created {
            resource: resource.clone(),
            id: id.to_owned(),
        })
    }

    /// Written when the target refused to create it.
    pub(super) fn refused(&self, resource: &Resource) -> Result<(), LedgerError> {
        self.write(Line::Refused(resource.clone()))
    }

    /// Written when a resource is gone.
    pub(super) fn deleted(&self, resource: &Resource) -> Result<(), LedgerError> {
        self.write(Line::Deleted(resource.clone()))
    }

    /// What is still there, with ids where they are known.
    pub(super) fn left(&self) -> Vec<(Resource, Option<String>)> {
        let book = self.book();
        let left = book.entries.iter().filter(|(_, entry)| !entry.deleted);
        left.map(|(resource, entry)| (resource.clone(), entry.id.clone()))
            .collect()
    }

    /// How many resources were created, those deleted since included.
    #[must_use]
    pub fn created_count(&self) -> usize {
        self.book().entries.len()
    }

    /// Removes the file, which has nothing left to tell.
    pub(super) fn remove_file(&self) -> Result<(), LedgerError> {
        let Some(path) = &self.path else { return Ok(()) };
        self.book().file = None;
        std::fs::remove_file(path).map_err(|source| LedgerError::File {
            path: path.clone(),
            source,
        })
    }

    fn write(&self, line: Line) -> Result<(), LedgerError> {
        let mut book = self.book();
        if let (Some(file), Some(path)) = (&mut book.file, &self.path) {
            write_line(file, &line).map_err(|source| LedgerError::File {
                path: path.clone(),
                source,
            })?;
        }
        note(&mut book.entries, line);
        Ok(())
    }

    /// Nothing panics while the book is open.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(entries: &mut BTreeMap<Resource, Entry>, line: Line) {
    match line {
        Line::Run(_) => {}
        Line::Creating(resource) => {
            entries.entry(resource).or_default();
        }
        Line::Created { resource, id } => entries.entry(resource).or_default().id = Some(id),
        Line::Refused(resource) => {
            entries.remove(&resource);
        }
        Line::Deleted(resource) => entries.entry(resource).or_default().deleted = true,
    }
}

fn write_line(file: &mut File, line: &Line) -> std::io::Result<()> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            run: "019aa8f3c210-3fa2".to_owned(),
            target: "aws".to_owned(),
            endpoint: None,
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
        }
    }

    struct Scratch(PathBuf);

    impl Scratch {
        fn new() -> Self {
            Self(
                std::env::temp_dir()
                    .join(format!("ledger-{}", uuid::Uuid::new_v4()))
                    .join("run.ledger"),
            )
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(self.0.parent().expect("a directory"));
        }
    }

    #[test]
    fn a_killed_run_leaves_what_it_was_about_to_create() {
        let scratch = Scratch::new();
        let api = Kind::RestApi.named("a");
        {
            let ledger = Ledger::create(&scratch.0, place()).expect("created");
            for name in ["f1", "f2", "f3"] {
                ledger.creating(&Kind::Function.named(name)).expect("written");
            }
            ledger.refused(&Kind::Function.named("f2")).expect("written");
            ledger.deleted(&Kind::Function.named("f3")).expect("written");
            ledger.creating(&api).expect("written");
            ledger.created(&api, "id1").expect("written");
        }
        let ledger = Ledger::open(&scratch.0).expect("opened");
        assert_eq!(ledger.place(), &place());
        assert_eq!(
            ledger.left(),
            [(api, Some("id1".to_owned())), (Kind::Function.named("f1"), None)]
        );
        assert_eq!(ledger.created_count(), 3);
    }

    #[test]
    fn a_line_cut_short_by_a_crash_is_cut_off() {
        let scratch = Scratch::new();
        let ledger = Ledger::create(&scratch.0, place()).expect("created");
        ledger.creating(&Kind::Role.named("r")).expect("written");
        drop(ledger);
        let mut file = OpenOptions::new().append(true).open(&scratch.0).expect("file");
        file.write_all(b"{\"event\":\"creat").expect("written");
        let ledger = Ledger::open(&scratch.0).expect("opened");
        ledger.deleted(&Kind::Role.named("r")).expect("written");
        drop(ledger);
        let ledger = Ledger::open(&scratch.0).expect("opened again");
        assert_eq!((ledger.created_count(), ledger.left()), (1, Vec::new()));
    }

    #[test]
    fn a_file_that_is_no_ledger_is_refused() {
        let scratch = Scratch::new();
        std::fs::create_dir_all(scratch.0.parent().expect("a directory")).expect("created");
        for text in [
            "",
            "hello\nworld\n",
            "{\"event\":\"creating\",\"kind\":\"role\",\"name\":\"r\"}\n",
        ] {
            std::fs::write(&scratch.0, text).expect("written");
            assert!(
                matches!(Ledger::open(&scratch.0), Err(LedgerError::Malformed { .. })),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_ledger_is_never_written_over() {
        let scratch = Scratch::new();
        let _first = Ledger::create(&scratch.0, place()).expect("created");
        assert!(Ledger::create(&scratch.0, place()).is_err());
    }
}
