"""The file of preferences as text: written with a word on each setting, read with forbearance.

Whatever is wrong is told with its line and the mend, and costs no more than itself: every good
value counts. A file that is no TOML as a whole is read line by line, since each setting has one.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from borderpost.story.messages import one_line
from borderpost.terminal.likes.preferences import LEAST_PROSE, MOST_PROSE, THEME_NAMES, Preferences

LONGEST_FILE = 16 * 1024
"""Bytes of a file that is still read; ours has less than one of these kilobytes."""

TEXT = """\
# The settings of borderpost. They are kept from its own page of settings (key t),
# and you may edit them here while it is not running.

# dark, light, high-contrast, or terminal: the terminal's own colours
theme = {theme}

# Columns of prose, from 40 to 100
width = {width}

# Whether new text appears bit by bit; any key shows all of it at once
reveal = {reveal}

# The language of stories that have several, as in "en"; empty: the story's own
language = {language}

# Hints that need not be shown again; [] shows them all once more
hints_seen = [{hints}]

# Keys of your own for commands, as in: journal = "f3"
[keys]
"""

_KEY = re.compile(r"[a-z0-9_+]{1,60}|\w")
"""How a key is called."""


class Unreadable(Exception):
    """Nothing of the file can be read; its words say why, and the mend."""


def text_of(preferences: Preferences) -> str:
    """The whole file."""
    text = TEXT.format(
        theme=_quoted(preferences.theme),
        width=preferences.width,
        reveal=str(preferences.reveal).lower(),
        language=_quoted(preferences.language),
        hints=", ".join(map(_quoted, preferences.hints_seen)),
    )
    return text + "".join(
        f"{_quoted(action)} = {_quoted(key)}\n" for action, key in preferences.keys.items()
    )


def read_text(data: bytes, name: str) -> tuple[Preferences, tuple[str, ...]]:
    """What a file says, and what is wrong with it, each told with the file's name and line.

    Raises Unreadable where not even its lines can be told apart.
    """
    if len(data) > LONGEST_FILE:
        told = "this is far longer than any file of settings; the usual settings are used instead"
        raise Unreadable(told)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        told = f"line {line} is not in UTF-8; save the file as UTF-8, or delete it"
        raise Unreadable(told) from error
    text = text.replace("\r\n", "\n")
    wrong: list[tuple[int, str]] = []
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError):  # not all it raises is its own: see 10**5000
        found, wrong = _line_by_line(text)
    values: dict[str, Any] = {}
    for key, value in found.items():
        try:
            if key == "keys":
                values[key] = _keys(value, text, wrong)
            else:
                values[key] = _sound(key, value)
        except ValueError as problem:
            wrong.append((_line_of(text, key), str(problem)))
    lines = tuple(f"{name}, line {line}: {one_line(words)}." for line, words in sorted(wrong))
    return Preferences(**values), lines


def _sound(key: str, value: object) -> object:
    """A setting's value as it is kept; raises ValueError, in words, where it is none."""
    match key, value:
        case "theme", str() if value in THEME_NAMES:
            return value
        case "theme", _:
            raise ValueError(f"theme is one of {', '.join(THEME_NAMES)}, each in quotes")
        case "width", int() if not isinstance(value, bool) and (LEAST_PROSE <= value <= MOST_PROSE):
            return value
        case "width", _:
            raise ValueError(f"width is a number from {LEAST_PROSE} to {MOST_PROSE}")
        case "reveal", bool():
            return value
        case "reveal", _:
            raise ValueError("reveal is true or false, without quotes")
        case "language", str() if re.fullmatch(r"[A-Za-z0-9-]{0,35}", value):
            return value
        case "language", _:
            raise ValueError('language is a short name in quotes, as in "en"')
        case "hints_seen", list() if all(isinstance(hint, str) for hint in value):
            return tuple(value)
        case "hints_seen", _:
            raise ValueError('hints_seen is a list of names, as in ["first"], or []')
    raise ValueError(_unknown(key, Preferences._fields))


def _keys(value: object, text: str, wrong: list[tuple[int, str]]) -> dict[str, str]:
    """The keys the player has chosen; what is wrong with any of them is added to `wrong`."""
    from borderpost.terminal.keys.commands import ALL
    from borderpost.terminal.keys.own_keys import sound_keys

    if not isinstance(value, dict):
        told = "keys are a part of their own, which begins with a line [keys]"
        raise ValueError(told)  # noqa: TRY004 - a player's mistake, told like the others
    names = tuple(command.id for command in ALL)
    spelt: dict[str, str] = {}
    for name, key in value.items():
        if name not in names:
            wrong.append((_line_of(text, name), _unknown(name, names)))
        elif not isinstance(key, str) or not _KEY.fullmatch(key):
            told = f'the key for {name} is a name in quotes, as in "x", "f2" or "ctrl+j"'
            wrong.append((_line_of(text, name), told))
        else:
            spelt[name] = key
    sound, clashing = sound_keys(spelt)
    wrong += [(_line_of(text, name), told) for name, told in clashing.items()]
    return sound


def _unknown(name: str, names: tuple[str, ...]) -> str:
    """The words for a name that means nothing here."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    shown = name if len(name) <= 30 else f"{name[:29]}…"
    mend = f'perhaps "{near[0]}" is meant' if near else "delete the line"
    return f'nothing is called "{shown}"; {mend}'


def _line_by_line(text: str) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    """Every line that makes sense by itself, and the lines that do not."""
    found: dict[str, Any] = {}
    wrong: list[tuple[int, str]] = []
    part = found
    for number, line in enumerate(text.split("\n"), 1):
        try:
            read = tomllib.loads(line)
        except (ValueError, RecursionError):
            told = 'this cannot be read; a setting is written name = value, with "text" in quotes'
            wrong.append((number, told))
            continue
        if read.keys() & part.keys():
            wrong.append((number, "this is set a second time; delete one of the two"))
        elif line.lstrip().startswith("["):
            found.update(read)
            part = next((value for value in read.values() if isinstance(value, dict)), found)
        else:
            part.update(read)
    return found, wrong


def _line_of(text: str, key: str) -> int:
    """The line where a name is set, or the first."""
    wanted = re.compile(rf"[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(key)}[\"']?[ \t]*(?:=|\]|\.)")
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if wanted.match(line)), 1)


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    from json import dumps

    return dumps(text, ensure_ascii=False)
