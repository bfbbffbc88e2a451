"""What a class does beside playing: both of a pair agree, hands are counted, all are stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from borderpost.debrief.together.stops import Stop
from borderpost.engine.actions import Choose
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.parts.dialogs import Dialog
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.sizes import TALL
from borderpost.terminal.parts.typeset import QUIET, Block, line_of, one_line, words
from borderpost.terminal.play.scene_screen import SceneScreen
from borderpost.terminal.shell import KeepsRun, collected

AGREED = "Agreed by both?"
HOW_TO_AGREE = "Enter, or a line from the one who would choose otherwise. (Esc: choose again)"
HOW_TO_COUNT = "A number for each choice, in this order, parted by blanks. (Esc: leave it)"

NO_VOTE_HERE = "Hands are counted where there are choices. A number here answers the question."

HOW_TO_GO_ON = "Choose with ↓ and Enter."

GO_ON, LEAVE, UNDO = range(3)
AT_STOP = ("Go on", "Leave; the run is saved", "Take back the last decision")
"""What can be done at a stop."""


class StopDialog(Dialog[int]):
    """Says that an act has ended; dismissed with what is to be done.

    Nothing is highlighted and nothing has a number, so that no key struck once too often goes on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, told: str) -> None:
        """What is said there."""
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """The window."""
        with Vertical(), Reading():
            yield Page([Block(words(self._told)), Block(words(HOW_TO_GO_ON, QUIET))])
            yield Menu()

    def on_mount(self) -> None:
        """Offer what can be done."""
        self.query_one(Menu).show([Item(words(told)) for told in AT_STOP], -1)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Go back with what was taken."""
        event.stop()
        self.dismiss(event.index)

    def action_back(self) -> None:
        """There is no way past a stop but those it offers."""


class TogetherScreen(SceneScreen):
    """The part of the play screen that knows the habits of a class."""

    def arrive(self, *, onward: bool = False) -> None:
        """Show the head of the run, unless a stop comes first; an ending is collected."""
        stops = self.in_class.stops
        stop = stops.due(self.run) if stops is not None else None
        if stop is not None:
            self._stop(stop)
            return
        if self.run.finished and (told := collected(self.app)):
            self._told = (*self._told, f"{told}.")
        super().arrive(onward=onward)

    def _stop(self, stop: Stop) -> None:
        """Stop before the page is shown, until the player goes on, leaves or goes back."""

        def leave(taken: int | None) -> None:
            if taken == GO_ON and self.in_class.stops is not None:
                self.in_class.stops.go_on(stop)
                self.arrive(onward=True)
            elif taken == UNDO:
                self.call_later(self.run_action, "undo")
            else:
                self.action_leave_now()

        handle = self.app.saved.handle if isinstance(self.app, KeepsRun) and self.app.saved else ""
        self.app.push_screen(StopDialog(stop.told(handle)), leave)

    # --- Before one screen -----------------------------------------------------------------------

    def on_resize(self) -> None:
        """Space the text out where there is room for it."""
        is_roomy = self.in_class.is_projected and self.app.size.height >= TALL
        for page in (self.scene, self.answered, self.asked):
            page.lead(int(is_roomy))

    def show_hint(self) -> None:
        """Hints are for who sits alone: before a class they are small print."""
        if not self.in_class.is_projected:
            super().show_hint()

    def action_votes(self) -> None:
        """Let the hands be typed that each choice got."""
        from borderpost.debrief.together.hands import read_hands, to_vote_on
        from borderpost.debrief.together.notes import vote
        from borderpost.terminal.parts.line_dialog import LineDialog

        if not self._can_vote():
            self.notify(NO_VOTE_HERE, markup=False)
            return
        ways = to_vote_on(self._view)
        told = [
            Block(line_of(choice.label), f"{choice.number}  ", "   ", gap=0 if place else 1)
            for place, choice in enumerate(ways)
        ]

        def keep(typed: str) -> None:
            if typed.strip():
                vote(self.run, read_hands(typed, ways))

        def counted(_: bool | None) -> None:  # noqa: FBT001 - as Textual calls it
            self.show_asked()

        dialog = LineDialog("Hands", [*told, Block(one_line(HOW_TO_COUNT))], keep)
        self.app.push_screen(dialog, counted)

    @property
    def _meanings(self) -> Mapping[str, Callable[[], bool]]:
        """Hands are counted before a class; where there is no choice, that is said."""
        return {**super()._meanings, "votes": lambda: self.in_class.is_projected}

    def _can_vote(self) -> bool:
        """Whether choices are offered that a class can vote on."""
        if self.question is not None or self._asking.picking:
            return False
        from borderpost.debrief.together.hands import to_vote_on

        return bool(to_vote_on(self._view))

    # --- A pair ----------------------------------------------------------------------------------

    def ask_both(self, choice: Choose, take: Callable[[], object]) -> None:
        """Take a choice; of a pair, once both agree or one has said why not."""
        if not self.in_class.is_pair:
            take()
            return
        from borderpost.debrief.together.hands import choice_id, to_vote_on
        from borderpost.debrief.together.notes import dissent
        from borderpost.terminal.parts.line_dialog import LineDialog

        offered = {choice_id(one): one for one in to_vote_on(self._view)}
        if choice.choice not in offered:
            take()
            return
        label = line_of(offered[choice.choice].label)
        told = [Block(label, "→ ", "  ", gap=0), Block(words(HOW_TO_AGREE))]
        dialog = LineDialog(AGREED, told, lambda typed: dissent(self.run, choice.choice, typed))

        def answered(agreed: bool | None) -> None:  # noqa: FBT001 - as Textual calls it
            if agreed:
                take()

        self.app.push_screen(dialog, answered)
