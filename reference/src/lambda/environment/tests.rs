//! Handlers as the suite's features write them, and handlers that mean harm.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};

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

#[tokio::test]
async fn handlers_of_every_form_answer() {
    let cases = [
        (
            "export const handler = async (event) => ({ got: event.n });",
            json!({"got": 1}),
        ),
        (
            "export const handler = (event) => Promise.resolve(event.n);",
            json!(1),
        ),
        (
            "export const handler = (event, context, callback) => callback(null, event);",
            json!({"n": 1}),
        ),
        (
            "export const handler = (event, context, callback) => { setTimeout(() => callback(null, 'late'), 5); };",
            json!("late"),
        ),
        ("export const handler = async () => {};", json!(null)),
        // Before Node.js 24 the runtime drops what is returned and no promise.
        ("export const handler = (event) => event;", json!(null)),
        (
            "export async function handler() { return await new Promise((r) => setTimeout(r, 2, [1])); }",
            json!([1]),
        ),
        (
            "const more = await Promise.resolve(2); export const handler = async () => more;",
            json!(2),
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(index(source).result(json!({"n": 1})).await, expected, "{source}");
    }
}

#[tokio::test]
async fn node_24_uses_what_is_returned_and_has_no_callbacks() {
    let node_24 = |source| {
        bench(Program {
            runtime: "nodejs24.x".into(),
            ..program(&[("index.mjs", source)])
        })
    };
    assert_eq!(
        node_24("export const handler = (event) => event;")
            .result(json!([1]))
            .await,
        json!([1])
    );
    let refused = node_24("export const handler = (a, b, callback) => callback();")
        .failure(json!({}))
        .await;
    assert_eq!(refused["errorType"], "Runtime.CallbackHandlerDeprecated");
}

#[tokio::test]
async fn common_js_and_other_files_work() {
    let plain = program(&[
        (
            "index.js",
            "const { add } = require('./lib/sum'); exports.handler = async (e) => add(e.a, require('./n.json'));",
        ),
        (
            "lib/sum.js",
            "module.exports = { add: (a, b) => a + b + require('../one') };",
        ),
        ("one.js", "module.exports = 1;"),
        ("n.json", "40"),
    ]);
    assert_eq!(bench(plain).result(json!({"a": 1})).await, 42);
    let modules = program(&[
        (
            "index.js",
            "import { n } from './lib/n.mjs'; import t from './t.json' with { type: 'json' }; export const handler = async () => [n, t];",
        ),
        ("lib/n.mjs", "export { n } from '../m.js';"),
        ("m.js", "export const n = 3;"),
        ("t.json", "{\"a\": \"\\u2028\"}"),
    ]);
    assert_eq!(
        bench(modules).result(json!({})).await,
        json!([3, {"a": "\u{2028}"}])
    );
}

#[tokio::test]
async fn the_context_and_the_environment_are_lambdas() {
    let source = "export const handler = async (event, c) => [c.awsRequestId, c.functionName, c.functionVersion,
        c.invokedFunctionArn, c.memoryLimitInMB, c.logGroupName, c.logStreamName === process.env.AWS_LAMBDA_LOG_STREAM_NAME,
        c.getRemainingTimeInMillis() <= 500 && c.getRemainingTimeInMillis() > 100, c.callbackWaitsForEmptyEventLoop,
        process.env.AWS_REGION, process.env.GREETING, process.env._HANDLER, process.env._X_AMZN_TRACE_ID.startsWith('Root=1-')];";
    let expected = json!([
        "the-id",
        "f",
        "$LATEST",
        "arn:aws:lambda:eu-west-1:000000000000:function:f",
        "128",
        "/aws/lambda/f",
        true,
        true,
        true,
        "eu-west-1",
        "hello",
        "index.handler",
        true
    ]);
    assert_eq!(index(source).result(json!({})).await, expected);
}

#[tokio::test]
async fn errors_have_type_message_and_trace() {
    let thrown = index("export const handler = async (e) => { throw new RangeError(e.text); };");
    let payload = thrown.failure(json!({"text": "boom"})).await;
    assert_eq!(
        payload.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["errorType", "errorMessage", "trace"]
    );
    assert_eq!(type_and_message(&payload), ("RangeError", "boom"));
    assert_eq!(payload["trace"][0], "RangeError: boom");
    let log = thrown.logged();
    assert!(log.contains("\tthe-id\tERROR\tInvoke Error \t{\"errorType\":\"RangeError\",\"errorMessage\":\"boom\",\"stack\":["), "{log}");

    let cases = [
        (
            "export const handler = (e, c, done) => done(new Error('called back'));",
            ("Error", "called back"),
        ),
        (
            "export const handler = async () => { throw 'text'; };",
            ("string", "text"),
        ),
        (
            "class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; } }; export const handler = async () => { throw new Mine('own'); };",
            ("Mine", "own"),
        ),
        (
            "export const handler = async () => 1n;",
            ("Runtime.JSONStringifyError", "Unable to stringify response body"),
        ),
        (
            "export const handler = async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 5)); };",
            ("Runtime.UnhandledPromiseRejection", "Error: lost"),
        ),
        (
            "export const handler = async () => { setTimeout(() => { throw new Error('later'); }, 1); await new Promise((r) => setTimeout(r, 50)); };",
            ("Error", "later"),
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(
            type_and_message(&index(source).failure(json!({})).await),
            expected,
            "{source}"
        );
    }
    let never = index("export const handler = async () => new Promise(() => {});")
        .failure(json!({}))
        .await;
    assert_eq!(never["errorType"], "Runtime.NodeJsExit");
}

#[tokio::test]
async fn code_that_does_not_load_fails_the_invocation() {
    let cases = [
        (
            "export const other = 1;",
            (
                "Runtime.HandlerNotFound",
                "index.handler is undefined or not exported",
            ),
        ),
        (
            "export const handler = 1;",
            ("Runtime.HandlerNotFound", "index.handler is not a function"),
        ),
        ("throw new Error('at once');", ("Error", "at once")),
        (
            "import 'lodash'; export const handler = 1;",
            (
                "Error",
                "Cannot find package 'lodash' imported from /var/task/index.mjs",
            ),
        ),
        (
            "await new Promise(() => {});",
            (
                "Runtime.ExitError",
                "RequestId: the-id Error: Runtime exited with error: exit status 13",
            ),
        ),
    ];
    for (source, expected) in cases {
        let bench = index(source);
        assert_eq!(
            type_and_message(&bench.failure(json!({})).await),
            expected,
            "{source}"
        );
        // The next invocation starts a new environment and fails alike.
        assert_eq!(
            type_and_message(&bench.failure(json!({})).await),
            expected,
            "{source}"
        );
    }
    let syntax = index("export const handler = async () => {")
        .failure(json!({}))
        .await;
    assert_eq!(syntax["errorType"], "Runtime.UserCodeSyntaxError");
    assert!(
        syntax["errorMessage"]
            .as_str()
            .unwrap()
            .starts_with("SyntaxError: "),
        "{syntax}"
    );

    let missing = bench(program(&[("app.mjs", "")])).failure(json!({})).await;
    let text = "Error: Cannot find module 'index'\nRequire stack:\n- /var/runtime/index.mjs";
    assert_eq!(type_and_message(&missing), ("Runtime.ImportModuleError", text));
    let required = bench(program(&[("index.js", "require('./gone');")]))
        .failure(json!({}))
        .await;
    assert_eq!(required["errorType"], "Runtime.ImportModuleError");
}

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

#[tokio::test]
async fn the_log_is_lambdas() {
    let source = "console.log('starting'); export const handler = async (e) => {
        console.log('plain %s and', 'text', e, [1, 'two', { a: null }]);
        console.warn({ nested: { deep: { deeper: { deepest: 1 } } } }); console.error(new Error('seen').message); };";
    let bench = index(source);
    let finished = bench.run(&json!({"k": "v"})).await;
    let log = bench.logged();
    let lines: Vec<&str> = log.lines().collect();
    let after_time = |line: &str| line.split_once('\t').unwrap().1.to_owned();
    assert_eq!(after_time(lines[0]), "undefined\tINFO\tstarting");
    assert_eq!(lines[1], "START RequestId: the-id Version: $LATEST");
    assert_eq!(
        after_time(lines[2]),
        "the-id\tINFO\tplain text and { k: 'v' } [ 1, 'two', { a: null } ]"
    );
    assert_eq!(
        after_time(lines[3]),
        "the-id\tWARN\t{ nested: { deep: { deeper: [Object] } } }"
    );
    assert_eq!(after_time(lines[4]), "the-id\tERROR\tseen");
    assert_eq!(lines[5], "END RequestId: the-id");
    assert!(
        lines[6].starts_with("REPORT RequestId: the-id\tDuration: ") && lines[6].contains("Init Duration: ")
    );
    assert_eq!(finished.log_tail.as_deref(), Some(log.as_str()));
    assert_eq!(
        bench
            .run(&json!({}))
            .await
            .log_tail
            .unwrap()
            .matches("Init Duration")
            .count(),
        0
    );
}

#[tokio::test]
async fn the_prelude_offers_what_handlers_need() {
    let source = "export const handler = async () => ({
        utf8: Buffer.from('é€').toString('hex'), base64: Buffer.from('hello').toString('base64'),
        back: Buffer.from('aGVsbG8', 'base64').toString(), hex: Buffer.from('00ff', 'hex').length,
        concat: Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), slice: Buffer.from('hello').subarray(1, 3).toString(),
        isBuffer: Buffer.isBuffer(Buffer.alloc(1)), byteLength: Buffer.byteLength('é'), json: JSON.stringify(Buffer.from('a')),
        encoded: [...new TextEncoder().encode('é')], decoded: new TextDecoder().decode(new Uint8Array([195, 169])),
        b64: [btoa('hi'), atob('aGk=')], params: [new URLSearchParams('a=1&b=%20x+y&a=2').getAll('a'), new URLSearchParams({ q: 'a b&c' }).toString()],
        percent: new URLSearchParams('x=%C3%A9%ZZ').get('x'),
        clone: structuredClone({ d: [new Map([[1, { x: 1 }]])] }).d[0].get(1), immediate: await new Promise((r) => setImmediate(r, 'now')),
        env: (process.env.N = 5, process.env.N), micro: await new Promise((r) => queueMicrotask(() => r(1))) });";
    let expected = json!({
        "utf8": "c3a9e282ac", "base64": "aGVsbG8=", "back": "hello", "hex": 2, "concat": "ab", "slice": "el",
        "isBuffer": true, "byteLength": 2, "json": "{\"type\":\"Buffer\",\"data\":[97]}",
        "encoded": [195, 169], "decoded": "é", "b64": ["aGk=", "hi"], "params": [["1", "2"], "q=a+b%26c"],
        "percent": "é%ZZ", "clone": {"x": 1}, "immediate": "now", "env": "5", "micro": 1
    });
    assert_eq!(index(source).result(json!({})).await, expected);
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
