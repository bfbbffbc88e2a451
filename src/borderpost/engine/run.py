"""A run: the path through its records.

A run never loses a branch: undo, redo and jumps move the head over a tree of acts. What stands at
the head, what was read on the way and what may be done next are views of that path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.asking import answers_given, open_questions
from borderpost.engine.branches import Branch, branches_of
from borderpost.engine.chance import draw
from borderpost.engine.code import CLAMPED
from borderpost.engine.functions import State
from borderpost.engine.moment import Event, Moment
from borderpost.engine.program import NotOffered, Program
from borderpost.engine.reading import cards_met, facts_met
from borderpost.engine.records import Act, Goto, Note, Record
from borderpost.engine.settings import complete
from borderpost.engine.show import journal_of, view_of
from borderpost.engine.view import JournalEntry, View
from borderpost.story.model import Question, VariableKind


class Run:
    """A play of a story that can be looked at, acted on and gone back over."""

    def __init__(
        self,
        program: Program,
        settings: Mapping[str, str],
        seed: int,
        keep: Callable[[Record], None] | None = None,
    ) -> None:
        """Stand at the story's start.

        `settings` may leave out what the story has a start for (BadSetting for what it does not
        take). `keep` is handed each record before the run moves; if it raises, the run has not
        moved.
        """
        self.program = program
        self.settings = complete(program.story, settings)
        self.seed = seed
        self.records: list[Record] = []
        self.head = 0
        self._keep = keep
        told: list[Event] = []
        state = program.start(self.settings, told)
        self._moments = {0: Moment(0, -1, None, state, state, tuple(told))}
        self._ahead: dict[int, int] = {}  # where each moment was last gone on from
        self._path: list[Moment] = []

    # --- Where it stands -------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The state at the head."""
        return self._moments[self.head].state

    @property
    def finished(self) -> bool:
        """Whether the head is at an ending."""
        return self.program.place(self.state).kind == "ending"

    @property
    def can_undo(self) -> bool:
        """Whether there is an action of the player's to take back."""
        return self._taken_last().action is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step ahead of the head, on the branch last walked."""
        return self.head in self._ahead

    @property
    def path(self) -> Sequence[Moment]:
        """The moments from the start to the head. Not to be changed, nor kept over a move."""
        if not self._path or self._path[-1].number != self.head:
            self._path = self._path_to(self.head)
        return self._path

    def acts(self) -> tuple[Act, ...]:
        """The records of the acts on the path to the head, in order."""
        numbers = {moment.number for moment in self.path}
        return tuple(r for r in self.records if isinstance(r, Act) and r.number in numbers)

    def view(self) -> View:
        """Everything there is to see at the head."""
        return view_of(self.program, self.path)

    def journal(self, number: int | None = None) -> tuple[JournalEntry, ...]:
        """What was read and decided from the start to the head, or to any act (KeyError)."""
        path = self.path if number is None else self._path_to(number)
        return journal_of(self.program, path)

    def branches(self) -> tuple[Branch, ...]:
        """The ends of the ways that were walked and left; to be jumped to by their numbers."""
        return branches_of(self.program, self._moments.values(), self.path)

    def cards(self) -> tuple[str, ...]:
        """The ids of the cards met on the path, in order."""
        return cards_met(self.program, self.path)

    def facts(self) -> tuple[str, ...]:
        """The ids of the facts met on the path, in prose or on cards, in order."""
        return facts_met(self.program, self.path)

    def moment(self, number: int) -> Moment:
        """Any act that was ever taken, or the start (0); KeyError if there is none."""
        return self._moments[number]

    def waiting(self, number: int) -> tuple[Question, ...]:
        """The questions that must be answered after an act before a choice can be taken."""
        answers = answers_given(self._answers_to(number))
        return open_questions(self.program, self._moments[number].state, answers)

    # --- Moving ----------------------------------------------------------------------------------

    def act(self, action: Action) -> None:
        """Take one action of the player's, and let nature move where it is her turn.

        Raises NotOffered, with words for people, if it cannot be taken here.
        """
        if self.program.weights(self.state):
            self.settle()
            if isinstance(action, Continue):
                return
        self.take(action)
        self.settle()

    def take(self, action: Action) -> None:
        """Take one action of the player's and leave nature's move open: for written-down plays."""
        if isinstance(action, Nature):
            raise NotOffered("chance is not the player's to choose")
        self._do(action)

    def settle(self) -> None:
        """Let nature move until it is the player's turn, as after a log cut before her move."""
        while weights := self.program.weights(self.state):
            place = self.program.place_name(self.state)
            nth = sum(
                isinstance(moment.action, Nature)
                and self.program.place_name(moment.before) == place
                for moment in self.path
            )
            target, _ = weights[draw(self.seed, place, nth, weights)]
            self._do(Nature(self.program.layout.places[target].name))

    def nature(self, target: str) -> None:
        """Let chance come out as told: for written-down plays, which may name outcomes."""
        self._do(Nature(target))

    def undo(self) -> bool:
        """Go back by one action of the player's; False at the start."""
        moment = self._taken_last()
        if moment.action is None:  # nature alone has moved so far, if anyone
            return False
        self._go(moment.after)
        return True

    def redo(self) -> bool:
        """Go forward again along the branch last walked; False where there is none."""
        if not self.can_redo:
            return False
        self._go(self._ahead[self.head])
        return True

    def jump(self, number: int) -> None:
        """Go to any act that was ever taken, or to 0, the start; ValueError if there is none."""
        if number not in self._moments:
            raise ValueError(f"there is no act number {number}")
        self._go(number)

    def note(self, kind: str, data: Mapping[str, str]) -> None:
        """Keep something that is no move, with the act at the head."""
        self._record(Note(self._next, self.head, kind, dict(data)))

    def adopt(self, record: Record) -> str:
        """Take in a stored record without keeping it again; what does not fit is said.

        Returns "" where it fits exactly; "changed: ..." where it arrives at the same place with
        other values (taken in all the same); "moved: ..." where it arrives elsewhere and
        "refused: ..." where it is not offered (neither is taken in).
        """
        if isinstance(record, Goto):
            if record.to not in self._moments:
                return f"refused: there is no act number {record.to}"
            self._stand(record.to)
        elif isinstance(record, Act):
            if record.after not in self._moments:
                return f"refused: there is no act number {record.after}"
            try:
                moment = self._moment(record.number, record.after, record.action)
            except NotOffered as problem:
                return f"refused: {problem}"
            place = self.program.place_name(moment.state)
            if place != record.place:
                return f"moved: it now leads to {place}, and led to {record.place}"
            self._enter(moment)
            self.records.append(record)
            same = self.program.digest(moment.state) == record.digest
            return "" if same else f"changed: values at {place} are no longer what they were"
        self.records.append(record)
        return ""

    @property
    def _next(self) -> int:
        """The number of the next record."""
        return self.records[-1].number + 1 if self.records else 1

    def _moment(self, number: int, after: int, action: Action) -> Moment:
        """The moment an action after another leads to; raises NotOffered."""
        before = self._moments[after].state
        if isinstance(action, Choose | Continue):
            waiting = self.waiting(after)
            if waiting:
                raise NotOffered(f"the question {waiting[0].id!r} is still open")
        told: list[Event] = []
        state = self.program.step(before, action, told)
        overflowed = self._moments[after].overflowed
        kept: list[Event] = []
        for event in told:
            kind, which, _ = event
            if kind == CLAMPED and self._is_hidden_range(which):
                if which in overflowed:
                    continue
                overflowed = overflowed | {which}
            kept.append(event)
        return Moment(number, after, action, before, state, tuple(kept), overflowed)

    def _is_hidden_range(self, which: int) -> bool:
        """Whether a variable, by its number, is a range, which no player sees."""
        variables = tuple(self.program.story.variables.values())
        return variables[which].kind is VariableKind.RANGE

    def _path_to(self, number: int) -> list[Moment]:
        """The moments from the start to an act."""
        moments: list[Moment] = []
        while number >= 0:
            moments.append(self._moments[number])
            number = moments[-1].after
        moments.reverse()
        return moments

    def _taken_last(self) -> Moment:
        """The last moment up to the head that is not nature's: the start, or the player's."""
        moment = self._moments[self.head]
        while isinstance(moment.action, Nature):
            moment = self._moments[moment.after]
        return moment

    def _answers_to(self, number: int) -> list[Moment]:
        """The last moments up to `number`, back to where its scene was entered."""
        moments = [self._moments[number]]
        while isinstance(moments[-1].action, Answer):
            moments.append(self._moments[moments[-1].after])
        moments.reverse()
        return moments

    def _do(self, action: Action) -> None:
        """Take an action at the head: keep its record, then move."""
        moment = self._moment(self._next, self.head, action)
        place, digest = self.program.place_name(moment.state), self.program.digest(moment.state)
        self._record(Act(moment.number, moment.after, action, place, digest))
        self._enter(moment)

    def _enter(self, moment: Moment) -> None:
        """Move the head onto a moment, lengthening the path rather than walking it anew."""
        if moment.after != self.head:
            self._stand(moment.after)
        self._moments[moment.number] = moment
        self._ahead[moment.after] = moment.number
        self.head = moment.number
        if self._path and self._path[-1].number == moment.after:
            self._path.append(moment)

    def _go(self, number: int) -> None:
        """Move the head to a moment, and on where nature has already moved from there."""
        while self.program.weights(self._moments[number].state) and number in self._ahead:
            number = self._ahead[number]
        self._record(Goto(self._next, number))
        self._stand(number)

    def _stand(self, number: int) -> None:
        """Put the head at a moment; the way there is now the one last walked.

        Only what lies off the way to where the head was must be told so: a long run would take for
        ever to be taken up again if each going back were a walk to its start.
        """
        at, was, self.head = number, self.head, number
        while at != was:  # numbers grow along every way, so the two meet where they part
            if at > was:
                after = self._moments[at].after
                self._ahead[after] = at
                at = after
            else:
                was = self._moments[was].after

    def _record(self, record: Record) -> None:
        """Keep a record: on disk first, then here."""
        if self._keep is not None:
            self._keep(record)
        self.records.append(record)
