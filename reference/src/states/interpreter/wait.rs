//! Wait.

use std::time::Duration;

use serde_json::Value;

use super::run::{Left, Step, target};
use crate::states::{
    definition::{Until, Wait},
    failure::Failure,
    query::{DataPath, Fault, Frame},
    timestamp,
};

/// The longest wait, in seconds: 24855 days will do, 24856 will not (recorded on AWS 2024).
const MAX_SECONDS: i64 = i32::MAX as i64;

impl Step<'_> {
    pub(super) async fn wait<'s>(&self, wait: &'s Wait) -> Result<Left<'s>, Failure> {
        let input = self.effective_input(&wait.body.io)?;
        let frame = Frame {
            input: input.value(),
            context: &self.context,
        };
        let duration = self
            .duration(&wait.until, frame)
            .map_err(|fault| self.failure(fault))?;
        if !duration.is_zero() {
            self.run.world.sleep(duration).await;
        }
        self.finish(&wait.body.io, input, target(&wait.body.next))
    }

    fn duration(&self, until: &Until, frame: Frame<'_>) -> Result<Duration, Fault> {
        match until {
            Until::Seconds(seconds) => Ok(Duration::from_secs(*seconds)),
            Until::SecondsPath(path) => seconds(path, frame),
            Until::Timestamp(at) => self.until(at.as_millisecond()),
            Until::TimestampPath(path) => {
                let value = read("TimestampPath", path, frame)?;
                let at = value.as_str().and_then(timestamp::parse).ok_or_else(|| {
                    Fault::runtime(format!(
                        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset \
                         date-time format string: {} == {}",
                        path.text(),
                        plain(&value)
                    ))
                })?;
                self.until(at.as_millisecond())
            }
            Until::SecondsExpression(expression) => {
                let value = expression.evaluate_to("number", "Seconds", self.states())?;
                seconds_of(&value)
            }
            Until::TimestampExpression(expression) => {
                let value = expression.evaluate_to("string", "Timestamp", self.states())?;
                // Recorded on AWS 2024-12-27.
                let at = value.as_str().and_then(timestamp::parse).ok_or_else(|| {
                    let message = format!(
                        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format \
                         string: {}",
                        plain(&value)
                    );
                    Fault::evaluation(message, Some("Timestamp"))
                })?;
                self.until(at.as_millisecond())
            }
        }
    }

    fn until(&self, at: i64) -> Result<Duration, Fault> {
        let millis = at.saturating_sub(self.run.world.now());
        if millis / 1000 > MAX_SECONDS {
            return Err(too_long());
        }
        Ok(Duration::from_millis(u64::try_from(millis).unwrap_or(0)))
    }
}

fn seconds(path: &DataPath, frame: Frame<'_>) -> Result<Duration, Fault> {
    let value = read("SecondsPath", path, frame)?;
    let text = plain(&value);
    // A text that is a number would do as well: Java parses what the path refers to.
    let Ok(seconds) = text.parse::<i64>() else {
        return Err(Fault::runtime(format!(
            "The SecondsPath parameter cannot be parsed as a long value: {} == {text}",
            path.text()
        )));
    };
    match u64::try_from(seconds) {
        Ok(_) if seconds > MAX_SECONDS => Err(too_long()),
        Ok(seconds) => Ok(Duration::from_secs(seconds)),
        Err(_) => Err(Fault::runtime(format!(
            "The SecondsPath parameter references a negative value: {} == {seconds}",
            path.text()
        ))),
    }
}

/// Words after those of the Timestamp field; not recorded.
fn seconds_of(value: &Value) -> Result<Duration, Fault> {
    let fault = |what: &str| {
        let message = format!("The Seconds field {what}: {value}");
        Fault::evaluation(message, Some("Seconds"))
    };
    match (value.as_u64(), value.as_i64()) {
        (Some(seconds), _) if seconds <= MAX_SECONDS.unsigned_abs() => Ok(Duration::from_secs(seconds)),
        (Some(_), _) => Err(too_long()),
        (None, Some(_)) => Err(fault("references a negative value")),
        (None, None) => Err(fault("cannot be parsed as a long value")),
    }
}

fn read(field: &str, path: &DataPath, frame: Frame<'_>) -> Result<Value, Fault> {
    path.read(frame).map(std::borrow::Cow::into_owned).map_err(|_| {
        Fault::runtime(format!(
            "The {field} parameter does not reference an input value: {}",
            path.text()
        ))
    })
}

fn too_long() -> Fault {
    Fault::runtime("Wait state delay is too long.")
}

/// A string as it is, everything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
