"""A saved run through any life: played, gone back over, left, torn, damaged, its story edited.

A model beside it knows only what was recorded and how undo, redo and jumps are meant.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.records import Act, Goto, Record
from borderpost.engine.run import Run
from borderpost.saves.follow import follow
from borderpost.saves.problem import RunInUse
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from borderpost.story.prose import clean
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.moving import possible
from tests.saves.small import edited

EDITS: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("Snow on the road.", "Snow lies on the road."),),
    (("cost: {money: 2}", "cost: {money: 3}"),),
    (
        (
            "      - id: sign\n        label: Sign the paper\n",
            "      - id: inked\n        label: X\n",
        ),
    ),
    (("start: 6", "start: 1"),),
    (("driver\n        then: office", "driver\n        then: {chance: {office: 1, night: 1}}"),),
    (("{office: 1, night: 1}", "{office: 1, done: 1}"),),
)
"""What an author does to the story: nothing, prose, a cost, an id, a start, two to chances."""

REFUSED: tuple[Action, ...] = (
    *(Choose("gate", "nothing"), Choose("nowhere", "ask"), Continue("gate"), Continue("")),
    *(Answer("road", "perhaps"), Answer("road", "open", "x.y"), Answer("road", "open", "", 9)),
    *(Answer("", ""), Nature("gate"), Nature("\x1b[31m")),
)
"""What can be done nowhere."""


@cache
def programs() -> tuple[Program, ...]:
    """The story as it is after each of the edits."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(edited(Path(folder, str(n)), *edit) for n, edit in enumerate(EDITS))


class Model:
    """What a run is by its records alone: a tree of acts, where one stands, what lies ahead."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.acts: dict[int, Act] = {}
        self.head = 0
        self.ahead: dict[int, int] = {}

    def take(self, record: Record) -> None:
        """Add a record."""
        assert record.number == len(self.records) + 1
        self.records.append(record)
        if isinstance(record, Act):
            assert record.after in (0, *self.acts)
            self.acts[record.number] = record
            self.head = record.number
            self.ahead[record.after] = record.number
        elif isinstance(record, Goto):
            self.head = number = record.to
            while number:
                self.ahead[self.acts[number].after] = number
                number = self.acts[number].after

    def undone(self) -> int | None:
        """Where undo leads: before the last act that was not nature's; None where there is none."""
        number = self.head
        while number and isinstance(self.acts[number].action, Nature):
            number = self.acts[number].after
        return self.acts[number].after if number else None

    def settled(self, number: int) -> int:
        """Where one comes who goes to an act: on through what nature has done there already."""
        while number in self.ahead and isinstance(self.acts[self.ahead[number]].action, Nature):
            number = self.ahead[number]
        return number


class Life(RuleBasedStateMachine):
    """One run on a shelf of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shelf = Shelf(Path(self.folder.name))
        self.model = Model()
        self.saved: SavedRun | None = None
        self.edit = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        if self.saved is not None:
            self.saved.close()
        self.folder.cleanup()

    @initialize(seed=st.integers(0, 3))
    def begin(self, seed: int) -> None:
        """A new run."""
        self.saved = self.shelf.start(programs()[0], {}, seed)
        self.learn()

    @property
    def run(self) -> Run:
        """The run as the program has it."""
        assert self.saved is not None
        return self.saved.run

    @property
    def path(self) -> Path:
        """The file it is in."""
        assert self.saved is not None
        return self.saved.path

    def learn(self) -> None:
        """Tell the model what was recorded since."""
        for record in self.run.records[len(self.model.records) :]:
            self.model.take(record)

    def learn_anew(self) -> None:
        """The same from the start, after the run was taken up from a file."""
        self.model = Model()
        self.learn()

    def open(self) -> None:
        """Take the run up again from its file."""
        path = self.path
        assert self.saved is not None
        self.saved.close()
        self.saved = self.shelf.open(path, programs()[self.edit])
        assert clean(self.saved.reason) == self.saved.reason

    # --- Playing -----------------------------------------------------------------------------

    @rule(pick=st.integers(0, 999))
    def act(self, pick: int) -> None:
        """Take what is offered."""
        view = self.run.view()
        actions = possible(view) + [choice.action for choice in view.takeable] * 9
        if not actions:
            return
        before, count = self.run.head, len(self.run.records)
        self.run.act(actions[pick % len(actions)])
        first = self.run.records[count]
        assert isinstance(first, Act)
        assert (first.after, first.action) == (before, actions[pick % len(actions)])
        self.learn()

    @rule(action=st.sampled_from(REFUSED))
    def try_what_cannot_be_done(self, action: Action) -> None:
        """It is refused, and nothing has changed."""
        before, data = (self.run.head, self.run.state), self.path.read_bytes()
        with pytest.raises(NotOffered):
            self.run.act(action)
        assert (self.run.head, self.run.state) == before
        assert self.path.read_bytes() == data

    @rule()
    def undo(self) -> None:
        """Take the last step back."""
        expected = self.model.undone()
        assert self.run.can_undo == (expected is not None)
        assert self.run.undo() == (expected is not None)
        if expected is not None:
            assert self.run.head == self.model.settled(expected)
        self.learn()

    @rule()
    def redo(self) -> None:
        """Go on along the way walked last."""
        expected = self.model.ahead.get(self.model.head)
        assert self.run.redo() == (expected is not None)
        if expected is not None:
            assert self.run.head == self.model.settled(expected)
        self.learn()

    @rule(pick=st.integers(0, 999))
    def jump(self, pick: int) -> None:
        """Go to any act, or to the start."""
        acts = [0, *self.model.acts]
        to = acts[pick % len(acts)]
        self.run.jump(to)
        assert self.run.head == self.model.settled(to)
        self.learn()

    @rule(words=st.text(max_size=20))
    def note(self, words: str) -> None:
        """Write something down."""
        self.run.note("text", {"text": words})
        self.learn()

    # --- Leaving and coming back -----------------------------------------------------------------

    @rule()
    def reopen(self) -> None:
        """Nothing is lost by leaving."""
        path, view = self.path, self.run.view()
        is_torn = bool(read_log(path).problems)  # it is mended by the next record, not before
        self.open()
        assert self.saved is not None
        assert (self.saved.status, self.path) == ("intact", path)
        assert bool(self.saved.reason) == is_torn
        assert self.run.records == self.model.records
        assert self.run.view() == view

    @rule()
    def open_twice(self) -> None:
        """A run that is played cannot be played elsewhere."""
        with pytest.raises(RunInUse):
            self.shelf.open(self.path, programs()[self.edit])

    @rule()
    def look_at_the_shelf(self) -> None:
        """It stands there without a word of trouble."""
        mine = [run for run in self.shelf.runs() if run.path == self.path]
        assert [run.problem for run in mine] == [""]

    @precondition(lambda self: self.model.records)
    @rule(lost=st.integers(1, 400))
    def tear(self, lost: int) -> None:
        """The end of the file is gone, as after a loss of power."""
        data = self.path.read_bytes()
        lines = data.splitlines(keepends=True)
        left = max(len(data) - lost, len(lines[0]))
        whole, at = 0, len(lines[0])
        for line in lines[1 : 1 + len(self.model.records)]:
            whole += left >= at + len(line.rstrip(b"\n"))  # it is whole without its newline
            at += len(line)
        path, records = self.path, self.model.records
        assert self.saved is not None
        self.saved.close()
        os.truncate(path, left)
        self.open()
        assert self.path == path
        assert self.saved.status == "intact"
        assert self.run.records[:whole] == records[:whole]
        added = self.run.records[whole:]
        assert all(isinstance(record, Act) for record in added)
        self.learn_anew()

    @precondition(lambda self: self.model.records)
    @rule(where=st.integers(0, 10**6), bit=st.integers(0, 7))
    def damage(self, where: int, bit: int) -> None:
        """One bit of the file is not what it was: what lies before it is kept, the file as well."""
        path, records = self.path, self.model.records
        assert self.saved is not None
        self.saved.close()
        data = path.read_bytes()
        header = data.index(b"\n") + 1
        where = header + where % (len(data) - header)
        bad = data[:where] + bytes([data[where] ^ 1 << bit]) + data[where + 1 :]
        path.write_bytes(bad)
        whole = data[:where].count(b"\n") - 1
        self.open()
        # The very last byte is the newline of a line that is whole without it.
        assert self.run.records[:whole] == records[:whole]
        if self.path != path:
            assert path.read_bytes() == bad
            assert self.saved.status == "damaged"
            assert self.saved.reason
        self.learn_anew()

    @rule(edit=st.integers(0, len(EDITS) - 1))
    def edit_the_story(self, edit: int) -> None:
        """The story is another one: the run is followed, or told to be followed so far."""
        path, data, before = self.path, self.path.read_bytes(), self.edit
        records = self.model.records
        self.edit = edit
        self.open()
        assert self.saved is not None
        if programs()[edit].story.logic_hash == programs()[before].story.logic_hash:
            assert (self.saved.status, self.path) == ("intact", path)
            assert self.run.records == records
        else:
            assert self.saved.status in ("migrated", "diverged")
            assert self.path != path
            assert path.read_bytes() == data
            assert self.saved.reason
        self.learn_anew()

    @invariant()
    def all_is_kept(self) -> None:
        """The model, the run and the file say the same."""
        if self.saved is None:
            return
        run, model = self.run, self.model
        assert run.records == model.records
        assert (run.head, run._ahead) == (model.head, model.ahead)
        if model.head:
            place = run.program.place_name(run.state)
            act = model.acts[model.head]
            assert (place, run.program.digest(run.state)) == (act.place, act.digest)
        for field in run.program.layout.fields.values():
            assert field.low <= field.read(run.state) <= field.high, field.name
        stored = read_log(self.path)
        assert list(stored.records) == model.records
        found = follow(stored, run.program)
        assert (found.status, found.run.head) == ("intact", run.head)
        assert found.run.state == run.state
        assert found.run._ahead == model.ahead


TestLife = Life.TestCase
TestLife.settings = settings(examples(80), stateful_step_count=40)
TestLife.pytestmark = [fuzz]  # type: ignore[attr-defined]
