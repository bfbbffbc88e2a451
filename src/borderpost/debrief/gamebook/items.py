"""What a sheet of paper must hold of a play: tracks, words, and boxes to tick.

An item is one thing that has one of a few values at a time. What is known of the items at a place,
the values that each may have there, decides what a book must still ask and what goes without
saying.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from borderpost.engine.layout import Layout, counts_in, storylets, visit_bound
from borderpost.story.expressions.syntax import Expression
from borderpost.story.model import (
    Draw,
    Question,
    QuestionKind,
    Scene,
    Story,
    Variable,
    VariableKind,
)

WIDEST = 200
"""Of a number with more values than this it is not tracked which it may have."""


class Item(NamedTuple):
    """One thing to be known: its kind, and what it is of.

    `variable` is a number, a word (by its place) or a flag; `element` a word of a set (`part`);
    `decision` what was chosen in a scene, by number from 1 (0: nothing yet), and `chose` one choice
    (`part`) of a scene that may be come to again; `answer` a question's option by number, `pending`
    the same until the scene is left; `seen` a scene, `met` a card, `visits` how often a scene was
    entered, `later` a choice's effect that is still to fall due and `spent` that it has fallen due;
    `drawn` the draw to go back to; `count` how many of a report's sentences are of a kind. A
    `compare` is a comparison of numbers as a whole (`left`, `name` the sign, `right`).
    """

    kind: str
    name: str
    part: str = ""
    left: Expression | None = None
    right: Expression | None = None


Values = frozenset[int]
Known = Mapping[Item, Values]
"""The values that items may have at a place; an item that is not there may have any.

Only what something in the story asks for is there.
"""

NO, YES = frozenset((0,)), frozenset((1,))
EITHER = frozenset((0, 1))


class Items:
    """The items of one story, and the values that each can have at all."""

    def __init__(self, story: Story) -> None:
        """Gather what is asked for by name."""
        self.story = story
        self.questions: dict[str, Question] = {}
        self.slots: list[Question] = []
        self.choices = {scene: choice_names(story, scene) for scene in story.scenes}
        for scene in story.scenes.values():
            self.questions.update((question.id, question) for question in scene.asked)
            self.slots += [q for q in scene.asked if q.kind is QuestionKind.SLOT]

    def domain(self, item: Item) -> Values | None:
        """Every value an item can have; None where there are too many to list."""
        match item.kind:
            case "variable":
                return self._of_variable(self.story.variables[item.name])
            case "answer" | "pending":
                return frozenset(range(len(self.questions[item.name].options) + 1))
            case "decision":
                return frozenset(range(len(self.choices[item.name]) + 1))
            case "visits":
                return frozenset(range(visit_bound(self.story.scenes[item.name]) + 1))
            case "count":
                return frozenset(range(len(self.counted(item.name)) + 1))
            case "drawn":
                return None
            case _:
                return EITHER

    def is_number(self, item: Item) -> bool:
        """Whether an item is a number, whose values have an order."""
        if item.kind == "variable":
            kind = self.story.variables[item.name].kind
            return kind in (VariableKind.METER, VariableKind.RANGE)
        return item.kind in ("visits", "count", "drawn")

    def counted(self, tally: str) -> dict[str, tuple[int, ...]]:
        """The slots of reports whose options count in a tally: those options, by number."""
        found: dict[str, tuple[int, ...]] = {}
        for slot in self.slots:
            numbers = tuple(
                number
                for number, option in enumerate(slot.options, 1)
                if counts_in(option, tally, self.story)
            )
            if numbers:
                found[slot.id] = numbers
        return found

    def possible(self, item: Item, known: Known) -> Values | None:
        """The values an item may have where this is known; None for any of too many."""
        found = known.get(item)
        if found is not None:
            return found
        if item.kind == "count":
            return self._possible_count(item, known)
        return self.domain(item)

    def _possible_count(self, item: Item, known: Known) -> Values:
        """How many sentences of a kind may be signed."""
        least = most = 0
        for slot, numbers in self.counted(item.name).items():
            answers = self.possible(Item("answer", slot), known) or frozenset()
            least += answers <= set(numbers)
            most += bool(answers & set(numbers))
        return frozenset(range(least, most + 1))

    def _of_variable(self, variable: Variable) -> Values | None:
        """The values of a variable that is kept."""
        match variable.kind:
            case VariableKind.ONE_OF:
                return frozenset(range(len(variable.words)))
            case VariableKind.FLAG:
                return EITHER
            case _:
                wide = variable.high - variable.low >= WIDEST
                return None if wide else frozenset(range(variable.low, variable.high + 1))


def choice_names(story: Story, scene_id: str) -> tuple[str, ...]:
    """The ids of what a scene may offer: its choices, then the storylets that it draws."""
    scene = story.scenes[scene_id]
    drawn: tuple[str, ...] = ()
    if isinstance(scene.flow, Draw) and not scene.flow.by_chance:
        drawn = storylets(story).get(scene.flow.deck, ())
    return (*(choice.id for choice in scene.choices), *drawn)


def joined(first: Known, second: Known) -> dict[Item, Values]:
    """What is known where two ways meet."""
    return {item: values | second[item] for item, values in first.items() if item in second}


def at_start(story: Story, settings: Mapping[str, int]) -> dict[Item, Values]:
    """What is known before the first scene is entered, with the settings as they are."""
    known: dict[Item, Values] = {}
    for variable in story.variables.values():
        start = settings.get(variable.name, variable.start)
        if variable.kind is VariableKind.SET_OF:
            for bit, word in enumerate(variable.words):
                known[Item("element", variable.name, word)] = frozenset((start >> bit & 1,))
        elif variable.kind is not VariableKind.DERIVED:
            known[Item("variable", variable.name)] = frozenset((start,))
    for card in story.sources:
        known[Item("met", card)] = NO
    known[Item("drawn", "")] = NO
    layout = Layout(story)
    due = {later.act for s in layout.remarkable for c in s.choices for later in c.later}
    for scene in story.scenes.values():
        known.update((item, NO) for item in _of_scene(scene, layout, due))
    return known


def _of_scene(scene: Scene, layout: Layout, due: set[str]) -> list[Item]:
    """The items that tell of one scene, those that anything may ask for; `due` names acts."""
    found = [Item(kind, q.id) for q in scene.asked for kind in ("answer", "pending")]
    if layout.has(f"visits:{scene.id}"):
        found.append(Item("visits", scene.id))
    if layout.has(f"seen:{scene.id}") or scene.act in due:
        found.append(Item("seen", scene.id))
    names = choice_names(layout.story, scene.id)
    waits = any(choice.later for choice in scene.choices)
    if waits or any(layout.has(f"chose:{scene.id}.{name}") for name in names):
        found.append(Item("decision", scene.id))
        found += [Item("chose", scene.id, name) for name in names]
    for choice in scene.choices:
        for number in range(len(choice.later)):
            name = f"{scene.id}.{choice.id}.{number}"
            found += [Item("later", name), Item("spent", name)]
    return found
