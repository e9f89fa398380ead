//! What CloudWatch Logs remembers, in bounded memory.
//!
//! Groups are known by name alone: whoever writes through [`super::LogSink`] names no region.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;

use super::parameters::{already_exists, limit_exceeded, not_found};
use crate::wire::AwsError;

/// The most log groups, and the most streams in each. In a full group a new stream takes the place of the
/// oldest, whose events go with it.
const MOST_GROUPS: usize = 10_000;
const MOST_STREAMS: usize = 10_000;

/// The most events of a group, and their most bytes together; the oldest make room.
pub(super) const MOST_EVENTS: usize = 50_000;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The longest message, in bytes (CloudWatch Logs quotas, "Event size"); the rest of a longer one is cut off.
pub(super) const LONGEST_MESSAGE: usize = 1024 * 1024;

const MILLISECONDS_PER_DAY: i64 = 24 * 60 * 60 * 1000;

/// An event's place in its group: milliseconds since the epoch, then order of arrival.
pub(super) type Place = (i64, u64);

/// All log groups.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub groups: BTreeMap<String, Group>,
    /// Document and time of change by name.
    pub resource_policies: BTreeMap<String, (String, i64)>,
    arrivals: u64,
}

/// A log group.
#[derive(Debug)]
pub(super) struct Group {
    /// Milliseconds since the epoch.
    pub created: i64,
    /// Days; `None` keeps events for ever.
    pub retention: Option<i64>,
    pub tags: IndexMap<String, String>,
    pub streams: BTreeMap<Arc<str>, Stream>,
    /// The length of all messages.
    pub bytes: usize,
    events: BTreeMap<Place, Event>,
}

/// A log stream; times are milliseconds since the epoch.
#[derive(Debug)]
pub(super) struct Stream {
    pub created: i64,
    /// The first and the last time of an event.
    pub events: Option<(i64, i64)>,
    pub last_ingestion: i64,
}

/// A log event.
#[derive(Debug)]
pub(super) struct Event {
    pub stream: Arc<str>,
    pub message: String,
    /// Milliseconds since the epoch.
    pub ingested: i64,
}

impl Store {
    /// A group by name.
    pub(super) fn group(&self, name: &str) -> Result<&Group, AwsError> {
        self.groups.get(name).ok_or_else(|| not_found("log group"))
    }

    /// A group by name, to change it.
    pub(super) fn group_mut(&mut self, name: &str) -> Result<&mut Group, AwsError> {
        self.groups.get_mut(name).ok_or_else(|| not_found("log group"))
    }

    /// Creates a group.
    pub(super) fn create_group(&mut self, name: &str) -> Result<&mut Group, AwsError> {
        if self.groups.contains_key(name) {
            return Err(already_exists("log group"));
        }
        if self.groups.len() >= MOST_GROUPS {
            return Err(limit_exceeded());
        }
        Ok(self.groups.entry(name.to_owned()).or_insert_with(Group::new))
    }

    /// Appends an event to a stream that exists.
    pub(super) fn append(
        &mut self,
        group: &str,
        stream: &str,
        at: i64,
        mut message: String,
    ) -> Result<(), AwsError> {
        let arrival = self.arrivals;
        self.arrivals += 1;
        let group = self.group_mut(group)?;
        let Some((name, _)) = group.streams.get_key_value(stream) else {
            return Err(not_found("log stream"));
        };
        let name = Arc::clone(name);
        let ingested = now();
        if let Some(stream) = group.streams.get_mut(stream) {
            let (first, last) = stream.events.unwrap_or((at, at));
            stream.events = Some((first.min(at), last.max(at)));
            stream.last_ingestion = ingested;
        }
        message.truncate(message.floor_char_boundary(LONGEST_MESSAGE));
        group.bytes += message.len();
        group.events.insert(
            (at, arrival),
            Event {
                stream: name,
                message,
                ingested,
            },
        );
        while group.events.len() > MOST_EVENTS || group.bytes > MOST_BYTES {
            let Some((_, dropped)) = group.events.pop_first() else {
                break;
            };
            group.bytes -= dropped.message.len();
        }
        Ok(())
    }
}

impl Group {
    fn new() -> Self {
        Self {
            created: now(),
            retention: None,
            tags: IndexMap::new(),
            streams: BTreeMap::new(),
            bytes: 0,
            events: BTreeMap::new(),
        }
    }

    /// Creates a stream.
    pub(super) fn create_stream(&mut self, name: &str) -> Result<(), AwsError> {
        if self.streams.contains_key(name) {
            return Err(already_exists("log stream"));
        }
        if self.streams.len() >= MOST_STREAMS {
            let oldest = self
                .streams
                .iter()
                .min_by_key(|(_, stream)| stream.created)
                .map(|(name, _)| Arc::clone(name));
            if let Some(oldest) = oldest {
                self.delete_stream(&oldest);
            }
        }
        self.streams.insert(
            name.into(),
            Stream {
                created: now(),
                events: None,
                last_ingestion: 0,
            },
        );
        Ok(())
    }

    /// Deletes a stream with its events; `false` if there is none.
    pub(super) fn delete_stream(&mut self, name: &str) -> bool {
        let existed = self.streams.remove(name).is_some();
        if existed {
            self.events.retain(|_, event| &*event.stream != name);
            self.bytes = self.events.values().map(|event| event.message.len()).sum();
        }
        existed
    }

    /// The events of a time span that are not past the group's retention, in order.
    pub(super) fn events(
        &self,
        span: RangeInclusive<i64>,
    ) -> impl DoubleEndedIterator<Item = (&Place, &Event)> {
        let kept_since = self
            .retention
            .map_or(i64::MIN, |days| now() - days * MILLISECONDS_PER_DAY);
        let (first, last) = ((*span.start()).max(kept_since), *span.end());
        // An empty span must not reach `range`, which panics if it runs backwards.
        let range = (first <= last).then(|| self.events.range((first, 0)..=(last, u64::MAX)));
        range.into_iter().flatten()
    }
}

/// Now, in milliseconds since the epoch.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_stream() -> Store {
        let mut store = Store::default();
        store.create_group("g").unwrap().create_stream("s").unwrap();
        store
    }

    fn messages(store: &Store, span: RangeInclusive<i64>) -> Vec<&str> {
        store.groups["g"]
            .events(span)
            .map(|(_, event)| event.message.as_str())
            .collect()
    }

    #[test]
    fn events_are_ordered_by_time_then_by_arrival() {
        let mut store = with_stream();
        for (at, message) in [(2, "b"), (1, "a"), (2, "c"), (3, "d")] {
            store.append("g", "s", at, message.to_owned()).unwrap();
        }
        assert_eq!(messages(&store, 0..=9), ["a", "b", "c", "d"]);
        assert_eq!(messages(&store, 2..=2), ["b", "c"]);
        assert!(messages(&store, RangeInclusive::new(3, 1)).is_empty());
    }

    #[test]
    fn the_oldest_events_make_room() {
        let mut store = with_stream();
        for at in 0..=MOST_EVENTS as i64 {
            store.append("g", "s", at, "m".to_owned()).unwrap();
        }
        assert_eq!(store.groups["g"].events(0..=0).count(), 0);
        assert_eq!(store.groups["g"].events(0..=i64::MAX).count(), MOST_EVENTS);
        let long = "ü".repeat(LONGEST_MESSAGE);
        for at in 0..40 {
            store.append("g", "s", 1_000_000 + at, long.clone()).unwrap();
        }
        assert_eq!(store.groups["g"].events(0..=i64::MAX).count(), 32);
        assert_eq!(store.groups["g"].bytes, MOST_BYTES);
    }

    #[test]
    fn events_past_the_retention_are_not_seen() {
        let mut store = with_stream();
        store
            .append("g", "s", now() - 2 * MILLISECONDS_PER_DAY, "old".to_owned())
            .unwrap();
        store.append("g", "s", now(), "new".to_owned()).unwrap();
        store.group_mut("g").unwrap().retention = Some(1);
        assert_eq!(messages(&store, 0..=i64::MAX), ["new"]);
    }

    #[test]
    fn a_stream_takes_its_events_along() {
        let mut store = with_stream();
        store.append("g", "s", 1, "m".to_owned()).unwrap();
        assert!(store.group_mut("g").unwrap().delete_stream("s"));
        assert!(messages(&store, 0..=9).is_empty());
        assert_eq!(store.groups["g"].bytes, 0);
        assert_eq!(
            store.append("g", "s", 1, "m".to_owned()).unwrap_err().code,
            "ResourceNotFoundException"
        );
    }
}
