"""A run as a text in Markdown: what was read and decided, and what it came to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from borderpost.debrief.run.after_action import Answered, elsewhere
from borderpost.debrief.run.journal_words import changed
from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.together.said_beside import said_beside
from borderpost.debrief.wording import setting_words
from borderpost.engine.run import Run
from borderpost.engine.view import JournalEntry, Passage
from borderpost.story.model import Story
from borderpost.story.prose import Paragraph, Span, clean

_ANYWHERE = re.compile(
    r"[\\`*<]"  # what is always markup
    r"|(?<!\w)_|_(?!\w)"  # emphasis, but not within a word
    r"|~(?=~)|(?<=~)~"
    r"|(?<=\])[(:]"  # what makes a link of something in brackets
    r"|&(?=#?\w+;)"
)
_AT_THE_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|-+\s*$|\|)")
_NUMBERED = re.compile(r"(\d{1,9})([.)](?=\s|$))")


class Known(NamedTuple):
    """What a text tells of a run beside what is in it: its handle, when it began and was left.

    Times are as logs hold them (UTC, ISO 8601), or empty where nobody knows.
    """

    handle: str
    started: str = ""
    touched: str = ""


def transcript(run: Run, known: Known) -> str:
    """The text of a run from its start to where it stands, with a newline at its end."""
    story = run.program.story
    parts = [f"# {literal(story.info.title)}", *_facts(run, known)]
    entries = run.journal()
    for entry, beside in zip(entries, said_beside(run, entries), strict=True):
        parts += _stop(entry, story, beside)
    if not run.finished:
        parts.append("*Here the run stands.*")
    book = ledger(run)
    parts += ["## The ledger", *map(literal, book.summing_up)]
    answered = [one for one in book.review if one.says]
    if answered:
        parts.append("## After action")
    for one in answered:
        parts += _answered(one)
    return "\n\n".join(part for part in parts if part) + "\n"


def _answered(one: Answered) -> Iterator[str]:
    """A question of the review and what was answered, its lines as they were written."""
    yield f"**{literal(one.asks)}**"
    for paragraph in one.says.split("\n\n"):
        yield "  \n".join(map(literal, paragraph.split("\n")))
    if where := elsewhere(one):
        yield f"*{literal(where)}*"


def _facts(run: Run, known: Known) -> Iterator[str]:
    """Which run it is, when it was played, and how it was set up."""
    yield f"The run {literal(known.handle)}{_when(known)}."
    settings = [
        f"{literal(variable.label or variable.name.replace('_', ' '))}: {_value(word)}"
        for variable in run.program.story.settings
        if (word := run.settings.get(variable.name))
    ]
    yield "; ".join(settings) + "." if settings else ""


def _value(word: str) -> str:
    """A setting's value."""
    return literal(setting_words(word))


def _when(known: Known) -> str:
    """When it was played, as far as anyone knows."""
    began, left = (time.removesuffix("Z").replace("T", " ")[:16] for time in known[1:])
    if began and left and began != left:
        return f", played from {began} to {left.removeprefix(f'{began[:10]} ')} (UTC)"
    return f", played on {began or left} (UTC)" if began or left else ""


def _stop(entry: JournalEntry, story: Story, beside: Iterable[str]) -> Iterator[str]:
    """A page of the journal: what was read, done, said beside it, and what that changed."""
    for passage in entry.passages:
        yield from _passage(passage, story)
    if entry.decision:
        yield "  \n".join(f"→ **{literal(line)}**" for line in entry.decision.split("\n"))
    for said in beside:
        yield f"*{literal(said)}*"
    yield "; ".join(literal(change) for change in changed(entry.changes))


def _passage(passage: Passage, story: Story) -> Iterator[str]:
    """A passage: a scene or an ending under its title, anything else as it is."""
    if passage.place:
        yield f"## {literal(passage.title or passage.place.replace('_', ' '))}"
        yield f"*{literal(passage.when_where)}*" if passage.when_where.strip() else ""
    yield from paragraphs(passage.paragraphs)
    if passage.cards:
        cards = ", ".join(f"{card} {story.sources[card].name}" for card in passage.cards)
        yield literal(f"In the case file: {cards}.")


def paragraphs(prose: Sequence[Paragraph]) -> Iterator[str]:
    """Prose in Markdown: papers quoted as one, items as one list."""
    group: list[str] = []
    before = ""
    for paragraph in prose:
        if group and paragraph.kind != before:
            yield _joined(group, before)
            group = []
        group.append(_written(paragraph))
        before = paragraph.kind
    if group:
        yield _joined(group, before)


def _joined(group: list[str], kind: str) -> str:
    """Neighbours of one kind: items below each other, papers with an empty line between."""
    return {"item": "\n", "paper": "\n>\n"}.get(kind, "\n\n").join(group)


def _written(paragraph: Paragraph) -> str:
    """One paragraph."""
    if paragraph.kind == "rule":
        return "* * *"
    first, rest = {"paper": ("> ", "> "), "item": ("- ", "  ")}.get(paragraph.kind, ("", ""))
    lines = [_begun(line) for line in _inline(paragraph.spans).split("\n")]
    return first + f"  \n{rest}".join(lines)


def _inline(spans: Iterable[Span]) -> str:
    """Spans with their emphasis; white space at the edges of a style stands outside it."""
    written: list[str] = []
    for span in spans:
        text = _escaped(span.text)
        if written and written[-1].endswith("]") and text.startswith(("(", ":")):
            text = f"\\{text}"
        inner = text.strip()
        stars = "*" * (span.emphasis + 2 * span.strong)
        if stars and inner:
            # A style cannot reach over a line break that is kept.
            inner = "\n".join(f"{stars}{line}{stars}" for line in inner.split("\n"))
            begin = len(text) - len(text.lstrip())
            text = text[:begin] + inner + text[begin + len(text.strip()) :]
        written.append(text)
    return "".join(written)


def literal(text: str) -> str:
    """A text on one line that Markdown shows as it stands."""
    return _begun(_escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    """A text without anything that Markdown would take for markup within a line."""
    return _ANYWHERE.sub(lambda found: "\\" + found[0], clean(text))


def _begun(line: str) -> str:
    """A line that Markdown takes for nothing but a line of text."""
    line = line.strip()
    line = _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
    return "\\" + line if _AT_THE_START.match(line) else line
