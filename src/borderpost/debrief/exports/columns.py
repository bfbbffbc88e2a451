"""The columns of the tables that runs are exported to, as data: `docs/data.md` is held to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from borderpost.story.model import Story, VariableKind

NAME: Final = "<name>"
"""Stands in a column's name for each name that a story has: one column a name."""


class Column(NamedTuple):
    """A column and what it holds; its name may hold NAME."""

    name: str
    holds: str


RUNS: Final = (
    Column("run", "the run's handle, made by the program"),
    Column("file", "the name of the file it was read from"),
    Column("story", "the id of the story"),
    Column("version", "the version of the story that the run was begun in"),
    Column("set_<name>", "each setting chosen before play"),
    Column("status", "how the file was read: intact, migrated, diverged or damaged"),
    Column("started", "when the run began (UTC), empty if not known"),
    Column("touched", "when something was last added to it (UTC), empty if not known"),
    Column("finished", "yes if it came to an ending, else no"),
    Column("ending", "the ending's id, empty if none"),
    Column("ending_title", "the ending's title, empty if none"),
    Column("place", "the id of the scene or ending where the run stands"),
    Column("decisions", "how many choices were taken"),
    Column("minutes", "from started to touched, breaks included; empty if not known"),
    Column("as_pair", "yes if two played together, else no"),
    Column("meter_<name>", "where each meter stands"),
    Column("signed", "sentences signed in reports"),
    Column("signed_unsupported", "those of them that say more than the facts they cite"),
    Column("cards_met", "cards put into the case file"),
    Column("cards_opened", "cards opened"),
    Column("facts_told", "facts met by the last decision"),
)
"""The columns of `runs.csv`: one row a run."""

DECISIONS: Final = (
    Column("run", "the run's handle"),
    Column("number", "the decision's place in the run, from 1"),
    Column("record", "its number in the run's log"),
    Column("at", "when it was kept (UTC), empty if not known"),
    Column("act", "the id of the act"),
    Column("scene", "the id of the scene"),
    Column("scene_title", "the scene's title"),
    Column("choice", "the id of the choice taken"),
    Column("choice_words", "its words as the story has them; ` / ` between alternatives"),
    Column("offered", "the ids of the choices that could be taken, blanks between them"),
    Column("cards_met", "the ids of the cards in the case file by then"),
    Column("cards_opened", "the ids of the cards opened by then"),
    Column("votes", "hands for each choice, as `a=3 b=1`, where a class voted"),
    Column("dissent", "what the one of a pair wrote who would have chosen otherwise"),
)
"""The columns of `decisions.csv`: one row a decision."""

ANSWERS: Final = (
    Column("run", "the run's handle"),
    Column("record", "the answer's number in the run's log"),
    Column("at", "when it was kept (UTC), empty if not known"),
    Column("scene", "the id of the scene"),
    Column("question", "the id of the question, or of the line of a report"),
    Column("cell", "the cell of a table, as column.row; else empty"),
    Column("option", "the id of the option given first (in a report: the one signed)"),
    Column("words", "its words as the story has them"),
    Column("certainty", "1 not sure, 2 fairly sure, 3 sure; empty if not asked or not said"),
    Column("keyed", "yes if the text itself decides, else no"),
    Column("right", "yes or no where the text decides, else empty"),
    Column("changed_to", "the id of the option that stood in the end, where that is another"),
)
"""The columns of `answers.csv`: one row an answer."""

FILES: Final[Mapping[str, tuple[Column, ...]]] = {
    "runs.csv": RUNS,
    "decisions.csv": DECISIONS,
    "answers.csv": ANSWERS,
}
"""The files, and what is in them."""


def names_of(columns: tuple[Column, ...], story: Story) -> tuple[str, ...]:
    """The names of some columns as they stand in the table of a story's runs."""
    return tuple(name for column in columns for name in _names(column.name, story))


def _names(name: str, story: Story) -> Iterator[str]:
    """The name of a column, once for each name of the story that it holds a place for."""
    if NAME not in name:
        yield name
    elif name.startswith("set_"):
        yield from (name.replace(NAME, setting.name) for setting in story.settings)
    else:
        variables = story.variables.values()
        meters = (each.name for each in variables if each.kind is VariableKind.METER)
        yield from (name.replace(NAME, meter) for meter in meters)
