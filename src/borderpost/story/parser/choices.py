"""Choices: the ways on that a player may take, what they cost, and what comes of them later."""

from __future__ import annotations

import re

from borderpost.story.model import Choice, Later, VariableKind
from borderpost.story.parser.flow import WAYS_ON, read_way_on
from borderpost.story.parser.gathering import value_of
from borderpost.story.parser.ids import read_former_ids, read_id, read_tags
from borderpost.story.parser.logic import read_do, read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_one_of, read_truth, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.tree import Mapping, Node, Scalar

CHOICE_KEYS = keys_of(
    "a choice",
    "id label",
    "if locked cost do after then call draw tags fallback once later shows readers was",
)
LATER_KEYS = keys_of("`later`", "at", "do text")
SHOWN = ("direction", "readers")
NOT_FOR_FALLBACK = ("if", "cost", "once")


def read_choices(
    page: Page, node: Node | None, scene: str, *, storylet: bool
) -> tuple[Choice, ...]:
    """The choices of a scene, in the order they are offered."""
    if node is None:
        return ()
    choices: list[Choice] = []
    firsts: dict[str, Choice] = {}
    listed = page.items(node, "choices", "a list, each choice after `- `", some=True)
    for item in page.few(listed, node, "choices"):
        choice = _read_choice(page, item, scene, storylet=storylet)
        if choice is None:
            continue
        first = firsts.setdefault(choice.id, choice) if choice.id else choice
        if first is not choice:
            page.report(
                "BP111",
                value_of(item, "id") or item,
                f"a choice of this scene with the id {choice.id!r} already stands at {first.at}",
                "give one of them another id: saves and tests tell choices by it",
            )
            continue
        choices.append(choice)
    return tuple(choices)


def _holds_way_on(text: Node | None) -> bool:
    """Whether a text ends in what was meant to say where a choice leads."""
    return (
        isinstance(text, Scalar) and re.search(r"\n *then: *\w+$", text.value.rstrip()) is not None
    )


def _read_choice(page: Page, node: Node, scene: str, *, storylet: bool) -> Choice | None:
    found = page.fields(node, CHOICE_KEYS)
    if found is None or not isinstance(node, Mapping):
        return None
    get = found.get
    name = read_id(page, found["id"], "the id of a choice") if "id" in found else ""
    flow = read_way_on(page, found, drawing=False)
    if not storylet and found.keys().isdisjoint(WAYS_ON):
        page.report(
            "BP164",
            node,
            "this choice does not say where it leads",
            "indent `then:` like the choice's other keys: it belongs to the text above it now"
            if any(_holds_way_on(found.get(key)) for key in ("after", "label"))
            else "add `then:` with the id of a scene or an ending",
        )
    fallback = "fallback" in found and read_truth(page, found["fallback"], "`fallback`")
    if fallback:
        _check_fallback(page, found)
    # A choice without a usable id is kept: its targets are still named by it.
    return Choice(
        name,
        read_text(page, get("label"), "a label"),
        flow,
        page.at(node),
        read_if(page, get("if")),
        read_text(page, found["locked"], "the reason why a choice is locked")
        if "locked" in found
        else (),
        _read_cost(page, found["cost"]) if "cost" in found else (),
        read_do(page, get("do")),
        read_text(page, found["after"], "what is read after a choice") if "after" in found else (),
        _read_later(page, found["later"]) if "later" in found else (),
        read_tags(page, get("tags")),
        fallback,
        "once" in found and read_truth(page, found["once"], "`once`"),
        _read_shows(page, found) if "shows" in found or "readers" in found else "",
        read_words(page, found["readers"], "who will read the words") if "readers" in found else "",
        _read_former_ids(page, found["was"], scene) if "was" in found else (),
    )


def _read_former_ids(page: Page, node: Node, scene: str) -> tuple[str, ...]:
    return read_former_ids(page, node, f"choice of {scene}", page.names.scenes.get(scene, {}))


def _check_fallback(page: Page, found: dict[str, Node]) -> None:
    """A fallback is always offered, so nothing may stand in its way."""
    for key in NOT_FOR_FALLBACK:
        if key in found:
            page.report(
                "BP170",
                found[key],
                f"a fallback is always offered, so it takes no `{key}`",
                f"take `{key}` out, or take `fallback: true` out",
            )


def _read_cost(page: Page, node: Node) -> tuple[tuple[str, int], ...]:
    """What a choice takes from meters, never nothing and never more than a meter can hold."""
    cost = []
    for key, value in page.entries(node, "meters and what is taken from them", "cost: {money: 2}"):
        variable = page.names.variables.get(key.value)
        if variable is None:
            meters = [
                name
                for name, known in page.names.variables.items()
                if known.kind is VariableKind.METER
            ]
            page.unknown("BP120", key, "no variable", meters)
            read_integer(page, value, "a cost", 1)
            continue
        if variable.kind is not VariableKind.METER:
            if variable.kind is VariableKind.DERIVED and variable.derivation is None:
                continue  # It could not be read, which is told where it stands.
            page.report(
                "BP169",
                key,
                f"a cost is taken from meters, and {key.value!r} is none",
                "write the change under `do:`, and what it needs under `if:`",
            )
            continue
        amount = read_integer(page, value, "a cost", 1, max(1, variable.high - variable.low))
        if amount is not None:
            cost.append((key.value, amount))
    return tuple(cost)


def _read_later(page: Page, node: Node) -> tuple[Later, ...]:
    """What comes due when an act begins: one such thing, or a list of them."""
    if isinstance(node, Mapping):
        nodes: tuple[Node, ...] = (node,)
    else:
        nodes = page.items(node, "what comes later", "later: {at: act, do: [...]}")
    found = (_read_one_later(page, item) for item in nodes)
    return tuple(later for later in found if later is not None)


def _read_one_later(page: Page, node: Node) -> Later | None:
    found = page.fields(node, LATER_KEYS)
    if found is None:
        return None
    act = read_act(page, found["at"]) if "at" in found else ""
    do = read_do(page, found.get("do"))
    text = read_text(page, found.get("text"), "what is read later")
    if "do" not in found and "text" not in found:
        mend = "add `do:` with effects, `text:` with prose, or both"
        page.report("BP102", node, "`later` needs something that comes due", mend)
    return Later(act, do, text, page.at(node)) if act else None


def read_act(page: Page, node: Node) -> str:
    """The id of an act that the story has; empty if it is none."""
    act = read_id(page, node, "the id of an act")
    if not act or not isinstance(node, Scalar):
        return ""
    if act not in page.names.acts:
        mend = "write the name as it is under `acts:`, or add it there"
        page.unknown("BP124", node, "no act", page.names.acts, mend)
        return ""
    return act


def _read_shows(page: Page, found: dict[str, Node]) -> str:
    """What is told before a choice is taken; `readers` says to whom its words will go."""
    shows = read_one_of(page, found["shows"], "`shows`", SHOWN) if "shows" in found else ""
    if shows == "readers" and "readers" not in found:
        mend = "add `readers:` with who that is, such as `readers: the capital`"
        page.report("BP102", found["shows"], "`shows: readers` needs the key 'readers'", mend)
    elif "readers" in found and shows != "readers" and not ("shows" in found and not shows):
        mend = "add `shows: readers`, or take `readers` out"
        page.report("BP163", found["readers"], "`readers` goes with `shows: readers` only", mend)
    return shows
