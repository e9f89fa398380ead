//! Handlers as the suite's features write them.

use serde_json::json;

use super::{bench, index, program, type_and_message};
use crate::lambda::Program;

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
