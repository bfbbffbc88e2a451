"""A story's graph in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borderpost.proof.links import Link
from borderpost.proof.outline import Outline, Place
from borderpost.workshop.drawings.wording import (
    back_words,
    choice_notes,
    groups_titled,
    one_line,
    place_notes,
    shortened,
    taken_by,
    way_notes,
    wrapped,
)

POINT = "• "
"""What stands before each of several links that are drawn as one."""

WIDEST = 32
"""Columns that a line of a label may take."""

LOOKS = {
    "scene": 'style="rounded"',
    "passes": 'style="rounded,dashed"',
    "ending": "peripheries=2",
    "deck": "shape=folder",
    "outside": 'style="rounded,dotted"',
}
"""How a place is drawn: by its outline, never by colour alone."""

HEAD = """\
  graph [rankdir=TB, nodesep=0.3, ranksep=0.5, fontname="Helvetica,Arial,sans-serif"];
  node [shape=box, fontsize=11, fontname="Helvetica,Arial,sans-serif"];
  edge [fontsize=9, fontname="Helvetica,Arial,sans-serif"];
"""


def dot(outline: Outline) -> str:
    """The graph as a file for Graphviz; every text in it is safe, whatever a story holds."""
    lines = [f"digraph {quoted(outline.title or outline.story)} {{", HEAD.rstrip()]
    for number, (group, title) in enumerate(groups_titled(outline), 1):
        if group.kind == "outside":  # each where its links want it
            lines += [f"  {_node(place)}" for place in group.places]
            continue
        lines += [
            f"  subgraph cluster_{number} {{",
            f'    graph [label={label([title])}, labeljust=l, style="rounded", color=gray];',
            *(f"    {_node(place)}" for place in group.places),
            "  }",
        ]
    lines += [f"  {line}" for line in _edges(outline.links)]
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text: str) -> str:
    """A text as an id in quotes, where only the quote itself and the backslash mean something."""
    return '"{}"'.format(one_line(text).replace("\\", "\\\\").replace('"', '\\"'))


def label(lines: Sequence[str]) -> str:
    """Lines as a label in quotes: `&` begins an entity there, and a backslash an escape."""
    return '"{}"'.format("\\n".join(_safe(line) for line in lines))


def edge_label(lines: Sequence[str]) -> str:
    """The same beside an arrow, clear of it; several points begin at the left."""
    if len(lines) < 2 or not lines[0].startswith(POINT):
        return label(lines).replace('"', '" ', 1)
    indented = (f"  {'' if line.startswith(POINT) else '   '}{_safe(line)}\\l" for line in lines)
    return f'"{"".join(indented)}"'


def _safe(line: str) -> str:
    """A line in which nothing means anything to Graphviz."""
    safe = one_line(line).replace("&", "&amp;").replace("\\", "\\\\")
    return safe.replace('"', '\\"')


def joined_links(links: Iterable[Link]) -> dict[tuple[str, str, str], list[Link]]:
    """Links that are drawn as one, since they lead the same way alike: from, to, and how."""
    joined: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        look = "chance" if link.share else f"after {link.after}" if link.after else link.kind
        joined.setdefault((link.source, link.target, look), []).append(link)
    return joined


def said_of(links: Sequence[Link], width: int = WIDEST) -> list[str]:
    """The lines of a label for links that are drawn as one."""
    lines = []
    for link in links:
        notes = choice_notes(link) + way_notes(link)
        words = shortened(taken_by(link)) if link.choice or not notes else ""
        if link.kind != "storylet":
            said = f"{words} [{'; '.join(notes)}]" if words and notes else words or "; ".join(notes)
            lines += wrapped((POINT + said if len(links) > 1 else said).split(), width)
    return lines


def _node(place: Place) -> str:
    """One place."""
    look = "outside" if place.outside else "passes" if place.passes else place.kind
    title = wrapped(shortened(place.title or place.id).split(), WIDEST)
    if place.kind == "deck":
        title = [f"draw from {place.deck}"]
    lines = [*title, *([place.id] if place.title and place.kind != "deck" else [])]
    for note in place_notes(place):
        lines += wrapped(note.split(), WIDEST)
    bold = ", penwidth=2.5" if place.starts else ""
    return f"{quoted(place.id)} [label={label(lines)}, {LOOKS[look]}{bold}];"


EDGE_LOOKS = {
    "chance": "style=dashed",
    "call": "arrowhead=empty, style=bold",
    "return": "style=dotted",
    "leave": "style=dotted",
    "draw": "arrowhead=empty, style=bold",
}
"""How a link is drawn where it is no plain arrow."""


def _edges(links: Iterable[Link]) -> Iterator[str]:
    """The arrows, and a small mark for each way back."""
    for (source, target, look), alike in joined_links(links).items():
        to = target
        if not target:
            to = f"{look} from {source}"
            yield f"{quoted(to)} [label={label([back_words(alike[0])])}, shape=plaintext];"
        lines = said_of(alike)
        said = [f"label={edge_label(lines)}"] if lines else []
        attributes = ", ".join([*said, *([EDGE_LOOKS[look]] if look in EDGE_LOOKS else [])])
        drawn = f" [{attributes}]" if attributes else ""
        yield f"{quoted(source)} -> {quoted(to)}{drawn};"
