"""Where play goes on: targets, lists of them, chance, calls and draws."""

from __future__ import annotations

from borderpost.story.model import (
    Branch,
    CallScene,
    Chance,
    Draw,
    FirstOf,
    Flow,
    Go,
    Outcome,
    Return,
)
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.logic import read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_one_of
from borderpost.story.tree import Mapping, Node, Scalar, Sequence

BRANCH_KEYS = keys_of("an entry of `then:`", "then", "if")
CALL_KEYS = keys_of("a call", "scene then")
DRAW_KEYS = keys_of("a draw", "deck then", "up_to pick else")
WAYS_ON = ("then", "call", "draw")
"""The keys of a scene or choice that say where play goes on; it has one of them."""

MOST_DRAWN = 20
"""A draw offers at most as many storylets as can still be read as a list."""

DRAWN_BY_DEFAULT = 3


def read_way_on(page: Page, found: dict[str, Node], *, drawing: bool) -> Flow | None:
    """The flow of a scene (`drawing` allowed) or choice, from its `then`, `call` or `draw`."""
    given = [key for key in WAYS_ON if key in found]
    for key in given[1:]:
        page.report(
            "BP165",
            found[key],
            f"`{given[0]}` already says where this goes on, so `{key}` cannot",
            f"keep one of the two, or make a scene of its own for the {key}",
        )
    if not given:
        return None
    key = given[0]
    node = found[key]
    if key == "then":
        return read_flow(page, node, drawing=drawing)
    if key == "call":
        return _read_call(page, node)
    return _read_draw(page, node, drawing=drawing)


def read_flow(page: Page, node: Node, *, drawing: bool = False) -> Flow | None:
    """A flow in any of its forms; None where it is faulty, which is then reported."""
    if isinstance(node, Scalar):
        if node.value == "return":
            return Return(page.at(node))
        return _read_target(page, node)
    if isinstance(node, Sequence):
        return _read_branches(page, node)
    return _read_move(page, node, drawing=drawing)


def _read_target(page: Page, node: Scalar) -> Go | None:
    target = node.value
    names = page.names
    if target not in names.scenes and target not in names.endings:
        if not read_id(page, node, "the id of a scene or an ending"):
            return None
        page.unknown("BP122", node, "no scene and no ending", [*names.scenes, *names.endings])
    return Go(target, page.at(node))


def _read_move(page: Page, node: Mapping, *, drawing: bool) -> Flow | None:
    """A mapping with the single key `chance`, `call` or `draw`."""
    if len(node.entries) == 1:
        key, value = node.entries[0]
        if key.value == "chance":
            return _read_chance(page, value)
        if key.value == "call":
            return _read_call(page, value)
        if key.value == "draw":
            return _read_draw(page, value, drawing=drawing)
    page.report(
        "BP115",
        node,
        "these keys do not say where play goes on",
        "write a scene or an ending, `return`, one of `chance:`, `call:` and `draw:`, "
        "or a list whose entries have `if:` and `then:`",
    )
    return None


def _read_branches(page: Page, node: Sequence) -> Flow | None:
    if not node.items:
        mend = "write the id of a scene or an ending"
        page.report("BP167", node, "this list of targets is empty", mend)
        return None
    branches: list[Branch] = []
    items = page.few(node.items, node, "ways on")
    for item in items:
        last = item is items[-1]
        if isinstance(item, Mapping):
            found = page.fields(item, BRANCH_KEYS)
            if found is None:
                continue
            _check_order(page, item, conditional="if" in found, last=last)
            flow = read_flow(page, found["then"]) if "then" in found else None
            condition = read_if(page, found.get("if"))
        else:
            _check_order(page, item, conditional=False, last=last)
            flow = read_flow(page, item)
            condition = None
        if flow is not None:
            branches.append(Branch(condition, flow))
    return FirstOf(tuple(branches), page.at(node)) if branches else None


def _check_order(page: Page, item: Node, *, conditional: bool, last: bool) -> None:
    """Every entry but the last has a condition; the last has none, so that one always fits."""
    if last and conditional:
        page.report(
            "BP167",
            item,
            "the last entry of this list has an `if`, so there may be no way on",
            "add a last entry without `if`: where play goes when nothing else fits",
        )
    elif not last and not conditional:
        page.report(
            "BP167",
            item,
            "this entry has no `if`, so the entries below it are never reached",
            "give it an `if`, or make it the last",
        )


def _read_chance(page: Page, node: Node) -> Flow | None:
    form = "chance: {calm: 3, storm: 1}"
    outcomes: list[Outcome] = []
    listed = page.entries(node, "the outcomes of chance and their weights", form)
    for key, value in page.few(listed, node, "outcomes"):
        if key.value == "return":
            mend = "make a scene that returns, and name that scene"
            page.report("BP168", key, "chance leads to scenes and endings, not to `return`", mend)
            continue
        target = _read_target(page, key)
        weight = read_integer(page, value, "a weight", 1)
        if target is not None:
            outcomes.append(Outcome(target.target, weight or 1, target.at))
    if isinstance(node, Mapping) and len(node.entries) < 2:
        page.report(
            "BP168",
            node,
            "chance needs at least two outcomes",
            "add another outcome with its weight, or write the target itself after `then:`",
        )
    return Chance(tuple(outcomes), page.at(node)) if outcomes else None


def _read_call(page: Page, node: Node) -> Flow | None:
    found = page.fields(node, CALL_KEYS)
    if found is None:
        return None
    scene = ""
    if "scene" in found:
        scene = read_id(page, found["scene"], "the id of a scene")
    then = read_flow(page, found["then"]) if "then" in found else None
    if scene and scene not in page.names.scenes:
        called = found["scene"]
        if scene in page.names.endings:
            mend = "write `then:` with the ending instead: an ending never comes back"
            page.report("BP121", called, f"{scene!r} is an ending and cannot be called", mend)
        elif isinstance(called, Scalar):
            page.unknown("BP121", called, "no scene", page.names.scenes)
    return CallScene(scene, then, page.at(node)) if scene and then else None


def _read_draw(page: Page, node: Node, *, drawing: bool) -> Flow | None:
    if not drawing:
        page.report(
            "BP166",
            node,
            "only a scene itself can draw",
            "make a scene with this `draw:` and go there",
        )
    found = page.fields(node, DRAW_KEYS)
    if found is None:
        return None
    deck = read_id(page, found["deck"], "the name of a deck") if "deck" in found else ""
    by_chance = "pick" in found and bool(read_one_of(page, found["pick"], "`pick`", ("chance",)))
    up_to = DRAWN_BY_DEFAULT
    if "up_to" in found:
        up_to = read_integer(page, found["up_to"], "`up_to`", 1, MOST_DRAWN) or up_to
        if by_chance:
            mend = "take `up_to` out, or take `pick: chance` out"
            page.report("BP163", found["up_to"], "chance draws one, so `up_to` says nothing", mend)
    then = read_flow(page, found["then"]) if "then" in found else None
    otherwise = read_flow(page, found["else"]) if "else" in found else then
    if not deck or then is None or otherwise is None:
        return None
    return Draw(deck, 1 if by_chance else up_to, by_chance, then, otherwise, page.at(node))
