"""Views as text, stop by stop: what a corpus story's expected file holds.

Meant to be read beside the story's YAML and to change only when what a player sees changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderpost.engine.actions import Action, written
from borderpost.engine.run import Run
from borderpost.engine.view import ChoiceView, Passage, QuestionView, View
from borderpost.story.prose import Paragraph, plain_text


def stop(view: View) -> str:
    """One stop of play: what there is to read, to answer and to choose, and the meters."""
    return "\n".join(_stop(view))


def moves(actions: Iterable[Action]) -> str:
    """What was done at a stop: the player's action, then how chance came out."""
    return "\n".join(f"> {written(action)}" for action in actions)


def end(run: Run) -> str:
    """Where the play stands when its last item is done: every stored value by name."""
    values = run.program.named(run.state)
    lines = [f"  {name}: {value}".rstrip() for name, value in values.items()]
    return "\n".join(["At the end:", *lines])


def _stop(view: View) -> Iterator[str]:
    heading = ", ".join(part for part in (view.act, view.when_where) if part)
    yield f"== {view.kind} {view.place}" + (f" ({heading})" if heading else "")
    for passage in view.passages:
        yield from _passage(passage)
    if view.opens:
        yield f"opens: {_line(view.opens)}"
    for question in view.questions:
        yield from _question(question)
    for choice in view.choices:
        yield _choice(choice)
    if view.meters:
        yield "meters: " + ", ".join(
            f"{meter.label} {meter.value}"
            + (f" (was {meter.before})" if meter.before != meter.value else "")
            for meter in view.meters
        )


def _passage(passage: Passage) -> Iterator[str]:
    title = f" {passage.title!r}" if passage.title else ""
    cards = f" cards {' '.join(passage.cards)}" if passage.cards else ""
    yield f"[{passage.kind}{title}{cards}]"
    text = plain_text(passage.paragraphs)
    yield from (f"  {line}".rstrip() for line in text.split("\n") if text)


def _question(question: QuestionView) -> Iterator[str]:
    marks = [question.kind]
    marks += ["optional"] if question.optional else []
    marks += ["open"] if question.is_open else []
    marks += [f"about {question.about}"] if question.about else []
    marks += ["how sure"] if question.asks_certainty else []
    yield f"? {question.id} ({', '.join(marks)}) {_line(question.ask)}"
    if question.rows:
        rows = ", ".join(f"{row.id}: {_line(row.label)}" for row in question.rows)
        columns = ", ".join(f"{column.id}: {_line(column.label)}" for column in question.columns)
        yield f"    rows {rows}; columns {columns}; missing {question.missing}"
    for option in question.options:
        yield f"    {option.id}: {_line(option.label)}"
    if question.earlier:
        yield f"    earlier: {_line(question.earlier)}"
    if question.answer:
        sure = f" @{question.certainty}" if question.certainty else ""
        yield f"    answered: {question.answer}{sure}"
    for cell, mark in question.cells.items():
        yield f"    marked: {cell}={mark}"
    if question.feedback:
        yield f"    feedback: {_line(question.feedback)}"


def _choice(choice: ChoiceView) -> str:
    if choice.locked:
        return f"-. {_line(choice.label)} (locked: {choice.locked})"
    asides = [f"{label} {'up' if way > 0 else 'down'}" for label, way in choice.directions]
    asides += [f"read by {choice.readers}"] if choice.readers else []
    aside = f" ({', '.join(asides)})" if asides else ""
    return f"{choice.number}. {_line(choice.label)}{aside}"


def _line(paragraphs: tuple[Paragraph, ...]) -> str:
    return plain_text(paragraphs).replace("\n", " / ")
