"""From a stored run that was followed through its story to the account of what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from borderpost.debrief.cohort.account import Account, Answered, Cards, Decided, Signed
from borderpost.debrief.run.after_action import said_in as written_in
from borderpost.debrief.run.cards import CARD_VIEWED
from borderpost.debrief.together.notes import PAIR, Said, said_in
from borderpost.engine.actions import Answer, Choose, Continue
from borderpost.engine.functions import State
from borderpost.engine.layout import counts_in
from borderpost.engine.moment import Moment, Path
from borderpost.engine.program import Program
from borderpost.engine.reading import cards_met, facts_met
from borderpost.engine.records import Note
from borderpost.engine.run import Run
from borderpost.saves.follow import Followed
from borderpost.saves.handles import stem
from borderpost.saves.lines import Header, time_in
from borderpost.saves.stored import StoredRun
from borderpost.story.model import Option, Question, QuestionKind
from borderpost.story.prose import clean


def account_of(followed: Followed, stored: StoredRun, file: str) -> Account:
    """The account of a run as far as it was followed; `file` is the name of its file.

    Raises ValueError for a log without a header, which cannot have been followed.
    """
    run, header = followed.run, stored.header
    if header is None:
        raise ValueError(f"{file} holds no run")
    program, path = run.program, run.path
    times = {entry.record.number: time_in(entry.time) for entry in stored.entries}
    started = time_in(header.created)
    stops = _Stops(run, followed.origins, times)
    told = _facts_by_moment(program, path)
    last = max((i for i, step in enumerate(path) if isinstance(step.action, Choose)), default=0)
    place = program.place(run.state)
    written = written_in(run.records)
    return Account(
        identity=identity_of(header),
        handle=clean(header.handle),
        file=file,
        story=program.story.info.id,
        version=header.version,
        settings=dict(run.settings),
        started=started,
        touched=next((time for time in reversed(times.values()) if time), started),
        status=followed.status,
        ending=place.name if place.kind == "ending" else "",
        place=place.scene or place.name,
        decided=tuple(stops.decided),
        answered=tuple(stops.answered),
        signed=tuple(stops.signed),
        cards=stops.cards(len(run.records) + 1),
        told=tuple(fact for fact, first in told.items() if first < last),
        facts=tuple(told),
        cited=tuple(dict.fromkeys(stops.cited)),
        start=_meters(program, path[0].state),
        meters=_meters(program, run.state),
        wrote={name: said.answer for name, said in written.items() if said.answer},
        as_pair=PAIR in stops.said.ways,
    )


def identity_of(header: Header) -> str:
    """What tells a run from all others, whatever its file is called and however it went on.

    A run that goes on in a file of its own keeps all of this: its handle only gains a number.
    """
    parts = (header.story, stem(header.handle), str(header.seed), header.created)
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


class _Stops:
    """A run's path gone through once: what was decided, answered and signed at each stop."""

    def __init__(self, run: Run, origins: tuple[int, ...], times: Mapping[int, str]) -> None:
        """`origins` are the numbers of its records in the log, `times` when those were kept."""
        self._program = run.program
        self._origins = dict(enumerate(origins, 1))
        self._times = times
        self.said: Said = said_in(run.records)
        self.decided: list[Decided] = []
        self.answered: list[Answered] = []
        self.signed: list[Signed] = []
        self.cited: list[str] = []
        self._met: dict[str, int] = {}
        self._opened = _first_opened(run)
        self._visit: list[Moment] = []
        for step in run.path:
            self._take(step)
        self._leave(signs=False)

    def cards(self, before: int) -> Cards:
        """The case file before the record of a number."""
        met = tuple(card for card, number in self._met.items() if number < before)
        return Cards(met, tuple(c for c in met if self._opened.get(c, before) < before))

    def _take(self, step: Moment) -> None:
        """Take in one step of the path."""
        if isinstance(step.action, Answer):
            self._visit.append(step)
        elif isinstance(step.action, Choose | Continue):
            if isinstance(step.action, Choose):
                self._decide(step, step.action)
            self._leave(signs=isinstance(step.action, Choose))
        for card in cards_met(self._program, (step,)):
            self._met.setdefault(card, step.number)

    def _decide(self, step: Moment, action: Choose) -> None:
        """Note a choice that was taken."""
        origin = self._origins.get(step.number, step.number)
        here = [step.after, *(answer.after for answer in reversed(self._visit))]
        self.decided.append(
            Decided(
                record=origin,
                at=self._times.get(origin, ""),
                scene=action.scene,
                choice=action.choice,
                offered=self._program.offers(step.before),
                cards=self.cards(step.number),
                votes=next((self.said.votes[at] for at in here if at in self.said.votes), {}),
                dissent=self.said.dissents.get((step.after, action.choice), ""),
            )
        )

    def _leave(self, *, signs: bool) -> None:
        """Note what was answered on a visit to a scene, now that it is left (or still open)."""
        visit, self._visit = self._visit, []
        if not visit:
            return
        scene = self._program.story.scenes[self._program.place(visit[0].before).scene]
        for question in scene.asked:
            by_cell: dict[str, list[Moment]] = {}
            for step in visit:
                assert isinstance(step.action, Answer)
                if step.action.question == question.id:
                    by_cell.setdefault(step.action.cell, []).append(step)
            for steps in by_cell.values():
                if question.kind is QuestionKind.SLOT:
                    self._sign(scene.id, question, steps[-1], signs=signs)
                else:
                    self._answer(scene.id, question, steps)

    def _sign(self, scene: str, slot: Question, step: Moment, *, signs: bool) -> None:
        """Note a sentence of a report, if the report was signed."""
        if not signs:
            return
        option = _option(slot, step)
        supported = not counts_in(option, "unsupported", self._program.story)
        self.signed.append(Signed(scene, slot.id, option.id, option.strength, supported))
        self.cited += option.cites
        self.answered.append(self._answered(scene, slot, step))

    def _answer(self, scene: str, question: Question, steps: list[Moment]) -> None:
        """Note the first answer of a visit, and where it was changed."""
        first, last = self._answered(scene, question, steps[0]), _option(question, steps[-1]).id
        self.answered.append(first._replace(changed_to="" if last == first.option else last))

    def _answered(self, scene: str, question: Question, step: Moment) -> Answered:
        """An answer as an account holds it."""
        action = step.action
        assert isinstance(action, Answer)
        key = question.cell_keys.get(action.cell) if action.cell else question.key
        origin = self._origins.get(step.number, step.number)
        return Answered(
            record=origin,
            at=self._times.get(origin, ""),
            scene=scene,
            question=question.id,
            cell=action.cell,
            option=action.option,
            certainty=action.certainty,
            is_right=None if key is None else action.option in key,
        )


def _option(question: Question, step: Moment) -> Option:
    """The option that an answer gave."""
    assert isinstance(step.action, Answer)
    given = step.action.option
    return next(option for option in question.options if option.id == given)


def _first_opened(run: Run) -> dict[str, int]:
    """The number of the record by which each card was first opened."""
    opened: dict[str, int] = {}
    for record in run.records:
        if isinstance(record, Note) and record.kind == CARD_VIEWED:
            opened.setdefault(record.data.get("card", ""), record.number)
    return opened


def _facts_by_moment(program: Program, path: Path) -> dict[str, int]:
    """The facts met on a path, each with the index of the moment that brought it first."""
    found: dict[str, int] = {}
    for index, step in enumerate(path):
        for fact in facts_met(program, (step,)):
            found.setdefault(fact, index)
    return found


def _meters(program: Program, state: State) -> dict[str, int]:
    """What every meter stands at, by its name."""
    return {meter.name: program.value(meter, state) for meter in program.meters}
