//! A state tried by itself: what TestState asks for and what it gets to see.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::{Map, Value};

use super::{
    data::Data,
    definition::State,
    failure::Failure,
    history::History,
    interpreter::{Run, World},
    query::{Context, ExecutionContext},
};

/// How a state is tried, and what is noted on the way.
#[derive(Debug, Default)]
pub struct Trial {
    /// What stands for the state's work, if it is not to be done.
    pub mock: Option<Result<Data, Failure>>,
    /// What stands for the context object.
    pub context: Option<Value>,
    /// How often each retrier was used before.
    pub retries: u64,
    /// How many iterations of a mocked Map failed.
    pub failed_iterations: u64,
    notes: Mutex<Notes>,
}

#[derive(Debug, Clone, Default)]
struct Notes {
    seen: Map<String, Value>,
    error_details: Map<String, Value>,
    retriable: bool,
    caught: Option<Failure>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The state's output, also if an error was caught, or its failure.
    pub outcome: Result<Data, Failure>,
    /// The state to go on with.
    pub next: Option<String>,
    /// The error that a catcher caught.
    pub caught: Option<Failure>,
    /// Whether the state would be tried again.
    pub retriable: bool,
    /// Members of `inspectionData`.
    pub seen: Map<String, Value>,
    /// The variables afterwards, each as JSON.
    pub variables: BTreeMap<String, Data>,
}

impl Trial {
    /// Notes data as JSON text.
    pub(super) fn note_data(&self, name: &str, data: &Data) {
        self.note(name, Value::from(&**data.text()));
    }

    /// Notes a member of `inspectionData`.
    pub(super) fn note(&self, name: &str, value: impl Into<Value>) {
        self.notes().seen.insert(name.to_owned(), value.into());
    }

    /// Notes which retrier is for the error, and how long it waits, if it has attempts left.
    pub(super) fn note_retrier(&self, index: usize, delay: Option<Duration>) {
        let mut notes = self.notes();
        let details = &mut notes.error_details;
        details.insert("retryIndex".to_owned(), index.into());
        if let Some(delay) = delay {
            details.insert("retryBackoffIntervalSeconds".to_owned(), delay.as_secs().into());
            notes.retriable = true;
        }
    }

    /// Notes which catcher caught the error.
    pub(super) fn note_catcher(&self, index: usize, failure: &Failure) {
        let mut notes = self.notes();
        notes.error_details.insert("catchIndex".to_owned(), index.into());
        notes.caught = Some(failure.clone());
    }

    fn notes(&self) -> std::sync::MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs one state, once.
pub async fn try_state(
    trial: Trial,
    world: Arc<dyn World>,
    region: &str,
    (name, state): (&str, &State),
    execution: ExecutionContext,
    variables: BTreeMap<String, Data>,
) -> Tried {
    let input = execution.input.clone();
    let trial = Arc::new(trial);
    trial.note_data("input", &input);
    let context = Context::new(Arc::new(execution))
        .assigned(variables)
        .on_trial(Arc::clone(&trial));
    let run = Run {
        world,
        history: Arc::new(History::of_child(false)),
        region: region.into(),
    };
    let (outcome, next, variables) = run.one(name, state, &input, &context).await;
    let Notes {
        mut seen,
        error_details,
        retriable,
        caught,
    } = trial.notes().clone();
    // Only states that do something show more than what they chose from their input (recorded on AWS 2024).
    if !matches!(
        state,
        State::Pass(_) | State::Task(_) | State::Parallel(_) | State::Map(_)
    ) {
        seen.retain(|name, _| matches!(name.as_str(), "input" | "afterInputPath"));
    }
    if !error_details.is_empty() {
        seen.insert("errorDetails".to_owned(), Value::Object(error_details));
    }
    Tried {
        outcome,
        next,
        caught,
        retriable,
        seen,
        variables,
    }
}
