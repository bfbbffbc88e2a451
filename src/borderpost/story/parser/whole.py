"""The second pass: from gathered parts to the model of the whole story."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from borderpost.story.model import (
    Draw,
    Question,
    Scene,
    Story,
    StoryInfo,
    Text,
)
from borderpost.story.names import Names
from borderpost.story.parser.casefile import read_fact, read_source
from borderpost.story.parser.contracts import read_contracts, read_policy
from borderpost.story.parser.gathering import Gathered, Part, Section
from borderpost.story.parser.heading import no_info, read_aims, read_info
from borderpost.story.parser.lesson import read_lesson
from borderpost.story.parser.page import Notes, Page
from borderpost.story.parser.picture import read_picture
from borderpost.story.parser.plays import read_tests
from borderpost.story.parser.questions import asked_again
from borderpost.story.parser.scenes import read_ending, read_scene
from borderpost.story.parser.texts import read_text
from borderpost.story.parser.upkeep import read_allowances, read_removed
from borderpost.story.position import Position
from borderpost.story.tree import Node, Scalar

T = TypeVar("T")


def read_story(gathered: Gathered, main: Page, names: Names, notes: Notes) -> Story:
    """The story that the parts make, as far as they could be read; the rest is reported.

    `names` must be whole, variables included; `main` is the file that holds `story:`.
    """
    sections = gathered.sections
    info = _read_heading(sections["story"], main)
    facts = _read_parts(gathered.parts["facts"], read_fact)
    sources = _read_parts(gathered.parts["sources"], read_source)
    scenes = _read_parts(gathered.parts["scenes"], read_scene)
    if notes.given_anew:
        _complete_questions(scenes, notes)
    _check_titles(scenes, names, main)
    endings = _read_parts(gathered.parts["endings"], read_ending)
    policies = _read_parts(gathered.parts["policies"], read_policy)
    removed: dict[str, str] = {}
    for page, _, node in sections["removed"]:
        removed.update(read_removed(page, node))
    return Story(
        info,
        names.variables,
        tuple(names.acts),
        facts,
        sources,
        scenes,
        endings,
        policies,
        _read_lists(sections["checks"], read_contracts),
        _read_lists(sections["tests"], read_tests),
        _read_lists(sections["allow"], read_allowances),
        removed,
        _read_discussion(sections["discuss"]),
        _read_lists(sections["learning"], read_aims),
        read_picture(sections["picture"]),
        read_lesson(sections["lesson"]),
    )


def _read_parts(parts: list[Part], read: Callable[[Page, Scalar, Node], T | None]) -> dict[str, T]:
    """Parts by id, in the order of the files; of two with the same id the first is kept."""
    found: dict[str, T] = {}
    for page, key, node, _ in parts:
        part = read(page, key, node)
        if part is not None:
            found.setdefault(key.value, part)
    return found


def _read_lists(sections: list[Section], read: Callable[[Page, Node], list[T]]) -> tuple[T, ...]:
    """What stands in the lists of all files, one after the other."""
    return tuple(item for page, _, node in sections for item in read(page, node))


def _read_heading(sections: list[Section], main: Page) -> StoryInfo:
    if sections:
        page, key, node = sections[0]
        return read_info(page, key, node)
    if main.names.incomplete:
        return no_info(Position(main.file, 1, 1))
    at = Position(main.file, 1, 1)
    main.report(
        "BP102",
        at,
        f"{main.file} needs the key 'story'",
        "begin it with `story:` and below that id, title, version, language and start; of a story "
        "in several files, give the folder",
    )
    return no_info(at)


def _complete_questions(scenes: dict[str, Scene], notes: Notes) -> None:
    """Give every question asked anew what it takes from the one asked before."""
    asked = {question.id: question for scene in scenes.values() for question in scene.questions}

    def complete(question: Question) -> Question:
        chain = [question]
        while chain[-1].again in asked and len(chain) <= len(asked):
            chain.append(asked[chain[-1].again])
        whole = chain.pop()
        while chain:
            again = chain.pop()
            whole = asked_again(again, whole, notes.given_anew.get(again.id, frozenset()))
        return whole

    for name, scene in scenes.items():
        if any(question.again for question in scene.questions):
            completed = tuple(complete(question) for question in scene.questions)
            scenes[name] = scene._replace(questions=completed)


def _check_titles(scenes: dict[str, Scene], names: Names, main: Page) -> None:
    """A storylet that is offered as a choice needs a title to be offered by."""
    if not names.drawn:
        return
    offered = {
        scene.flow.deck
        for scene in scenes.values()
        if isinstance(scene.flow, Draw) and not scene.flow.by_chance
    }
    for scene in scenes.values():
        if scene.deck in offered and not scene.title:
            mend = "add `title:` with a few words: a draw offers the scene by its title"
            main.report("BP102", scene.at, "a storylet needs the key 'title'", mend)


def _read_discussion(sections: list[Section]) -> Text:
    """The questions for a class, each a block."""
    text: Text = ()
    for page, _, node in sections:
        text += read_text(page, node, "questions for a class")
    return text
