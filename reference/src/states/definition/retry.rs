//! Retry and Catch.

use super::{Fields, state::assign};
use crate::states::{
    failure::names,
    query::{DataPath, Io, JsonataIo, PathIo, Provides, QueryLanguage},
};

/// What a state does about errors.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ErrorHandling {
    /// Tried in order; each counts its own attempts.
    pub retriers: Vec<Retrier>,
    /// Tried in order when no retrier has attempts left.
    pub catchers: Vec<Catcher>,
}

/// One entry of Retry.
#[derive(Debug, Clone, PartialEq)]
pub struct Retrier {
    /// The error names it is for.
    pub error_equals: Vec<String>,
    /// Before the first retry.
    pub interval_seconds: u64,
    /// How many retries; 0 for none.
    pub max_attempts: u64,
    /// What the interval is multiplied by after each retry.
    pub backoff_rate: f64,
    /// The longest interval.
    pub max_delay_seconds: Option<u64>,
    /// Whether the interval is shortened by chance.
    pub jitter: Jitter,
}

/// `JitterStrategy`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// Anything from 0 to the interval.
    Full,
    /// The interval.
    None,
}

/// One entry of Catch.
#[derive(Debug, Clone, PartialEq)]
pub struct Catcher {
    /// The error names it is for.
    pub error_equals: Vec<String>,
    /// The state to go on with.
    pub next: String,
    /// Where the error output goes: ResultPath, or Output; and Assign.
    pub io: Io,
}

impl ErrorHandling {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let retriers = fields.objects("Retry").unwrap_or_default();
        let catchers = fields.objects("Catch").unwrap_or_default();
        let (last_retrier, last_catcher) = (retriers.len(), catchers.len());
        Self {
            retriers: retriers
                .into_iter()
                .enumerate()
                .filter_map(|(i, fields)| retrier(fields, i + 1 == last_retrier))
                .collect(),
            catchers: catchers
                .into_iter()
                .enumerate()
                .filter_map(|(i, fields)| catcher(fields, i, i + 1 == last_catcher))
                .collect(),
        }
    }
}

fn retrier(mut fields: Fields<'_>, last: bool) -> Option<Retrier> {
    const MAX: u64 = 99_999_999;
    let error_equals = error_equals(&mut fields, last);
    let jitter = match fields.string("JitterStrategy") {
        Some("FULL") => Jitter::Full,
        None | Some("NONE") => Jitter::None,
        Some(_) => {
            fields.note_not_one_of("JitterStrategy", &["FULL", "NONE"]);
            Jitter::None
        }
    };
    let backoff_rate = fields.number("BackoffRate").unwrap_or(2.0);
    if backoff_rate < 1.0 {
        fields.note_field("BackoffRate", "Value must be greater than or equal to 1.0");
    }
    let retrier = Retrier {
        error_equals: error_equals?,
        interval_seconds: fields.integer("IntervalSeconds", 1, MAX).unwrap_or(1),
        max_attempts: fields.integer("MaxAttempts", 0, MAX).unwrap_or(3),
        backoff_rate,
        max_delay_seconds: fields.integer("MaxDelaySeconds", 1, 31_622_400),
        jitter,
    };
    fields.finish();
    Some(retrier)
}

fn catcher(mut fields: Fields<'_>, index: usize, last: bool) -> Option<Catcher> {
    fields.require(&["Next"]);
    let error_equals = error_equals(&mut fields, last);
    let next = fields.string("Next").map(str::to_owned);
    let place = format!("Catch[{index}]/");
    let assign = assign(&mut fields, &place);
    let io = match fields.language {
        QueryLanguage::JsonPath => Io::JsonPath(Box::new(PathIo {
            input_path: DataPath::parse("$"),
            parameters: None,
            result_selector: None,
            result_path: fields.result_path(),
            output_path: DataPath::parse("$"),
            assign,
        })),
        QueryLanguage::Jsonata => Io::Jsonata(Box::new(JsonataIo {
            arguments: None,
            output: fields
                .jsonata("Output")
                .map(|template| (format!("{place}Output"), template)),
            assign,
            provides: Provides::ErrorOutput,
        })),
    };
    fields.finish();
    Some(Catcher {
        error_equals: error_equals?,
        next: next?,
        io,
    })
}

/// `States.ALL` must stand alone and last (ASL-037).
fn error_equals(fields: &mut Fields<'_>, last: bool) -> Option<Vec<String>> {
    fields.require(&["ErrorEquals"]);
    let names = fields.strings("ErrorEquals")?;
    if names.is_empty() {
        fields.note_field("ErrorEquals", "ErrorEquals must not be empty");
    }
    if names.iter().any(|name| name == names::ALL) && (names.len() > 1 || !last) {
        fields.note_field(
            "ErrorEquals",
            "'States.ALL' must appear alone and in the last Retrier or Catcher",
        );
    }
    Some(names)
}
