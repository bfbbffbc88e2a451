"""The picture of a story as it is in a state: looked at, and nothing more."""

from __future__ import annotations

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.view import PictureView, Piece, PlaceView
from borderpost.story.picture import SIGNS, pieces


def picture_of(program: Program, state: State) -> PictureView | None:
    """The story's picture in a state; None where it has none."""
    picture = program.story.picture
    if picture is None:
        return None
    places: list[PlaceView] = []
    signs: dict[str, str] = {}
    for place in picture.places:
        reading = next(each for each in place.readings if program.holds(each.condition, state))
        name = " ".join(place.name.split())
        places.append(PlaceView(name, reading.sign, prose(program, reading.says, state)))
        signs[place.mark] = reading.sign
    lines = tuple(
        tuple(
            Piece(f"({SIGNS[signs[mark]].glyph})", signs[mark]) if mark else Piece(text)
            for text, mark in pieces(line)
        )
        for line in picture.drawing
    )
    title = " ".join(picture.title.split())
    used = {reading.sign for reading in picture.readings}
    key = tuple(sign for sign in SIGNS if sign in used)
    return PictureView(title, lines, tuple(places), key)
