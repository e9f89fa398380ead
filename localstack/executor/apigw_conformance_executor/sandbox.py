"""One runtime process, with its Runtime API and its log."""

import os
import queue
import shutil
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from apigw_conformance_executor.log import Log
from apigw_conformance_executor.runtime_api import Invocation, RuntimeApi

# The kernel's "signal me when my parent dies" watches the thread that made the
# process, so one thread that lives as long as we do makes them all.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox-spawner")


@dataclass(frozen=True)
class Exited:
    """The process ended; ``status`` as in ``Popen.returncode``."""

    status: int


class Sandbox:
    """Starts a process at once and lives until it ends or is closed."""

    def __init__(self, command: list[str], directory: str, environment: dict[str, str]):
        """Runs ``command`` in ``directory``. Raises OSError when it cannot start."""
        self._events: queue.SimpleQueue = queue.SimpleQueue()
        self._lock = threading.Lock()  # between killing the process and reaping it
        self.log = Log()
        self._api = RuntimeApi(self._events.put)
        try:
            self._process = _SPAWNER.submit(
                subprocess.Popen,
                _die_with_parent() + command,
                cwd=directory,
                env={**environment, "AWS_LAMBDA_RUNTIME_API": self._api.address},
                stdin=subprocess.DEVNULL,
                stdout=self.log.fileno(),
                stderr=self.log.fileno(),
                start_new_session=True,  # a group of its own, to be killed as one
            ).result()
        except BaseException:
            self._api.close()
            self.log.close()
            raise
        self._watcher = threading.Thread(target=self._watch, name="sandbox-watch", daemon=True)
        self._watcher.start()

    def offer(self, invocation: Invocation) -> None:
        """Hands ``invocation`` to the process."""
        self._api.offer(invocation)

    def event(self, deadline: float):
        """The next event of the Runtime API, or ``Exited``; None at ``deadline`` (monotonic)."""
        try:
            return self._events.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None

    def kill(self) -> None:
        """Kills the process and all it started, if it still runs."""
        with self._lock:
            if self._process.returncode is None:
                self._kill_group()

    def close(self) -> None:
        """Kills the process and frees everything, its log included."""
        self.kill()
        self._watcher.join()
        self._api.close()
        self.log.close()

    def _watch(self) -> None:
        # Not reaped yet, a dead process keeps its id, so the group cannot be a stranger's.
        os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            self._kill_group()
            status = self._process.wait()
        self._events.put(Exited(status))

    def _kill_group(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _die_with_parent() -> list[str]:
    """Words before a command that end it when LocalStack ends without a goodbye."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []
