"""What holds for any bytes and any play."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, strategies as st

from borderpost.engine.actions import Answer
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.saves.follow import follow
from borderpost.saves.lines import Entry, entry_line, header_line
from borderpost.saves.stored import StoredRun, _read
from tests.saves.small import STORY, program_of
from tests.saves.test_lines import HEADER
from tests.saves.test_log import RECORDS


def whole_log() -> bytes:
    line, chain = header_line(HEADER)
    lines = [line]
    for record in RECORDS:
        line, chain = entry_line(Entry(record), chain)
        lines.append(line)
    return b"".join(lines)


LOG = whole_log()


@given(st.binary(max_size=300), st.sampled_from((b"", LOG[:250], LOG)))
def test_any_bytes_are_read_without_a_word_of_python(data: bytes, start: bytes) -> None:
    stored = _read(io.BytesIO(start + data))
    assert stored.header is not None or stored.problems
    if start == LOG:
        assert stored.records == RECORDS
        assert stored.size == len(LOG)


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


@given(st.lists(st.integers(0, 10_000), max_size=40), st.integers(0, 5))
def test_any_play_comes_back_as_it_was(program: Program, picks: list[int], seed: int) -> None:
    run = Run(program, {}, seed)
    play_anyhow(run, picks)
    header = HEADER._replace(
        logic=program.story.logic_hash, settings=run.settings, seed=seed, story="pass"
    )
    line, chain = header_line(header)
    lines = [line]
    for record in run.records:
        line, chain = entry_line(Entry(record), chain)
        lines.append(line)
    stored: StoredRun = _read(io.BytesIO(b"".join(lines)))
    followed = follow(stored, program)
    assert (followed.status, followed.reason) == ("intact", "")
    again = followed.run
    assert (again.records, again.head, again.state) == (run.records, run.head, run.state)
    assert again.view() == run.view()
    assert again.journal() == run.journal()
