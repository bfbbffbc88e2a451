"""What must be known of all scenes before play enters one: of most there is nothing to know.

A scene of texts, plain choices and plain ways on matters only once it is entered. What needs room
in the state, and what is asked of the play so far, must be known before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borderpost.story.expressions.syntax import Binary, Expression, Query, Unary
from borderpost.story.flow import CallScene, Chance, Draw, FirstOf, Flow, Go, Return
from borderpost.story.model import Choice, Condition, Effect, Question, Scene, Text


class Gist(NamedTuple):
    """The ids of the scenes that are remarkable, in order, and what any scene asks of the play.

    Queries have their column set to 0, so that equal ones are one.
    """

    remarkable: tuple[str, ...]
    queries: frozenset[Query]


def gist_of(scenes: Mapping[str, Scene]) -> Gist:
    """The gist of the scenes of a story: looked for, unless they were kept with it."""
    kept = _kept_with(scenes)
    if kept is not None:
        return kept
    asking = Asking()
    for scene in scenes.values():
        asking.scene(scene)
    return Gist(remarkable_in(scenes), frozenset(asking.queries))


def remarkable_in(scenes: Mapping[str, Scene]) -> tuple[str, ...]:
    """The ids of the remarkable ones alone, which take less looking."""
    kept = _kept_with(scenes)
    if kept is not None:
        return kept.remarkable
    return tuple(scene.id for scene in scenes.values() if is_remarkable(scene))


def _kept_with(scenes: Mapping[str, Scene]) -> Gist | None:
    """The gist that scenes from a cache bring along."""
    from borderpost.story.shelved import ShelvedScenes

    return scenes.gist if isinstance(scenes, ShelvedScenes) else None


def is_remarkable(scene: Scene) -> bool:
    """Whether a scene may need room in the state beyond its own number."""
    if scene.questions or scene.report or scene.deck or scene.max_visits:
        return True
    return _leads_oddly(scene.flow) or any(
        choice.once or choice.later or _leads_oddly(choice.flow) for choice in scene.choices
    )


def _leads_oddly(flow: Flow | None) -> bool:
    """Whether nature moves on a way, or play may come back to it."""
    if flow is None or isinstance(flow, Go | Return):
        return False
    return any(isinstance(part, Chance | CallScene | Draw) for part in flows_within(flow))


def flows_within(flow: Flow | None) -> Iterator[Flow]:
    """A flow and every flow inside it, outermost first, in the order written."""
    waiting = [flow]
    while waiting:
        part = waiting.pop()
        if part is None:
            continue
        yield part
        if isinstance(part, FirstOf):
            waiting += [branch.flow for branch in reversed(part.branches)]
        elif isinstance(part, CallScene):
            waiting.append(part.then)
        elif isinstance(part, Draw):
            waiting += [part.otherwise, part.then]


class Asking:
    """Gathers the queries of parts. Most parts have none, and equal words share one expression."""

    def __init__(self) -> None:
        """Start with none."""
        self.queries: set[Query] = set()
        self._seen: dict[int, Expression] = {}

    def expression(self, expression: Expression) -> None:
        """Gather those of an expression."""
        if id(expression) not in self._seen:
            self._seen[id(expression)] = expression
            self.queries.update(_queries_in(expression))

    def condition(self, condition: Condition | None) -> None:
        """Gather those of a condition, if there is one."""
        if condition is not None:
            self.expression(condition.expression)

    def texts(self, *texts: Text) -> None:
        """Gather those that decide which blocks of texts are shown."""
        for text in texts:
            for block in text:
                if block.condition is not None:
                    self.expression(block.condition.expression)

    def effects(self, effects: Iterable[Effect]) -> None:
        """Gather those on the right of effects."""
        for effect in effects:
            self.expression(effect.value)

    def flow(self, flow: Flow | None) -> None:
        """Gather those of a flow's branches."""
        if flow is None or isinstance(flow, Go):
            return
        for part in flows_within(flow):
            if isinstance(part, FirstOf):
                for branch in part.branches:
                    self.condition(branch.condition)

    def scene(self, scene: Scene) -> None:
        """Gather those of a scene."""
        self.texts(scene.text)
        self.condition(scene.when)
        self.effects(scene.do)
        self.flow(scene.flow)
        if scene.report:
            self.texts(scene.report.opens)
        for question in scene.asked:
            self.question(question)
        for choice in scene.choices:
            self.choice(choice)

    def question(self, question: Question) -> None:
        """Gather those of a question."""
        self.texts(question.ask, *(row.says for row in question.rows))
        for option in question.options:
            self.condition(option.condition)
            self.effects(option.do)
            self.texts(option.says, option.feedback)

    def choice(self, choice: Choice) -> None:
        """Gather those of a choice."""
        if choice.condition is not None:
            self.expression(choice.condition.expression)
        self.effects(choice.do)
        self.flow(choice.flow)
        self.texts(choice.label, choice.locked, choice.after)
        for later in choice.later:
            self.effects(later.do)
            self.texts(later.text)


def _queries_in(expression: Expression) -> Iterator[Query]:
    """The queries inside one expression."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Query):
            yield part._replace(column=0)
        elif isinstance(part, Unary):
            waiting.append(part.operand)
        elif isinstance(part, Binary):
            waiting += [part.left, part.right]
