"""Prose: a plain block, or a list of blocks of which some have conditions."""

from __future__ import annotations

from borderpost.story.model import Text, TextBlock
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.logic import read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import cut_sentence, read_truth, read_words, report_no_words
from borderpost.story.tree import Mapping, Node, Scalar, Sequence

BLOCK_KEYS = keys_of("a block of text", "text", "id if else")


def read_text(page: Page, node: Node | None, what: str) -> Text:
    """A text: one block, or a list of blocks. Nothing where there is no text."""
    if node is None:
        return ()
    if isinstance(node, Scalar):
        return (TextBlock(node.value, page.inside(node)),)
    if isinstance(node, Sequence):
        return _read_blocks(page, node, what)
    if "text" in {key.value for key, _ in node.entries}:
        mend = "put `- ` before its first key and indent the others, so that it is a list"
        page.wrong_shape(node, f"{what}, as prose or a list of blocks", mend)
    else:
        report_no_words(page, node, what)
    return ()


def _read_blocks(page: Page, node: Sequence, what: str) -> Text:
    blocks: list[TextBlock] = []
    ids: set[str] = set()
    before: frozenset[str] = frozenset()  # the keys of the block before, readable or not
    for item in page.few(node.items, node, "blocks"):
        here = keys_in(item)
        if isinstance(item, Scalar):
            blocks.append(TextBlock(item.value, page.inside(item)))
        elif isinstance(item, Sequence):
            mend = "take one of the two `- ` away"
            page.wrong_shape(item, f"a block of {what}", mend)
        else:
            block = _read_block(page, item, answers=not before.isdisjoint(("if", "else")))
            if block is not None and block.id and block.id in ids:
                mend = "give one of them another id"
                page.report("BP111", item, f"two blocks here have the id {block.id!r}", mend)
            if block is not None:
                ids.add(block.id)
                blocks.append(block)
        before = here
    return tuple(blocks)


def keys_in(node: Node) -> frozenset[str]:
    """The keys of a part; none where it has none."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return frozenset(key.value for key, _ in entries)


def _read_block(page: Page, node: Mapping, *, answers: bool) -> TextBlock | None:
    """A block with keys of its own; `answers` tells whether an `else` in it answers an `if`."""
    if cut_sentence(node) and node.entries[0][0].value not in BLOCK_KEYS.known:
        read_words(page, node, "a block of text")
        return None
    found = page.fields(node, BLOCK_KEYS)
    if not found or "text" not in found:
        return None
    prose = found["text"]
    name = read_id(page, found["id"], "the id of a block") if "id" in found else ""
    condition = read_if(page, found.get("if"))
    otherwise = "else" in found and read_truth(page, found["else"], "`else`")
    if otherwise:
        _check_else(page, found, answers=answers)
    if not isinstance(prose, Scalar):
        read_words(page, prose, "the text of a block")
        return None
    return TextBlock(prose.value, page.inside(prose), name, condition, otherwise)


def _check_else(page: Page, found: dict[str, Node], *, answers: bool) -> None:
    """An `else` block answers the `if` of the block before it, and has none of its own."""
    if "if" in found:
        page.report(
            "BP114",
            found["else"],
            "a block has `else` or `if`, never both",
            "keep `else: true` for the block shown where the one before does not hold",
        )
    elif not answers:
        page.report(
            "BP114",
            found["else"],
            "there is no block with an `if` before this `else`",
            "put the block with the `if` right before it, or take `else: true` out",
        )
