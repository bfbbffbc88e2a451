"""Where play goes from a scene: flows as source over the state, and the way back from calls."""

from __future__ import annotations

from borderpost.engine.code import Coder
from borderpost.engine.functions import State, Step, Told, define, every, some
from borderpost.engine.layout import Layout, visit_bound
from borderpost.story.model import (
    Branch,
    CallScene,
    Chance,
    Draw,
    FirstOf,
    Flow,
    Go,
    Return,
    Scene,
)


class Router:
    """Writes the source of flows over one story's layout."""

    def __init__(self, layout: Layout, coder: Coder) -> None:
        """Write for this layout, conditions by this coder."""
        self._layout = layout
        self._story = layout.story
        self._coder = coder
        self._place = layout.field("place")
        self._back: list[Step | None] = [None] * (len(layout.calls) + 1)
        self.decks = layout.decks

    def at(self, place: int) -> str:
        """An expression for the state moved to a place."""
        return f"s & {self._place.keep} | {place}"

    def to(self, target: str) -> list[str]:
        """Statements that end in a return of the state at a target; an ending drops open calls."""
        layout = self._layout
        dropped = ("stack", "drawn") if target in self._story.endings else ()
        lines = [self._coder.write(layout.field(name), 0) for name in dropped if layout.has(name)]
        return [*lines, *self.arrive(layout.place_numbers[target])]

    def arrive(self, place: int) -> list[str]:
        """Statements that end in a return of the state moved to a place.

        All ways end here; exploration ends them where play next stops.
        """
        return [f"return {self.at(place)}"]

    def flow(self, flow: Flow | None, scene: Scene) -> list[str]:
        """Statements that end in a return of the state at the flow's target."""
        layout = self._layout
        match flow:
            case None:
                return self._back_to_draw(scene)
            case Go(target):
                return self.to(target)
            case Return():
                return ["return back(s, told)"]
            case Chance():
                return self.arrive(layout.nature[scene.id, id(flow)])
            case CallScene(target):
                field = layout.field("stack")
                number = layout.call_numbers[id(flow)]
                return [
                    f"t = {self._coder.read(field)} << {layout.stack_width} | {number}",
                    f"s = s & {field.keep} | (t & {field.mask}) << {field.shift}",
                    *self.arrive(layout.place_numbers[target]),
                ]
            case Draw():
                return self._draw(flow, scene)
            case FirstOf(branches):
                lines = []
                for branch in branches[:-1]:
                    lines.append(f"if {self._branch(branch)}:")
                    lines += [f"    {line}" for line in self.flow(branch.flow, scene)]
                return [*lines, *self.flow(branches[-1].flow, scene)]

    def _draw(self, flow: Draw, scene: Scene) -> list[str]:
        """Where a draw goes by itself: to nature where chance picks, else on when none is left."""
        if not flow.by_chance:
            return self.flow(flow.otherwise, scene)
        place = self._layout.nature[scene.id, id(flow)]
        eligible = " or ".join(self.eligible(name) for name in self.decks.get(flow.deck, ()))
        return [
            f"if {eligible or 'False'}:",
            *(f"    {line}" for line in self.arrive(place)),
            *self.flow(flow.otherwise, scene),
        ]

    def _back_to_draw(self, scene: Scene) -> list[str]:
        """A storylet that names no target goes on where its draw does."""
        sites = self._layout.draws.get(scene.deck, ())
        if not sites:
            return ["return s"]
        if len(sites) == 1:
            site = sites[0]
            assert isinstance(site.flow, Draw)
            return self.flow(site.flow.then, self._story.scenes[site.scene])
        field = self._layout.field("drawn")
        lines = [f"d = {self._coder.read(field)}", self._coder.write(field, 0)]
        for number, site in enumerate(sites, 1):
            assert isinstance(site.flow, Draw)
            body = self.flow(site.flow.then, self._story.scenes[site.scene])
            head = f"if d == {number}:" if number < len(sites) else "if True:"
            lines += [head, *(f"    {line}" for line in body)]
        return lines

    def back(self, state: State, told: Told) -> State:
        """Go on from the call on top of the stack."""
        state, number = self.popped(state)
        step = self._back[number]
        if step is None:
            step = self._back[number] = define("s, told", self.returning(number), self.back)
        return step(state, told)

    def popped(self, state: State) -> tuple[State, int]:
        """The state without the call on top of its stack, and that call's number."""
        field = self._layout.field("stack")
        stack = field.read(state)
        number = stack & (1 << self._layout.stack_width) - 1
        return field.write(state, stack >> self._layout.stack_width), number

    def returning(self, number: int) -> list[str]:
        """Statements for going on after a call, by its number."""
        site = self._layout.calls[number - 1]
        assert isinstance(site.flow, CallScene)
        return self.flow(site.flow.then, self._story.scenes[site.scene])

    def remember_draw(self, draw: Draw) -> list[str]:
        """Statements that keep which draw a storylet came from, where there are several."""
        sites = self._layout.draws[draw.deck]
        if len(sites) < 2:
            return []
        number = next(n for n, site in enumerate(sites, 1) if site.flow is draw)
        return [self._coder.write(self._layout.field("drawn"), number)]

    def open(self, flow: Flow | None) -> str:
        """Source for whether a flow leads anywhere: not only to scenes that are spent."""
        match flow:
            case Go(target):
                return self.open_target(target)
            case Chance(outcomes):
                return some(*(self.open_target(outcome.target) for outcome in outcomes))
            case CallScene(scene):
                return self.open_target(scene)
            case FirstOf(branches):
                return some(*(self._branch(branch) for branch in branches))
            case _:
                return "True"

    def _branch(self, branch: Branch) -> str:
        """Source for whether a branch is the way: its condition holds and it leads somewhere."""
        return every(self._coder.condition(branch.condition), self.open(branch.flow))

    def open_target(self, target: str) -> str:
        """Source for whether a scene can still be entered."""
        scene = self._story.scenes.get(target)
        bound = visit_bound(scene) if scene else 0
        if not bound:
            return "True"
        return f"({self._coder.read(self._layout.field(f'visits:{target}'))} < {bound})"

    def eligible(self, storylet: str) -> str:
        """Source for whether a storylet can be drawn."""
        scene = self._story.scenes[storylet]
        return every(self._coder.condition(scene.when), self.open_target(storylet))
