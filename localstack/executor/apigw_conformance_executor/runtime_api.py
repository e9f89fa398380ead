"""The Lambda Runtime API, as one runtime process sees it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler

PREFIX = "/2018-06-01/runtime/"

MAX_PAYLOAD = 6 * 1024 * 1024 + 100
"""The largest answer Lambda takes from a synchronous invocation, in bytes."""

_DISCARD_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Invocation:
    """One event on its way into a function."""

    request_id: str
    function_arn: str
    payload: bytes
    trace_id: str
    deadline: float = 0.0
    """When the function times out, in seconds since the epoch; the environment sets it."""


@dataclass(frozen=True)
class Ready:
    """The process asked for its next invocation."""


@dataclass(frozen=True)
class InitFailed:
    """The process could not load its handler; ``payload`` is its error document."""

    payload: bytes


@dataclass(frozen=True)
class Answered:
    """The process answered an invocation, with a result or an error document."""

    request_id: str
    is_error: bool
    payload: bytes


@dataclass(frozen=True)
class AnswerTooLarge:
    """The process answered with more than ``MAX_PAYLOAD`` bytes; they are dropped."""

    request_id: str


class RuntimeApi:
    """Serves one process, on a loopback port of its own, until closed.

    The port is its own because clients of the Runtime API take a host and a
    port (``AWS_LAMBDA_RUNTIME_API``) and not a path. A runtime talks over one
    connection at a time, so one thread is enough.
    """

    def __init__(self, report: Callable[[object], None]):
        """``report`` is called with each event (``Ready`` and its siblings)."""
        self.report = report
        self._invocations: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, name="runtime-api", daemon=True).start()

    def offer(self, invocation: Invocation) -> None:
        """Hands ``invocation`` to the process when it next asks for one."""
        self._invocations.put(invocation)

    def take(self) -> Invocation | None:
        """Waits for an invocation; None when the API is closed."""
        return self._invocations.get()

    def close(self) -> None:
        """Ends the server and frees its port. The process must be gone already."""
        self._invocations.put(None)
        try:
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the waiting accept()
        except OSError:
            pass
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, peer = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    _Connection(connection, peer, self)
                except OSError:
                    pass  # the process died in the middle of a request


class _Connection(BaseHTTPRequestHandler):
    """One connection of the process; ``server`` is the RuntimeApi."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave in one packet
    disable_nagle_algorithm = True

    def log_message(self, format, *args):
        """Requests of the runtime are no news for LocalStack's log."""

    def do_GET(self):
        if self.path != PREFIX + "invocation/next":
            return self._reply(404, b'{"errorType":"NotFound"}')
        self.server.report(Ready())
        invocation = self.server.take()
        if invocation is None:
            self.close_connection = True
            return None
        return self._reply(
            200,
            invocation.payload,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def do_POST(self):
        match self.path.removeprefix(PREFIX).split("/"):
            case ["init", "error"]:
                event, too_large = InitFailed, InitFailed(b"{}")
            case ["invocation", request_id, "response" | "error" as kind]:
                event = partial(Answered, request_id, kind == "error")
                too_large = AnswerTooLarge(request_id)
            case _:
                self.close_connection = True  # the body stays unread
                return self._reply(404, b'{"errorType":"NotFound"}')
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self.close_connection = True
            return self._reply(411, b'{"errorType":"LengthRequired"}')
        if int(length) > MAX_PAYLOAD:
            self._discard(int(length))
            self.server.report(too_large)
            return self._reply(413, b'{"errorType":"RequestEntityTooLarge"}')
        body = self.rfile.read(int(length))
        if len(body) == int(length):
            self.server.report(event(body))
        return self._reply(202, b'{"status":"OK"}')

    def _discard(self, length: int) -> None:
        while length > 0:
            chunk = self.rfile.read(min(length, _DISCARD_CHUNK))
            if not chunk:
                return
            length -= len(chunk)

    def _reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
