"""The markup of prose: a small part of Markdown, citations of facts, and variables.

Paragraphs are separated by blank lines; lines within one join, unless a line ends in two blanks or
a backslash. `> ` begins a line of a paper, `- ` an item, `---` alone is a rule. Within a paragraph:
`*emphasis*`, `**strong**`, `{name}` for a variable, `{{` and `}}` for braces, `[F53]` for a fact.
Everything else is literal. Reading never fails, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple


class Span(NamedTuple):
    """A run of text in one style.

    `fact` is set where the span cites a fact (`text` is then its mark, `[F53]`), `variable` where
    it shows one (`text` is `{name}` until `fill` has put the value there). A line break within a
    paragraph is a newline in `text`.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    fact: str = ""
    variable: str = ""


class Paragraph(NamedTuple):
    """A paragraph: `kind` is text, paper (quoted from a paper on the desk), item or rule."""

    kind: str
    spans: tuple[Span, ...]


Prose = tuple[Paragraph, ...]
"""A text read: its paragraphs in order."""

RULE_TEXT: Final = "---"
"""How a rule is written, and how it reads where nothing can be drawn."""

# Compiled when first needed: most stories hold no escapes, and every start pays for a pattern.
_ESCAPE: Final = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # a command to the terminal, such as a colour
    "|(?:\x1b[]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"  # a title
    "|\x1b[ -/]*[0-~]?"
)
_UNCLEAN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_CLEANED: Final = {
    "\r": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\t": " ",
    "\x0b": " ",
    "\x0c": " ",
}

_INLINE: Final = re.compile(
    r"(?P<stars>\*+)|(?P<brace>\{\{|\}\})|\{(?P<variable>[A-Za-z_][A-Za-z0-9_]*)\}"
    r"|\[(?P<fact>[A-Z][A-Za-z]*[0-9]+)\]"
)
_STARS: Final = {1: ("*",), 2: ("**",), 3: ("**", "*")}
"""What a run of stars is made of; a longer one is nothing but stars."""

_RULE: Final = re.compile(r"-{3,}")


def clean(text: str) -> str:
    """`text` without anything that a terminal would obey rather than show.

    Drops control characters, terminal escapes, marks that override the direction of writing and
    halves of surrogate pairs; keeps newlines, and makes one of every other kind of line end; a tab
    becomes a blank. Emoji, letters written from right to left and combining marks are left alone.
    """
    if not _UNCLEAN.search(text):
        return text
    without_escapes = re.sub(_ESCAPE, "", text.replace("\r\n", "\n"))
    return _UNCLEAN.sub(lambda found: _CLEANED.get(found[0], ""), without_escapes)


@lru_cache(maxsize=8192)
def parse_prose(prose: str) -> Prose:
    """The paragraphs of a text in the markup of this module. Any text can be read."""
    paragraphs: list[Paragraph] = []
    lines: list[str] = []
    kind = ""
    for line in [*clean(prose).split("\n"), ""]:
        line_kind, content, begins = _line(line, kind)
        if lines and (begins or line_kind != kind):
            spans = _spans("".join(lines).strip())
            if spans:
                paragraphs.append(Paragraph(kind, spans))
            lines = []
        if line_kind == "rule":
            paragraphs.append(Paragraph("rule", ()))
        elif content:
            lines.append(content)
        kind = line_kind
    return tuple(paragraphs)


def fill(paragraphs: Prose, values: Mapping[str, str]) -> Prose:
    """The same paragraphs with variables' values put in; a variable without one stays `{name}`."""
    return tuple(
        paragraph._replace(
            spans=tuple(
                span._replace(text=clean(values[span.variable]))
                if span.variable in values
                else span
                for span in paragraph.spans
            )
        )
        if any(span.variable for span in paragraph.spans)
        else paragraph
        for paragraph in paragraphs
    )


def plain_text(paragraphs: Iterable[Paragraph]) -> str:
    """The text without styles: paragraphs apart by a blank line, papers and items marked."""
    return "\n\n".join(_plain_paragraph(paragraph) for paragraph in paragraphs)


def word_count(paragraphs: Iterable[Paragraph]) -> int:
    """How many words a reader reads: citations count nothing, a variable counts as one."""
    return sum(
        any(character.isalnum() for character in word)
        for paragraph in paragraphs
        for word in "".join(span.text for span in paragraph.spans if not span.fact).split()
    )


def _plain_paragraph(paragraph: Paragraph) -> str:
    """One paragraph without styles, every line of a paper marked as such."""
    text = "".join(span.text for span in paragraph.spans)
    match paragraph.kind:
        case "rule":
            return RULE_TEXT
        case "paper":
            return "> " + text.replace("\n", "\n> ")
        case "item":
            return "- " + text.replace("\n", "\n  ")
        case _:
            return text


def _line(line: str, kind: str) -> tuple[str, str, bool]:
    """A line's kind and words, and whether it begins a paragraph whatever stands before it.

    `kind` is that of the line before. The words end in what joins them to the next line's.
    """
    stripped = line.strip()
    if not stripped:
        return "", "", True
    if _RULE.fullmatch(stripped):
        return "rule", "", True
    if stripped == ">":
        return "paper", "", True
    if stripped.startswith("> "):
        return "paper", _joined(line, stripped[2:].strip()), False
    if stripped.startswith("- "):
        return "item", _joined(line, stripped[2:].strip()), True
    if kind == "item" and line[0] == " ":
        return "item", _joined(line, stripped), False
    return "text", _joined(line, stripped), False


def _joined(line: str, words: str) -> str:
    """The words of a line with what joins them to the next: a blank, or a line break."""
    if words.endswith("\\"):
        return words[:-1].rstrip() + "\n"
    return words + ("\n" if line.endswith("  ") else " ")


def _spans(text: str) -> tuple[Span, ...]:
    """The spans of one paragraph's text."""
    pieces: list[Span] = []
    opened = {"*": -1, "**": -1}
    styled: dict[str, list[tuple[int, int]]] = {"*": [], "**": []}
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            pieces.append(Span(text[end : found.start()]))
        end = found.end()
        if not found["stars"]:
            pieces.append(_marked(found))
            continue
        closes = found.start() > 0 and not text[found.start() - 1].isspace()
        opens = end < len(text) and not text[end].isspace()
        for stars in _STARS.get(end - found.start(), (found["stars"],)):
            start = opened.get(stars, -1)
            if closes and start >= 0:
                pieces[start] = Span("")
                styled[stars].append((start, len(pieces)))
                opened[stars] = -1
                continue
            if opens and stars in opened:
                opened[stars] = len(pieces)
            pieces.append(Span(stars))
    pieces.append(Span(text[end:]))
    return _merged(pieces, styled["*"], styled["**"])


def _marked(found: re.Match[str]) -> Span:
    """The span of a brace, a variable or a citation."""
    if found["brace"]:
        return Span(found["brace"][0])
    return Span(found[0], fact=found["fact"] or "", variable=found["variable"] or "")


def _merged(
    pieces: list[Span], emphasis: list[tuple[int, int]], strong: list[tuple[int, int]]
) -> tuple[Span, ...]:
    """The pieces with their styles, neighbours of one style made one span."""
    emphasised = {number for start, end in emphasis for number in range(start, end)}
    strengthened = {number for start, end in strong for number in range(start, end)}
    spans: list[Span] = []
    run: list[str] = []
    style = (False, False)
    for number, piece in enumerate([*pieces, Span("", fact="end")]):
        own_style = number in emphasised, number in strengthened
        is_plain = not (piece.fact or piece.variable)
        if run and (own_style != style or not is_plain):
            spans.append(Span("".join(run), *style))
            run = []
        style = own_style
        if not is_plain:
            spans.append(piece._replace(emphasis=style[0], strong=style[1]))
        elif piece.text:
            run.append(piece.text)
    return tuple(spans[:-1])
