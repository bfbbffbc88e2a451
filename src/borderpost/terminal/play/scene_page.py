"""What there is to read at the head of a run, as blocks of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.content import Content

from borderpost.engine.actions import Choose, Continue
from borderpost.engine.run import Run
from borderpost.engine.show import decision_words, view_of
from borderpost.engine.turn import SLOT, TABLE
from borderpost.engine.view import MeterView, QuestionView, View
from borderpost.story.model import Source
from borderpost.story.prose import Paragraph
from borderpost.story.scales import CERTAINTY
from borderpost.terminal.parts.meter_words import change_style, was_told
from borderpost.terminal.parts.passages import passage_blocks, place_blocks
from borderpost.terminal.parts.typeset import (
    PAPER_EDGE,
    QUIET,
    Block,
    line_of,
    one_line,
    prose_blocks,
    words,
)
from borderpost.terminal.play.asking import Asking

SEPARATOR = Block(words("·  ·  ·", QUIET), "  ")
"""Parts what followed from a decision from the scene it led to."""


def chosen(run: Run) -> str:
    """The words of the choice that led to where a run stands; empty for a mere Continue."""
    for step in reversed(run.path):
        if isinstance(step.action, Continue):
            return ""
        if isinstance(step.action, Choose):
            return " ".join(decision_words(run.program, step).split())
    return ""


def scene_blocks(
    view: View,
    sources: Mapping[str, Source],
    choice: str = "",
    known: Collection[Paragraph] = (),
    signed: Sequence[Block] = (),
) -> list[Block]:
    """All there is to read since the last decision, what it changed, and the place itself.

    `choice` is what was chosen last, and `signed` the report that it signed; what is `known` was
    read in an earlier play, and says so.
    """
    followed: list[Block] = []
    arrived: list[Block] = []
    for passage in view.passages:
        if passage.kind in ("scene", "ending"):
            arrived += place_blocks(passage, sources, known)
        else:
            # What is told after the first place was entered is read where it happened.
            (arrived or followed).extend(passage_blocks(passage, known))
    if changed := changes_told(view.by_choice):
        followed.append(Block(changed))
    if changed := changes_told(view.on_the_way):
        arrived.append(Block(changed))
    if choice:
        followed[:0] = [Block(words(choice, QUIET), "→ ", "  "), *signed]
    return [*followed, SEPARATOR, *arrived] if followed and arrived else followed or arrived


def changes_told(changed: Sequence[MeterView]) -> Content:
    """What was changed, in words: `Money 6, was 8 · Trust 5, was 4`."""
    parts = [one_line(was_told(meter), change_style(meter)) for meter in changed]
    return Content.styled(" · ", QUIET).join(parts) if parts else Content()


# --- Questions ----------------------------------------------------------------------------------


def settled_blocks(view: View, asking: Asking) -> list[Block]:
    """The questions the player is through with, then a report as far as it is written.

    Each question comes with the answer and what the text says of it.
    """
    blocks: list[Block] = []
    current = asking.current(view)
    for question in view.questions:
        is_asked = current is not None and question.id == current.id
        if is_asked or question.kind == SLOT or not _has_answer(question):
            continue
        blocks += _settled(question)
    slots = [question for question in view.questions if question.kind == SLOT]
    if slots and (any(slot.answer for slot in slots) or current is None or current in slots):
        blocks += report_blocks(view.opens, slots)
    return blocks


def _has_answer(question: QuestionView) -> bool:
    """Whether anything was said to a question."""
    return bool(question.cells if question.kind == TABLE else question.answer)


def _settled(question: QuestionView) -> list[Block]:
    """One question that is answered, its answer, and the text's reasons."""
    asked = Block(line_of(question.ask, QUIET), name=question.id)
    if question.kind == TABLE:
        return [asked, *(Block(mark, "→ ", "  ", gap=0) for mark in _marks_told(question))]
    answer = Block(answer_told(question), "→ ", "  ", gap=0)
    return [asked, answer, *prose_blocks(question.feedback)]


def _marks_told(question: QuestionView) -> list[Content]:
    """The marks of a table, each `The mayor, a new group: fits`, row by row."""
    labels = {option.id: option.label for option in question.options}
    told = []
    for row in question.rows:
        for column in question.columns:
            mark = question.cells.get(f"{column.id}.{row.id}")
            if mark is not None:
                where = Content.assemble(line_of(column.label), " · ", line_of(row.label), ": ")
                told.append(where + line_of(labels.get(mark, ()), "bold"))
    return told


def answer_told(question: QuestionView) -> Content:
    """The answer given, in bold, and how sure the player was."""
    option = next((o for o in question.options if o.id == question.answer), None)
    said = line_of(option.label) if option else words(question.answer)
    if len(question.answer) == 1:
        said = words(f"{question.answer}  ") + said
    sure = dict(CERTAINTY).get(str(question.certainty), "")
    return said.stylize("bold") + (words(f" ({sure.lower()})", QUIET) if sure else Content())


def asked_blocks(
    question: QuestionView, asking: Asking, sources: Mapping[str, Source]
) -> list[Block]:
    """The question being asked: about whom, its words, and what was said to it before."""
    blocks: list[Block] = []
    if question.about in sources:
        about = f"About {question.about}, {sources[question.about].name}"
        blocks.append(Block(one_line(about, QUIET)))
    gap = 0 if blocks else 1
    blocks += [block._replace(gap=gap) for block in prose_blocks(question.ask, "bold")[:1]]
    blocks += prose_blocks(question.ask, "bold")[1:]
    if question.earlier:
        blocks.append(Block(words("You said before: ", QUIET) + line_of(question.earlier)))
    if asking.option:
        option = next((o for o in question.options if o.id == asking.option), None)
        if option:
            blocks.append(Block(line_of(option.label), "→ ", "  ", gap=0))
        blocks.append(Block(words("How sure are you?", "bold")))
    return blocks


def report_blocks(
    opens: Sequence[Paragraph], slots: Sequence[QuestionView], *, is_signed: bool = False
) -> list[Block]:
    """The page of a report: its opening, then a line for each slot, written or still empty."""
    edge = PAPER_EDGE
    blocks = [
        block._replace(first=edge, rest=edge, bridge=edge if number else "")
        for number, block in enumerate(prose_blocks(opens))
    ]
    for slot in slots:
        option = next((o for o in slot.options if o.id == slot.answer), None)
        said = line_of(option.label) if option else words("." * 24, QUIET)
        if option and option.likelihood:
            said += words(f" ({option.likelihood})", QUIET)
        blocks.append(Block(said, edge, edge, bridge=edge if blocks else "", name=slot.id))
    if is_signed and blocks:
        blocks.append(Block(words("Signed.", "italic"), edge, edge, bridge=edge))
    return blocks


def signed_blocks(run: Run) -> list[Block]:
    """The report that the last choice signed, read once more as it goes out; else nothing."""
    program = run.program
    for step in reversed(run.path):
        if not isinstance(step.action, Choose):
            if isinstance(step.action, Continue):
                break
            continue
        scene = program.story.scenes[step.action.scene]
        if scene.report is None:
            break
        before = [moment for moment in run.path if moment.number <= step.after]
        view = view_of(program, before)
        slots = [question for question in view.questions if question.kind == SLOT]
        return report_blocks(view.opens, [slot for slot in slots if slot.answer], is_signed=True)
    return []
