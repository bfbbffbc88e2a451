"""Stories as they are shipped and tested with, and what may happen to their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from borderpost.story.shipped import shipped_stories
from tests.stories import ACTS, YARD
from tests.terminal.playing import GATE

Files = dict[str, bytes]
"""A story's files by name, below its folder."""

WHOLE = Path(__file__).parents[1] / "story" / "whole_format"
CORPUS = Path(__file__).parents[1] / "corpus"

WORDS = (
    *(b"", b" ", b"\n", b"\r", b"\t", b"  ", b": ", b"- ", b"#", b" #", b"'", b'"', b"{", b"}"),
    *(b"[", b"]", b",", b"|", b">", b"&a", b"*a", b"!t", b"%", b"@", b"`", b"\\", b"---\n", b"?"),
    *(b"\x00", b"\x1b[31m", b"\x7f", b"\x85", b"\xff", b"\xc3", b"\xe2\x80\xae", b"\xef\xbb\xbf"),
    *(b"\xc2\x9b", b"\xe2\x80\xa8", b"\xf0\x9f\x91\xa9", b"\xed\xa0\x80", b"\xc2\xa0", b"9" * 40),
    *(b"x" * 5_000, b"[" * 60, b"{a: " * 40, b"if: ", b"then: ", b"<<: *a", b"was: ", b"0..9"),
)
"""What is put into a file, or in place of a part of it."""


@cache
def small_stories() -> tuple[Files, ...]:
    """Stories that are read in a moment: the whole format, the corpora, those of other tests."""
    whole = _files_below(WHOLE)
    single = [*(CORPUS / "broken").glob("*.yaml"), *(CORPUS / "plays").glob("*.yaml")]
    small = [{"story.yaml": text.encode()} for text in (YARD, ACTS, GATE)]
    return (whole, whole, *small, *({"story.yaml": path.read_bytes()} for path in sorted(single)))


@cache
def shipped() -> Files:
    """The files of the story that ships: a large one."""
    return _files_below(shipped_stories()["lakkon"])


@st.composite
def damaged(draw: st.DrawFn, stories: st.SearchStrategy[Files]) -> Files:
    """The files of a story after a few things happened to them."""
    files = dict(draw(stories))
    for _ in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(sorted(files)))
        data = files[name]
        match draw(st.sampled_from(["bytes", "lines", "lines", "values", "values"])):
            case "bytes":
                files[name] = _other_bytes(draw, data)
            case "lines":
                files[name] = _other_lines(draw, data)
            case _:
                other = draw(st.sampled_from(sorted(files)))
                files[name] = _other_values(draw, data, files[other])
    return files


def _files_below(folder: Path) -> Files:
    """The YAML files of a story in a folder."""
    paths = sorted(folder.rglob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _other_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with one turned over, or some replaced by others."""
    at = draw(st.integers(0, max(len(data) - 1, 0)))
    if draw(st.booleans()) and data:
        flipped = data[at] ^ 1 << draw(st.integers(0, 7))
        return data[:at] + bytes([flipped]) + data[at + 1 :]
    end = at + draw(st.sampled_from([0, 0, 1, 2, 10, 200]))
    return data[:at] + draw(st.sampled_from(WORDS) | st.binary(max_size=6)) + data[end:]


def _other_lines(draw: st.DrawFn, data: bytes) -> bytes:
    """The lines with one gone, doubled, moved, indented otherwise or ended otherwise."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    match draw(st.sampled_from(["drop", "double", "move", "indent", "cut", "end"])):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, line)
        case "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        case "indent":
            lines[at] = b" " * draw(st.integers(0, 9)) + line.lstrip(b" ")
        case "cut":
            del lines[at:]
        case _:
            end = draw(st.sampled_from([b"\r", b"\r\n", b"\n\n", b" ", b"\x0c", b"\xc2\x85"]))
            lines[at] = line.rstrip(b"\n") + end
    return b"".join(lines)


def _other_values(draw: st.DrawFn, data: bytes, other: bytes) -> bytes:
    """The lines with one key, or one value, taken from any line of another file."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    others = other.splitlines() or [b""]
    at, source = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(others) - 1))
    key, colon, value = lines[at].partition(b":")
    from_key, _, from_value = others[source].partition(b":")
    if draw(st.booleans()):
        indent = key[: len(key) - len(key.lstrip(b" -"))]
        lines[at] = indent + from_key.lstrip(b" -") + (colon or b":") + (value or b"\n")
    else:
        lines[at] = key + (colon or b":") + from_value + b"\n"
    return b"".join(lines)
