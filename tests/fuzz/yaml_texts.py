"""Texts with the shape of YAML: its layouts, styles and signs, with a story's words and others."""

from __future__ import annotations

from hypothesis import strategies as st

from borderpost.story.parser.gathering import SECTIONS
from tests.fuzz.damage import WHOLE

KEYS = sorted(
    {
        line.split(":")[0].strip(" -{")
        for path in WHOLE.rglob("*.yaml")
        for line in path.read_text("utf-8").splitlines()
        if ":" in line
    }
    | {*SECTIONS, "<<", "", "? a", "&x k", "'q'", "é", "a b", "x" * 200, "~", "1", "[a]"}
)
SCALARS = (
    *("", "x", "gate", "over", "0", "-1", "9" * 30, "true", "yes", "none", "return", "~", "a.b.c"),
    *("0..3", "..", "3..0", "money > ", "money -= 1", "2%..1%", "@x=1", "a.b=c", "é", "\u202e"),
    *("'", '"', "|", ">", "&a x", "*a", "!t x", "a: b", "a #b", "# c", "[", "]", "{", "}", "[[]]"),
    *("{a: 1}", "[a, b, a]", "{if: money > 1}", "{then: gate}", "[{then: over}, {if: x}]", "\t"),
    *("{chance: {over: 1}}", "{draw: {deck: people}}", "{call: {scene: gate}}", "'it''s'", "\x07"),
    *('"a\\x1bb"', '"\\ud800"', '"\\0"', "“x”", "x:y", "- a", "? a", "12:30", "0x1F", "1e3", "%a"),
    *("seen(gate)", "chose(gate.go)", "F1", "[F1]", "{money}", "**a", "> a"),
    *("a \\", "\ufeff", "`"),
)
BREAKS = (
    *("\n",) * 12,
    *("\r\n", "\r", "\n\n", "\n\n\n", " \n", "\n# c\n", "\n\t\n", "\x85", "\n---\n"),
)


@st.composite
def yaml_text(draw: st.DrawFn) -> str:
    """A text that may be a story, and is more or less YAML."""
    lines: list[str] = []
    start = draw(st.sampled_from(["", "", "", "\ufeff", "---\n", "%YAML 1.1\n---\n", "# c\n\n"]))
    for section in draw(st.lists(st.sampled_from([*SECTIONS, "story", "scenes"]), max_size=4)):
        lines.append(f"{section}:")
        _block(draw, lines, 2, 3)
    ends = [draw(st.sampled_from(BREAKS)) for _ in lines]
    return start + "".join(line + end for line, end in zip(lines, ends, strict=True))


def _block(draw: st.DrawFn, lines: list[str], indent: int, depth: int) -> None:
    """Some entries of one mapping or list, as lines at an indent that may slip."""
    listed = draw(st.integers(0, 3)) == 0
    for _ in range(draw(st.integers(0, 4))):
        slip = draw(st.sampled_from([0] * 14 + [-1, 1]))
        before = " " * max(indent + slip, 0) + ("- " if listed else "")
        if draw(st.integers(0, 25)) == 0:
            before = before.replace("  ", "\t", 1)
        key = draw(st.sampled_from(KEYS))
        match draw(st.integers(0, 5 if depth else 3)):
            case 0 if listed:
                lines.append(before + draw(st.sampled_from(SCALARS)))
            case 1:
                lines.append(f"{before}{key}: {_flow(draw, 2)}")
            case 2:
                style = draw(st.sampled_from(["|", ">", "|-", ">-", "|+", "|2", "| # c", "|9"]))
                lines.append(f"{before}{key}: {style}")
                _prose(draw, lines, indent + 2)
            case 3 | 0:
                lines.append(f"{before}{key}: {draw(st.sampled_from(SCALARS))}")
            case _:
                lines.append(f"{before}{key}:")
                _block(draw, lines, indent + (4 if listed else 2), depth - 1)


def _prose(draw: st.DrawFn, lines: list[str], indent: int) -> None:
    """A few lines of a block of text."""
    for _ in range(draw(st.integers(0, 3))):
        slip = draw(st.sampled_from([0, 0, 0, 0, 2, -1]))
        lines.append(" " * (indent + slip) + draw(st.sampled_from(SCALARS)))


def _flow(draw: st.DrawFn, depth: int) -> str:
    """A value in braces or brackets, or a plain one."""
    kind = draw(st.integers(0, 2)) if depth else 0
    if kind == 0:
        return draw(st.sampled_from(SCALARS))
    count = draw(st.integers(0, 3))
    if kind == 1:
        return "[" + ", ".join(_flow(draw, depth - 1) for _ in range(count)) + "]"
    parts = (f"{draw(st.sampled_from(KEYS))}: {_flow(draw, depth - 1)}" for _ in range(count))
    return "{" + ", ".join(parts) + "}"
