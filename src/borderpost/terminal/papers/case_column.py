"""The case file beside the text, where the window is wide enough."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from borderpost.engine.run import Run
from borderpost.terminal.keys.commands import DECIDE, LOOK
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.papers.folder import Folder, Leaf
from borderpost.terminal.parts.lines import Clickable
from borderpost.terminal.parts.menu import CARET
from borderpost.terminal.parts.typeset import MARK, POINTER, QUIET, does
from borderpost.terminal.shell import preferences_of

CASE_FILE = next(command for command in LOOK if command.id == "case_file")
"""The command that leads into the column."""

STEP_BACK = next(command for command in DECIDE if command.id == "step_back")
"""The command that leads out of it."""

TO_TEXT = "back to the text"
"""What Esc does in the column's list."""

TO_LIST = "back to the list"
"""What Esc does in the column where a card or a fact is open."""


class CaseHeading(Clickable):
    """The line above the column: what it is, and how one gets in and out."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Begin with the keys elsewhere."""
        super().__init__()
        self._out = ""

    def show(self, out: str) -> None:
        """Say what Esc does here, or (empty) that the keys go to the text."""
        if out != self._out:
            self._out = out
            self.refresh()

    def render(self) -> Content:
        """The name of the column, a rule, and the key."""
        own = preferences_of(self.app).keys
        if self._out:
            name = Content.assemble((CARET, POINTER), (" Case file ", "bold $primary"))
            key = Content.assemble(" ", (shown_key(STEP_BACK, own), MARK), f" {self._out}")
        else:
            name = Content.assemble(("Case file ", "bold"))
            told = Content.assemble(" ", (shown_key(CASE_FILE, own), MARK), (" open", QUIET))
            key = told.stylize(does("case_file"))
        length = self.content_size.width - name.cell_length - key.cell_length
        rule = ("━" if self._out else "─") * max(length, 0)
        return name + Content.styled(rule, "$primary" if self._out else QUIET) + key


class CaseColumn(Vertical):
    """The case file of a run in a column; the keys go to it while it is `active`."""

    def __init__(self, run: Run) -> None:
        """The case file of a run."""
        super().__init__()
        self.run = run
        self._active = False
        self.folder = Folder(run, brief=True, lit=False)
        self.heading = CaseHeading()

    def compose(self) -> ComposeResult:
        """The heading and the folder."""
        yield self.heading
        yield self.folder

    @property
    def active(self) -> bool:
        """Whether the keys go here."""
        return self._active

    @property
    def way_out(self) -> str:
        """What Esc does here."""
        opened_here = self.folder.depth and self.folder.leaf.kind != "cited"
        return TO_LIST if opened_here else TO_TEXT

    def activate(self, *, active: bool) -> None:
        """Let the keys go here, or to the text."""
        self._active = active
        self.set_class(active, "-active")
        self.folder.light(lit=active)
        self._show_heading()

    def open(self, leaf: Leaf) -> None:
        """Open a card, a fact or a list of facts."""
        self.folder.open(leaf)
        self._show_heading()

    def on_turned(self) -> None:
        """Tell the way out of what was opened."""
        self._show_heading()

    def back(self) -> bool:
        """Take the top leaf away; False where the list is all there is."""
        went = self.folder.back()
        self._show_heading()
        return went

    def renew(self, *, moved: bool) -> None:
        """Show what the run now holds; where it has `moved` on, from the list.

        An answer changes nothing but what the player makes of a card.
        """
        if moved:
            self.folder.close()
        elif self.folder.leaf.kind == "card":
            self.folder.refresh_leaf()
        self._show_heading()

    def _show_heading(self) -> None:
        """Tell whether the keys go here, and the way out."""
        self.heading.show(self.way_out if self._active else "")
