"""What is read of a story, as blocks of a page: its places, and what came of a decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.content import Content

from borderpost.engine.view import Passage
from borderpost.story.model import Source
from borderpost.story.prose import Paragraph
from borderpost.terminal.parts.typeset import (
    MARK,
    POINTER,
    QUIET,
    Block,
    does,
    line_of,
    one_line,
    prose_blocks,
)

NEW = "»"
"""What stands before a paragraph that is new in a text read before."""


def _read(paragraphs: Sequence[Paragraph], known: Collection[Paragraph]) -> list[Block]:
    """The blocks of a text: quiet where it was read before, new parts of such a text marked."""
    blocks = prose_blocks(paragraphs)
    if not any(paragraph in known for paragraph in paragraphs):
        return blocks
    read = []
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        if paragraph in known:
            read.append(block._replace(content=block.content.stylize_before(QUIET)))
        elif block.first:
            read.append(block._replace(first=f"{NEW} "))
        else:
            read.append(block._replace(first=f"{NEW} ", rest="  ", edge_style=POINTER))
    return read


def passage_blocks(passage: Passage, known: Collection[Paragraph] = ()) -> list[Block]:
    """A passage that is no place: what came of a decision, or a word of the program's own."""
    if passage.kind == "told":
        return [Block(line_of(passage.paragraphs, QUIET))]
    return _read(passage.paragraphs, known)


def place_blocks(
    passage: Passage, sources: Mapping[str, Source], known: Collection[Paragraph] = ()
) -> list[Block]:
    """A scene or an ending: where and when, its title, its text, the cards it gives."""
    when_where = [passage.when_where] if passage.when_where else []
    if passage.paragraphs and all(p in known for p in passage.paragraphs):
        when_where.append("read before")
    elif any(p in known for p in passage.paragraphs):
        when_where.append(f"read before, but for what is marked {NEW}")
    blocks = []
    if when_where:
        blocks.append(Block(one_line(" · ".join(when_where), QUIET)))
    if passage.title:
        blocks.append(Block(one_line(passage.title, "bold $primary"), gap=0 if blocks else 1))
    return [*blocks, *_read(passage.paragraphs, known), *_new_cards(passage.cards, sources)]


def _new_cards(cards: Sequence[str], sources: Mapping[str, Source]) -> list[Block]:
    """The word that cards lie in the case file; clicking one opens it."""
    if not cards:
        return []
    told = []
    for card in cards:
        name = one_line(sources[card].name if card in sources else card)
        whole = Content.assemble((card, MARK), " ", name)
        told.append(whole.stylize(does("open_card", card)))
    joined = Content.styled(" · ", QUIET).join(told)
    return [Block(Content.assemble(("In the case file: ", QUIET), joined), "+ ", "  ")]
