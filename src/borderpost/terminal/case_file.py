"""The case file: the cards and the facts met in a run, and each of them opened."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from borderpost.debrief.statements import says
from borderpost.engine.reading import prose
from borderpost.engine.run import Run
from borderpost.story.model import Fact, Story
from borderpost.terminal.commands import BACK, bindings
from borderpost.terminal.key_line import KeyLine
from borderpost.terminal.menu import Item, Menu
from borderpost.terminal.page import Page
from borderpost.terminal.reading import Reading
from borderpost.terminal.run_frame import RunFrame
from borderpost.terminal.typeset import MARK, QUIET, Block, heading, one_line, prose_blocks, words


class CaseFile(RunFrame[None]):
    """Lists the cards and facts met so far; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, run: Run) -> None:
        """The case file of a run as it stands."""
        super().__init__(run)
        story = run.program.story
        self._cards = [card for card in run.cards() if card in story.sources]
        self._facts = [fact for fact in run.facts() if fact in story.facts]

    def compose(self) -> ComposeResult:
        """The cards, then the facts."""
        story = self.run.program.story
        cards = [
            Item(_named(card, story.sources[card].name), number)
            for number, card in enumerate(self._cards, 1)
        ]
        facts = [
            Item(_named(fact.id, says(fact)), notes=(words(mark_told(fact)),))
            for fact in map(story.facts.__getitem__, self._facts)
        ]
        if facts:
            facts[0] = facts[0]._replace(parted=True)
        met = f"{_count(len(cards), 'card')} and {_count(len(facts), 'fact')} met so far."
        told = met if cards or facts else "Nothing yet. Cards you are shown are kept here."
        with Reading():
            yield Page([heading("The case file"), Block(words(told, QUIET))])
            yield Menu([*cards, *facts], id="ways")
        yield KeyLine(BACK)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Open what was taken."""
        event.stop()
        if event.index < len(self._cards):
            self.action_open_card(self._cards[event.index])
        else:
            self.action_open_fact(self._facts[event.index - len(self._cards)])

    def action_back(self) -> None:
        """Close the case file."""
        self.dismiss(None)


def card_blocks(run: Run, card: str) -> list[Block]:
    """A card opened: who, what they say, the six questions, and the facts beside it."""
    story = run.program.story
    source = story.sources[card]
    spoken = prose(run.program, source.says, run.state)
    cites = [span.fact for paragraph in spoken for span in paragraph.spans if span.fact]
    blocks = [heading(f"{card}  {source.name}")]
    if not cites and not source.context:
        blocks.append(Block(words("Invented for the game.", QUIET), gap=0))
    blocks += prose_blocks(spoken)
    apart = ", ".join(
        f"{other} {story.sources[other].name}"
        for other in source.independent_of
        if other in story.sources
    )
    asked = (
        ("Who is speaking?", source.role),
        ("How would they know?", source.access),
        ("What do they want?", source.motive),
        ("What record is shown?", source.track_record),
        ("Independent of whom?", apart or "No card is known to be independent of this one."),
        ("Which question does it answer?", source.answers),
    )
    for number, (question, answer) in enumerate(asked):
        if answer:
            told = Content.assemble((question, QUIET), "  ", one_line(answer))
            blocks.append(Block(told, rest="   ", gap=0 if number else 1))
    beside = dict.fromkeys([*cites, *source.context])
    for fact in beside:
        if fact in story.facts:
            blocks += _fact_lines(story.facts[fact])
    return blocks


def fact_blocks(story: Story, fact: str) -> list[Block]:
    """A fact opened: what it says, how well it stands, and what stands against it."""
    found = story.facts[fact]
    blocks = [heading(fact), *_fact_lines(found)]
    for other in found.against:
        if other in story.facts:
            blocks.append(Block(words("Set against it:", QUIET)))
            blocks += _fact_lines(story.facts[other])
    return blocks


def mark_told(fact: Fact) -> str:
    """How well a fact stands, in words: `Claimed by the press secretary (paragraph 13)`."""
    match fact.mark:
        case "documented":
            told = "Reported by the article"
        case "claimed":
            told = f"Claimed by {fact.by}" if fact.by else "Claimed"
        case _:
            told = "Left open by the article: nobody knows"
    contested = "; contested, see " + ", ".join(fact.against) if fact.against else ""
    return f"{told} (paragraph {fact.paragraph}){contested}."


def _fact_lines(fact: Fact) -> list[Block]:
    """What a fact says, and how well it stands."""
    return [
        Block(_named(fact.id, says(fact)), rest="     "),
        Block(one_line(mark_told(fact), QUIET), "     ", "     ", gap=0),
    ]


def _named(part: str, told: str) -> Content:
    """An id and its words."""
    return Content.assemble((part, MARK), "  ", one_line(told))


def _count(number: int, thing: str) -> str:
    """`1 card`, `2 cards`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
