"""The debrief of one run or of a class, in any of its forms: what it is made of, and where it goes.

Runs are read one after the other, each counted and let go, so that ten thousand take no more memory
than thirty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from borderpost.debrief.cohort.account import Account
from borderpost.debrief.cohort.files import FilesTold, files_told
from borderpost.debrief.cohort.gathering import Gathered, Told, accounts
from borderpost.debrief.cohort.report import class_report, questions_anew
from borderpost.debrief.cohort.shown import ClassReport
from borderpost.debrief.cohort.tally import Tally
from borderpost.debrief.pages.files import put_page, put_pieces
from borderpost.debrief.run.transcript import Known
from borderpost.engine.program import Program
from borderpost.saves.calls import shown
from borderpost.saves.follow import follow
from borderpost.saves.lines import time_in
from borderpost.saves.stored import read_log
from borderpost.story.mendable import Mendable
from borderpost.story.messages import one_line
from borderpost.story.model import Story
from borderpost.story.phrases import TextBlock

OUTPUT = "-"
"""What stands for the output where a file's name is asked for."""


class NothingToDebrief(Mendable):
    """No saved run is among what was named, or none that decided anything."""

    code = 1


class BadOut(Mendable):
    """Nothing can be written under what was given for a file's name."""


class Debriefed(NamedTuple):
    """What goes to the output, piece by piece, and what is to be said of it once that is done."""

    pieces: Iterable[str]
    told: list[str]


def debriefed(gathered: Gathered, program: Program, form: str, out: str | None) -> Debriefed:
    """The debrief of gathered runs, as html, md, csv, json or xapi.

    A page is put into a file, tables into a folder (`out`, or what is usual, in the working
    folder); all else goes to the output, unless `out` names a file. Raises NothingToDebrief, BadOut
    for an `out` that names nothing, and PageNotWritten where a file cannot be written.
    """
    if out is not None and not out.strip():
        raise BadOut("no file was named", "name one with --out FILE, or leave out --out")
    cohort = _Cohort(gathered, program)
    if form == "csv":
        if out == OUTPUT:
            message = "three tables cannot go to the output"
            raise BadOut(message, "name a folder for them with --out DIR")
        return _tables(cohort, Path(out or f"{program.story.info.id}-debrief"))
    if form == "json":
        return _streamed(cohort, _document(cohort, cohort.begun()), out)
    if form == "xapi":
        from borderpost.debrief.exports.xapi import statement_lines

        return _streamed(cohort, statement_lines(program.story, cohort.begun()), out)
    text = _run_text(cohort, form) if len(gathered.paths) == 1 else _class_text(cohort, form)
    if out == OUTPUT or (out is None and form == "md"):
        return Debriefed((text,), cohort.remarks())
    path = Path(out or f"{program.story.info.id}-debrief.{form}")
    put_page(path, text, named=out is not None)
    return Debriefed((f"{cohort.counted()}: {shown(path)}\n",), cohort.remarks())


class _Cohort:
    """The gathered runs of one story, and what was said of files on the way."""

    def __init__(self, gathered: Gathered, program: Program) -> None:
        """Nothing is read before it is asked for."""
        self.gathered = gathered
        self.program = program
        self.tally = Tally(questions_anew(program.story))
        self.said: list[Told] = list(gathered.left_out)

    @property
    def story(self) -> Story:
        """The story they are runs of."""
        return self.program.story

    def accounts(self) -> Iterator[Account]:
        """The account of each run, counted as it passes; NothingToDebrief where there is none."""
        for account in accounts(self.gathered, self.program, self.said):
            self.tally.add(account)
            yield account
        if not self.tally.runs:
            raise nothing_to_debrief(self.said)

    def begun(self) -> Iterator[Account]:
        """The same, the first found already: where there is none, nothing is written before it."""
        found = self.accounts()
        return chain((next(found),), found)

    def report(self) -> ClassReport:
        """What the runs counted so far show."""
        return class_report(self.story, self.tally)

    def files(self) -> tuple[FilesTold, ...]:
        """What is to be said of files."""
        return files_told(self.said)

    def remarks(self) -> list[str]:
        """The same in short."""
        return [each.in_short for each in self.files()]

    def counted(self) -> str:
        """How many runs there were, in words."""
        runs, finished = self.tally.runs, self.tally.finished
        title = one_line(self.story.info.title)
        if runs == 1:
            return f"1 run of “{title}”, {'played to an ending' if finished else 'not finished'}"
        return f"{runs:,} runs of “{title}”, {finished:,} of them to an ending"


def nothing_to_debrief(said: Iterable[Told]) -> NothingToDebrief:
    """What to raise where nothing can be debriefed, with what there was instead."""
    remarks = " ".join(each.in_short for each in files_told(said))
    message = "there is no saved run here that can be debriefed"
    mend = "name saved runs, or the folder that they were collected in"
    return NothingToDebrief(f"{message}. {remarks}".rstrip(". "), mend)


def _class_text(cohort: _Cohort, form: str) -> str:
    """The debrief of a class as a page or in Markdown."""
    from borderpost.debrief.pages.class_page import class_page, class_text

    for _ in cohort.accounts():
        pass
    show = class_page if form == "html" else class_text
    return show(cohort.report(), cohort.files())


def _run_text(cohort: _Cohort, form: str) -> str:
    """The debrief of one run as a page or in Markdown."""
    from borderpost.debrief.pages.run_page import run_page, run_text

    for _ in cohort.accounts():
        pass
    stored = read_log(cohort.gathered.paths[0])
    followed = follow(stored, cohort.program)
    assert stored.header is not None, "it was followed a moment ago"
    known = Known(stored.header.handle, time_in(stored.header.created))
    show = run_page if form == "html" else run_text
    return show(followed.run, known, (followed.reason,) if followed.reason else ())


def _document(cohort: _Cohort, accounts: Iterable[Account]) -> Iterator[str]:
    """The debrief as one JSON document."""
    from borderpost.debrief.exports.json_data import AtTheEnd, document

    def at_the_end() -> AtTheEnd:
        left_out = tuple(each._asdict() for each in cohort.said)
        return AtTheEnd(_plain_fields(cohort.report()), left_out)

    return document(cohort.story, accounts, at_the_end)


def _plain_fields(named: Any) -> dict[str, Any]:  # noqa: ANN401 - any tuple with named fields
    """The fields of a named tuple as plain data."""
    fields: Mapping[str, Any] = named._asdict()
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    """A value of a report as JSON has it."""
    if isinstance(value, TextBlock):
        return value.prose
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return _plain_fields(value)
        return [_plain(each) for each in value]
    return value


def _streamed(cohort: _Cohort, pieces: Iterator[str], out: str | None) -> Debriefed:
    """Pieces to the output, or into a file."""
    told: list[str] = []

    def passing() -> Iterator[str]:
        yield from pieces
        told.extend(cohort.remarks())

    if out in (None, OUTPUT):
        return Debriefed(passing(), told)
    assert out is not None
    put_pieces(Path(out), passing())
    return Debriefed((f"{cohort.counted()}: {shown(Path(out))}\n",), told)


def _tables(cohort: _Cohort, folder: Path) -> Debriefed:
    """The tables of the runs, in a folder."""
    from borderpost.debrief.exports.columns import FILES
    from borderpost.debrief.exports.csv_files import csv_files

    found = cohort.begun()
    with csv_files(folder, cohort.story) as tables:
        for account in found:
            tables.add(account)
    where = f"{', '.join(FILES)} in {shown(folder)}"
    return Debriefed((f"{cohort.counted()}: {where}\n",), cohort.remarks())
