"""The journal: everything read on the way, the way back to any decision, and the ways left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from borderpost.debrief.run.journal_words import (
    HERE,
    LEFT,
    also,
    decided,
    how_far,
    way_from,
    way_on,
    ways_left,
)
from borderpost.engine.branches import Branch, left_from, stop_of
from borderpost.engine.run import Run
from borderpost.saves.shelf import SavedRun
from borderpost.terminal.keys.commands import JOURNAL, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.journal_page import (
    changes_line,
    entries_blocks,
    place_line,
    way_blocks,
)
from borderpost.terminal.papers.run_frame import RunFrame, RunPage
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import QUIET, TITLE, Block, heading, one_line, words
from borderpost.terminal.shell import KeepsRun

MOST_WAYS = 3
"""So many ways are told of below the stop they left from; the rest stand in the list of them."""


class Journal(RunFrame[int]):
    """Lists what was decided; dismissed with the record to go to, or -1."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(JOURNAL)]

    def __init__(self, run: Run) -> None:
        """The journal of a run as it stands."""
        super().__init__(run)
        self._entries = run.journal()
        self._branches = ways_left(run)
        self._left_from = left_from(self._entries, self._branches)

    def compose(self) -> ComposeResult:
        """The whole of it first, then each stop, where one is highlighted, and the ways left."""
        ways = f" {LEFT} stand at the end." if self._branches else ""
        told = Block(words(f"Enter opens a page; from there you can go back to it.{ways}", QUIET))
        with Reading():
            yield Page([heading("The journal"), told])
            yield Menu([*self._stops(), *self._ways_left()], id="ways")
        yield KeyLine(JOURNAL)

    def on_mount(self) -> None:
        """Begin at the latest entry."""
        self.query_one(Menu).highlight(len(self._entries))
        self.after_layout(self.reveal_highlighted)

    def on_resize(self) -> None:
        """Keep what is highlighted in sight."""
        self.after_layout(self.reveal_highlighted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a run that is saved somewhere has a folder for its text."""
        if action == "export" and self._saved is None:
            return False
        return super().check_action(action, parameters)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Open what was taken: everything, a stop, or a way that was left."""
        event.stop()
        place = event.index - 1
        if place < 0:
            self.app.push_screen(RunPage(self.run, entries_blocks(self.run, self._entries, HERE)))
        elif place < len(self._entries):
            self._open_stop(place)
        else:
            self._open_way(self._branches[place - len(self._entries)])

    def action_back(self) -> None:
        """Close the journal."""
        self.dismiss(-1)

    def action_export(self) -> None:
        """Write the journal to a file, and say where it is or why it is not."""
        from borderpost.debrief.run.export import export
        from borderpost.debrief.run.journal_words import EXPORTED
        from borderpost.saves.problem import LogProblem
        from borderpost.terminal.parts.dialogs import Asked, notice

        if self._saved is None:
            return
        try:
            path = export(self._saved)
        except LogProblem as problem:
            self.app.push_screen(notice("Not written", problem.message, problem.mend))
        else:
            self.app.push_screen(Asked("Written", [EXPORTED, str(path)], ["Go on"]))

    @property
    def _saved(self) -> SavedRun | None:
        """Where the run is saved, if the app knows."""
        return self.app.saved if isinstance(self.app, KeepsRun) else None

    # --- The list --------------------------------------------------------------------------------

    def _stops(self) -> list[Item]:
        """The whole of it, and an item for each stop."""
        items = [Item(words("Read everything from the start"))]
        act = ""
        for place, entry in enumerate(self._entries):
            is_here = place == len(self._entries) - 1
            notes = [one_line(HERE if is_here else f"→ {decided(entry)}", "$foreground")]
            if entry.changes:
                notes.append(changes_line(entry.changes, loud=False))
            notes += self._ways_from(place)
            begins = entry.act if entry.act != act else ""
            act = entry.act or act
            items.append(
                Item(
                    place_line(entry),
                    notes=tuple(notes),
                    parted=True,
                    heading=one_line(begins.replace("_", " ").capitalize(), TITLE),
                )
            )
        return items

    def _ways_from(self, place: int) -> Sequence[Content]:
        """What is said below a stop of the ways that left from it."""
        ways = self._left_from.get(place, [])
        told = [one_line(also(branch)) for branch in ways[:MOST_WAYS]]
        if len(ways) > MOST_WAYS:
            told.append(words(f"And {len(ways) - MOST_WAYS} more: see the end of this list."))
        return told

    def _ways_left(self) -> list[Item]:
        """An item for each way that was left."""
        items = []
        for number, branch in enumerate(self._branches):
            stop = self._entries[stop_of(self._entries, branch.left)]
            note = one_line(way_from(branch, stop.title))
            top = words("" if number else LEFT, TITLE)
            items.append(Item(one_line(branch.decision), notes=(note,), parted=True, heading=top))
        return items

    # --- What is opened --------------------------------------------------------------------------

    def _open_stop(self, place: int) -> None:
        """Open a stop, to go back to it or on with a way that left from it."""
        entry = self._entries[place]
        ways = self._left_from.get(place, [])
        targets = [branch.number for branch in ways]
        told = [f"Go on with: {branch.decision} ({how_far(branch)})" for branch in ways]
        if entry.decision:
            back = [(entry.decided_after, "Go back to this decision")]
            if entry.decided_after != entry.number:
                back.append((entry.number, "Go back to before you answered"))
            targets = [*(target for target, _ in back), *targets]
            told = [*(words for _, words in back), *told]
        here = HERE if place == len(self._entries) - 1 else ""
        self._open(entries_blocks(self.run, [entry], here), told, targets)

    def _open_way(self, branch: Branch) -> None:
        """Open a way that was left, to go on with it."""
        blocks = way_blocks(self.run, branch, way_on(self.run, branch))
        self._open(blocks, ["Go on with this way"], [branch.number])

    def _open(self, blocks: Sequence[Block], told: Sequence[str], targets: Sequence[int]) -> None:
        """Open a page with ways to leave the journal for."""
        items = [Item(one_line(words), number) for number, words in enumerate(told, 1)]
        if told:
            at_end = f"At the end of this page: {told[0]}."
            blocks = [*blocks[:1], Block(one_line(at_end, QUIET)), *blocks[1:]]

        def leave(taken: int | None) -> None:
            if taken is not None and 0 <= taken < len(targets):
                self.dismiss(targets[taken])

        self.app.push_screen(RunPage(self.run, blocks, items), leave)
