"""Draws what a player reads, many times over: each text is worked out once in each of its shapes.

A shape is which of a text's blocks are shown. What the engine makes of it is kept, and only the
values are put in. `borderpost.engine.reading` stays the one place that says how a text reads; a
test holds this beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

from borderpost.engine.code import CLAMPED, DUE
from borderpost.engine.functions import State
from borderpost.engine.moment import Event, Moment
from borderpost.engine.offering import choices_at
from borderpost.engine.program import Program
from borderpost.engine.reading import passages_of, prose
from borderpost.story.expressions.syntax import Name
from borderpost.story.model import Ending, Question, Scene, Text, Variable, VariableKind
from borderpost.story.prose import Prose, clean, fill, parse_prose, plain_text
from borderpost.story.scales import likelihood_words

Draw = Callable[[State], str]
"""A text as it reads in a state."""

GAP = "\n\n"
"""What stands between the parts of a page."""

MOST_CONDITIONS = 4
"""Blocks with conditions of a text whose every shape is worked out: sixteen shapes at most."""


class Words(dict[int, str]):
    """The values of a variable in words, each worked out when it is first shown."""

    def __init__(self, program: Program, variable: Variable) -> None:
        """For this variable."""
        super().__init__()
        self._program = program
        self._variable = variable

    def __missing__(self, value: int) -> str:
        """The words of a value that has not been shown yet."""
        words = self._program.in_words(self._variable, value).replace("_", " ")
        self[value] = clean(words)
        return self[value]


class Drawing:
    """The texts of a story, ready to be drawn.

    They are written as source over the state `s`, of our own numbers and names only: what a text
    says is kept in `space` under a name, and never becomes code.
    """

    def __init__(self, program: Program) -> None:
        """For this story."""
        self._program = program
        self._coder = program.generator.coder
        self._variables = tuple(program.story.variables.values())
        self._words = {name: Words(program, v) for name, v in program.story.variables.items()}
        self._notes: dict[tuple[int, int], str] = {}
        self._names: dict[int, str] = {}
        self._constants: dict[str, str | tuple[object, ...]] = {}
        self._shared: dict[object, object] = {}
        self.space: dict[str, Any] = {"__builtins__": {"min": min}}

    # --- Texts -----------------------------------------------------------------------------------

    def name(self, thing: object) -> str:
        """What stands for something in the source; it is never let go.

        Texts, and lists of them, get a literal in their place, which `compiled` puts them back
        for: a constant of the function is fetched faster than a name.
        """
        name = self._names.get(id(thing))
        if name is None:
            number = len(self._names)
            if isinstance(thing, str | tuple):
                mark = f"@{number}"
                self._constants[mark] = thing
                name = repr(mark)
            else:
                name = f"k{number}"
                self.space[name] = thing
            self._names[id(thing)] = name
        return name

    def compiled(self, lines: Sequence[str]) -> Callable[[State], Any]:
        """The function of the state whose body is `lines`."""
        source = "\n".join(["def f(s):", *(f"    {line}" for line in lines)])
        exec(source, self.space)  # noqa: S102 - our own numbers and names, never story text
        function: FunctionType = self.space.pop("f")
        consts = tuple(self._constant(constant) for constant in function.__code__.co_consts)
        function.__code__ = function.__code__.replace(co_consts=consts)
        return function

    def _constant(self, constant: object) -> object:
        """What a constant of a function stands for.

        Equal ones become the same object, so that there is less for the machine to fetch.
        """
        if isinstance(constant, str) and constant.startswith("@"):
            marks = constant.split("@")[1:]
            if len(marks) == 1:
                return self._constants[constant]
            return "".join(str(self._constants[f"@{mark}"]) for mark in marks)  # two made one
        return self._shared.setdefault((type(constant), constant), constant)

    def source(self, text: Text, above: str = "") -> str:
        """Source for how a text reads, below what stands above it."""
        if sum(block.condition is not None for block in text) > MOST_CONDITIONS:
            slow = self._slowly(text, above)
            return f"{self.name(slow)}(s)"
        return self._shapes(text, 0, above, (), held=True)

    def drawer(self, text: Text, above: str = "") -> Draw:
        """The same as a function."""
        return self.function(self.source(text, above))

    def function(self, source: str) -> Draw:
        """A function of the state whose value is `source`."""
        return self.compiled([f"return {source}"])

    def _shapes(self, text: Text, number: int, above: str, shown: Prose, *, held: bool) -> str:
        """Source for a text from its block `number` on; `shown` is what is shown before."""
        if number == len(text):
            return self._template(shown, above)
        block = text[number]
        more = shown + parse_prose(block.prose)
        if block.otherwise or block.condition is None:
            held = not held if block.otherwise else True
            return self._shapes(text, number + 1, above, more if held else shown, held=held)
        with_it = self._shapes(text, number + 1, above, more, held=True)
        without = self._shapes(text, number + 1, above, shown, held=False)
        return f"({with_it} if {self._coder.condition(block.condition)} else {without})"

    def _template(self, shown: Prose, above: str) -> str:
        """Source for paragraphs with the values put in.

        The engine fills each value's name in between two marks that the text does not hold.
        """
        used = above + plain_text(shown)
        mark = next(letter for letter in map(chr, range(0xE000, 0xF8FF)) if letter not in used)
        marked = {name: f"{mark}{name}{mark}" for name in self._words}
        pieces = (above + plain_text(fill(shown, marked))).split(mark)
        parts = []
        for place, piece in enumerate(pieces):
            if place % 2:
                value = self._coder.expression(Name(piece, 0))
                parts.append(f"{self.name(self._words[piece])}[{value}]")
            elif piece or len(pieces) == 1:
                parts.append(self.name(sys.intern(piece)))
        if len(parts) == 1:
            return parts[0]
        return 'f"' + "".join(f"{{{part}}}" for part in parts) + '"'  # one copy, where + makes two

    def _slowly(self, text: Text, above: str) -> Draw:
        """How a text with many conditions reads."""
        program = self._program
        return lambda state: above + plain_text(prose(program, text, state))

    # --- Pages -----------------------------------------------------------------------------------

    def page(self, scene: Scene) -> str:
        """Source for what is read on entering a scene; empty where it is only passed through."""
        if scene.is_automatic and not scene.cards:
            return ""
        page = self.source(scene.text, _heading(scene.title, scene.when_where))
        if scene.report:
            page = f"{page} + {self.source(scene.report.opens, GAP)}"
        return page

    def ending(self, ending: Ending) -> str:
        """Source for what is read at an ending."""
        return self.source(ending.text, _heading(ending.title))

    def question(self, question: Question) -> Draw:
        """What is asked, and every answer that is offered."""
        ask = self.drawer(question.ask)
        labels = [
            _beside(self.drawer(option.says), likelihood_words(option.likelihood))
            for option in question.options
        ]
        rows = [self.drawer(row.says) for row in question.rows]
        options = self._program.options

        def draw(state: State) -> str:
            offered = [labels[number - 1](state) for number in options(question, state)]
            return "\n".join([ask(state), *(row(state) for row in rows), *offered])

        return draw

    def labels(self, scene: Scene) -> list[str] | None:
        """The labels of what a scene offers, where they always read the same and nothing else.

        None where a value is shown in one, or a choice may be shown locked, with what it moves or
        who will read it, or storylets are drawn.
        """
        if self._program.generator.drawn(scene):
            return None
        labels = []
        for choice in scene.choices:
            if choice.locked or choice.cost or choice.shows or choice.readers:
                return None
            if len(choice.label) != 1 or choice.label[0].condition or "{" in choice.label[0].prose:
                return None
            labels.append(plain_text(parse_prose(choice.label[0].prose)))
        return labels

    def menu(self, scene: Scene, state: State) -> str:
        """What a scene offers in a state, and what it shows locked, as the engine says it."""
        lines = []
        for choice in choices_at(self._program, scene, state):
            moves = ", ".join(f"{name} {'+' if by > 0 else '-'}" for name, by in choice.directions)
            told = [plain_text(choice.label), choice.locked, moves, choice.readers]
            lines.append(" · ".join(part for part in told if part))
        return "\n".join(lines)

    def note(self, event: Event, said: set[int]) -> str:
        """What an event gives to read besides the texts of choices and of places.

        That is an earlier decision coming due, or a bound that was met; `said` gathers the hidden
        ranges, which are told of once in a play.
        """
        kind, number, state = event
        if kind == DUE:
            return self._read(event)
        if kind != CLAMPED:
            return ""
        variable = self._variables[number]
        if variable.kind is VariableKind.RANGE:
            if number in said:
                return ""
            said.add(number)
        key = number, self._program.value(variable, state)
        if key not in self._notes:
            self._notes[key] = self._read(event)
        return self._notes[key]

    def _read(self, event: Event) -> str:
        """What one event gives to read."""
        moment = Moment(0, -1, None, event[2], event[2], (event,))
        return GAP.join(plain_text(p.paragraphs) for p in passages_of(self._program, moment))


def _heading(*lines: str) -> str:
    """What stands above a text: the lines there are, and a gap."""
    return "".join(f"{clean(line)}\n" for line in lines if line) + "\n"


def _beside(draw: Draw, words: str) -> Draw:
    """A text with words beside it, if there are any."""
    return (lambda state: f"{draw(state)} ({words})") if words else draw
