"""Values of variables as authors write them: in settings, in what a test expects."""

from __future__ import annotations

from borderpost.story.model import Variable, VariableKind
from borderpost.story.parser.ids import read_ids
from borderpost.story.parser.page import Page
from borderpost.story.parser.scalars import read_integer, read_one_of
from borderpost.story.tree import Node, Scalar, Sequence


def read_value(page: Page, variable: Variable, node: Node) -> str:
    """A value that the variable can have, as written; the elements of a set joined by spaces."""
    what = f"the value of {variable.name!r}"
    if variable.kind is VariableKind.SET_OF:
        listed = read_ids(page, node, "words", f"[{', '.join(variable.words)}]")
        return " ".join(
            read_one_of(page, item, "an element of the set", variable.words) for item in listed
        )
    if variable.kind is VariableKind.ONE_OF:
        return read_one_of(page, node, what, variable.words)
    if variable.kind is VariableKind.FLAG:
        return read_one_of(page, node, what, ("true", "false"))
    if variable.kind is VariableKind.DERIVED and not isinstance(node, Sequence):
        return _read_derived(page, variable, node)
    number = read_integer(page, node, what, variable.low, variable.high)
    return "" if number is None else str(number)


def _read_derived(page: Page, variable: Variable, node: Node) -> str:
    """A derived value is a number or true or false, as its expression has it."""
    if variable.derivation is None:
        return node.value if isinstance(node, Scalar) else ""
    from borderpost.story.expressions.types import Type, type_of_variable

    what = f"the value of {variable.name!r}"
    if type_of_variable(variable, page.names) is Type.TRUTH:
        return read_one_of(page, node, what, ("true", "false"))
    number = read_integer(page, node, what, variable.low, variable.high)
    return "" if number is None else str(number)


def read_settings(page: Page, node: Node | None) -> dict[str, str]:
    """The settings for which something holds, as `when:` gives them."""
    settings: dict[str, str] = {}
    if node is None:
        return settings
    known = [name for name, variable in page.names.variables.items() if variable.ask]
    form = "when: {profile: full}"
    for key, value in page.entries(node, "settings and their values", form):
        variable = page.names.variables.get(key.value)
        if variable is not None and variable.ask:
            settings[key.value] = read_value(page, variable, value)
        elif variable is not None:
            mend = "name a variable with `ask: true`, or give it that key"
            page.report("BP123", key, f"{key.value!r} changes in play: it is no setting", mend)
        else:
            page.unknown("BP123", key, "no setting", known, "name a variable with `ask: true`")
    return settings
