"""Whatever stands in its files, reading a story ends in diagnostics or a story, never otherwise."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, strategies as st

from borderpost.story.load import Loaded
from borderpost.story.parser.gathering import SECTIONS
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.reading import read as read_files

pytestmark = fuzz

WHOLE = Path(__file__).parent / "whole_format"
LINES = "".join(
    (WHOLE / file).read_text(encoding="utf-8") for file in ("story.yaml", "acts/one.yaml")
).splitlines(keepends=True)
KEYS = sorted({word.strip(" -{") for line in LINES for word in line.split(":")[:-1]} - {""})
VALUES = [
    *("", "x", "gate", "over", "0", "-1", "9" * 30, "true", "yes", "none", "return", "{}", "[]"),
    *(
        "[[]]",
        "{a: 1}",
        "[a, b, a]",
        "'",
        '"',
        "|",
        "0..3",
        "..",
        "money > ",
        "money -= ",
        "2%..1%",
    ),
    *("@x=1", "~", "a.b.c", "a.b=c", "{if: money > 1}", "{then: gate}", "[{then: over}, {if: x}]"),
    *(
        "{chance: {over: 1}}",
        "{draw: {deck: people}}",
        "{call: {scene: gate}}",
        "é",
        "\u202e",
        "\t",
    ),
]


def read(text: str) -> Loaded:
    """What is made of a story of one file, looked over."""
    return read_files({"story.yaml": text.encode(errors="surrogatepass")})


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The whole-format story with lines lost, doubled, moved, indented or given other values."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.sampled_from(["drop", "double", "move", "indent", "value", "key"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, line)
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "indent":
                lines[at] = " " * draw(st.integers(0, 4)) + line.lstrip(" ")
            case "value":
                key, colon, _ = line.partition(":")
                lines[at] = f"{key}{colon} {draw(st.sampled_from(VALUES))}\n"
            case _:
                indent = line[: len(line) - len(line.lstrip(" -"))]
                lines[at] = (
                    f"{indent}{draw(st.sampled_from(KEYS))}:{line.partition(':')[2] or chr(10)}"
                )
    return "".join(lines)


@examples(80)
@given(edited())
def test_an_edited_story_is_read_or_told(text: str) -> None:
    read(text)


TREES = st.recursive(
    st.sampled_from(VALUES) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, *SECTIONS]), inner, max_size=5)
    ),
    max_leaves=25,
)


def written(tree: object) -> str:
    """A tree in braces and brackets, its values quoted where they must be."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {written(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    return "'" + str(tree).replace("'", "''") + "'"


@examples(80)
@given(st.dictionaries(st.sampled_from(SECTIONS), TREES, max_size=6), TREES)
def test_any_tree_under_the_known_keys_is_read_or_told(
    sections: dict[str, object], scene: object
) -> None:
    sections.setdefault("story", {"id": "x", "start": "gate"})
    sections.setdefault("scenes", {"gate": scene})
    text = "".join(f"{key}: {written(value)}\n" for key, value in sections.items())
    read(text)


def test_nothing_grows_beyond_measure_with_the_depth_of_derivations() -> None:
    chain = "".join(f"  v{number}: {{derive: v{number + 1} + 1}}\n" for number in range(400))
    loaded = read(f"variables:\n{chain}  v400: {{range: 0..3}}\n")
    assert "BP173" in {each.code for each in loaded.diagnostics}


def test_a_list_of_targets_as_deep_as_yaml_goes_is_read() -> None:
    inner = "over"
    for _ in range(12):
        inner = f"[{{if: seen(gate), then: {inner}}}, over]"
    loaded = read(f"scenes: {{gate: {{text: x, then: {inner}}}}}\n")
    assert all(each.code != "BP173" for each in loaded.diagnostics)
