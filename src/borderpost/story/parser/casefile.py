"""Facts and sources: what the case file holds."""

from __future__ import annotations

from borderpost.story.model import Fact, Source
from borderpost.story.parser.answers import read_cards, read_facts
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_one_of, read_truth, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.tree import Node, Scalar

FACT_KEYS = keys_of("a fact", "says mark", "kind paragraph by against")
SOURCE_KEYS = keys_of(
    "a source",
    "name",
    "named role access motive track_record independent_of answers says context",
)
MARKS = ("documented", "claimed", "unknown")
FACT_KINDS = (
    "event",
    "figure",
    "assurance",
    "warning",
    "criticism",
    "attribution",
    "background",
    "unknown",
)


def read_fact(page: Page, key: Scalar, node: Node) -> Fact | None:
    """A fact, its id already checked; None where it has no keys at all."""
    found = page.fields(node, FACT_KEYS, page.at(key))
    if found is None:
        return None
    return Fact(
        key.value,
        read_words(page, found["says"], "what a fact says") if "says" in found else "",
        read_one_of(page, found["mark"], "`mark`", MARKS) if "mark" in found else "",
        read_one_of(page, found["kind"], "`kind`", FACT_KINDS) if "kind" in found else "",
        read_integer(page, found["paragraph"], "`paragraph`", 1) or 0
        if "paragraph" in found
        else 0,
        read_words(page, found["by"], "who says it") if "by" in found else "",
        read_facts(page, found.get("against")),
        page.at(key),
    )


def read_source(page: Page, key: Scalar, node: Node) -> Source | None:
    """A source, its id already checked; None where it has no keys at all."""
    found = page.fields(node, SOURCE_KEYS, page.at(key))
    if found is None:
        return None

    def words(name: str) -> str:
        return read_words(page, found[name], f"`{name}`") if name in found else ""

    return Source(
        key.value,
        words("name"),
        page.at(key),
        "named" in found and read_truth(page, found["named"], "`named`"),
        words("role"),
        words("access"),
        words("motive"),
        words("track_record"),
        read_cards(page, found.get("independent_of")),
        words("answers"),
        read_text(page, found.get("says"), "what a source says"),
        read_facts(page, found.get("context")),
    )
