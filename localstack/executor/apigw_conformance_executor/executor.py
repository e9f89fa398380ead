"""An execution environment as LocalStack wants to see it."""

import os

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from apigw_conformance_executor.environment import Environment
from apigw_conformance_executor.runtime import UnsupportedRuntime, command
from apigw_conformance_executor.runtime_api import Invocation
from apigw_conformance_executor.sandbox import Sandbox

_LOOPBACK = "127.0.0.1"


class SubprocessExecutor(RuntimeExecutor):
    """Runs one execution environment of a function version as a local process."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._environment: Environment | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Starts the environment; ``env_vars`` are the function's variables."""
        settings = self.function_version.config
        words = command(settings.runtime)
        code = str(settings.code.get_unzipped_code_location())
        variables = _variables(env_vars, code)
        self._environment = Environment(
            launch=lambda: Sandbox(words, code, variables),
            version=self.function_version.id.qualifier,
            timeout=settings.timeout,
            memory_size=settings.memory_size,
        )
        self._environment.start()

    def stop(self) -> None:
        """Ends the process, and any invocation it is busy with."""
        if self._environment is not None:
            self._environment.stop()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """Runs one invocation."""
        request_id = payload["invoke-id"]
        outcome = self._environment.invoke(
            Invocation(
                request_id=request_id,
                function_arn=payload["invoked-function-arn"],
                payload=payload["payload"].encode(),
                trace_id=payload.get("trace-id", ""),
            )
        )
        return InvocationResult(request_id, outcome.payload, outcome.is_error, outcome.log)

    def get_logs(self) -> str:
        """Nothing: LocalStack asks only for its own debug log, and results carry theirs."""
        return ""

    def get_address(self) -> str:
        """Where the process is, seen from LocalStack."""
        return _LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        """Where LocalStack is, seen from the process."""
        return _LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """LocalStack's own callback address, which only its Docker executor uses."""
        return f"http://{_LOOPBACK}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unpacks the code. What cannot run here makes the function's state Failed."""
        settings = function_version.config
        if settings.code is None:
            raise UnsupportedRuntime("the subprocess executor runs zip packages, not images")
        if settings.layers:
            raise UnsupportedRuntime("the subprocess executor has no layers")
        command(settings.runtime)
        settings.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing is left of a version but its code, which LocalStack deletes itself."""


def _variables(given: dict[str, str], code: str) -> dict[str, str]:
    """The process's variables: the function's, and what holds only where it runs here."""
    return {
        "LANG": "en_US.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        **{name: str(value) for name, value in given.items()},
        "LAMBDA_TASK_ROOT": code,
    }
