"""Breaking text into lines of a readable width, counted in columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderpost.story.prose import RULE_TEXT, Paragraph, Span, clean

PAPER_INDENT = "    "
"""How far a quoted paper stands in from the margin."""


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(letter) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(letter) in "WF")
        for letter in text
    )


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The lines of a text, at most `width` columns where its words allow.

    `first` begins the first line and `rest` (where not given, `first`) the others. A newline in
    the text breaks the line; a word longer than a line stands whole on a line of its own, so that
    an address can be copied.
    """
    if rest is None:
        rest = first
    lines: list[str] = []
    for piece in text.split("\n"):
        lines += _wrapped(piece.split(" "), width, rest if lines else first, rest)
    return lines


def _wrapped(words: Iterable[str], width: int, first: str, rest: str) -> Iterator[str]:
    """The lines of one piece that holds no newline."""
    line, room = first, width - columns(first)
    begun = False
    for word in words:
        size = columns(word)
        if not word:
            continue
        if begun and size + 1 > room:
            yield line
            line, room, begun = rest, width - columns(rest), False
        line += f" {word}" if begun else word
        room -= size + begun
        begun = True
    yield line if begun else line.rstrip()


def prose_lines(paragraphs: Iterable[Paragraph], width: int, indent: str = "") -> list[str]:
    """The lines of a text: paragraphs a blank line apart, papers indented, items with a dash."""
    lines: list[str] = []
    before = ""
    for paragraph in paragraphs:
        if lines and not (paragraph.kind == before == "item"):
            lines.append("")
        before = paragraph.kind
        if paragraph.kind == "rule":
            lines.append(indent + RULE_TEXT)
            continue
        text = inline(paragraph.spans)
        if paragraph.kind == "paper":
            lines += wrap(text, width, indent + PAPER_INDENT)
        elif paragraph.kind == "item":
            lines += wrap(text, width, f"{indent}- ", f"{indent}  ")
        else:
            lines += wrap(text, width, indent)
    return lines


def inline(spans: Iterable[Span]) -> str:
    """The words of spans; a citation is its fact in brackets. Emphasis is left to the voice."""
    return "".join(f"[{span.fact}]" if span.fact else clean(span.text) for span in spans)


def words_of(paragraphs: Iterable[Paragraph]) -> str:
    """A short text (a label, a question) as one line."""
    return " ".join(inline(paragraph.spans).replace("\n", " ") for paragraph in paragraphs)


def sentence(text: str) -> str:
    """A text with a full stop behind it, where it has no end of its own."""
    ended = text.rstrip().rstrip("”’\"')").endswith((".", "?", "!", "…", ":"))
    return text if ended or not text.strip() else f"{text}."
