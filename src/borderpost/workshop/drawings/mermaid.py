"""A story's graph in the language of Mermaid, which many editors and wikis draw."""

from __future__ import annotations

import re
from collections.abc import Iterable

from borderpost.proof.links import Link
from borderpost.proof.outline import Outline, Place
from borderpost.workshop.drawings.dot import joined_links, said_of
from borderpost.workshop.drawings.wording import (
    back_words,
    groups_titled,
    one_line,
    place_notes,
    shortened,
)

ARROWS = {"chance": "-.->", "call": "==>", "draw": "==>", "return": "-.->", "leave": "-.->"}
"""How a link is drawn where it is no plain arrow."""

MOST_ARROWS, MOST_LETTERS = 500, 50_000
"""What Mermaid draws unless it is told otherwise."""

TOO_MUCH = (
    "%% More than Mermaid draws by itself: raise its maxEdges and maxTextSize, or take one act."
)

MARKS = (
    ("starts", "stroke-width:4px"),
    ("passes", "stroke-dasharray:6 4"),
    ("outside", "stroke-dasharray:2 3"),
)
"""Places that are drawn apart, by what they are."""

_MEANT = re.compile(r"[^\w ,]|(?<![^\W_])_|_(?![^\W_])|(?<=direction) ")
"""What Mermaid, its Markdown or the page around it might take for more than a character.

The blank, since Mermaid takes `direction LR` for an order of its own wherever it stands.
"""


def mermaid(outline: Outline) -> str:
    """The graph as a flow chart for Mermaid; every text in it is safe, whatever a story holds."""
    names = {place.id: f"n{number}" for number, place in enumerate(outline.places, 1)}
    lines = ["flowchart TD"]
    for number, (group, title) in enumerate(groups_titled(outline), 1):
        boxes = [f"  {names[place.id]}{_shape(place)}" for place in group.places]
        if group.kind == "outside":  # each where its links want it
            lines += boxes
            continue
        lines.append(f'  subgraph g{number}["{safe([title])}"]')
        lines += [f"  {box}" for box in boxes]
        lines.append("  end")
    arrows = _arrows(outline.links, names)
    lines += arrows
    for mark, look in MARKS:
        marked = [names[place.id] for place in outline.places if getattr(place, mark)]
        if marked:
            lines += [f"  classDef {mark} {look}", f"  class {','.join(marked)} {mark}"]
    chart = "\n".join(lines) + "\n"
    if len(arrows) > MOST_ARROWS or len(chart) > MOST_LETTERS:
        return f"{TOO_MUCH}\n{chart}"
    return chart


def safe(lines: Iterable[str]) -> str:
    """Lines as a label, every sign but letters, digits, blanks and commas by its number."""
    numbered = (_MEANT.sub(lambda found: f"#{ord(found[0])};", one_line(line)) for line in lines)
    return "<br/>".join(numbered)


def _shape(place: Place) -> str:
    """The box of a place: square for scenes, rounded for endings, slanted for decks."""
    if place.kind == "deck":
        return f'[/"{safe([f"draw from {place.deck}"])}"/]'
    lines = [shortened(place.title or place.id), *([place.id] if place.title else [])]
    text = safe([*lines, *place_notes(place)])
    return f'(["{text}"])' if place.kind == "ending" else f'["{text}"]'


def _arrows(links: Iterable[Link], names: dict[str, str]) -> list[str]:
    """The arrows, and a small mark for each way back."""
    lines = []
    for number, ((source, target, look), alike) in enumerate(joined_links(links).items(), 1):
        to = names[target] if target else f'b{number}>"{safe([back_words(alike[0])])}"]'
        said = safe(said_of(alike))
        label = f'|"{said}"|' if said else ""
        lines.append(f"  {names[source]} {ARROWS.get(look, '-->')}{label} {to}")
    return lines
