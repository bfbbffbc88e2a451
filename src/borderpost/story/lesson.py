"""What a story brings along for the teacher of a class: words to say, a glossary, a drawn map.

Nothing of it is played, and nothing in it hangs on a play.
"""

from typing import NamedTuple

from borderpost.story.phrases import Text
from borderpost.story.position import NOWHERE, Position

FURTHEST = 100
"""A map goes from 0 to this in both directions, rightwards and downwards."""

LINE_KINDS = ("border", "river", "road")
"""What a line on a map can stand for."""

PLACE_KINDS = ("country", "region", "city", "post")
"""What a name on a map can stand for."""

Point = tuple[int, int]
"""A point of a map: how far to the right, how far down."""


class Answered(NamedTuple):
    """A question that every class asks, and what a teacher can say."""

    asked: str
    say: Text
    at: Position


class Term(NamedTuple):
    """A word of the glossary: how it is spoken (may be empty), and what it means."""

    term: str
    spoken: str
    means: Text
    at: Position


class MapLine(NamedTuple):
    """A line through two points or more; `kind` is one of `LINE_KINDS`, `name` may be empty."""

    kind: str
    points: tuple[Point, ...]
    name: str
    at: Position


class MapPlace(NamedTuple):
    """A name at a point; `kind` is one of `PLACE_KINDS`."""

    kind: str
    point: Point
    name: str
    at: Position


class LessonMap(NamedTuple):
    """A schematic drawing of where things are, and what must be said of it."""

    title: str
    note: Text
    lines: tuple[MapLine, ...]
    places: tuple[MapPlace, ...]
    at: Position


class Lesson(NamedTuple):
    """All of it; any part may be empty.

    `before` is said to a class before play, beyond the story's content note; `out_of_role` asks the
    first question of the debrief; `background` is what does not stand in the source.
    """

    ages: str = ""
    not_claimed: Text = ()
    out_of_role: Text = ()
    before: Text = ()
    from_the_region: Text = ()
    background: Text = ()
    answers: tuple[Answered, ...] = ()
    glossary: tuple[Term, ...] = ()
    map: LessonMap | None = None
    at: Position = NOWHERE

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text of it, in the order of its parts."""
        return (
            *(self.not_claimed, self.out_of_role, self.before, self.from_the_region),
            self.background,
            *(each.say for each in self.answers),
            *(each.means for each in self.glossary),
            *((self.map.note,) if self.map is not None else ()),
        )
