"""The lines of a log: how a run's header and records are written down, and read back.

A log is UTF-8 text, one JSON object a line. The first line is the header, every other a record,
numbered from 1. Each line ends with its `chain`: the BLAKE2b digest (8 bytes, in hex) of the chain
of the line before (nothing for the first) and of the line itself as it stands, without its chain.
So no line can be changed, dropped or put elsewhere without every later line saying so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from borderpost.engine.actions import read_written, written
from borderpost.engine.records import Act, Goto, Note, Record

FORMAT = 1
"""The version of this format. A reader refuses a higher one."""

LONGEST_LINE = 1_000_000
"""The most bytes a line may have. Nothing a player can do comes near it."""

LARGEST_LOG = 32 * 1024 * 1024
"""The most bytes a log may have: some 100,000 decisions, a hundred times a very long play."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DECODER = json.JSONDecoder()
_CHAIN = re.compile(rb',"chain":"([0-9a-f]{16})"\}')
_CHAIN_LENGTH = len(',"chain":"0123456789abcdef"}')


class Continues(NamedTuple):
    """The log that a log goes on from: its file's name, and the chain of its last good line."""

    file: str
    digest: str


class Header(NamedTuple):
    """The first line of a log: which story is played, how, and since when.

    `story` is its id, `logic` and `prose` its hashes, `opens` the title of its first scene.
    `created` is in UTC, ISO 8601; `program` the version that wrote the log.
    """

    story: str
    title: str
    version: int
    logic: str
    prose: str
    settings: Mapping[str, str]
    seed: int
    handle: str
    created: str
    program: str
    opens: str = ""
    continues: Continues | None = None


class Entry(NamedTuple):
    """A record as a log holds it.

    `time` is when it was kept (UTC, ISO 8601; empty: not known). For an act, `title` is the title
    of the place it arrived at, `ends` whether that is an ending, and `said` what the player did, in
    the words it was offered in: a run can then be told of without its story, or after an edit.
    """

    record: Record
    time: str = ""
    title: str = ""
    ends: bool = False
    said: str = ""


class BadLine(ValueError):
    """A line that is not what it should be. The message completes "line 7 ..."."""


class NewerFormat(BadLine):
    """A log that a later version of this program wrote."""


# --- Writing ----------------------------------------------------------------------------------


def header_line(header: Header) -> tuple[bytes, str]:
    """The first line of a log, its newline included, and its chain."""
    fields: dict[str, Any] = {"borderpost": FORMAT, **header._asdict()}
    fields["settings"] = dict(header.settings)
    del fields["continues"]
    if header.continues is not None:
        fields["continues"] = header.continues._asdict()
    return _line(fields, "")


def entry_line(entry: Entry, chain: str) -> tuple[bytes, str]:
    """The line of a record, its newline included, after the line of that chain, and its own."""
    fields: dict[str, Any]
    match entry.record:
        case Act(number, after, action, place, digest):
            fields = {"n": number, "act": written(action), "after": after}
            fields |= {"place": place, "digest": digest}
        case Goto(number, to):
            fields = {"n": number, "goto": to}
        case Note(number, after, kind, data):
            fields = {"n": number, "note": kind, "after": after, "data": dict(data)}
    extra = {"time": entry.time, "said": entry.said, "title": entry.title, "ends": entry.ends}
    return _line(fields | {name: value for name, value in extra.items() if value}, chain)


def _line(fields: Mapping[str, Any], chain: str) -> tuple[bytes, str]:
    """The line of some fields after the line of that chain, and its own chain."""
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    if not body.isprintable():  # no control character, and no half of a surrogate pair
        body = json.dumps(fields, separators=(",", ":"))
    plain = body.encode()
    digest = chained(chain, plain)
    return b'%s,"chain":"%s"}\n' % (plain[:-1], digest.encode()), digest


def chained(chain: str, plain: bytes) -> str:
    """The chain of a line that is `plain` without it, after the line of that chain."""
    return blake2b(chain.encode() + plain, digest_size=8).hexdigest()


# --- Reading ----------------------------------------------------------------------------------


def parted(line: bytes) -> tuple[bytes, str, bool]:
    """A line without its chain, the chain it claims, and whether that stands where it should."""
    cut = max(0, len(line) - _CHAIN_LENGTH)
    claimed = line[-18:-2].decode("ascii", "replace")
    return line[:cut] + b"}", claimed, _CHAIN.fullmatch(line, cut) is not None


def is_torn(line: bytes, number: int) -> bool:
    """Whether the last bytes of a log are the start of record `number`, cut short.

    Zeros may follow: some file systems leave them after a loss of power. A line that has its
    newline or its chain was whole once.
    """
    line = line.rstrip(b"\0")
    start = b'{"n":%d,' % number
    is_start = line.startswith(start) or start.startswith(line)
    return is_start and b"\n" not in line and not _CHAIN.search(line)


def read_header(plain: bytes) -> Header:
    """The header that a first line holds; raises BadLine."""
    fields = _fields(plain)
    version = fields.get("borderpost")
    if type(version) is not int or version < 1:
        raise BadLine("is not the first line of a saved run")
    if version > FORMAT:
        raise NewerFormat(f"is of a newer borderpost (format {version}; this one reads {FORMAT})")
    continues = None
    if "continues" in fields:
        inner = fields["continues"]
        if not isinstance(inner, dict):
            raise BadLine("says in a strange way what it continues")
        continues = Continues(_text(inner, "file"), _text(inner, "digest"))
    return Header(
        story=_text(fields, "story"),
        title=_text(fields, "title"),
        version=_number(fields, "version"),
        logic=_text(fields, "logic"),
        prose=_text(fields, "prose"),
        settings=_texts(fields, "settings"),
        seed=_number(fields, "seed"),
        handle=_text(fields, "handle"),
        created=_text(fields, "created"),
        program=_text(fields, "program"),
        opens=_text(fields, "opens", ""),
        continues=continues,
    )


def time_in(text: str) -> str:
    """A time as logs hold it, or nothing where a file says something else there."""
    return text if _TIME.fullmatch(text) else ""


def read_entry(plain: bytes, number: int, acts: set[int]) -> Entry:
    """The record `number` that a line holds; `acts` are the acts before it. Raises BadLine."""
    fields = _fields(plain)
    if _number(fields, "n") != number:
        raise BadLine(f"is numbered {fields['n']}, where {number} was due")
    record: Record
    if "act" in fields:
        item = _text(fields, "act")
        try:
            action = read_written(item)
        except ValueError:
            raise BadLine("holds no action") from None
        place, digest = _text(fields, "place"), _text(fields, "digest")
        record = Act(number, _known(fields, "after", acts), action, place, digest)
    elif "goto" in fields:
        record = Goto(number, _known(fields, "goto", acts))
    elif "note" in fields:
        after = _known(fields, "after", acts)
        record = Note(number, after, _text(fields, "note"), _texts(fields, "data"))
    else:
        raise BadLine("holds no act, goto or note")
    ends = fields.get("ends", False) is True
    time, title, said = fields.get("time", ""), fields.get("title", ""), fields.get("said", "")
    if not (type(time) is type(title) is type(said) is str):  # a long log has many lines
        time, title, said = (_text(fields, name, "") for name in ("time", "title", "said"))
    return Entry(record, time, title, ends, said)


def _fields(plain: bytes) -> dict[str, Any]:
    """The object a line holds; raises BadLine where it holds none."""
    try:
        fields = _DECODER.decode(plain.decode())
    except UnicodeDecodeError:
        raise BadLine("is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise BadLine("is not JSON") from None
    if not isinstance(fields, dict):
        raise BadLine("is no JSON object")
    return fields


def _text(fields: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    """A text field; raises BadLine where there is none and `otherwise` is not given."""
    value = fields.get(name, otherwise)
    if not isinstance(value, str):
        raise BadLine(f"has no {name!r}")
    return value


def _texts(fields: Mapping[str, Any], name: str) -> dict[str, str]:
    """A field that maps names to texts; raises BadLine."""
    value = fields.get(name)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise BadLine(f"has no {name!r}")
    return value


def _number(fields: Mapping[str, Any], name: str) -> int:
    """A whole number; raises BadLine."""
    value = fields.get(name)
    if type(value) is not int:
        raise BadLine(f"has no {name!r}")
    return value


def _known(fields: Mapping[str, Any], name: str, acts: set[int]) -> int:
    """The number of an act that stands before, or 0, the start; raises BadLine."""
    number = _number(fields, name)
    if number and number not in acts:
        raise BadLine(f"names record {number}, which is no act before it")
    return number
