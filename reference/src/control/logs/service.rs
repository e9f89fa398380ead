//! The service `logs`: its operations, and what other rooms write.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::future::BoxFuture;
use serde_json::Value;

use super::parameters::Parameters;
use super::sink::LogSink;
use super::store::Store;
use super::{events, groups, resource_policies, streams, tags};
use crate::wire::{AwsError, Caller, Request, Response, Service};

/// What stands before the operation in `X-Amz-Target`.
const TARGET: &str = "Logs_20140328.";

const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// Log groups, streams and events, in bounded memory: a group keeps its newest 50,000 events, or 32 MiB.
#[derive(Debug, Default)]
pub struct Logs(Mutex<Store>);

impl Logs {
    fn answer(&self, caller: &Caller, request: &Request) -> Result<Value, AwsError> {
        let target = request.headers.get("X-Amz-Target").unwrap_or_default();
        let operation = target.strip_prefix(TARGET).unwrap_or_default();
        let parameters = Parameters::read(&request.body)?;
        let store = &mut *self.store();
        match operation {
            "CreateLogGroup" => groups::create(store, &parameters),
            "DeleteLogGroup" => groups::delete(store, &parameters),
            "DescribeLogGroups" => groups::describe(store, caller, &parameters),
            "PutRetentionPolicy" => groups::put_retention(store, &parameters),
            "DeleteRetentionPolicy" => groups::delete_retention(store, &parameters),
            "CreateLogStream" => streams::create(store, &parameters),
            "DeleteLogStream" => streams::delete(store, &parameters),
            "DescribeLogStreams" => streams::describe(store, caller, &parameters),
            "PutLogEvents" => events::put(store, &parameters),
            "GetLogEvents" => events::get(store, &parameters),
            "FilterLogEvents" => events::filter(store, &parameters),
            "PutResourcePolicy" => resource_policies::put(store, &parameters),
            "DescribeResourcePolicies" => resource_policies::describe(store),
            "DeleteResourcePolicy" => resource_policies::delete(store, &parameters),
            "TagLogGroup" => tags::tag(store, &parameters, false),
            "UntagLogGroup" => tags::untag(store, &parameters, false),
            "ListTagsLogGroup" => tags::list(store, &parameters, false),
            "TagResource" => tags::tag(store, &parameters, true),
            "UntagResource" => tags::untag(store, &parameters, true),
            "ListTagsForResource" => tags::list(store, &parameters, true),
            _ => Err(AwsError::new(
                400,
                "UnknownOperationException",
                format!("the reference does not offer the operation '{target}' of logs"),
            )),
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service for Logs {
    fn name(&self) -> &'static str {
        "logs"
    }

    fn handle<'a>(&'a self, caller: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        let response = match self.answer(caller, &request) {
            // Operations without output answer an empty body.
            Ok(Value::Object(members)) if members.is_empty() => Response::new(200, CONTENT_TYPE, ""),
            Ok(answer) => Response::new(200, CONTENT_TYPE, answer.to_string()),
            Err(error) => error.aws_json(CONTENT_TYPE),
        };
        Box::pin(async { response })
    }
}

impl LogSink for Logs {
    /// An event is lost if its group or stream has a name that CloudWatch Logs does not take, or if there
    /// are too many groups.
    fn write(&self, group: &str, stream: &str, at: i64, message: String) {
        if !groups::is_group_name(group) || !streams::is_stream_name(stream) {
            return;
        }
        let store = &mut *self.store();
        if !store.groups.contains_key(group) && store.create_group(group).is_err() {
            return;
        }
        if let Ok(group) = store.group_mut(group)
            && !group.streams.contains_key(stream)
        {
            // Cannot be there already.
            let _ = group.create_stream(stream);
        }
        // Group and stream are there now.
        let _ = store.append(group, stream, at.max(0), message);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use futures::FutureExt;
    use serde_json::json;

    use super::super::store::now;
    use super::*;

    fn call(logs: &Logs, operation: &str, parameters: Value) -> Result<Value, (u16, String)> {
        let request = Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: None,
            headers: [("x-amz-target", format!("{TARGET}{operation}"))]
                .into_iter()
                .collect(),
            body: parameters.to_string().into(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let caller = Caller {
            region: "eu-west-1".to_owned(),
        };
        let response = logs.handle(&caller, request).now_or_never().unwrap();
        let body = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        match response.status {
            200 => Ok(body),
            status => Err((
                status,
                format!(
                    "{}: {}",
                    body["__type"].as_str().unwrap(),
                    body["message"].as_str().unwrap()
                ),
            )),
        }
    }

    fn with_events(messages: &[(&str, i64, &str)]) -> Logs {
        let logs = Logs::default();
        for (stream, at, message) in messages {
            logs.write("/g", stream, *at, (*message).to_owned());
        }
        logs
    }

    fn found(logs: &Logs, mut parameters: Value) -> Vec<String> {
        parameters["logGroupName"] = json!("/g");
        let answer = call(logs, "FilterLogEvents", parameters).unwrap();
        let events = answer["events"].as_array().unwrap();
        events
            .iter()
            .map(|event| event["message"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn what_is_put_is_found() {
        let logs = Logs::default();
        let group = json!({"logGroupName": "/g", "tags": {"a": "b"}});
        assert_eq!(call(&logs, "CreateLogGroup", group.clone()), Ok(Value::Null));
        let stream = json!({"logGroupName": "/g", "logStreamName": "s"});
        assert_eq!(call(&logs, "CreateLogStream", stream.clone()), Ok(Value::Null));
        let at = now();
        let mut put = stream.clone();
        put["logEvents"] =
            json!([{"timestamp": at, "message": "x 1"}, {"timestamp": at + 1, "message": "y 2"}]);
        assert!(call(&logs, "PutLogEvents", put).unwrap()["rejectedLogEventsInfo"].is_null());
        assert_eq!(found(&logs, json!({"filterPattern": "y"})), ["y 2"]);
        let answer = call(&logs, "GetLogEvents", stream).unwrap();
        assert_eq!(answer["events"][0]["message"], "x 1");
        assert_eq!(answer["events"][1]["timestamp"], at + 1);
        let groups = call(&logs, "DescribeLogGroups", json!({"logGroupNamePrefix": "/"})).unwrap();
        assert_eq!(
            groups["logGroups"][0]["arn"],
            "arn:aws:logs:eu-west-1:000000000000:log-group:/g:*"
        );
        let arn = json!({"resourceArn": "arn:aws:logs:eu-west-1:000000000000:log-group:/g"});
        assert_eq!(
            call(&logs, "ListTagsForResource", arn),
            Ok(json!({"tags": {"a": "b"}}))
        );
    }

    #[test]
    fn a_search_can_be_narrowed() {
        let logs = with_events(&[("a1", 10, "one"), ("b", 20, "two"), ("a2", 30, "three")]);
        assert_eq!(found(&logs, json!({})), ["one", "two", "three"]);
        assert_eq!(
            found(&logs, json!({"startTime": 20, "endTime": 30})),
            ["two", "three"]
        );
        assert_eq!(found(&logs, json!({"startTime": 30, "endTime": 20})), [""; 0]);
        assert_eq!(found(&logs, json!({"logStreamNames": ["b"]})), ["two"]);
        assert_eq!(
            found(&logs, json!({"logStreamNamePrefix": "a"})),
            ["one", "three"]
        );
    }

    #[test]
    fn pages_hold_every_event_once() {
        let logs = with_events(&[
            ("s", 1, "a"),
            ("s", 1, "b"),
            ("s", 1, "c"),
            ("s", 2, "d"),
            ("s", 3, "e"),
        ]);
        let mut parameters = json!({"logGroupName": "/g", "limit": 2});
        let mut seen = String::new();
        loop {
            let page = call(&logs, "FilterLogEvents", parameters.clone()).unwrap();
            page["events"]
                .as_array()
                .unwrap()
                .iter()
                .for_each(|e| seen.push_str(e["message"].as_str().unwrap()));
            match page.get("nextToken") {
                Some(token) => parameters["nextToken"] = token.clone(),
                None => break,
            }
        }
        assert_eq!(seen, "abcde");
    }

    #[test]
    fn a_page_is_at_most_a_mebibyte() {
        let long = "m".repeat(600 * 1024);
        let logs = with_events(&[("s", 1, &long), ("s", 2, &long), ("s", 3, "end")]);
        let page = call(&logs, "FilterLogEvents", json!({"logGroupName": "/g"})).unwrap();
        assert_eq!(page["events"].as_array().unwrap().len(), 1);
        assert!(page["nextToken"].is_string());
    }

    #[test]
    fn a_stream_is_read_forwards_and_backwards() {
        let logs = with_events(&[("s", 1, "a"), ("s", 2, "b"), ("s", 3, "c"), ("t", 2, "other")]);
        let read = |more: Value| {
            let mut parameters = json!({"logGroupName": "/g", "logStreamName": "s", "limit": 2});
            parameters
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            let page = call(&logs, "GetLogEvents", parameters).unwrap();
            let text: String = page["events"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| e["message"].as_str().unwrap())
                .collect();
            (
                text,
                page["nextForwardToken"].clone(),
                page["nextBackwardToken"].clone(),
            )
        };
        let (text, _, back) = read(json!({}));
        assert_eq!(text, "bc");
        assert_eq!(read(json!({"nextToken": back})).0, "a");
        let (text, forth, _) = read(json!({"startFromHead": true}));
        assert_eq!(text, "ab");
        let (text, forth, _) = read(json!({"nextToken": forth}));
        assert_eq!(text, "c");
        let (text, same, _) = read(json!({"nextToken": forth}));
        assert_eq!((text.as_str(), same), ("", forth));
        // The end of the span is not part of it.
        assert_eq!(read(json!({"startTime": 1, "endTime": 3})).0, "ab");
    }

    #[test]
    fn what_does_not_exist_is_refused_as_on_aws() {
        let logs = with_events(&[("s", 1, "a")]);
        let no_group = Err((
            400,
            "ResourceNotFoundException: The specified log group does not exist.".to_owned(),
        ));
        let no_stream = Err((
            400,
            "ResourceNotFoundException: The specified log stream does not exist.".to_owned(),
        ));
        let none = json!({"logGroupName": "/none", "logStreamName": "s"});
        for operation in [
            "DeleteLogGroup",
            "DescribeLogStreams",
            "GetLogEvents",
            "FilterLogEvents",
        ] {
            assert_eq!(call(&logs, operation, none.clone()), no_group, "{operation}");
        }
        let none = json!({"logGroupName": "/g", "logStreamName": "none", "logStreamNames": ["none"],
            "logEvents": [{"timestamp": now(), "message": "m"}]});
        for operation in [
            "DeleteLogStream",
            "GetLogEvents",
            "FilterLogEvents",
            "PutLogEvents",
        ] {
            assert_eq!(call(&logs, operation, none.clone()), no_stream, "{operation}");
        }
        assert_eq!(
            call(&logs, "CreateLogGroup", json!({"logGroupName": "/g"})),
            Err((
                400,
                "ResourceAlreadyExistsException: The specified log group already exists".to_owned()
            ))
        );
    }

    #[test]
    fn events_out_of_order_or_out_of_time_are_not_taken() {
        let logs = with_events(&[("s", 1, "a")]);
        let put = |times: &[i64]| {
            let events: Vec<_> = times
                .iter()
                .map(|at| json!({"timestamp": at, "message": "m"}))
                .collect();
            call(
                &logs,
                "PutLogEvents",
                json!({"logGroupName": "/g", "logStreamName": "s", "logEvents": events}),
            )
        };
        assert!(
            put(&[2, 1])
                .unwrap_err()
                .1
                .ends_with("must be in chronological order.")
        );
        assert!(put(&[]).is_err());
        assert!(put(&[-1]).is_err());
        let (hour, day) = (3_600_000, 86_400_000);
        let answer = put(&[now() - 15 * day, now(), now() + 3 * hour]).unwrap();
        assert_eq!(
            answer["rejectedLogEventsInfo"],
            json!({"tooOldLogEventEndIndex": 1, "tooNewLogEventStartIndex": 2})
        );
        assert_eq!(found(&logs, json!({})), ["a", "m"]);
    }

    #[test]
    fn streams_are_described_in_the_order_asked_for() {
        let logs = with_events(&[("a", 3, "m"), ("b", 1, "m"), ("c", 2, "m")]);
        let names = |more: Value| {
            let mut parameters = json!({"logGroupName": "/g"});
            parameters
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            let page = call(&logs, "DescribeLogStreams", parameters).unwrap();
            let names: String = page["logStreams"]
                .as_array()
                .unwrap()
                .iter()
                .map(|s| s["logStreamName"].as_str().unwrap())
                .collect();
            (names, page["nextToken"].clone())
        };
        assert_eq!(names(json!({})).0, "abc");
        assert_eq!(
            names(json!({"descending": true, "orderBy": "LastEventTime"})).0,
            "acb"
        );
        let (first, token) = names(json!({"limit": 2}));
        assert_eq!(first, "ab");
        assert_eq!(
            names(json!({"limit": 2, "nextToken": token})),
            ("c".to_owned(), Value::Null)
        );
    }

    #[test]
    fn retention_takes_only_the_days_that_aws_knows() {
        let logs = with_events(&[("s", 1, "a")]);
        let put = |days: i64| {
            call(
                &logs,
                "PutRetentionPolicy",
                json!({"logGroupName": "/g", "retentionInDays": days}),
            )
        };
        assert!(put(2).is_err() && put(0).is_err());
        assert!(put(7).is_ok());
        let groups = call(&logs, "DescribeLogGroups", json!({})).unwrap();
        assert_eq!(groups["logGroups"][0]["retentionInDays"], 7);
    }
}
