"""What there is to a part of a story that two versions of it may differ in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from borderpost.engine.layout import visit_bound
from borderpost.engine.program import in_words
from borderpost.proof.versions.renaming import Asked, Plain, Reader
from borderpost.proof.versions.spelling import (
    condition_spelled,
    cost_spelled,
    effects_spelled,
    flow_spelled,
    names_spelled,
    range_spelled,
)
from borderpost.proof.versions.wordings import (
    Wording,
    words_of_choice,
    words_of_ending,
    words_of_fact,
    words_of_option,
    words_of_question,
    words_of_scene,
    words_of_source,
    words_of_story,
    words_of_variable,
)
from borderpost.story.model import (
    Choice,
    Ending,
    Fact,
    Later,
    Option,
    Question,
    Scene,
    Source,
    Story,
    Variable,
    VariableKind,
)

T = TypeVar("T")


class Facet(NamedTuple):
    """One thing about a part: what it is called, what of it is compared, and how it is spelled.

    What is not `shown` does not come before a player: it is for checks and for authors.
    """

    what: str
    plain: Plain
    spelled: str
    shown: bool = True


class Look(NamedTuple, Generic[T]):
    """How a kind of part is looked at: its facets, and its words."""

    facets: Callable[[T, Reader], list[Facet]]
    words: Callable[[T, Reader], Wording]


def of_story(story: Story, read: Reader) -> list[Facet]:
    """What the story as a whole is."""
    info = story.info
    return [
        _value("id", info.id),
        Facet("first scene", read.place(info.start), info.start),
        _value("language", info.language),
        Facet("order of the acts", story.acts, names_spelled(story.acts)),
        Facet("version", info.version, str(info.version), shown=False),
    ]


def of_variable(variable: Variable, read: Reader) -> list[Facet]:
    """What a variable can be, and how a play sees it."""
    values = (variable.kind.value, variable.low, variable.high, variable.words)
    derived = variable.kind is VariableKind.DERIVED
    start = "" if derived else in_words(variable, variable.start)
    return [
        Facet("values", (values, read.condition(variable.derivation)), range_spelled(variable)),
        Facet("start", start, start),
        _value("better", variable.better),
        _truth("chosen before play", told=variable.ask),
    ]


def of_fact(fact: Fact, _: Reader) -> list[Facet]:
    """How a fact stands in the source."""
    return [
        _value("mark", fact.mark),
        _value("kind", fact.kind),
        _value("paragraph", str(fact.paragraph)),
        _value("who says it", fact.by),
        _names("what speaks against it", sorted(fact.against)),
    ]


def of_source(source: Source, _: Reader) -> list[Facet]:
    """How a card stands to others."""
    return [
        _truth("named", told=source.named),
        _names("independent of", sorted(source.independent_of)),
        _names("facts shown with it", source.context),
    ]


def of_scene(scene: Scene, read: Reader) -> list[Facet]:
    """What decides play in a scene."""
    visits = visit_bound(scene)
    return [
        _value("act", scene.act),
        Facet("way on", read.flow(scene.flow), flow_spelled(scene.flow) if scene.flow else ""),
        Facet("when it is drawn", read.condition(scene.when), condition_spelled(scene.when)),
        Facet("effects", read.effects(scene.do), effects_spelled(scene.do)),
        _truth("passed through without stopping", told=scene.is_automatic),
        Facet("visits", visits, f"at most {visits}" if visits else "any number"),
        _value("deck", scene.deck),
        _value("priority", str(scene.priority)),
        _names("cards", scene.cards),
    ]


def of_choice(choice: Choice, read: Reader) -> list[Facet]:
    """What decides whether a choice is offered, and what taking it does."""
    cost = tuple(sorted((read.variable(name), amount) for name, amount in choice.cost))
    later = tuple((each.act, read.effects(each.do)) for each in choice.later)
    return [
        Facet("way on", read.flow(choice.flow), flow_spelled(choice.flow)),
        Facet("condition", read.condition(choice.condition), condition_spelled(choice.condition)),
        Facet("cost", cost, cost_spelled(choice.cost)),
        Facet("effects", read.effects(choice.do), effects_spelled(choice.do)),
        Facet("later effects", later, "; ".join(map(_later_spelled, choice.later))),
        _truth("once", told=choice.once),
        _truth("fallback", told=choice.fallback),
        _value("shows", choice.shows),
        _names("tags", sorted(choice.tags), shown=False),
    ]


def of_question(asked: Asked, read: Reader) -> list[Facet]:
    """How a question is asked and judged."""
    question = asked.question
    cell_keys = {cell: key for cell, key in sorted(question.cell_keys.items()) if key}
    cells = "; ".join(f"{cell}: {names_spelled(key)}" for cell, key in cell_keys.items())
    key = tuple(sorted(read.answer(f"{question.id}.{each}") for each in question.key or ()))
    cell_key = tuple(
        (cell, tuple(sorted(read.answer(f"{question.id}.{each}") for each in keys)))
        for cell, keys in cell_keys.items()
    )
    return [
        Facet("scene", read.place(asked.scene), asked.scene),
        _value("kind", question.kind.value),
        _truth("optional", told=question.optional),
        Facet("key", (question.key is None, key), _key_spelled(question)),
        Facet("keys of the cells", cell_key, cells),
        _truth("asks how sure", told=question.certainty),
        Facet("asks anew", read.answer(question.again), question.again),
        _value("about", question.about),
        _value("scale", question.scale),
        _names("rows", [row.id for row in question.rows]),
        _names("columns", question.columns),
        _value("cells to mark", str(question.mark_at_least)),
    ]


def of_option(option: Option, read: Reader) -> list[Facet]:
    """What decides whether an answer is offered, and what giving it does."""
    return [
        Facet("condition", read.condition(option.condition), condition_spelled(option.condition)),
        Facet("effects", read.effects(option.do), effects_spelled(option.do)),
        _names("cards needed", sorted(option.needs)),
        _value("strength", option.strength),
        _value("likelihood", option.likelihood),
        _names("facts cited", sorted(option.cites)),
        _names("tags", sorted(option.tags), shown=False),
    ]


def of_ending(ending: Ending, _: Reader) -> list[Facet]:
    """What an ending cites."""
    return [_names("facts cited", ending.facts)]


def _value(what: str, value: str) -> Facet:
    return Facet(what, value, " ".join(value.split()))


def _truth(what: str, *, told: bool) -> Facet:
    return Facet(what, told, "yes" if told else "no")


def _names(what: str, names: Iterable[str], *, shown: bool = True) -> Facet:
    listed = tuple(names)
    return Facet(what, listed, names_spelled(listed) if listed else "", shown)


def _later_spelled(later: Later) -> str:
    """What comes due when an act begins."""
    effects = effects_spelled(later.do)
    return f"{later.act}: {effects or 'words'}"


def _key_spelled(question: Question) -> str:
    return "none" if question.key is None else names_spelled(question.key)


STORY = Look(of_story, words_of_story)
VARIABLE = Look(of_variable, words_of_variable)
FACT = Look(of_fact, words_of_fact)
SOURCE = Look(of_source, words_of_source)
SCENE = Look(of_scene, words_of_scene)
CHOICE = Look(of_choice, words_of_choice)
QUESTION = Look(of_question, words_of_question)
OPTION = Look(of_option, words_of_option)
ENDING = Look(of_ending, words_of_ending)
