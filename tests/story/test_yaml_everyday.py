"""What the line-by-line reader makes of a file is what YAML makes of it, or nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from borderpost.story.tree import Node
from borderpost.story.yaml_everyday import read_everyday
from borderpost.story.yaml_reader import _build, _refusals, _sound_part
from borderpost.story.yaml_text import Trouble
from tests.engine.random_stories import random_story
from tests.program import CHECKOUT

STORY = """\
s0:
  text:
    - |
      Aé “q” b

      x
  choices:
  - id: w0
    if: not a and b >= 2
    do: [paid = true, money += 1]
    then: s4
  - id: w1
    label: >
      Folded words
      go on

      here
    then:
      - if: a
        then: b
      - {if: c, then: d}
      - e
# end
"""

SHAPES = """\
a: b
c:
  d: e f g
  f: |-
    some text
      deeper

    para

  g:
    - x: y
      z: [a, b = 2]
    - w
    - |
      block
    - >-
      folded

  h: {a: b, c: [d, e]}
k: "quoted: x"
l: words that
  go on
  and on
m: -5
"""

LIST = """\
- a
- b: c
  d: 'it''s'
- [a, b]
"""

STORY = STORY.replace("s4\n", "s4   \n")  # as an editor would not keep it
WRITTEN = [STORY, SHAPES, LIST]

PIECES = (
    *("a: b", "- a", "- a: b", "  ", "    ", "", "# c", "key:", "key: |", "key: >", "- |", "- >-"),
    *("[a, b]", "{a: b}", "{a}", "'x'", '"x"', "&a", "*a", "!t", "? ", "- ", "-", "--- ", "..."),
    *("a: - b", "x # y", "a: b: c", ": ", "key: |+", "key: 'a", "b'", "word word", "a: [b,", "c]"),
    *("é“", "\u00a0", "\u0085", "-5", "a:", "a: ", "- - a", "key: [a, -b]", "key: [a,]", "a:b"),
    *(" :", "%", "@", "=", "\\", "a: [x, y] # c", "a: [ x ,y ]", "\t", "\x07", "\ufeff", "|", ">"),
)


ENDS = (" ", "  ", " # c", ":", ": x", " #", "#c", "'", '"', "]", "}", ",", " |")


@pytest.mark.parametrize("text", WRITTEN, ids=["story", "shapes", "list"])
def test_everyday_yaml_is_read_as_yaml_reads_it(text: str) -> None:
    tree = read_everyday(text, _sound_part)
    assert tree is not None
    assert tree == by_yaml(text)


def test_most_of_a_real_story_is_everyday() -> None:
    files = sorted((CHECKOUT / "story" / "lakkon").glob("*.yaml"))
    read = [read_everyday(file.read_text("utf-8"), _sound_part) is not None for file in files]
    assert sum(read) > len(files) / 2


@pytest.mark.parametrize(
    "file", sorted(CHECKOUT.glob("story/**/*.yaml")), ids=lambda file: file.stem
)
def test_every_file_is_read_as_yaml_reads_it(file: Path) -> None:
    agrees(file.read_text("utf-8"))


@pytest.mark.parametrize("seed", range(30))
def test_random_stories_are_read_as_yaml_reads_them(seed: int) -> None:
    agrees(random_story(seed))


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_done_to_a_file_it_is_read_as_yaml_reads_it_or_not(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same every time
    tried = 300
    read = sum(agrees(spoilt(random)) for _ in range(tried))
    assert tried / 5 < read < tried, "a test of nothing"


@pytest.mark.parametrize(
    "text",
    [
        *("", "a: b", "a:\n", "a: b: c\n", "a: b\n  c: d\n", "a: b\na: c\n", "a: &x b\n"),
        *("a: [b\n", "a:\n\tb: c\n", "- a\nb: c\n", "a: |\n   b\n  c\n", "? a\n", "a: *b\n"),
        *("a: b #c\n", "a: 'b\n", "a: b\x07\n", "a: |\n", "a: |2\n   b\n", "a b: c\n", "--- a\n"),
        *("a: {b}\n", "a:\n  b: c\n d: e\n", "- - a\n", "-\n  a\n", "a:\n  words\n", "a: b:\n"),
    ],
)
def test_what_is_not_everyday_is_left_to_yaml(text: str) -> None:
    assert read_everyday(text, _sound_part) is None


def test_what_is_too_deep_is_left_to_yaml() -> None:
    lines = "".join(f"{' ' * depth}a:\n" for depth in range(40)) + " " * 40 + "b: c\n"
    assert read_everyday(lines, _sound_part) is None
    nested = "a: " + "[" * 20 + "b" + "]" * 20 + "\n"
    assert read_everyday(nested, _sound_part) is None


def by_yaml(text: str) -> Node | None:
    """The tree by YAML's own parser; None where it refuses, or has something to be told."""
    trouble = Trouble()
    try:
        tree = _build(text, trouble)
    except _refusals():
        return None
    return None if trouble else tree


def agrees(text: str) -> bool:
    """Whether a text is read line by line; then as YAML reads it."""
    tree = read_everyday(text, _sound_part)
    if tree is not None:
        assert tree == by_yaml(text), text
    return tree is not None


def spoilt(random: Random) -> str:
    """A text with a few lines added, taken out, moved or damaged."""
    lines = random.choice(WRITTEN).split("\n")[:-1]
    for _ in range(random.randrange(4)):
        lines = changed(random, lines)
    return "\n".join(lines) + random.choice(["\n", "\n", "\n\n", "\n  \n", "", "\n# end\n"])


def changed(random: Random, lines: list[str]) -> list[str]:
    """The lines after one change."""
    number = random.randrange(len(lines) + 1)
    before, after = lines[:number], lines[number:]
    line, rest = (after[0], after[1:]) if after else ("", [])
    column = random.randrange(len(line) + 1)
    match random.randrange(8):
        case 0:
            return [*before, " " * random.randrange(9) + random.choice(PIECES), *after]
        case 1:
            return [*before, *rest]
        case 2:
            return [*before, " " * random.randrange(4) + line, *rest]
        case 3:
            return [*before, line[random.randrange(3) :], *rest]
        case 4:
            end = random.choice(
                [" ", "  ", " # c", ":", ": x", " #", "#c", "'", '"', "]", "}", ","]
            )
            return [*before, line + end, *rest]
        case 5:
            mark = random.choice(" :-#[]{},'\"|>&*!%@`?\\ab1é")
            return [*before, line[:column] + mark + line[column:], *rest]
        case 6:
            return [*before, f"- {line}", *rest]
        case _:
            return [*before, random.choice(lines or [""]), *after]
