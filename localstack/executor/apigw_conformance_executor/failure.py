"""The error documents Lambda itself forms when a function gives no answer.

Their texts are recorded on AWS: exit 2025-11-24, timeout 2025.
"""

import json
import signal

from apigw_conformance_executor.runtime_api import MAX_PAYLOAD


def timed_out(request_id: str, seconds: float) -> bytes:
    """The function ran longer than its timeout of ``seconds``."""
    return _document(
        "Sandbox.Timedout", f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    )


def exited(request_id: str, status: int) -> bytes:
    """The process ended; ``status`` is its exit status, negative for a signal."""
    return _document("Runtime.ExitError", f"RequestId: {request_id} Error: {exit_reason(status)}")


def exit_reason(status: int) -> str:
    """How Lambda says that a runtime process ended."""
    if status == 0:
        return "Runtime exited without providing a reason"
    if status > 0:
        return f"Runtime exited with error: exit status {status}"
    name = signal.strsignal(-status) or f"signal {-status}"
    return f"Runtime exited with error: signal: {name.lower()}"


def answer_too_large() -> bytes:
    """The function answered with more than Lambda passes on."""
    return _document(
        "Function.ResponseSizeTooLarge",
        f"Response payload size exceeded maximum allowed payload size ({MAX_PAYLOAD} bytes).",
    )


def _document(error_type: str, message: str) -> bytes:
    return json.dumps(
        {"errorType": error_type, "errorMessage": message}, separators=(",", ":")
    ).encode()
