"""The actions a play is made of, and the words they are written down in."""

from __future__ import annotations

from typing import NamedTuple


class Choose(NamedTuple):
    """The player takes a choice of a scene; a drawn storylet is one, by its scene's id."""

    scene: str
    choice: str


class Continue(NamedTuple):
    """The player goes on from a scene that offers no choices."""

    scene: str


class Answer(NamedTuple):
    """The player answers a question of the scene, or marks one cell of a table.

    `cell` is `column.row` in a table and empty elsewhere; `certainty` is 1, 2 or 3 where the
    question asks how sure, else 0.
    """

    question: str
    option: str
    cell: str = ""
    certainty: int = 0


class Nature(NamedTuple):
    """Chance comes out: the scene or ending that nature picked."""

    target: str


Action = Choose | Continue | Answer | Nature


def written(action: Action) -> str:
    """The action as one item of a written-down play, with Continue spelled out."""
    match action:
        case Choose(scene, choice):
            return f"{scene}.{choice}"
        case Continue(scene):
            return f"{scene}."
        case Answer(question, option, cell, certainty):
            left = f"{question}.{cell}" if cell else question
            return f"{left}={option}" + (f"@{certainty}" if certainty else "")
        case Nature(target):
            return f"~{target}"


def read_written(item: str) -> Action:
    """The action that `written` wrote as `item`; raises ValueError where it is none."""
    if item.startswith("~"):
        return Nature(item[1:])
    left, equals, right = item.partition("=")
    if equals:
        question, _, cell = left.partition(".")
        option, _, certainty = right.partition("@")
        return Answer(question, option, cell, int(certainty or 0))
    scene, dot, choice = item.partition(".")
    if not (scene and dot):
        raise ValueError(f"{item!r} is no action")
    return Choose(scene, choice) if choice else Continue(scene)
