"""Small stories for the engine's tests, written where they are used."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from textwrap import dedent

from borderpost.engine.actions import Choose, Continue
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.load import Loaded, load_story
from borderpost.story.model import Story
from tests.stories import HEAD


@cache
def load(text: str, start: str = "gate") -> Loaded:
    """What the loader makes of the story whose parts are `text`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "small.yaml")
        path.write_text(HEAD.replace("start: gate", f"start: {start}") + dedent(text), "utf-8")
        return load_story(path)


def story(text: str, start: str = "gate") -> Story:
    """That story; it may have warnings, but no errors."""
    loaded = load(text, start)
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


def program(text: str, start: str = "gate") -> Program:
    """The same, ready to play."""
    return Program(story(text, start))


def play(run: Run, *items: str) -> Run:
    """The run after these actions: `scene.choice`, or `scene.` for Continue."""
    for item in items:
        scene, _, choice = item.partition(".")
        run.act(Choose(scene, choice) if choice else Continue(scene))
    return run
