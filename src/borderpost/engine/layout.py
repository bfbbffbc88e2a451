"""How a state is laid out: one integer, each named value in bits of its own.

A state is small, immutable and cheap to hash and compare; what nobody can ask for takes no room.
The lowest bits hold the place. Layouts are never stored: saves hold named values only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from borderpost.engine.reads import queries, remarkable_scenes
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    CallScene,
    Chance,
    Draw,
    Flow,
    Go,
    Option,
    QuestionKind,
    Scene,
    Story,
    Variable,
    VariableKind,
)

STRENGTHS = ("is", "claimed", "unclear")
"""The strengths of a report's sentences, strongest first."""

_MARKS = {"documented": 2, "claimed": 1, "unknown": 0}
_RANKS = {"is": 2, "claimed": 1, "unclear": 0}


class Field(NamedTuple):
    """Bits of a state: `value = (state >> shift & mask) + low`, at most `high`."""

    name: str
    shift: int
    mask: int
    low: int
    high: int

    @property
    def bits(self) -> int:
        """The bits of a state that hold this field."""
        return self.mask << self.shift

    @property
    def keep(self) -> int:
        """The mask that clears this field."""
        return ~self.bits

    def read(self, state: int) -> int:
        """The field's value in a state."""
        return (state >> self.shift & self.mask) + self.low

    def write(self, state: int, value: int) -> int:
        """The state with this field set to a value within its bounds."""
        return state & self.keep | (value - self.low) << self.shift


class PlaceKind(NamedTuple):
    """What a place is: `kind` is scene, ending, chance or draw; `name` is unique and permanent.

    `owner` is the scene (and `choice`, if any) whose flow holds a chance or a draw.
    """

    kind: str
    name: str
    scene: str = ""
    flow: Chance | Draw | None = None


class Site(NamedTuple):
    """A place in a scene's flow that play may come back to: a call, or a draw of storylets."""

    scene: str
    flow: CallScene | Draw


class Layout:
    """The fields, places and sites of one story."""

    def __init__(self, story: Story) -> None:
        """Give each value that some expression or rule can ask for its bits."""
        self.story = story
        self.fields: dict[str, Field] = {}
        self._shift = 0
        self.remarkable = remarkable_scenes(story)
        """The scenes that may need room in the state, in order."""
        self.decks = _decks_of(self.remarkable)
        self._add_places(story)
        self._add("place", 0, max(1, len(self.places) - 1))
        self._add_sites()
        for variable in story.variables.values():
            self._add_variable(variable)
        self._add_history(story)
        self.option_numbers = {
            question.id: {option.id: number for number, option in enumerate(question.options, 1)}
            for scene in self.remarkable
            for question in scene.asked
        }

    def field(self, name: str) -> Field:
        """The field of this name."""
        return self.fields[name]

    def has(self, name: str) -> bool:
        """Whether this value takes room in the state."""
        return name in self.fields

    def bits(self, names: Collection[str]) -> int:
        """The bits of some fields, those that take room; no name stands twice."""
        return sum(self.fields[name].bits for name in names if name in self.fields)

    def _add(self, name: str, low: int, high: int) -> None:
        """Give the value `name` as many bits as its bounds need."""
        if name in self.fields:
            return
        width = (high - low).bit_length()
        self.fields[name] = Field(name, self._shift, (1 << width) - 1, low, high)
        self._shift += width

    def _add_places(self, story: Story) -> None:
        """Number the scenes, the endings, and every point where nature moves."""
        places = [PlaceKind("scene", scene, scene) for scene in story.scenes]
        places += [PlaceKind("ending", ending) for ending in story.endings]
        self.nature: dict[tuple[str, int], int] = {}
        for scene in self.remarkable:
            for owner, flow in owned_flows(scene):
                count = 0
                for part in flows_within(flow):
                    if (scene.id, id(part)) in self.nature:  # a draw's `else` may be its `then`
                        continue
                    if isinstance(part, Chance) or (isinstance(part, Draw) and part.by_chance):
                        count += 1
                        kind = "chance" if isinstance(part, Chance) else "draw"
                        self.nature[scene.id, id(part)] = len(places)
                        places.append(PlaceKind(kind, f"~{owner}#{count}", scene.id, part))
        self.places = tuple(places)
        self.place_numbers = {place.name: number for number, place in enumerate(places)}

    def _add_sites(self) -> None:
        """Number the calls and draws that play may come back to, and make room for the stack."""
        calls: list[Site] = []
        self.call_numbers: dict[int, int] = {}
        draws: dict[str, list[Site]] = {}
        for scene in self.remarkable:
            for _, flow in owned_flows(scene):
                for part in flows_within(flow):
                    if isinstance(part, CallScene) and id(part) not in self.call_numbers:
                        calls.append(Site(scene.id, part))
                        self.call_numbers[id(part)] = len(calls)
                    elif isinstance(part, Draw):
                        draws.setdefault(part.deck, []).append(Site(scene.id, part))
        self.calls = tuple(calls)
        self.draws = {deck: tuple(sites) for deck, sites in draws.items()}
        most = max((len(sites) for sites in draws.values()), default=0)
        if most > 1:
            self._add("drawn", 0, most)
        self.stack_width = len(calls).bit_length()
        depth = _call_depth(self)
        if depth:
            self._add("stack", 0, (1 << self.stack_width * depth) - 1)

    def _add_variable(self, variable: Variable) -> None:
        """Make room for a stored variable; a derived one takes none."""
        name = f"var:{variable.name}"
        match variable.kind:
            case VariableKind.METER | VariableKind.RANGE:
                self._add(name, variable.low, variable.high)
            case VariableKind.ONE_OF:
                self._add(name, 0, len(variable.words) - 1)
            case VariableKind.FLAG:
                self._add(name, 0, 1)
            case VariableKind.SET_OF:
                self._add(name, 0, (1 << len(variable.words)) - 1)
            case VariableKind.DERIVED:
                pass

    def _add_history(self, story: Story) -> None:
        """Make room for what rules and expressions ask of the past."""
        asked: dict[str, set[str]] = {}
        for query in queries(story):
            asked.setdefault(query.function, set()).update(query.arguments or ("",))
        for function in ("seen", "chose"):
            for name in sorted(asked.get(function, ())):
                self._add(f"{function}:{name}", 0, 1)
        tallies = set(asked.get("signed_count", ()))
        if "signed_unsupported" in asked:
            tallies.add("unsupported")
        slots = [slot.id for s in self.remarkable if s.report for slot in s.report.slots]
        for tally in sorted(tallies):
            self._add(f"tally:{tally}", 0, len(slots))
        answered = asked.get("answered", set()) | asked.get("signed", set())
        read = {name.partition(".")[0] for name in answered} | set(slots if tallies else ())
        for scene in self.remarkable:
            self._add_scene(scene, read)

    def _add_scene(self, scene: Scene, read: set[str]) -> None:
        """Make room for what is remembered of one scene; `read` names the questions asked after."""
        if bound := visit_bound(scene):
            self._add(f"visits:{scene.id}", 0, bound)
        for question in scene.asked:
            for option in question.options:
                for card in option.needs:
                    self._add(f"met:{card}", 0, 1)
            if question.id in read and question.kind is not QuestionKind.TABLE:
                self._add(f"answer:{question.id}", 0, len(question.options))
            if any(option.do for option in question.options):
                self._add(f"pending:{question.id}", 0, len(question.options))
        for choice in scene.choices:
            if choice.once:
                self._add(f"chose:{scene.id}.{choice.id}", 0, 1)
            for number in range(len(choice.later)):
                self._add(f"later:{scene.id}.{choice.id}.{number}", 0, 1)


def owned_flows(scene: Scene) -> list[tuple[str, Flow]]:
    """The flows of a scene with the name of the part that owns each: its own, then its choices'."""
    owned: list[tuple[str, Flow]] = []
    if scene.flow is not None:
        owned.append((scene.id, scene.flow))
    owned.extend(
        (f"{scene.id}.{choice.id}", choice.flow)
        for choice in scene.choices
        if choice.flow is not None
    )
    return owned


def visit_bound(scene: Scene) -> int:
    """How often a scene can be entered (0: any number): a storylet is played once by default."""
    return scene.max_visits or (1 if scene.deck else 0)


def counts_in(option: Option, tally: str, story: Story) -> bool:
    """Whether a signed option counts in a tally: its strength, or `unsupported`.

    A sentence is unsupported when its verb is stronger than the best mark among the facts it
    cites, or when it cites nothing. Options without a strength make no statement.
    """
    if not option.strength:
        return False
    if tally != "unsupported":
        return option.strength == tally
    marks = [_MARKS[story.facts[fact].mark] for fact in option.cites if fact in story.facts]
    return _RANKS[option.strength] > max(marks, default=-1)


def _call_depth(layout: Layout) -> int:
    """The greatest number of calls that can stand open at once (the call graph is acyclic)."""
    story, decks = layout.story, layout.decks
    depths: dict[str, int] = {}

    def reached(scene_id: str) -> set[str]:
        """The scenes that play can be in, called at `scene_id`, before it returns from there."""
        seen = {scene_id}
        front = [scene_id]
        while front:
            scene = story.scenes[front.pop()]
            for target in _targets(scene, decks):
                if target in story.scenes and target not in seen:
                    seen.add(target)
                    front.append(target)
        return seen

    def depth(scene_id: str) -> int:
        """The calls open in a called scene, its own included."""
        if scene_id not in depths:
            depths[scene_id] = 1
            inner = [
                part.scene
                for name in reached(scene_id)
                for _, flow in owned_flows(story.scenes[name])
                for part in flows_within(flow)
                if isinstance(part, CallScene)
            ]
            depths[scene_id] = 1 + max((depth(name) for name in inner), default=0)
        return depths[scene_id]

    called = {
        part.scene
        for scene in layout.remarkable
        for _, flow in owned_flows(scene)
        for part in flows_within(flow)
        if isinstance(part, CallScene)
    }
    return max((depth(name) for name in called), default=0)


def _targets(scene: Scene, decks: dict[str, tuple[str, ...]]) -> list[str]:
    """The ids that a scene's flows name without calling: calls come back by themselves."""
    names: list[str] = []
    for _, flow in owned_flows(scene):
        for part in flows_within(flow):
            if isinstance(part, Go):
                names.append(part.target)
            elif isinstance(part, Chance):
                names.extend(outcome.target for outcome in part.outcomes)
            elif isinstance(part, Draw):
                names.extend(decks.get(part.deck, ()))
    return names


def storylets(story: Story) -> dict[str, tuple[str, ...]]:
    """The storylets of each deck in the order they are offered: priority, then file order."""
    return _decks_of(remarkable_scenes(story))


def _decks_of(scenes: Iterable[Scene]) -> dict[str, tuple[str, ...]]:
    """The storylets among some scenes, by their decks."""
    decks: dict[str, list[Scene]] = {}
    for scene in scenes:
        if scene.deck:
            decks.setdefault(scene.deck, []).append(scene)
    return {
        deck: tuple(scene.id for scene in sorted(drawn, key=lambda scene: -scene.priority))
        for deck, drawn in decks.items()
    }
