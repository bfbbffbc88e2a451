"""Ways on as instructions: where to turn, and when."""

from __future__ import annotations

from collections.abc import Callable

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.effects import Facts, pick
from borderpost.debrief.gamebook.instructions import (
    Case,
    Change,
    GoBack,
    Instruction,
    Node,
    Page,
    Roll,
    Turn,
    WriteDown,
)
from borderpost.debrief.gamebook.items import Item, Known, joined
from borderpost.debrief.gamebook.terms import ALWAYS, NEVER, Terms
from borderpost.engine.layout import Site, owned_flows, storylets, visit_bound
from borderpost.story.gist import flows_within
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
    Story,
)

Reach = Callable[[Node, Known], None]
"""Told of every passage that can be turned to, and what is known there."""


class Flows:
    """The flows of one story; `reach` is told of what they lead to."""

    def __init__(self, story: Story, conditions: Conditions, reach: Reach) -> None:
        """Number the calls and the draws that play may come back to."""
        self._story = story
        self._conditions = conditions
        self._reach = reach
        self._decks = storylets(story)
        self._draws: dict[str, list[Site]] = {}
        self.calls: dict[str, tuple[CallScene, Scene]] = {}
        for scene in story.scenes.values():
            for owner, flow in owned_flows(scene):
                self._number(scene, owner, flow)
        self._called: dict[str, None] = {}
        self._returned: Facts | None = None

    def _number(self, scene: Scene, owner: str, flow: Flow) -> None:
        """Keep the calls and draws within one flow."""
        for part in flows_within(flow):
            if isinstance(part, CallScene) and all(
                part is not call for call, _ in self.calls.values()
            ):
                self.calls[f"{owner}#{len(self.calls)}"] = part, scene
            elif isinstance(part, Draw):
                self._draws.setdefault(part.deck, []).append(Site(scene.id, part))

    def page(self, flow: Flow | None, scene: Scene, known: Facts) -> Page:
        """Instructions that lead where a flow does."""
        match flow:
            case None:
                return self._back_to_draw(scene, known)
            case Go(target):
                return self._to(target, known)
            case Return():
                self._return(known)
                return (GoBack(),)
            case Chance():
                return self._chance(flow, known)
            case CallScene(target):
                name = next(name for name, (call, _) in self.calls.items() if call is flow)
                if name not in self._called:
                    self._called[name] = None
                    if self._returned is not None:
                        self._reach(Node("after", name), self._returned)
                return (WriteDown(Node("after", name)), *self._to(target, known))
            case Draw():
                return self._draw(flow, scene, known)
            case FirstOf(branches):
                return self._first(branches, scene, known)

    def open(self, flow: Flow | None, known: Known) -> Terms:
        """When a flow leads anywhere: not only to scenes that are spent."""
        conditions = self._conditions
        match flow:
            case Go(target) | CallScene(target):
                return self.open_target(target, known)
            case Chance(outcomes):
                return conditions.any_of(
                    (self.open_target(each.target, known) for each in outcomes), known
                )
            case FirstOf(branches):
                return conditions.any_of((self._is_way(each, known) for each in branches), known)
            case _:
                return ALWAYS

    def open_target(self, target: str, known: Known) -> Terms:
        """When a scene can still be entered."""
        scene = self._story.scenes.get(target)
        bound = visit_bound(scene) if scene else 0
        if not bound:
            return ALWAYS
        return self._conditions.one(Item("visits", target), frozenset(range(bound)), known)

    def eligible(self, storylet: str, known: Known) -> Terms:
        """When a storylet can be drawn."""
        when = self._conditions.terms(self._story.scenes[storylet].when, known)
        return self._conditions.all_of((when, self.open_target(storylet, known)), known)

    def remember_draw(self, draw: Draw, known: Facts) -> list[Change]:
        """Keep which draw a storylet came from, where there are several."""
        sites = self._draws[draw.deck]
        if len(sites) < 2:
            return []
        number = next(n for n, site in enumerate(sites, 1) if site.flow is draw)
        return [pick(Item("drawn", ""), number, known)]

    def _to(self, target: str, known: Known) -> Page:
        """Turn to a scene or an ending."""
        node = Node("ending" if target in self._story.endings else "scene", target)
        self._reach(node, known)
        return (Turn(node),)

    def _is_way(self, branch: Branch, known: Known) -> Terms:
        """When a branch is the way: its condition holds, and it leads somewhere."""
        when = self._conditions.terms(branch.condition, known)
        return self._conditions.all_of((when, self.open(branch.flow, known)), known)

    def _first(self, branches: tuple[Branch, ...], scene: Scene, known: Facts) -> Page:
        """The first branch that is the way, else the last."""
        found: list[Instruction] = []
        for branch in branches[:-1]:
            terms = self._is_way(branch, known)
            if terms == NEVER:
                continue
            if terms == ALWAYS:
                return (*found, *self.page(branch.flow, scene, known))
            there = self._conditions.narrowed(known, terms)
            found.append(Case(terms, self.page(branch.flow, scene, there)))
            known = self._conditions.narrowed(known, self._conditions.opposite(terms, known))
        return (*found, *self.page(branches[-1].flow, scene, known))

    def _chance(self, flow: Chance, known: Facts) -> Page:
        """Nature's move: spent scenes do not come out, unless all are."""
        conditions = self._conditions
        opens = [self.open_target(outcome.target, known) for outcome in flow.outcomes]
        some = conditions.any_of(opens, known)
        rolls = []
        for outcome, terms in zip(flow.outcomes, opens, strict=True):
            if terms != NEVER:
                then = self._to(outcome.target, conditions.narrowed(known, terms))
                rolls.append((outcome.weight, terms, then))
        if some == ALWAYS:
            return (Roll(tuple(rolls)),)
        none = conditions.opposite(some, known)
        known = conditions.narrowed(known, none)
        every = Roll(
            tuple((each.weight, ALWAYS, self._to(each.target, known)) for each in flow.outcomes)
        )
        return (Case(none, (every,)), Roll(tuple(rolls))) if rolls else (every,)

    def _draw(self, flow: Draw, scene: Scene, known: Facts) -> Page:
        """Where a draw goes by itself: by chance to one of the highest, else on if none is left."""
        if not flow.by_chance:
            return self.page(flow.otherwise, scene, known)
        conditions = self._conditions
        by_priority: dict[int, list[str]] = {}
        for name in self._decks.get(flow.deck, ()):
            by_priority.setdefault(self._story.scenes[name].priority, []).append(name)
        found: list[Instruction] = []
        for names in by_priority.values():
            eligible = [(name, self.eligible(name, known)) for name in names]
            some = conditions.any_of((terms for _, terms in eligible), known)
            if some == NEVER:
                continue
            rolls = []
            for name, terms in eligible:
                if terms != NEVER:
                    there = conditions.narrowed(known, terms)
                    kept = self.remember_draw(flow, there)
                    rolls.append((1, terms, (*kept, *self._to(name, there))))
            if some == ALWAYS:
                return (*found, Roll(tuple(rolls)))
            found.append(Case(some, (Roll(tuple(rolls)),)))
            known = conditions.narrowed(known, conditions.opposite(some, known))
        return (*found, *self.page(flow.otherwise, scene, known))

    def _back_to_draw(self, scene: Scene, known: Facts) -> Page:
        """A storylet that names no target goes on where its draw does."""
        sites = self._draws.get(scene.deck, [])
        found: list[Instruction] = []
        for number, site in enumerate(sites, 1):
            assert isinstance(site.flow, Draw)
            there = dict(known)
            terms = ALWAYS
            if len(sites) > 1:
                terms = self._conditions.one(Item("drawn", ""), frozenset((number,)), known)
                if terms == NEVER:
                    continue
                there[Item("drawn", "")] = frozenset((0,))
            then = self.page(site.flow.then, self._story.scenes[site.scene], there)
            if terms == ALWAYS:
                return (*found, *then)
            found.append(Case(terms, then))
        return tuple(found)

    def _return(self, known: Facts) -> None:
        """Come back after every call that was ever made, with what is known here."""
        self._returned = known if self._returned is None else joined(self._returned, known)
        for name in self._called:
            self._reach(Node("after", name), self._returned)
