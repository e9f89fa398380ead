"""Which command runs a function, by its ``Runtime``."""

import os
import shutil
import sys
from pathlib import Path

_HERE = Path(__file__).parent


class UnsupportedRuntime(Exception):
    """The function's runtime is none that runs as a local process."""


def command(runtime: str | None) -> list[str]:
    """The command for a runtime such as ``nodejs20.x`` or ``python3.13``.

    Whatever version is asked for, it is the one installed here that runs:
    Node.js by ``LAMBDA_SUBPROCESS_NODE`` or from the path, Python by
    ``LAMBDA_SUBPROCESS_PYTHON`` or the one that runs LocalStack.
    """
    name = runtime or ""
    if name.startswith("nodejs"):
        node = os.environ.get("LAMBDA_SUBPROCESS_NODE") or shutil.which("node")
        if node is None:
            raise UnsupportedRuntime("no node on the path and LAMBDA_SUBPROCESS_NODE not set")
        return [node, str(_HERE / "node" / "main.cjs")]
    if name.startswith("python"):
        python = os.environ.get("LAMBDA_SUBPROCESS_PYTHON") or sys.executable
        return [python, str(_HERE / "python_runtime.py")]
    raise UnsupportedRuntime(
        f"the subprocess executor runs nodejs and python functions, not {runtime!r}"
    )
