"""Reading a story whatever its files hold, and what must hold of all that is said of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.settings import complete
from borderpost.proof.proving import prove_run
from borderpost.proof.search.exploring import Limits
from borderpost.story.catalogue import RULES
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.load import Loaded, load_story
from borderpost.story.messages import as_json, render
from borderpost.story.model import Story
from borderpost.story.prose import clean
from tests.fuzz.moving import possible

STEPS = 60
"""Decisions after which a play is broken off: some stories have no end."""

FEW = Limits(3_000, 600.0)
"""A bound by states and not by time, so that a test says the same on every machine."""


def read(files: Mapping[str, bytes]) -> Loaded:
    """What is made of a folder with these files, which is the same when it is made again."""
    loaded, again = _loaded(files), _loaded(files)
    assert loaded.diagnostics == again.diagnostics
    assert (loaded.story is None) == (again.story is None)
    if loaded.story is not None and again.story is not None:
        assert loaded.story.logic_hash == again.story.logic_hash
        assert loaded.story.prose_hash == again.story.prose_hash
    has_errors = any(found.severity == "error" for found in loaded.diagnostics)
    assert (loaded.story is None) == has_errors
    lines = {name: _lines(data) for name, data in files.items()}
    for found in loaded.diagnostics:
        _is_sound(found, lines)
    text = render(loaded.diagnostics, folder="here")
    assert clean(text.replace("\t", " ")) == text.replace("\t", " "), repr(text)
    json.dumps(as_json(loaded.diagnostics))
    return loaded


def is_playable(story: Story, chance: Random) -> None:
    """See that a story without errors can be played and searched."""
    program = Program(story)
    run = Run(program, {}, chance.randrange(99))
    run.settle()
    for _ in range(STEPS):
        view = run.view()
        assert (view.kind == "ending") == run.finished
        actions = possible(view)
        if not actions:
            break
        run.act(chance.choice(actions))
    run.journal()
    shares = prove_run(program, complete(story, {}), FEW).shares
    if shares is not None and shares.exact:
        assert abs(sum(shares.endings.values()) + shares.never - 1) < 1e-6


def _loaded(files: Mapping[str, bytes]) -> Loaded:
    """The story in a folder with these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(data)
        return load_story(folder)


def _lines(data: bytes) -> list[str] | None:
    """The lines of a file as an editor shows them; None where no editor could say."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _is_sound(found: Diagnostic, lines: Mapping[str, list[str] | None]) -> None:
    """See that a finding has all that a finding must have, and stands inside its file."""
    said = f"{found.at} {found.code} {found.message!r} {found.mend!r}"
    assert found.severity is RULES[found.code].severity, said
    for words in (found.message, found.mend):
        assert words, said
        assert clean(words) == words, said
        assert "\n" not in words, said
    assert found.at.line >= 1, said
    assert found.at.column >= 1, said
    assert found.width >= 1, said
    if found.at.file not in lines:
        assert found.code == "BP178", said
        return
    its = lines[found.at.file]
    if its is not None:
        assert found.at.line <= len(its), said
        assert found.at.column <= len(its[found.at.line - 1]) + 1, said
