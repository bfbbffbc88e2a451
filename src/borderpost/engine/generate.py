"""Turns one scene into functions over the state, on its first entry.

Play, simulation and exploration all call these same functions; there is no second evaluator but
the slow one the tests hold beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from borderpost.engine.code import DUE, TAKEN, Coder
from borderpost.engine.functions import State, Step, define, every
from borderpost.engine.layout import Field, Layout, counts_in, visit_bound
from borderpost.engine.routes import Router
from borderpost.story.expressions.syntax import Literal
from borderpost.story.model import (
    Chance,
    Choice,
    Draw,
    Effect,
    Later,
    Question,
    QuestionKind,
    Scene,
    Variable,
)


class SceneCode(NamedTuple):
    """The functions of one scene.

    `enter` does what entry does; `offers` gives the numbers of the choices that can be taken now
    (drawn storylets count on from the scene's own choices); `takes` leave the scene by each of
    them; `go` leaves it by its own flow (None where it has none); `answers` take a question's
    option, numbered from 1, by question id. `automatic` scenes are gone through without stopping.
    """

    enter: Step
    offers: Callable[[State], tuple[int, ...] | list[int]]
    takes: tuple[Step, ...]
    go: Step | None
    answers: dict[str, Callable[[State, int], State]]
    automatic: bool


def level_to_pay(meter: Variable, amount: int) -> int:
    """Where a meter must stand for a cost to be paid: what is below its floor cannot be spent."""
    return amount + max(0, meter.low)


def has_own_way(scene: Scene) -> bool:
    """Whether play can go on from a scene without a choice: by its flow, or back to its draw."""
    return scene.flow is not None or (bool(scene.deck) and not scene.choices)


class Generator:
    """Writes the functions of a story's scenes and of the places play comes back to."""

    def __init__(self, layout: Layout, routes: Router | None = None) -> None:
        """Write for this layout; flows as `routes` writes them, if it is given."""
        self._layout = layout
        self._story = layout.story
        self.coder = Coder(layout)
        self.routes = routes or Router(layout, self.coder)
        self.later: list[tuple[Later, str]] = [
            (later, f"later:{scene.id}.{choice.id}.{number}")
            for scene in layout.remarkable
            for choice in scene.choices
            for number, later in enumerate(choice.later)
        ]
        self._due: dict[str, list[int]] = {}
        for number, (later, _) in enumerate(self.later):
            self._due.setdefault(later.act, []).append(number)

    def scene(self, scene: Scene) -> SceneCode:
        """The functions of a scene."""
        drawn = self.drawn(scene)
        takes = [self.taking(scene, choice) for choice in scene.choices]
        takes += [self.taking_drawn(scene, storylet) for storylet in drawn]
        return SceneCode(
            enter=self._step(self.entering(scene)),
            offers=self._offers(scene, drawn),
            takes=tuple(self._step(lines) for lines in takes),
            go=self._step(self.going_on(scene)) if has_own_way(scene) else None,
            answers={
                question.id: self._answer(question)
                for question in scene.asked
                if question.kind is not QuestionKind.TABLE
            },
            automatic=scene.is_automatic,
        )

    def drawn(self, scene: Scene) -> tuple[str, ...]:
        """The storylets that a scene's own draw may offer as choices."""
        flow = scene.flow
        if isinstance(flow, Draw) and not flow.by_chance:
            return self.routes.decks.get(flow.deck, ())
        return ()

    def weights(self, place: int) -> Callable[[State], tuple[tuple[int, int], ...]]:
        """What nature may do at a place of hers: (scene or ending as a place, weight) pairs."""
        flow = self._layout.places[place].flow
        lines = ["o = []"]
        numbers = self._layout.place_numbers
        if isinstance(flow, Chance):
            for outcome in flow.outcomes:
                lines.append(f"if {self.routes.open_target(outcome.target)}:")
                lines.append(f"    o.append(({numbers[outcome.target]}, {outcome.weight}))")
            # A way that must be gone is gone though all it leads to is spent, as with one target.
            everything = [(numbers[each.target], each.weight) for each in flow.outcomes]
            lines.append(f"if not o: o = {everything}")
        elif isinstance(flow, Draw):
            by_priority: dict[int, list[str]] = {}
            for name in self.routes.decks.get(flow.deck, ()):
                by_priority.setdefault(self._story.scenes[name].priority, []).append(name)
            for names in by_priority.values():
                for name in names:
                    lines.append(f"if {self.routes.eligible(name)}:")
                    lines.append(f"    o.append(({numbers[name]}, 1))")
                lines.append("if o: return tuple(o)")
        lines.append("return tuple(o)")
        weights: Callable[[State], tuple[tuple[int, int], ...]] = define("s", lines)
        return weights

    def nature(self, place: int, target: int) -> Step:
        """What nature's move from a place of hers to another does."""
        return self._step(self.coming_out(place, target))

    def condition(self, source: str) -> Callable[[State], int]:
        """A function for one expression's source."""
        value: Callable[[State], int] = define("s", [f"return {source}"])
        return value

    # --- Entering and leaving: statements that end in a return of the state --------------------

    def entering(self, scene: Scene) -> list[str]:
        """Statements for entering a scene: what falls due, cards, visits, its own effects."""
        coder, layout = self.coder, self._layout
        lines: list[str] = []
        for number in self._due.get(scene.act, ()) if scene.act else ():
            later, name = self.later[number]
            field = layout.field(name)
            body = [coder.write(field, 0)]
            for effect in later.do:
                body += coder.effect(effect)
            body += self.telling_due(number)
            lines.append(f"if s >> {field.shift} & 1:")
            lines += [f"    {line}" for line in body]
        for card in scene.cards:
            if layout.has(f"met:{card}"):
                lines.append(coder.write(layout.field(f"met:{card}"), 1))
        if bound := visit_bound(scene):
            field = layout.field(f"visits:{scene.id}")
            lines.append(f"if {coder.read(field)} < {bound}: s += {1 << field.shift}")
        for question in scene.asked:
            if question.kind is QuestionKind.SLOT and layout.has(f"answer:{question.id}"):
                lines += self._forget(question)
        for effect in scene.do:
            lines += coder.effect(effect)
        return [*lines, "return s"]

    def _leave(self, scene: Scene) -> list[str]:
        """Statements for leaving a scene: the last answers' effects, and that it was seen."""
        coder, layout = self.coder, self._layout
        lines: list[str] = []
        for question in scene.asked:
            if not layout.has(f"pending:{question.id}"):
                continue
            field = layout.field(f"pending:{question.id}")
            lines.append(f"a = {coder.read(field)}")
            for number, option in enumerate(question.options, 1):
                if option.do:
                    lines.append(f"if a == {number}:")
                    for effect in option.do:
                        lines += [f"    {line}" for line in coder.effect(effect)]
            lines.append(coder.write(field, 0))
        if layout.has(f"seen:{scene.id}"):
            lines.append(coder.write(layout.field(f"seen:{scene.id}"), 1))
        return lines

    def going_on(self, scene: Scene) -> list[str]:
        """Statements for going on from a scene by its own flow."""
        return self._leave(scene) + self.routes.flow(scene.flow, scene)

    def coming_out(self, place: int, target: int) -> list[str]:
        """Statements for nature's move from a place of hers to another."""
        lines: list[str] = []
        flow = self._layout.places[place].flow
        if isinstance(flow, Draw):
            lines += self.routes.remember_draw(flow)
        return [*lines, *self.routes.to(self._layout.places[target].name)]

    def taking(self, scene: Scene, choice: Choice) -> list[str]:
        """Statements for taking a choice."""
        coder, layout = self.coder, self._layout
        lines = self._leave(scene)
        answers = [effect for q in scene.asked for option in q.options for effect in option.do]
        for name, amount in choice.cost:
            if any(effect.variable == name for effect in answers):  # it may no longer be there
                lines += coder.effect(Effect(name, "-=", Literal(amount), "", choice.at))
            else:
                lines.append(f"s -= {amount << layout.field(f'var:{name}').shift}")
        for effect in choice.do:
            lines += coder.effect(effect)
        for number in range(len(choice.later)):
            lines.append(coder.write(layout.field(f"later:{scene.id}.{choice.id}.{number}"), 1))
        if layout.has(f"chose:{scene.id}.{choice.id}"):
            lines.append(coder.write(layout.field(f"chose:{scene.id}.{choice.id}"), 1))
        lines += self.telling_taken(scene, choice)
        return lines + self.routes.flow(choice.flow, scene)

    def telling_due(self, number: int) -> list[str]:
        """Statements that tell that something has fallen due, by its number in `later`."""
        return [f"if told is not None: told.append(({DUE}, {number}, s))"]

    def telling_taken(self, scene: Scene, choice: Choice) -> list[str]:  # noqa: ARG002 - for others
        """Statements that tell that a choice was taken, before anything else is entered."""
        return [f"if told is not None: told.append(({TAKEN}, 0, s))"]

    def taking_drawn(self, scene: Scene, storylet: str) -> list[str]:
        """Statements for taking a drawn storylet."""
        assert isinstance(scene.flow, Draw)
        lines = self._leave(scene)
        if self._layout.has(f"chose:{scene.id}.{storylet}"):
            lines.append(self.coder.write(self._layout.field(f"chose:{scene.id}.{storylet}"), 1))
        lines += self.routes.remember_draw(scene.flow)
        return [*lines, *self.routes.arrive(self._layout.place_numbers[storylet])]

    # --- What is offered -------------------------------------------------------------------------

    def offered(self, scene: Scene, choice: Choice) -> str:
        """Source for whether a choice can be taken; a fallback always can, whatever is spent."""
        if choice.fallback:
            return "True"
        tests = [self.coder.condition(choice.condition), self.routes.open(choice.flow)]
        tests += [
            f"{self.coder.read(self._layout.field(f'var:{name}'))} >= "
            f"{level_to_pay(self._story.variables[name], amount)}"
            for name, amount in choice.cost
        ]
        if choice.once:
            field = self._layout.field(f"chose:{scene.id}.{choice.id}")
            tests.append(f"not {self.coder.read(field)}")
        return every(*tests)

    def _offers(
        self, scene: Scene, drawn: tuple[str, ...]
    ) -> Callable[[State], tuple[int, ...] | list[int]]:
        """The function that lists what can be taken, the fallback last."""
        order = sorted(range(len(scene.choices)), key=lambda n: scene.choices[n].fallback)
        tests = [(number, self.offered(scene, scene.choices[number])) for number in order]
        if not drawn and all(test == "True" for _, test in tests):
            constant = tuple(order)
            return lambda _: constant
        lines = ["o = []"]
        if drawn:
            assert isinstance(scene.flow, Draw)
            lines.append("n = 0")
            for number, name in enumerate(drawn, len(scene.choices)):
                lines.append(f"if n < {scene.flow.up_to} and {self.routes.eligible(name)}:")
                lines.append(f"    n += 1; o.append({number})")
        for number, test in tests:
            lines.append(f"if {test}: o.append({number})")
        lines.append("return o")
        offers: Callable[[State], list[int]] = define("s", lines)
        return offers

    # --- Answers ---------------------------------------------------------------------------------

    def _answer(self, question: Question) -> Callable[[State, int], State]:
        """The function that takes an answer: option `o`, from 1."""
        answer: Callable[[State, int], State] = define("s, o", self.answering(question))
        return answer

    def answering(self, question: Question) -> list[str]:
        """Its statements."""
        layout = self._layout
        lines: list[str] = []
        if layout.has(f"answer:{question.id}"):
            if question.kind is QuestionKind.SLOT:
                lines += self._forget(question)
                for field, counted in self._tallies(question):
                    lines.append(f"if o in {counted}: s += {1 << field.shift}")
            field = layout.field(f"answer:{question.id}")
            lines.append(f"s = s & {field.keep} | o << {field.shift}")
        if layout.has(f"pending:{question.id}"):
            field = layout.field(f"pending:{question.id}")
            lines.append(f"s = s & {field.keep} | o << {field.shift}")
        return [*lines, "return s"]

    def _tallies(self, question: Question) -> list[tuple[Field, tuple[int, ...]]]:
        """The tallies a slot's options count in, and the numbers of the options that do."""
        found = []
        for name, field in self._layout.fields.items():
            if name.startswith("tally:"):
                counted = tuple(
                    number
                    for number, option in enumerate(question.options, 1)
                    if counts_in(option, name.partition(":")[2], self._story)
                )
                if counted:
                    found.append((field, counted))
        return found

    def _forget(self, question: Question) -> list[str]:
        """Statements that take a slot's answer back out of the tallies."""
        field = self._layout.field(f"answer:{question.id}")
        lines = [f"a = {self.coder.read(field)}"]
        for tally, counted in self._tallies(question):
            lines.append(f"if a in {counted}: s -= {1 << tally.shift}")
        return [*lines, self.coder.write(field, 0)]

    def _step(self, lines: list[str]) -> Step:
        """A step made of statements."""
        step: Step = define("s, told", lines, self.routes.back)
        return step
