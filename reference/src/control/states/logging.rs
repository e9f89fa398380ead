//! Logging of executions to CloudWatch Logs.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{constraints::Input, errors};
use crate::{
    control::logs::LogSink,
    states::{
        history::{Event, Observer},
        timestamp,
    },
    wire::AwsError,
};

/// `loggingConfiguration`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logging {
    level: Level,
    include_execution_data: bool,
    /// ARNs of log groups; `None` if the member was not given.
    destinations: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Off,
    Fatal,
    Error,
    All,
}

const LEVELS: [(&str, Level); 4] = [
    ("ALL", Level::All),
    ("ERROR", Level::Error),
    ("FATAL", Level::Fatal),
    ("OFF", Level::Off),
];

impl Logging {
    /// What holds for a state machine that says nothing about it.
    pub(super) fn off() -> Self {
        Self {
            level: Level::Off,
            include_execution_data: false,
            destinations: None,
        }
    }

    /// Reads a `loggingConfiguration`.
    ///
    /// # Errors
    /// `InvalidLoggingConfiguration` unless there is exactly one destination, or none for OFF.
    pub(super) fn read(members: &Map<String, Value>) -> Result<Self, AwsError> {
        let mut input = Input::at("loggingConfiguration.", members);
        let words: Vec<&str> = LEVELS.iter().map(|(word, _)| *word).collect();
        let level = input.choice("level", &words)?;
        let include_execution_data = input.boolean("includeExecutionData")?;
        let destinations = match input.list("destinations")? {
            None => None,
            Some(list) => Some(
                list.iter()
                    .map(|item| {
                        item["cloudWatchLogsLogGroup"]["logGroupArn"]
                            .as_str()
                            .map(str::to_owned)
                    })
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(one_destination)?,
            ),
        };
        input.finish()?;
        let level = LEVELS
            .iter()
            .find(|(word, _)| Some(*word) == level)
            .map_or(Level::Off, |(_, level)| *level);
        let count = destinations.as_ref().map_or(0, Vec::len);
        if count > 1 || (count == 0 && level != Level::Off) {
            return Err(one_destination());
        }
        if destinations.iter().flatten().any(|arn| group(arn).is_none()) {
            return Err(errors::invalid_logging("Log Destination not found."));
        }
        Ok(Self {
            level,
            include_execution_data,
            destinations,
        })
    }

    /// As DescribeStateMachine shows it.
    pub(super) fn to_json(&self) -> Value {
        let level = LEVELS.iter().find(|(_, level)| *level == self.level);
        let mut shown = json!({
            "includeExecutionData": self.include_execution_data,
            "level": level.map_or("OFF", |(word, _)| *word),
        });
        if let Some(destinations) = &self.destinations {
            shown["destinations"] = destinations
                .iter()
                .map(|arn| json!({"cloudWatchLogsLogGroup": {"logGroupArn": arn}}))
                .collect();
        }
        shown
    }

    /// Writes the events of one execution to a stream of its own.
    pub(super) fn observer(
        &self,
        logs: Arc<dyn LogSink>,
        machine: &str,
        execution_arn: &str,
        start: i64,
    ) -> Observer {
        let group = self
            .destinations
            .iter()
            .flatten()
            .find_map(|arn| group(arn).map(str::to_owned));
        let (Some(group), true) = (group, self.level != Level::Off) else {
            return Box::new(|_| {});
        };
        let id = uuid::Uuid::new_v4().simple().to_string();
        let stream = format!("states/{machine}/{}/{}", timestamp::minute(start), &id[..8]);
        let (level, with_data, arn) = (self.level, self.include_execution_data, execution_arn.to_owned());
        Box::new(move |event| {
            if level_of(event.kind) <= level {
                logs.write(&group, &stream, event.at, record(event, &arn, with_data));
            }
        })
    }
}

fn one_destination() -> AwsError {
    errors::invalid_logging("Must specify exactly one Log Destination.")
}

/// `arn:aws:logs:{region}:{account}:log-group:{name}:*`
fn group(arn: &str) -> Option<&str> {
    let rest = arn.splitn(6, ':').nth(5)?.strip_prefix("log-group:")?;
    let name = rest.strip_suffix(":*").unwrap_or(rest);
    (arn.starts_with("arn:") && !name.is_empty()).then_some(name)
}

/// The lowest level at which an event is logged (Step Functions guide, "Log levels").
fn level_of(kind: &str) -> Level {
    match kind {
        "ExecutionAborted" | "ExecutionFailed" | "ExecutionTimedOut" => Level::Fatal,
        "FailStateEntered" => Level::Error,
        kind if kind.ends_with("Failed") || kind.ends_with("TimedOut") || kind.ends_with("Aborted") => {
            Level::Error
        }
        _ => Level::All,
    }
}

fn record(event: &Event, execution_arn: &str, with_data: bool) -> String {
    let details = event
        .details
        .as_ref()
        .map(|(_, details)| details.to_json(with_data))
        .unwrap_or_default();
    json!({
        "id": event.id.to_string(),
        "type": event.kind,
        "details": details,
        "previous_event_id": event.previous.to_string(),
        "event_timestamp": event.at.to_string(),
        "execution_arn": execution_arn,
        "redrive_count": "0",
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &Value) -> Result<Logging, AwsError> {
        Logging::read(value.as_object().unwrap())
    }

    fn destination() -> Value {
        json!({"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:us-east-1:000000000000:log-group:/g:*"}})
    }

    #[test]
    fn a_level_needs_exactly_one_destination() {
        let one = json!({"level": "ALL", "destinations": [destination()]});
        assert_eq!(
            read(&one).unwrap().to_json(),
            json!({"includeExecutionData": false, "level": "ALL", "destinations": [destination()]})
        );
        assert_eq!(read(&json!({})).unwrap(), Logging::off());
        assert_eq!(
            read(&json!({"destinations": []})).unwrap().to_json(),
            json!({"includeExecutionData": false, "level": "OFF", "destinations": []})
        );
        for bad in [
            json!({"level": "ALL"}),
            json!({"level": "ERROR", "destinations": []}),
            json!({"level": "OFF", "destinations": [destination(), destination()]}),
        ] {
            assert_eq!(
                read(&bad).unwrap_err().message,
                "Invalid Logging Configuration: Must specify exactly one Log Destination."
            );
        }
    }

    /// Which events were logged at which level, recorded on AWS 2024-06.
    #[test]
    fn levels_choose_events() {
        for (kind, level) in [
            ("PassStateEntered", Level::All),
            ("FailStateEntered", Level::Error),
            ("LambdaFunctionTimedOut", Level::Error),
            ("ExecutionFailed", Level::Fatal),
            ("ExecutionSucceeded", Level::All),
        ] {
            assert_eq!(level_of(kind), level, "{kind}");
        }
    }
}
