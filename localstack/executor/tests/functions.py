"""Functions to test with: a folder of source files and an environment that runs them."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

from apigw_conformance_executor.environment import Environment, Outcome
from apigw_conformance_executor.runtime import command
from apigw_conformance_executor.runtime_api import Invocation
from apigw_conformance_executor.sandbox import Sandbox

REQUEST_ID = "11111111-2222-3333-4444-555555555555"
ARN = "arn:aws:lambda:us-east-1:000000000000:function:hello"


class Function:
    """A function made of ``files`` (name to text); a context manager that cleans up."""

    def __init__(self, runtime, files, handler="index.handler", timeout=10.0):
        if runtime.startswith("nodejs") and not shutil.which("node"):
            raise unittest.SkipTest("node is not installed")
        self._folder = tempfile.TemporaryDirectory()
        for name, text in files.items():
            path = Path(self._folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        variables = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LAMBDA_TASK_ROOT": self._folder.name,
            "_HANDLER": handler,
            "AWS_LAMBDA_FUNCTION_NAME": "hello",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/hello",
            "AWS_LAMBDA_LOG_STREAM_NAME": "2024/08/02/[$LATEST]0",
        }
        self.launched: list[Sandbox] = []

        def launch():
            sandbox = Sandbox(command(runtime), self._folder.name, variables)
            self.launched.append(sandbox)
            return sandbox

        self.environment = Environment(launch, "$LATEST", timeout, 128)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.environment.stop()
        self._folder.cleanup()

    def invoke(self, event=None, request_id=REQUEST_ID) -> Outcome:
        """Invokes the function with ``event`` as JSON."""
        return self.environment.invoke(Invocation(request_id, ARN, json.dumps(event).encode(), "Root=1-0"))

    def result(self, event=None):
        """The answer as a value. An error document is an AssertionError."""
        outcome = self.invoke(event)
        assert not outcome.is_error, outcome.payload
        return json.loads(outcome.payload)

    def error(self, event=None):
        """The error document as a value. An answer is an AssertionError."""
        outcome = self.invoke(event)
        assert outcome.is_error, outcome.payload
        return json.loads(outcome.payload)
