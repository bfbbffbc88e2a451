"""Two hashes of a story: one of what decides play, one of what is shown.

Mending a typo changes only the second, so that runs saved before it stay what they were. Neither
depends on how parts are spread over files, on their order there, nor on positions.

What is hashed is JSON. Of scenes, choices and texts, which are nearly all of a story, it is written
here piece by piece; the rest is left to `json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, TypeVar

from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Condition,
    Draw,
    Effect,
    Ending,
    Flow,
    Go,
    Lesson,
    Option,
    Picture,
    Question,
    Return,
    Scene,
    Source,
    Story,
    Text,
)

_json = json.JSONEncoder(separators=(",", ":")).encode
_json_of_expression = json.JSONEncoder().encode

DIGEST_BYTES = 8
"""Sixteen hexadecimal digits: enough to tell the versions of one story apart."""

T = TypeVar("T")

Plain = tuple[Any, ...]
"""Nested tuples of strings, numbers and nothing: what JSON can write down in one way only."""


def logic_hash(story: Story) -> str:
    """The hash of everything that changes play, by names; words that are only shown do not count.

    The order in which choices and options are written does not count either; that of effects,
    targets, questions and the storylets of a deck does, since play follows it.
    """
    return _Logic(story).hash()


def prose_hash(story: Story) -> str:
    """The hash of everything that is shown, but for what already counts as logic.

    The order of choices and options counts here: it is the order they are shown in.
    """
    info = story.info
    variables = [
        (each.name, each.label, each.better, each.explain) for each in _sorted(story.variables)
    ]
    facts = [
        (each.id, each.says, each.mark, each.kind, each.paragraph, each.by, each.against)
        for each in _sorted(story.facts)
    ]
    # One that words none has the hash it had before there was anything to word.
    asked = [_json(list(info.after_action.items()))] if info.after_action else []
    return _digest(
        _json((info.title, info.language, sorted(info.grounded_in.items()))),
        _json((_text(info.about), _text(info.content_note), _text(info.closing))),
        _json(variables),
        _json(facts),
        _json([_shown_source(source) for source in _sorted(story.sources)]),
        _listed(_shown_scene, _sorted(story.scenes)),
        _json([_shown_ending(ending) for ending in _sorted(story.endings)]),
        _json(_text(story.discuss)),
        _json([(aim.says, aim.standards) for aim in story.learning]),
        *((_json(_shown_picture(story.picture)),) if story.picture is not None else ()),
        *((_json(_shown_lesson(story.lesson)),) if story.lesson != Lesson() else ()),
        *asked,
    )


def _digest(*parts: str) -> str:
    """The hash of an array of these parts, each of them JSON."""
    written = f"[{','.join(parts)}]"
    return blake2b(written.encode("ascii"), digest_size=DIGEST_BYTES).hexdigest()


def _listed(write: Callable[[T], str], parts: Iterable[T]) -> str:
    """An array of parts, each written as JSON."""
    return f"[{','.join(map(write, parts))}]"


def _sorted(parts: Mapping[str, T]) -> list[T]:
    return [parts[name] for name in sorted(parts)]


# --- What is shown ------------------------------------------------------------------------------


def _text(text: Text) -> list[Plain]:
    return [
        (block.prose, block.condition.source if block.condition else "", block.otherwise)
        for block in text
    ]


def _shown_source(source: Source) -> Plain:
    return (
        (source.id, source.name, source.named, source.role, source.access, source.motive),
        (source.track_record, source.independent_of, source.answers, source.context),
        _text(source.says),
    )


def _shown_picture(picture: Picture) -> Plain:
    return (
        (picture.title, picture.drawing),
        [
            (
                (place.id, place.name, place.mark),
                [
                    (each.condition.source if each.condition else "", each.sign, _text(each.says))
                    for each in place.readings
                ],
            )
            for place in picture.places
        ],
    )


def _shown_lesson(lesson: Lesson) -> Plain:
    drawn = lesson.map
    return (
        (lesson.ages, [_text(text) for text in lesson.texts]),
        [each.asked for each in lesson.answers],
        [(each.term, each.spoken) for each in lesson.glossary],
        drawn
        and (
            drawn.title,
            [(each.kind, each.points, each.name) for each in drawn.lines],
            [(each.kind, each.point, each.name) for each in drawn.places],
        ),
    )


def _shown_scene(scene: Scene) -> str:
    report = scene.report
    head = _json((scene.id, scene.title, scene.when_where, scene.cards))
    opens = _shown_text(report.opens) if report else "0"
    questions = _json([_shown_question(question) for question in scene.asked])
    choices = _listed(_shown_choice, scene.choices)
    return f"[{head},{_shown_text(scene.text)},{opens},{questions},{choices}]"


def _shown_choice(choice: Choice) -> str:
    head = f"{_quoted(choice.id)},{_quoted(choice.shows)},{_quoted(choice.readers)}"
    label, locked = _shown_text(choice.label), _shown_text(choice.locked)
    later = _json([_text(later.text) for later in choice.later]) if choice.later else "[]"
    return f"[[{head}],{label},{locked},{_shown_text(choice.after)},{later}]"


def _shown_text(text: Text) -> str:
    if not text:
        return "[]"
    blocks = []
    for block in text:
        source = _quoted(block.condition.source) if block.condition else '""'
        otherwise = "true" if block.otherwise else "false"
        blocks.append(f"[{_quoted(block.prose)},{source},{otherwise}]")
    return f"[{','.join(blocks)}]"


def _shown_question(question: Question) -> Plain:
    return (
        (question.id, question.about, question.scale, question.key, question.certainty),
        (question.again, question.columns, sorted(question.cell_keys.items())),
        _text(question.ask),
        [(row.id, _text(row.says)) for row in question.rows],
        [
            (each.id, each.likelihood, each.cites, _text(each.says), _text(each.feedback))
            for each in question.options
        ],
    )


def _shown_ending(ending: Ending) -> Plain:
    return (
        (ending.id, ending.title, ending.facts, ending.unknowns),
        _text(ending.text),
        _text(ending.bought),
        _text(ending.cost),
    )


# --- What decides play --------------------------------------------------------------------------


class _Logic:
    """Puts down the logic of one story; each expression once."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.written: dict[str, str] = {}
        """The expression of each text, as JSON."""
        options = [
            option
            for scene in story.scenes.values()
            if scene.report
            for question in scene.asked
            for option in question.options
        ]
        self.needed = {card for option in options for card in option.needs}
        """Cards that an option waits for: only these are more than a record in the log."""

    def hash(self) -> str:
        story = self.story
        decks: dict[str, list[str]] = {}
        for scene in story.scenes.values():
            if scene.deck:
                decks.setdefault(scene.deck, []).append(scene.id)
        variables = [
            (
                *(each.name, each.kind, each.low, each.high, each.start, each.words, each.ask),
                self.condition(each.derivation),
            )
            for each in _sorted(story.variables)
        ]
        parts = [
            _json((story.info.id, story.info.start, story.acts, sorted(story.endings))),
            _json(variables),
            _listed(self.scene, _sorted(story.scenes)),
            _json(sorted(decks.items())),
        ]
        # Whether a signed sentence outran its facts is logic only where an expression asks it.
        if any("signed_unsupported" in source for source in self.written):
            parts.append(_json(self.support()))
        return _digest(*parts)

    def support(self) -> list[Plain]:
        facts = self.story.facts
        return [
            (option.id, sorted((cited, facts[cited].mark) for cited in option.cites))
            for scene in _sorted(self.story.scenes)
            for question in scene.asked
            for option in sorted(question.options, key=_first)
        ]

    def scene(self, scene: Scene) -> str:
        head = (scene.id, scene.act, scene.is_automatic, scene.max_visits, scene.priority)
        cards = [card for card in scene.cards if card in self.needed]
        when, do, flow = self.condition(scene.when), self.effects(scene.do), self.flow(scene.flow)
        choices = _listed(self.choice, sorted(scene.choices, key=_id))
        questions = _json([self.question(question) for question in scene.asked])
        return f"[{_json((head, cards, when, do, flow))[1:-1]},{choices},{questions}]"

    def choice(self, choice: Choice) -> str:
        fallback = "true" if choice.fallback else "false"
        once = "true" if choice.once else "false"
        cost = _json(sorted(choice.cost)) if choice.cost else "[]"
        condition = _quoted(self.condition(choice.condition)) if choice.condition else '""'
        do = _listed(self.effect, choice.do)
        flow = choice.flow
        way = f'["go",{_quoted(flow.target)}]' if isinstance(flow, Go) else _json(self.flow(flow))
        later = "[]"
        if choice.later:
            later = _json([(each.act, self.effects(each.do)) for each in choice.later])
        head = f"{_quoted(choice.id)},[{fallback},{once},{cost}]"
        return f"[{head},{condition},{do},{way},{later}]"

    def effect(self, effect: Effect) -> str:
        value = _quoted(self.expression(effect.source, effect.value))
        return f"[{_quoted(effect.variable)},{_quoted(effect.operator)},{value}]"

    def question(self, question: Question) -> Plain:
        return (
            (question.id, question.kind, question.optional, question.mark_at_least),
            sorted(row.id for row in question.rows),
            sorted(question.columns),
            sorted([self.option(option) for option in question.options], key=_first),
        )

    def option(self, option: Option) -> Plain:
        condition = self.condition(option.condition)
        return (option.id, option.strength, option.needs, condition, self.effects(option.do))

    def flow(self, flow: Flow | None) -> Plain:
        if flow is None:
            return ()
        if isinstance(flow, Go):
            return ("go", flow.target)
        if isinstance(flow, Return):
            return ("return",)
        if isinstance(flow, Chance):
            return ("chance", [(outcome.target, outcome.weight) for outcome in flow.outcomes])
        if isinstance(flow, CallScene):
            return ("call", flow.scene, self.flow(flow.then))
        if isinstance(flow, Draw):
            kind = (flow.deck, flow.up_to, flow.by_chance)
            return ("draw", kind, self.flow(flow.then), self.flow(flow.otherwise))
        branches = [
            (self.condition(each.condition), self.flow(each.flow)) for each in flow.branches
        ]
        return ("first", branches)

    def condition(self, condition: Condition | None) -> str:
        if condition is None:
            return ""
        return self.expression(condition.source, condition.expression)

    def effects(self, effects: tuple[Effect, ...]) -> list[Plain]:
        return [
            (each.variable, each.operator, self.expression(each.source, each.value))
            for each in effects
        ]

    def expression(self, source: str, expression: Expression) -> str:
        written = self.written.get(source)
        if written is None:
            written = self.written[source] = _json_of_expression(_expression(expression))
        return written


def _first(item: Plain) -> str:
    return str(item[0])


def _id(choice: Choice) -> str:
    return choice.id


def _expression(expression: Expression) -> Plain:
    """An expression without its columns, so that spaces do not count."""
    match expression:
        case Literal(value):
            return ("literal", value)
        case Name(name):
            return ("name", name)
        case Word(word, variable):
            return ("word", word, variable)
        case Unary(operator, operand):
            return (operator, _expression(operand))
        case Binary(operator, left, right):
            return (operator, _expression(left), _expression(right))
        case Query(function, arguments):
            return ("query", function, arguments)
