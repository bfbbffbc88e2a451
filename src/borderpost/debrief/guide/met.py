"""Which scenes a play can come to with certain settings, as far as its files alone tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borderpost.engine.layout import storylets
from borderpost.engine.program import setting_value
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Unary, Word
from borderpost.story.expressions.types import verdict
from borderpost.story.flow import CallScene, Chance, Draw, FirstOf, Flow, Go
from borderpost.story.model import Condition, Story
from borderpost.story.names import Names


def scenes_met(story: Story, settings: Mapping[str, str]) -> frozenset[str]:
    """The ids of scenes and endings that no setting closes.

    Whatever else a way waits for counts as possible, so that nothing which can be met is missing.
    """
    return frozenset(_Walk(story, settings).all())


class _Walk:
    """A walk over everything that can be come to."""

    def __init__(self, story: Story, settings: Mapping[str, str]) -> None:
        """Begin a walk with these settings."""
        self._story = story
        self._decks = storylets(story)
        self._names = Names()
        self._names.variables.update(story.variables)
        slots = (slot for scene in story.scenes.values() if scene.report for slot in scene.asked)
        self._names.slots.update((slot.id, None) for slot in slots)
        self._set = {
            name: setting_value(story.variables[name], word) for name, word in settings.items()
        }

    def all(self) -> set[str]:
        """Every place that can be come to."""
        met: set[str] = set()
        waiting = [self._story.info.start]
        while waiting:
            name = waiting.pop()
            if name in met:
                continue
            met.add(name)
            scene = self._story.scenes.get(name)
            if scene is None:
                continue
            flows = [scene.flow]
            open_ways = (each for each in scene.choices if self._holds(each.condition) is not False)
            flows += [each.flow for each in open_ways]
            waiting += [target for flow in flows if flow is not None for target in self._to(flow)]
        return met

    def _to(self, flow: Flow) -> Iterator[str]:
        """Where a flow can lead."""
        match flow:
            case Go(target):
                yield target
            case Chance(outcomes):
                yield from (outcome.target for outcome in outcomes)
            case CallScene(scene, then):
                yield scene
                yield from self._to(then)
            case Draw():
                for name in self._decks.get(flow.deck, ()):
                    if self._holds(self._story.scenes[name].when) is not False:
                        yield name
                yield from self._to(flow.then)
                yield from self._to(flow.otherwise)
            case FirstOf(branches):
                for branch in branches:
                    holds = self._holds(branch.condition)
                    if holds is not False:
                        yield from self._to(branch.flow)
                    if holds and not self._may_be_spent(branch.flow):
                        return

    def _holds(self, condition: Condition | None) -> bool | None:
        """Whether a condition holds with these settings; None where they do not decide it."""
        if condition is None:
            return True
        return verdict(self._known(condition.expression), self._names)

    def _may_be_spent(self, flow: Flow) -> bool:
        """Whether a way is passed over once its scene has been played often enough."""
        scene = self._story.scenes.get(flow.target) if isinstance(flow, Go) else None
        return scene is not None and bool(scene.max_visits or scene.deck)

    def _known(self, expression: Expression) -> Expression:
        """An expression with the settings' values in it."""
        match expression:
            case Name(name) if name in self._set:
                return Literal(self._set[name])
            case Word(_, variable, place) if variable in self._set:
                return Literal(place)
            case Unary():
                return expression._replace(operand=self._known(expression.operand))
            case Binary():
                return expression._replace(
                    left=self._known(expression.left), right=self._known(expression.right)
                )
        return expression
