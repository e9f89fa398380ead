//! Handlers that last, take what they can, or mean harm.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{bench, index, program, type_and_message};
use crate::control::logs::LogSink;
use crate::lambda::{Deployment, Environments, Job, Limits, Program};

#[tokio::test]
async fn module_state_survives_until_the_environment_dies() {
    let source = "let n = 0; export const handler = async (e) => {
        if (e === 'exit') process.exit(3);
        if (e === 'loop') for (;;);
        if (e === 'throw') throw new Error();
        return ++n; };";
    let bench = index(source);
    assert_eq!(bench.result(json!(0)).await, 1);
    assert_eq!(bench.result(json!(0)).await, 2);
    bench.failure(json!("throw")).await;
    assert_eq!(
        bench.result(json!(0)).await,
        3,
        "an error leaves the environment alive"
    );
    let exit = bench.failure(json!("exit")).await;
    assert_eq!(
        type_and_message(&exit),
        (
            "Runtime.ExitError",
            "RequestId: the-id Error: Runtime exited with error: exit status 3"
        )
    );
    assert_eq!(bench.result(json!(0)).await, 1, "process.exit ends it");
    bench.failure(json!("loop")).await;
    assert_eq!(
        bench.result(json!(0)).await,
        1,
        "so does the time limit (recorded on AWS 2024-04-08)"
    );
    bench.environments.retire(&bench.deployment);
    assert_eq!(bench.result(json!(0)).await, 1, "and an update");
}

#[tokio::test]
async fn everything_stops_at_the_time_limit() {
    let sources = [
        "export const handler = async () => { for (;;); };",
        "export const handler = async () => { for (;;) try { for (;;); } catch {} finally { continue; } };",
        "export const handler = async () => { for (;;) await null; };",
        "export const handler = async () => new Promise((r) => setTimeout(r, 1e6));",
        "export const handler = (e, c, done) => { setInterval(() => {}, 1); };",
        "export const handler = async () => /(a*)*b/.test('a'.repeat(40));",
    ];
    for source in sources {
        let began = Instant::now();
        let payload = index(source).failure(json!({})).await;
        assert_eq!(
            type_and_message(&payload),
            (
                "Sandbox.Timedout",
                "RequestId: the-id Error: Task timed out after 0.50 seconds"
            ),
            "{source}"
        );
        assert!(began.elapsed() < Duration::from_secs(5), "{source}");
    }
    let began = Instant::now();
    let loading = index("for (;;);").failure(json!({})).await;
    assert_eq!(loading["errorType"], "Sandbox.Timedout");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_environment_that_cannot_be_interrupted_does_not_hold_its_caller() {
    let mut bench = bench(Program {
        timeout: Duration::from_millis(50),
        ..program(&[(
            "index.mjs",
            "export const handler = async () => Array.prototype.indexOf.call({ length: 2 ** 28 }, 1);",
        )])
    });
    let limits = Limits {
        init: Duration::from_millis(300),
        grace: Duration::from_millis(50),
        ..Limits::default()
    };
    bench.environments = Arc::new(Environments::new(
        Arc::clone(&bench.lines) as Arc<dyn LogSink>,
        limits,
    ));
    let began = Instant::now();
    let payload = bench.failure(json!({})).await;
    assert_eq!(payload["errorType"], "Sandbox.Timedout");
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn memory_is_limited() {
    let sources = [
        "export const handler = async () => { const all = []; for (;;) all.push(new Array(1000).fill(1)); };",
        "export const handler = async () => { let s = 'x'; for (;;) s += s + Math.random(); };",
        "export const handler = async () => { const all = []; for (;;) all.push(new ArrayBuffer(1 << 20)); };",
        "const kept = []; export const handler = async () => { for (let i = 0; ; i++) kept.push({ i }); };",
    ];
    for source in sources {
        let slow = Program {
            timeout: Duration::from_secs(20),
            ..program(&[("index.mjs", source)])
        };
        let payload = bench(slow).failure(json!({})).await;
        // A string may meet the engine's own limit of length first.
        let (kind, message) = type_and_message(&payload);
        let killed = "RequestId: the-id Error: Runtime exited with error: signal: killed";
        assert!(
            (kind, message) == ("Runtime.ExitError", killed)
                || kind == "InternalError"
                || kind == "RangeError",
            "{payload}"
        );
    }
    let deep = index("const f = () => f() + 1; export const handler = async () => f();")
        .failure(json!({}))
        .await;
    assert!(deep["errorMessage"].as_str().unwrap().contains("stack"), "{deep}");
    let nested = index("export const handler = async () => JSON.parse('['.repeat(1e6));")
        .failure(json!({}))
        .await;
    assert!(nested["errorType"].as_str().is_some());
}

#[tokio::test]
async fn a_result_of_more_than_six_megabytes_is_an_error() {
    let bench = index("export const handler = async (n) => 'A'.repeat(n);");
    let largest = bench.run(&json!(6_291_554)).await;
    assert!(!largest.failed && largest.payload.len() == 6_291_556);
    let payload = bench.failure(json!(6_291_555)).await;
    assert_eq!(
        type_and_message(&payload),
        (
            "Function.ResponseSizeTooLarge",
            "Response payload size exceeded maximum allowed payload size (6291556 bytes)."
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrency_gives_several_environments() {
    let bench = index(
        "const me = Math.random(); export const handler = async () => { await new Promise((r) => setTimeout(r, 150)); return me; };",
    );
    let event = json!({});
    let together = futures::future::join_all((0..4).map(|_| bench.run(&event))).await;
    let mut ids: Vec<String> = together.into_iter().map(|finished| finished.payload).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "one request per environment");
    assert!(
        ids.contains(&bench.run(&event).await.payload),
        "and a warm one next time"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the source, the caller gets an answer in time.
    #[test]
    fn any_source_gets_an_answer(parts in prop::collection::vec(prop::sample::select(vec![
        "export const handler = async (e) => ", "exports.handler = (e, c, d) => ", "for (;;)", "{", "}", "(", ")", "[", "]", ";", "=>", "async ",
        "await ", "throw ", "new Error('x')", "process.exit(1)", "new Promise(() => {})", "setTimeout(() => {}, 1e9)", "console.log(globalThis)",
        "JSON.stringify = null;", "Promise.prototype.then = null;", "globalThis.Error = null;", "delete Object.prototype.toString;", "import('./index.mjs')",
        "require('./index.js')", "`${", "'\\u{d800}'", "/(/", "\u{0}", "\u{2028}", "1n", "e", "=", "x", ",", ".a", "function* g() { yield* g(); }", "while(1)",
        "Object.defineProperty(Object.prototype, 'then', { get() { throw 1; } });", "Array.prototype.push = undefined;", "String.prototype.replace = () => {};",
    ]), 0..12), module in any::<bool>()) {
        let source = parts.concat();
        let files = [(if module { "index.mjs" } else { "index.js" }, source.as_str())];
        let quick = Program { timeout: Duration::from_millis(40), ..program(&files) };
        let mut bench = bench(quick);
        let limits = Limits { init: Duration::from_millis(60), grace: Duration::from_millis(500), ..Limits::default() };
        bench.environments = Arc::new(Environments::new(Arc::clone(&bench.lines) as Arc<dyn LogSink>, limits));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let began = Instant::now();
        let finished = runtime.block_on(bench.run(&json!({"a": [1]})));
        prop_assert!(began.elapsed() < Duration::from_secs(2));
        prop_assert!(serde_json::from_str::<Value>(&finished.payload).is_ok(), "{}", finished.payload);
    }
}

/// Three times as many programs as there may be environments, sixteen at a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_environments_make_room_for_whoever_waits() {
    let source = "export const handler = async () => 1;";
    let environments = index(source).environments;
    let runs = futures::stream::iter(0..600).map(|number| {
        let environments = Arc::clone(&environments);
        let deployment = Deployment::new(program(&[("index.mjs", source)]));
        let job = Job {
            event: "{}".into(),
            request_id: number.to_string(),
            arn: String::new(),
            log_tail: false,
        };
        tokio::spawn(async move { environments.run(&deployment, job).await.map(drop) })
    });
    let outcomes: Vec<_> = runs.buffer_unordered(16).collect().await;
    let refused = outcomes
        .iter()
        .filter(|outcome| !matches!(outcome, Ok(Ok(()))))
        .count();
    assert_eq!((outcomes.len(), refused), (600, 0));
}
