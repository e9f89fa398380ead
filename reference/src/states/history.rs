//! What happened in an execution: events as GetExecutionHistory and the logs show them.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Map, Value, json};

use super::{data::Data, failure::Failure};

/// The most events of a Standard execution; the last of them says so (published transcript of a live answer).
pub const MAX_EVENTS: usize = 25_000;

/// The most bytes of execution data that the events of a Standard execution may hold together. AWS has no such
/// limit, but events of 256 KiB each would fill the memory long before there are too many of them.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    /// From 1.
    pub id: usize,
    /// The event that led to this one; 0 for none.
    pub previous: usize,
    /// Milliseconds since the epoch.
    pub at: i64,
    /// For example `PassStateEntered`.
    pub kind: &'static str,
    /// The details and the name of the member that holds them in GetExecutionHistory, for example
    /// `stateEnteredEventDetails`.
    pub details: Option<(&'static str, Details)>,
}

/// The details of an event.
#[derive(Debug, Clone, Default)]
pub struct Details(Vec<(&'static str, Detail)>);

#[derive(Debug, Clone)]
enum Detail {
    Plain(Value),
    /// Execution data: shown on request only.
    Data(Arc<str>),
    /// The same by name.
    Variables(BTreeMap<String, Arc<str>>),
}

impl Details {
    /// No details.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name, number or the like.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, Detail::Plain(value.into())));
        self
    }

    /// Adds an input, an output or parameters: what `includeExecutionData` is about.
    #[must_use]
    pub fn with_data(mut self, name: &'static str, data: &Data) -> Self {
        self.0.push((name, Detail::Data(Arc::clone(data.text()))));
        self
    }

    /// Adds what of an error is there.
    #[must_use]
    pub fn with_failure(mut self, failure: &Failure) -> Self {
        for (name, text) in [("cause", &failure.cause), ("error", &failure.error)] {
            if let Some(text) = text {
                self.0.push((name, Detail::Plain(text.as_str().into())));
            }
        }
        self
    }

    /// Adds the variables that were assigned, each as JSON text, if there are any.
    #[must_use]
    pub fn with_assigned(mut self, variables: &[(String, Data)]) -> Self {
        if !variables.is_empty() {
            let variables = variables
                .iter()
                .map(|(name, data)| (name.clone(), Arc::clone(data.text())))
                .collect();
            self.0.push(("assignedVariables", Detail::Variables(variables)));
        }
        self
    }

    /// How many bytes of execution data it holds.
    fn bytes(&self) -> usize {
        self.0
            .iter()
            .map(|(_, detail)| match detail {
                Detail::Plain(_) => 0,
                Detail::Data(text) => text.len(),
                Detail::Variables(variables) => variables.values().map(|text| text.len()).sum(),
            })
            .sum()
    }

    /// As JSON, members in alphabetical order, with execution data or without.
    #[must_use]
    pub fn to_json(&self, include_data: bool) -> Map<String, Value> {
        let mut members = Vec::new();
        for (name, detail) in &self.0 {
            match detail {
                Detail::Plain(value) => members.push((*name, value.clone())),
                Detail::Data(text) if include_data => {
                    members.push((name, text.as_ref().into()));
                    // Parameters have no companion that says whether they were cut (API reference).
                    match *name {
                        "input" => members.push(("inputDetails", json!({"truncated": false}))),
                        "output" => members.push(("outputDetails", json!({"truncated": false}))),
                        _ => {}
                    }
                }
                Detail::Variables(variables) if include_data => {
                    let texts = variables
                        .iter()
                        .map(|(name, text)| (name.clone(), Value::from(&**text)));
                    members.push((*name, Value::Object(texts.collect())));
                    members.push(("assignedVariablesDetails", json!({"truncated": false})));
                }
                Detail::Data(_) | Detail::Variables(_) => {}
            }
        }
        members.sort_by_key(|(name, _)| *name);
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

/// Sees every event at once, for the logs.
pub type Observer = Box<dyn Fn(&Event) + Send + Sync>;

/// The events of an execution, numbered.
pub struct History {
    events: Mutex<Events>,
    /// Whether events are kept.
    kept: bool,
    /// Whether there is a limit to them: so it is for Standard, not for Express.
    limited: bool,
    observer: Observer,
}

#[derive(Debug, Default)]
struct Events {
    last: usize,
    kept: Vec<Event>,
    bytes: usize,
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History")
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

impl History {
    /// An empty history.
    #[must_use]
    pub fn new(kept: bool, observer: Observer) -> Self {
        Self {
            events: Mutex::default(),
            kept,
            limited: kept,
            observer,
        }
    }

    /// The history of a Map Run's execution, which nobody can look at: events are counted only.
    #[must_use]
    pub fn of_child(limited: bool) -> Self {
        Self {
            limited,
            ..Self::new(false, Box::new(|_| {}))
        }
    }

    /// Adds an event and returns its id.
    ///
    /// # Errors
    /// `States.Runtime` if only the room for the last event is left.
    pub fn add(
        &self,
        at: i64,
        previous: usize,
        kind: &'static str,
        details: Option<(&'static str, Details)>,
    ) -> Result<usize, Failure> {
        if self.limited {
            let events = self.lock();
            if events.last + 1 >= MAX_EVENTS {
                return Err(Failure::runtime(format!(
                    "The execution reached the maximum number of history events ({MAX_EVENTS})."
                )));
            }
            if events.bytes > MAX_BYTES {
                return Err(Failure::runtime(format!(
                    "The history of the execution holds more data than this implementation keeps ({MAX_BYTES} \
                     bytes)."
                )));
            }
        }
        Ok(self.end(at, previous, kind, details))
    }

    /// Adds the event that ends the execution, for which there is always room.
    pub fn end(
        &self,
        at: i64,
        previous: usize,
        kind: &'static str,
        details: Option<(&'static str, Details)>,
    ) -> usize {
        let mut events = self.lock();
        events.last += 1;
        let event = Event {
            id: events.last,
            previous,
            at,
            kind,
            details,
        };
        // Observed under the lock: the log has the order of the ids.
        (self.observer)(&event);
        if self.kept {
            events.bytes += event.details.as_ref().map_or(0, |(_, details)| details.bytes());
            events.kept.push(event);
        }
        events.last
    }

    /// About how many bytes of memory the events take.
    #[must_use]
    pub fn size(&self) -> usize {
        let events = self.lock();
        events.bytes + events.kept.len() * size_of::<Event>() * 2
    }

    /// The id of the last event; 0 if there is none.
    #[must_use]
    pub fn last(&self) -> usize {
        self.lock().last
    }

    /// A page of events: `skip` are left out from the chosen end, at most `take` are given.
    #[must_use]
    pub fn page(&self, reverse: bool, skip: usize, take: usize) -> Vec<Event> {
        let events = self.lock();
        if reverse {
            events.kept.iter().rev().skip(skip).take(take).cloned().collect()
        } else {
            events.kept.iter().skip(skip).take(take).cloned().collect()
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Events> {
        // Nothing can be half done when an observer panics: the event is pushed in one step.
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_shown_on_request() {
        let details = Details::new()
            .with("name", "State_1")
            .with_data("input", &Data::parse("{ }").unwrap());
        assert_eq!(
            Value::Object(details.to_json(true)).to_string(),
            r#"{"input":"{ }","inputDetails":{"truncated":false},"name":"State_1"}"#
        );
        assert_eq!(
            Value::Object(details.to_json(false)).to_string(),
            r#"{"name":"State_1"}"#
        );
    }

    #[test]
    fn the_last_event_is_kept_free() {
        let history = History::new(true, Box::new(|_| {}));
        for id in 1..MAX_EVENTS {
            assert_eq!(history.add(0, 0, "PassStateEntered", None), Ok(id));
        }
        let failure = history.add(0, 0, "PassStateEntered", None).unwrap_err();
        assert_eq!(
            failure.cause.as_deref(),
            Some("The execution reached the maximum number of history events (25000).")
        );
        assert_eq!(history.end(0, 0, "ExecutionFailed", None), MAX_EVENTS);
        assert_eq!(history.page(true, 0, 1)[0].id, MAX_EVENTS);
    }

    #[test]
    fn a_child_has_the_limit_without_the_events() {
        let history = History::of_child(true);
        for _ in 1..MAX_EVENTS {
            assert!(history.add(0, 0, "PassStateEntered", None).is_ok());
        }
        assert!(history.add(0, 0, "PassStateEntered", None).is_err());
        assert!(history.page(false, 0, 10).is_empty());
    }

    #[test]
    fn data_fills_a_history_as_well() {
        let history = History::new(true, Box::new(|_| {}));
        let large = Data::from(Value::from("x".repeat(1 << 20)));
        let details = || {
            Some((
                "stateEnteredEventDetails",
                Details::new().with_data("input", &large),
            ))
        };
        let mut added = 0;
        while history.add(0, 0, "PassStateEntered", details()).is_ok() {
            added += 1;
        }
        assert_eq!(added, MAX_BYTES >> 20);
        assert!(history.size() > MAX_BYTES);
    }

    #[test]
    fn express_events_are_numbered_but_not_kept() {
        let history = History::new(false, Box::new(|_| {}));
        assert_eq!(history.add(0, 0, "PassStateEntered", None), Ok(1));
        assert_eq!(history.add(0, 1, "PassStateExited", None), Ok(2));
        assert!(history.page(false, 0, 10).is_empty());
    }
}
