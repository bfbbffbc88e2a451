"""Whatever is typed, plain play answers it, and the log holds the run."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.debrief.together.habits import NO_HABITS, Habits
from borderpost.engine.program import Program
from borderpost.plain.commands import NAMES
from borderpost.plain.console import LONGEST_INPUT, Console
from borderpost.plain.opening import QUITS
from borderpost.plain.start import Wish, play_wish
from borderpost.saves.calls import Calls
from borderpost.saves.follow import follow
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from borderpost.story.load import load_story
from borderpost.story.model import Story
from borderpost.story.prose import clean
from borderpost.story.shipped import shipped_stories
from tests.engine.random_stories import random_story
from tests.engine.small import load
from tests.fuzz.amount import examples, fuzz
from tests.proof.made_summers import made_summer
from tests.stories import ACTS, story_from
from tests.terminal.playing import GATE

pytestmark = fuzz


class Watched(Shelf):
    """A shelf that remembers the runs that were taken from it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.taken: list[SavedRun] = []

    def start(
        self, program: Program, settings: Mapping[str, str], seed: int | None = None
    ) -> SavedRun:
        self.taken.append(super().start(program, settings, seed))
        return self.taken[-1]

    def open(self, path: Path, program: Program) -> SavedRun:
        self.taken.append(super().open(path, program))
        return self.taken[-1]


NUMBERS = [*"1112223456789", "0", "10", "99999", "-1", "1.", "2)", "٣", "1e9"]
WORDS = [
    *(name for name in NAMES if name not in QUITS),
    *(
        "undo",
        "redo",
        "skip",
        "done",
        "leave",
        "new",
        "change 1",
        "change 2",
        "change 99",
        "back 1",
    ),
    *("back 0", "back -1", "back x", "way 1", "way 7", "journal 1", "journal all", "journal x"),
    *("card S1", "card s2", "card X9", "fact F1", "f1", "S1", "ledger told", "ledger meters"),
    *("ledger nothing", "review 1", "review 99", "votes 1 2 3", "votes", "votes x", "votes 1e9 -1"),
    *("export", "quit now", "exit", "QUIT ", "q", "Undo", " ? ", "help me"),
]
OTHERS = [
    *("", " ", "\t", "\x00", "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\u202e1", "e\u0301" * 9, "門", "é"),
    *("x" * (LONGEST_INPUT + 5), "1 " * 300, "[@click=app.quit]x[/]", "{money}", "%s %d", "--help"),
    *("=", "~office", "gate.boots", "grade=C@2", "\\", "'", '"', "\r", "1\r", "1\x0b2", "\u2028"),
]
LINES = (
    st.sampled_from(NUMBERS)
    | st.sampled_from(NUMBERS)
    | st.sampled_from(WORDS)
    | st.sampled_from(OTHERS)
    | st.text(max_size=12)
)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """Small ones that have everything, and the one that ships."""
    folder = tmp_path_factory.mktemp("stories")
    hostile = GATE.replace("You stand", "\u202eYou stand").replace(
        "title: The gate", "title: \u2066Gate"
    )
    small = {"gate": GATE, "acts": ACTS, "hostile": hostile}
    found = [story_from(text, folder / name) for name, text in small.items()]
    made = [load(random_story(seed), "s0").story for seed in range(6)]
    made += [load(made_summer(seed), "s0a").story for seed in range(3)]
    shipped = load_story(shipped_stories()["lakkon"]).story
    found += [story for story in (*made, shipped) if story is not None]
    assert len(found) > 8
    return found


HABITS = (NO_HABITS, NO_HABITS, Habits("pair", "each"), Habits("projector", ""))


@examples(75)
@given(st.data())
def test_any_lines(stories: list[Story], data: st.DataObject) -> None:
    story = data.draw(st.sampled_from(stories))
    habits = data.draw(st.sampled_from(HABITS))
    if not story.acts:
        habits = habits._replace(until="")
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)  # where a journal is written to
        shelf = Watched(Path(name, "saves"))
        resume: Path | None = None
        for _ in range(data.draw(st.integers(1, 2))):
            typed = data.draw(st.lists(LINES, min_size=50, max_size=120))
            is_cut = data.draw(st.booleans())
            text = "\n".join(typed) + ("" if is_cut else "\n")
            out = StringIO()
            console = Console(StringIO(text), out, interactive=data.draw(st.booleans()))
            wish = Wish(story, {}, data.draw(st.integers(0, 5)), resume, habits=habits)
            code = play_wish(wish, shelf, console, Calls(story=story.info.id, saves="saves"))
            assert code in (0, 1)
            written = out.getvalue()
            assert clean(written) == written
            if not shelf.taken:
                return  # left before anything was begun
            resume = shelf.taken[-1].path
        for saved in shelf.taken:
            holds(saved)


def holds(saved: SavedRun) -> None:
    """See that the log of a run leads to where the run stands."""
    run = saved.run
    found = follow(read_log(saved.path), run.program)
    assert (found.status, found.reason) == ("intact", "")
    assert list(found.run.records)[: len(run.records)] == run.records
    if len(found.run.records) == len(run.records):
        assert (found.run.head, found.run.state) == (run.head, run.state)
        assert found.run.view() == run.view()
