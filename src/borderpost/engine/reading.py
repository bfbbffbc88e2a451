"""What is read on a path: passages of prose, and the cards and facts met in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from borderpost.engine.actions import Choose
from borderpost.engine.code import CLAMPED, DUE, ENTERED
from borderpost.engine.functions import State
from borderpost.engine.moment import Event, Moment, Path
from borderpost.engine.program import Program
from borderpost.engine.view import Passage
from borderpost.story.model import Text, VariableKind
from borderpost.story.prose import Paragraph, Span, fill, parse_prose


def prose(program: Program, text: Text, state: State) -> tuple[Paragraph, ...]:
    """A text as it is read in a state: the blocks that hold, their values filled in."""
    if not text:
        return ()
    found: list[Paragraph] = []
    words = None
    for block in program.shown(text, state):
        paragraphs = parse_prose(block.prose)
        if "{" in block.prose:
            words = words or program.words(state)
            paragraphs = fill(paragraphs, words)
        found.extend(paragraphs)
    return tuple(found)


def passages_of(program: Program, step: Moment) -> tuple[Passage, ...]:
    """What one step of a path gave to read, in order."""
    found = [_passage(program, step, event) for event in step.told]
    return tuple(passage for passage in found if passage is not None)


def _passage(program: Program, step: Moment, event: Event) -> Passage | None:
    """What one event gave to read, if anything."""
    kind, number, state = event
    if kind == ENTERED:
        return _entered(program, number, state)
    if kind == CLAMPED:
        return Passage("told", _clamped(program, number, state))
    paragraphs = prose(program, _text_of(program, step, event), state)
    return Passage("later" if kind == DUE else "after", paragraphs) if paragraphs else None


def _text_of(program: Program, step: Moment, event: Event) -> Text:
    """The text that an event of a step gives to read; none for what the program itself says."""
    kind, number, _ = event
    if kind == CLAMPED:
        return ()
    if kind == DUE:
        return program.generator.later[number][0].text
    if kind == ENTERED:
        name = program.layout.places[number].name
        ending = program.story.endings.get(name)
        return ending.text if ending else program.story.scenes[name].text
    if isinstance(step.action, Choose):
        scene = program.story.scenes[step.action.scene]
        return next((c.after for c in scene.choices if c.id == step.action.choice), ())
    return ()


def _entered(program: Program, number: int, state: State) -> Passage | None:
    """What a place gives to read on entry; nothing for a scene that is only passed through."""
    place = program.layout.places[number]
    if place.kind == "ending":
        ending = program.story.endings[place.name]
        text = prose(program, ending.text, state)
        return Passage("ending", text, ending.id, ending.title)
    scene = program.story.scenes[place.name]
    if scene.is_automatic and not scene.cards:
        return None
    text = prose(program, scene.text, state)
    return Passage("scene", text, scene.id, scene.title, scene.when_where, scene.cards)


def _clamped(program: Program, number: int, state: State) -> tuple[Paragraph, ...]:
    """The program's own word about a meter, or a hidden range, that stopped at its bound."""
    variable = tuple(program.story.variables.values())[number]
    value = program.value(variable, state)
    name = variable.label or variable.name
    if variable.kind is VariableKind.METER:
        low_or_high = "higher" if value - variable.low > variable.high - value else "lower"
        words = f"{name} can go no {low_or_high}."
    else:
        words = f"The story counted past the bounds of {name!r}; that is a fault of the story."
    return (Paragraph("text", (Span(words),)),)


def cards_met(program: Program, path: Path) -> tuple[str, ...]:
    """The ids of the cards put into the case file on a path, each once, in order."""
    found: dict[str, None] = {}
    for step in path:
        for kind, number, _ in step.told:
            found.update(dict.fromkeys(_cards_at(program, number) if kind == ENTERED else ()))
    return tuple(found)


def _cards_at(program: Program, number: int) -> tuple[str, ...]:
    """The cards that a place puts into the case file."""
    place = program.layout.places[number]
    return program.story.scenes[place.name].cards if place.kind == "scene" else ()


def facts_met(program: Program, path: Path) -> tuple[str, ...]:
    """The ids of the facts read on a path: in its passages, and on the cards it met."""
    found: dict[str, None] = {}
    for step in path:
        for event in step.told:
            kind, number, state = event
            for fact in _cited(program, _text_of(program, step, event), state):
                found[fact] = None
            for card in _cards_at(program, number) if kind == ENTERED else ():
                source = program.story.sources[card]
                found.update(dict.fromkeys(_cited(program, source.says, step.state)))
                found.update(dict.fromkeys(source.context))
    ending = program.story.endings.get(program.place_name(path[-1].state))
    if ending:
        found.update(dict.fromkeys(ending.facts))
        found.update(dict.fromkeys(ending.unknowns))
    return tuple(name for name in found if name in program.story.facts)


def _cited(program: Program, text: Text, state: State) -> Iterator[str]:
    """The facts that a text cites as it is read in a state, in order."""
    for block in program.shown(text, state):
        yield from _cited_in(block.prose)


@lru_cache(maxsize=8192)
def _cited_in(prose: str) -> tuple[str, ...]:
    """The facts that a block of prose cites, in order."""
    return tuple(span.fact for each in parse_prose(prose) for span in each.spans if span.fact)
