"""Policies, and the contracts that a check proves over every reachable state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from borderpost.story.model import Condition, Contract, Policy
from borderpost.story.parser.ids import read_id, read_ids
from borderpost.story.parser.logic import read_if
from borderpost.story.parser.page import Keys, Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_words
from borderpost.story.parser.values import read_settings
from borderpost.story.tree import Mapping as Keyed, Node, Scalar

POLICY_KEYS = keys_of("a policy", "prefer")
SHARE_KEYS = keys_of("`share`", "ending between", "player")
OF_POLICY_KEYS = keys_of("`policy`", "name never_ends_in")
FIGURE_KEYS = {
    "minutes": keys_of("`minutes`", "", "at_least at_most"),
    "words": keys_of("`words`", "", "at_least at_most"),
    "states": keys_of("`states`", "at_most"),
    "every_ending": keys_of("`every_ending`", "", "cites_at_least unknowns_at_least"),
}
UNIFORM = "uniform"
"""The player who takes each choice offered with the same chance: no policy may have this name."""

PER_CENT = re.compile(r"\s*(\d{1,3}(?:\.\d{1,6})?) ?%\s*")
HIGHEST_FIGURE = 1_000_000_000


class Terms(NamedTuple):
    """What a contract says, without its place and the settings it holds for."""

    condition: Condition | None = None
    targets: tuple[str, ...] = ()
    player: str = ""
    numbers: Mapping[str, float] = {}


def read_policy(page: Page, key: Scalar, node: Node) -> Policy | None:
    """A policy, its id already checked: tags of choices in order of preference."""
    if key.value == UNIFORM:
        mend = "take another name: this one is the player who prefers nothing"
        page.report("BP110", key, f"{UNIFORM!r} cannot be the id of a policy", mend)
    found = page.fields(node, POLICY_KEYS, page.at(key))
    if found is None:
        return None
    prefer = []
    if "prefer" in found:
        form = "prefer: [cautious, official]"
        for item in read_ids(page, found["prefer"], "tags", form, loose=True):
            if item.value not in page.names.tags:
                mend = "give the tag to a choice: `tags: [...]`, or take it out here"
                page.unknown("BP118", item, "no tag of any choice", page.names.tags, mend)
            prefer.append(item.value)
    return Policy(key.value, tuple(prefer), page.at(key))


def read_contracts(page: Page, node: Node) -> list[Contract]:
    """The contracts of one `checks:` list."""
    form = "a list, each contract after `- `"
    found = (_read_contract(page, item) for item in page.items(node, "contracts", form))
    return [contract for contract in found if contract is not None]


def _read_contract(page: Page, node: Node) -> Contract | None:
    found = page.fields(node, CONTRACT_KEYS)
    if found is None:
        return None
    settings = read_settings(page, found.get("when"))
    kinds = [key for key in found if key in CONTRACTS]
    if len(kinds) != 1:
        said = f"both `{kinds[0]}` and `{kinds[1]}`" if kinds else "nothing"
        page.report(
            "BP175",
            node,
            f"a contract promises one thing; here it promises {said}",
            f"give each its own entry, with one of: {', '.join(CONTRACTS)}",
        )
        return None
    kind = kinds[0]
    terms = CONTRACTS[kind](page, kind, found[kind])
    if terms is None:
        return None
    return Contract(kind, one_line(node), page.at(node), *terms, settings)


def _read_truth(page: Page, _kind: str, node: Node) -> Terms | None:
    condition = read_if(page, node)
    return Terms(condition) if condition is not None else None


def _read_reachable(page: Page, _kind: str, node: Node) -> Terms:
    targets = []
    for item in page.items(node, "scenes, choices and endings", "reachable: [scene, scene.choice]"):
        name = read_words(page, item, "the id of a scene, a choice or an ending")
        if name and isinstance(item, Scalar) and known_place(page, item):
            targets.append(name)
    return Terms(targets=tuple(targets))


def known_place(page: Page, node: Scalar) -> bool:
    """Whether a name is a scene's, an ending's or a choice's (`scene.choice`); reported if not."""
    names = page.names
    scene, dot, choice = node.value.partition(".")
    if not dot:
        if scene in names.scenes or scene in names.endings:
            return True
        among = [*names.scenes, *names.endings]
        page.unknown("BP122", node, "no scene and no ending", among)
        return False
    if scene not in names.scenes:
        page.unknown_name("BP121", node, scene, ("no scene", names.scenes))
        return False
    return known_choice(page, node, scene, choice)


def known_choice(page: Page, node: Scalar, scene: str, choice: str) -> bool:
    """Whether a scene offers a choice, its own or a storylet that it draws; reported if not."""
    names = page.names
    offered = [*names.scenes[scene]]
    for deck in names.drawn.get(scene, ()):
        offered += names.decks.get(deck, ())
    if choice in offered:
        return True
    at = page.inside(node)
    at = at._replace(column=at.column + len(node.value) - len(choice))
    page.unknown_name("BP119", at, choice, (f"no choice of the scene {scene!r}", offered))
    return False


def _read_endings(page: Page, node: Node) -> tuple[str, ...]:
    endings = []
    for item in read_ids(page, node, "endings", "[one_ending, another]"):
        if item.value in page.names.endings:
            endings.append(item.value)
        else:
            page.unknown("BP125", item, "no ending", page.names.endings)
    return tuple(endings)


def _read_share(page: Page, _kind: str, node: Node) -> Terms | None:
    found = page.fields(node, SHARE_KEYS)
    if found is None or "ending" not in found or "between" not in found:
        return None
    ending = found["ending"]
    name = read_id(page, ending, "the id of an ending")
    if name and name not in page.names.endings and isinstance(ending, Scalar):
        page.unknown("BP125", ending, "no ending", page.names.endings)
    player = _read_player(page, found["player"]) if "player" in found else UNIFORM
    numbers = _read_per_cents(page, found["between"])
    return Terms(None, (name,), player, numbers) if numbers else None


def _read_player(page: Page, node: Node) -> str:
    name = read_id(page, node, "the name of a policy")
    if name and name != UNIFORM and name not in page.names.policies and isinstance(node, Scalar):
        page.unknown("BP117", node, "no policy", [UNIFORM, *page.names.policies])
    return name


def _read_per_cents(page: Page, node: Node) -> dict[str, float]:
    written = node.value if isinstance(node, Scalar) else ""
    ends = [PER_CENT.fullmatch(end) for end in written.split("..")]
    if len(ends) == 2 and ends[0] and ends[1]:
        low, high = float(ends[0][1]), float(ends[1][1])
        if low <= high <= 100:
            return {"low": low, "high": high}
    page.report(
        "BP162",
        node,
        "a share lies between two per cents, the lower first",
        "write it such as `between: 2%..25%`",
    )
    return {}


def _read_policy_promise(page: Page, _kind: str, node: Node) -> Terms | None:
    found = page.fields(node, OF_POLICY_KEYS)
    if found is None or "name" not in found or "never_ends_in" not in found:
        return None
    player = _read_player(page, found["name"])
    return Terms(None, _read_endings(page, found["never_ends_in"]), player)


def _read_figures(page: Page, kind: str, node: Node) -> Terms | None:
    keys = FIGURE_KEYS[kind]
    found = page.fields(node, keys)
    if found is None:
        return None
    if isinstance(node, Keyed) and not node.entries:
        wanted = " or ".join(f"`{key}`" for key in sorted(keys.known))
        page.report("BP102", node, f"{keys.part} needs a figure", f"add {wanted}")
    numbers: dict[str, float] = {}
    for key in sorted(keys.known & found.keys()):
        number = read_integer(page, found[key], f"`{key}`", 0, HIGHEST_FIGURE)
        if number is not None:
            numbers[key] = number
    return Terms(numbers=numbers)


def one_line(node: Node) -> str:
    """A part of the tree in one line, the way its author might have written it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Keyed):
        return ", ".join(f"{key.value}: {_inner(value)}" for key, value in node.entries)
    return f"[{', '.join(_inner(item) for item in node.items)}]"


def _inner(node: Node) -> str:
    return f"{{{one_line(node)}}}" if isinstance(node, Keyed) else one_line(node)


CONTRACTS: dict[str, Callable[[Page, str, Node], Terms | None]] = {
    "always": _read_truth,
    "never": _read_truth,
    "reachable": _read_reachable,
    "share": _read_share,
    "policy": _read_policy_promise,
    **dict.fromkeys(FIGURE_KEYS, _read_figures),
}
"""How each kind of contract is read."""

CONTRACT_KEYS = Keys("a contract", (), frozenset((*CONTRACTS, "when")))
