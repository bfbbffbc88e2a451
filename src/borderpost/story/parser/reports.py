"""Reports: pages built of slots, each a question whose options are sentences to be signed."""

from __future__ import annotations

from borderpost.story.model import Option, Question, QuestionKind, Report
from borderpost.story.parser.answers import (
    Answers,
    read_about,
    read_answers,
    read_cards,
    read_facts,
    read_key,
)
from borderpost.story.parser.ids import read_former_ids, read_id, read_tags
from borderpost.story.parser.logic import read_do, read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_one_of, read_truth
from borderpost.story.parser.texts import read_text
from borderpost.story.scales import LIKELIHOOD
from borderpost.story.tree import Mapping, Node, Scalar

REPORT_KEYS = keys_of("a report", "slots", "opens")
SLOT_KEYS = keys_of("a slot", "id ask options", "about key feedback optional was")
SENTENCE_KEYS = keys_of(
    "an option of a slot", "says", "strength likelihood cites needs if do tags was"
)
STRENGTHS = ("is", "claimed", "unclear")
LIKELIHOODS = tuple(name for name, _ in LIKELIHOOD)


def read_report(page: Page, node: Node | None) -> Report | None:
    """The report of a scene, where it has one."""
    if node is None:
        return None
    found = page.fields(node, REPORT_KEYS)
    if found is None:
        return None
    slots = []
    if "slots" in found:
        for item in page.items(found["slots"], "slots", "a list, each slot after `- `", some=True):
            slot = _read_slot(page, item)
            if slot is not None:
                slots.append(slot)
    opens = read_text(page, found.get("opens"), "how the report opens")
    return Report(opens, tuple(slots), page.at(node))


def _read_slot(page: Page, node: Node) -> Question | None:
    found = page.fields(node, SLOT_KEYS)
    if found is None or "id" not in found:
        return None
    name = read_id(page, found["id"], "the id of a slot")
    if not name:
        return None
    known = tuple(page.names.questions.get(name, ()))
    answers = read_answers(
        page, {"feedback": found["feedback"]} if "feedback" in found else {}, known
    )
    options = []
    if "options" in found:
        form = "ids with their sentences, one a line"
        listed = page.entries(found["options"], "options", form, some=True)
        for key, value in page.few(listed, found["options"], "options"):
            option = _read_sentence(page, key, value, (name, answers))
            if option is not None:
                options.append(option)
    return Question(
        name,
        QuestionKind.SLOT,
        read_text(page, found.get("ask"), "what is asked"),
        tuple(options),
        page.at(node),
        about=read_about(page, found.get("about")),
        key=read_key(page, found.get("key"), known),
        optional="optional" in found and read_truth(page, found["optional"], "`optional`"),
        was=read_former_ids(page, found.get("was"), "question", page.names.questions),
    )


def _read_sentence(page: Page, key: Scalar, node: Node, slot: tuple[str, Answers]) -> Option | None:
    """An option of a slot: words alone, or with what they claim and rest on."""
    question, answers = slot
    name = read_id(page, key, "the id of an option", loose=True)
    at = page.at(key)
    if not isinstance(node, Mapping):
        says = read_text(page, node, "an option")
        return Option(name, says, at, answers.feedback.get(name, ())) if name else None
    found = page.fields(node, SENTENCE_KEYS, at) or {}
    option = Option(
        name,
        read_text(page, found.get("says"), "an option"),
        at,
        answers.feedback.get(name, ()),
        read_do(page, found.get("do")),
        read_former_ids(
            page,
            found.get("was"),
            f"option of {question}",
            page.names.questions.get(question, {}),
            loose=True,
        ),
        read_one_of(page, found["strength"], "`strength`", STRENGTHS)
        if "strength" in found
        else "",
        _read_likelihood(page, found.get("likelihood")),
        read_facts(page, found.get("cites")),
        read_cards(page, found.get("needs")),
        read_if(page, found.get("if")),
        read_tags(page, found.get("tags")),
    )
    return option if name else None


def _read_likelihood(page: Page, node: Node | None) -> str:
    """A word of the likelihood scale, written with spaces or as its id."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        name = node.value.replace(" ", "_")
        if name in LIKELIHOODS:
            return name
    words = [name.replace("_", " ") for name in LIKELIHOODS]
    read_one_of(page, node, "`likelihood`", words)
    return ""
