"""A card or a fact of the case file, opened: plain data for any interface."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from borderpost.debrief.run.statements import MARKS, mark_of, says
from borderpost.debrief.run.visits import Visit, oneline, visits_of
from borderpost.debrief.wording import source_title
from borderpost.engine.actions import Answer
from borderpost.engine.reading import prose
from borderpost.engine.run import Run
from borderpost.story.model import Fact, Question, QuestionKind, Source, Story
from borderpost.story.prose import Paragraph
from borderpost.story.scales import CERTAINTY

CARD_VIEWED = "card"
"""The kind of note that a card was opened, `{"card": id}`."""

INVENTED = "Invented for the game."
"""What is said of a card that cites nothing."""

RESTS_ON, READ_WITH = "What it rests on", "Always read with it"
SET_AGAINST, MADE_OF_IT = "Set against it", "What you made of it"
"""The headings of what stands beside a card or a fact: facts, and the player's grades."""

NOT_STATED = "Not stated."
"""The answer to one of the six questions where the card has none."""


class FactLine(NamedTuple):
    """A fact in short: what it says, its mark in a ledger with its sign, and how well it stands.

    `standing` says the mark in words, with who says it and where; `on` names the cards in the case
    file that rest on it, each by id and name.
    """

    id: str
    says: str
    mark: str
    sign: str
    standing: str
    on: tuple[tuple[str, str], ...] = ()


class Against(NamedTuple):
    """What something is set against: the facts the player met, and how many others there are."""

    met: tuple[FactLine, ...]
    unmet: int

    @property
    def unmet_told(self) -> str:
        """The others in words, or nothing where there is none."""
        if not self.unmet:
            return ""
        more = f"{self.unmet} more" if self.met else f"{self.unmet} {_things(self.unmet)}"
        return f"{more} you have not met yet."


class FactView(NamedTuple):
    """A fact opened: how well it stands, and `place`, the paragraph it stands in, or empty."""

    line: FactLine
    standing: str
    place: str
    against: Against


class Grade(NamedTuple):
    """What the player answered to a question about a card: the answer that stood in that visit.

    `asked` is the question, or the row of a table with a colon; `sure` how sure they said they
    were, in a word, or empty.
    """

    asked: str
    answer: str
    sure: str
    scene: str


class CardView(NamedTuple):
    """A card opened.

    `questions` are the six that every card answers, each with its answer; `rests_on` the facts it
    cites and `beside` those it is always shown with; `against` what its own facts are set against;
    `grades` the player's, the newest first.
    """

    id: str
    name: str
    is_invented: bool
    says: tuple[Paragraph, ...]
    questions: tuple[tuple[str, str], ...]
    rests_on: tuple[FactLine, ...]
    beside: tuple[FactLine, ...]
    against: Against
    grades: tuple[Grade, ...]


def fact_view(run: Run, fact: str) -> FactView:
    """A fact of the story, opened; KeyError if there is none."""
    story = run.program.story
    found = story.facts[fact]
    return FactView(
        fact_line(run, found),
        f"{_mark_told(found)}.",
        _place(story, found),
        _against(run, (fact,), found.against),
    )


def card_view(run: Run, card: str) -> CardView:
    """A card of the story, opened; KeyError if there is none."""
    story = run.program.story
    source = story.sources[card]
    spoken = prose(run.program, source.says, run.state)
    cites = [name for name in cited(spoken) if name in story.facts]
    beside = [name for name in source.context if name in story.facts and name not in cites]
    others = [other for name in cites for other in story.facts[name].against]
    return CardView(
        id=card,
        name=" ".join(source.name.split()),
        is_invented=not (cites or source.context),
        says=spoken,
        questions=six_questions(story, source, run.cards()),
        rests_on=tuple(fact_line(run, story.facts[name]) for name in cites),
        beside=tuple(fact_line(run, story.facts[name]) for name in beside),
        against=_against(run, cites, others),
        grades=tuple(_grades(run, card)),
    )


def fact_line(run: Run, fact: Fact) -> FactLine:
    """A fact in short."""
    mark = mark_of(fact)
    return FactLine(
        fact.id, says(fact), mark, MARKS[mark][0], standing(fact), _cards_on(run, fact.id)
    )


def standing(fact: Fact) -> str:
    """How well a fact stands, in words: `Claimed by the mayor (paragraph 13).` and the like."""
    place = f" (paragraph {fact.paragraph})" if fact.paragraph else ""
    return f"{_mark_told(fact)}{place}."


def _mark_told(fact: Fact) -> str:
    """The mark of a fact in words, with who says it."""
    match mark_of(fact):
        case "reported":
            told = "Reported by the source"
        case "unknown":
            told = "Left open by the source: nobody knows"
        case "contested":
            told = f"Claimed by {fact.by}, and contested" if fact.by else "Claimed, and contested"
        case _:
            told = f"Claimed by {fact.by}" if fact.by else "Claimed"
    return told


def cited(paragraphs: Collection[Paragraph]) -> tuple[str, ...]:
    """The facts that prose cites, each once, in order."""
    found = (span.fact for paragraph in paragraphs for span in paragraph.spans if span.fact)
    return tuple(dict.fromkeys(found))


def _place(story: Story, fact: Fact) -> str:
    """Where a fact stands in the source, in words."""
    if not fact.paragraph:
        return ""
    return f"Paragraph {fact.paragraph} of {source_title(story)}."


def _against(run: Run, own: Collection[str], others: Collection[str]) -> Against:
    """What some facts are set against, but for one another."""
    facts, met = run.program.story.facts, set(run.facts())
    apart = [name for name in dict.fromkeys(others) if name in facts and name not in own]
    lines = tuple(fact_line(run, facts[name]) for name in apart if name in met)
    return Against(lines, len(apart) - len(lines))


def _cards_on(run: Run, fact: str) -> tuple[tuple[str, str], ...]:
    """The cards met that cite a fact, each by id and name."""
    sources = run.program.story.sources
    return tuple(
        (card, " ".join(sources[card].name.split()))
        for card in run.cards()
        if fact in cited(prose(run.program, sources[card].says, run.state))
    )


def six_questions(
    story: Story, source: Source, met: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """The six questions every card answers, and its answers; only cards that are met are named."""
    return (
        ("Who is speaking?", source.role or NOT_STATED),
        ("How would they know?", source.access or NOT_STATED),
        ("What do they want?", source.motive or NOT_STATED),
        ("What record is shown?", source.track_record or "None shown."),
        ("Independent of whom?", _apart(story, source, met)),
        ("Which question does it answer?", source.answers or NOT_STATED),
    )


def _apart(story: Story, source: Source, met: Collection[str]) -> str:
    """The cards that a card does not rest on, nor they on it; unmet ones are only counted."""
    others = [name for name in source.independent_of if name in story.sources]
    told = [f"{name} {story.sources[name].name}" for name in others if name in met]
    unmet = len(others) - len(told)
    if unmet:
        cards = "card" if unmet == 1 else "cards"
        told.append(f"{unmet} {cards} you have not met yet")
    return ", ".join(told) + "." if told else "Nobody shown here."


def _grades(run: Run, card: str) -> list[Grade]:
    """What the player answered about a card on the path to the head, the newest first."""
    scenes = run.program.story.scenes
    found: list[Grade] = []
    for visit in reversed(visits_of(run.program, run.path)):
        scene = scenes[visit.scene]
        title = scene.called
        for question in reversed(scene.asked):
            for cell in _cells_about(visit, question, card):
                answer = visit.last(question.id, cell)
                if answer is not None:
                    found.append(_grade(run, visit, question, answer)._replace(scene=title))
    return found


def _cells_about(visit: Visit, question: Question, card: str) -> list[str]:
    """The cells of a question that are about a card; the empty one where it is no table."""
    if question.kind is QuestionKind.TABLE:
        given = dict.fromkeys(a.cell for a in visit.answers if a.question == question.id)
        return [cell for cell in given if cell.partition(".")[0] == card]
    return [""] if question.about == card else []


def _grade(run: Run, visit: Visit, question: Question, answer: Answer) -> Grade:
    """One answer in words."""
    option = next(option for option in question.options if option.id == answer.option)
    said = oneline(run.program, option.says, visit.state)
    if len(option.id) == 1 and question.scale:
        said = f"{option.id}: {said}"
    asked = oneline(run.program, question.ask, visit.state)
    if answer.cell:
        row_id = answer.cell.partition(".")[2]
        row = next(row for row in question.rows if row.id == row_id)
        asked = f"{oneline(run.program, row.says, visit.state)}:"
    sure = dict(CERTAINTY).get(str(answer.certainty), "").lower()
    return Grade(asked, said, sure, "")


def _things(number: int) -> str:
    return "thing" if number == 1 else "things"
