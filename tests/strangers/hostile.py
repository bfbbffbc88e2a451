"""What a stranger might send, and how a test tells whether anything of it was obeyed."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, NamedTuple

from borderpost.saves.lines import chained

ESCAPES = (
    "\x1b[31mred\x1b]8;;http://x.invalid\x1b\\link\x1b]52;c;AAAA\x07\x9b2J\x90q\x9c"
    "\u202eturned\u2066\x7f\x85\u2028\r"
)
"""Colours, a link, the clipboard, C1 controls, marks that turn the writing, odd line ends."""

TURNED = "B\u202eC\u2066D\u2069E\ufeff<script>alert(1)</script> =1+1"
"""What of that a YAML file can hold, and markup and a formula besides."""

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a terminal obeys, or what turns the order of letters; line ends and tabs aside."""

HEAD = "story: {id: small, title: Small, version: 1, language: en, start: gate}\n"
SCENES = """\
scenes:
  gate:
    title: The gate
    text: A gate.
    choices:
      - {id: go, label: Go, then: over}
"""
ENDINGS = "endings:\n  over: {title: Over, text: It is over.}\n"
SMALL = HEAD + SCENES + ENDINGS
"""A story of one decision, to which a test adds what is wrong with it."""

HEADER: dict[str, Any] = {
    "borderpost": 1,
    "story": "small",
    "title": "Small",
    "version": 1,
    "logic": "another",
    "prose": "another",
    "settings": {},
    "seed": 1,
    "handle": "amber-heron-17",
    "created": "2026-01-01T00:00:00Z",
    "program": "1",
    "opens": "The gate",
}
"""The header of a run of it, in a version of the story that nobody has."""

GO: dict[str, Any] = {"n": 1, "act": "gate.go", "after": 0, "place": "over", "digest": "0" * 16}
"""The one decision, as a record."""


def obeyed(text: str) -> list[str]:
    """What of a text a terminal would obey."""
    return OBEYED.findall(text)


def forged(lines: Iterable[dict[str, Any] | bytes]) -> bytes:
    """A log by somebody who knows the format: every line has the right chain."""
    chain, log = "", b""
    for line in lines:
        plain = line if isinstance(line, bytes) else json.dumps(line).encode()
        chain = chained(chain, plain)
        log += plain[:-1] + b',"chain":"%s"}\n' % chain.encode()
    return log


def story_in(folder: Path, text: str = SMALL, **files: str | bytes) -> Path:
    """A story's folder; further files are given by their names without `.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.yaml").write_bytes(data)
    return folder


class Taken(NamedTuple):
    """How a child process ended, what it wrote, and the most memory it had, in MiB."""

    code: int
    out: str
    err: str
    memory: int


_CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from borderpost.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(f"@@{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
sys.exit(code)
"""


def bounded(*arguments: str | Path, stdin: str = "") -> Taken:
    """What a command does in a process that is killed after 20 seconds of work."""
    words = [sys.executable, "-c", _CHILD, *map(str, arguments)]
    child = Popen(words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ})
    out, err = child.communicate(stdin.encode(), timeout=300)
    said, _, memory = err.decode(errors="replace").rpartition("@@")
    return Taken(child.returncode, out.decode(errors="replace"), said, int(memory or 0))
