from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from borderpost.engine.actions import Answer, Choose, Continue, Nature
from borderpost.engine.records import Act, Goto, Note, Record
from borderpost.saves.lines import (
    FORMAT,
    BadLine,
    Continues,
    Entry,
    Header,
    entry_line,
    header_line,
    is_torn,
    parted,
    read_entry,
    read_header,
)

HEADER = Header(
    story="pass",
    title="The pass — π",
    version=3,
    logic="0123456789abcdef",
    prose="fedcba9876543210",
    settings={"length": "long"},
    seed=7,
    handle="calm-owl-11",
    created="2026-05-01T10:00:00Z",
    program="0.1.0",
    opens="At the gate",
)
RECORDS: list[Record] = [
    Act(1, 0, Choose("gate", "ask"), "office", "aa"),
    Act(1, 0, Continue("night"), "done", "bb"),
    Act(1, 0, Answer("road", "open", "", 2), "gate", "cc"),
    Act(1, 0, Answer("table", "fits", "S2.known", 0), "gate", "cc"),
    Act(1, 0, Nature("office"), "office", "dd"),
    Goto(1, 0),
    Note(1, 0, "dissent", {"text": "No.\n\x1b[31mNever — ☂ \u2028 \udcff"}),
]


@pytest.mark.parametrize("record", RECORDS, ids=repr)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    entry = Entry(record, "2026-05-01T10:00:00Z", "The office", ends=True)
    line, chain = entry_line(entry, "start")
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    plain, claimed, stands = parted(line[:-1])
    assert (claimed, stands) == (chain, True)
    assert read_entry(plain, 1, set()) == entry


@given(st.text(), st.dictionaries(st.text(), st.text(st.characters())))
def test_any_note_comes_back_as_it_was(kind: str, data: dict[str, str]) -> None:
    line, _ = entry_line(Entry(Note(4, 0, kind, data)), "x")
    assert line.decode().isprintable() or line[:-1].decode().isprintable()
    assert read_entry(parted(line[:-1])[0], 4, set()).record == Note(4, 0, kind, data)


def test_a_header_comes_back_as_it_was() -> None:
    for header in (HEADER, HEADER._replace(continues=Continues("pass-old.jsonl", "aa"))):
        line, _ = header_line(header)
        assert read_header(parted(line[:-1])[0]) == header


def test_a_line_is_json_for_anyone_to_read() -> None:
    line, chain = header_line(HEADER)
    fields = json.loads(line)
    assert fields["borderpost"] == FORMAT
    assert fields["title"] == "The pass — π"
    assert fields["chain"] == chain
    assert "π".encode() in line


def test_the_chain_hangs_on_every_line_before() -> None:
    entry = Entry(RECORDS[0])
    assert entry_line(entry, "a")[1] != entry_line(entry, "b")[1]
    other = Entry(Act(1, 0, Choose("gate", "wait"), "office", "aa"))
    assert entry_line(entry, "a")[1] != entry_line(other, "a")[1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is no JSON object"),
        ('{"n":2,"goto":0}', "numbered 2"),
        ('{"n":true,"goto":0}', "has no 'n'"),
        ('{"n":1}', "holds no act"),
        ('{"n":1,"goto":1}', "names record 1"),
        ('{"n":1,"goto":-1}', "names record -1"),
        ('{"n":1,"act":"nonsense","after":0,"place":"x","digest":"y"}', "holds no action"),
        ('{"n":1,"act":"a.b","after":0,"place":"x"}', "has no 'digest'"),
        ('{"n":1,"act":5,"after":0,"place":"x","digest":"y"}', "has no 'act'"),
        ('{"n":1,"note":"a","after":0,"data":{"a":1}}', "has no 'data'"),
        ('{"n":1,"note":"a","after":0,"data":[]}', "has no 'data'"),
    ],
)
def test_what_is_no_record_is_told(text: str, says: str) -> None:
    with pytest.raises(BadLine, match=says):
        read_entry(text.encode(), 1, set())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"borderpost": 0}, "not the first line"),
        ({"borderpost": "1"}, "not the first line"),
        ({"borderpost": FORMAT + 1}, "newer borderpost"),
        ({"story": 5}, "has no 'story'"),
        ({"seed": 1.5}, "has no 'seed'"),
        ({"seed": True}, "has no 'seed'"),
        ({"settings": {"length": 5}}, "has no 'settings'"),
        ({"continues": "me"}, "continues"),
        ({"continues": {"file": "x"}}, "has no 'digest'"),
    ],
)
def test_what_is_no_header_is_told(changes: dict[str, object], says: str) -> None:
    fields = json.loads(header_line(HEADER)[0]) | changes
    with pytest.raises(BadLine, match=says):
        read_header(json.dumps(fields).encode())


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(BadLine, match="UTF-8"):
        read_header(b"\xff\xfe")


def test_every_beginning_of_a_line_is_torn_and_the_whole_is_not() -> None:
    line, _ = entry_line(Entry(RECORDS[0]), "a")
    for length in range(len(line) - 1):
        assert is_torn(line[:length], 1), line[:length]
        assert is_torn(line[:length] + b"\0\0\0", 1)
    assert not is_torn(line[:-1], 1)
    assert not is_torn(line, 1)
    assert not is_torn(line[:20] + b"\n", 1)
    assert not is_torn(line[:20], 2)
    assert not is_torn(b"something else", 1)
