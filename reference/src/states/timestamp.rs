//! Points in time as the language writes them.

use jiff::{Timestamp, tz};

/// Milliseconds since the epoch as `2024-06-11T14:55:41.123Z`, the form of the context object.
#[must_use]
pub fn iso(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .map(|at| format!("{at:.3}"))
        .unwrap_or_default()
}

/// Reads `date T time (Z | offset)`; seconds may have a fraction. An upper-case `T` and a zone are required
/// (recorded on AWS 2024), as RFC 3339 and the specification want them.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let shape = bytes.len() >= 17 && bytes[10] == b'T' && !text.contains(['[', ' ', 'z', 't', ',']);
    let zone = text.ends_with('Z') || text.get(11..)?.contains(['+', '-']);
    (shape && zone).then(|| text.parse::<Timestamp>().ok())?
}

/// The day and minute of a log stream's name, `2024-06-11-14-55`.
#[must_use]
pub fn minute(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .map(|at| {
            at.to_zoned(tz::TimeZone::UTC)
                .strftime("%Y-%m-%d-%H-%M")
                .to_string()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_have_three_digits() {
        assert_eq!(iso(1_718_117_741_120), "2024-06-11T14:55:41.120Z");
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(minute(1_718_117_741_120), "2024-06-11-14-55");
    }

    #[test]
    fn a_timestamp_needs_t_and_a_zone() {
        for (text, good) in [
            ("2016-12-05T21:29:29Z", true),
            ("2016-12-05T21:29:29.000000001Z", true),
            ("2016-12-05T21:29:29+02:00", true),
            ("2016-12-05T21:29:29", false),
            ("2016-12-05 21:29:29Z", false),
            ("2016-13-05T21:29:29Z", false),
            ("2016-12-05T25:29:29Z", false),
            ("2016-12-05T21:29:29Z[UTC]", false),
            ("", false),
            ("ünïcödé texts, long enough", false),
        ] {
            assert_eq!(parse(text).is_some(), good, "{text}");
        }
    }
}
