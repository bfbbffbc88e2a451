"""What each part of a story asks of a state and does to it, told backwards.

What can still matter of a value is told by *cuts*: whole numbers c such that it may matter whether
the value is below c or not. A value that nobody asks for has none; one that is only ever compared
with 3 has one; where something asks for the very value, all are there. Moving a value by two moves
its cuts by two the other way. Cuts of a field are an integer with bit c set, counted from the
field's lowest value (which is 0, so that bit 0 is never set).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.generate import level_to_pay
from borderpost.engine.layout import Field, Layout, counts_in, storylets, visit_bound
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
    Branch,
    CallScene,
    Chance,
    Choice,
    Condition,
    Effect,
    FirstOf,
    Flow,
    Go,
    Question,
    QuestionKind,
    Scene,
    VariableKind,
)

Needs = dict[str, int]
"""The cuts of every field that matters, by the field's name."""

SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""What a comparison says read from its other end."""


class Ask(NamedTuple):
    """Something is asked, whatever comes after."""

    needs: Needs


class Move(NamedTuple):
    """A field is moved by a number and stops at its bounds; `perhaps` it is not moved at all."""

    field: str
    by: int
    perhaps: bool = False


class Give(NamedTuple):
    """A field is set, out of what is needed for it (nothing: to a constant)."""

    field: str
    needs: Needs
    perhaps: bool = False


class Count(NamedTuple):
    """A tally is moved by a number if a slot's answer is one of those that count in it."""

    tally: str
    by: int
    answer: str
    counted: tuple[int, ...]


Touch = Ask | Move | Give | Count
"""One thing that happens on the way."""


class Heard(NamedTuple):
    """Whole expressions that are worked out, fields asked for by themselves, fields changed."""

    expressions: set[Expression]
    asked: set[str]
    changed: set[str]


class Touches:
    """What the parts of a story ask and do, over its layout."""

    def __init__(
        self,
        layout: Layout,
        between: Mapping[str, Sequence[Expression]] | None = None,
        *,
        overflows: bool = False,
    ) -> None:
        """Where `overflows` are asked for, a range matters wherever it might leave its bounds.

        `between` holds what else is asked for as a choice is taken (`scene.choice`) or as what it
        led to falls due (`later:scene.choice.number`), once its effects are done.
        """
        self._layout = layout
        self._between = between or {}
        self._story = layout.story
        self._overflows = overflows
        self._decks = storylets(layout.story)
        self._of_derived: dict[str, tuple[Needs, Heard]] = {}
        self._later: dict[str, list[tuple[str, tuple[Effect, ...]]]] = {}
        for scene in layout.story.scenes.values():
            for choice in scene.choices:
                for number, later in enumerate(choice.later):
                    name = f"later:{scene.id}.{choice.id}.{number}"
                    self._later.setdefault(later.act, []).append((name, later.do))
        self.heard = Heard(set(), set(), set())
        """What was asked and done, by whoever called, since this was last set."""

    # --- Backwards -----------------------------------------------------------------------------

    def before(self, touches: Sequence[Touch], after: Needs) -> Needs:
        """What matters before some touches, given what matters after them."""
        needs = dict(after)
        for touch in reversed(touches):
            match touch:
                case Ask(asked):
                    add(needs, asked)
                    continue
                case Move(field) | Give(field) | Count(field):
                    self.heard.changed.add(field)
            match touch:
                case Move(field, by, may_not):
                    if cuts := needs.get(field, 0):
                        moved = self._moved(field, cuts, by)
                        needs[field] = moved | cuts if may_not else moved
                case Give(field, asked, may_not):
                    if needs.get(field, 0):
                        if not may_not:
                            needs[field] = 0
                        add(needs, asked)
                case Count(tally, by, answer, counted):
                    self.heard.asked.add(answer)
                    if cuts := needs.get(tally, 0):
                        needs[tally] = cuts | self._moved(tally, cuts, by)
                        add(needs, self._among(answer, counted))
        return needs

    def whole(self, name: str) -> Needs:
        """The very value of a field."""
        field = self._layout.fields.get(name)
        if field is None:
            return {}
        self.heard.asked.add(name)
        return {name: _all(field)}

    def worked_out(self, expression: Expression) -> Needs:
        """What an expression asks for that is worked out as a whole."""
        self.heard.expressions.add(expression)
        asked = set(self.heard.asked)
        needs = self.expression(expression)
        self.heard.asked.intersection_update(asked)  # it asks for nothing by itself
        return needs

    def _moved(self, name: str, cuts: int, by: int) -> int:
        """The cuts of a field before it was moved; beyond its bounds there is nothing to tell."""
        field = self._layout.field(name)
        return (cuts >> by if by >= 0 else cuts << -by) & _all(field)

    def _among(self, name: str, numbers: Iterable[int]) -> Needs:
        """Whether the value of a field is one of these."""
        field = self._layout.fields.get(name)
        if field is None:
            return {}
        cuts = 0
        for number in numbers:
            cuts |= 0b11 << number - field.low
        return {name: cuts & _all(field)}

    def names(self, expression: Expression) -> frozenset[str]:
        """The fields that an expression reads."""
        heard, self.heard = self.heard, Heard(set(), set(), set())
        names = frozenset(self.expression(expression))
        self.heard = heard
        return names

    # --- Expressions ---------------------------------------------------------------------------

    def expression(self, expression: Expression) -> Needs:
        """What an expression asks for."""
        match expression:
            case Name(name):
                derivation = self._story.variables[name].derivation
                if derivation is not None:
                    return self._derived(name, derivation.expression)
                return self.whole(f"var:{name}")
            case Unary(_, operand):
                return self.expression(operand)
            case Binary(operator, left, right):
                compared = self._compared(operator, left, right)
                return compared if compared is not None else self._both(left, right)
            case Query():
                return self._query(expression)
        return {}

    def _derived(self, name: str, expression: Expression) -> Needs:
        """What a derived variable asks for, worked out once: many may rest on each other."""
        if name not in self._of_derived:
            heard, self.heard = self.heard, Heard(set(), set(), set())
            self._of_derived[name] = self.expression(expression), self.heard
            self.heard = heard
        needs, asks = self._of_derived[name]
        self.heard.expressions.update(asks.expressions)
        self.heard.asked.update(asks.asked)
        return dict(needs)

    def _query(self, query: Query) -> Needs:
        """What a question to the play so far asks for."""
        first = query.arguments[0] if query.arguments else ""
        match query.function:
            case "lowest":
                return union(self.expression(Name(name, 0)) for name in query.arguments)
            case "answered" | "signed":
                question, _, option = first.partition(".")
                number = self._layout.option_numbers[question][option]
                return self._among(f"answer:{question}", (number,))
            case "signed_count":
                return self.whole(f"tally:{first}")
            case "signed_unsupported":
                return self.whole("tally:unsupported")
        return self.whole(f"{query.function}:{first}")

    def _both(self, left: Expression, right: Expression) -> Needs:
        """What either asks for."""
        return union((self.expression(left), self.expression(right)))

    def _compared(self, operator: str, left: Expression, right: Expression) -> Needs | None:
        """What a comparison of one value with a number asks for; None where it is none such."""
        if operator not in SWAPPED:
            return None
        field = self._one_field(left)
        if field is None:
            field, operator, right = self._one_field(right), SWAPPED[operator], left
        number = constant(right)
        if field is None or number is None:
            return None
        at = number - field.low
        cuts = {"<": (at,), ">=": (at,), "<=": (at + 1,), ">": (at + 1,)}.get(
            operator, (at, at + 1)
        )
        return {field.name: sum(1 << cut for cut in cuts if 0 < cut <= field.high - field.low)}

    def _one_field(self, expression: Expression) -> Field | None:
        """The field whose very value an expression is, if it is one."""
        name = ""
        match expression:
            case Name(variable):
                name = f"var:{variable}"
            case Query("signed_count", (tally,)):
                name = f"tally:{tally}"
            case Query("signed_unsupported"):
                name = "tally:unsupported"
        return self._layout.fields.get(name)

    def condition(self, condition: Condition | None) -> Needs:
        """What a condition asks for."""
        return self.worked_out(condition.expression) if condition else {}

    def effects(self, effects: Iterable[Effect]) -> list[Touch]:
        """What effects do."""
        return [touch for effect in effects for touch in self._effect(effect)]

    def _effect(self, effect: Effect) -> list[Touch]:
        """What one effect does."""
        variable, name = self._story.variables[effect.variable], f"var:{effect.variable}"
        number = constant(effect.value)
        if variable.kind is VariableKind.SET_OF:
            return [Give(name, {}, perhaps=effect.operator != "=")]
        if effect.operator == "=":
            touch: Touch = Give(name, {} if number is not None else self.worked_out(effect.value))
        elif number is not None:
            touch = Move(name, number if effect.operator == "+=" else -number)
        else:
            touch = Give(name, union((self.whole(name), self.worked_out(effect.value))))
        if self._overflows and variable.kind is VariableKind.RANGE:
            field = self._layout.field(name)
            self.heard.asked.add(name)
            if isinstance(touch, Move):
                span = field.high - field.low
                cut = span + 1 - touch.by if touch.by > 0 else -touch.by
                cuts = 1 << cut if 0 < cut <= span else 0
                return [Ask({name: cuts}), touch]
            if isinstance(touch, Give) and number is None:
                return [Ask(touch.needs), touch]
        return [touch]

    # --- Scenes --------------------------------------------------------------------------------

    def entry(self, scene: Scene) -> list[Touch]:
        """What entering a scene does."""
        touches: list[Touch] = []
        for name, effects in self._later.get(scene.act, ()) if scene.act else ():
            asked = self._asked_between(name)
            if effects or asked:  # else it only tells something
                touches += [Ask(self.whole(name)), *perhaps(self.effects(effects))]
            touches += [Give(name, {}), *asked]
        touches += [Give(f"met:{card}", {}) for card in scene.cards]
        if visit_bound(scene):
            touches.append(Move(f"visits:{scene.id}", 1))
        for question in scene.asked:
            if question.kind is QuestionKind.SLOT:
                touches += self._forget(question)
        return touches + self.effects(scene.do)

    def answering(self, question: Question) -> list[Touch]:
        """What answering a question does, whichever way."""
        touches: list[Touch] = [Ask(self.offered_options(question))]
        if question.kind is QuestionKind.SLOT:
            touches += self._forget(question)
            touches += [Move(tally, 1, perhaps=True) for tally, _ in self._tallies(question)]
        touches.append(Give(f"answer:{question.id}", {}))
        return [*touches, Give(f"pending:{question.id}", {})]

    def offered_options(self, question: Question) -> Needs:
        """What decides which options a question offers."""
        return union(
            union(
                (self.condition(option.condition), *(self.whole(f"met:{c}") for c in option.needs))
            )
            for option in question.options
        )

    def leave(self, scene: Scene) -> list[Touch]:
        """What leaving a scene does: the last answers' effects, and that it was seen."""
        touches: list[Touch] = []
        for question in scene.asked:
            name = f"pending:{question.id}"
            if self._layout.has(name):
                with_effects = (n for n, o in enumerate(question.options, 1) if o.do)
                done = [touch for option in question.options for touch in self.effects(option.do)]
                self.heard.asked.add(name)
                touches += [Ask(self._among(name, with_effects)), *perhaps(done), Give(name, {})]
        return [*touches, Give(f"seen:{scene.id}", {})]

    def offered(self, scene: Scene, choice: Choice) -> Needs:
        """What decides whether a choice is offered."""
        if choice.fallback:
            return {}
        needs = union((self.condition(choice.condition), self.open(choice.flow)))
        for name, amount in choice.cost:
            level = Literal(level_to_pay(self._story.variables[name], amount))
            add(needs, self.worked_out(Binary(">=", Name(name, 0), level, 0)))
        if choice.once:
            add(needs, self.whole(f"chose:{scene.id}.{choice.id}"))
        return needs

    def take(self, scene: Scene, choice: Choice) -> list[Touch]:
        """What taking a choice does, before its flow."""
        touches = self.leave(scene)
        touches += [Move(f"var:{name}", -amount) for name, amount in choice.cost]
        touches += self.effects(choice.do)
        for number in range(len(choice.later)):
            touches.append(Give(f"later:{scene.id}.{choice.id}.{number}", {}))
        touches.append(Give(f"chose:{scene.id}.{choice.id}", {}))
        return touches + self._asked_between(f"{scene.id}.{choice.id}")

    def _asked_between(self, name: str) -> list[Touch]:
        """What is asked for besides as something happens."""
        return [Ask(self.worked_out(expression)) for expression in self._between.get(name, ())]

    # --- Flows ---------------------------------------------------------------------------------

    def open(self, flow: Flow | None) -> Needs:
        """What decides whether a flow leads anywhere."""
        match flow:
            case Go(target):
                return self.open_target(target)
            case Chance(outcomes):
                return union(self.open_target(outcome.target) for outcome in outcomes)
            case CallScene(scene):
                return self.open_target(scene)
            case FirstOf(branches):
                return union(self.branch(branch) for branch in branches)
        return {}

    def branch(self, branch: Branch) -> Needs:
        """What decides whether a branch is the way."""
        return union((self.condition(branch.condition), self.open(branch.flow)))

    def open_target(self, target: str) -> Needs:
        """What decides whether a scene can still be entered."""
        scene = self._story.scenes.get(target)
        bound = visit_bound(scene) if scene else 0
        if not bound:
            return {}
        self.heard.asked.add(f"visits:{target}")
        return {f"visits:{target}": 1 << bound}

    def eligible(self, deck: str) -> Needs:
        """What decides which storylets of a deck can be drawn."""
        return union(
            union((self.condition(self._story.scenes[name].when), self.open_target(name)))
            for name in self._decks.get(deck, ())
        )

    # --- Reports -------------------------------------------------------------------------------

    def _tallies(self, slot: Question) -> list[tuple[str, tuple[int, ...]]]:
        """The tallies that a slot's options count in, and the options that do, from 1."""
        found = []
        for name in self._layout.fields:
            if name.startswith("tally:"):
                tally = name.partition(":")[2]
                counted = tuple(
                    number
                    for number, option in enumerate(slot.options, 1)
                    if counts_in(option, tally, self._story)
                )
                if counted:
                    found.append((name, counted))
        return found

    def _forget(self, slot: Question) -> list[Touch]:
        """A slot's answer is taken back, and out of its tallies."""
        name = f"answer:{slot.id}"
        touches: list[Touch] = [Count(t, -1, name, counted) for t, counted in self._tallies(slot)]
        return [*touches, Give(name, {})]


def perhaps(touches: Iterable[Touch]) -> list[Touch]:
    """Touches that may not happen."""
    return [t._replace(perhaps=True) if isinstance(t, Move | Give) else t for t in touches]


def add(needs: Needs, more: Needs) -> None:
    """Add what else is needed."""
    for name, cuts in more.items():
        needs[name] = needs.get(name, 0) | cuts


def union(several: Iterable[Needs]) -> Needs:
    """All that is needed by any."""
    needs: Needs = {}
    for one in several:
        add(needs, one)
    return needs


def _all(field: Field) -> int:
    """Every cut of a field."""
    return (2 << field.high - field.low) - 2


def constant(expression: Expression) -> int | None:
    """The number that an expression is, if it is one that never changes."""
    match expression:
        case Literal(value):
            return int(value)
        case Word(_, _, place):
            return place
        case Unary("-", Literal(value)):
            return -int(value)
    return None
