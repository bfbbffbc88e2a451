"""What is said of places and links, the same in every drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category, east_asian_width

from borderpost.debrief.wording import times
from borderpost.proof.links import Link
from borderpost.proof.outline import Group, Outline, Place
from borderpost.story.prose import clean

GROUP_TITLES = {
    "scenes": "Scenes without an act",
    "act": "Act {}",
    "deck": "Deck {}",
    "endings": "Endings",
    "outside": "Outside",
}
"""What a group is called, by its kind."""

LONGEST_LABEL = 48
"""How many characters of a choice's words a picture shows."""


def one_line(text: str) -> str:
    """A text on one line, without anything that a terminal or a page would obey."""
    return " ".join(clean(text).split())


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """The beginning of a text, cut between words where it is too long."""
    text = one_line(text)
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[: longest - 1]}…"


def group_title(group: Group) -> str:
    """What a group of places is called."""
    return GROUP_TITLES[group.kind].format(group.name)


def groups_titled(outline: Outline) -> Iterator[tuple[Group, str]]:
    """The groups and their titles; scenes need none where nothing has an act."""
    has_acts = any(group.kind == "act" for group in outline.groups)
    for group in outline.groups:
        plain = group.kind == "scenes" and not has_acts
        yield group, "Scenes" if plain else group_title(group)


def place_notes(place: Place) -> list[str]:
    """What is worth knowing of a place beside its title."""
    notes = []
    if place.starts:
        notes.append("the start")
    if place.asks:
        notes.append(f"{place.asks} question{'s' * (place.asks != 1)}")
    if place.passes:
        notes.append("passed through")
    if place.when:
        notes.append(f"when {place.when}")
    if place.priority:
        notes.append(f"priority {place.priority}")
    if place.visits:
        notes.append(f"at most {times(place.visits)}")
    return [one_line(note) for note in notes]


def taken_by(link: Link, *, goes_on: str = "Continue") -> str:
    """What takes a link: the words of its choice, or going on."""
    if link.kind == "storylet":
        return ""
    return one_line(link.label) or link.choice or goes_on


def choice_notes(link: Link) -> list[str]:
    """What a choice asks before it is offered, and how it is marked."""
    notes = [f"offered if {link.offered}"] if link.offered else []
    notes += [f"costs {amount} {name}" for name, amount in link.cost]
    notes += ["once"] * link.once + ["fallback"] * link.fallback
    return [one_line(note) for note in notes]


def way_notes(link: Link) -> list[str]:
    """What decides that a choice or a scene goes this way, in the order it is asked."""
    notes = []
    if link.after == "call":
        notes.append(f"back from {link.behind}")
    elif link.after == "draw":
        notes.append(f"after the deck {link.behind}")
    elif link.after == "nothing":
        notes.append(f"nothing to draw from {link.behind}")
    for test in link.tests:
        asked = f"if {test.source}" if test.source else ""
        words = f"otherwise {asked}" if test.otherwise else asked
        notes += [words.strip()] if words else []
    if link.share:
        notes.append(share_words(link.share))
    if link.kind == "call":
        notes.append("call")
    elif link.kind == "draw":
        notes.append(f"draw up to {link.drawn}" if link.drawn else "draw one by chance")
    return [one_line(note) for note in notes]


def share_words(share: tuple[int, int]) -> str:
    """The chance of an outcome as its author weighed it: `3 in 4`."""
    weight, total = share
    return f"{weight} in {total}"


def back_words(link: Link) -> str:
    """Where a link without a target leads."""
    return "back to the call" if link.kind == "return" else "on after the draw"


def size_words(outline: Outline) -> str:
    """How much is drawn: `22 scenes, 10 endings`."""
    counts = {"scene": 0, "deck": 0, "ending": 0}
    for place in outline.places:
        if not place.outside:
            counts[place.kind] += 1
    named = [f"{count} {kind}{'s' * (count != 1)}" for kind, count in counts.items() if count]
    return ", ".join(named)


def wrapped(words: Iterable[str], width: int) -> list[str]:
    """Words in lines of at most `width` columns; a longer word stands alone."""
    lines: list[str] = []
    for word in words:
        if lines and columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if category(letter) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(letter) in "WF")
        for letter in text
    )
