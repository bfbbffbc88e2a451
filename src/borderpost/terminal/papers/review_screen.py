"""The after-action review, open: a sheet with a field for each question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from borderpost.debrief.run.after_action import Answered, TooLong, answer, elsewhere, review
from borderpost.debrief.run.sections import REVIEW
from borderpost.engine.run import Run
from borderpost.saves.problem import LogProblem
from borderpost.terminal.keys.commands import SHEET, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.answer_field import AnswerField
from borderpost.terminal.papers.run_frame import RunFrame
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import QUIET, Block, heading, words
from borderpost.terminal.shell import collected

HOW = (
    "In your own words, as much or as little as you like. Nobody marks this; it stays in your run."
)


class ReviewScreen(RunFrame[int]):
    """Asks what the story asks after an ending. An answer is kept when its field is left.

    What cannot be kept stays in its field, and nobody leaves it unasked.
    """

    CSS_PATH = Path(__file__).with_name("review.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHEET)]

    def __init__(self, run: Run) -> None:
        """The sheet as it was last filled in."""
        super().__init__(run)
        self._asked = [one for one in review(run) if one.is_asked]
        self.fields: Sequence[AnswerField] = [AnswerField(one.id, one.says) for one in self._asked]
        """The fields, from the top; they are read once more when the screen is taken apart."""
        self._told_of: set[tuple[str, str]] = set()

    def compose(self) -> ComposeResult:
        """What this is, then the questions with their fields."""
        with Reading():
            yield Page([heading(REVIEW.title), Block(words(HOW, QUIET), gap=0)])
            for one, field in zip(self._asked, self.fields, strict=True):
                with Vertical(classes="asked"):
                    yield Page(asked_blocks(one))
                    yield field
        yield KeyLine(SHEET)

    def on_mount(self) -> None:
        """Begin at the first question without an answer, else at the first."""
        empty = [field for field in self.fields if not field.kept]
        (empty or list(self.fields))[0].focus()
        self.after_layout(self._reveal_field)

    def on_resize(self) -> None:
        """Let nothing be written where nothing is seen, and keep in sight what is written."""
        for field in self.fields:
            field.read_only = self.is_too_small
        self.after_layout(self._reveal_field)

    def on_unmount(self) -> None:
        """However one leaves, nothing that was written is dropped if it can be kept."""
        self.keep_now()

    # --- Keeping ---------------------------------------------------------------------------------

    def keep_now(self) -> list[LogProblem | OSError | TooLong]:
        """Keep what stands in every field; what stood in the way, if anything."""
        found = (self._keep(field) for field in self.fields if not field.is_kept)
        return [problem for problem in found if problem is not None]

    def _keep(self, field: AnswerField) -> LogProblem | OSError | TooLong | None:
        """Keep what stands in a field, or tell there that it is not kept."""
        try:
            field.kept = answer(self.run, field.question, field.text)
        except (LogProblem, OSError, TooLong) as problem:
            field.tell("not kept")
            return problem
        field.tell()
        return None

    def on_answer_field_left(self, event: AnswerField.Left) -> None:
        """Keep what was written; where the disk refuses it, tell that once for each text."""
        field = event.field
        if field.is_kept or not self.is_attached:
            return
        problem = self._keep(field)
        if problem is None:
            collected(self.app)
        telling = (field.question, field.text)
        if problem is None or isinstance(problem, TooLong) or telling in self._told_of:
            return
        self._told_of.add(telling)
        if self.is_active:
            from borderpost.terminal.parts.dialogs import notice

            self.app.push_screen(notice("Not kept", *_in_words(problem)))

    def action_back(self) -> None:
        """Keep everything and go back; where something cannot be kept, ask first."""
        problems = self.keep_now()
        if not problems:
            collected(self.app)
            self.dismiss(-1)
            return
        from borderpost.terminal.parts.dialogs import Asked, sentence

        def leave(taken: int | None) -> None:
            if taken == 1:
                for field in self.fields:
                    field.load_text(field.kept)
                self.dismiss(-1)

        told = [sentence(part) for part in _in_words(problems[0]) if part]
        answers = ["Go on writing", "Leave without it"]
        self.app.push_screen(Asked("Not kept", told, answers), leave)

    # --- Going from field to field ---------------------------------------------------------------

    def on_text_area_changed(self) -> None:
        """Keep in sight a field that has grown."""
        self.after_layout(self._reveal_field)

    def on_descendant_focus(self) -> None:
        """Show a field with its question."""
        self.after_layout(self._reveal_field)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next(AnswerField)

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous(AnswerField)

    def _reveal_field(self) -> None:
        """Scroll to where the question is seen whose answer is being written."""
        reading, field = self.reading, self.focused
        if reading is not None and isinstance(field, AnswerField) and field.parent is not None:
            assert isinstance(field.parent, Vertical)
            whole = field.parent.virtual_region
            if whole.height > reading.scrollable_content_region.height:  # a long question
                height = field.outer_size.height
                whole = reading.virtual_region_of(whole.bottom - height, whole.bottom)
            reading.reveal(whole)


def asked_blocks(one: Answered) -> list[Block]:
    """A question, and where its answer was written if that was elsewhere."""
    blocks = [Block(words(one.asks, "bold"))]
    if where := elsewhere(one):
        blocks.append(Block(words(where, QUIET), gap=0))
    return blocks


def _in_words(problem: LogProblem | OSError | TooLong) -> tuple[str, str]:
    """What stands in the way of keeping an answer, and what to do about it."""
    if isinstance(problem, OSError):
        return problem.strerror or str(problem), "Make room on the disk and try again"
    return problem.message, problem.mend
