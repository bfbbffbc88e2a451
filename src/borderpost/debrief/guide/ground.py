"""What every part of the guide is made from: a story, and how it reads where a lesson begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.debrief.wording import on_one_line
from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.settings import complete
from borderpost.story.model import Story, Text
from borderpost.story.prose import Prose, plain_text


class Ground(NamedTuple):
    """A story made ready, with the settings of the usual lesson, and the state a play begins in."""

    program: Program
    settings: Mapping[str, str]
    state: State

    @property
    def story(self) -> Story:
        """The story."""
        return self.program.story

    def read(self, text: Text) -> Prose:
        """A text as it reads when play begins: on paper nothing has happened yet."""
        return prose(self.program, text, self.state)

    def line(self, text: Text) -> str:
        """The same on one line, without its emphasis."""
        return on_one_line(plain_text(self.read(text)))


def ground_of(story: Story) -> Ground:
    """The ground of a story's guide: its settings are those that nobody has changed."""
    program = Program(story)
    settings = complete(story, {})
    return Ground(program, settings, program.start(settings))
