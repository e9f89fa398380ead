"""The Runtime API as a client on the wire sees it."""

import http.client
import queue
import unittest

from apigw_conformance_executor.runtime_api import (
    MAX_PAYLOAD,
    PREFIX,
    Answered,
    AnswerTooLarge,
    InitFailed,
    Invocation,
    Ready,
    RuntimeApi,
)


class Wire(unittest.TestCase):
    def setUp(self):
        self.events = queue.SimpleQueue()
        self.api = RuntimeApi(self.events.put)
        self.client = http.client.HTTPConnection(self.api.address, timeout=10)

    def tearDown(self):
        self.client.close()
        self.api.close()

    def call(self, method, path, body=None):
        self.client.request(method, PREFIX + path, body)
        response = self.client.getresponse()
        return response, response.read()

    def test_next_waits_for_an_invocation(self):
        self.client.request("GET", PREFIX + "invocation/next")
        self.assertEqual(self.events.get(timeout=10), Ready())
        self.api.offer(Invocation("id-1", "arn:f", b'{"a":1}', "Root=1", deadline=1700000000.5))
        response = self.client.getresponse()
        self.assertEqual((response.status, response.read()), (200, b'{"a":1}'))
        self.assertEqual(response.headers["Lambda-Runtime-Aws-Request-Id"], "id-1")
        self.assertEqual(response.headers["Lambda-Runtime-Invoked-Function-Arn"], "arn:f")
        self.assertEqual(response.headers["Lambda-Runtime-Deadline-Ms"], "1700000000500")
        self.assertEqual(response.headers["Lambda-Runtime-Trace-Id"], "Root=1")

    def test_answers_errors_and_init_errors_are_reported(self):
        cases = {
            "invocation/id-1/response": Answered("id-1", False, b"x"),
            "invocation/id-1/error": Answered("id-1", True, b"x"),
            "init/error": InitFailed(b"x"),
        }
        for path, event in cases.items():
            response, body = self.call("POST", path, b"x")
            self.assertEqual((response.status, body), (202, b'{"status":"OK"}'))
            self.assertEqual(self.events.get(timeout=10), event)

    def test_an_answer_over_the_limit_is_dropped(self):
        response, _ = self.call("POST", "invocation/id-1/response", b"x" * (MAX_PAYLOAD + 1))
        self.assertEqual(response.status, 413)
        self.assertEqual(self.events.get(timeout=10), AnswerTooLarge("id-1"))

    def test_what_is_not_in_the_api_is_404(self):
        self.assertEqual(self.call("GET", "somewhere")[0].status, 404)
        self.assertEqual(self.call("POST", "invocation/id-1/somehow", b"x")[0].status, 404)

    def test_a_body_without_length_is_411(self):
        # The head alone: whoever is refused may find the connection closed while sending a body.
        self.client.putrequest("POST", PREFIX + "init/error")
        self.client.putheader("Transfer-Encoding", "chunked")
        self.client.endheaders()
        self.assertEqual(self.client.getresponse().status, 411)

    def test_closing_frees_a_client_that_waits(self):
        self.client.request("GET", PREFIX + "invocation/next")
        self.events.get(timeout=10)
        self.api.close()
        with self.assertRaises((http.client.HTTPException, OSError)):
            self.client.getresponse()
