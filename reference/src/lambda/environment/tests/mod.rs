//! A bench for handlers: environments whose log is kept.

mod handlers;
mod limits;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::{Files, Program};
use crate::control::logs::LogSink;
use crate::lambda::{Deployment, Environments, Finished, Job, Limits};

#[derive(Debug, Default)]
struct Lines(Mutex<Vec<String>>);

impl LogSink for Lines {
    fn write(&self, group: &str, stream: &str, at: i64, message: String) {
        assert_eq!(group, "/aws/lambda/f");
        assert!(stream.contains("/[$LATEST]") && at > 0);
        self.0.lock().unwrap().push(message);
    }
}

struct Bench {
    lines: Arc<Lines>,
    environments: Arc<Environments>,
    deployment: Arc<Deployment>,
}

fn program(files: &[(&str, &str)]) -> Program {
    Program {
        function: "f".into(),
        version: "$LATEST".into(),
        region: "eu-west-1".into(),
        handler: "index.handler".into(),
        runtime: "nodejs20.x".into(),
        files: Arc::new(
            files
                .iter()
                .map(|(n, b)| ((*n).to_owned(), (*b).to_owned()))
                .collect::<Files>(),
        ),
        timeout: Duration::from_millis(500),
        memory: 128,
        variables: vec![("GREETING".into(), "hello".into())],
        log_group: "/aws/lambda/f".into(),
    }
}

fn bench(program: Program) -> Bench {
    let lines = Arc::new(Lines::default());
    let limits = Limits {
        init: Duration::from_millis(800),
        ..Limits::default()
    };
    Bench {
        environments: Arc::new(Environments::new(Arc::clone(&lines) as Arc<dyn LogSink>, limits)),
        lines,
        deployment: Deployment::new(program),
    }
}

fn index(source: &str) -> Bench {
    bench(program(&[("index.mjs", source)]))
}

impl Bench {
    async fn run(&self, event: &Value) -> Finished {
        let job = Job {
            event: event.to_string(),
            request_id: "the-id".into(),
            arn: "arn:aws:lambda:eu-west-1:000000000000:function:f".into(),
            log_tail: true,
        };
        self.environments.run(&self.deployment, job).await.unwrap()
    }

    async fn result(&self, event: Value) -> Value {
        let finished = self.run(&event).await;
        assert!(!finished.failed, "{}", finished.payload);
        serde_json::from_str(&finished.payload).unwrap()
    }

    async fn failure(&self, event: Value) -> Value {
        let finished = self.run(&event).await;
        assert!(finished.failed, "{}", finished.payload);
        serde_json::from_str(&finished.payload).unwrap()
    }

    fn logged(&self) -> String {
        self.lines.0.lock().unwrap().concat()
    }
}

fn type_and_message(payload: &Value) -> (&str, &str) {
    (
        payload["errorType"].as_str().unwrap(),
        payload["errorMessage"].as_str().unwrap(),
    )
}
