"""The program as a user starts it: in a process of its own, with its streams in our hands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
"""The folder this project is checked out in."""


def run_borderpost(
    *arguments: str | Path, stdin: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What `borderpost ARGUMENTS` does with `stdin`: its exit code and what it wrote.

    `environment` is added to ours. Fails if it has not ended after two minutes.
    """
    return run_python("-m", "borderpost", *arguments, stdin=stdin, cwd=cwd, **environment)


def run_python(
    *arguments: str | Path, stdin: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The same for `python ARGUMENTS`, with the Python that runs the tests."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        input=stdin,
        cwd=cwd,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
