"""What a runtime process writes, and the platform's own lines around it."""

import fcntl
import math
import os
import tempfile
from datetime import datetime, timezone

MAX_TEXT = 1024 * 1024
"""The most text kept of one invocation, in bytes: what one PutLogEvents takes."""


class Log:
    """Collects standard output and error of one process.

    A nameless file and not a pipe: what the process wrote before it answered is
    there when the answer is, a process that writes much never waits for a
    reader, and nothing is left to delete.
    """

    def __init__(self):
        self._file = tempfile.TemporaryFile(buffering=0)
        flags = fcntl.fcntl(self._file, fcntl.F_GETFL)
        fcntl.fcntl(self._file, fcntl.F_SETFL, flags | os.O_APPEND)
        self._taken = 0

    def fileno(self) -> int:
        """The descriptor the process writes to."""
        return self._file.fileno()

    def take(self) -> str:
        """The text written since the last call, cut to ``MAX_TEXT``, in whole lines."""
        fd = self._file.fileno()
        data = os.pread(fd, MAX_TEXT, self._taken)
        self._taken += len(data)
        if len(data) == MAX_TEXT:
            self._taken = os.fstat(fd).st_size
        if self._taken > MAX_TEXT:
            os.ftruncate(fd, 0)  # the process appends, so it goes on at the start
            self._taken = 0
        text = data.decode("utf-8", "replace")
        return text if not text or text.endswith("\n") else text + "\n"

    def close(self) -> None:
        """Gives up the file; its space is freed when the process is gone too."""
        self._file.close()


def start_line(request_id: str, version: str) -> str:
    """The platform's line before a function's own."""
    return f"START RequestId: {request_id} Version: {version}\n"


def timeout_line(request_id: str, seconds: float) -> str:
    """The platform's line about a function that ran too long."""
    now = datetime.now(timezone.utc)
    time = f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z"
    return f"{time} {request_id} Task timed out after {seconds:.2f} seconds\n"


def end_lines(
    request_id: str,
    duration: float,
    memory_size: int,
    init_duration: float | None = None,
    status: str | None = None,
) -> str:
    """The platform's lines after a function's own. Durations are in seconds.

    ``status`` is ``timeout`` or ``error`` when the process gave no answer. How
    much memory was used is not measured, and so not said.
    """
    fields = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {duration * 1000:.2f} ms",
        f"Billed Duration: {math.ceil(duration * 1000)} ms",
        f"Memory Size: {memory_size} MB",
    ]
    if init_duration is not None:
        fields.append(f"Init Duration: {init_duration * 1000:.2f} ms")
    if status is not None:
        fields.append(f"Status: {status}")
    return f"END RequestId: {request_id}\n" + "\t".join(fields) + "\t\n"
