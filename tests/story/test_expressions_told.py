"""What an author is told of each fault in an expression: every word, every mend, and where.

`expressions_told.txt` holds, below the name of each reader, expressions as an author might write
them; below each stands what is told, marked as far as it is underlined. To write the file anew
after a change that is meant, run `python -m tests.story.test_expressions_told`, and read what came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.reading import (
    read_condition,
    read_effect,
    read_value_expression,
)
from borderpost.story.model import Variable, VariableKind
from borderpost.story.names import Names
from borderpost.story.position import Position
from tests.story.test_expressions import AT, some_names

TOLD = Path(__file__).with_name("expressions_told.txt")

BEGIN_WITH = "begin with a variable and a sign, as in money -= 2, named_him = true, heard += letter"

Reader = Callable[[str, Position, Names, Findings], object]
READERS: dict[str, Reader] = {
    "# Conditions": read_condition,
    "# Effects": read_effect,
    "# Derivations": read_value_expression,
}


def names_told() -> Names:
    """The names of a story with one of everything, and with a variable that could not be read."""
    names = some_names()
    names.drawn["hub"].append("unknown_deck")
    names.questions["first"] = {"yes": None}
    names.scenes |= {f"scene_{number}": {} for number in range(6)}
    names.questions["few"] = {"one": None}
    names.questions["many"] = {f"option_{number}": None for number in range(9)}
    names.variables["unread"] = Variable("unread", VariableKind.DERIVED, AT)
    return names


def told(read: Reader, source: str) -> list[str]:
    """What is told of an expression, as the file has it."""
    findings = Findings()
    findings.add_source(AT.file, "\n" * (AT.line - 1) + " " * (AT.column - 1) + source)
    value = read(source, AT, names_told(), findings)
    assert (value is None) == findings.has_errors
    lines = [f"    {source}"]
    for found in findings.sorted():
        under = " " * (found.at.column - AT.column) + "^" * found.width
        lines += [f"    {under} {found.code}", f"  {found.message}", f"  -> {found.mend}"]
    return lines if value is None else [*lines, "  (nothing)"]


def written() -> Iterator[tuple[str, list[str]]]:
    """The reader's name and the lines of each expression in the file."""
    reader, lines = "", TOLD.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("# "):
            reader = line
        elif line.startswith("    ") and not lines[number - 1].strip():
            rest = [*lines[number:], ""]
            yield reader, rest[: rest.index("")]


@pytest.mark.parametrize(("reader", "lines"), [*written()], ids=lambda each: each[0].strip())
def test_a_fault_is_told_in_these_words(reader: str, lines: list[str]) -> None:
    assert told(READERS[reader], lines[0][4:]) == lines


@pytest.mark.parametrize(
    ("read", "source", "said"),
    [
        (
            read_condition,
            "",
            (
                "BP130",
                "an expression is missing here",
                "write a condition such as money >= 2, or leave the key out",
            ),
        ),
        (
            read_effect,
            "",
            (
                "BP141",
                "an effect says what changes, and by how much",
                BEGIN_WITH,
            ),
        ),
        (
            read_condition,
            "\0",
            (
                "BP130",
                "an invisible character means nothing in an expression",
                "expressions hold names, numbers, and or not, == != < <= > >= in, + - * and ( )",
            ),
        ),
        (
            read_condition,
            "a" * 1_001,
            (
                "BP136",
                "this expression has 1001 characters; 1000 is the most",
                "give parts of it a name with `derive:` under variables, and use the names here",
            ),
        ),
    ],
    ids=["nothing", "no effect", "invisible", "long"],
)
def test_what_does_not_show_on_a_page_is_told(
    read: Reader, source: str, said: tuple[str, str, str]
) -> None:
    findings = Findings()
    assert read(source, AT, names_told(), findings) is None
    (found,) = findings.sorted()
    assert (found.code, found.message, found.mend) == said
    assert (found.at, found.width) == (AT, 1)


def write_anew() -> None:
    """Write what is told now of each expression in the file."""
    parts: dict[str, list[str]] = {name: [name, ""] for name in READERS}
    for reader, lines in written():
        parts[reader] += [*told(READERS[reader], lines[0][4:]), ""]
    lines = [line for part in parts.values() for line in part]
    TOLD.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_anew()
