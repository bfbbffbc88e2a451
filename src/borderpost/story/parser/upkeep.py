"""What keeps a story in order over time: findings allowed, and parts that were removed."""

from __future__ import annotations

from borderpost.story.model import Allowance
from borderpost.story.parser.contracts import known_choice
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_words
from borderpost.story.tree import Node, Scalar

NOWHERE = "none"
"""The target of what led nowhere: a question or an option."""

ALLOWANCE_KEYS = keys_of("an allowance", "code at because")


def read_allowances(page: Page, node: Node) -> list[Allowance]:
    """The findings that one `allow:` list silences, each at one place and with a reason."""
    allowances = []
    for item in page.items(node, "allowances", "a list, each after `- `"):
        found = page.fields(item, ALLOWANCE_KEYS)
        if found is None:
            continue
        code = _read_code(page, found["code"]) if "code" in found else ""
        place = _read_place(page, found["at"]) if "at" in found else ""
        because = read_words(page, found["because"], "the reason") if "because" in found else ""
        if code and place:
            allowances.append(Allowance(code, place, because, page.at(item)))
    return allowances


def _read_code(page: Page, node: Node) -> str:
    from borderpost.story.catalogue import RULES

    code = read_words(page, node, "the code of a finding")
    if code and code not in RULES and isinstance(node, Scalar):
        mend = "write the code as `borderpost check` prints it"
        page.unknown("BP176", node, "no code of a finding", (), mend)
        return ""
    return code


def _read_place(page: Page, node: Node) -> str:
    """The id of any part of the story, or `scene.choice`."""
    place = read_words(page, node, "the place of a finding")
    if not place or not isinstance(node, Scalar):
        return ""
    names = page.names
    scene, dot, choice = place.partition(".")
    if dot and scene in names.scenes:
        return place if known_choice(page, node, scene, choice) else ""
    places = (
        names.scenes,
        names.endings,
        names.questions,
        names.tables,
        names.variables,
        names.sources,
        names.facts,
        names.decks,
        names.policies,
    )
    if any(place in kind for kind in places):
        return place
    mend = "name a scene, `scene.choice`, an ending, a question, a variable, a card or a fact"
    page.unknown("BP116", node, "no place in this story", [n for k in places for n in k], mend)
    return ""


def read_removed(page: Page, node: Node) -> dict[str, str]:
    """Ids of parts that are gone, and the scenes or endings where old plays go on.

    An answer leads nowhere: where its question or option is gone, the target is `none`, and empty
    in what is returned.
    """
    removed = {}
    names = page.names
    here = names.scenes.keys() | names.endings.keys()
    for key, value in page.entries(node, "parts that are gone", "removed: {old_scene: new_scene}"):
        scene, dot, choice = key.value.partition(".")
        if key.value in here or (dot and choice in names.scenes.get(scene, ())):
            mend = "take it out here, or remove the part"
            page.report("BP161", key, f"{key.value!r} is still a part of the story", mend)
        target = read_id(page, value, "the id of a scene or an ending, or `none`")
        if target == NOWHERE and target not in here:
            target = ""
        elif target and target not in here and isinstance(value, Scalar):
            among = [*names.scenes, *names.endings]
            page.unknown("BP122", value, "no scene and no ending", among)
        removed[key.value] = target
    return removed
