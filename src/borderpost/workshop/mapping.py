"""The map of a story: as text, as data, or drawn by Graphviz or Mermaid."""

from __future__ import annotations

from pathlib import Path

from borderpost.proof.links import Link
from borderpost.proof.outline import Outline, Place, outline_of
from borderpost.story.messages import one_line
from borderpost.story.model import Story
from borderpost.workshop.written import NotWritten, write_file

FORMATS = ("text", "dot", "mermaid", "svg", "json")
"""How a map can be drawn; the first where nothing else is asked for."""

BY_ENDING = {
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".svg": "svg",
    ".json": "json",
}
"""The format that the end of a file's name asks for."""

NEVER_OVERWRITTEN = (".yaml", ".yml", ".jsonl")
"""How the names of stories and saved runs end, which a slip of the hand must not cost."""

LONGEST_SHOWN = 120
"""How many characters of a file's name a message repeats."""


def mapped(story: Story, *, form: str | None, out: str | None, act: str | None) -> tuple[str, int]:
    """The answer of `map` for a story, and its exit code.

    Without a `form`, the end of the file's name says it. Raises NoSuchAct, NoPicture, NotWritten.
    """
    path = _path_for(out) if out is not None else None
    if form is None:
        form = BY_ENDING.get(path.suffix.lower(), FORMATS[0]) if path else FORMATS[0]
    outline = outline_of(story, act or "")
    drawn = drawing(outline, form)
    if path is None:
        return drawn, 0
    mend = "name a file in a folder that is there and is yours with --out FILE"
    write_file(path, drawn, shown=_shown(path), mend=mend)
    from borderpost.workshop.drawings.wording import size_words

    return f"Written to {_shown(path)}, as {form}: {size_words(outline)}.\n", 0


def drawing(outline: Outline, form: str) -> str:
    """An outline in one of the formats. Raises NoPicture."""
    match form:
        case "dot" | "svg":
            from borderpost.workshop.drawings.dot import dot

            if form == "dot":
                return dot(outline)
            from borderpost.workshop.drawings.svg import svg

            return svg(dot(outline))
        case "mermaid":
            from borderpost.workshop.drawings.mermaid import mermaid

            return mermaid(outline)
        case "json":
            from borderpost.story.json_text import to_json

            return to_json(data(outline))
        case _:
            from borderpost.workshop.drawings.text import text

            return text(outline)


def data(outline: Outline) -> dict[str, object]:
    """An outline as plain data: nodes in reading order, and edges by where they begin."""
    return {
        "story": outline.story,
        "title": outline.title,
        "nodes": [_node(place) for place in outline.places],
        "edges": [_edge(link) for link in outline.links],
    }


def _node(place: Place) -> dict[str, object]:
    return {
        "id": place.id,
        "kind": place.kind,
        "title": place.title,
        "act": place.act or None,
        "deck": place.deck or None,
        "when": place.when or None,
        "priority": place.priority,
        "max_visits": place.visits or None,
        "questions": place.asks,
        "start": place.starts,
        "automatic": place.passes,
        "outside": place.outside,
    }


def _edge(link: Link) -> dict[str, object]:
    weight, total = link.share or (None, None)
    return {
        "from": link.source,
        "to": link.target or None,
        "kind": link.kind,
        "choice": link.choice or None,
        "label": link.label,
        "if": link.offered or None,
        "cost": dict(link.cost),
        "fallback": link.fallback,
        "once": link.once,
        "tests": [{"if": test.source or None, "otherwise": test.otherwise} for test in link.tests],
        "weight": weight,
        "of": total,
        "after": {link.after: link.behind} if link.after else None,
        "up_to": link.drawn or None,
    }


def _path_for(out: str) -> Path:
    """The file to write to; raises NotWritten where that would cost a story or a run."""
    path = Path(out)
    if not out.strip():
        raise NotWritten("no file was named", "name one: --out map.svg")
    if path.suffix.lower() in NEVER_OVERWRITTEN:
        raise NotWritten(
            f"{_shown(path)} is named like a part of a story or a saved run",
            "give the map a name of its own, such as --out map.svg",
        )
    return path


def _shown(path: Path) -> str:
    """A file's name in a message."""
    return f"'{one_line(str(path))[:LONGEST_SHOWN]}'"
