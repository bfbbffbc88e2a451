"""A sitting at plain mode: a story, what is typed, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.plain.console import Console
from borderpost.plain.start import Wish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.follow import follow
from borderpost.saves.shelf import Shelf
from borderpost.saves.stored import read_log
from borderpost.story.model import Story
from tests.stories import story_from


class Sitting(NamedTuple):
    """What came of a sitting: all that was written, the exit code, and the run it left."""

    text: str
    code: int
    story: Story
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """The files of the runs on the shelf, the last played first."""
        return [run.path for run in Shelf(self.folder).runs()]

    @property
    def run(self) -> Run:
        """The run as its file has it."""
        followed = follow(read_log(self.paths[0]), Program(self.story))
        assert (followed.status, followed.reason) == ("intact", "")
        return followed.run

    @property
    def prompts(self) -> list[str]:
        """What was written between one line typed and the next."""
        return self.text.split("\n> ")

    def after(self, typed: str) -> str:
        """What was written between a line that was typed (the first such) and the next prompt."""
        found = [said for said in self.prompts[1:] if said.partition("\n")[0] == typed]
        assert found, f"{typed!r} was never read"
        return found[0].partition("\n")[2]


def sit(
    text: str,
    folder: Path,
    *typed: str,
    interactive: bool = False,
    settings: Mapping[str, str] | None = None,
    seed: int = 1,
    resume: Path | None = None,
    items: tuple[str, ...] = (),
    habits: Habits = NO_HABITS,
) -> Sitting:
    """Sit down at a story, type lines, and get up at the end of the input."""
    story = story_from(text, folder / "story")
    saves = folder / "saves"
    out = StringIO()
    lines = StringIO("".join(f"{line}\n" for line in typed))
    console = Console(lines, out, interactive=interactive)
    wish = Wish(story, settings or {}, seed, resume, items, habits=habits)
    if interactive and not settings and resume is None:
        wish = wish._replace(seed=None)
    code = play_wish(wish, Shelf(saves), console, Calls(story="small", saves="saves"))
    return Sitting(out.getvalue(), code, story, saves)
