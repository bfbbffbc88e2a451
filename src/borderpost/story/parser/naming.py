"""The names of a story, gathered before any part that may refer to them is read."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.story.names import Names
from borderpost.story.parser.gathering import Gathered, value_of, word_of
from borderpost.story.parser.ids import read_ids
from borderpost.story.parser.page import Page
from borderpost.story.scales import SCALES
from borderpost.story.tree import Mapping, Node, Scalar, Sequence


class _Asked(NamedTuple):
    """Where each question's id stands, and where each question says which one it asks again."""

    ids: dict[str, tuple[Page, Scalar]]
    again: dict[str, tuple[Page, Scalar]]


def name_parts(gathered: Gathered, names: Names) -> None:
    """Fill `names` with everything but variables, which are read whole (`read_variables`)."""
    _name_acts(gathered, names)
    _name_scenes(gathered, names)
    for part in gathered.parts["facts"]:
        names.facts.setdefault(part.key.value, word_of(value_of(part.node, "mark")))
    for part in gathered.parts["sources"]:
        names.sources[part.key.value] = None
    for part in gathered.parts["endings"]:
        names.endings[part.key.value] = None
    for part in gathered.parts["policies"]:
        names.policies[part.key.value] = None


def _name_acts(gathered: Gathered, names: Names) -> None:
    sections = gathered.sections["acts"]
    for page, key, _ in sections[1:]:
        first = sections[0].page.at(sections[0].key)
        mend = "put all acts, in their order, into one list"
        page.report("BP111", key, f"the acts are already listed at {first}", mend)
    for page, _, node in sections[:1]:
        names.acts.extend(item.value for item in read_ids(page, node, "acts", "[dawn, dusk]"))


def _name_scenes(gathered: Gathered, names: Names) -> None:
    asked = _Asked({}, {})
    endings = {part.key.value: part for part in gathered.parts["endings"]}
    for page, key, node, _ in gathered.parts["scenes"]:
        if key.value in endings:
            where = endings[key.value].page.at(endings[key.value].key)
            mend = "give one of the two another id: `then:` could mean either"
            page.report("BP112", key, f"the ending at {where} has the id {key.value!r} too", mend)
        choices = names.scenes.setdefault(key.value, {})
        if isinstance(node, Mapping):
            _name_scene(page, key.value, node, choices, names, asked)
    _resolve_again(asked.again, names)


def _name_scene(
    page: Page,
    scene: str,
    node: Mapping,
    choices: dict[str, None],
    names: Names,
    asked: _Asked,
) -> None:
    for key, value in node.entries:
        match key.value:
            case "choices":
                for choice in _items(value):
                    if isinstance(choice, Mapping):
                        _name_choice(choice, choices, names)
            case "questions":
                for question in _items(value):
                    _name_question(page, question, names, asked)
            case "report":
                for slot in _items(value_of(value, "slots")):
                    _name_question(page, slot, names, asked)
                    names.slots[word_of(value_of(slot, "id"))] = None
            case "deck":
                names.decks.setdefault(word_of(value), []).append(scene)
            case "draw":
                _name_draw(scene, value, names)
            case "then":
                _name_draw(scene, value_of(value, "draw"), names)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _name_choice(node: Mapping, choices: dict[str, None], names: Names) -> None:
    for key, value in node.entries:
        if key.value == "id":
            name = word_of(value)
            if name:
                choices[name] = None
        elif key.value == "tags":
            _name_tags(value, names)


def _name_tags(tags: Node | None, names: Names) -> None:
    if isinstance(tags, Scalar):  # no list, which is told; what is meant is plain
        names.tags.update((tag.strip(), None) for tag in tags.value.split(","))
    for tag in _items(tags):
        if isinstance(tag, Scalar):
            names.tags[tag.value] = None


def _name_draw(scene: str, node: Node | None, names: Names) -> None:
    deck = word_of(value_of(node, "deck"))
    if deck:
        names.drawn.setdefault(scene, []).append(deck)


def _name_question(page: Page, node: Node, names: Names, asked: _Asked) -> None:
    name = value_of(node, "id")
    if not isinstance(name, Scalar) or not name.value:
        return
    if name.value in asked.ids:
        first_page, first = asked.ids[name.value]
        page.report(
            "BP111",
            name,
            f"a question with the id {name.value!r} already stands at {first_page.at(first)}",
            "give one of the two another id: answers are told apart by it",
        )
        return
    asked.ids[name.value] = (page, name)
    if word_of(value_of(node, "type")) == "table":
        names.tables[name.value] = None
        return
    options = names.questions[name.value] = {}
    written = value_of(node, "options")
    if isinstance(written, Mapping):
        for key, value in written.entries:
            options[key.value] = None
            _name_tags(value_of(value, "tags"), names)
    for option, _ in SCALES.get(word_of(value_of(node, "scale")), ()):
        options[option] = None
    first_asked = value_of(node, "again")
    if isinstance(first_asked, Scalar):
        asked.again[name.value] = (page, first_asked)


def _resolve_again(again: dict[str, tuple[Page, Scalar]], names: Names) -> None:
    """Give every question that is asked anew the options of the one it repeats."""
    for name, (page, node) in again.items():
        path = [name]
        while path[-1] in again and again[path[-1]][1].value not in path:
            path.append(again[path[-1]][1].value)
        if path[-1] not in again:
            names.questions[name].update(names.questions.get(path[-1], {}))
            continue
        circle = " -> ".join([*path, again[path[-1]][1].value])
        mend = "let the first of them have a scale or options of its own"
        page.report("BP172", node, f"these questions ask each other again: {circle}", mend)
