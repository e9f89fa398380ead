"""The runtime of Python functions: loads the handler, then takes invocations.

Run as a script in the function's own process. It is one file, and imports
nothing of its package, so that a function's modules may have any name.
"""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

_PREFIX = "/2018-06-01/runtime/"


class LambdaContext:
    """The context object, named as in Lambda's Python runtime."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.client_context = None
        self.identity = None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        """Milliseconds until the function times out."""
        return max(0, self._deadline_ms - int(time.time() * 1000))


class _RuntimeError(Exception):
    """An error the runtime itself finds in a function, such as a missing handler."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


class _LogHandler(logging.Handler):
    """Lines of the logging module, as Lambda writes them: level, time, request id, text."""

    request_id = ""

    def emit(self, record):
        clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        _print_line(
            f"[{record.levelname}]\t{clock}.{int(record.msecs):03d}Z\t{self.request_id}\t{self.format(record)}"
        )


def _print_line(text):
    # A line is a log event, so a line break inside a text becomes a carriage return.
    print(text.replace("\n", "\r"), flush=True)


class _RuntimeApi:
    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)

    def call(self, method, path, body=None):
        self._connection.request(method, _PREFIX + path, body and body.encode())
        response = self._connection.getresponse()
        return response, response.read()


def _load_handler(name):
    module, _, attribute = name.rpartition(".")
    if not module:
        raise _RuntimeError("Runtime.MalformedHandlerName", f"Bad handler '{name}'")
    module = module.replace("/", ".")
    try:
        found = importlib.import_module(module)
    except ImportError as error:
        raise _RuntimeError(
            "Runtime.ImportModuleError", f"Unable to import module '{module}': {error}"
        ) from None
    except SyntaxError as error:
        raise _RuntimeError(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{module}': {error}"
        ) from None
    if not hasattr(found, attribute):
        raise _RuntimeError(
            "Runtime.HandlerNotFound", f"Handler '{attribute}' missing on module '{module}'"
        )
    return getattr(found, attribute)


def _error_document(error, request_id):
    frames = traceback.extract_tb(error.__traceback__)
    own = isinstance(error, _RuntimeError)
    return {
        "errorMessage": str(error),
        "errorType": error.error_type if own else type(error).__name__,
        "requestId": request_id,
        "stackTrace": [] if own else traceback.format_list(f for f in frames if f.filename != __file__),
    }


def _log_error(document):
    trace = "".join(document["stackTrace"])
    _print_line(
        f"[ERROR] {document['errorType']}: {document['errorMessage']}\nTraceback (most recent call last):\n{trace}"
    )


def _answer(handler, event, context):
    answer = handler(json.loads(event), context)
    try:
        return json.dumps(answer, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise _RuntimeError(
            "Runtime.MarshalError", f"Unable to marshal response: {error}"
        ) from None


def main():
    """Serves invocations until the Runtime API ends."""
    api = _RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    log_handler = _LogHandler()
    logging.getLogger().addHandler(log_handler)
    sys.path[0] = os.environ.get("LAMBDA_TASK_ROOT") or os.getcwd()
    try:
        handler = _load_handler(os.environ.get("_HANDLER", ""))
    except Exception as error:
        document = _error_document(error, "")
        _log_error(document)
        api.call("POST", "init/error", json.dumps(document))
        sys.exit(1)
    while True:
        response, event = api.call("GET", "invocation/next")
        context = LambdaContext(response.headers)
        log_handler.request_id = request_id = context.aws_request_id
        os.environ["_X_AMZN_TRACE_ID"] = response.headers["Lambda-Runtime-Trace-Id"] or ""
        try:
            kind, text = "response", _answer(handler, event, context)
        except Exception as error:
            document = _error_document(error, request_id)
            _log_error(document)
            kind, text = "error", json.dumps(document)
        sys.stdout.flush()
        api.call("POST", f"invocation/{request_id}/{kind}", text)


if __name__ == "__main__":
    main()
