"""One Lambda execution environment: initialised, invoked, restarted when it died.

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from apigw_conformance_executor import failure, log
from apigw_conformance_executor.runtime_api import (
    Answered,
    AnswerTooLarge,
    InitFailed,
    Invocation,
    Ready,
)
from apigw_conformance_executor.sandbox import Exited, Sandbox

INIT_SECONDS = 10.0
"""How long the init phase may take; longer, and the invocation does it again."""


class EnvironmentStopped(Exception):
    """The environment was stopped, so it takes no more invocations."""


@dataclass(frozen=True)
class Outcome:
    """What one invocation came to: an answer or an error document, and its log."""

    payload: bytes
    is_error: bool
    log: str


class Environment:
    """Serves one invocation at a time, in one sandbox at a time.

    A sandbox that fails to initialise, exits or runs into the timeout is thrown
    away, and the next invocation makes another.
    """

    def __init__(
        self, launch: Callable[[], Sandbox], version: str, timeout: float, memory_size: int
    ):
        """``launch`` makes a sandbox, ``timeout`` is in seconds, ``memory_size`` in MB."""
        self._launch = launch
        self._version = version
        self._timeout = timeout
        self._memory_size = memory_size
        self._turn = threading.Lock()  # held by who uses the sandbox
        self._lock = threading.Lock()  # guards the two below against stop()
        self._stopped = False
        self._sandbox: Sandbox | None = None
        self._init_event = None  # how the init phase ended, until an invocation is told
        self._init_seconds: float | None = None  # how long it took, until it is reported

    def start(self) -> None:
        """Runs the init phase. That it failed is told to the first invocation, as on Lambda."""
        with self._turn:
            self._init_event = self._open(time.monotonic() + INIT_SECONDS)
            if self._init_event is None:
                self._discard()

    def stop(self) -> None:
        """Ends the environment. An invocation under way sees its process killed."""
        with self._lock:
            self._stopped = True
            if self._sandbox is not None:
                self._sandbox.kill()
        with self._turn:
            self._discard()

    def invoke(self, invocation: Invocation) -> Outcome:
        """Runs one invocation to its end, however it ends; takes no longer than the timeout.

        Raises EnvironmentStopped, and OSError when no process can be started.
        """
        with self._turn:
            began = time.monotonic()
            deadline = began + self._timeout
            event = self._await_ready(deadline)
            text = self._sandbox.log.take() + log.start_line(invocation.request_id, self._version)
            if isinstance(event, Ready):
                self._sandbox.offer(
                    replace(invocation, deadline=time.time() + deadline - time.monotonic())
                )
                event = self._await_answer(invocation.request_id, deadline)
            text += self._sandbox.log.take()
            outcome, status = self._judge(event, invocation.request_id)
            if status is not None:
                self._discard()
            init_seconds, self._init_seconds = self._init_seconds, None
            duration = time.monotonic() - began
            text += outcome.log + log.end_lines(
                invocation.request_id, duration, self._memory_size, init_seconds, status
            )
            return replace(outcome, log=text)

    def _open(self, deadline: float):
        """Makes a sandbox; the event its init phase ends with, None at ``deadline``."""
        began = time.monotonic()
        with self._lock:
            if self._stopped:
                raise EnvironmentStopped("the execution environment was stopped")
            self._sandbox = self._launch()
        event = self._event((Ready, InitFailed, Exited), deadline)
        self._init_seconds = time.monotonic() - began
        return event

    def _discard(self) -> None:
        with self._lock:
            sandbox, self._sandbox = self._sandbox, None
        if sandbox is not None:
            sandbox.close()

    def _await_ready(self, deadline: float):
        event, self._init_event = self._init_event, None
        if event is not None:
            return event
        if self._sandbox is not None:
            event = self._event((Ready, Exited), deadline)
            if not isinstance(event, Exited):
                return event
            self._discard()  # it ended after its last answer, which is no fault of this one
        return self._open(deadline)

    def _await_answer(self, request_id: str, deadline: float):
        while True:
            event = self._event((Answered, AnswerTooLarge, Exited), deadline)
            if event is None or isinstance(event, Exited) or event.request_id == request_id:
                return event

    def _event(self, kinds: tuple[type, ...], deadline: float):
        """The sandbox's next event of one of ``kinds``; others are out of turn and ignored."""
        while True:
            event = self._sandbox.event(deadline)
            if event is None or isinstance(event, kinds):
                return event

    def _judge(self, event, request_id: str) -> tuple[Outcome, str | None]:
        """The outcome, its log being the platform's own lines, and the REPORT line's status."""
        match event:
            case Answered(is_error=is_error, payload=payload):
                return Outcome(payload, is_error, ""), None
            case AnswerTooLarge():
                return Outcome(failure.answer_too_large(), True, ""), None
            case InitFailed(payload):
                return Outcome(payload, True, ""), "error"
            case Exited(status):
                line = f"RequestId: {request_id} Error: {failure.exit_reason(status)}\n"
                payload = failure.exited(request_id, status)
                return Outcome(payload, True, line + "Runtime.ExitError\n"), "error"
            case _:
                line = log.timeout_line(request_id, self._timeout)
                return Outcome(failure.timed_out(request_id, self._timeout), True, line), "timeout"
