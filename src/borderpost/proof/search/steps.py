"""Steps from one stop of play to the next, in what matters of the states at both.

The same source that play is compiled from is compiled here once more, in another shape: a step ends
where play next stops, tells nobody what happens, and keeps of the state only what can still matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from borderpost.engine.code import Coder
from borderpost.engine.functions import State, Told
from borderpost.engine.generate import Generator, has_own_way
from borderpost.engine.layout import Layout
from borderpost.engine.program import Program
from borderpost.engine.routes import Router
from borderpost.proof.search.liveness import Liveness
from borderpost.proof.search.settling import Settled, Stop
from borderpost.story.model import Question, Scene, VariableKind

Key = int
"""The bits of a state that say at which stop it is: its place, and its stage above all else."""

MOST_ALIKE = 500_000
"""Parts of states kept with what they are alike to, at each stop; then they are worked out anew."""


class Alike(dict[State, State]):
    """For a settled part of a state, the first seen that nothing asked tells from it."""

    def __init__(self, answers: Callable[[State], tuple[int, ...]]) -> None:
        """What is asked tells them apart."""
        super().__init__()
        self._answers = answers
        self._first: dict[tuple[int, ...], State] = {}

    def __missing__(self, part: State) -> State:
        """One that was not seen before."""
        if len(self) > MOST_ALIKE:
            self.clear()
        first = self[part] = self._first.setdefault(self._answers(part), part)
        return first


class Arriving(Router):
    """Flows that end where play next stops, in what matters of the state there."""

    def __init__(self, steps: Steps, layout: Layout) -> None:
        """For the steps of a story."""
        super().__init__(layout, Coder(layout))
        self._steps = steps

    def arrive(self, place: int) -> list[str]:
        """Statements that end in a return of the state where play stops after going to a place."""
        return self._steps.arriving(place)

    def back(self, state: State, told: Told) -> State:  # noqa: ARG002 - as its base
        """Go on from the call on top of the stack, to where play stops."""
        state, number = self.popped(state)
        return self._steps.returned(number)(state)


class Steps:
    """The steps of one story, made when they are first asked for."""

    def __init__(self, program: Program, liveness: Liveness) -> None:
        """Step by what matters."""
        self.program = program
        self.liveness = liveness
        layout = program.layout
        self._layout = layout
        self._place = layout.field("place")
        self.width = max(f.shift + f.mask.bit_length() for f in layout.fields.values())
        self.key_mask: Key = self._place.mask | -1 << self.width
        self._routes = Arriving(self, layout)
        self._generator = Generator(layout, self._routes)
        self._space: dict[str, Any] = {
            "__builtins__": {"min": min, "tuple": tuple, "len": len},
            "back": self._routes.back,
            "KEY": self.key_mask,
            "over": set(),
            "stuck": {},
        }

    @property
    def overflowed(self) -> set[int]:
        """The numbers of the ranges that left their bounds on any step taken so far."""
        found: set[int] = self._space["over"]
        return found

    @property
    def stuck(self) -> dict[int, State]:
        """By place, the first state seen in which nothing can be done there."""
        found: dict[int, State] = self._space["stuck"]
        return found

    # --- Stops ---------------------------------------------------------------------------------

    def stop(self, state: State) -> Stop:
        """Where a state stands."""
        return Stop(state & self._place.mask, state >> self.width)

    def key(self, stop: Stop) -> Key:
        """The bits that say so."""
        return stop.place | stop.stage << self.width

    def returned(self, number: int) -> Callable[[State], State]:
        """The step on after a call, by its number."""
        return self._function(
            f"back_{number}", "s", lambda: self._plain(self._routes.returning(number))
        )

    def start(self, state: State) -> State:
        """What matters of a state in which play stands already, its scene being entered."""
        stop = Stop(state & self._place.mask)
        return self.kept(state, stop)

    def asked(self, stop: Stop) -> Question | None:
        """The question to be answered at a stop, if it is not yet time to choose."""
        questions = self.liveness.questions(stop.place)
        return questions[stop.stage] if stop.stage < len(questions) else None

    def kept(self, state: State, stop: Stop) -> State:
        """What matters of a state at a stop."""
        keep = self._function(f"keep_{stop.place}_{stop.stage}", "s", lambda: [self._stay(stop)])
        return keep(state)

    def _stay(self, stop: Stop, keep: int = -1, moved: int = 0) -> str:
        """A statement that returns what matters at a stop of the state `s`.

        Of `s` itself only the bits in `keep` are taken, and the bits in `moved` are added.
        """
        kept = self.liveness.kept(stop)
        parts = [f"s & {kept.mask & keep}"]
        for field, table in kept.cut:
            name = f"low_{field.shift}_{abs(hash(table))}"
            self._space[name] = table
            parts.append(f"{name}[s >> {field.shift} & {field.mask}]")
        if kept.settled is not None:
            name = f"alike_{stop.place}_{stop.stage}"
            if name not in self._space:
                self._space[name] = Alike(self._answers(name, kept.settled))
            parts.append(f"{name}[s & {kept.settled.mask}]")
        if added := moved | stop.stage << self.width:
            parts.append(str(added))
        return f"return {' | '.join(parts)}"

    def _answers(self, name: str, settled: Settled) -> Callable[[State], tuple[int, ...]]:
        """A function for what is still asked of a settled part of a state."""
        sources = [self._generator.coder.expression(part) for part in settled.asked]
        line = f"return ({''.join(f'{source}, ' for source in sources)})"
        return self._define(f"asked_{name}", "s", [line])

    # --- Arriving ------------------------------------------------------------------------------

    def arriving(self, place: int) -> list[str]:
        """Statements from going to a place to where play stops."""
        kind = self._layout.places[place]
        if kind.kind == "scene":
            scene = self._layout.story.scenes[kind.scene]
            if scene.is_automatic:
                name = f"enter_{place}"
                self._function(name, "s", lambda: self._entering(place))
                return [f"return {name}({self._routes.at(place)})"]
            entry = self._sated(self._plain(self._generator.entering(scene)))
            if len(entry) > 1:
                return [f"s = {self._routes.at(place)}", *entry[:-1], self._stay(Stop(place))]
        return [self._stay(Stop(place), self._place.keep, place)]

    def _entering(self, place: int) -> list[str]:
        """Statements for entering a place that a state is already moved to."""
        kind = self._layout.places[place]
        if kind.kind != "scene":
            return [self._stay(Stop(place))]
        scene = self._layout.story.scenes[kind.scene]
        entry = self._sated(self._plain(self._generator.entering(scene)))[:-1]
        if not scene.is_automatic or not has_own_way(scene):
            return [*entry, self._stay(Stop(place))]
        return [*entry, *self._plain(self._generator.going_on(scene))]

    # --- Stepping ------------------------------------------------------------------------------

    def ways(self, state: State) -> list[tuple[str, int, State]]:
        """Each way on from one state: what is done, its number, and where play stops then.

        What is done is `choose` (by the choice's number), `answer` (the option's, from 1; 0: left
        out), `continue` or `nature` (the place's number).
        """
        return list(self.each_way(state))

    def each_way(self, state: State) -> Iterator[tuple[str, int, State]]:
        """The same, each way gone when it is come to."""
        stop = self.stop(state)
        place = self._layout.places[stop.place]
        inner = state & ~(-1 << self.width)
        if place.kind == "ending":
            return
        if place.flow is not None:
            for target, _ in self.program.weights(inner):
                yield "nature", target, self._nature_step(stop.place, target)(inner)
            return
        question = self.asked(stop)
        if question is not None:
            after = Stop(stop.place, stop.stage + 1)
            offered = self.program.options(question, inner)
            for n in offered:
                yield "answer", n, self.kept(self._answering(question)(inner, n), after)
            if question.optional or not offered:
                yield "answer", 0, self.kept(inner, after)
            return
        scene = self._layout.story.scenes[place.scene]
        code = self.program.code(inner)
        offers = code.offers(inner)
        for n in offers:
            yield "choose", n, self._take(scene, n)(inner)
        if not offers and code.go is not None:
            yield "continue", 0, self._go(scene)(inner)

    def weighed(self, place: int, state: State) -> list[tuple[State, int]]:
        """What nature may make of a state, with her weights."""
        return [
            (self._nature_step(place, target)(state), weight)
            for target, weight in self.program.weights(state)
        ]

    def _take(self, scene: Scene, number: int) -> Callable[[State], State]:
        """The step by a choice, or by a drawn storylet."""
        place = self._layout.place_numbers[scene.id]

        def lines() -> list[str]:
            if number < len(scene.choices):
                return self._plain(self._generator.taking(scene, scene.choices[number]))
            storylet = self._generator.drawn(scene)[number - len(scene.choices)]
            return self._plain(self._generator.taking_drawn(scene, storylet))

        return self._function(f"step_{place}_{number}", "s", lines)

    def _go(self, scene: Scene) -> Callable[[State], State]:
        """The step on from a scene without choices."""
        place = self._layout.place_numbers[scene.id]
        return self._function(
            f"on_{place}", "s", lambda: self._plain(self._generator.going_on(scene))
        )

    def _nature_step(self, place: int, target: int) -> Callable[[State], State]:
        """The step by an outcome of chance."""
        return self._function(
            f"nature_{place}_{target}",
            "s",
            lambda: self._plain(self._generator.coming_out(place, target)),
        )

    def _answering(self, question: Question) -> Callable[[State, int], State]:
        """The step by an answer; a tally that nothing tells from 0 any more stays there."""
        name = f"answer_{id(question)}"
        if name not in self._space:
            lines = self._plain(self._generator.answering(question))
            self._define(name, "s, o", self._sated(lines))
        answer: Callable[[State, int], State] = self._space[name]
        return answer

    def _sated(self, lines: Sequence[str]) -> list[str]:
        """Statements in which no tally is counted below 0."""
        tallies = {
            1 << f.shift: f for n, f in self._layout.fields.items() if n.startswith("tally:")
        }
        sated = []
        for line in lines:
            head, minus, amount = line.partition(": s -= ")
            field = tallies.get(int(amount)) if minus and amount.isdigit() else None
            is_tally = field is not None and head.startswith("if a in ")
            sated.append(
                f"{head} and s & {field.bits}: s -= {amount}"
                if field is not None and is_tally
                else line
            )
        return sated

    # --- Source --------------------------------------------------------------------------------

    def _plain(self, lines: Sequence[str]) -> list[str]:
        """Statements that tell nobody what happens, but for a range that leaves its bounds."""
        kept = []
        ranges = {
            number
            for number, variable in enumerate(self._layout.story.variables.values())
            if variable.kind is VariableKind.RANGE
        }
        for line in lines:
            if "if told is not None" in line:
                told = line.partition("told.append((0, ")[2].partition(",")[0]
                if told and int(told) in ranges:
                    indent = line[: len(line) - len(line.lstrip())]
                    kept.append(f"{indent}over.add({told})")
            else:
                kept.append(line.replace("back(s, told)", "back(s, None)"))
        return kept

    def _function(
        self, name: str, parameters: str, lines: Callable[[], list[str]]
    ) -> Callable[..., State]:
        """A function by its name, made when it is first asked for; it may ask for itself."""
        made: Callable[..., State] | None = self._space.get(name)
        if made is None:
            self._space[name] = _unmade
            made = self._define(name, parameters, lines())
        return made

    def _named(self, name: str, function: Callable[..., State]) -> str:
        """A function under a name that the source can call it by."""
        self._space[name] = function
        return name

    def _define(self, name: str, parameters: str, lines: Sequence[str]) -> Callable[..., Any]:
        """A function of these statements, known to all others by its name."""
        source = "\n".join([f"def {name}({parameters}):", *(f"    {line}" for line in lines)])
        exec(source, self._space)  # noqa: S102 - our own numbers and names, never story text
        made: Callable[..., Any] = self._space[name]
        return made


def _unmade(state: State) -> State:
    """Stands for a function that is being made."""
    raise AssertionError(f"called before it was made, in {state}")
