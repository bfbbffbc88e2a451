"""Walks from many states to the next ones in one call: for each stop, functions made for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from borderpost.engine.functions import State, every
from borderpost.engine.generate import has_own_way
from borderpost.engine.program import Program
from borderpost.proof.players import Player, choice_tags, rank
from borderpost.proof.search.liveness import Liveness
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.steps import Key, Steps
from borderpost.story.model import Chance, Choice, Condition, Draw, Flow, Go, Question, Scene

ALWAYS = "True"
"""The source of a test that always holds."""


class Sink(NamedTuple):
    """What is done with the states that are come to.

    `each` gives, by the source of which way it is, statements for the state `t` that was come to
    from `s0`; `first` and `last` stand before and after all ways from one state. Which way: the
    number of a choice or an answer, or the weight of an outcome where nature moves. `known` gives
    the statements instead where the stop that is come to is always the same, by its key, and what
    stands before everything for that.
    """

    each: Callable[[str], Sequence[str]]
    first: Sequence[str] = ()
    last: Sequence[str] = ()
    known: Callable[[Key], tuple[str, Sequence[str]]] | None = None


KEEP = ("if t not in seen:", "    add(t)", "    fresh[t & KEY].append(t)")
"""What was not seen before is kept by its stop."""


def keep_at(key: Key) -> tuple[str, Sequence[str]]:
    """The same where the stop is known, so that it need not be looked for each time."""
    lines = ("if t not in seen:", "    add(t)", f"    keep_{key}(t)")
    return f"keep_{key} = fresh[{key}].append", lines


NEW = Sink(lambda _: KEEP, known=keep_at)
"""Exploration."""

PICKED = Sink(
    lambda way: (
        f"if ranks[{way}] < best:",
        f"    best = ranks[{way}]",
        "    o = [t]",
        f"elif ranks[{way}] == best:",
        "    o.append(t)",
    ),
    ("o = []", "best = 1000"),
    ("for t in o:", *(f"    {line}" for line in KEEP)),
)
"""Exploration of what one player comes to: only by the ways of lowest rank."""

LINKED = Sink(
    lambda way: (
        "to = number(t)",
        "if to is not None:",
        "    count += 1",
        "    lead(to)",
        f"    by({way})",
    ),
    (),
    ("begin(count)",),
)
"""The graph: the number of each state come to, and by which way."""

WANTED = Sink(lambda _: ("if t in wanted and t not in found:", "    found[t] = s0"))
"""The search for a way back: if it is wanted, it is kept from where one came."""

SAVED = Sink(
    lambda _: ("if t in saved:", "    add(s0)"), ("any = True",), ("if not any:", "    add(s0)")
)
"""The search for what leads to an ending; a state in which nothing can be done is none of its."""


class Moves(Steps):
    """The walking functions of one story, made when they are first asked for."""

    def __init__(self, program: Program, liveness: Liveness) -> None:
        """Walk by what matters."""
        super().__init__(program, liveness)
        self._made: dict[tuple[str, Key], Callable[..., Any]] = {}

    # --- Walking -------------------------------------------------------------------------------

    def expand(self, key: Key) -> Callable[..., tuple[int, ...]]:
        """Walk on: `f(states, seen, add, fresh)`; what is new is added to `fresh` by its stop."""
        return self._walk("expand", key, "states, seen, add, fresh", NEW)

    def trace(self, key: Key) -> Callable[..., tuple[int, ...]]:
        """Find from where one comes: `f(states, wanted, found)` fills `found`: state to origin."""
        return self._walk("trace", key, "states, wanted, found", WANTED)

    def saving(self, key: Key) -> Callable[..., tuple[int, ...]]:
        """Find what leads to states known: `f(states, saved, add)` adds whatever does."""
        return self._walk("saving", key, "states, saved, add", SAVED)

    def picking(self, key: Key, player: Player) -> Callable[..., tuple[int, ...]]:
        """Walk on by what a player likes best, as `expand` does by everything."""
        ranks = self.ranks(player, self.stop(key))
        if ranks is None:
            return self.expand(key)
        pick = self._walk("picking", key, "states, seen, add, fresh, ranks", PICKED)
        return lambda states, seen, add, fresh: pick(states, seen, add, fresh, ranks)

    def linking(self, key: Key) -> Callable[..., tuple[int, ...]]:
        """Link states: `f(states, number, lead, by, begin, count)` hands over what is come to.

        `number` gives the number of a state; for each way that leads to one that has a number,
        `lead` is told that number and `by` which way it is; after each state, `begin` is told how
        many ways there are by now, `count` being how many there were before.
        """
        return self._walk("linking", key, "states, number, lead, by, begin, count", LINKED)

    def ranks(self, player: Player, stop: Stop) -> Sequence[int] | None:
        """How a player ranks the ways from a stop, by their numbers; None where all are alike."""
        place = self._layout.places[stop.place]
        if not player.prefer or place.kind != "scene":
            return None
        scene = self._layout.story.scenes[place.scene]
        question = self.asked(stop)
        if question is not None:
            tags = [(), *(option.tags for option in question.options)]
        else:
            tags = [*choice_tags(self.program, scene), ()]
        return [rank(player, own) for own in tags]

    def is_nature(self, stop: Stop) -> bool:
        """Whether it is nature's move at a stop."""
        return self._layout.places[stop.place].flow is not None

    def search(self, condition: Condition, *, holds: bool) -> Callable[..., State | None]:
        """Find the first state in which a condition holds, or does not: `f(states)`.

        It must be asked for wherever it is searched for.
        """
        source = self._generator.coder.condition(condition)
        test = source if holds else f"not {source}"
        lines = ["for s in states:", f"    if {test}:", "        return s", "return None"]
        return self._define(f"search_{len(self._space)}", "states", lines)

    def sighting(self, tests: Sequence[str]) -> Callable[..., None]:
        """Find which tests hold in some state: `f(states, left)`, all states at one stop.

        The numbers of those that do are taken out of the set `left`. What the tests read must be
        asked for there.
        """
        lines = ["for s0 in states:", f"    s = s0 & {~(-1 << self.width)}"]
        for number, test in enumerate(tests):
            lines += [
                f"    if {number} in left and {test}:",
                f"        left.discard({number})",
                "        if not left: return",
            ]
        return self._define(f"sight_{len(self._space)}", "states, left", lines)

    def _walk(self, name: str, key: Key, parameters: str, sink: Sink) -> Callable[..., Any]:
        """A walking function of a stop."""
        made = self._made.get((name, key))
        if made is None:
            lines = self._walking(self.stop(key), sink)
            made = self._define(f"walk_{len(self._made)}", parameters, lines)
            self._made[name, key] = made
        return made

    def _walking(self, stop: Stop, sink: Sink) -> list[str]:
        """Its statements."""
        place = self._layout.places[stop.place]
        if place.kind == "ending":
            return [
                "for s0 in states:",
                *_in(sink.first),
                *_in(sink.last or ("pass",)),
                "return ()",
            ]
        if place.flow is not None:
            return self._walking_nature(stop.place, sink)
        scene = self._layout.story.scenes[place.scene]
        question = self.asked(stop)
        if question is not None:
            return self._walking_question(stop, question, sink)
        return self._walking_choices(stop, scene, sink)

    def _walking_nature(self, place: int, sink: Sink) -> list[str]:
        """Walk by every outcome of chance."""
        flow = self._layout.places[place].flow
        if isinstance(flow, Chance):
            names = [outcome.target for outcome in flow.outcomes]
        else:
            assert isinstance(flow, Draw)
            names = list(self._routes.decks.get(flow.deck, ()))
        targets = [self._layout.place_numbers[target] for target in names]
        name = f"steps_{place}"
        if name not in self._space:
            self._space[name] = {target: self._nature_step(place, target) for target in targets}
            self._space[f"weights_{place}"] = self._generator.weights(place)
        return [
            "n = 0",
            "for s0 in states:",
            *_in(sink.first),
            f"    for target, weight in weights_{place}(s0):",
            "        n += 1",
            f"        t = {name}[target](s0)",
            *_in(sink.each("weight"), 2),
            *_in(sink.last),
            "return (n,)",
        ]

    def _walking_question(self, stop: Stop, question: Question, sink: Sink) -> list[str]:
        """Walk by every answer to a question."""
        after = Stop(stop.place, stop.stage + 1)
        keep = f"keep_{after.place}_{after.stage}"
        self._function(keep, "s", lambda: [self._stay(after)])
        number = f"answer_{stop.place}_{stop.stage}"
        self._space[number] = self._answering(question)
        own = ~(-1 << self.width)
        body = [*sink.first, f"s = s0 & {own}", "any = False"]
        for count, option in enumerate(question.options, 1):
            tests = [self._generator.coder.condition(option.condition)]
            tests += [
                self._generator.coder.read(self._layout.field(f"met:{card}"))
                for card in option.needs
            ]
            body += [
                f"if {every(*tests)}:",
                "    any = True",
                "    n += 1",
                f"    t = {keep}({number}(s, {count}))",
                *_in(sink.each(str(count))),
            ]
        test = "True" if question.optional else "not any"
        body += [
            f"if {test}:",
            f"    t = {keep}(s)",
            *_in(sink.each("0")),
            "any = True",
            *sink.last,
        ]
        return ["n = 0", "for s0 in states:", *_in(body), "return (n,)"]

    def _walking_choices(self, stop: Stop, scene: Scene, sink: Sink) -> list[str]:
        """Walk by every choice that is offered, or on where there is none."""
        own = ~(-1 << self.width)
        begin = f"s = s0 & {own}" if stop.stage else "s = s0"
        drawn = self._generator.drawn(scene)
        count = len(scene.choices) + len(drawn)
        tests = [self._generator.offered(scene, choice) for choice in scene.choices]
        counts = [f"n{number}" for number in range(count)]
        lines = [f"{' = '.join([*counts, 'ng'])} = 0", "for s0 in states:"]
        may_be_closed = ALWAYS not in tests
        body = [*sink.first, begin, *(["any = False"] if may_be_closed else [])]
        is_open = ["    any = True"] if may_be_closed else []
        for number, (choice, test) in enumerate(zip(scene.choices, tests, strict=True)):
            each = sink.each(str(number))
            if sink.known is not None and (target := self._one_stop(choice.flow)) is not None:
                before, each = sink.known(target)
                lines.insert(0, before)
            taken = self._walking_choice(scene, choice, number, begin, each)
            if test == ALWAYS:
                counts[number] = "len(states)"
                body += taken
            else:
                body += [f"if {test}:", *is_open, f"    n{number} += 1", *_in(taken)]
        if drawn:
            assert isinstance(scene.flow, Draw)
            body += [begin, "n = 0"]
            for number, storylet in enumerate(drawn, len(scene.choices)):
                take = self._named(f"take_{stop.place}_{number}", self._take(scene, number))
                body += [
                    f"if n < {scene.flow.up_to} and {self._routes.eligible(storylet)}:",
                    "    n += 1",
                    *is_open,
                    f"    n{number} += 1",
                    f"    t = {take}(s)",
                    *_in(sink.each(str(number))),
                ]
        if may_be_closed and has_own_way(scene):
            go = self._named(f"go_{stop.place}", self._go(scene))
            body += [
                "if not any:",
                f"    {begin}",
                "    ng += 1",
                f"    t = {go}(s)",
                *_in(sink.each(str(count))),
                "    any = True",
            ]
        elif may_be_closed:
            body += ["if not any:", f"    stuck.setdefault({stop.place}, s0)"]
        body += sink.last
        return [*lines, *_in(body), f"return ({', '.join([*counts, 'ng'])},)"]

    def _walking_choice(
        self, scene: Scene, choice: Choice, number: int, begin: str, each: Sequence[str]
    ) -> list[str]:
        """Walk by one choice; what has but one way is walked without a call."""
        lines = self._plain(self._generator.taking(scene, choice))
        returns = sum("return " in line for line in lines)
        if returns == 1 and lines[-1].startswith("return "):
            inner = [*lines[:-1], f"t = {lines[-1].removeprefix('return ')}"]
        else:
            place = self._layout.place_numbers[scene.id]
            name = self._named(f"take_{place}_{number}", self._take(scene, number))
            inner = [f"t = {name}(s)"]
        changes = any(line.lstrip().startswith(("s ", "s=")) for line in inner[:-1])
        return [*inner, *each, *([begin] if changes else [])]

    def _one_stop(self, flow: Flow | None) -> Key | None:
        """The key of the stop that a flow always leads to, if it is plain which that is."""
        if not isinstance(flow, Go):
            return None
        scene = self._layout.story.scenes.get(flow.target)
        if scene is not None and scene.is_automatic:
            return None
        return self.key(Stop(self._layout.place_numbers[flow.target]))


def _in(lines: Iterable[str], deep: int = 1) -> list[str]:
    """Statements set so many steps further in."""
    return [f"{'    ' * deep}{line}" for line in lines]
