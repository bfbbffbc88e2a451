"""What a reader can tell two choices apart by, once they are taken: words, and what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from borderpost.engine.reads import queries
from borderpost.story.expressions.syntax import Binary, Expression, Name, Query, Unary
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Effect,
    FirstOf,
    Flow,
    Go,
    Return,
    Story,
    Text,
    VariableKind,
)


class Telling:
    """What a reader of a story can tell apart."""

    def __init__(self, story: Story) -> None:
        """Gather what texts show and ask for, and what that is worked out of."""
        self._story = story
        self._queries = queries(story)
        self._acts = {
            later.act
            for scene in story.scenes.values()
            for choice in scene.choices
            for later in choice.later
        }
        shown = {v.name for v in story.variables.values() if v.kind is VariableKind.METER}
        for text in texts_of(story):
            for block in text:
                shown.update(re.findall(r"\w+", " ".join(re.findall(r"\{([^{}]*)\}", block.prose))))
                if block.condition is not None:
                    shown.update(names_in(block.condition.expression))
        self._shown = self._behind(shown & story.variables.keys())

    def _behind(self, shown: set[str]) -> set[str]:
        """Some variables, and all that their values are worked out of anywhere."""
        effects = list(_effects(self._story))
        while True:
            more = set(shown)
            for name in shown:
                derivation = self._story.variables[name].derivation
                if derivation is not None:
                    more.update(names_in(derivation.expression))
            for effect in effects:
                if effect.variable in shown:
                    more.update(names_in(effect.value))
            if more == shown:
                return shown
            shown = more

    def is_alike(self, one: Choice, other: Choice) -> bool:
        """Whether two choices read the same, and what they change of what is shown."""
        if _words(one.after) != _words(other.after):
            return False
        changed, changed_too = self._changes(one), self._changes(other)
        if self._seen_of(changed) != self._seen_of(changed_too):
            return False
        if changed == changed_too and _is_same_way(one.flow, other.flow):
            return True
        return self._is_quiet(one.flow) and self._is_quiet(other.flow)

    def _seen_of(self, changes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Of some changes those of what is shown."""
        return [change for change in changes if change[0] in self._shown]

    def _changes(self, choice: Choice) -> list[tuple[str, str]]:
        """What a choice changes at once, in order: the variable, and how."""
        paid = [(name, f"{name}-={amount}") for name, amount in choice.cost]
        return [*paid, *((e.variable, "".join(e.source.split())) for e in choice.do)]

    def _is_quiet(self, flow: Flow | None) -> bool:
        """Whether nothing is done or met on the way to where play stops next."""
        return flow is not None and all(map(self._is_quiet_part, flows_within(flow)))

    def _is_quiet_part(self, flow: Flow) -> bool:
        match flow:
            case Go(target):
                return self._is_quiet_target(target)
            case Chance(outcomes):
                return all(self._is_quiet_target(outcome.target) for outcome in outcomes)
            case FirstOf():
                return True  # its branches are parts of their own
            case CallScene(scene):
                return self._is_quiet_target(scene)
        return False

    def _is_quiet_target(self, target: str) -> bool:
        """Whether nothing is done or met before play stops, once a target is gone to."""
        seen: set[str] = set()
        ahead = [target]
        while ahead:
            scene = self._story.scenes.get(ahead.pop())
            if scene is None or scene.id in seen or not scene.is_automatic:
                continue
            seen.add(scene.id)
            asked_after = any(
                query.function == "seen" and scene.id in query.arguments for query in self._queries
            )
            if scene.do or scene.cards or scene.act in self._acts or asked_after:
                return False
            for part in flows_within(scene.flow):
                match part:
                    case Go(further) | CallScene(further):
                        ahead.append(further)
                    case Chance(outcomes):
                        ahead += [outcome.target for outcome in outcomes]
                    case FirstOf():
                        pass
                    case _:
                        return False
        return True


def texts_of(story: Story) -> Iterator[Text]:
    """Every text of a story that a player may read."""
    for scene in story.scenes.values():
        yield scene.text
        if scene.report is not None:
            yield scene.report.opens
        for question in scene.asked:
            yield question.ask
            for option in question.options:
                yield from (option.says, option.feedback)
            yield from (row.says for row in question.rows)
        for choice in scene.choices:
            yield from (choice.label, choice.locked, choice.after)
            yield from (later.text for later in choice.later)
    for ending in story.endings.values():
        yield from (ending.text, ending.bought, ending.cost)
    for source in story.sources.values():
        yield source.says
    info = story.info
    yield from (info.about, info.content_note, info.closing, story.discuss)


def names_in(expression: Expression) -> Iterator[str]:
    """The variables that an expression reads."""
    match expression:
        case Name(name):
            yield name
        case Unary(_, operand):
            yield from names_in(operand)
        case Binary(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Query("lowest", names):
            yield from names


def _effects(story: Story) -> Iterator[Effect]:
    """Every effect of a story."""
    for scene in story.scenes.values():
        yield from scene.do
        for question in scene.asked:
            for option in question.options:
                yield from option.do
        for choice in scene.choices:
            yield from choice.do
            for later in choice.later:
                yield from later.do


def _words(text: Text) -> list[tuple[str, str, bool]]:
    """A text so that texts that always read the same are equal."""
    return [
        (block.prose, block.condition.source if block.condition else "", block.otherwise)
        for block in text
    ]


def _is_same_way(one: Flow | None, other: Flow | None) -> bool:
    """Whether two flows surely go the same way from the same state."""
    match one, other:
        case (Go(target), Go(target_too)):
            return target == target_too
        case (Return(), Return()) | (None, None):
            return True
    return False
