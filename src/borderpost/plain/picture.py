"""The picture of a story as lines: in words first, then drawn in signs that every terminal has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.engine.picturing import picture_of
from borderpost.plain.wrapping import columns, sentence, words_of
from borderpost.story.picture import SIGNS
from borderpost.story.signs import in_ascii

if TYPE_CHECKING:
    from borderpost.engine.view import PictureView
    from borderpost.plain.console import Console
    from borderpost.plain.game import Game


def write_picture(game: Game) -> None:
    """Write the picture: its words, then the drawing and what its signs stand for."""
    picture = picture_of(game.run.program, game.run.state)
    if picture is None:
        game.console.say("This story has no picture.")
        return
    write_picture_words(game.console, picture)
    drawn = [in_ascii("".join(piece.text for piece in line)) for line in picture.lines]
    if max(map(columns, drawn), default=0) > game.console.width:
        game.console.say("It is drawn where lines are longer.")
        return
    game.console.line()
    game.console.lines(drawn)
    game.console.line()
    named = (f"{in_ascii(SIGNS[sign].glyph)} {SIGNS[sign].words}" for sign in picture.signs)
    game.console.say(", ".join(named) + ".")


def write_picture_words(console: Console, picture: PictureView) -> None:
    """Write what the picture shows, place by place."""
    console.say(sentence(picture.title))
    for place in picture.places:
        console.say(f"{place.name}: {sentence(words_of(place.says))}", "  ", "    ")
