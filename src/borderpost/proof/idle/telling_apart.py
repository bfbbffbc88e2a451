"""What a reader can tell two choices apart by, once they are taken: words, and what is shown."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.engine.reads import queries
from borderpost.story.checks.parts import gather_parts, names_in_braces, variables_within
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
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
        parts = gather_parts(story)
        self._effects = parts.effects
        shown = {v.name for v in story.variables.values() if v.kind is VariableKind.METER}
        for block in parts.blocks:
            shown.update(names_in_braces(block.prose))
            if block.condition is not None:
                shown.update(variables_within(block.condition.expression))
        for reading in story.picture.readings if story.picture is not None else ():
            if reading.condition is not None:
                shown.update(variables_within(reading.condition.expression))
        self._shown = self._behind(shown & story.variables.keys())

    def _behind(self, shown: set[str]) -> set[str]:
        """Some variables, and all that their values are worked out of anywhere."""
        while True:
            more = set(shown)
            for name in shown:
                derivation = self._story.variables[name].derivation
                if derivation is not None:
                    more.update(variables_within(derivation.expression))
            for effect in self._effects:
                if effect.variable in shown:
                    more.update(variables_within(effect.value))
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
