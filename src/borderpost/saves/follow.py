"""Following a stored run through its story as it is now, however that was edited since.

Every action is taken anew, by the engine; nothing is guessed. What the log says of where each led
and of the values there shows whether the run is still the one that was played.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from borderpost.engine.actions import Action, Choose, Nature
from borderpost.engine.program import Program
from borderpost.engine.records import Act, Goto, Note, Record
from borderpost.engine.run import Run
from borderpost.engine.settings import BadSetting, complete
from borderpost.saves.lines import Header
from borderpost.saves.problem import LogProblem
from borderpost.saves.renames import Renames
from borderpost.saves.stored import StoredRun
from borderpost.saves.telling import Fault, first_fault, named, told, why
from borderpost.story.collector import collector_paused
from borderpost.story.prose import clean


class Followed(NamedTuple):
    """A run taken up again.

    `status` is `intact` (the very run that was left), `migrated` (the story's logic has changed,
    and every action of the path could be taken all the same), `diverged` (it has changed so that
    the path cannot be followed to its end) or `damaged` (the log is not what was written, or does
    not fit the very story it was played in). Where the path is not followed to its end, `run`
    stands at the end of its longest part that is. `step` is the player's action on the path, from
    1, where that shows (0: nowhere on the path) and `reason` says it to the player; empty if there
    is nothing to say. `origins` are the numbers that the run's records have in the log. `fault` is
    the part of the reason that says what does not fit and where, for others than the player.
    """

    run: Run
    status: str
    step: int
    reason: str
    origins: tuple[int, ...]
    fault: str = ""


def follow(
    stored: StoredRun, program: Program, keep: Callable[[Record], None] | None = None
) -> Followed:
    """Take up a stored run in the story as it is now; `keep` is handed what it records from now on.

    Branches that were left by undoing are kept where they can be followed. Raises LogProblem where
    the log holds no run, or one of another story.
    """
    header = _header(stored, program)
    same_logic = header.logic == program.story.logic_hash
    renames = None if same_logic else Renames(program.story)
    settings = renames.settings(header.settings) if renames else dict(header.settings)
    lost = _lost_settings(program, settings)
    run = Run(
        program, {k: word for k, word in settings.items() if k not in lost}, header.seed, keep
    )
    if lost:
        because = "; ".join(lost.values())
        what = "The file of this run is damaged" if same_logic else "The story has changed"
        reason = (
            f"{what}, and it cannot be played as it was set up: {because}. So it begins anew, with "
            f"the story's own settings; the run as it was is kept as {clean(header.handle)}."
        )
        status = "damaged" if same_logic else "diverged"
        return Followed(run, status, 1, reason, (), f"Its settings: {because}")
    follower = _Follower(stored, run, renames)
    with collector_paused():
        follower.take_all()
    path, faults = path_of(stored.records), follower.faults
    status, step, reason = told(stored, path, faults, same_logic=same_logic, anew=follower.anew)
    fault = first_fault(stored, path, faults)
    return Followed(run, status, step, reason, tuple(follower.origins), fault)


def path_of(records: tuple[Record, ...]) -> list[Act]:
    """The acts from the start to where the last act or goto left the head, in order."""
    acts = {record.number: record for record in records if isinstance(record, Act)}
    path: list[Act] = []
    number = _head(records)
    while number:
        path.append(acts[number])
        number = path[-1].after
    path.reverse()
    return path


def _head(records: tuple[Record, ...]) -> int:
    """The number of the act where the last act or goto left the head; 0 for the start."""
    for record in reversed(records):
        match record:
            case Act(number):
                return number
            case Goto(_, to):
                return to
    return 0


def _header(stored: StoredRun, program: Program) -> Header:
    """The header of a run of this story; raises LogProblem."""
    if stored.header is None:
        raise LogProblem(f"this is no saved run: it {stored.problems[0].says}", "choose another")
    if stored.header.story != program.story.info.id:
        raise LogProblem(
            f"this is a run of the story {named(stored.header.story, stored.header.title)}, "
            f"not of {named(program.story.info.id, program.story.info.title)}",
            "open it with its own story",
        )
    return stored.header


def _lost_settings(program: Program, settings: dict[str, str]) -> dict[str, str]:
    """The settings that the story does not take, and why, keyed by name."""
    lost = {}
    for name, word in settings.items():
        try:
            complete(program.story, {name: word})
        except BadSetting as bad:
            lost[name] = bad.message
    return lost


class _Follower:
    """Takes the records of a log into a run, one after the other."""

    def __init__(self, stored: StoredRun, run: Run, renames: Renames | None) -> None:
        """`renames` is None where the story's logic is the very one the log was written with."""
        self._stored = stored
        self._run = run
        self._program = run.program
        self._renames = renames
        self.faults: dict[int, Fault] = {}
        """By the number of the act in the log."""
        self.anew = False
        """Whether values on the way are not those that were saved."""
        self.origins: list[int] = []
        self._entries = {entry.record.number: entry for entry in stored.entries}
        self._states = {0: run.state}
        self._now = {0: 0}
        """The number each act has in the run; for one left out, that of the act before it."""
        self._out: set[int] = set()
        """The acts that could not be followed, and all that were taken after them."""
        self._passed: set[int] = set()
        """The acts of a part that is gone, passed over where the story says how plays go on."""

    def take_all(self) -> None:
        """Take every record in; the run then stands where the log did, or as near as can be."""
        for record in self._stored.records:
            match record:
                case Act():
                    self._take(record)
                case Goto(number, to):
                    self._adopt(Goto(self._next, self._now[to]), number)
                case Note(number, after, kind, data):
                    self._adopt(Note(self._next, self._now[after], kind, data), number)
        head = self._now[_head(self._stored.records)]
        if self._run.head != head:
            self._adopt(Goto(self._next, head), len(self._stored.records))

    @property
    def _next(self) -> int:
        """The number of the run's next record: what is left out leaves no gap."""
        return len(self._run.records) + 1

    def _adopt(self, record: Record, origin: int) -> str:
        """Take a record in; what the run says of it."""
        said = self._run.adopt(record)
        if not said.startswith(("refused", "moved")):
            self.origins.append(origin)
        return said

    def _take(self, act: Act) -> None:
        """Follow one act, or leave it out and note why."""
        after = self._now[act.number] = self._now[act.after]
        if act.after in self._out:
            self._out.add(act.number)
            return
        action, place = act.action, act.place
        if self._renames is not None:
            action, place = self._renames.action(action), self._renames.place(place)
            if self._is_passed(act, action, place):
                self._passed.add(act.number)
                return
            action, place = self._replaced(action, place, after)
        record = Act(self._next, after, action, place, act.digest)
        said = self._adopt(record, act.number)
        if said.startswith(("refused", "moved")):
            self._out.add(act.number)
            words = why(self._run, after, action, self._entries[act.number], moved_from=place)
            is_chance = isinstance(action, Nature)
            self.faults[act.number] = Fault(words, left_out=True, of_chance=is_chance)
            return
        self._now[act.number] = self._run.head
        self._states[self._run.head] = self._run.state
        if said:
            self.anew = True
            self._freshen()
            if self._renames is None:
                words = "the values it led to are not those that were saved"
                self.faults[act.number] = Fault(words, left_out=False)

    def _is_passed(self, act: Act, action: Action, place: str) -> bool:
        """Whether an act of a part that is gone can be passed over: the run is where it led.

        On the way out of a scene that is gone, it may first have led to one of its own points of
        chance; what nature did there is then passed over likewise.
        """
        assert self._renames is not None
        here = self._program.place_name(self._states[self._now[act.after]])
        if self._renames.is_gone(action):
            return place == here or self._renames.is_gone_point(place)
        was_passed = isinstance(action, Nature) and act.after in self._passed
        return was_passed and place == here

    def _replaced(self, action: Action, place: str, after: int) -> tuple[Action, str]:
        """The one choice that leads where a removed one is to lead now, and that place."""
        assert self._renames is not None
        if isinstance(action, Choose) and (target := self._renames.instead_of(action)):
            state = self._states[after]
            choices = [Choose(action.scene, choice) for choice in self._program.offers(state)]
            if self._program.place_name(state) == action.scene:
                leading = [
                    choice
                    for choice in choices
                    if self._program.place_name(self._program.step(state, choice)) == target
                ]
                if len(leading) == 1:
                    return leading[0], target
        return action, place

    def _freshen(self) -> None:
        """Give the last act the digest of the values it leads to now."""
        act = self._run.records[-1]
        assert isinstance(act, Act)
        self._run.records[-1] = act._replace(digest=self._program.digest(self._run.state))
