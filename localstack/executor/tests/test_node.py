"""Node.js functions: kinds of handlers and modules, errors, context, console."""

import json
import unittest

from tests.functions import ARN, REQUEST_ID, Function

NODE = "nodejs20.x"


def node(source, name="index.mjs", **options):
    return Function(NODE, {name: source}, **options)


class Handlers(unittest.TestCase):
    def test_an_es_module_answers(self):
        with node("export const handler = async (event) => ({ got: event });") as function:
            self.assertEqual(function.result({"a": 1}), {"got": {"a": 1}})

    def test_a_commonjs_module_answers(self):
        for name in ("index.js", "index.cjs"):
            with self.subTest(name), node("exports.handler = async () => 'cjs';", name) as function:
                self.assertEqual(function.result(), "cjs")

    def test_a_package_of_type_module_makes_js_an_es_module(self):
        files = {"package.json": '{"type":"module"}', "index.js": "export const handler = async () => 'esm';"}
        with Function(NODE, files) as function:
            self.assertEqual(function.result(), "esm")

    def test_a_handler_in_a_folder_and_an_object(self):
        files = {"src/app.mjs": "export const api = { get: async () => 'found' };"}
        with Function(NODE, files, handler="src/app.api.get") as function:
            self.assertEqual(function.result(), "found")

    def test_a_callback_answers_when_the_event_loop_is_empty(self):
        source = """export const handler = (event, context, callback) => {
            const answer = { late: false };
            callback(null, answer);
            setTimeout(() => { answer.late = true; }, 20);
        };"""
        with node(source) as function:
            self.assertEqual(function.result(), {"late": True})

    def test_a_callback_need_not_wait_for_the_event_loop(self):
        source = """export const handler = (event, context, callback) => {
            context.callbackWaitsForEmptyEventLoop = false;
            setTimeout(() => {}, 1e6);
            callback(null, 'now');
        };"""
        with node(source) as function:
            self.assertEqual(function.result(), "now")

    def test_no_answer_at_all_is_null(self):
        for source in ("() => {}", "async () => {}", "() => new Promise(() => {})"):
            with self.subTest(source), node(f"export const handler = {source};") as function:
                self.assertIsNone(function.result())

    def test_the_context_object(self):
        source = """export const handler = async (event, context) => ({
            ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID });"""
        with node(source, timeout=7.0) as function:
            context = function.result()
        self.assertTrue(0 < context.pop("left") <= 7000)
        self.assertEqual(
            context,
            {
                "callbackWaitsForEmptyEventLoop": True,
                "functionVersion": "$LATEST",
                "functionName": "hello",
                "memoryLimitInMB": "128",
                "logGroupName": "/aws/lambda/hello",
                "logStreamName": "2024/08/02/[$LATEST]0",
                "invokedFunctionArn": ARN,
                "awsRequestId": REQUEST_ID,
                "trace": "Root=1-0",
            },
        )


class Errors(unittest.TestCase):
    def test_a_thrown_error_has_type_message_and_trace(self):
        with node("export const handler = async () => { throw new TypeError('boom'); };") as function:
            outcome = function.invoke()
        error = json.loads(outcome.payload)
        self.assertEqual(list(error), ["errorType", "errorMessage", "trace"])
        self.assertEqual((error["errorType"], error["errorMessage"]), ("TypeError", "boom"))
        self.assertEqual(error["trace"][0], "TypeError: boom")
        self.assertRegex(error["trace"][1], r"^    at .*index\.mjs:1:\d+\)?$")
        self.assertIn(f'\t{REQUEST_ID}\tERROR\tInvoke Error \t{{"errorType":"TypeError"', outcome.log)

    def test_a_synchronous_throw_and_a_callback_error_are_the_same(self):
        for source in ("() => { throw new Error('boom'); }", "(e, c, done) => done(new Error('boom'))"):
            with self.subTest(source), node(f"export const handler = {source};") as function:
                error = function.error()
                self.assertEqual((error["errorType"], error["errorMessage"]), ("Error", "boom"))

    def test_what_is_no_error_object_has_no_trace(self):
        with node("export const handler = async () => { throw 'boom'; };") as function:
            self.assertEqual(function.error(), {"errorType": "string", "errorMessage": "boom", "trace": []})

    def test_an_answer_without_json_text_is_an_error(self):
        for source in ("async () => 1n", "async () => () => {}"):
            with self.subTest(source), node(f"export const handler = {source};") as function:
                self.assertEqual(function.error()["errorMessage"], "Unable to stringify response body")

    def test_an_unhandled_rejection_ends_the_invocation(self):
        source = """export const handler = () => new Promise(() => {
            setImmediate(() => Promise.reject(new Error('lost'))); setTimeout(() => {}, 1e6); });"""
        with node(source) as function:
            error = function.error()
        self.assertEqual(error["errorType"], "Runtime.UnhandledPromiseRejection")
        self.assertEqual(error["errorMessage"], "Error: lost")

    def test_an_uncaught_exception_ends_the_invocation(self):
        source = """export const handler = () => new Promise(() => {
            setImmediate(() => { throw new RangeError('stray'); }); });"""
        with node(source) as function:
            self.assertEqual(function.error()["errorType"], "RangeError")

    def test_what_cannot_be_loaded(self):
        cases = {
            "Runtime.ImportModuleError": {"other.mjs": ""},
            "Runtime.HandlerNotFound": {"index.mjs": "export const other = 1;"},
            "Runtime.UserCodeSyntaxError": {"index.mjs": "export const handler = ("},
            "RangeError": {"index.mjs": "throw new RangeError('at init');"},
        }
        for error_type, files in cases.items():
            with self.subTest(error_type), Function(NODE, files) as function:
                function.environment.start()
                self.assertEqual(function.error()["errorType"], error_type)

    def test_the_names_of_missing_handlers(self):
        with node("export const other = 1;") as function:
            self.assertEqual(function.error()["errorMessage"], "index.handler is undefined or not exported")
        with node("", name="other.mjs") as function:
            self.assertRegex(function.error()["errorMessage"], r"^Error: Cannot find module 'index'\nRequire stack:")


class Console(unittest.TestCase):
    def test_lines_carry_time_request_id_and_level(self):
        source = """console.log('loading');
        export const handler = async () => { console.log('a %s', 'b'); console.warn('two\\nlines'); };"""
        with node(source) as function:
            lines = function.invoke().log.splitlines(keepends=True)
        time = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t"
        log = "".join(lines)
        self.assertRegex(log, time + "undefined\tINFO\tloading\nSTART RequestId: ")
        self.assertRegex(log, f"(?m){time}{REQUEST_ID}\tINFO\ta b\n")
        self.assertIn(f"\t{REQUEST_ID}\tWARN\ttwo\rlines\nEND RequestId: {REQUEST_ID}\nREPORT ", log)
