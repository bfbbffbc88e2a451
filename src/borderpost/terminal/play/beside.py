"""What a wide play screen has beside the text: the case file, that keys can be sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from borderpost.debrief.together.habits import InClass
from borderpost.terminal.keys.commands import AT_END, PLAY, VOTES
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.case_column import STEP_BACK, CaseColumn
from borderpost.terminal.papers.cited import cited_facts
from borderpost.terminal.papers.folder import Leaf
from borderpost.terminal.parts.sizes import WIDE
from borderpost.terminal.play.desk import Desk

if TYPE_CHECKING:
    from borderpost.terminal.parts.menu import Menu
    from borderpost.terminal.parts.reading import Reading

CRAMPED = 40
"""Below this height the meters make room while something is read in the column."""


class Beside(Desk):
    """The part of the play screen that knows the column, and whether the keys go there."""

    side = getters.query_one(CaseColumn)
    in_class: InClass

    @property
    def has_side(self) -> bool:
        """Whether the window is wide enough for the column, and not before a class."""
        return self.app.size.width >= WIDE and not self.in_class.is_projected

    @property
    def at_side(self) -> bool:
        """Whether the keys go to the column."""
        return self.is_mounted and self.has_side and self.side.active

    @property
    def reading(self) -> Reading | None:
        """What the keys scroll: the column while they go there, else the text."""
        return self.side.folder if self.at_side else super().reading

    @property
    def menu(self) -> Menu | None:
        """What the keys choose from: in the column while they go there, else below the text."""
        from borderpost.terminal.parts.menu import Menu

        menu = self.side.folder.leads if self.at_side else self.query_one("#ways", Menu)
        return menu if menu.items and menu.display else None

    def on_resize(self) -> None:
        """Where the column comes into sight, show it as it is now; where it goes, leave it."""
        if self.has_side:
            self.side.folder.refresh_leaf()
        elif self.side.active:
            self.go_to_side(go=False)
        self._make_room()

    def on_turned(self) -> None:
        """The column is open at another leaf."""
        self._make_room()

    def renew_side(self, *, moved: bool) -> None:
        """Show in the column what the run now holds."""
        if self.has_side:
            self.side.renew(moved=moved)
            self._make_room()
        elif moved:
            self.side.folder.forget()

    def go_to_side(self, *, go: bool) -> None:
        """Send the keys to the column, or back to the text."""
        from borderpost.terminal.parts.menu import Menu
        from borderpost.terminal.play.table import Table

        self.side.activate(active=go)
        self.query_one("#ways", Menu).light(lit=not go)
        self.query_one(Table).light(lit=not go)
        self._tell_keys()

    def step_out(self) -> bool:
        """One step back in the column, or out of it; False where there is nothing to leave."""
        if not self.has_side:
            return False
        was_cited = self.side.folder.leaf.kind == "cited"
        if self.side.back():
            if was_cited and self.at_side:  # opened from the text, and not from the list below it
                self.go_to_side(go=False)
            self._tell_keys()
            return True
        was_there = self.at_side
        if was_there:
            self.go_to_side(go=False)
        return was_there

    def can_step_out(self) -> bool:
        """Whether Esc leaves something in the column, or the column."""
        return self.is_mounted and self.has_side and (self.at_side or self.side.folder.depth > 0)

    def show_more_below(self, *, more: bool) -> None:
        """Say at the bottom what the keys do, and in the column first of all the way out."""
        commands = AT_END if self._view.kind == "ending" else PLAY
        if self.in_class.is_projected:
            commands = tuple(c._replace(rank=75) if c.id == VOTES.id else c for c in commands)
        if self.at_side:
            out = STEP_BACK._replace(name=self.side.way_out, rank=110)
            commands = (out, *(c for c in commands if c.id != out.id))
        idle = [c.id for c in commands if not self.check_action(c.action, ())]
        self.query_one(KeyLine).show(commands, self.hint(more=more), idle)

    # --- Opening ---------------------------------------------------------------------------------

    def action_case_file(self) -> None:
        """Send the keys to the case file beside the text, or open it where there is no room."""
        if self.has_side:
            self.go_to_side(go=not self.at_side)
        else:
            super().action_case_file()

    def action_facts(self) -> None:
        """Open the facts cited on this page."""
        facts = cited_facts(self._view)
        if not self.has_side or not facts:
            super().action_facts()
            return
        one = Leaf("fact", facts[0])
        self.side.open(one if len(facts) == 1 else Leaf("cited", facts=facts))
        self.go_to_side(go=True)

    def action_open_fact(self, fact: str) -> None:
        """Open a fact that was cited; beside the text the keys stay where they are."""
        if not self.has_side:
            super().action_open_fact(fact)
        elif fact in self.run.program.story.facts:
            self.side.open(Leaf("fact", fact))
            self._tell_keys()

    def action_open_card(self, card: str) -> None:
        """Open a card; beside the text the keys stay where they are."""
        if not self.has_side:
            super().action_open_card(card)
        elif card in self.run.program.story.sources:
            self.side.open(Leaf("card", card))
            self._tell_keys()

    def _make_room(self) -> None:
        """In a low window, let the column have the place of the meters while it is in use."""
        used = self.at_side or self.side.folder.depth > 0
        cramped = self.has_side and used and self.app.size.height < CRAMPED
        self.query_one("#side").set_class(cramped, "-cramped")

    def _tell_keys(self) -> None:
        """Say at the bottom what the keys do now."""
        self._make_room()
        reading = self.reading
        self.show_more_below(more=reading is not None and reading.more_below)
