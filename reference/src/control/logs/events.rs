//! Log events: writing, reading a stream, searching a group.

use std::iter::Peekable;

use serde_json::{Value, json};

use super::filter_pattern::FilterPattern;
use super::parameters::{Parameters, invalid, not_found};
use super::store::{Event, LONGEST_MESSAGE, Place, Store, now};
use crate::wire::AwsError;

type Answer = Result<Value, AwsError>;

/// The most events of one call, either way.
const MOST_EVENTS: usize = 10_000;

/// The most bytes of one call, either way; each event counts its message and 26 more.
const MOST_BYTES: usize = 1_048_576;
const BYTES_PER_EVENT: usize = 26;

/// How far from now an event may lie (API reference, PutLogEvents), in milliseconds.
const LATEST: i64 = 2 * 60 * 60 * 1000;
const EARLIEST: i64 = 14 * 24 * 60 * 60 * 1000;

pub(super) fn put(store: &mut Store, parameters: &Parameters) -> Answer {
    let (group, stream) = (
        parameters.required("logGroupName")?,
        parameters.required("logStreamName")?,
    );
    let events = input_events(parameters)?;
    if !store.group(group)?.streams.contains_key(stream) {
        return Err(not_found("log stream"));
    }
    let now = now();
    // Events are in chronological order, so those out of bounds stand at the ends.
    let too_old = events.partition_point(|(at, _)| *at < now - EARLIEST);
    let too_new = events.partition_point(|(at, _)| *at <= now + LATEST);
    let count = events.len();
    for (at, message) in events.into_iter().take(too_new).skip(too_old) {
        store.append(group, stream, at, message.to_owned())?;
    }
    // The token is not needed any more (API reference, PutLogEvents).
    let mut answer = json!({ "nextSequenceToken": format!("{now:056}") });
    if too_old > 0 {
        answer["rejectedLogEventsInfo"]["tooOldLogEventEndIndex"] = json!(too_old);
    }
    if too_new < count {
        answer["rejectedLogEventsInfo"]["tooNewLogEventStartIndex"] = json!(too_new);
    }
    Ok(answer)
}

/// The events of a PutLogEvents call, checked.
fn input_events(parameters: &Parameters) -> Result<Vec<(i64, &str)>, AwsError> {
    let events = parameters
        .list("logEvents")?
        .map(Vec::as_slice)
        .unwrap_or_default();
    if !(1..=MOST_EVENTS).contains(&events.len()) {
        return Err(invalid(format!(
            "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: \
             Member must have length between 1 and {MOST_EVENTS}"
        )));
    }
    let events = events.iter().map(
        |event| match (event["timestamp"].as_i64(), event["message"].as_str()) {
            (Some(at @ 0..), Some(message)) if !message.is_empty() => Ok((at, message)),
            _ => Err(invalid(
                "every log event needs a timestamp and a message that is not empty",
            )),
        },
    );
    let events: Vec<_> = events.collect::<Result<_, _>>()?;
    if !events.is_sorted_by_key(|(at, _)| *at) {
        return Err(invalid(
            "Log events in a single PutLogEvents request must be in chronological order.",
        ));
    }
    if let Some((_, long)) = events.iter().find(|(_, message)| message.len() > LONGEST_MESSAGE) {
        return Err(invalid(format!(
            "Log event too large: {} bytes exceeds limit of {LONGEST_MESSAGE}",
            long.len()
        )));
    }
    let bytes: usize = events
        .iter()
        .map(|(_, message)| message.len() + BYTES_PER_EVENT)
        .sum();
    if bytes > MOST_BYTES {
        return Err(invalid(format!(
            "Upload too large: {bytes} bytes exceeds limit of {MOST_BYTES}"
        )));
    }
    Ok(events)
}

pub(super) fn get(store: &Store, parameters: &Parameters) -> Answer {
    let group = store.group(parameters.group()?)?;
    let name = parameters.required("logStreamName")?;
    if !group.streams.contains_key(name) {
        return Err(not_found("log stream"));
    }
    let first = parameters.number("startTime")?.unwrap_or_default();
    // The end is exclusive here and inclusive in FilterLogEvents (API reference).
    let last = parameters
        .number("endTime")?
        .map_or(i64::MAX, |end| end.saturating_sub(1));
    let limit = parameters.limit(MOST_EVENTS)?;
    let from = match parameters.text("nextToken")? {
        Some(token) => {
            Some(Direction::parse(token).ok_or_else(|| invalid("The specified nextToken is invalid."))?)
        }
        None => None,
    };
    let events = group
        .events(first..=last)
        .filter(|(_, event)| &*event.stream == name);
    let page = match from {
        Some(Direction::Forward(place)) => page(&mut events.filter(|(at, _)| **at > place).peekable(), limit),
        None if parameters.flag("startFromHead")? => page(&mut events.peekable(), limit),
        backward => {
            let before = |at: &Place| !matches!(backward, Some(Direction::Backward(place)) if *at >= place);
            let mut page = page(&mut events.rev().filter(|(at, _)| before(at)).peekable(), limit);
            page.reverse();
            page
        }
    };
    let (before, after) = match (page.first(), page.last(), from) {
        (Some((first, _)), Some((last, _)), _) => (**first, **last),
        // At the end of a stream the same token comes back (API reference, GetLogEvents).
        (_, _, Some(Direction::Forward(place) | Direction::Backward(place))) => (place, place),
        (_, _, None) => ((first, 0), (first, 0)),
    };
    let views = page.iter().map(|((at, _), event)| {
        json!({ "timestamp": at, "message": event.message, "ingestionTime": event.ingested })
    });
    Ok(json!({
        "events": views.collect::<Vec<_>>(),
        "nextForwardToken": Direction::Forward(after).token(),
        "nextBackwardToken": Direction::Backward(before).token(),
    }))
}

pub(super) fn filter(store: &Store, parameters: &Parameters) -> Answer {
    let group = store.group(parameters.group()?)?;
    let names = parameters.texts("logStreamNames")?;
    let prefix = parameters.text("logStreamNamePrefix")?;
    if !names.is_empty() && prefix.is_some() {
        return Err(invalid(
            "logStreamNames and logStreamNamePrefix must not both be given",
        ));
    }
    if names.iter().any(|name| !group.streams.contains_key(*name)) {
        return Err(not_found("log stream"));
    }
    let pattern = FilterPattern::parse(parameters.text("filterPattern")?.unwrap_or_default())?;
    let first = parameters.number("startTime")?.unwrap_or_default();
    let last = parameters.number("endTime")?.unwrap_or(i64::MAX);
    let limit = parameters.limit(MOST_EVENTS)?;
    let after = match parameters.text("nextToken")? {
        Some(token) => {
            Some(parse_place(token).ok_or_else(|| invalid("The specified nextToken is invalid."))?)
        }
        None => None,
    };
    let mut found = group
        .events(first..=last)
        .filter(|(at, _)| after.is_none_or(|after| **at > after))
        .filter(|(_, event)| names.is_empty() || names.contains(&&*event.stream))
        .filter(|(_, event)| prefix.is_none_or(|prefix| event.stream.starts_with(prefix)))
        .filter(|(_, event)| pattern.matches(&event.message))
        .peekable();
    let page = page(&mut found, limit);
    let views = page.iter().map(|(place, event)| {
        json!({
            "logStreamName": &*event.stream,
            "timestamp": place.0,
            "message": event.message,
            "ingestionTime": event.ingested,
            "eventId": write_place(**place),
        })
    });
    let mut answer = json!({ "events": views.collect::<Vec<_>>(), "searchedLogStreams": [] });
    if let (Some((last, _)), Some(_)) = (page.last(), found.peek()) {
        answer["nextToken"] = json!(write_place(**last));
    }
    Ok(answer)
}

type Found<'a> = (&'a Place, &'a Event);

/// Takes what one answer can hold and leaves the rest.
fn page<'a>(events: &mut Peekable<impl Iterator<Item = Found<'a>>>, limit: usize) -> Vec<Found<'a>> {
    let mut page = Vec::new();
    let mut bytes = 0;
    while page.len() < limit {
        let fits = |(_, event): &Found<'a>| {
            bytes += event.message.len() + BYTES_PER_EVENT;
            bytes <= MOST_BYTES || page.is_empty()
        };
        match events.next_if(fits) {
            Some(event) => page.push(event),
            None => break,
        }
    }
    page
}

/// Where GetLogEvents goes on.
#[derive(Debug, Clone, Copy)]
enum Direction {
    /// With what comes after.
    Forward(Place),
    /// With what came before.
    Backward(Place),
}

impl Direction {
    fn parse(token: &str) -> Option<Self> {
        match token.split_at_checked(2)? {
            ("f/", place) => parse_place(place).map(Self::Forward),
            ("b/", place) => parse_place(place).map(Self::Backward),
            _ => None,
        }
    }

    fn token(self) -> String {
        match self {
            Self::Forward(place) => format!("f/{}", write_place(place)),
            Self::Backward(place) => format!("b/{}", write_place(place)),
        }
    }
}

/// A place as 40 digits; times are never negative.
fn write_place((at, arrival): Place) -> String {
    format!("{at:020}{arrival:020}")
}

fn parse_place(text: &str) -> Option<Place> {
    let (at, arrival) = text.split_at_checked(20)?;
    let is_number = text.len() == 40 && text.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        Some((at.parse().ok()?, arrival.parse().ok()?))
    } else {
        None
    }
}
