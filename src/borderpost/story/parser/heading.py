"""What stands under `story:`, and what a story gives to a class: questions and aims."""

from __future__ import annotations

import re

from borderpost.story.model import Aim, StoryInfo
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.position import Position
from borderpost.story.tree import Node, Scalar

STORY_KEYS = keys_of(
    "`story:`",
    "id title version language start",
    "about content_note closing grounded_in after_action",
)
AIM_KEYS = keys_of("an aim", "says", "standards")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as of BCP 47, such as `en` or `pt-BR`."""


def read_info(page: Page, key: Scalar, node: Node) -> StoryInfo:
    """The heading of a story; what is missing in it is reported and left empty."""
    at = page.at(key)
    found = page.fields(node, STORY_KEYS, at)
    if found is None:
        return no_info(at)
    get = found.get
    return StoryInfo(
        read_id(page, found["id"], "the id of a story", loose=True) if "id" in found else "",
        read_words(page, found["title"], "the title of a story") if "title" in found else "",
        read_integer(page, found["version"], "`version`", 1) or 0 if "version" in found else 0,
        _read_language(page, found["language"]) if "language" in found else "",
        _read_start(page, found["start"]) if "start" in found else "",
        at,
        read_text(page, get("about"), "what a story is about"),
        read_text(page, get("content_note"), "the content note"),
        read_text(page, get("closing"), "the closing page"),
        _read_grounds(page, found["grounded_in"]) if "grounded_in" in found else {},
        _read_after_action(page, found["after_action"]) if "after_action" in found else {},
    )


def no_info(at: Position) -> StoryInfo:
    """The heading of a story that has none, which is already reported."""
    return StoryInfo("", "", 0, "", "", at)


def _read_start(page: Page, node: Node) -> str:
    start = read_id(page, node, "the id of a scene")
    if start and start not in page.names.scenes and isinstance(node, Scalar):
        mend = "name the scene where play begins"
        page.unknown("BP121", node, "no scene", page.names.scenes, mend)
    return start


def _read_language(page: Page, node: Node) -> str:
    language = read_words(page, node, "`language`")
    if language and not LANGUAGE.fullmatch(language):
        mend = "write its tag, such as `en`, `de` or `pt-BR`"
        page.report("BP108", node, f"{language!r} is no tag of a language", mend)
        return ""
    return language


def _read_grounds(page: Page, node: Node) -> dict[str, str]:
    """The source that the story stands on: title, publisher, year and whatever else names it."""
    form = "grounded_in: {title: The article, year: 2006}"
    entries = page.entries(node, "the source that the story stands on", form)
    return {key.value: read_words(page, value, f"`{key.value}`") for key, value in entries}


def _read_after_action(page: Page, node: Node) -> dict[str, str]:
    """What is asked after an ending, by id: answers in saved runs hang on it."""
    form = "after_action: {planned: What was to happen?, happened: What happened?}"
    asked: dict[str, str] = {}
    for key, value in page.entries(node, "questions after an ending", form, some=True):
        name = read_id(page, key, "the id of a question", loose=True)
        words = read_words(page, value, "a question after an ending")
        if name and words:
            asked[name] = words
    return asked


def read_aims(page: Page, node: Node) -> list[Aim]:
    """The learning aims of one `learning:` list: sentences, or with the standards they touch."""
    aims = []
    for item in page.items(node, "learning aims", "a list, each after `- `"):
        if isinstance(item, Scalar):
            aims.append(Aim(read_words(page, item, "an aim"), (), page.at(item)))
            continue
        found = page.fields(item, AIM_KEYS)
        if found is None:
            continue
        standards: list[str] = []
        if "standards" in found:
            listed = page.items(found["standards"], "standards", "standards: [one, two]")
            standards = [read_words(page, standard, "a standard") for standard in listed]
        says = read_words(page, found["says"], "an aim") if "says" in found else ""
        aims.append(Aim(says, tuple(standards), page.at(item)))
    return aims
