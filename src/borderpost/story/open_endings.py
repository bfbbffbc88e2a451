"""The file beside a story that says which endings each of its choices leaves open in some play.

`borderpost endings --write` makes it. It is bound to the hash of all that decides play: once a
change of the story moves that, the file is not used until it is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from borderpost.story.model import Story

OPEN_ENDINGS_FILE = "open_endings.json"
"""Its name, beside `story.yaml`."""

LARGEST = 4 * 1024 * 1024
"""A file of more bytes than this was not made by us, and is not read."""


class Open(NamedTuple):
    """The endings open after each way with some settings.

    A way is a choice as `scene.choice`; `scene.` is going on where there is nothing to choose.
    """

    settings: Mapping[str, str]
    after: Mapping[str, frozenset[str]]


class OpenEndings(NamedTuple):
    """What the file holds: the story's id and logic hash, and a table for each set of settings."""

    story: str
    logic: str
    tables: tuple[Open, ...]

    def fits(self, story: Story) -> bool:
        """Whether it was made for a story that plays as this one does."""
        return (self.story, self.logic) == (story.info.id, story.logic_hash)

    def after(self, settings: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
        """The endings open after each way, with these settings; empty where they are not there."""
        return next((each.after for each in self.tables if each.settings == settings), {})


def written(found: OpenEndings) -> str:
    """The text of the file: a line a way, the endings by their numbers in the list before them."""
    sets = (endings for table in found.tables for endings in table.after.values())
    names = sorted(frozenset().union(*sets))
    numbers = {name: number for number, name in enumerate(names)}
    tables = ",\n".join(_table(table, numbers) for table in found.tables)
    lines = [
        "{",
        f'  "story": {json.dumps(found.story)},',
        f'  "logic": {json.dumps(found.logic)},',
        f'  "endings": {json.dumps(names)},',
        f'  "tables": [\n{tables}\n  ]' if tables else '  "tables": []',
        "}",
    ]
    return "\n".join(lines) + "\n"


def _table(table: Open, numbers: Mapping[str, int]) -> str:
    """The endings open with some settings, as the file holds them."""
    ways = ",\n".join(
        f"      {json.dumps(way)}: {sorted(numbers[name] for name in endings)}"
        for way, endings in sorted(table.after.items())
    )
    settings = json.dumps(dict(sorted(table.settings.items())))
    after = f"{{\n{ways}\n    }}" if ways else "{}"
    return f'    {{"settings": {settings}, "after": {after}}}'


def read_open_endings(text: str) -> OpenEndings:
    """What such a file holds; raises ValueError where it was not written so."""
    try:
        data = json.loads(text)
        names = tuple(map(_word, data["endings"]))
        return OpenEndings(
            _word(data["story"]),
            _word(data["logic"]),
            tuple(_read_table(table, names) for table in data["tables"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError("it is not what borderpost writes") from problem


def _read_table(data: dict[str, dict[str, list[int]]], names: tuple[str, ...]) -> Open:
    """A table of the file."""
    settings = {_word(name): _word(value) for name, value in data["settings"].items()}
    after = {
        way: frozenset(names[number] for number in numbers)
        for way, numbers in data["after"].items()
    }
    return Open(settings, after)


def _word(value: object) -> str:
    """A name as it stands in the file; raises TypeError where it is none."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def open_endings_text(folder: Path) -> str | None:
    """What the file in a story's folder says; None where there is none.

    Raises OSError and ValueError where it cannot be read.
    """
    path = folder / OPEN_ENDINGS_FILE
    if not path.is_file():
        return None
    if path.stat().st_size > LARGEST:
        raise ValueError("it is larger than any that borderpost writes")
    return path.read_text(encoding="utf-8")


def shipped_open_endings(story: Story) -> OpenEndings | None:
    """The file beside a story, if there is one and it was made for the story as it is."""
    if story.folder is None:
        return None
    try:
        text = open_endings_text(story.folder)
        found = read_open_endings(text) if text is not None else None
    except (OSError, ValueError):
        return None
    return found if found is not None and found.fits(story) else None
