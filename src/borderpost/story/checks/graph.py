"""A story as a graph: which scene leads to which, by targets alone, whatever the conditions say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from borderpost.story.gist import flows_within
from borderpost.story.model import CallScene, Chance, Draw, Flow, Go, Return, Scene, Story
from borderpost.story.position import Position

N = TypeVar("N")
"""A node: a scene or an ending by its id, or whatever else leads somewhere."""


class CallSite(NamedTuple):
    """A call: the scene that calls, the one called, and where play goes on after the return."""

    scene: str
    called: str
    after: tuple[str, ...]
    at: Position


class Graph:
    """The ways through a story. Targets that do not exist are left out."""

    def __init__(self, story: Story) -> None:
        """Follow every flow of every scene once."""
        self.story = story
        self.decks: dict[str, list[str]] = {}
        self.draws: dict[str, list[Draw]] = {}
        for scene in story.scenes.values():
            if scene.deck:
                self.decks.setdefault(scene.deck, []).append(scene.id)
            if isinstance(scene.flow, Draw):
                self.draws.setdefault(scene.flow.deck, []).append(scene.flow)
        self.level: dict[str, list[str]] = {}
        """Where each scene leads without calling: after a call, where it goes on."""
        self.calls: dict[str, list[CallSite]] = {}
        self.returns: dict[str, Return] = {}
        """The first `return` of each scene that has one."""
        for scene in story.scenes.values():
            self._follow(scene)

    def _follow(self, scene: Scene) -> None:
        """Enter the ways out of one scene."""
        level, calls = self.level.setdefault(scene.id, []), self.calls.setdefault(scene.id, [])
        for flow in self._flows(scene):
            match flow:
                case Go(target) if self._exists(target):
                    level.append(target)
                case Chance(outcomes):
                    level += [each.target for each in outcomes if self._exists(each.target)]
                case Draw():
                    level += self.decks.get(flow.deck, [])
                case CallScene(called, then, at) if called in self.story.scenes:
                    after = tuple(self._targets(then))
                    calls.append(CallSite(scene.id, called, after, at))
                case Return():
                    self.returns.setdefault(scene.id, flow)
                case _:
                    pass

    def _flows(self, scene: Scene) -> Iterator[Flow]:
        """The flows that lead out of a scene; a storylet that names none goes on at its draws'."""
        ways = [scene.flow, *(choice.flow for choice in scene.choices)]
        for way in ways:
            if isinstance(way, Go):
                yield way
            elif isinstance(way, Draw):
                # Its `then` is where the storylets go on, not the scene that draws them.
                yield way
                yield from flows_within(way.otherwise)
            else:
                yield from flows_within(way)
        silent = [choice for choice in scene.choices if choice.flow is None]
        if scene.deck and (silent or not scene.choices) and scene.flow is None:
            for draw in self.draws.get(scene.deck, []):
                yield from flows_within(draw.then)

    def _exists(self, target: str) -> bool:
        """Whether a scene or ending has this id."""
        return target in self.story.scenes or target in self.story.endings

    def _targets(self, flow: Flow) -> Iterator[str]:
        """Every scene or ending that a flow names."""
        for part in flows_within(flow):
            if isinstance(part, Go) and self._exists(part.target):
                yield part.target
            elif isinstance(part, Chance):
                yield from (each.target for each in part.outcomes if self._exists(each.target))

    def all_ways(self, scene: str) -> list[str]:
        """Where a scene leads, calls included, and where its `return` comes back to."""
        called = [call.called for call in self.calls.get(scene, [])]
        return self.level.get(scene, []) + called + self.comes_back_to.get(scene, [])

    def region(self, scene: str) -> dict[str, str]:
        """Every scene met from this one on without entering or leaving a call, with the one before.

        The scene itself comes first, from nowhere.
        """
        return reached([scene], lambda name: self.level.get(name, []))

    @cached_property
    def regions(self) -> dict[str, dict[str, str]]:
        """The region of every scene that is called."""
        called = {call.called for calls in self.calls.values() for call in calls}
        return {scene: self.region(scene) for scene in sorted(called)}

    @cached_property
    def comes_back_to(self) -> dict[str, list[str]]:
        """Where the `return` of each scene may lead, over all calls that it may end."""
        back: dict[str, list[str]] = {}
        for calls in self.calls.values():
            for call in calls:
                for scene in self.regions[call.called]:
                    if scene in self.returns:
                        back.setdefault(scene, []).extend(call.after)
        return back

    @cached_property
    def round_trips(self) -> dict[str, int]:
        """For every scene that play may come back to, the number of the loop that it lies on."""
        numbers: dict[str, int] = {}
        for number, loop in enumerate(loops(self.story.scenes, self.all_ways)):
            numbers.update(dict.fromkeys(loop, number))
        return numbers

    def may_be_spent(self, source: str, target: str) -> bool:
        """Whether a link from `source` may find `target` visited as often as it may be."""
        scene = self.story.scenes.get(target)
        if scene is None or not (scene.max_visits or scene.deck):
            return False
        loop = self.round_trips.get(target)
        return loop is not None and self.round_trips.get(source) == loop


def reached(starts: Iterable[N], ways: Callable[[N], Iterable[N]]) -> dict[N, N]:
    """Every node reached from the starts, nearest first, with the node it was reached from.

    A start is reached from itself.
    """
    before = {start: start for start in starts}
    waiting = list(before)
    for node in waiting:
        for target in ways(node):
            if target not in before:
                before[target] = node
                waiting.append(target)
    return before


def path_to(node: str, before: dict[str, str]) -> list[str]:
    """The path by which `reached` came to a node, from its start on."""
    path = [node]
    while before[path[-1]] != path[-1]:
        path.append(before[path[-1]])
    return path[::-1]


def circles(nodes: Iterable[str], ways: Callable[[str], Iterable[str]]) -> Iterator[list[str]]:
    """A closed path through every group of nodes that lead to each other, its first node last too.

    Groups come in the order of `nodes`, and so does the first node of each path.
    """
    order = {node: number for number, node in enumerate(nodes)}
    for loop in loops(order, ways):
        members = set(loop)
        first = min(loop, key=order.__getitem__)
        before: dict[str, str] = {}
        waiting = [first]
        for node in waiting:
            for target in ways(node):
                if target in members and target not in before:
                    before[target] = node
                    waiting.append(target)
        path = [first]
        while len(path) == 1 or path[-1] != first:
            path.append(before[path[-1]])
        yield path[::-1]


def loops(nodes: Iterable[str], ways: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """The groups of nodes that lead to each other, or a node to itself.

    Only `nodes` count; a way to any other is not followed.
    """
    search = _LoopSearch(dict.fromkeys(nodes), ways)
    for node in search.among:
        search.walk_from(node)
    return search.found


class _LoopSearch:
    """Tarjan's algorithm without recursion, since a story may be a long line of scenes."""

    def __init__(self, among: dict[str, None], ways: Callable[[str], Iterable[str]]) -> None:
        self.among = among
        self.found: list[list[str]] = []
        self._ways = ways
        self._number: dict[str, int] = {}
        self._lowest: dict[str, int] = {}
        self._stack: list[str] = []
        self._on_stack: set[str] = set()
        self._walk: list[tuple[str, Iterator[str]]] = []

    def walk_from(self, root: str) -> None:
        """Visit everything not visited yet that a node leads to."""
        if root not in self._number:
            self._enter(root)
        while self._walk:
            node, rest = self._walk[-1]
            target = next(rest, None)
            if target is None:
                self._leave(node)
            elif target not in self._number:
                self._enter(target)
            elif target in self._on_stack:
                self._lowest[node] = min(self._lowest[node], self._number[target])

    def _enter(self, node: str) -> None:
        """Number a node and begin with its ways."""
        self._number[node] = self._lowest[node] = len(self._number)
        self._stack.append(node)
        self._on_stack.add(node)
        self._walk.append((node, iter([way for way in self._ways(node) if way in self.among])))

    def _leave(self, node: str) -> None:
        """Go back to the node before; one that leads to none before it heads a group."""
        self._walk.pop()
        if self._walk:
            before = self._walk[-1][0]
            self._lowest[before] = min(self._lowest[before], self._lowest[node])
        if self._lowest[node] < self._number[node]:
            return
        group = [self._stack.pop()]
        while group[-1] != node:
            group.append(self._stack.pop())
        self._on_stack.difference_update(group)
        if len(group) > 1 or node in self._ways(node):
            self.found.append(group)
