"""What a story brings along for a lesson: its words, the glossary, the map."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.lesson import (
    FURTHEST,
    LINE_KINDS,
    PLACE_KINDS,
    Answered,
    Lesson,
    LessonMap,
    MapLine,
    MapPlace,
    Point,
    Term,
)
from borderpost.story.parser.gathering import Section
from borderpost.story.parser.page import Keys, Page, keys_of
from borderpost.story.parser.scalars import read_integer, read_one_of, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.tree import Node, Sequence

LESSON_KEYS = keys_of(
    "a lesson",
    "",
    "ages not_claimed out_of_role before from_the_region background answers glossary map",
)
ANSWER_KEYS = keys_of("an answer", "asked say")
TERM_KEYS = keys_of("a term", "term means", "spoken")
MAP_KEYS = keys_of("a map", "title", "note lines places")
LINE_KEYS = keys_of("a line of a map", "kind points", "name")
PLACE_KEYS = keys_of("a place on a map", "kind at name")

LIST_FORM = "a list, each after `- `"
POINT_FORM = "two numbers, as in [40, 25]"


def read_lesson(sections: list[Section]) -> Lesson:
    """The one lesson of a story; an empty one where there is none, or none that can be read."""
    for page, key, _ in sections[1:]:
        first = sections[0].page.at(sections[0].key)
        mend = "put all of it under one `lesson:`, in whichever file"
        page.report("BP111", key, f"a lesson already stands at {first}", mend)
    for page, key, node in sections[:1]:
        found = page.fields(node, LESSON_KEYS)
        if found is None:
            break
        get = found.get
        return Lesson(
            read_words(page, found["ages"], "the ages of a class") if "ages" in found else "",
            read_text(page, get("not_claimed"), "what the lesson does not claim"),
            read_text(page, get("out_of_role"), "the first question after play"),
            read_text(page, get("before"), "what is said before play"),
            read_text(page, get("from_the_region"), "what helps pupils from the region"),
            read_text(page, get("background"), "the background"),
            _read_answers(page, get("answers")),
            _read_glossary(page, get("glossary")),
            _read_map(page, get("map")),
            page.at(key),
        )
    return Lesson()


def _parts(
    page: Page, node: Node | None, what: str, keys: Keys
) -> Iterator[tuple[dict[str, Node], Node]]:
    """The parts of a list, each by its keys, with where it stands; what is none is reported."""
    for item in page.items(node, what, LIST_FORM, some=True) if node is not None else ():
        found = page.fields(item, keys)
        if found is not None:
            yield found, item


def _read_answers(page: Page, node: Node | None) -> tuple[Answered, ...]:
    """What is always asked, and what to say."""
    answers: list[Answered] = []
    for found, item in _parts(page, node, "answers", ANSWER_KEYS):
        asked = read_words(page, found["asked"], "what is asked") if "asked" in found else ""
        say = read_text(page, found.get("say"), "what to say")
        answers.append(Answered(asked, say, page.at(item)))
    return tuple(answers)


def _read_glossary(page: Page, node: Node | None) -> tuple[Term, ...]:
    """Words, how they are spoken, and what they mean."""
    terms: list[Term] = []
    for found, item in _parts(page, node, "terms", TERM_KEYS):
        term = read_words(page, found["term"], "a term") if "term" in found else ""
        spoken = read_words(page, found["spoken"], "how it is spoken") if "spoken" in found else ""
        means = read_text(page, found.get("means"), "what a term means")
        terms.append(Term(term, spoken, means, page.at(item)))
    return tuple(terms)


def _read_map(page: Page, node: Node | None) -> LessonMap | None:
    """The map; None where there is none, or none that can be read."""
    found = page.fields(node, MAP_KEYS) if node is not None else None
    if found is None or node is None:
        return None
    return LessonMap(
        read_words(page, found["title"], "the title of a map") if "title" in found else "",
        read_text(page, found.get("note"), "what must be said of a map"),
        _read_lines(page, found.get("lines")),
        _read_places(page, found.get("places")),
        page.at(node),
    )


def _read_lines(page: Page, node: Node | None) -> tuple[MapLine, ...]:
    lines: list[MapLine] = []
    for found, item in _parts(page, node, "lines", LINE_KEYS):
        kind = read_one_of(page, found["kind"], "`kind`", LINE_KINDS) if "kind" in found else ""
        points = _read_points(page, found["points"]) if "points" in found else ()
        name = read_words(page, found["name"], "the name of a line") if "name" in found else ""
        lines.append(MapLine(kind, points, name, page.at(item)))
    return tuple(lines)


def _read_places(page: Page, node: Node | None) -> tuple[MapPlace, ...]:
    places: list[MapPlace] = []
    for found, item in _parts(page, node, "places", PLACE_KEYS):
        kind = read_one_of(page, found["kind"], "`kind`", PLACE_KINDS) if "kind" in found else ""
        point = _read_point(page, found["at"]) if "at" in found else (0, 0)
        name = read_words(page, found["name"], "the name of a place") if "name" in found else ""
        places.append(MapPlace(kind, point, name, page.at(item)))
    return tuple(places)


def _read_points(page: Page, node: Node) -> tuple[Point, ...]:
    """The points that a line goes through."""
    form = "[[10, 20], [40, 25]]"
    points = [_read_point(page, item) for item in page.items(node, "points", form, some=True)]
    if len(points) == 1:
        page.wrong_shape(node, "two points or more", f"write where the line ends, too: {form}")
    return tuple(points)


def _read_point(page: Page, node: Node) -> Point:
    """How far to the right, how far down; both from 0 to 100."""
    items = node.items if isinstance(node, Sequence) else ()
    if len(items) != 2:
        page.wrong_shape(node, "a point", f"write it as {POINT_FORM}: to the right, then down")
        return 0, 0
    right = read_integer(page, items[0], "how far to the right a point is", 0, FURTHEST)
    down = read_integer(page, items[1], "how far down a point is", 0, FURTHEST)
    return right or 0, down or 0
