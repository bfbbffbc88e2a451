"""What goes with the answers to a question: keys, feedback, effects, scales, cards and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from borderpost.story.model import Effect, Option, Text, TextBlock
from borderpost.story.parser.ids import read_id, read_ids
from borderpost.story.parser.logic import read_do
from borderpost.story.parser.page import Page
from borderpost.story.parser.texts import read_text
from borderpost.story.position import NOWHERE
from borderpost.story.scales import SCALES
from borderpost.story.tree import Node, Scalar


class Answers(NamedTuple):
    """What is said to each answer of a question and what it does, by the option's id."""

    feedback: Mapping[str, Text]
    do: Mapping[str, tuple[Effect, ...]]


def read_answers(page: Page, found: dict[str, Node], options: Collection[str]) -> Answers:
    """Read `feedback` and `do` of a question, whose keys must be among its options."""
    feedback: dict[str, Text] = {}
    do: dict[str, tuple[Effect, ...]] = {}
    if "feedback" in found:
        form = "keys that are options, each with its prose"
        for key, value in page.entries(found["feedback"], "what is said to each answer", form):
            text = read_text(page, value, "feedback")
            if known_option(page, key, options):
                feedback[key.value] = text
    if "do" in found:
        form = "keys that are options, each with its effects, such as {part: [doubts += 1]}"
        for key, value in page.entries(found["do"], "the effects of each answer", form):
            effects = read_do(page, value)
            if known_option(page, key, options):
                do[key.value] = effects
    return Answers(feedback, do)


def scale_options(scale: str, answers: Answers) -> Iterator[Option]:
    """The options of a built-in scale, with what the question adds to each."""
    for name, label in SCALES.get(scale, ()):
        says = (TextBlock(label, NOWHERE),)
        feedback = answers.feedback.get(name, ())
        yield Option(name, says, NOWHERE, feedback, answers.do.get(name, ()))


def known_option(page: Page, node: Scalar, options: Collection[str]) -> bool:
    """Whether an option is one of these; reported if not (but where none could be read at all)."""
    if node.value in options:
        return True
    if options:
        mend = f"the options are: {', '.join(options)}"
        page.unknown("BP127", node, "no option of this question", options, mend)
    return False


def read_key(page: Page, node: Node | None, options: Collection[str]) -> tuple[str, ...] | None:
    """The options that the text itself decides for; None where the question is never scored."""
    if node is None or (isinstance(node, Scalar) and node.value == "none"):
        return None
    form = "key: [yes], or key: none"
    listed = read_ids(page, node, "the options of a key", form, loose=True)
    return tuple(item.value for item in listed if known_option(page, item, options))


def read_about(page: Page, node: Node | None) -> str:
    """The card that a question is about; empty where there is none."""
    if node is None:
        return ""
    name = read_id(page, node, "the id of a card", loose=True)
    if name:
        check_card(page, node)
    return name


def check_card(page: Page, node: Node) -> None:
    """Report a card that is not among the story's sources."""
    if isinstance(node, Scalar) and node.value not in page.names.sources:
        page.unknown("BP128", node, "no card of the case file", page.names.sources)


def check_fact(page: Page, node: Node) -> None:
    """Report a fact that is not among the story's facts."""
    if isinstance(node, Scalar) and node.value not in page.names.facts:
        page.unknown("BP129", node, "no fact", page.names.facts)


def read_facts(page: Page, node: Node | None) -> tuple[str, ...]:
    """A list of ids of facts."""
    if node is None:
        return ()
    listed = read_ids(page, node, "facts", "[F1, F2]", loose=True)
    for item in listed:
        check_fact(page, item)
    return tuple(item.value for item in listed)


def read_cards(page: Page, node: Node | None, *, some: bool = False) -> tuple[str, ...]:
    """A list of ids of cards; with `some`, an empty one is reported."""
    if node is None:
        return ()
    listed = read_ids(page, node, "cards", "[S1, S2]", loose=True, some=some)
    for item in listed:
        check_card(page, item)
    return tuple(item.value for item in listed)
