"""A story's graph as an outline to be read, in plain lines: by eye, by ear, in any terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from borderpost.proof.links import Link, deck_place
from borderpost.proof.outline import Group, Outline, Place
from borderpost.workshop.drawings.wording import (
    back_words,
    choice_notes,
    columns,
    groups_titled,
    one_line,
    place_notes,
    size_words,
    taken_by,
    way_notes,
    wrapped,
)

WIDTH = 80
"""Columns of a line."""

MOST_WAYS_TOLD = 8
"""So many of the ways that lead to an ending are named."""


def text(outline: Outline) -> str:
    """The outline: each scene once, in reading order, and where each of its choices leads."""
    return "\n".join(_Told(outline).lines()) + "\n"


def paragraph(words: str, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text, the first after `first` and the others after `rest`."""
    width = WIDTH - max(columns(first), columns(rest))
    lines = wrapped(one_line(words).split(), width) or [""]
    return [(f"{rest if number else first}{line}").rstrip() for number, line in enumerate(lines)]


class _Told:
    """An outline while it is told: what stands above is known to the reader."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._links = outline.links_by_source()
        self._into: dict[str, list[Link]] = {}
        for link in outline.links:
            self._into.setdefault(link.target, []).append(link)
        self._above: set[str] = set()

    def lines(self) -> Iterator[str]:
        outline = self._outline
        yield from paragraph(f"{outline.title or outline.story}: {size_words(outline)}")
        for group, title in groups_titled(outline):
            if group.kind == "outside":
                continue
            yield ""
            yield from paragraph(f"{title}{self._drawn_by(group)}")
            for place in group.places:
                if place.kind == "deck":
                    continue
                yield ""
                self._above.add(place.id)
                yield from self._place(place)

    def _drawn_by(self, group: Group) -> str:
        """Which scenes draw from a deck, for its title."""
        if group.kind != "deck":
            return ""
        draws = self._into.get(deck_place(group.name), [])
        told = (f"{link.source} ({'; '.join(way_notes(link))})" for link in draws)
        return f", drawn by {', '.join(told)}" if draws else ", drawn by no scene"

    def _place(self, place: Place) -> Iterator[str]:
        """One scene or ending."""
        notes = place_notes(place)
        if not (place.starts or place.deck or self._into.get(place.id)):
            notes.append("nothing leads here")
        named = f"{place.id}: {place.title}" if place.title else place.id
        yield from paragraph(f"{named}{_in_brackets(notes)}", "", "  ")
        if place.kind == "ending":
            yield from self._ways_into(place)
            return
        for _, same in groupby(self._links.get(place.id, ()), key=lambda link: link.choice):
            yield from self._choice(tuple(same), passes=place.passes)

    def _choice(self, links: Sequence[Link], *, passes: bool) -> Iterator[str]:
        """One choice of a scene, or its own way on."""
        first = links[0]
        words = taken_by(first, goes_on="Goes on by itself" if passes else "Continue")
        named = f"{first.choice}: {words}" if first.choice and words != first.choice else words
        yield from paragraph(f"{named}{_in_brackets(choice_notes(first))}", "  - ", "    ")
        for link in links:
            notes = ", ".join(way_notes(link))
            to = f"to {link.target}" if link.target else back_words(link)
            to = f"to the deck {link.target.partition(':')[2]}" if link.kind == "draw" else to
            above = " (told above)" if link.target in self._above else ""
            yield from paragraph(f"{notes}: {to}{above}" if notes else to + above, "    ", "      ")

    def _ways_into(self, ending: Place) -> Iterator[str]:
        """The choices and scenes that lead to an ending."""
        ways = [
            f"{link.source}.{link.choice}" if link.choice else link.source
            for link in self._into.get(ending.id, ())
        ]
        ways = list(dict.fromkeys(ways))
        more = len(ways) - MOST_WAYS_TOLD
        told = ways if more <= 1 else [*ways[:MOST_WAYS_TOLD], f"{more} more"]
        if told:
            yield from paragraph(f"from {', '.join(told)}", "    ", "      ")


def _in_brackets(notes: Iterable[str]) -> str:
    """Notes behind a name."""
    told = "; ".join(notes)
    return f" ({told})" if told else ""
