"""A book read beside the engine: at every stop both must tell, ask and offer the same.

Where dice are thrown in the book, the engine is let go every way that chance may go; those that do
not tell what the book tells are given up. So some play of the engine's must agree with the book
from the first word to the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from random import Random
from typing import NamedTuple

from borderpost.engine.actions import Answer, Choose, Continue
from borderpost.engine.asking import answers_given
from borderpost.engine.program import Program
from borderpost.engine.reading import passages_of, prose
from borderpost.engine.run import Run
from borderpost.engine.view import View
from borderpost.story.model import Scene, Text, VariableKind
from borderpost.story.prose import Prose
from borderpost.story.scales import likelihood_words
from tests.debrief.gamebook.paper import Paper
from tests.debrief.gamebook.reader import Answer as Offered, Reader, Way


class LongEnough(Exception):
    """The play has agreed for as long as anyone would want to know; it may never end."""


MOST_STOPS = 60
"""Chance that tells nothing may lead to so many places at once; with more, a play is left."""

LONGEST = 100
"""Acts after which a play is left."""


class Stop(NamedTuple):
    """Where the engine may stand: an act, and what was told since the last decision.

    `asked` is the question that is open now (empty: a choice is), `left` those passed over.
    """

    act: int
    told: tuple[str, ...]
    asked: str = ""
    left: frozenset[str] = frozenset()


Decide = Callable[[str, Sequence[str]], int | None]
"""Decides between some ids: of the question asked, or of a choice (asked is empty)."""


class Beside:
    """A player who holds a book against the engine; `decide` picks among what is open."""

    def __init__(
        self, program: Program, settings: dict[str, str], decide: Decide, dice: Random
    ) -> None:
        self.program = program
        self.run = Run(program, settings, 1)
        self.decide = decide
        self.dice = dice
        self.ending = ""
        self.decided: list[str] = []
        self.stops: list[Stop] = []
        self.noting: list[list[str]] = []

    def begin(self) -> None:
        """Go to the first stop."""
        self._arrived()

    # --- What the book asks ----------------------------------------------------------------------

    def answer(self, read: Sequence[str], asked: str, answers: Sequence[Offered]) -> int | None:
        """Answer the same in the book and in the engine."""
        stops = []
        ids: list[str] = []
        for stop in self._agreeing(read):
            if not stop.asked:
                continue
            question = next(q for q in self._view(stop).questions if q.id == stop.asked)
            model = next(q for q in self._scene().asked if q.id == stop.asked)
            words = [joined(option.label) for option in question.options]
            if joined(question.ask) == asked and words == [each.words for each in answers]:
                for option, offered in zip(question.options, answers, strict=True):
                    of_model = next(each for each in model.options if each.id == option.id)
                    assert likelihood_words(of_model.likelihood) in offered.told
                stops.append(stop)
                ids = [option.id for option in question.options]
        assert stops, f"the engine asks nothing like {asked!r} {answers} after {read}"
        picked = self.decide(stops[0].asked, ids)
        self.noting = []
        self.stops = []
        for stop in stops:
            if picked is None:
                self._go_on(stop._replace(told=(), asked="", left=stop.left | {stop.asked}))
            else:
                self._answered(stop, ids[picked])
        self.decided.append(f"{stops[0].asked}={ids[picked]}" if picked is not None else "")
        return picked

    def way(self, read: Sequence[str], ways: Sequence[Way], paper: Paper) -> int:
        """Choose the same in the book and in the engine."""
        stops = []
        ids: list[str] = []
        for stop in self._agreeing(read):
            if stop.asked or self.run.finished:
                continue
            takeable = self._view(stop).takeable
            words = [joined(choice.label) for choice in takeable]
            if words == [way.words for way in ways] and self._meters_agree(stop, paper):
                stops.append(stop)
                ids = [each.action.choice for each in takeable if isinstance(each.action, Choose)]
                for way, choice in zip(ways, takeable, strict=True):
                    assert not choice.readers or f"read by {choice.readers}" in way.told
        shown = [(s.told, [joined(c.label) for c in self._view(s).takeable]) for s in self.stops]
        assert stops, f"the engine offers nothing like {ways} after {list(read)}; it has {shown}"
        picked = self.decide("", ids)
        assert picked is not None
        self.decided.append(ids[picked])
        self.stops = []
        for stop in stops:
            self.run._stand(stop.act)
            self.run.take(Choose(self._scene().id, ids[picked]))
            self._arrived()
        return picked

    def throw(self, dice: int) -> str:
        """Throw dice."""
        return "".join(str(self.dice.randint(1, 6)) for _ in range(dice))

    def noted(self, words: Sequence[str]) -> None:
        """A note was read: it must be what the engine says of the answer."""
        assert list(words) in self.noting, f"{words} is not among {self.noting}"

    def end(self, read: Sequence[str], paper: Paper) -> None:
        """The book has ended: so must the engine, there and with the same numbers."""
        found = [
            self.program.place_name(self.run.state)
            for stop in self._agreeing(read)
            if self.run.finished and self._meters_agree(stop, paper)
        ]
        assert found, f"the engine has not ended so: {list(read)}; it has {self.stops}"
        self.ending = found[0]

    # --- What the engine does --------------------------------------------------------------------

    def _agreeing(self, read: Sequence[str]) -> Iterator[Stop]:
        """The stops that told what was read; the run stands at the one that is looked at."""
        for stop in self.stops.copy():
            if list(stop.told) == [each for each in read if each]:
                self.run._stand(stop.act)
                yield stop

    def _answered(self, stop: Stop, option: str) -> None:
        """Give an answer, and go on."""
        self.run._stand(stop.act)
        self.run.take(Answer(stop.asked, option))
        question = next(q for q in self._view(None).questions if q.id == stop.asked)
        self.noting.append(paragraphs(question.feedback))
        self._go_on(Stop(self.run.head, (), "", stop.left | {stop.asked}))

    def _arrived(self, before: tuple[str, ...] = ()) -> None:
        """After a decision: what was told, every way that chance may go, and on."""
        stop = Stop(self.run.head, (*before, *told_at(self.run, self.run.head)))
        for each in self._natured(stop):
            self._go_on(each)

    def _natured(self, stop: Stop) -> list[Stop]:
        """The stops to which chance may lead from one."""
        self.run._stand(stop.act)
        weights = self.program.weights(self.run.state)
        if not weights:
            return [stop]
        found = []
        for target, _ in weights:
            self.run._stand(stop.act)
            self.run.nature(self.program.layout.places[target].name)
            there = Stop(self.run.head, (*stop.told, *told_at(self.run, self.run.head)))
            found += self._natured(there)
        return found

    def _go_on(self, stop: Stop) -> None:
        """On to the next question, choice or ending, through places with nothing to decide."""
        self.run._stand(stop.act)
        if len(self.run.path) > LONGEST or len(self.stops) > MOST_STOPS:
            raise LongEnough
        if self.run.finished:
            ending = self.program.story.endings[self.program.place_name(self.run.state)]
            told = [*stop.told, *ended(self.program, ending.id, self.run.state)]
            self.stops.append(stop._replace(told=tuple(told)))
            return
        scene = self._scene()
        told = list(stop.told)
        for question in scene.asked:
            if question.id in stop.left or question.kind.value == "table":
                continue
            if not self.program.options(question, self.run.state):
                continue
            if (
                scene.report
                and question in scene.report.slots
                and not stop.left & {s.id for s in scene.report.slots}
            ):
                told += paragraphs(prose(self.program, scene.report.opens, self.run.state))
            self.stops.append(stop._replace(told=tuple(told), asked=question.id))
            return
        if self.program.goes_on(self.run.state):
            self._mark_tables(scene)
            self.run.take(Continue(scene.id))
            self._arrived(tuple(told))
            return
        self._mark_tables(scene)
        self.stops.append(stop._replace(act=self.run.head, told=tuple(told)))

    def _mark_tables(self, scene: Scene) -> None:
        """Fill in what tables ask for: it changes nothing."""
        for question in scene.asked:
            if question.kind.value == "table":
                cells = [
                    f"{column}.{row.id}" for row in question.rows for column in question.columns
                ]
                for cell in cells[: max(1, question.mark_at_least)]:
                    if cell not in answers_given(self.run.path).get(question.id, {}):
                        self.run.take(Answer(question.id, question.options[0].id, cell))

    def _scene(self) -> Scene:
        return self.program.story.scenes[self.program.place(self.run.state).scene]

    def _view(self, stop: Stop | None) -> View:
        if stop is not None:
            self.run._stand(stop.act)
        return self.run.view()

    def _meters_agree(self, stop: Stop, paper: Paper) -> bool:
        """Whether the sheet holds what the engine holds: numbers, and words that are kept."""
        self.run._stand(stop.act)
        state = self.run.state
        for variable in self.program.story.variables.values():
            label = variable.label or variable.name.replace("_", " ").capitalize()
            value = self.program.value(variable, state)
            if variable.kind is VariableKind.METER and not variable.ask:
                if paper.numbers[label] != value:
                    return False
            elif label in paper.numbers and paper.numbers[label] != value:
                return False
        return True


def told_at(run: Run, act: int) -> list[str]:
    """What one act gave to read."""
    told = []
    for passage in passages_of(run.program, run.moment(act)):
        if passage.kind not in ("told", "ending"):
            told += paragraphs(passage.paragraphs)
    return told


def ended(program: Program, name: str, state: int) -> list[str]:
    """What an ending gives to read."""
    ending = program.story.endings[name]
    told = paragraphs(prose(program, ending.text, state))
    for label, text in (("What it bought:", ending.bought), ("What it cost:", ending.cost)):
        told += led_by(label, text, program, state)
    if ending.unknowns:
        told.append("What nobody knew:")
        for unknown in ending.unknowns:
            fact = program.story.facts.get(unknown)
            told.append(plain(f"{fact.says} {unknown}") if fact else plain(unknown))
    return told


def led_by(label: str, text: Text, program: Program, state: int) -> list[str]:
    """Words with a label on their first line, or above what is not for everyone."""
    words = paragraphs(prose(program, text, state))
    if not text:
        return []
    if text[0].condition is None:
        return [f"{label} {words[0]}", *words[1:]]
    return [label, *words]


def paragraphs(words: Prose) -> list[str]:
    """The paragraphs of some prose."""
    found = [plain("".join(span.text for span in each.spans)) for each in words]
    return [each for each in found if each]


def joined(words: Prose) -> str:
    """Some prose on one line."""
    return " ".join(paragraphs(words))


def plain(text: str) -> str:
    """Words with single blanks, citations without their brackets."""
    return " ".join(re.sub(r"\[([A-Z][A-Za-z]*[0-9]+)\]", r"\1", text).split())


def read_beside(
    book: Reader,
    program: Program,
    decide: Decide,
    seed: int,
    settings: dict[str, str] | None = None,
) -> Beside:
    """Play a book beside the engine to an ending."""
    beside = Beside(program, settings or {}, decide, Random(seed))  # noqa: S311 - dice
    with suppress(LongEnough):
        beside.begin()
        book.play(beside)
    return beside


def by_lot(seed: int) -> Decide:
    """Decide by lot."""
    random = Random(seed)  # noqa: S311 - a seeded play
    return lambda _, ids: random.randrange(len(ids))
