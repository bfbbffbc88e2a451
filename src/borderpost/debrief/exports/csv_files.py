"""Runs as three tables: one row a run, one row a decision, one row an answer.

The files are what a spreadsheet opens rightly by a double click: RFC 4180, in UTF-8 with a mark at
the beginning. Without it Excel takes a file to be in the old letters of the machine's own country;
LibreOffice, Python (`utf-8-sig`), R and pandas all know it.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, TextIO

from borderpost.debrief.cohort.account import Account, Cards
from borderpost.debrief.exports.columns import ANSWERS, DECISIONS, FILES, RUNS, Column, names_of
from borderpost.debrief.exports.times import minutes_between
from borderpost.debrief.exports.words import StoryWords, line
from borderpost.saves.placing import part_of
from borderpost.saves.problem import said, write_mend
from borderpost.story.files import content_of
from borderpost.story.mendable import Mendable
from borderpost.story.model import Story

Cell = str | int | float | None
"""What stands in a cell: a text, a number, or nothing."""

ENCODING: Final = "utf-8-sig"
"""UTF-8 with the mark that spreadsheets look for."""

_FORMULA: Final = re.compile(r"(^|[;|])(?=\s*[=+\-@\uff0b\uff0d\uff1d\uff20])")
"""Where a text would begin a formula: at the start of a cell, and behind a sign that parts cells
where a country's spreadsheets part them so. The last four are the wide forms of the first four."""


class NotWritten(Mendable):
    """The tables cannot be written where they were asked for."""

    code = 1


@contextmanager
def csv_files(folder: Path, story: Story) -> Iterator[Tables]:
    """The three files in a folder, which is made where it is not there, to add runs to.

    They take the place of files of the same names once all is written; until then, and where
    something goes wrong, those stay as they were. Raises NotWritten, and takes any OSError that is
    raised meanwhile for one of theirs.
    """
    parts = {folder / name: part_of(folder / name) for name in FILES}
    for path in parts:
        if os.path.lexists(path) and not _is_ours(path):
            message = f"there is a '{path}' already that borderpost did not write"
            raise NotWritten(message, "name another folder with --out DIR")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            opened = [
                files.enter_context(part.open("x", encoding=ENCODING, newline=""))
                for part in parts.values()
            ]
            yield Tables(story, *opened)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        message = f"the tables cannot be written in {folder}: {said(error)}"
        mend = "close them where they are open, or name another folder"
        raise NotWritten(message, write_mend(error, mend)) from error
    finally:
        for part in parts.values():
            with suppress(OSError):  # it was never made, or its folder could not be
                part.unlink()


def _is_ours(path: Path) -> bool:
    """Whether a file is a table as we write them, by how it begins. Raises NotWritten."""
    begins = RUNS[0].name.encode(ENCODING)
    try:
        return not path.is_symlink() and content_of(path, len(begins)) == begins
    except OSError as error:
        mend = "name another folder with --out DIR"
        raise NotWritten(f"'{path}' cannot be replaced: {said(error)}", mend) from error


@lru_cache(maxsize=1024)  # ids and words of the story come again with every run
def told(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return _FORMULA.sub(r"\1'", line(text))


class Tables:
    """The three tables, written as runs come in: nothing of a run is kept."""

    def __init__(self, story: Story, runs: TextIO, decisions: TextIO, answers: TextIO) -> None:
        """Begin the tables of a story's runs, in files that were opened with `newline=""`."""
        self._words = StoryWords(story)
        self._runs = _Table(runs, RUNS, story)
        self._decisions = _Table(decisions, DECISIONS, story)
        self._answers = _Table(answers, ANSWERS, story)

    def add(self, account: Account) -> None:
        """Write what a run came to."""
        self._runs.add(_run_row(account, self._words))
        for row in _decision_rows(account, self._words):
            self._decisions.add(row)
        for row in _answer_rows(account, self._words):
            self._answers.add(row)


class _Table:
    """A table with its columns."""

    def __init__(self, file: TextIO, columns: tuple[Column, ...], story: Story) -> None:
        """Write the names of the columns."""
        self._names = names_of(columns, story)
        self._writer = csv.writer(file)
        self._writer.writerow(self._names)

    def add(self, row: Mapping[str, Cell]) -> None:
        """Write a row, given by the names of the columns; what it does not give stays empty."""
        cells = (row.get(name) for name in self._names)
        self._writer.writerow(told(cell) if isinstance(cell, str) else cell for cell in cells)


def _run_row(account: Account, words: StoryWords) -> dict[str, Cell]:
    """The row of a run."""
    return {
        "run": account.handle,
        "file": account.file,
        "story": account.story,
        "version": account.version,
        **{f"set_{name}": word for name, word in account.settings.items()},
        "status": account.status,
        "started": account.started,
        "touched": account.touched,
        "finished": _yes(account.ending),
        "ending": account.ending,
        "ending_title": words.ending(account.ending),
        "place": account.place,
        "decisions": len(account.decided),
        "minutes": minutes_between(account.started, account.touched),
        "as_pair": _yes(account.as_pair),
        **{f"meter_{name}": value for name, value in account.meters.items()},
        "signed": len(account.signed),
        "signed_unsupported": sum(not sentence.is_supported for sentence in account.signed),
        "cards_met": len(account.cards.met),
        "cards_opened": len(account.cards.opened),
        "facts_told": len(account.told),
    }


def _decision_rows(account: Account, words: StoryWords) -> Iterator[dict[str, Cell]]:
    """The rows of a run's decisions, in order."""
    for number, decided in enumerate(account.decided, 1):
        scene = words.scene(decided.scene)
        yield {
            "run": account.handle,
            "number": number,
            "record": decided.record,
            "at": decided.at,
            "act": scene.act,
            "scene": decided.scene,
            "scene_title": scene.title,
            "choice": decided.choice,
            "choice_words": scene.choices[decided.choice],
            "offered": _ids(decided.offered),
            **_cards(decided.cards),
            "votes": _ids(f"{choice}={hands}" for choice, hands in decided.votes.items()),
            "dissent": decided.dissent,
        }


def _answer_rows(account: Account, words: StoryWords) -> Iterator[dict[str, Cell]]:
    """The rows of a run's answers, in order."""
    for answer in account.answered:
        yield {
            "run": account.handle,
            "record": answer.record,
            "at": answer.at,
            "scene": answer.scene,
            "question": answer.question,
            "cell": answer.cell,
            "option": answer.option,
            "words": words.question(answer.scene, answer.question).options[answer.option],
            "certainty": answer.certainty or None,
            "keyed": _yes(answer.is_right is not None),
            "right": None if answer.is_right is None else _yes(answer.is_right),
            "changed_to": answer.changed_to,
        }


def _cards(cards: Cards) -> dict[str, Cell]:
    """The two columns of a case file."""
    return {"cards_met": _ids(cards.met), "cards_opened": _ids(cards.opened)}


def _ids(names: Iterable[str]) -> str:
    """Several ids in one cell."""
    return " ".join(names)


def _yes(value: object) -> str:
    """Yes or no."""
    return "yes" if value else "no"
