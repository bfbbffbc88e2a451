"""A small window with a line to write on: Enter keeps what stands there, Escape goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from borderpost.story.mendable import Mendable
from borderpost.story.prose import clean
from borderpost.terminal.keys.commands import BACK, bindings
from borderpost.terminal.parts.dialogs import Dialog, sentence
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block, words


class Line(Input):
    """A line that is written on. What is pasted is cleaned, and all of it put on the one line."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__(select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted without anything a terminal would obey."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(clean(event.text).split()), *self.selection)

    def action_paste(self) -> None:
        """The same for what was cut or copied here."""
        self.replace(" ".join(clean(self.app.clipboard).split()), *self.selection)


class LineDialog(Dialog[bool]):
    """Asks for a line; dismissed with whether one was given, be it an empty one.

    What cannot be kept stays on its line, with the reason below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK)]

    def __init__(self, title: str, told: Sequence[Block], keep: Callable[[str], object]) -> None:
        """A title, what is asked, and what keeps the line: it raises Mendable or OSError."""
        super().__init__()
        self._title = title
        self._asks = told
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The window."""
        with Vertical(), Reading():
            yield Page([Block(words(self._title, "bold")), *self._asks])
            yield Line()
            yield Page(id="amiss")

    def on_mount(self) -> None:
        """Begin to write."""
        self.query_one(Line).focus()
        self.after_layout(self._reveal_line)

    def on_resize(self) -> None:
        """Let nothing be written where nothing is seen, and keep in sight what is written."""
        line = self.query_one(Line)
        line.disabled = self.is_too_small
        if not line.disabled:
            line.focus()
        self.after_layout(self._reveal_line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the line and go back; or say why that cannot be done."""
        event.stop()
        try:
            self._keep(event.value)
        except Mendable as problem:
            told = f"{sentence(problem.message)} {sentence(problem.mend)}"
        except OSError as problem:
            told = f"{sentence(problem.strerror or str(problem))} Make room and try again."
        else:
            self.dismiss(result=True)
            return
        self.query_one("#amiss", Page).show([Block(words(told, "bold $error"))])
        self.after_layout(self._reveal_line)

    def action_back(self) -> None:
        """Go back without a line."""
        self.dismiss(result=False)

    def _reveal_line(self) -> None:
        """Scroll to where the line is seen, and what is said below it."""
        if (reading := self.reading) is not None:
            line, amiss = self.query_one(Line), self.query_one("#amiss", Page)
            region = line.virtual_region
            reading.reveal(region.union(amiss.virtual_region) if amiss.display else region)
