"""Python functions: handlers, errors, context, log."""

import unittest

from tests.functions import ARN, REQUEST_ID, Function


def python(source, **options):
    return Function("python3.13", {"index.py": source}, **options)


class Python(unittest.TestCase):
    def test_a_handler_answers(self):
        with python("def handler(event, context): return {'got': event, 'ä': 1}") as function:
            self.assertEqual(function.invoke({"a": 1}).payload.decode(), '{"got": {"a": 1}, "ä": 1}')

    def test_the_context_object(self):
        source = """def handler(event, c):
            return [c.aws_request_id, c.invoked_function_arn, c.function_name, c.memory_limit_in_mb,
                    0 < c.get_remaining_time_in_millis() <= 10000]"""
        with python(source) as function:
            self.assertEqual(function.result(), [REQUEST_ID, ARN, "hello", "128", True])

    def test_a_raised_exception(self):
        with python("def handler(event, context):\n    raise ValueError('boom')") as function:
            error = function.error()
        # The order of the keys is recorded on AWS.
        self.assertEqual(list(error), ["errorMessage", "errorType", "requestId", "stackTrace"])
        self.assertEqual((error["errorMessage"], error["errorType"]), ("boom", "ValueError"))
        self.assertEqual(error["requestId"], REQUEST_ID)
        self.assertEqual(len(error["stackTrace"]), 1)
        self.assertRegex(error["stackTrace"][0], r'index\.py", line 2, in handler\n    raise ValueError')

    def test_an_answer_without_json_text(self):
        with python("def handler(event, context): return {1, 2}") as function:
            error = function.error()
        self.assertEqual(error["errorType"], "Runtime.MarshalError")
        self.assertIn("Object of type set is not JSON serializable", error["errorMessage"])

    def test_what_cannot_be_loaded(self):
        cases = {
            "Runtime.ImportModuleError": "import there_is_no_such_module",
            "Runtime.HandlerNotFound": "other = 1",
            "Runtime.UserCodeSyntaxError": "def handler(",
            "KeyError": "{}['at init']",
        }
        for error_type, source in cases.items():
            with self.subTest(error_type), python(source) as function:
                error = function.error()
                self.assertEqual((error["errorType"], error["requestId"]), (error_type, ""))

    def test_exit(self):
        # Recorded on AWS 2025-11-24: sys.exit(0) in a handler.
        with python("import sys\ndef handler(event, context): sys.exit(0)") as function:
            self.assertEqual(
                function.error()["errorMessage"],
                f"RequestId: {REQUEST_ID} Error: Runtime exited without providing a reason",
            )

    def test_prints_and_log_records(self):
        source = """import logging
def handler(event, context):
    print('printed')
    logging.warning('logged')"""
        with python(source) as function:
            log = function.invoke().log
        self.assertIn("\nprinted\n[WARNING]\t", log)
        self.assertIn(f"Z\t{REQUEST_ID}\tlogged\nEND ", log)
