"""Single values: words, numbers, true or false, one of a few words.

A function that finds something wrong reports it and gives nothing, so that reading goes on.
"""

from __future__ import annotations

from collections.abc import Collection

from borderpost.story.messages import did_you_mean
from borderpost.story.parser.page import HIGHEST_NUMBER, Page, quoted
from borderpost.story.tree import Mapping, Node, Scalar


def read_words(page: Page, node: Node, what: str) -> str:
    """A single value as it is written; empty where another shape stands or nothing at all."""
    if not isinstance(node, Scalar):
        report_no_words(page, node, what)
        return ""
    if not node.value or node.value.isspace():
        page.report("BP113", node, f"{what} is empty", "write it, or take the key out")
    return node.value


def report_no_words(page: Page, node: Node, what: str) -> None:
    """A mapping or list where words are wanted: most often a colon cut the sentence."""
    sentence = cut_sentence(node)
    if not sentence:
        page.wrong_shape(node, what, "write the words themselves, in a `|` block if they are many")
        return
    page.report(
        "BP104",
        node,
        "the colon and the space behind it cut this sentence in two",
        "write the sentence as a block, where a colon is only a colon",
        paste=_as_block(page, node, sentence),
    )


def _as_block(page: Page, node: Node, sentence: str) -> str:
    """The lines at a cut sentence, written as a block."""
    before = page.findings.line(page.file, node.line)[: node.column - 1]
    if before.strip():
        return f"{before}|\n{' ' * len(before)}{sentence}"
    above = page.findings.line(page.file, node.line - 1).rstrip()
    return f"{above} |\n{before}{sentence}"


def cut_sentence(node: Node) -> str:
    """The sentence that a colon made a mapping of, put together again; empty if it was none."""
    if not isinstance(node, Mapping) or len(node.entries) != 1 or node.flow:
        return ""
    key, value = node.entries[0]
    if isinstance(value, Scalar) and value.style == "" and key.style == "":
        return f"{key.value}: {value.value}"
    return ""


def read_integer(
    page: Page, node: Node, what: str, low: int, high: int = HIGHEST_NUMBER
) -> int | None:
    """A whole number from `low` to `high`."""
    if not isinstance(node, Scalar):
        page.wrong_shape(node, f"a whole number for {what}", "write a number, such as 3")
        return None
    number = whole_number(node.value)
    if number is None:
        page.report(
            "BP105",
            node,
            f"expected a whole number for {what}, found {quoted(node.value)}",
            f"write a number from {low} to {high}, in digits and without a unit",
        )
    elif not low <= number <= high:
        page.report(
            "BP106",
            node,
            f"{what} is {quoted(node.value)[1:-1]}, but it goes from {low} to {high}",
            f"write a number from {low} to {high}",
        )
        return None
    return number


def whole_number(text: str) -> int | None:
    """The whole number that a text spells, or None; one of many digits is cut to ten."""
    digits = text[1:] if text[:1] in ("-", "+") else text
    if digits.isascii() and digits.isdigit():
        return int(text[:11])  # Beyond every bound, and no work for a million digits.
    return None


def read_truth(page: Page, node: Node, what: str) -> bool:
    """`true` or `false`; false where it is neither."""
    if not isinstance(node, Scalar):
        page.wrong_shape(node, f"true or false for {what}", "write `true` or `false`")
        return False
    if node.value not in ("true", "false"):
        page.report(
            "BP107",
            node,
            f"expected true or false for {what}, found {quoted(node.value)}",
            f"write `true` or `false`{_meant_truth(node.value)}",
        )
    return node.value == "true"


def _meant_truth(value: str) -> str:
    meant = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
    word = meant.get(value.lower(), value.lower())
    return f", here `{word}`" if word in ("true", "false") else ""


def read_one_of(page: Page, node: Node, what: str, allowed: Collection[str]) -> str:
    """One of a few words; empty if it is none of them."""
    if isinstance(node, Scalar) and node.value in allowed:
        return node.value
    mend = f"write one of: {', '.join(f'`{word}`' for word in allowed)}"
    if isinstance(node, Scalar):
        hint = did_you_mean(node.value, allowed)
        page.report("BP108", node, f"{what} cannot be {quoted(node.value)}{hint}", mend)
    else:
        page.wrong_shape(node, f"a word for {what}", mend)
    return ""
