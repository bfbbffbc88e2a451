"""Keys that the player has given to commands instead of the usual ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borderpost.terminal.keys.commands import ALL, Command

FIXED = frozenset({*map(str, range(10)), "ctrl+c", "ctrl+q"})
"""Keys that always mean the same: the numbers, and leaving at once."""


def keys_of(command: Command, own: Mapping[str, str]) -> str:
    """The keys of a command as Textual names them, with commas between."""
    key = own.get(command.id, "")
    if not key:
        return command.keys
    return f"{key},{key.upper()}" if _is_letter(key) else key


def shown_key(command: Command, own: Mapping[str, str]) -> str:
    """How the key of a command is told."""
    key = own.get(command.id, "")
    return key_told(key) if key else command.shown


def key_told(key: str) -> str:
    """A key as people call it: `Ctrl+P`, `F2`, `,`."""
    from textual.keys import format_key

    *modifiers, last = key.split("+")
    told = format_key(last)
    if len(told) > 1 or modifiers:
        told = told.capitalize()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), told])


def keymap(own: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The player's keys for Textual, and in words which of them cannot be had."""
    fine, wrong = sound_keys(own)
    known = {command.id: command for command in ALL}
    return {name: keys_of(known[name], fine) for name in fine}, tuple(wrong.values())


def sound_keys(own: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The keys that can all be had together, and for each command that cannot have its, why.

    A key that two commands would have, or that always means something else, is left as it usually
    is.
    """
    known = {command.id: command for command in ALL}
    wrong = {name: f"there is no command {name!r}" for name in own if name not in known}
    fine = {name: key for name, key in own.items() if name in known}
    # One that falls back to its usual key may take it from another: until nothing changes.
    while found := {
        name: problem for name, key in fine.items() if (problem := refusal(known[name], key, fine))
    }:
        wrong |= found
        fine = {name: key for name, key in fine.items() if name not in found}
    return fine, wrong


def refusal(command: Command, key: str, own: Mapping[str, str]) -> str:
    """Why a command cannot have a key, in words; empty where it can."""
    if key in FIXED:
        return f"{key_told(key)} always means the same"
    wanted = set(keys_of(command, {command.id: key}).split(","))
    other = _holder(wanted, command, own)
    if other is not None:
        return f"{key_told(key)} is already the key for: {other.name}"
    return ""


def _holder(wanted: Iterable[str], command: Command, own: Mapping[str, str]) -> Command | None:
    """Another command that has one of these keys; two that usually share one may go on to."""
    wanted = set(wanted) - set(command.keys.split(","))
    for other in ALL:
        if other.id != command.id and wanted & set(keys_of(other, own).split(",")):
            return other
    return None


def _is_letter(key: str) -> bool:
    """Whether a key is a small letter, which then stands for the capital one, too."""
    return len(key) == 1 and key.isalpha() and key.upper() != key
