"""Setting a page: what there is to read becomes blocks, and blocks become lines of a width.

Text of a story or a user is only ever put into `Content` as it stands; it is never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content, Span as StyledSpan
from textual.style import Style

from borderpost.story.prose import Paragraph, Span, clean

QUIET = "$quiet"
"""The style of what is beside the point."""

MARK = "$mark"
"""The style of citations and keys; some themes underline it, so no space should have it."""

POINTER = "$accent"
"""The style of signs that point at something: the caret before what Enter takes."""

TITLE = "bold"
"""The style of headings."""

PAPER_EDGE = "│ "
"""What stands before each line of a quoted paper."""


class Block(NamedTuple):
    """A piece of a page.

    `first` stands before its first line and `rest` before the others, in `edge_style`; `gap` is how
    many empty lines part it from the block above, and `bridge` stands in them. By its `name`, if it
    has one, it can be found again.
    """

    content: Content
    first: str = ""
    rest: str = ""
    edge_style: str = QUIET
    gap: int = 1
    bridge: str = ""
    name: str = ""


DOES = "does"
"""The name under which the style of a piece of text holds what a click on it does."""


def does(action: str, *parameters: str) -> Style:
    """The style of text that does one of the screen's actions when it is clicked.

    Textual's own `@click` would lay the style of a link over it.
    """
    return Style.from_meta({DOES: ("screen", action, parameters)})


def words(text: str, style: str = "") -> Content:
    """A string of a story's, a user's or our own as it stands, in one style."""
    return Content.styled(clean(text), style)


def one_line(text: str, style: str = "") -> Content:
    """The same for what belongs on one line, however its file breaks it."""
    return words(" ".join(text.split()), style)


def spans_content(spans: Iterable[Span], style: str = "") -> Content:
    """The spans of a paragraph; a citation opens its fact when it is clicked."""
    text: list[str] = []
    styled: list[StyledSpan] = []
    length = 0
    for span in spans:
        piece = clean(span.text)
        end = length + len(piece)
        for wanted, name in ((span.emphasis, "italic"), (span.strong, "bold"), (span.fact, MARK)):
            if wanted:
                styled.append(StyledSpan(length, end, name))
        if span.fact:
            styled.append(StyledSpan(length, end, does("open_fact", span.fact)))
        text.append(piece)
        length = end
    content = Content("".join(text), styled)
    return content.stylize_before(style) if style else content


def wrapped(content: Content, width: int) -> list[Content]:
    """The lines of a content at a width; Textual's own way fails at a width of nothing."""
    if content.cell_length <= width and not {"\n", "\t"}.intersection(content.plain):
        return [content]  # most lines of a list: what wrapping would make of them, sooner
    return content.wrap(max(width, 1))


def line_of(paragraphs: Sequence[Paragraph], style: str = "") -> Content:
    """Paragraphs run together into one, as labels need them."""
    return Content(" ").join([spans_content(paragraph.spans, style) for paragraph in paragraphs])


def prose_blocks(paragraphs: Sequence[Paragraph], style: str = "") -> list[Block]:
    """The blocks of a text: paragraphs, quoted papers at an edge, items, rules."""
    blocks: list[Block] = []
    before = ""
    for paragraph in paragraphs:
        content = spans_content(paragraph.spans, style)
        match paragraph.kind:
            case "paper":
                bridge = PAPER_EDGE if before == "paper" else ""
                block = Block(content, PAPER_EDGE, PAPER_EDGE, bridge=bridge)
            case "item":
                block = Block(content, "• ", "  ", gap=0 if before == "item" else 1)
            case "rule":
                block = Block(words("·  ·  ·", QUIET), "  ")
            case _:
                block = Block(content)
        blocks.append(block)
        before = paragraph.kind
    return blocks


def heading(text: str) -> Block:
    """A heading with air above it."""
    return Block(one_line(text, TITLE), gap=2)


def block_lines(block: Block, width: int) -> list[Content]:
    """The lines of one block, each at most `width` cells wide where its edges leave room."""
    lines = wrapped(block.content, width - max(len(block.first), len(block.rest)))
    if not block.first and not block.rest:
        return lines
    first = Content.styled(block.first, block.edge_style)
    rest = Content.styled(block.rest, block.edge_style)
    return [(rest if number else first) + line for number, line in enumerate(lines)]


def page_lines(
    blocks: Iterable[Block], width: int, leading: int = 0
) -> tuple[list[Content], list[int]]:
    """The lines of a page, and for each block the line it begins at.

    So many empty lines more as the `leading` says part blocks that are parted anyway.
    """
    lines: list[Content] = []
    begins: list[int] = []
    for block in blocks:
        if lines:
            gap = block.gap + leading if block.gap else 0
            lines += [Content.styled(block.bridge, block.edge_style)] * gap
        begins.append(len(lines))
        lines += block_lines(block, width)
    return lines, begins
