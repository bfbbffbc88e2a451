"""What holds for any bytes and any play."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.engine.actions import Answer
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.saves.follow import follow
from borderpost.saves.lines import Entry, Header, chained, entry_line, header_line
from borderpost.saves.problem import LogProblem
from borderpost.saves.stored import StoredRun, _read
from borderpost.story.prose import clean
from tests.fuzz.amount import examples, fuzz
from tests.saves.small import STORY, program_of
from tests.saves.test_lines import HEADER
from tests.saves.test_log import RECORDS

pytestmark = fuzz


def written_log(header: Header, run: Run) -> bytes:
    """The log of a run."""
    line, chain = header_line(header)
    lines = [line]
    for record in run.records:
        line, chain = entry_line(Entry(record), chain)
        lines.append(line)
    return b"".join(lines)


def whole_log() -> bytes:
    line, chain = header_line(HEADER)
    lines = [line]
    for record in RECORDS:
        line, chain = entry_line(Entry(record), chain)
        lines.append(line)
    return b"".join(lines)


LOG = whole_log()


@examples(100)
@given(st.binary(max_size=300), st.sampled_from((b"", LOG[:250], LOG)))
def test_any_bytes_are_read_without_a_word_of_python(data: bytes, start: bytes) -> None:
    stored = _read(io.BytesIO(start + data))
    assert stored.header is not None or stored.problems
    if start == LOG:
        assert stored.records == RECORDS
        assert stored.size == len(LOG)


@examples(100)
@given(st.data())
def test_whatever_happens_to_a_log_what_is_read_is_what_was_written(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(LOG)))
    end = data.draw(st.integers(start, len(LOG)))
    damaged = LOG[:start] + data.draw(st.binary(max_size=40)) + LOG[end:]
    stored = _read(io.BytesIO(damaged))
    assert stored.records == RECORDS[: len(stored.records)]
    if stored.records != RECORDS or stored.header != HEADER:
        assert stored.problems or damaged == LOG[: len(damaged)]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_of(tmp_path_factory.mktemp("story"), STORY)


def play_anyhow(run: Run, picks: list[int]) -> None:
    """Choose, answer, undo, redo, jump and note, as the numbers say."""
    for pick in picks:
        view = run.view()
        moves = [choice.action for choice in view.takeable] * 3
        moves += [Answer(q.id, o.id, "", pick % 4) for q in view.questions for o in q.options]
        number = pick % (len(moves) + 4)
        if number < len(moves):
            run.act(moves[number])
        elif number == len(moves):
            run.undo()
        elif number == len(moves) + 1:
            run.redo()
        elif number == len(moves) + 2:
            acts = [0, *(record.number for record in run.records if type(record).__name__ == "Act")]
            run.jump(acts[pick % len(acts)])
        else:
            run.note("text", {"pick": str(pick)})


def header_for(run: Run) -> Header:
    """The header of a run of the small story."""
    logic = run.program.story.logic_hash
    return HEADER._replace(logic=logic, settings=run.settings, seed=run.seed, story="pass")


@examples(100)
@given(st.lists(st.integers(0, 10_000), max_size=40), st.integers(0, 5))
def test_any_play_comes_back_as_it_was(program: Program, picks: list[int], seed: int) -> None:
    run = Run(program, {}, seed)
    play_anyhow(run, picks)
    stored: StoredRun = _read(io.BytesIO(written_log(header_for(run), run)))
    followed = follow(stored, program)
    assert (followed.status, followed.reason) == ("intact", "")
    again = followed.run
    assert (again.records, again.head, again.state) == (run.records, run.head, run.state)
    assert again.view() == run.view()
    assert again.journal() == run.journal()


# --- Damage to the log of a true play ------------------------------------------------------------


@cache
def played_log(program: Program, other: int = 0) -> tuple[Run, bytes]:
    """A play of some length, and its log."""
    run = Run(program, {}, other)
    play_anyhow(run, [7 * number + other for number in range(25)])
    return run, written_log(header_for(run), run)


@st.composite
def damage(draw: st.DrawFn, data: bytes, other: bytes) -> bytes:
    """A log after a few things happened to it; `other` is another log, to take lines from."""
    for _ in range(draw(st.integers(1, 3))):
        lines = data.splitlines(keepends=True) or [b""]
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["flip", "drop", "double", "move", "foreign", "ends", "cut"])):
            case "flip" if data:
                where = draw(st.integers(0, len(data) - 1))
                bit = 1 << draw(st.integers(0, 7))
                data = data[:where] + bytes([data[where] ^ bit]) + data[where + 1 :]
                continue
            case "cut":
                data = data[: draw(st.integers(0, len(data)))]
                data += draw(st.sampled_from([b"", b"\0" * 9, b"\n", b" \r\n"]))
                continue
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "foreign":
                lines[at] = draw(st.sampled_from(other.splitlines(keepends=True)))
            case _:
                lines = [line.replace(b"\n", b"\r\n") for line in lines]
        data = b"".join(lines)
    return data


def whole_lines(data: bytes, of: bytes) -> int:
    """How many lines a log begins with that are those of the true one, whatever ends them."""
    count = 0
    for line, true in zip(data.split(b"\n"), of.split(b"\n"), strict=False):
        if not true or line.removesuffix(b"\r") != true:
            break
        count += 1
    return count


@examples(150)
@given(st.data())
def test_what_is_kept_of_a_damaged_log_is_all_that_is_whole_before_the_damage(
    program: Program, data: st.DataObject
) -> None:
    run, log = played_log(program)
    damaged = data.draw(damage(log, played_log(program, 3)[1]))
    stored = _read(io.BytesIO(damaged))
    kept, whole = len(stored.records), whole_lines(damaged, log)
    if whole:
        assert list(stored.records) == run.records[:kept], "a record that was never written"
        assert kept == whole - 1
        assert stored.problems or not b"".join(damaged.split(b"\n")[whole:]).strip()
    if stored.header is None:
        assert stored.problems
        return
    told = [str(problem) for problem in stored.problems]
    assert [clean(words) for words in told] == told
    with suppress(LogProblem):  # of another story, says the header
        followed = follow(stored, program)
        assert whole == 0 or followed.run.records[:kept] == run.records[:kept]
        assert clean(followed.reason) == followed.reason
        followed.run.view()
        followed.run.journal()


# --- Lines that somebody wrote who knows how the chain is made -----------------------------------


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
ITEMS = st.sampled_from(
    [
        *("gate.ask", "gate.wait", "road=open@2", "road=shut", "road=open@9", "~office", "~night"),
        *(
            "night.",
            "office.pay",
            "office.sign",
            "office.back",
            "gate.",
            ".",
            "=",
            "~",
            "@",
            "a=b@c",
        ),
        *("done.", "~done", "gate.nothing", "road.x=open", "a" * 3_000, "\x1b[31m.x\x9b", "road=@"),
    ]
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "act": ITEMS | ANYTHING,
        "after": st.integers(-2, 9) | ANYTHING,
        "place": st.sampled_from(["gate", "office", "night", "done", "~gate.wait#1"]) | ANYTHING,
        "digest": st.text(max_size=4) | ANYTHING,
        "goto": st.integers(-2, 9) | ANYTHING,
        "note": st.text(max_size=4) | ANYTHING,
        "data": st.dictionaries(st.text(max_size=3), st.text(max_size=9)) | ANYTHING,
        "time": st.sampled_from(["2026-05-01T10:00:00Z", "x"]) | ANYTHING,
        "said": st.text(max_size=9) | ANYTHING,
        "title": st.text(max_size=9) | ANYTHING,
        "ends": ANYTHING,
    },
)
HEADS = st.fixed_dictionaries(
    {},
    optional={
        "logic": st.text(max_size=4),
        "settings": st.dictionaries(st.sampled_from(["length", "money", "\x1b"]), st.text())
        | ANYTHING,
        "seed": st.integers() | ANYTHING,
        "handle": st.text(max_size=9) | ANYTHING,
        "version": ANYTHING,
        "continues": ANYTHING,
    },
)


@examples(150)
@given(HEADS, st.lists(FIELDS, max_size=6), st.booleans())
def test_lines_rightly_chained_are_followed_or_told_whatever_they_say(
    program: Program, head: Mapping[str, object], lines: list[Mapping[str, object]], true: bool
) -> None:
    run = Run(program, {}, 1)
    header = json.loads(header_line(header_for(run))[0])
    del header["chain"]
    header |= {} if true else head
    chain, data = "", b""
    for number, fields in enumerate([header, *lines]):
        numbered = fields if number == 0 else {"n": number, **fields}
        plain = json.dumps(numbered, separators=(",", ":")).encode()
        chain = chained(chain, plain)
        data += plain[:-1] + b',"chain":"%s"}\n' % chain.encode()
    stored = _read(io.BytesIO(data))
    if stored.header is None:
        assert stored.problems
        return
    followed = follow(stored, program)
    assert clean(followed.reason) == followed.reason
    assert not any(letter in followed.reason for letter in "\n")
    followed.run.view()
    followed.run.journal()
    assert len(followed.origins) == len(followed.run.records)


def test_a_log_as_large_as_a_disk_may_hold_is_read_line_by_line(tmp_path: Path) -> None:
    data = LOG + b"x" * 3_000_000
    stored = _read(io.BytesIO(data))
    assert stored.records == RECORDS
    assert [problem.kind for problem in stored.problems] == ["damaged"]
