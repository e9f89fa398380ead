"""Makes the executor known to LocalStack: ``LAMBDA_RUNTIME_EXECUTOR=subprocess``."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class SubprocessExecutorPlugin(RuntimeExecutorPlugin):
    """Names the executor; its module is imported when the first function needs it."""

    name = "subprocess"

    def load(self, *args, **kwargs):
        from apigw_conformance_executor.executor import SubprocessExecutor

        return SubprocessExecutor
