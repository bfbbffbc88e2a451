"""Checks of effects: those that nothing can ask for once they have been made.

Worked out from targets alone, whatever the conditions say, so that it may miss some and never
tells of one that matters. Meters are left out: they are shown, and the player reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from borderpost.story.checks.graph import Graph
from borderpost.story.checks.parts import (
    Parts,
    StoryParts,
    names_in_braces,
    parts_of_choice,
    parts_of_ending,
    variables_within,
)
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.syntax import Expression, Literal, Name
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Draw,
    Effect,
    Flow,
    Go,
    Return,
    Scene,
    Story,
    Variable,
    VariableKind,
)


def check_effects(story: Story, graph: Graph, parts: StoryParts, findings: Findings) -> None:
    """Report effects that change nothing, or that nothing asks for afterwards.

    To be asked only where everything could be read: what is lost may have been what asks.
    """
    for scene in story.scenes.values():
        for effects in _lists_of(scene):
            _check_list(effects, findings)
    asked = _Asked(story, graph, parts)
    if not asked.watched:
        return
    for scene in story.scenes.values():
        first = [*scene.do, *(e for q in scene.asked for o in q.options for e in o.do)]
        _check_late(first, asked.from_here[scene.id], asked, findings)
        for choice in scene.choices:
            behind = asked.behind_choice(scene, choice)
            if asked.changed_by(choice.do) & ~behind:
                _check_late(choice.do, behind | asked.within_choice(choice), asked, findings)


def _lists_of(scene: Scene) -> Iterator[Sequence[Effect]]:
    """The lists of effects of a scene that are run from end to end."""
    yield scene.do
    for question in scene.asked:
        yield from (option.do for option in question.options)
    for choice in scene.choices:
        yield choice.do
        yield from (later.do for later in choice.later)


def _check_list(effects: Sequence[Effect], findings: Findings) -> None:
    """Report effects that leave things as they are, or that the rest of their list undoes."""
    for number, effect in enumerate(effects):
        is_zero = isinstance(effect.value, Literal) and effect.value.value == 0
        is_itself = isinstance(effect.value, Name) and effect.value.name == effect.variable
        if (is_zero and effect.operator != "=") or (is_itself and effect.operator == "="):
            mend = "write what it is to change, or take it out"
            _report(effect, f"this leaves '{effect.variable}' as it is", mend, findings)
            continue
        for other in effects[number + 1 :]:
            if _asks(other.value, effect.variable):
                break
            if other.variable == effect.variable and other.operator == "=":
                message = f"'{effect.variable}' is set anew by '{other.source}' in the same list"
                _report(effect, message, "take one of the two out", findings)
                break
            if other.variable == effect.variable:
                break


def _asks(expression: Expression, variable: str) -> bool:
    """Whether an expression reads a variable itself."""
    return not isinstance(expression, Literal) and variable in variables_within(expression)


def _check_late(
    effects: Iterable[Effect], asked_later: int, asked: _Asked, findings: Findings
) -> None:
    """Report effects on variables that nothing asks for from here on."""
    for effect in effects:
        bit = asked.watched.get(effect.variable, 0)
        if bit and not bit & asked_later:
            _report(
                effect,
                f"nothing asks for '{effect.variable}' any more once this is done",
                "move it to where something still asks for it, or take it out",
                findings,
            )


def _report(effect: Effect, message: str, mend: str, findings: Findings) -> None:
    findings.add("BP220", effect.at, message, mend, width=len(effect.source.strip()))


def _rests_on(variable: Variable) -> list[str]:
    """The variables that a derived one asks for itself."""
    return list(variables_within(variable.derivation.expression)) if variable.derivation else []


def _with_all_behind(own: dict[str, int], ways: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each node the bits of its own with those of every node that it leads to."""
    before: dict[str, list[str]] = {}
    for name, targets in ways.items():
        for target in targets:
            before.setdefault(target, []).append(name)
    found = dict(own)
    waiting = list(own)
    while waiting:
        name = waiting.pop()
        for earlier in before.get(name, ()):
            if name in found and found[name] & ~found[earlier]:
                found[earlier] |= found[name]
                waiting.append(earlier)
    return found


class _Asked:
    """Which variables anything asks for from where on. A set of them is an integer, a bit each."""

    def __init__(self, story: Story, graph: Graph, parts: StoryParts) -> None:
        """Follow what asks backwards through the story, once."""
        self._graph = graph
        bits = {name: 1 << number for number, name in enumerate(story.variables)}
        self._bits = _with_all_behind(
            bits, {v.name: _rests_on(v) for v in story.variables.values()}
        )
        self._known: dict[str, int] = {}
        everywhere = self._everywhere(story)
        own = {name: self._of(within) for name, within in parts.scenes.items()}
        own |= {ending.id: self._of(parts_of_ending(ending)) for ending in story.endings.values()}
        anywhere = everywhere
        for here in own.values():
            anywhere |= here
        self.watched: Mapping[str, int] = {
            name: self._bits[name]
            for name, variable in story.variables.items()
            if variable.kind not in (VariableKind.METER, VariableKind.DERIVED)
            and anywhere & ~everywhere & self._bits[name]
        }
        """The variables that something asks for somewhere and not everywhere, with their bits."""
        ways = {name: graph.all_ways(name) for name in own}
        self.from_here = _with_all_behind(own, ways) if self.watched else own

    def changed_by(self, effects: Iterable[Effect]) -> int:
        """Which of the watched variables effects change."""
        found = 0
        for effect in effects:
            found |= self.watched.get(effect.variable, 0)
        return found

    def within_choice(self, choice: Choice) -> int:
        """What a choice itself asks for once its effects begin."""
        return self._of(parts_of_choice(choice))

    def behind_choice(self, scene: Scene, choice: Choice) -> int:
        """What is asked for where a choice leads."""
        if isinstance(choice.flow, Go):
            return self.from_here.get(choice.flow.target, 0)
        found = 0
        for target in self._ways(scene, choice.flow):
            found |= self.from_here.get(target, 0)
        return found

    def _ways(self, scene: Scene, flow: Flow | None) -> Iterator[str]:
        """Where a choice may lead; one that does not say so, to all that its scene leads to."""
        if flow is None:
            yield from self._graph.all_ways(scene.id)
        for part in flows_within(flow):
            match part:
                case Go(target):
                    yield target
                case Chance(outcomes):
                    yield from (outcome.target for outcome in outcomes)
                case CallScene(called):
                    yield called
                case Draw():
                    yield from self._graph.decks.get(part.deck, ())
                case Return():
                    yield from self._graph.comes_back_to.get(scene.id, ())
                case _:
                    pass

    def _everywhere(self, story: Story) -> int:
        """What is asked for wherever play stands, or where that is not told by targets."""
        found = 0
        for contract in story.checks:
            if contract.condition is not None:
                found |= self._in(contract.condition.source, contract.condition.expression)
        for test in story.tests:
            for name in test.expect:
                found |= self._bits.get(name, 0)
        texts = [story.info.about, story.info.content_note, story.info.closing, story.discuss]
        texts += [source.says for source in story.sources.values()]
        seen = story.picture.readings if story.picture is not None else ()
        texts += [reading.says for reading in seen]
        later = [each for s in story.scenes.values() for c in s.choices for each in c.later]
        texts += [each.text for each in later]
        effects = [effect for each in later for effect in each.do]
        blocks = [block for text in texts for block in text]
        conditions = [block.condition for block in blocks if block.condition is not None]
        conditions += [reading.condition for reading in seen if reading.condition is not None]
        return found | self._of(Parts(blocks, conditions, effects))

    def _of(self, parts: Parts) -> int:
        """What some parts ask for."""
        found = 0
        for condition in parts.conditions:
            found |= self._in(condition.source, condition.expression)
        for effect in parts.effects:
            if not isinstance(effect.value, Literal):
                asked = self._in(effect.source, effect.value)
                found |= asked & ~self._bits.get(effect.variable, 0)
        for block in parts.blocks:
            if "{" in block.prose:
                for name in names_in_braces(block.prose):
                    found |= self._bits.get(name, 0)
        return found

    def _in(self, source: str, expression: Expression) -> int:
        """What an expression asks for; the same words always ask for the same."""
        known = self._known.get(source)
        if known is None:
            known = 0
            for name in variables_within(expression):
                known |= self._bits.get(name, 0)
            self._known[source] = known
        return known
