"""Which endings each choice of a story leaves open: told, or written beside it for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.proof.chances.graph import linked
from borderpost.proof.chances.still_open import still_open
from borderpost.proof.contracts import limit_told
from borderpost.proof.proving import combinations
from borderpost.proof.search.exploring import Limits, explore
from borderpost.story.model import Story
from borderpost.story.open_endings import OPEN_ENDINGS_FILE, Open, OpenEndings, written
from borderpost.workshop.progress import progress_line
from borderpost.workshop.written import NotWritten, write_file

FEW = 3
"""So many endings are named even where it would be shorter to say which are not among them."""


class Worked(NamedTuple):
    """What was worked out; `limit` says what ended it before its end, if anything did."""

    found: OpenEndings
    limit: str = ""
    states: int = 0


def open_endings(program: Program, limits: Limits) -> Worked:
    """The endings that each choice leaves open in some play, for each combination of settings.

    Of a story with too many combinations, only for the usual one.
    """
    story = program.story
    tables: list[Open] = []
    states, limit = 0, ""
    for settings in combinations(story)[0]:
        table, limit, more = _table(program, settings, limits)
        states += more
        if table is None:
            break
        tables.append(table)
    return Worked(OpenEndings(story.info.id, story.logic_hash, tuple(tables)), limit, states)


def _table(
    program: Program, settings: Mapping[str, str], limits: Limits
) -> tuple[Open | None, str, int]:
    """What is open with some settings; else what ended the search; and its states.

    What was explored is let go of before anything else is: a long story's is large.
    """
    with progress_line() as watch:
        explored = explore(program, settings, limits, watch=watch)
    if explored.limit:
        return None, explored.limit, explored.states
    try:
        return Open(explored.settings, still_open(linked(explored))), "", explored.states
    except KeyboardInterrupt:
        return None, "interrupted", explored.states


def told_open_endings(
    program: Program, limits: Limits, *, write: bool, as_json: bool
) -> tuple[str, int]:
    """The answer of `endings`, and its exit code: 1 where a limit was met, and nothing is written.

    As JSON it is what the file holds. Raises NotWritten.
    """
    folder = _folder(program.story) if write else None
    worked = open_endings(program, limits)
    if worked.limit:
        why = f"{limit_told(worked.limit)} after {worked.states:,} states"
        nothing = " Nothing was written." if write else ""
        return f"Not worked out: {why}.{nothing}\n", 1
    text = written(worked.found)
    told = text if as_json else "\n".join(_paragraphs(program.story, worked.found))
    if folder is None:
        return told, 0
    path = folder / OPEN_ENDINGS_FILE
    mend = "see that the story's folder is yours to write in, or leave out --write"
    if path.is_symlink():
        raise NotWritten(f"'{path}' is only a link, and links are not followed", "take it out")
    write_file(path, text, shown=f"'{path}'", mend=mend)
    return (told if as_json else f"Written to {path}: {len(text.encode()):,} bytes.\n"), 0


def _folder(story: Story) -> Path:
    """The folder that the file is written into. Raises NotWritten."""
    if story.folder is None:
        raise NotWritten(
            "a story that is a single file has no folder for its open endings",
            "put it into a folder of its own, as story.yaml",
        )
    return story.folder


def _paragraphs(story: Story, found: OpenEndings) -> Iterator[str]:
    """What was found, for people: for each combination of settings a line for each choice."""
    for table in found.tables:
        known = frozenset(name for endings in table.after.values() for name in endings)
        names = [name for name in story.endings if name in known]
        head = ", ".join(f"{name}={value}" for name, value in table.settings.items())
        count = f"{len(names)} endings are" if len(names) != 1 else "1 ending is"
        if not table.after:
            yield f"{head}: nothing is chosen.\n" if head else "Nothing is chosen.\n"
            continue
        told = f"{count} open after some choice."
        yield f"{head}: {told}" if head else told
        width = max(map(len, table.after))
        for way, endings in table.after.items():
            yield f"  {way:<{width}}  {_set_words(names, endings)}"
        yield ""


def _set_words(names: list[str], endings: frozenset[str]) -> str:
    """A set of endings, by what is in it or, if that is shorter, by what is not."""
    inside = [name for name in names if name in endings]
    outside = [name for name in names if name not in endings]
    if not outside:
        return "all" if len(names) > 1 else inside[0]
    if len(outside) < len(inside) > FEW:
        return f"all but {', '.join(outside)}"
    return ", ".join(inside)
