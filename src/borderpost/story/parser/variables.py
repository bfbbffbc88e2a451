"""Variables: six kinds of bounded values, of which derived ones are never stored."""

from __future__ import annotations

import re
from typing import NamedTuple

from borderpost.story.expressions.types import MAX_DERIVATIONS
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names
from borderpost.story.parser.gathering import Part
from borderpost.story.parser.ids import RESERVED_WORDS, read_former_ids, read_ids
from borderpost.story.parser.page import (
    HIGHEST_NUMBER,
    Keys,
    Page,
    keys_of,
)
from borderpost.story.parser.scalars import (
    read_integer,
    read_one_of,
    read_truth,
    read_words,
    whole_number,
)
from borderpost.story.tree import Mapping, Node, Scalar, Sequence

KINDS = {
    kind.value: keys_of(f"a {name}", kind.value, f"was explain label {optional}")
    for kind, name, optional in (
        (VariableKind.METER, "meter", "start better"),
        (VariableKind.RANGE, "range", "start ask"),
        (VariableKind.ONE_OF, "one_of variable", "start ask"),
        (VariableKind.FLAG, "flag", "start ask"),
        (VariableKind.SET_OF, "set_of variable", "start"),
        (VariableKind.DERIVED, "derived variable", ""),
    )
}
"""The keys that each kind of variable takes, by the key that makes it one."""

ALL_KEYS = Keys("a variable", (), frozenset().union(*(keys.known for keys in KINDS.values())))
BETTER = ("high", "low", "none")

WORDS = re.compile(r"\w+")

MOST_WORDS = 256
"""A value is a small number in the state."""


class Value(NamedTuple):
    """The bounds, words and start of a variable."""

    low: int = 0
    high: int = 1
    start: int = 0
    words: tuple[str, ...] = ()


def read_variables(parts: list[Part], names: Names) -> None:
    """Read all variables into `names`, the derived ones last, since they rest on others.

    A variable that cannot be read is entered as derived from nothing, which fits everywhere, so
    that one fault is not told at every place where the variable is used.
    """
    derived: list[tuple[Part, Scalar]] = []
    for part in parts:
        variable, derivation = _read_variable(part)
        if part.first:
            names.variables[part.key.value] = variable
            if derivation is not None:
                derived.append((part, derivation))
    _read_derivations(derived)


def _read_variable(part: Part) -> tuple[Variable, Scalar | None]:
    page, key, node, _ = part
    at = page.at(key)
    unread = Variable(key.value, VariableKind.DERIVED, at)
    if not isinstance(node, Mapping):
        page.fields(node, Keys("a variable", ("meter",), ALL_KEYS.known))
        return unread, None
    found = {name.value: value for name, value in node.entries}
    kinds = [name for name in KINDS if name in found]
    if len(kinds) != 1:
        _report_kinds(page, key, node, kinds)
        return unread, None
    kind = VariableKind(kinds[0])
    _check_keys(page, node, KINDS[kind])
    value: Value | None = Value()
    derivation = None
    if kind is VariableKind.DERIVED:
        written = found["derive"]
        if isinstance(written, Scalar):
            derivation = written
        else:
            page.wrong_shape(written, "an expression", "write one such as `money >= 2`")
    elif kind in (VariableKind.METER, VariableKind.RANGE):
        value = _read_number(page, found[kind], found.get("start"))
    elif kind is VariableKind.FLAG:
        value = _read_flag(page, found["flag"], found.get("start"))
    else:
        value = _read_words(page, found[kind], found.get("start"), kind)
    if value is None:
        return unread, None
    return Variable(
        key.value,
        kind,
        at,
        *value,
        None,
        read_words(page, found["label"], "a label") if "label" in found else "",
        (read_one_of(page, found["better"], "`better`", BETTER) or "none")
        if kind is VariableKind.METER and "better" in found
        else "none",
        read_words(page, found["explain"], "an explanation") if "explain" in found else "",
        "ask" in found and "ask" in KINDS[kind].known and read_truth(page, found["ask"], "`ask`"),
        read_former_ids(page, found.get("was"), "variable", page.names.variables),
    ), derivation


def _report_kinds(page: Page, key: Scalar, node: Mapping, kinds: list[str]) -> None:
    page.fields(node, ALL_KEYS)
    if kinds:
        message = f"{key.value!r} is of two kinds at once: {' and '.join(kinds)}"
    else:
        message = f"it is not said what kind of variable {key.value!r} is"
    page.report("BP160", key, message, f"give it exactly one of: {', '.join(KINDS)}")


def _check_keys(page: Page, node: Mapping, keys: Keys) -> None:
    """Tell a key that no variable takes from one that only another kind takes."""
    for name, _ in node.entries:
        if name.value in ALL_KEYS.known and name.value not in keys.known:
            takers = [kind for kind, known in KINDS.items() if name.value in known.known]
            page.report(
                "BP163",
                name,
                f"{keys.part} takes no `{name.value}`",
                f"take it out; `{name.value}` is for: {', '.join(takers)}",
            )
    if not {name.value for name, _ in node.entries} <= ALL_KEYS.known:
        page.fields(node, ALL_KEYS._replace(part=keys.part))


def _read_number(page: Page, bounds: Node, start: Node | None) -> Value | None:
    """Bounds `low..high`, both included, and a start within them (the lowest if none is given)."""
    low, high = read_bounds(bounds)
    if low is None or high is None:
        said = f", not {bounds.value!r}" if isinstance(bounds, Scalar) else ""
        page.report(
            "BP162",
            bounds,
            f"bounds are two whole numbers with two points between{said}",
            "write the lowest and the highest value, such as `0..10`",
        )
        return None
    if low >= high:
        mend = (
            f"write the lower number first: `{high}..{low}`"
            if low > high
            else "make the second number higher"
        )
        page.report("BP162", bounds, f"the bounds {low}..{high} hold no two values", mend)
        return None
    if max(abs(low), abs(high)) > HIGHEST_NUMBER:
        page.report(
            "BP106",
            bounds,
            f"bounds go from {-HIGHEST_NUMBER} to {HIGHEST_NUMBER} at most",
            "count in larger units",
        )
        return None
    begins = low if start is None else read_integer(page, start, "`start`", low, high)
    return Value(low, high, low if begins is None else begins)


def read_bounds(node: Node) -> tuple[int | None, int | None]:
    """The numbers of `low..high`."""
    if not isinstance(node, Scalar):
        return None, None
    low, dots, high = node.value.partition("..")
    if not dots:
        return None, None
    return whole_number(low.strip()), whole_number(high.strip())


def _read_flag(page: Page, written: Node, start: Node | None) -> Value:
    if not (isinstance(written, Scalar) and written.value == "true"):
        page.report(
            "BP107",
            written,
            "a flag is declared by `flag: true`",
            "write `flag: true`; it starts false unless `start: true` is given",
        )
    return Value(start=int(start is not None and read_truth(page, start, "`start`")))


def _read_words(page: Page, written: Node, start: Node | None, kind: VariableKind) -> Value | None:
    """Words, and which of them hold at the start: for a one_of the first if none is given."""
    listed = read_ids(page, written, "words", f"{kind}: [calm, alarmed]")
    words = tuple(item.value for item in listed)
    for item in listed:
        if item.value in RESERVED_WORDS:
            mend = "take another word: this one has a meaning of its own in expressions"
            page.report("BP110", item, f"{item.value!r} cannot be a value", mend)
    if len(words) > MOST_WORDS or (isinstance(written, Sequence) and not written.items):
        mend = f"list from one to {MOST_WORDS} words"
        page.report("BP106", written, f"a variable cannot have {len(words)} words", mend)
    if not words:
        return None
    if start is None:
        return Value(words=words)
    if kind is VariableKind.ONE_OF:
        word = read_one_of(page, start, "`start`", words)
        return Value(start=words.index(word) if word else 0, words=words)
    bits = 0
    for item in read_ids(page, start, "words", f"start: [{words[0]}]"):
        if read_one_of(page, item, "an element of the set", words):
            bits |= 1 << words.index(item.value)
    return Value(start=bits, words=words)


def _read_derivations(derived: list[tuple[Part, Scalar]]) -> None:
    """Read derivations in an order in which each rests on what is already read."""
    waiting = {part.key.value: (part, node) for part, node in derived}
    rests_on = {
        name: [word for word in WORDS.findall(node.value) if word in waiting]
        for name, (_, node) in waiting.items()
    }
    done: set[str] = set()
    for name in waiting:
        _read_derivation([name], waiting, rests_on, done)


def _read_derivation(
    path: list[str],
    waiting: dict[str, tuple[Part, Scalar]],
    rests_on: dict[str, list[str]],
    done: set[str],
) -> None:
    name = path[-1]
    part, node = waiting[name]
    for other in rests_on[name]:
        if other in path or len(path) == MAX_DERIVATIONS:
            done.add(name)
            chain = " -> ".join([*path[-5:], other])
            part.page.report(
                "BP173",
                node,
                f"these variables rest on each other without end: {chain}"
                if other in path
                else f"more than {MAX_DERIVATIONS} derived variables rest on each other: {chain}",
                "derive one of them from variables that are stored",
            )
            return
        if other not in done:
            _read_derivation([*path, other], waiting, rests_on, done)
    if name not in done:
        done.add(name)
        _derive(part.page, name, node)


def _derive(page: Page, name: str, node: Scalar) -> None:
    from borderpost.story.expressions.reading import read_value_expression
    from borderpost.story.expressions.types import bounds_of

    names = page.names
    read = read_value_expression(node.value.rstrip(), page.inside(node), names, page.findings)
    if read is not None:
        derivation, _ = read
        low, high = bounds_of(derivation.expression, names) or (0, 1)
        names.variables[name] = names.variables[name]._replace(
            derivation=derivation, low=low, high=high
        )
