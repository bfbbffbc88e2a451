"""Opening stories: what may take long or go wrong, away from any screen."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.story.model import Text
from borderpost.story.prose import Paragraph


class Opened(NamedTuple):
    """A story read from its folder: a program to play, or what is wrong with it, in words."""

    path: Path
    program: Program | None
    problems: str = ""

    @property
    def title(self) -> str:
        """What the story is called, or its folder where it cannot be read."""
        return self.program.story.info.title if self.program else self.path.name


def open_story(path: Path) -> Opened:
    """Read a story. Whatever is wrong with its files comes back as words."""
    from borderpost.story.cache import usual_folder
    from borderpost.story.load import load_story

    loaded = load_story(path, usual_folder())
    if loaded.story is not None:
        return Opened(path, Program(loaded.story))
    from borderpost.story.messages import render

    return Opened(path, None, render(loaded.diagnostics, folder=str(loaded.folder)))


def mistakes_in(path: Path) -> int:
    """How many errors a story has, so that it cannot be played. Nothing is kept of it."""
    from borderpost.story.known import is_known_sound, usual_folder

    if is_known_sound(path, usual_folder()):
        return 0
    from borderpost.story.diagnostics import Severity
    from borderpost.story.load import load_story

    found = load_story(path).diagnostics
    return sum(finding.severity is Severity.ERROR for finding in found)


def about(program: Program) -> tuple[Paragraph, ...]:
    """The story's own words about itself, as they read before any run."""
    return _told(program, program.story.info.about)


def content_note(program: Program) -> tuple[Paragraph, ...]:
    """The story's own words about what is in it, as they read before any run."""
    return _told(program, program.story.info.content_note)


def _told(program: Program, text: Text) -> tuple[Paragraph, ...]:
    """A text as it reads at the very start."""
    from borderpost.engine.reading import prose
    from borderpost.engine.settings import complete

    return prose(program, text, program.start(complete(program.story, {})))
