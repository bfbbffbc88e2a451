"""A working folder with a story in it, in which commands are run as with nobody at a terminal."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from borderpost import cli
from tests.stories import HEAD, OVER

GOOD = (
    HEAD.replace("id: small", "id: mine").replace("title: Small", "title: Mine")
    + """\
variables:
  profile: {one_of: [short, full], start: short, ask: true}
scenes:
  gate:
    title: The gate
    text: |
      {profile}: you stand at the gate.
    choices:
      - {id: go, label: Go in, then: yard}
      - {id: stay, label: Stay, then: over}
  yard:
    title: The yard
    text: |
      A yard.
    choices:
      - {id: on, label: Go on, then: over}
"""
    + OVER
)

BROKEN = GOOD.replace("then: yard", "then: yrad").replace("label: Stay", "labl: Stay")


class Answer:
    """What a command answered: its exit code and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Here:
    """A working folder of its own, with a story in it, in which commands are run."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._patch = patch
        self._capture = capture
        patch.chdir(folder)
        self.write("mine/story.yaml", GOOD)
        self.write("broken/story.yaml", BROKEN)

    def write(self, name: str, text: str | bytes) -> Path:
        """Make a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments: str | Path, stdin: str = "") -> Answer:
        """What `borderpost ARGUMENTS` answers, with nobody at a terminal."""
        self._patch.setattr(sys, "stdin", StringIO(stdin))
        code = cli.main([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Answer(code, out, err)

    def handle(self) -> str:
        """The handle of the one run that was saved."""
        (path,) = (self.folder / "saves").glob("*.jsonl")
        return path.stem.removeprefix("mine-")


PLAY = ("play", "mine", "--plain", "--saves", "saves", "--profile", "short")
"""Playing the good story; its runs are saved in the folder `saves`."""
