"""Ids and lists of them: explicit and permanent, since saves, tests and translations hang on them.

A function that finds something wrong reports it and gives what could be read.
"""

from __future__ import annotations

from collections.abc import Collection

from borderpost.story.parser.page import Page, quoted
from borderpost.story.parser.scalars import report_no_words
from borderpost.story.tree import Node, Scalar

RESERVED_WORDS = frozenset(
    (
        *("and", "or", "not", "in", "true", "false", "return", "continue"),
        *("seen", "chose", "answered", "signed", "lowest"),
    )
)
"""Words that expressions and `then:` understand, and that no variable may be called."""


def read_id(page: Page, node: Node, what: str, *, loose: bool = False) -> str:
    """An id: letters, digits and `_`, not beginning with a digit; empty if it is none.

    A `loose` id (of facts, sources and options) may begin with a digit and hold `-`.
    """
    if not isinstance(node, Scalar):
        report_no_words(page, node, what)
        return ""
    value = node.value
    if value.isascii() and (
        value.isidentifier() or (loose and value and f"_{value.replace('-', '_')}".isidentifier())
    ):
        return value
    rule = "letters a-z, digits and _" + (" or -" if loose else ", not beginning with a digit")
    said = f"{quoted(value)} cannot be {what}" if value else f"{what} is missing here"
    mend = f"use {rule}{_better_id(value, loose=loose)}" if value else f"write {what} here"
    page.report("BP109", node, said, mend)
    return ""


def _better_id(value: str, *, loose: bool) -> str:
    """An id like the one tried, as a proposal: accents left out, all else an underscore."""
    from unicodedata import normalize

    bare = normalize("NFKD", value[:60]).replace("'", "")
    bare = "".join(letter for letter in bare if not "\u0300" <= letter <= "\u036f")
    kept = (letter if letter.isascii() and letter.isalnum() else " " for letter in bare)
    better = "_".join("".join(kept).split())
    if better[:1].isdigit() and not loose:
        better = f"n{better}"
    return f", such as `{better}`" if better else ""


def read_ids(
    page: Page, node: Node, what: str, form: str, *, loose: bool = False, some: bool = False
) -> list[Scalar]:
    """A list of ids, each with where it stands; what is no id, or stands twice, is reported.

    With `some`, so is an empty list.
    """
    found: dict[str, Scalar] = {}
    for item in page.items(node, what, form, some=some):
        name = read_id(page, item, f"one of the {what}", loose=loose)
        if not name or not isinstance(item, Scalar):
            continue
        if name in found:
            mend = "take one of the two out"
            page.report("BP111", item, f"{name!r} stands twice in this list", mend)
        else:
            found[name] = item
    return list(found.values())


def read_tags(page: Page, node: Node | None) -> tuple[str, ...]:
    """The tags of a choice or an option, which policies prefer."""
    if node is None:
        return ()
    return tuple(item.value for item in read_ids(page, node, "tags", "[cautious]", loose=True))


def read_former_ids(
    page: Page, node: Node | None, space: str, taken: Collection[str], *, loose: bool = False
) -> tuple[str, ...]:
    """The former ids of a part (`was:`): none `taken` today, none claimed twice among its like.

    `space` says among which parts an id is unique.
    """
    if node is None:
        return ()
    listed = read_ids(page, node, "former ids", "was: [old_id]", loose=loose)
    for item in listed:
        here = page.at(item)
        first = page.notes.former.setdefault((space, item.value), here)
        if item.value in taken:
            mend = "a former id is one that no part has any more: take it out here"
            page.report("BP161", item, f"{item.value!r} is still the id of a part", mend)
        elif first != here:
            mend = "old plays can go on at one of the two only: take it out of the other"
            page.report("BP161", item, f"{item.value!r} is already claimed at {first}", mend)
    return tuple(item.value for item in listed)
