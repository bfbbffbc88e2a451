"""One file of a story while its tree is read: where things stand, shapes, reporting.

Whatever finds something wrong reports it and gives None (or what could be read), so that reading
goes on and all problems are told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from borderpost.story.diagnostics import Findings
from borderpost.story.messages import did_you_mean
from borderpost.story.names import Names
from borderpost.story.position import Position
from borderpost.story.tree import Mapping, Node, Scalar, Sequence

HIGHEST_NUMBER = 1_000_000
"""No number in a story is further from zero: every number is bounded, so that proofs end."""

MOST_LISTED = 1_000
"""So many choices, questions, answers, blocks of a text, ways or effects stand in one place."""

Listed = TypeVar("Listed")

MEANT_KEYS = {
    "action": "do",
    "actions": "do",
    "aim": "says",
    "body": "text",
    "cards": "card",
    "condition": "if",
    "description": "text",
    "effect": "do",
    "effects": "do",
    "go": "then",
    "goto": "then",
    "name": "id",
    "next": "then",
    "options": "choices",
    "question": "questions",
    "require": "if",
    "requires": "if",
    "target": "then",
    "to": "then",
    "when": "if",
}
"""Keys that other formats use, and ours that mean the same."""


_position: Callable[[tuple[str, int, int]], Position] = partial(tuple.__new__, Position)
"""Makes a position in half the time that its class takes: every part of a story has one."""


class Keys(NamedTuple):
    """The keys that one kind of part takes; `part` is its name in messages."""

    part: str
    required: tuple[str, ...]
    known: frozenset[str]


def keys_of(part: str, required: str, optional: str = "") -> Keys:
    """The keys of a part, each list given as words."""
    needed = tuple(required.split())
    return Keys(part, needed, frozenset((*needed, *optional.split())))


class Notes(NamedTuple):
    """What is noted over all files of a story, for a look back when all are read.

    `given_anew` holds the keys that each question with `again` gives itself; `former` where each
    former id was claimed, by the kind of part and the id.
    """

    given_anew: dict[str, frozenset[str]]
    former: dict[tuple[str, str], Position]


class Page:
    """One file: its name, and the names, findings and notes of the whole story."""

    __slots__ = ("file", "findings", "names", "notes")

    def __init__(self, file: str, names: Names, findings: Findings, notes: Notes) -> None:
        """Read `file`, checking names against `names` and reporting to `findings`."""
        self.file = file
        self.names = names
        self.findings = findings
        self.notes = notes

    # --- Where things stand ---------------------------------------------------------------

    def at(self, node: Node) -> Position:
        """Where a node begins."""
        return _position((self.file, node.line, node.column))

    def inside(self, node: Scalar) -> Position:
        """Where the first character of a value stands: behind its quote, below its `|`."""
        style = node.style
        if style == "":
            return _position((self.file, node.line, node.column))
        if style in "|>":
            return self._inside_block(node)
        return Position(self.file, node.line, node.column + 1)

    def _inside_block(self, node: Scalar) -> Position:
        value = node.value
        blank = len(value) - len(value.lstrip("\n"))
        first = value[blank : (value.find("\n", blank) + 1 or len(value) + 1) - 1]
        source = self.findings.line(self.file, node.line + 1 + blank)
        if node.style == "|" and source.endswith(first):
            return Position(self.file, node.line + 1, len(source) - len(first) + 1)
        return Position(self.file, node.line + 1, len(source) - len(source.lstrip(" ")) + 1)

    # --- Reporting ------------------------------------------------------------------------

    def report(
        self,
        code: str,
        node: Node | Position,
        message: str,
        mend: str,
        *,
        width: int = 0,
        paste: str = "",
    ) -> None:
        """Report a finding at a node, underlining a single-line value whole, or at a position."""
        if isinstance(node, Position):
            self.findings.add(code, node, message, mend, width=width, paste=paste)
            return
        if not width and isinstance(node, Scalar) and node.end_line == node.line:
            width = node.end_column - node.column
        self.findings.add(code, self.at(node), message, mend, width=width, paste=paste)

    def wrong_shape(self, node: Node, wanted: str, mend: str, *, paste: str = "") -> None:
        """Report that something of another shape than `wanted` stands here."""
        self.report("BP103", node, f"expected {wanted}, found {_shape(node)}", mend, paste=paste)

    def unknown(
        self, code: str, node: Scalar, kind: str, candidates: Iterable[str], mend: str = ""
    ) -> None:
        """Report a name that nothing of that kind bears, unless a file could not be read."""
        self.unknown_name(code, node, node.value, (kind, candidates), mend)

    def unknown_name(
        self,
        code: str,
        node: Node | Position,
        name: str,
        among: tuple[str, Iterable[str]],
        mend: str = "",
    ) -> None:
        """The same where the name is only a part of the value at the node."""
        if self.names.incomplete:
            return
        kind, candidates = among
        hint = did_you_mean(name, candidates)
        self.report(
            code,
            node,
            f"{quoted(name)} is {kind}{hint}",
            mend or "write the name as it is where it is defined, or define it",
            width=len(name),
        )

    # --- Shapes ---------------------------------------------------------------------------

    def fields(self, node: Node, keys: Keys, at: Position | None = None) -> dict[str, Node] | None:
        """The values of a part by key; unknown and missing keys are reported.

        A missing key is reported at `at`, the part's own position, else where the node begins.
        """
        if not isinstance(node, Mapping):
            self._not_a_part(node, keys)
            return None
        found = {key.value: value for key, value in node.entries}
        if not keys.known.issuperset(found):
            self._mend_keys(node, keys, found)
        for key in keys.required:
            if key not in found:
                self.report(
                    "BP102",
                    at or self.at(node),
                    f"{keys.part} needs the key {key!r}",
                    f"add `{key}:` with its value",
                )
        return found

    def _not_a_part(self, node: Node, keys: Keys) -> None:
        mend = "write its keys below one another, indented"
        if keys.required:
            mend += f", at least: {', '.join(f'`{key}:`' for key in keys.required)}"
        self.wrong_shape(node, f"{keys.part} as keys with values", mend)

    def _mend_keys(self, node: Mapping, keys: Keys, found: dict[str, Node]) -> None:
        """Report keys that the part does not take, and read on as if what was meant stood there."""
        for key, value in node.entries:
            if key.value in keys.known:
                continue
            meant = self.unknown_key(key, keys.part, sorted(keys.known))
            if meant and meant not in found:
                found[meant] = value

    def unknown_key(self, key: Scalar, part: str, known: Iterable[str]) -> str:
        """Report a key that a part does not take; gives the known one that it may have meant."""
        known = list(known)
        hint = did_you_mean(key.value, known)
        meant = next((name for name in known if f"'{name}'" in hint), "")
        if not hint and MEANT_KEYS.get(key.value.lower(), "") in known:
            meant = MEANT_KEYS[key.value.lower()]
            hint = f"; did you mean {meant!r}?"
        message = f"{part} has no key {quoted(key.value)}{hint}"
        mend = f"its keys are: {', '.join(known)}"
        if not meant and is_phrase(key):
            message = f"YAML takes {quoted(key.value)} for a key, which {part} does not have"
            mend = "if this line is part of a text, indent it like the lines of that text"
        self.report("BP101", key, message, mend)
        return meant

    def entries(
        self, node: Node, what: str, form: str, *, some: bool = False
    ) -> tuple[tuple[Scalar, Node], ...]:
        """The keys and values of a mapping whose keys the author chooses; `some`: at least one."""
        if isinstance(node, Mapping):
            if some and not node.entries:
                self.report("BP113", node, f"there are no {what} here", f"write them as {form}")
            return node.entries
        self.wrong_shape(node, f"{what}, as keys with values", f"write it as {form}")
        return ()

    def items(self, node: Node, what: str, form: str, *, some: bool = False) -> tuple[Node, ...]:
        """The items of a list; `some`: at least one."""
        if isinstance(node, Sequence):
            if some and not node.items:
                self.report("BP113", node, f"there are no {what} here", f"write them as {form}")
            return node.items
        mend, paste = f"write it as {form}", ""
        if isinstance(node, Scalar) and node.style == "" and node.end_line == node.line:
            line = self.findings.line(self.file, node.line)
            before, after = line[: node.column - 1], line[node.end_column - 1 :]
            if node.value and not set("[]{}#:") & set(node.value):
                many = "," in node.value
                mend = f"put {'them' if many else 'it'} in square brackets"
                paste = f"{before}[{node.value}]{after}"
        self.wrong_shape(node, f"a list of {what}", mend, paste=paste)
        return ()

    def few(self, parts: tuple[Listed, ...], node: Node, what: str) -> tuple[Listed, ...]:
        """Parts that a scene holds, the first of them where there are more than anybody reads."""
        if len(parts) > MOST_LISTED:
            message = f"there are {len(parts):,} {what} here; {MOST_LISTED:,} is the most"
            self.report("BP106", self.at(node), message, "spread them over several scenes")
        return parts[:MOST_LISTED]


def is_phrase(key: Scalar) -> bool:
    """Whether what YAML read as a key is rather part of a sentence."""
    return key.style == "" and " " in key.value


def quoted(text: str) -> str:
    """A text in quotes for a message, its control characters shown and its length bounded."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _shape(node: Node) -> str:
    if isinstance(node, Mapping):
        return "keys with values"
    if isinstance(node, Sequence):
        return "a list"
    return quoted(node.value) if node.value else "nothing"
