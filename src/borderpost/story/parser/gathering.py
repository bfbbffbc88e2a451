"""The first pass: the parts of a story and their ids, from all its files, still unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from borderpost.story.messages import did_you_mean
from borderpost.story.parser.ids import RESERVED_WORDS, read_id
from borderpost.story.parser.page import Page, quoted
from borderpost.story.tree import Mapping, Node, Scalar

SECTIONS = (
    "story",
    "variables",
    "acts",
    "facts",
    "sources",
    "scenes",
    "endings",
    "policies",
    "checks",
    "tests",
    "allow",
    "removed",
    "discuss",
    "learning",
    "picture",
    "lesson",
)
"""The keys that a file may have at its top."""

KEYED = {
    "variables": "a variable",
    "facts": "a fact",
    "sources": "a source",
    "scenes": "a scene",
    "endings": "an ending",
    "policies": "a policy",
}
"""The sections whose parts have ids of their own, and what such a part is called."""

SCENE_KEYS = frozenset(("text", "choices", "then", "when_where", "act", "card", "title"))
"""Keys by which a scene is known that stands where it cannot."""

KEYS_OF_PARTS = {
    "variables": frozenset(("meter", "range", "start", "label", "better", "explain", "ask")),
    "facts": frozenset(("says", "mark", "kind", "paragraph", "by", "against")),
    "sources": frozenset(
        ("name", "named", "role", "access", "motive", "track_record", "independent_of")
    )
    | frozenset(("answers", "says", "context")),
    "scenes": SCENE_KEYS,
    "endings": frozenset(("title", "text", "facts", "unknowns", "bought", "cost")),
    "policies": frozenset(("prefer",)),
}
"""Keys by which a part of a section is known where the line with its id is lost."""

LOOSE_IDS = ("facts", "sources")


class Part(NamedTuple):
    """A part with an id, still unread; `first` is false where the id is already taken."""

    page: Page
    key: Scalar
    node: Node
    first: bool


class Section(NamedTuple):
    """What stands under one of the top-level keys of one file."""

    page: Page
    key: Scalar
    node: Node


class Gathered(NamedTuple):
    """A story in parts: those with ids by section, and the other sections as they stand."""

    parts: dict[str, list[Part]]
    sections: dict[str, list[Section]]


def gather(files: Iterable[tuple[Page, Mapping]], main: str) -> Gathered:
    """Gather the parts of all files; `main` is the one that holds `story:`."""
    gathered = Gathered({name: [] for name in KEYED}, {name: [] for name in SECTIONS})
    for page, tree in files:
        for key, node in tree.entries:
            section = key.value
            if section not in SECTIONS:
                section = _meant_section(page, key, node)
                if not section:
                    page.names.incomplete = True
                    continue
            if section == "story" and page.file != main:
                mend = f"move it to `{main}`, or take it out: a story has one"
                page.report("BP177", key, f"`story:` stands in {main} only", mend)
            else:
                node_itself = _without_scenes(page, section, node)
                gathered.sections[section].append(Section(page, key, node_itself))
    for name in KEYED:
        gathered.parts[name].extend(_parts(name, gathered.sections[name]))
    return gathered


def _meant_section(page: Page, key: Scalar, node: Node) -> str:
    """Report a key that no file has at its top; gives the section it may have meant."""
    held = {name.value for name, _ in node.entries} if isinstance(node, Mapping) else set()
    if did_you_mean(key.value, SECTIONS) or not held & SCENE_KEYS:
        return page.unknown_key(key, "a story's file", SECTIONS)
    _report_scene(page, key, "stands below no `scenes:`")
    return ""


def _without_scenes(page: Page, section: str, node: Node) -> Node:
    """What stands under a section, but for scenes that only lack their `scenes:`; they are told."""
    if section in ("scenes", "endings") or not isinstance(node, Mapping):
        return node
    lost = [key for key, value in node.entries if _looks_like_scene(value)]
    if not lost:
        return node
    _report_scene(page, lost[0], f"stands below `{section}:`")
    page.names.incomplete = True
    return node._replace(entries=tuple(pair for pair in node.entries if pair[0] not in lost))


def _looks_like_scene(node: Node) -> bool:
    held = {name.value for name, _ in node.entries} if isinstance(node, Mapping) else set()
    return "choices" in held or {"text", "then"} <= held


def _report_scene(page: Page, key: Scalar, where: str) -> None:
    """Report a scene that stands where none can."""
    message = f"{quoted(key.value)} looks like a scene, and {where}"
    mend = "write `scenes:` above it at the left edge, and indent it by two"
    page.report("BP101", key, message, mend, paste=f"scenes:\n  {key.value}:")


def value_of(node: Node | None, key: str) -> Node | None:
    """What stands under a key, if the node is a mapping that has it."""
    if isinstance(node, Mapping):
        for name, value in node.entries:
            if name.value == key:
                return value
    return None


def word_of(node: Node | None) -> str:
    """The value of a scalar; empty for anything else."""
    return node.value if isinstance(node, Scalar) else ""


def _parts(section: str, found: list[Section]) -> Iterator[Part]:
    """The parts of a section over all files; an id given twice is told with its first place."""
    what = KEYED[section]
    firsts: dict[str, tuple[Page, Scalar]] = {}
    for page, _, node in found:
        stray = False
        for key, value in page.entries(
            node, f"the {section}, by id", f"{what}'s id, then its keys"
        ):
            if key.value in KEYS_OF_PARTS[section] and not isinstance(value, Mapping):
                if not stray:
                    _report_stray(page, key, what)
                stray = True
                continue
            stray = False
            read_id(page, key, f"the id of {what}", loose=section in LOOSE_IDS)
            if key.value in _refused(section):
                mend = "take another name: this word has a meaning of its own"
                page.report("BP110", key, f"{key.value!r} cannot be the id of {what}", mend)
            before = firsts.setdefault(key.value, (page, key))
            if before[1] is not key:
                page.report(
                    "BP111",
                    key,
                    f"{what} with the id {key.value!r} already stands at {before[0].at(before[1])}",
                    "give one of the two another id, or take it out",
                )
            yield Part(page, key, value, before[1] is key)


def _report_stray(page: Page, key: Scalar, what: str) -> None:
    """Report a key of a part that stands where the id of one is due; what it is of is not known."""
    page.names.incomplete = True
    message = f"{key.value!r} is a key of {what}, and stands where the id of one is due"
    mend = f"indent it like the other keys of {what}, or write the id above it"
    page.report("BP103", key, message, mend)


def _refused(section: str) -> Iterable[str]:
    if section == "variables":
        return RESERVED_WORDS
    return ("return",) if section in ("scenes", "endings") else ()
