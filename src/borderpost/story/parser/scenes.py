"""Scenes and endings."""

from __future__ import annotations

import re

from borderpost.story.model import Draw, Ending, Scene
from borderpost.story.parser.answers import read_cards, read_facts
from borderpost.story.parser.choices import read_act, read_choices
from borderpost.story.parser.flow import WAYS_ON, read_way_on
from borderpost.story.parser.ids import read_former_ids, read_id
from borderpost.story.parser.logic import read_do, read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.questions import read_questions
from borderpost.story.parser.reports import read_report
from borderpost.story.parser.scalars import read_integer, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.tree import Node, Scalar

SCENE_KEYS = keys_of(
    "a scene",
    "",
    "act title when_where card text questions report do choices then call draw max_visits deck "
    "when priority was",
)
ENDING_KEYS = keys_of("an ending", "title text", "facts unknowns bought cost was")

MOST_VISITS = 1000
"""A counter of visits saturates, and is a bounded part of the state."""

HIGHEST_PRIORITY = 1000


def read_scene(page: Page, key: Scalar, node: Node) -> Scene | None:
    """A scene, its id already checked; None where it has no keys at all."""
    at = page.at(key)
    found = page.fields(node, SCENE_KEYS, at)
    if found is None:
        return None
    get = found.get
    storylet = "deck" in found
    choices = read_choices(page, get("choices"), key.value, storylet=storylet)
    flow = read_way_on(page, found, drawing=True)
    _check_ways_on(page, key, found, drawn_by_chance=isinstance(flow, Draw) and flow.by_chance)
    return Scene(
        key.value,
        at,
        read_act(page, found["act"]) if "act" in found else "",
        read_words(page, found["title"], "the title of a scene") if "title" in found else "",
        read_words(page, found["when_where"], "time and place") if "when_where" in found else "",
        read_cards(page, get("card")),
        read_text(page, get("text"), "the text of a scene"),
        read_questions(page, get("questions")),
        read_report(page, get("report")),
        read_do(page, get("do")),
        choices,
        flow,
        read_integer(page, found["max_visits"], "`max_visits`", 1, MOST_VISITS) or 0
        if "max_visits" in found
        else 0,
        read_id(page, found["deck"], "the name of a deck") if storylet else "",
        read_if(page, get("when")),
        read_integer(page, found["priority"], "`priority`", -HIGHEST_PRIORITY, HIGHEST_PRIORITY)
        or 0
        if "priority" in found
        else 0,
        read_former_ids(
            page, get("was"), "scene", page.names.scenes.keys() | page.names.endings.keys()
        )
        if "was" in found
        else (),
    )


def _holds_choices(text: Node | None) -> bool:
    """Whether a text ends in what was meant as choices."""
    return (
        isinstance(text, Scalar)
        and re.search(r"^ *- id: *\w+$", text.value, re.MULTILINE) is not None
    )


def _check_ways_on(
    page: Page, key: Scalar, found: dict[str, Node], *, drawn_by_chance: bool
) -> None:
    """A scene goes on by its choices or by itself, never by both, and only a draw beside them."""
    given = [way for way in WAYS_ON if way in found]
    if "choices" not in found:
        if not given and "deck" not in found:
            mend = "add `choices:`, or `then:` with the id of a scene or an ending"
            if _holds_choices(found.get("text")):
                mend = "write `choices:` above the first `- id:`, which now belongs to the text"
                page.names.incomplete = True
            message = f"the scene {key.value!r} has no choices and does not say where it goes on"
            page.report("BP164", key, message, mend)
        return
    if given and given[0] != "draw":
        page.report(
            "BP165",
            found[given[0]],
            f"this scene has choices, so its own `{given[0]}` is never followed",
            "let each choice say where it leads, or take the choices out",
        )
    elif drawn_by_chance:
        page.report(
            "BP165",
            found["draw"],
            "chance would not wait for the choices of this scene",
            "take `pick: chance` out, or the choices",
        )


def read_ending(page: Page, key: Scalar, node: Node) -> Ending | None:
    """An ending, its id already checked; None where it has no keys at all."""
    found = page.fields(node, ENDING_KEYS, page.at(key))
    if found is None:
        return None
    get = found.get
    return Ending(
        key.value,
        read_words(page, found["title"], "the title of an ending") if "title" in found else "",
        read_text(page, get("text"), "the text of an ending"),
        page.at(key),
        read_facts(page, get("facts")),
        _read_unknowns(page, found["unknowns"]) if "unknowns" in found else (),
        read_text(page, get("bought"), "what was bought"),
        read_text(page, get("cost"), "what it cost"),
        read_former_ids(
            page, get("was"), "scene", page.names.scenes.keys() | page.names.endings.keys()
        )
        if "was" in found
        else (),
    )


def _read_unknowns(page: Page, node: Node) -> tuple[str, ...]:
    """What nobody knew: ids of facts, or prose where no fact says it."""
    unknowns = []
    for item in page.items(node, "what nobody knew", "[F1, F2], or a list of sentences"):
        words = read_words(page, item, "what nobody knew")
        if words and isinstance(item, Scalar):
            if words not in page.names.facts and _looks_like_fact(words):
                page.unknown("BP129", item, "no fact", page.names.facts)
            unknowns.append(words)
    return tuple(unknowns)


def _looks_like_fact(words: str) -> bool:
    """One word of capital letters and digits, such as F54, is meant as a fact's id."""
    letters = words.rstrip("0123456789")
    return (
        len(letters) < len(words) and letters.isascii() and letters.isalpha() and letters.isupper()
    )
