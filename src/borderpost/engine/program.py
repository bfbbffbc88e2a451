"""A story made ready to play: its layout, its scenes as functions, and the one pure step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.code import ENTERED
from borderpost.engine.functions import State, Step, Told
from borderpost.engine.generate import Generator, SceneCode
from borderpost.engine.layout import Layout, PlaceKind
from borderpost.story.collector import collector_paused
from borderpost.story.expressions.syntax import Binary, Literal, Name, Query, Unary
from borderpost.story.model import (
    Condition,
    Question,
    QuestionKind,
    Scene,
    Story,
    Text,
    TextBlock,
    Variable,
    VariableKind,
)

_DIGESTS = 4096
"""The digests of how many states are remembered."""


class NotOffered(Exception):
    """An action that cannot be taken where it was tried. The message says why, for people."""


class Program:
    """A story compiled for play. To its users it never changes; scenes compile on first entry."""

    def __init__(self, story: Story) -> None:
        """Lay out the state of a checked story; cheap, since no scene is compiled yet."""
        self.story = story
        with collector_paused():
            self.layout = Layout(story)
            self.generator = Generator(self.layout)
        self._place_mask = self.layout.field("place").mask
        self._scene_ids = tuple(story.scenes)
        self._codes: list[SceneCode | None] = [None] * len(self._scene_ids)
        self._conditions: dict[int, tuple[Condition, Callable[[State], int]]] = {}
        self._weights: dict[int, Callable[[State], tuple[tuple[int, int], ...]]] = {}
        self._nature: dict[tuple[int, int], Step] = {}
        self._digests = lru_cache(maxsize=_DIGESTS)(self._digest)

    # --- Stepping ------------------------------------------------------------------------------

    def start(self, settings: Mapping[str, str], told: Told = None) -> State:
        """The first state of a play, with every setting given by name and word."""
        state = 0
        for variable in self.story.variables.values():
            if variable.kind is not VariableKind.DERIVED:
                value = variable.start
                if variable.ask:
                    value = setting_value(variable, settings[variable.name])
                state = self.layout.field(f"var:{variable.name}").write(state, value)
        number = self.layout.place_numbers[self.story.info.start]
        return self._settle(self.layout.field("place").write(state, number), told)

    def step(self, state: State, action: Action, told: Told = None) -> State:
        """The state after an action. Pure: no clock, no chance, no memory but the state.

        `told`, if given, gathers what happened on the way as (kind, number, state) events.
        Raises NotOffered if the action cannot be taken; a table's marks leave the state as it is.
        """
        place = self.place(state)
        if isinstance(action, Nature):
            return self._step_nature(state, action, told)
        if place.kind != "scene":
            raise NotOffered(f"nothing can be chosen at {place.name!r}")
        scene, code = self._scene(state & self._place_mask), self.code(state)
        match action:
            case Choose(scene_id, choice):
                number = self.choice_number(scene, choice)
                if scene_id != scene.id or number < 0 or number not in code.offers(state):
                    raise NotOffered(f"{scene_id}.{choice} is not offered in {scene.id!r}")
                return self._settle(code.takes[number](state, told), told)
            case Continue(scene_id):
                if scene_id != scene.id or code.go is None or code.offers(state):
                    raise NotOffered(f"there is no going on from {scene_id!r} here")
                return self._settle(code.go(state, told), told)
            case Answer():
                return self._step_answer(state, scene, code, action)

    def _step_answer(self, state: State, scene: Scene, code: SceneCode, action: Answer) -> State:
        """The state after an answer, checked against the question."""
        question = next((q for q in scene.asked if q.id == action.question), None)
        if question is None:
            raise NotOffered(f"{action.question!r} is not asked in {scene.id!r}")
        number = self.layout.option_numbers[question.id].get(action.option, 0)
        if not number or number not in self.options(question, state):
            raise NotOffered(f"{action.option!r} is no answer offered to {question.id!r}")
        if action.certainty not in ((0, 1, 2, 3) if question.certainty else (0,)):
            raise NotOffered(f"how sure is told as 1, 2 or 3 where {question.id!r} asks it")
        if question.kind is QuestionKind.TABLE:
            if action.cell not in cells(question):
                raise NotOffered(f"{action.cell!r} is no cell of the table {question.id!r}")
            return state
        if action.cell:
            raise NotOffered(f"{question.id!r} is no table")
        return code.answers[question.id](state, number)

    def _step_nature(self, state: State, action: Nature, told: Told) -> State:
        """The state after nature's move."""
        target = self.layout.place_numbers.get(action.target, -1)
        if target not in [place for place, _ in self.weights(state)]:
            raise NotOffered(f"chance cannot lead to {action.target!r} here")
        key = state & self._place_mask, target
        step = self._nature.get(key)
        if step is None:
            step = self._nature[key] = self.generator.nature(*key)
        return self._settle(step(state, told), told)

    def _settle(self, state: State, told: Told) -> State:
        """Enter the place a step led to, and go through automatic scenes to where play stops."""
        while True:
            number = state & self._place_mask
            if number >= len(self._scene_ids):
                if told is not None and self.layout.places[number].kind == "ending":
                    told.append((ENTERED, number, state))
                return state
            code = self.code(state)
            state = code.enter(state, told)
            if told is not None:
                told.append((ENTERED, number, state))
            if not code.automatic or code.go is None:
                return state
            state = code.go(state, told)

    # --- Looking ---------------------------------------------------------------------------------

    def code(self, state: State) -> SceneCode:
        """The functions of the scene a state stands in."""
        number = state & self._place_mask
        code = self._codes[number]
        if code is None:
            code = self._codes[number] = self.generator.scene(self._scene(number))
        return code

    def _scene(self, number: int) -> Scene:
        """The scene of a number: one from a cache is made when it is first asked for."""
        return self.story.scenes[self._scene_ids[number]]

    def place(self, state: State) -> PlaceKind:
        """Where a state stands."""
        return self.layout.places[state & self._place_mask]

    def place_name(self, state: State) -> str:
        """The permanent name of where a state stands."""
        return self.place(state).name

    def offers(self, state: State) -> tuple[str, ...]:
        """The ids of the choices that can be taken in the scene a state stands in, in order."""
        if self.place(state).kind != "scene":
            return ()
        scene = self._scene(state & self._place_mask)
        ids = self.choice_ids(scene)
        return tuple(ids[number] for number in self.code(state).offers(state))

    def choice_ids(self, scene: Scene) -> tuple[str, ...]:
        """The ids of everything a scene may offer: its own choices, then drawn storylets."""
        return (*(choice.id for choice in scene.choices), *self.generator.drawn(scene))

    def choice_number(self, scene: Scene, choice: str) -> int:
        """The number of a choice within its scene, or -1."""
        ids = self.choice_ids(scene)
        return ids.index(choice) if choice in ids else -1

    def goes_on(self, state: State) -> bool:
        """Whether Continue can be taken: the scene has a way of its own and offers no choices."""
        if self.place(state).kind != "scene":
            return False
        code = self.code(state)
        return code.go is not None and not code.offers(state)

    def options(self, question: Question, state: State) -> tuple[int, ...]:
        """The numbers, from 1, of the options a question offers."""
        return tuple(
            number
            for number, option in enumerate(question.options, 1)
            if self.holds(option.condition, state)
            and all(self.layout.field(f"met:{card}").read(state) for card in option.needs)
        )

    def weights(self, state: State) -> tuple[tuple[int, int], ...]:
        """What nature may do: (place number, weight) pairs; empty where it is not her move."""
        number = state & self._place_mask
        if self.layout.places[number].flow is None:
            return ()
        weights = self._weights.get(number)
        if weights is None:
            weights = self._weights[number] = self.generator.weights(number)
        return weights(state)

    def holds(self, condition: Condition | None, state: State) -> bool:
        """Whether a condition holds in a state; no condition always does."""
        return condition is None or bool(self._worked_out(condition, state))

    def _worked_out(self, condition: Condition, state: State) -> int:
        """The value of an expression, which is compiled when it is first asked for."""
        known = self._conditions.get(id(condition))
        if known is None:
            source = self.generator.coder.condition(condition)
            known = self._conditions[id(condition)] = condition, self.generator.condition(source)
        return known[1](state)

    def shown(self, text: Text, state: State) -> tuple[TextBlock, ...]:
        """The blocks of a text that are shown in a state, in order."""
        blocks: list[TextBlock] = []
        held = True
        for block in text:
            held = not held if block.otherwise else self.holds(block.condition, state)
            if held:
                blocks.append(block)
        return tuple(blocks)

    # --- Values by name --------------------------------------------------------------------------

    def value(self, variable: Variable, state: State) -> int:
        """The value of a variable, stored or derived, as a number."""
        if variable.derivation is not None:
            return int(self._worked_out(variable.derivation, state))
        return self.layout.field(f"var:{variable.name}").read(state)

    def words(self, state: State) -> dict[str, str]:
        """Every variable in the words a text shows it in."""
        return {
            name: self.in_words(variable, self.value(variable, state)).replace("_", " ")
            for name, variable in self.story.variables.items()
        }

    def in_words(self, variable: Variable, value: int) -> str:
        """A value in words; a derived truth or word reads like a stored one."""
        if variable.derivation is None:
            return in_words(variable, value)
        match variable.derivation.expression:
            case Name(name):
                return self.in_words(self.story.variables[name], value)
            case Literal(number) if not isinstance(number, bool):
                return str(value)
            case Query("lowest" | "signed_count" | "signed_unsupported"):
                return str(value)
            case Unary("-") | Binary("+" | "-" | "*"):
                return str(value)
        return "true" if value else "false"

    def named(self, state: State) -> dict[str, str]:
        """The state by names that last: the place, stored variables, and what is due later.

        What was seen, chosen and answered is left out: the actions of the play imply it, and an
        edit of prose alone may begin to ask for it.
        """
        values = {"place": self.place_name(state)}
        for name, variable in self.story.variables.items():
            if variable.kind is not VariableKind.DERIVED:
                values[name] = in_words(variable, self.value(variable, state))
        due = [name for _, name in self.generator.later if self.layout.field(name).read(state)]
        if due:
            values["due"] = " ".join(due)
        return values

    def digest(self, state: State) -> str:
        """A short digest of the named values, the same on every machine and in every version."""
        return self._digests(state)

    def _digest(self, state: State) -> str:
        """The same, worked out: an answer often changes nothing, and plays of a class meet."""
        text = "\n".join(f"{name}={value}" for name, value in sorted(self.named(state).items()))
        return blake2b(text.encode(), digest_size=8).hexdigest()

    @cached_property
    def meters(self) -> tuple[Variable, ...]:
        """The meters in the order of the files."""
        return tuple(v for v in self.story.variables.values() if v.kind is VariableKind.METER)


def cells(question: Question) -> tuple[str, ...]:
    """The cells of a table, `column.row`, row by row."""
    return tuple(f"{column}.{row.id}" for row in question.rows for column in question.columns)


def in_words(variable: Variable, value: int) -> str:
    """A variable's value as it is written in a story's file."""
    match variable.kind:
        case VariableKind.ONE_OF:
            return variable.words[value]
        case VariableKind.FLAG:
            return "true" if value else "false"
        case VariableKind.SET_OF:
            return " ".join(word for bit, word in enumerate(variable.words) if value >> bit & 1)
        case VariableKind.METER | VariableKind.RANGE | VariableKind.DERIVED:
            return str(value)


def setting_value(variable: Variable, word: str) -> int:
    """The number a setting's word stands for; raises ValueError where it is none of its values."""
    match variable.kind:
        case VariableKind.ONE_OF:
            return variable.words.index(word)
        case VariableKind.FLAG:
            return ("false", "true").index(word)
        case _:
            value = int(word)
            if not variable.low <= value <= variable.high:
                raise ValueError(word)
            return value
