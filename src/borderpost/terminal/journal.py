"""The journal: everything read on the way, and the way back to any decision."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.engine.run import Run
from borderpost.engine.view import JournalEntry
from borderpost.terminal.commands import BACK, bindings
from borderpost.terminal.key_line import KeyLine
from borderpost.terminal.menu import Item, Menu
from borderpost.terminal.page import Page
from borderpost.terminal.reading import Reading
from borderpost.terminal.run_frame import RunFrame, RunPage
from borderpost.terminal.scene_page import passage_blocks, place_blocks
from borderpost.terminal.typeset import QUIET, Block, heading, one_line, words

HERE = "You are here."
"""What stands for the decision at the head, which is not taken yet."""


class Journal(RunFrame[int]):
    """Lists what was decided; dismissed with the record to go back to, or -1."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, run: Run) -> None:
        """The journal of a run as it stands."""
        super().__init__(run)
        self._entries = run.journal()

    def compose(self) -> ComposeResult:
        """The whole of it first, then one item for each decision, the latest highlighted."""
        items = [Item(words("Read everything from the start"))]
        items += [
            Item(one_line(entry_title(entry)), notes=(one_line(note),), parted=True)
            for entry, note in zip(self._entries, map(decided, self._entries), strict=True)
        ]
        items[-1] = items[-1]._replace(notes=(words(HERE),))
        with Reading():
            yield Page([heading("The journal"), Block(words("Enter opens a page.", QUIET))])
            yield Menu(items, id="ways")
        yield KeyLine(BACK)

    def on_mount(self) -> None:
        """Begin at the latest entry."""
        super().on_mount()
        self.query_one(Menu).highlight_edge(last=True)
        self.after_layout(self.reveal_highlighted)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Open a page of the journal."""
        event.stop()
        if event.index == 0:
            blocks = [block for entry in self._entries for block in self._blocks(entry)]
            self.app.push_screen(RunPage(self.run, blocks))
            return
        entry = self._entries[event.index - 1]
        items = [Item(words("Go back to this decision"), 1)] if entry.decision else []

        def back(taken: int | None) -> None:
            if taken == 0:
                self.dismiss(entry.number)

        self.app.push_screen(RunPage(self.run, self._blocks(entry), items), back)

    def action_back(self) -> None:
        """Close the journal."""
        self.dismiss(-1)

    def _blocks(self, entry: JournalEntry) -> list[Block]:
        """What was read at a stop, and what was done there."""
        blocks: list[Block] = []
        for passage in entry.passages:
            if passage.kind in ("scene", "ending"):
                blocks += place_blocks(passage, self.run.program.story.sources)
            else:
                blocks += passage_blocks(passage)
        for decision in (entry.decision or HERE).split("\n"):
            blocks.append(Block(words(decision, "bold"), "→ ", "  "))
        return blocks


def entry_title(entry: JournalEntry) -> str:
    """What an entry is called: the place it stopped at, by its title if it has one."""
    for passage in reversed(entry.passages):
        if passage.kind in ("scene", "ending"):
            return passage.title or passage.place.replace("_", " ")
    return "Going on"


def decided(entry: JournalEntry) -> str:
    """What was done at a stop, in short: the choice, and how many answers came before it."""
    *answers, choice = entry.decision.split("\n")
    if not answers:
        return choice
    return f"{len(answers)} {'answer' if len(answers) == 1 else 'answers'}, then: {choice}"
