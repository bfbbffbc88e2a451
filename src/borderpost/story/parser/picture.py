"""The picture of a story: its drawing, the places in it, and what can be seen at each."""

from __future__ import annotations

from borderpost.story.model import Picture, PicturePlace, PictureReading
from borderpost.story.parser.gathering import Section
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.logic import read_if
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_one_of, read_words
from borderpost.story.parser.texts import read_text
from borderpost.story.picture import SIGNS
from borderpost.story.position import Position
from borderpost.story.tree import Node, Scalar

PICTURE_KEYS = keys_of("a picture", "title drawing places")
PLACE_KEYS = keys_of("a place of a picture", "id name at readings")
READING_KEYS = keys_of("a reading", "sign says", "if")


def read_picture(sections: list[Section]) -> Picture | None:
    """The one picture of a story; None where there is none, or none that can be read."""
    for page, key, _ in sections[1:]:
        first = sections[0].page.at(sections[0].key)
        mend = "keep one of the two: a story has one picture"
        page.report("BP111", key, f"a picture already stands at {first}", mend)
    for page, key, node in sections[:1]:
        at = page.at(key)
        found = page.fields(node, PICTURE_KEYS, at)
        if found is None:
            return None
        named = "title" in found
        title = read_words(page, found["title"], "the title of a picture") if named else ""
        lines, drawn_at = _read_drawing(page, found.get("drawing"), at)
        return Picture(title, lines, _read_places(page, found.get("places")), at, drawn_at)
    return None


def _read_drawing(page: Page, node: Node | None, at: Position) -> tuple[tuple[str, ...], Position]:
    """The lines of a drawing without empty ones around them, and where the first begins."""
    if node is None:
        return (), at
    drawn = read_words(page, node, "a drawing").strip("\n")
    lines = [line.rstrip(" ") for line in drawn.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines), page.inside(node) if isinstance(node, Scalar) else page.at(node)


def _read_places(page: Page, node: Node | None) -> tuple[PicturePlace, ...]:
    if node is None:
        return ()
    places: list[PicturePlace] = []
    for item in page.items(node, "places", "a list, each place after `- `", some=True):
        found = page.fields(item, PLACE_KEYS)
        if found is None:
            continue
        mark = found.get("at")
        place = PicturePlace(
            read_id(page, found["id"], "the id of a place") if "id" in found else "",
            read_words(page, found["name"], "the name of a place") if "name" in found else "",
            read_words(page, mark, "the mark of a place") if mark is not None else "",
            _read_readings(page, found.get("readings")),
            page.at(item),
            page.at(mark if mark is not None else item),
        )
        if place.id and place.id in [other.id for other in places]:
            mend = "give one of them another id"
            page.report("BP111", found["id"], f"two places have the id {place.id!r}", mend)
        places.append(place)
    return tuple(places)


def _read_readings(page: Page, node: Node | None) -> tuple[PictureReading, ...]:
    if node is None:
        return ()
    readings: list[PictureReading] = []
    items = page.items(node, "readings", "a list, each after `- `", some=True)
    for item in items:
        found = page.fields(item, READING_KEYS)
        if found is None:
            continue
        _check_order(page, item, conditional="if" in found, last=item is items[-1])
        sign = read_one_of(page, found["sign"], "`sign`", SIGNS) if "sign" in found else ""
        says = read_text(page, found.get("says"), "what can be seen at a place")
        readings.append(PictureReading(sign, says, page.at(item), read_if(page, found.get("if"))))
    return tuple(readings)


def _check_order(page: Page, item: Node, *, conditional: bool, last: bool) -> None:
    """Every reading but the last has a condition; the last has none, so that one always fits."""
    if last and conditional:
        message = "the last reading has an `if`, so there may be nothing to be seen here"
        mend = "add a last reading without `if`: what is seen where no other fits"
        page.report("BP182", item, message, mend)
    elif not last and not conditional:
        message = "this reading has no `if`, so those below it are never seen"
        mend = "give it an `if`, or put it last"
        page.report("BP182", item, message, mend)
