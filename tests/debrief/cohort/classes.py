"""A small story with one of everything that a class is counted by, and runs of it on disk."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from borderpost.debrief.cohort.account import Account
from borderpost.debrief.cohort.accounting import account_of
from borderpost.debrief.cohort.gathering import Gathered, Told, accounts, gather
from borderpost.engine.program import Program
from borderpost.saves.follow import follow
from borderpost.saves.handles import handle_of
from borderpost.saves.lines import Entry, entry_line, header_line
from borderpost.saves.log import now
from borderpost.saves.shelf import SavedRun, Shelf
from borderpost.saves.stored import read_log
from borderpost.story.model import Story
from tests.stories import play, story_from

ROOM = """\
story: {id: room, title: The room, version: 1, language: en, start: desk}
variables:
  length: {one_of: [short, long], start: short, ask: true, label: How long, explain: Two lengths.}
  money: {meter: 0..10, start: 6, label: Money, explain: What is left.}
facts:
  F1: {says: Snow fell., mark: documented, paragraph: 1, by: the reporter}
  F2: {says: Ice came., mark: claimed, paragraph: 2, by: a driver}
  F3: {says: It was over., mark: documented, paragraph: 3, by: the reporter}
sources:
  S1: {name: A letter, says: "Snow. [F1]"}
  S2: {name: A note, says: "Ice. [F2]"}
scenes:
  desk:
    title: The desk
    when_where: A room
    card: [S1]
    text: Papers.
    questions:
      - id: guess
        ask: A guess?
        options: {few: Few, many: Many}
        key: none
        optional: true
      - id: snow
        ask: Did it *snow*?
        options: {yes: It did, no: It did not}
        key: [yes]
        certainty: true
        optional: true
      - id: ice
        ask: Was there ice?
        options: {some: Some, none: None at all}
        key: [some]
        optional: true
      - id: grid
        type: table
        ask: What fits?
        rows: {wet: It was wet, dry: It was dry}
        columns: [S1, S2]
        options: {fits: fits, against: against}
        key: {S1.wet: [fits]}
        optional: true
    choices:
      - {id: look, label: Look out, then: yard}
      - {id: take, label: Take the form, do: [money -= 2], then: form}
      - {id: leave, label: Leave, then: gone}
  yard:
    title: The yard
    card: [S2]
    text: Ice. [F2]
    choices:
      - {id: back, label: Go back, then: desk}
  form:
    title: The form
    text: The form.
    questions:
      - {id: guess_again, again: guess, ask: And now?, optional: true}
    report:
      opens: You sign this.
      slots:
        - id: weather
          ask: The weather
          optional: true
          options:
            iced: {says: Ice came., strength: is, cites: [F2]}
            snowed: {says: Snow fell., strength: is, cites: [F1]}
    choices:
      - {id: send, label: Send it, then: over}
      - {id: again, label: Begin again, then: desk}
      - {id: tear, label: Tear it up, then: gone}
endings:
  over: {title: Over, text: "It is over. [F3]", facts: [F3]}
  gone: {title: Gone, text: You are gone.}
discuss: [What was it?, And then?]
"""

PLAIN = ("desk.take", "form.send")
"""A whole play in which nothing is answered."""


@cache
def room() -> Program:
    """That story, ready to play."""
    with tempfile.TemporaryDirectory() as folder:
        return Program(story_from(ROOM, Path(folder)))


def other(old: str, new: str) -> Program:
    """The same after an edit of what stands once."""
    assert ROOM.count(old) == 1, f"{old!r} stands {ROOM.count(old)} times"
    with tempfile.TemporaryDirectory() as folder:
        return Program(story_from(ROOM.replace(old, new), Path(folder)))


def begun(folder: Path, program: Program | None = None, *, seed: int = 1) -> SavedRun:
    """A run that was begun in a folder."""
    return Shelf(folder).start(program or room(), {}, seed)


def saved(
    folder: Path, *items: str, program: Program | None = None, seed: int = 1, name: str = ""
) -> Path:
    """The file of a run after written actions (a whole plain play, if none), perhaps renamed."""
    with begun(folder, program, seed=seed) as one:
        play(one.run, items or PLAIN)
    return one.path.rename(folder / name) if name else one.path


def many(folder: Path, plays: Iterable[Iterable[str]], story: Program | None = None) -> list[Path]:
    """Files of runs, each with a seed and a handle of its own, in the order of their names."""
    from borderpost.engine.run import Run
    from borderpost.saves.keeping import Keeper
    from borderpost.saves.shelf import header_of

    program = story or room()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, items in enumerate(plays):
        keeper = Keeper(program)
        keeper.run = Run(program, {}, number)
        play(keeper.run, items)
        header = header_of(program, keeper.run, handle_of(number * 40), now())
        line, chain = header_line(header)
        lines = [line]
        for record in keeper.run.records:
            line, chain = entry_line(keeper.entry(record, "2026-11-23T08:00:00Z"), chain)
            lines.append(line)
        paths.append(folder / f"run{number:05}.jsonl")
        paths[-1].write_bytes(b"".join(lines))
    return paths


def account(path: Path, program: Program | None = None) -> Account:
    """The account of the run in a file."""
    stored = read_log(path)
    return account_of(follow(stored, program or room()), stored, path.name)


def counted(*named: Path, program: Program | None = None) -> tuple[list[Account], list[Told]]:
    """The accounts of the runs in files and folders, and all that is told of files."""
    gathered = gather(named, (program or room()).story.info.id)
    told = list(gathered.left_out)
    return list(accounts(gathered, program or room(), told)), told


def reasons(gathered: Gathered) -> dict[str, str]:
    """Why each file was left out."""
    assert not any(each.counts for each in gathered.left_out)
    return {each.file: each.reason for each in gathered.left_out}


def story() -> Story:
    """The story of the room."""
    return room().story


def with_times(path: Path, times: Iterable[str]) -> None:
    """Write a run anew, with these times of its records."""
    stored = read_log(path)
    assert stored.header is not None
    line, chain = header_line(stored.header)
    lines = [line]
    for entry, time in zip(stored.entries, times, strict=True):
        line, chain = entry_line(Entry(**entry._asdict() | {"time": time}), chain)
        lines.append(line)
    path.write_bytes(b"".join(lines))


def of_newer_format(path: Path) -> None:
    """Write a run's header as a later version of the program might."""
    first, rest = path.read_bytes().split(b"\n", 1)
    fields = json.loads(first)
    fields["borderpost"] = 99
    path.write_bytes(json.dumps(fields, separators=(",", ":")).encode() + b"\n" + rest)
