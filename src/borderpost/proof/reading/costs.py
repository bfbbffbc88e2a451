"""What a play costs in words read, or in time: page by page and decision by decision.

Counted are the words of scenes and endings with their headings, of questions with the answers they
offer, of choices offered (or shown locked, if the story says why), of what a choice, an answer or
an earlier decision is told to have led to. Cards, facts and the pages before and after a play are
apart: who reads them, and when, is the player's own affair.

Time is an estimate: 175 words a minute, 40 seconds for a decision (between two ways or more), 20
for a question, 10 for a cell of a table, 48 for a sentence of a report: four minutes for one of
five. Those are what the scenario was designed with, for pupils of fourteen and more. To pick what
to look into next, of what each can be looked into once and moves nothing, is no more than to answer
a question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from borderpost.engine.code import DUE, ENTERED
from borderpost.engine.functions import State
from borderpost.engine.layout import Field
from borderpost.engine.moment import Event
from borderpost.engine.offering import why_locked
from borderpost.engine.program import Program, cells
from borderpost.proof.reading.lengths import NOTHING, Length, Lengths, Part, words_in
from borderpost.story.model import Ending, Question, QuestionKind, Scene, Text


class Prices(NamedTuple):
    """What a word, a decision, a question, a cell of a table, a sentence of a report cost."""

    word: int
    decision: int = 0
    question: int = 0
    cell: int = 0
    sentence: int = 0


WORDS = Prices(1)
"""Words alone."""

PARTS = 35
"""Parts of a second that time is counted in, so that a word takes a whole number of them."""

TIME = Prices(
    word=60 * PARTS // 175,
    decision=40 * PARTS,
    question=20 * PARTS,
    cell=10 * PARTS,
    sentence=48 * PARTS,
)
"""Time, in parts of a second."""


def is_hub(scene: Scene) -> bool:
    """Whether a scene offers only what can be looked into, once each, and moves nothing."""
    return bool(scene.choices) and all(
        choice.once and not (choice.do or choice.cost or choice.later) for choice in scene.choices
    )


Pick = Callable[[Sequence[int]], int]
"""Picks one of several costs: the least, the most, or any."""


class Costs:
    """The costs of one story, in a state of play and, whatever the state, in bounds.

    Where no state says what the player does, as with the marks in a table, `pick` does.
    """

    def __init__(self, program: Program, lengths: Lengths, prices: Prices, pick: Pick) -> None:
        """Count by these prices; `lengths` may be shared."""
        self.prices = prices
        self.pick = pick
        self.lengths = lengths
        self._program = program
        self._pages = [self.page(place.name) for place in program.layout.places]

    def page(self, name: str) -> tuple[int, tuple[Text, ...]]:
        """The words of a place's heading, and its texts; nothing where it is passed through."""
        story = self._program.story
        part: Scene | Ending | None = story.scenes.get(name) or story.endings.get(name)
        if isinstance(part, Ending):
            return words_in(part.title), (part.text, part.bought, part.cost)
        if part is None or part.is_automatic:  # it shows its cards, if any
            return 0, ()
        return words_in(f"{part.title} {part.when_where}"), (part.text,)

    def hanging(self, name: str) -> list[Part]:
        """The parts of a place's page whose words are not the same in every play."""
        return [part for text in self.page(name)[1] for part in self.lengths.counted(text).parts]

    # --- In a play -------------------------------------------------------------------------------

    def told(self, events: Iterable[Event]) -> int:
        """What there is to read between two stops, but for what a choice itself tells."""
        words = 0
        for kind, number, state in events:
            if kind == ENTERED:
                heading, texts = self._pages[number]
                words += heading + self._words(texts, state)
            elif kind == DUE:
                words += self.lengths.exact(self._program.generator.later[number][0].text, state)
        return words * self.prices.word

    def asking(self, question: Question, options: Sequence[int], state: State) -> int:
        """What a question and the options it offers, by their numbers, give to read."""
        texts = [question.ask, *(question.options[number - 1].says for number in options)]
        return self._words(texts, state) * self.prices.word

    def answering(self, question: Question, option: int, state: State) -> int:
        """What answering costs, in the state the answer has led to; option 0 leaves it out."""
        if not option:
            return 0
        feedback = self.lengths.exact(question.options[option - 1].feedback, state)
        return feedback * self.prices.word + self._effort(question)

    def leaving(
        self, scene: Scene, state: State, offered: Sequence[int], staged: Collection[Question]
    ) -> int:
        """What is offered in a scene, and asked besides the `staged` questions.

        `offered` holds the numbers of what can be taken.
        """
        words = self._words((scene.report.opens,), state) if scene.report else 0
        for number, choice in enumerate(scene.choices):
            if number in offered:
                words += self.lengths.exact(choice.label, state) + words_in(choice.readers)
            elif (choice.locked or choice.cost) and why_locked(self._program, scene, choice, state):
                words += self.lengths.exact(choice.label, state)
                words += self.lengths.exact(choice.locked, state)
        words += sum(self._title(scene, number) for number in offered)
        cost = words * self.prices.word + self._deciding(scene, len(offered))
        for question in scene.asked:
            if question not in staged:
                options = self._program.options(question, state)
                cost += self.asking(question, options, state)
                cost += self._words([row.says for row in question.rows], state) * self.prices.word
                cost += self._any_answer(
                    question, [self.answering(question, number, state) for number in options]
                )
        return cost

    def taking(self, scene: Scene, number: int, state: State) -> int:
        """What taking a choice gives to read, in the state that its own effects have led to."""
        if number >= len(scene.choices):
            return 0
        return self.lengths.exact(scene.choices[number].after, state) * self.prices.word

    # --- In bounds -------------------------------------------------------------------------------

    def arriving_within(self, place: int) -> Length:
        """What there is to read on coming to a place, but for what falls due there."""
        heading, texts = self._pages[place]
        return self._priced(Length(heading, heading) + self._within(texts))

    def asking_within(self, question: Question, options: Sequence[int]) -> Length:
        """What a question and the options it offers give to read."""
        texts = [question.ask, *(question.options[number - 1].says for number in options)]
        return self._priced(self._within(texts))

    def answering_within(self, question: Question, option: int) -> Length:
        """What answering costs; option 0 leaves it out."""
        if not option:
            return NOTHING
        effort = self._effort(question)
        feedback = self.lengths.bounds(question.options[option - 1].feedback)
        return self._priced(feedback) + Length(effort, effort)

    def leaving_within(
        self, scene: Scene, offered: Sequence[int], staged: Collection[Question]
    ) -> Length:
        """What is offered in a scene, where it is known what can be taken, and asked besides."""
        found = self._within((scene.report.opens,)) if scene.report else NOTHING
        for number, choice in enumerate(scene.choices):
            label = self.lengths.bounds(choice.label)
            if number in offered:
                readers = words_in(choice.readers)
                found += label + Length(readers, readers)
            elif choice.locked or choice.cost:
                found += Length(0, label.high + self.lengths.bounds(choice.locked).high)
        titles = sum(self._title(scene, number) for number in offered)
        deciding = self._deciding(scene, len(offered))
        cost = self._priced(found + Length(titles, titles)) + Length(deciding, deciding)
        for question in scene.asked:
            if question not in staged:
                cost += self._unstaged_within(question)
        return cost

    def taking_within(self, scene: Scene, number: int) -> Length:
        """What taking a choice gives to read, at once and when what it leads to falls due."""
        if number >= len(scene.choices):
            return NOTHING
        choice = scene.choices[number]
        due = sum(self.lengths.bounds(later.text).high for later in choice.later)
        return self._priced(self.lengths.bounds(choice.after) + Length(0, due))

    def due_within(self, state: State, acts: Collection[str]) -> Length:
        """What there is to read of what choices have led to that may fall due in some acts."""
        most = sum(most for act, field, most in self._later if act in acts and field.read(state))
        return self._priced(Length(0, most))

    @cached_property
    def _later(self) -> Sequence[tuple[str, Field, int]]:
        """All that may fall due: in which act, what says that it will, its words at the most."""
        layout, bounds = self._program.layout, self.lengths.bounds
        return [
            (later.act, layout.field(name), bounds(later.text).high)
            for later, name in self._program.generator.later
        ]

    def _unstaged_within(self, question: Question) -> Length:
        """What a question costs that changes no state, whatever it offers and is answered."""
        found = self._within((question.ask, *(row.says for row in question.rows)))
        for option in question.options:
            length = self.lengths.bounds(option.says)
            is_sure = option.condition is None and not option.needs
            found += length if is_sure else Length(0, length.high)
        answers = [self.answering_within(question, n) for n in range(1, len(question.options) + 1)]
        least = min((each.low for each in answers), default=0)
        most = max((each.high for each in answers), default=0)
        may_lack = any(option.condition or option.needs for option in question.options)
        if question.optional or may_lack:
            least = 0
        marks = self._marks(question)
        return self._priced(found) + Length(least + min(marks), most + max(marks))

    # --- Parts -----------------------------------------------------------------------------------

    def _any_answer(self, question: Question, answers: Sequence[int]) -> int:
        """What answering costs where no state says how; what is left out costs nothing."""
        if not answers:
            return 0
        marks = self.pick(self._marks(question))
        answered = [cost + marks for cost in answers]
        return self.pick([0, *answered] if question.optional else answered)

    def _marks(self, question: Question) -> Sequence[int]:
        """What marking a table costs: as little as is asked for, or every cell."""
        if question.kind is not QuestionKind.TABLE:
            return (0,)
        count = len(cells(question))
        least = 0 if question.optional else min(max(1, question.mark_at_least), count)
        return least * self.prices.cell, count * self.prices.cell

    def _title(self, scene: Scene, number: int) -> int:
        """The words by which a drawn storylet is offered."""
        drawn = self._program.generator.drawn(scene)
        if not 0 <= number - len(scene.choices) < len(drawn):
            return 0
        name = drawn[number - len(scene.choices)]
        return words_in(self._program.story.scenes[name].called)

    def _deciding(self, scene: Scene, offered: int) -> int:
        """What it costs to decide, and to go over a report."""
        deciding = 0
        if offered > 1:
            deciding = self.prices.question if is_hub(scene) else self.prices.decision
        slots = len(scene.report.slots) if scene.report else 0
        return deciding + slots * self.prices.sentence

    def _effort(self, question: Question) -> int:
        """What it costs to answer at all; a report's sentences have a price of their own."""
        return 0 if question.kind is QuestionKind.SLOT else self.prices.question

    def _words(self, texts: Iterable[Text], state: State) -> int:
        """The words of texts as they read in a state."""
        return sum(self.lengths.exact(text, state) for text in texts)

    def _within(self, texts: Iterable[Text]) -> Length:
        """The words of texts at the least and at the most."""
        return sum(map(self.lengths.bounds, texts), NOTHING)

    def _priced(self, words: Length) -> Length:
        """What words cost."""
        return Length(words.low * self.prices.word, words.high * self.prices.word)
