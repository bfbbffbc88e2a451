"""How a program died, and what must hold of that."""

from __future__ import annotations

from typing import Any, NamedTuple

EXTRA = 20
"""So many moves may be typed more while one waits for a death."""

ENDS = {
    "pipe": {"SIGTERM": {-15}, "SIGHUP": {-1}, "input ended": {0}, "reader gone": {0}},
    "lines": {"SIGTERM": {-15}, "SIGHUP": {-1}, "closed": {-1, 1}, "closed under nohup": {1}},
    "screen": {"SIGTERM": {0}, "SIGHUP": {0}, "closed": {0}, "closed under nohup": {0}},
}
"""How a program ends: by a signal it does not catch (-15), in order (0), its words lost (1)."""

EVERYWHERE = {"SIGKILL": {-9}, "in a write": {-9}, "SIGINT": {0, 130}}
"""The same for what is alike in all modes: Ctrl-C may come where there is nothing to save yet."""

FAULTS = ("Traceback", "a fault of borderpost", "Exception ignored", "Error:")
"""What nobody may be shown."""

WHILE_STARTING = {"SIGTERM": {-15}, "SIGHUP": {-1}, "SIGINT": {-2, 1}, "closed": {-1}}
"""What it may end by besides, before it has shown anything."""


class Death(NamedTuple):
    """How a program died, what its player had been told until then, and what its file has.

    `before` is the number that the run stood at when this life began (-1: it was not begun), and
    `moves_before` how often it had been moved. `expected` are the numbers after each of the moves
    that were typed, `pages` how many pages were read, and `seen` the number on the last (-1: none).
    `code` is None where the program hung, `is_restored` where there is no terminal any more. What
    the file has is in `number` (-1: there is no file), `moves`, `problems` and `status`; `goes_on`
    tells whether one more decision could be taken and was kept.
    """

    mode: str
    kind: str
    seed: str
    before: int
    moves_before: int
    expected: list[int]
    seen: int
    pages: int
    code: int | None
    is_restored: bool | None
    written: str
    errors: str
    number: int
    moves: int
    problems: list[str]
    status: str
    goes_on: bool

    @property
    def way(self) -> str:
        """How it was played, whether forked or really started."""
        return self.mode.removeprefix("started-")

    @property
    def moved(self) -> int:
        """How often this life moved the run, as its file has it."""
        return self.moves - self.moves_before

    @property
    def untold(self) -> int:
        """How many moves are on disk of which the player was not told any more."""
        if self.way == "screen":
            return self.number - max(self.seen, self.before, 0)
        return self.moved - max(self.pages - 1, 0)


def what_is_wrong(death: Death) -> str:
    """What does not hold of a death that must; nothing if all does."""
    wrong = [words for words, holds in _must_hold(death).items() if not holds]
    return ", ".join(wrong) and f"{', '.join(wrong)}: {death}"


def _must_hold(death: Death) -> dict[str, bool]:
    """What must hold of a death, and whether it does."""
    said = death.written + death.errors
    in_order = death.code == 0 and death.way == "screen"
    must = {
        "its end": _ends_well(death),
        "no word of a fault": not any(words in said for words in FAULTS),
        "the terminal": death.is_restored is not False or death.code == -9,
        "the screen": not in_order or death.is_restored is None or _gives_back(death.written),
    }
    if death.number < 0:
        return must | {"the run": death.pages == 0}
    typed = _numbers(death)
    told = death.seen if death.way == "screen" else death.pages - 1
    return must | {
        "the file": death.problems in ([], ["torn"] if death.code == -9 else []),
        "the opened run": death.status == "intact",
        "what was told": (death.number if death.way == "screen" else death.moved) >= told,
        "what was typed": 0 <= death.moved < len(typed) and typed[death.moved] == death.number,
        "going on": death.goes_on,
    }


def _ends_well(death: Death) -> bool:
    """Whether it ended as it should, by its kind; a program that has not begun yet just dies."""
    codes = EVERYWHERE.get(death.kind) or ENDS[death.way][death.kind]
    if death.pages == 0:
        codes = codes | WHILE_STARTING.get(death.kind, set())
    return death.code in codes


def _numbers(death: Death) -> list[int]:
    """The number of the page after each move that can have been taken, from none on."""
    numbers = [max(death.before, 0), *death.expected]
    return numbers + [numbers[-1] + n for n in range(1, EXTRA + 1)]


def _gives_back(written: str) -> bool:
    """Whether a screen was left as it should be: the other one shown, with cursor, no mouse."""
    last = written.rpartition("\x1b[?1049h")[2] or written
    return all(code in last for code in ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[<u"))


def as_death(fields: dict[str, Any]) -> Death:
    """A death as it was printed."""
    return Death(**fields)
