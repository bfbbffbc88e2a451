"""A field to write in: the player's own words, and at its edge what became of them."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from borderpost.debrief.run.after_action import LONGEST
from borderpost.debrief.typed import tidied
from borderpost.story.prose import clean


class AnswerField(TextArea):
    """Holds an answer while it is written. What is put into it is cleaned before it is shown.

    Tab leaves it, and so do the arrows at its top and its end.
    """

    class Left(Message):
        """The player has gone elsewhere: what stands in the field can be kept."""

        def __init__(self, field: AnswerField) -> None:
            """The field that was left."""
            super().__init__()
            self.field = field

    def __init__(self, question: str, kept: str) -> None:
        """The id of the question, and what is kept as its answer."""
        super().__init__(
            kept, highlight_cursor_line=False, placeholder=Content("Nothing written yet.")
        )
        self.question = question
        self.kept = kept
        self.told = ""
        """What there is to say of it beside its length."""

    @property
    def is_kept(self) -> bool:
        """Whether what stands in it is what is kept."""
        return tidied(self.text) == self.kept

    def on_mount(self) -> None:
        """Begin behind the last word."""
        self.move_cursor(self.document.end)
        self.tell()

    def tell(self, told: str = "") -> None:
        """Say at the edge what became of the text: that, or else whether it is kept."""
        self.told = told
        beyond = len(tidied(self.text)) - LONGEST
        if beyond > 0:
            told = f"{beyond:,} too many for {LONGEST:,} characters"
        elif not told and not self.is_kept:
            told = "not kept yet"
        elif not told and self.kept:
            told = "kept"
        self.border_subtitle = Content(told)
        self.set_class(beyond > 0 or bool(self.told), "-amiss")

    def on_text_area_changed(self) -> None:
        """Say at once whether it is too long."""
        self.tell()

    def on_blur(self) -> None:
        """Hand on what was written."""
        self.post_message(self.Left(self))

    async def _on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted without anything a terminal would obey."""
        event.prevent_default()
        event.stop()
        await super()._on_paste(events.Paste(clean(event.text)))

    def action_paste(self) -> None:
        """The same for what was cut or copied here."""
        if not self.read_only:
            self.replace(clean(self.app.clipboard), *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """A line up, and from the first into the field above."""
        before = self.selection
        super().action_cursor_up(select)
        if not select and self.selection == before:
            self.screen.focus_previous(AnswerField)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """A line down, and from the last into the field below."""
        before = self.selection
        super().action_cursor_down(select)
        if not select and self.selection == before:
            self.screen.focus_next(AnswerField)
