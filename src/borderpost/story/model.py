"""The model of a story: frozen data with a source position on every part.

Named tuples rather than dataclasses: sixty dataclasses cost every start some 30 ms, and building
one costs three times as much (`docs/design`). Nothing here knows how a story is written or played.
Parts refer to each other by id; ids are explicit and permanent, since saves hang on them.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from borderpost.story.flow import (
    Branch,
    CallScene,
    Chance,
    Draw,
    FirstOf,
    Flow,
    Go,
    Outcome,
    Return,
)
from borderpost.story.lesson import (
    Answered,
    Lesson,
    LessonMap,
    MapLine,
    MapPlace,
    Term,
)
from borderpost.story.phrases import Condition, Effect, Text, TextBlock
from borderpost.story.picture import Picture, PicturePlace, PictureReading
from borderpost.story.position import Position
from borderpost.story.promises import Aim, Allowance, Contract, PlayTest, Policy

__all__ = [
    "Aim",
    "Allowance",
    "Answered",
    "Branch",
    "CallScene",
    "Chance",
    "Choice",
    "Condition",
    "Contract",
    "Draw",
    "Effect",
    "Ending",
    "Fact",
    "FirstOf",
    "Flow",
    "Go",
    "Later",
    "Lesson",
    "LessonMap",
    "MapLine",
    "MapPlace",
    "Option",
    "Outcome",
    "Picture",
    "PicturePlace",
    "PictureReading",
    "PlayTest",
    "Policy",
    "Question",
    "QuestionKind",
    "Report",
    "Return",
    "Row",
    "Scene",
    "Source",
    "Story",
    "StoryInfo",
    "Term",
    "Text",
    "TextBlock",
    "Variable",
    "VariableKind",
]
"""The whole model, wherever its parts are written down: the one place to import them from."""

# --- Variables --------------------------------------------------------------------------------


class VariableKind(StrEnum):
    """The kinds of variable. A meter is shown and clamps; a range is hidden and should not."""

    METER = "meter"
    RANGE = "range"
    ONE_OF = "one_of"
    FLAG = "flag"
    SET_OF = "set_of"
    DERIVED = "derive"


class Variable(NamedTuple):
    """A declared variable.

    `low` and `high` bound a meter or range (both included); `words` are the values of a one_of or
    the elements of a set_of; `start` is a number for meters and ranges, an index into `words` for
    one_of, 0 or 1 for flags, a bit mask over `words` for sets. `derivation` is set for derived
    variables only, which are never stored. A variable with `ask` is a setting: chosen before play,
    constant in it.
    """

    name: str
    kind: VariableKind
    at: Position
    low: int = 0
    high: int = 1
    start: int = 0
    words: tuple[str, ...] = ()
    derivation: Condition | None = None
    label: str = ""
    better: str = "none"
    explain: str = ""
    ask: bool = False
    was: tuple[str, ...] = ()


# --- Facts and sources ------------------------------------------------------------------------


class Fact(NamedTuple):
    """A statement of the source text. `mark` is documented, claimed or unknown."""

    id: str
    says: str
    mark: str
    kind: str
    paragraph: int
    by: str
    against: tuple[str, ...]
    at: Position


class Source(NamedTuple):
    """A card of the case file: who speaks, how they would know, and what they say.

    `context` names facts shown under the card whenever it is shown.
    """

    id: str
    name: str
    at: Position
    named: bool = False
    role: str = ""
    access: str = ""
    motive: str = ""
    track_record: str = ""
    independent_of: tuple[str, ...] = ()
    answers: str = ""
    says: Text = ()
    context: tuple[str, ...] = ()


# --- Questions --------------------------------------------------------------------------------


class QuestionKind(StrEnum):
    """A plain question, a table of them, or a slot of a report."""

    PLAIN = "question"
    TABLE = "table"
    SLOT = "slot"


class Option(NamedTuple):
    """One answer to a question. The fields from `strength` on are a report slot's only.

    `strength` is `is`, `claimed`, `unclear` or empty; `likelihood` an option id of the likelihood
    scale or empty; `needs` names cards that must have been met for the option to be offered.
    """

    id: str
    says: Text
    at: Position
    feedback: Text = ()
    do: tuple[Effect, ...] = ()
    was: tuple[str, ...] = ()
    strength: str = ""
    likelihood: str = ""
    cites: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    condition: Condition | None = None
    tags: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row of a table: an id and the words shown for it."""

    id: str
    says: Text
    at: Position


class Question(NamedTuple):
    """A decision that does not branch: judging, estimating, marking, signing.

    `scale` names a built-in scale whose options then stand in `options`. `key` holds the options
    the text itself decides for (`None`: never scored). A table has `rows`, `columns` (card ids) and
    `cell_keys` by cell, `row.column` written as `column.row`. `again` names the question that this
    one asks anew.
    """

    id: str
    kind: QuestionKind
    ask: Text
    options: tuple[Option, ...]
    at: Position
    about: str = ""
    scale: str = ""
    key: tuple[str, ...] | None = None
    certainty: bool = False
    optional: bool = False
    again: str = ""
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    mark_at_least: int = 0
    cell_keys: Mapping[str, tuple[str, ...]] = {}
    was: tuple[str, ...] = ()


# --- Scenes and endings -----------------------------------------------------------------------


class Later(NamedTuple):
    """Effects and a text that come due when an act begins."""

    act: str
    do: tuple[Effect, ...]
    text: Text
    at: Position


class Choice(NamedTuple):
    """A way on that the player may take.

    `cost` is what it takes from meters, by name: it is offered only where that is there. `locked`
    is the reason shown when it is not offered (empty: then hidden, but for a cost, whose reason is
    made). `shows` is `direction` (which way meters will go is told before taking it), `readers`
    (`readers` says who will read the words) or empty. `flow` is None only in a storylet, which then
    goes on at the draw's.
    """

    id: str
    label: Text
    flow: Flow | None
    at: Position
    condition: Condition | None = None
    locked: Text = ()
    cost: tuple[tuple[str, int], ...] = ()
    do: tuple[Effect, ...] = ()
    after: Text = ()
    later: tuple[Later, ...] = ()
    tags: tuple[str, ...] = ()
    fallback: bool = False
    once: bool = False
    shows: str = ""
    readers: str = ""
    was: tuple[str, ...] = ()


class Report(NamedTuple):
    """A page made of questions, the slots, to be signed by one of the scene's choices."""

    opens: Text
    slots: tuple[Question, ...]
    at: Position


class Scene(NamedTuple):
    """A scene. `deck` makes it a storylet, drawn where `when` holds, higher `priority` first.

    `max_visits` 0 means no bound, but a storylet without one is played once.
    """

    id: str
    at: Position
    act: str = ""
    title: str = ""
    when_where: str = ""
    cards: tuple[str, ...] = ()
    text: Text = ()
    questions: tuple[Question, ...] = ()
    report: Report | None = None
    do: tuple[Effect, ...] = ()
    choices: tuple[Choice, ...] = ()
    flow: Flow | None = None
    max_visits: int = 0
    deck: str = ""
    when: Condition | None = None
    priority: int = 0
    was: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[Question, ...]:
        """Every question of the scene in the order it is asked, the report's slots last."""
        return self.questions + (self.report.slots if self.report else ())

    @property
    def called(self) -> str:
        """What it is called: its title, or else its id as words."""
        return self.title or self.id.replace("_", " ")

    @property
    def is_automatic(self) -> bool:
        """Whether play passes through without stopping: nothing to read, answer or choose."""
        return not (self.text or self.questions or self.report or self.choices) and (
            not isinstance(self.flow, Draw) or self.flow.by_chance
        )


class Ending(NamedTuple):
    """Where a play ends. `unknowns` holds ids of facts, or prose where no fact says it."""

    id: str
    title: str
    text: Text
    at: Position
    facts: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    bought: Text = ()
    cost: Text = ()
    was: tuple[str, ...] = ()


# --- The whole --------------------------------------------------------------------------------


class StoryInfo(NamedTuple):
    """What stands under `story:`. `start` is the id of the first scene.

    `after_action` maps ids to what is asked after an ending (empty: the usual questions).
    """

    id: str
    title: str
    version: int
    language: str
    start: str
    at: Position
    about: Text = ()
    content_note: Text = ()
    closing: Text = ()
    grounded_in: Mapping[str, str] = {}
    after_action: Mapping[str, str] = {}


class _Parts(NamedTuple):
    """What a story is made of."""

    info: StoryInfo
    variables: Mapping[str, Variable]
    acts: tuple[str, ...]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    scenes: Mapping[str, Scene]
    endings: Mapping[str, Ending]
    policies: Mapping[str, Policy] = {}
    checks: tuple[Contract, ...] = ()
    tests: tuple[PlayTest, ...] = ()
    allow: tuple[Allowance, ...] = ()
    removed: Mapping[str, str] = {}
    discuss: Text = ()
    learning: tuple[Aim, ...] = ()
    picture: Picture | None = None
    lesson: Lesson = Lesson()


class Story(_Parts):
    """A whole story, checked: every name in it resolves and every type fits.

    Mappings keep the order of the files. `removed` maps the id of a part that is gone to where
    old plays go on (empty: where they stand).
    """

    folder: Path | None = None
    """The folder of its own that it was read from, if it was; no part of what it is."""

    @cached_property
    def logic_hash(self) -> str:
        """The hash of what decides play; worked out when first asked for: a check never asks."""
        from borderpost.story.hashes import logic_hash

        return logic_hash(self)

    @cached_property
    def prose_hash(self) -> str:
        """The hash of what is shown."""
        from borderpost.story.hashes import prose_hash

        return prose_hash(self)

    @property
    def settings(self) -> tuple[Variable, ...]:
        """The variables that are chosen before play."""
        return tuple(variable for variable in self.variables.values() if variable.ask)
