"""The slow second opinion on what playing means: a plain interpreter of the story's model.

Written from `docs/design/engine.md` and the format's own page, not from the engine: a state is a
bag of names and values with everything that ever happened in it, nothing is compiled, nothing is
packed, and every step copies the whole. What the engine does otherwise is a mistake of one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Draw,
    FirstOf,
    Flow,
    Go,
    Question,
    QuestionKind,
    Return,
    Scene,
    Text,
    VariableKind,
)
from tests.oracle_state import State, Value, first_value, shared
from tests.oracle_values import Values


class Oracle(Values):
    """Plays one story, slowly."""

    # --- Looking ---------------------------------------------------------------------------------

    def scene(self, state: State) -> Scene | None:
        """The scene where the player may act, if play stands in one."""
        return None if state.waits or state.ending else self.story.scenes[state.scene]

    def offers(self, state: State) -> tuple[str, ...]:
        """What can be taken: storylets drawn, then choices, the fallback last."""
        scene = self.scene(state)
        if scene is None:
            return ()
        drawn: list[str] = []
        if isinstance(scene.flow, Draw) and not scene.flow.by_chance:
            drawn = self.eligible(scene.flow, state)[: scene.flow.up_to]
        own = [choice for choice in scene.choices if self.offered(scene, choice, state)]
        ordinary = [choice.id for choice in own if not choice.fallback]
        return (*drawn, *ordinary, *(choice.id for choice in own if choice.fallback))

    def goes_on(self, state: State) -> bool:
        """Whether there is a Continue."""
        scene = self.scene(state)
        if scene is None or self.offers(state):
            return False
        return scene.flow is not None or (bool(scene.deck) and not scene.choices)

    def offered(self, scene: Scene, choice: Choice, state: State) -> bool:
        """Whether one choice can be taken."""
        return choice.fallback or (
            self.holds(choice.condition, state)
            and self.leads(choice.flow, state)
            and not (choice.once and f"{scene.id}.{choice.id}" in state.chose)
            and all(self.can_pay(name, amount, state) for name, amount in choice.cost)
        )

    def can_pay(self, meter: str, amount: int, state: State) -> bool:
        """Whether a meter holds an amount above its floor (and above nothing)."""
        floor = max(0, self.story.variables[meter].low)
        return self.number(state.values[meter]) - floor >= amount

    def leads(self, flow: Flow | None, state: State) -> bool:
        """Whether a way leads anywhere but to spent scenes."""
        match flow:
            case Go(target):
                return not self.spent(target, state)
            case Chance(outcomes):
                return any(not self.spent(outcome.target, state) for outcome in outcomes)
            case CallScene(target):
                return not self.spent(target, state)
            case FirstOf(branches):
                return any(
                    self.holds(branch.condition, state) and self.leads(branch.flow, state)
                    for branch in branches
                )
            case _:
                return True

    def spent(self, target: str, state: State) -> bool:
        """Whether a scene has been entered as often as it may be."""
        scene = self.story.scenes.get(target)
        if scene is None:
            return False
        most = scene.max_visits or (1 if scene.deck else 0)
        return bool(most) and state.visits.get(target, 0) >= most

    def eligible(self, draw: Draw, state: State) -> list[str]:
        """The storylets of a deck that can be drawn, best first."""
        deck = [scene for scene in self.story.scenes.values() if scene.deck == draw.deck]
        deck.sort(key=lambda scene: -scene.priority)
        return [
            scene.id
            for scene in deck
            if self.holds(scene.when, state) and not self.spent(scene.id, state)
        ]

    def options(self, question: Question, state: State) -> list[str]:
        """The answers that a question takes now."""
        return [
            option.id
            for option in question.options
            if self.holds(option.condition, state) and state.met.issuperset(option.needs)
        ]

    def weights(self, state: State) -> list[tuple[str, int]]:
        """What nature may do, by name and weight."""
        if state.waits is None:
            return []
        flow = state.waits[2]
        if isinstance(flow, Chance):
            outcomes = [(outcome.target, outcome.weight) for outcome in flow.outcomes]
            return [o for o in outcomes if not self.spent(o[0], state)] or outcomes
        names = self.eligible(flow, state)
        best = max((self.story.scenes[name].priority for name in names), default=0)
        return [(name, 1) for name in names if self.story.scenes[name].priority == best]

    def shown(self, text: Text, state: State) -> list[str]:
        """The blocks of a text that are shown."""
        found: list[str] = []
        before = True
        for block in text:
            before = (not before) if block.otherwise else self.holds(block.condition, state)
            if before:
                found.append(block.prose)
        return found

    def named(self, state: State) -> dict[str, str]:
        """The values that a digest is made of, in words."""
        words = {"place": state.place}
        for name, value in state.values.items():
            variable = self.story.variables[name]
            if isinstance(value, bool):
                words[name] = "true" if value else "false"
            elif isinstance(value, frozenset):
                words[name] = " ".join(word for word in variable.words if word in value)
            else:
                words[name] = str(value)
        due = [name for name in self.promises() if name in state.due]
        if due:
            words["due"] = " ".join(due)
        return words

    def promises(self) -> Iterator[str]:
        """The names of everything that may be put down for later, in file order."""
        for scene in self.story.scenes.values():
            for choice in scene.choices:
                for number in range(len(choice.later)):
                    yield f"later:{scene.id}.{choice.id}.{number}"

    # --- Moving ----------------------------------------------------------------------------------

    def start(self, settings: Mapping[str, str]) -> State:
        """The first state."""
        values: dict[str, Value] = {}
        for variable in self.story.variables.values():
            if variable.kind is not VariableKind.DERIVED:
                values[variable.name] = first_value(variable, settings)
        state = State(values)
        self.arrive(self.story.info.start, state)
        return state

    def step(self, before: State, action: Action) -> State:
        """The state after an action that can be taken."""
        state = deepcopy(before, shared(before))
        scene = self.scene(state)
        match action:
            case Nature(target):
                assert state.waits is not None
                at, _, flow = state.waits
                state.waits = None
                if isinstance(flow, Draw):
                    state.drawn_at[target] = at
                self.arrive(target, state)
            case Answer(question, option):
                assert scene is not None
                asked = next(each for each in scene.asked if each.id == question)
                if asked.kind is not QuestionKind.TABLE:
                    state.answers[question] = state.unpaid[question] = option
            case Continue():
                assert scene is not None
                self.leave(scene, state)
                self.go(scene.flow, scene, scene.id, state)
            case Choose(_, choice):
                assert scene is not None
                self.choose(scene, choice, state)
        return state

    def choose(self, scene: Scene, name: str, state: State) -> None:
        """Take a choice or a drawn storylet."""
        self.leave(scene, state)
        choice = next((each for each in scene.choices if each.id == name), None)
        if choice is None:
            state.chose.add(f"{scene.id}.{name}")
            state.drawn_at[name] = scene.id
            self.arrive(name, state)
            return
        for meter, amount in choice.cost:
            self.put(meter, self.number(state.values[meter]) - amount, state)
        self.do(choice.do, state)
        state.due.update(f"later:{scene.id}.{name}.{n}" for n in range(len(choice.later)))
        state.chose.add(f"{scene.id}.{name}")
        self.go(choice.flow, scene, f"{scene.id}.{name}", state)

    def leave(self, scene: Scene, state: State) -> None:
        """The last answers do what they do; the scene has been seen."""
        for question in scene.asked:
            answer = state.unpaid.pop(question.id, "")
            for option in question.options:
                if option.id == answer:
                    self.do(option.do, state)
        state.seen.add(scene.id)

    def go(self, flow: Flow | None, scene: Scene, owner: str, state: State) -> None:
        """Follow a flow of `scene`; `owner` is the part of it that the flow belongs to."""
        match flow:
            case None:
                at = state.drawn_at.get(scene.id) or self.last_draw(scene.deck)
                drawing = self.story.scenes[at]
                assert isinstance(drawing.flow, Draw)
                self.go(drawing.flow.then, drawing, at, state)
            case Go(target):
                self.arrive(target, state)
            case Return():
                call, at = state.calls.pop(), state.called_from.pop()
                self.go(call.then, self.story.scenes[at.partition(".")[0]], at, state)
            case Chance():
                self.wait(flow, scene, owner, state)
            case CallScene(target):
                state.calls.append(flow)
                state.called_from.append(owner)
                self.arrive(target, state)
            case Draw():
                if flow.by_chance and self.eligible(flow, state):
                    self.wait(flow, scene, owner, state)
                else:
                    self.go(flow.otherwise, scene, owner, state)
            case FirstOf(branches):
                for branch in branches[:-1]:
                    if self.holds(branch.condition, state) and self.leads(branch.flow, state):
                        self.go(branch.flow, scene, owner, state)
                        return
                self.go(branches[-1].flow, scene, owner, state)

    def wait(self, flow: Chance | Draw, scene: Scene, owner: str, state: State) -> None:
        """Stop where nature moves: a place named by whose flow it is and which move of it."""
        whole = scene.flow
        for choice in scene.choices:
            if owner == f"{scene.id}.{choice.id}":
                whole = choice.flow
        moves = [id(each) for each in nature_in(whole)]
        number = list(dict.fromkeys(moves)).index(id(flow)) + 1
        state.waits = scene.id, f"~{owner}#{number}", flow

    def arrive(self, target: str, state: State) -> None:
        """Come to a scene or ending, and go on where there is nothing to stop for."""
        if target in self.story.endings:
            state.ending = target
            state.calls.clear()
            state.called_from.clear()
            return
        scene = self.story.scenes[target]
        state.scene = target
        for due in self.promises():
            if due in state.due:
                source, _, number = due.removeprefix("later:").rpartition(".")
                at, _, name = source.partition(".")
                choice = next(c for c in self.story.scenes[at].choices if c.id == name)
                later = choice.later[int(number)]
                if scene.act and later.act == scene.act:
                    state.due.remove(due)
                    self.do(later.do, state)
        state.met.update(scene.cards)
        most = scene.max_visits or (1 if scene.deck else 0)
        count = state.visits.get(target, 0) + 1
        state.visits[target] = min(count, most or 1)
        for slot in scene.report.slots if scene.report else ():
            state.answers.pop(slot.id, None)
        self.do(scene.do, state)
        stops = scene.text or scene.questions or scene.report or scene.choices
        if not stops and not (isinstance(scene.flow, Draw) and not scene.flow.by_chance):
            self.leave(scene, state)
            self.go(scene.flow, scene, scene.id, state)

    def last_draw(self, deck: str) -> str:
        """The last scene that draws from a deck."""
        return [
            scene.id
            for scene in self.story.scenes.values()
            if isinstance(scene.flow, Draw) and scene.flow.deck == deck
        ][-1]


def nature_in(flow: Flow | None) -> Iterator[Chance | Draw]:
    """Every move of nature's in a flow, in the order written."""
    match flow:
        case Chance():
            yield flow
        case Draw():
            if flow.by_chance:
                yield flow
            yield from nature_in(flow.then)
            yield from nature_in(flow.otherwise)
        case CallScene(_, then):
            yield from nature_in(then)
        case FirstOf(branches):
            for branch in branches:
                yield from nature_in(branch.flow)
        case _:
            pass
