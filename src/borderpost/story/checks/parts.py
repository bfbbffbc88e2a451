"""Walks over the parts of a story: its flows, texts, conditions, effects and expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from borderpost.story.expressions.syntax import Binary, Expression, Name, Query, Unary
from borderpost.story.gist import flows_within
from borderpost.story.model import (
    Branch,
    Choice,
    Condition,
    Effect,
    Ending,
    FirstOf,
    Flow,
    Go,
    Question,
    Scene,
    Story,
    Text,
    TextBlock,
)

_IN_BRACES = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def flows_of(scene: Scene) -> Iterator[Flow]:
    """Every flow of a scene and of its choices, inner ones included."""
    yield from flows_within(scene.flow)
    for choice in scene.choices:
        yield from flows_within(choice.flow)


class Parts(NamedTuple):
    """The parts of a story that stand in many places, gathered in one walk over all of it.

    `conditions` leaves out those of contracts, which are meant to hold always.
    """

    blocks: list[TextBlock]
    conditions: list[Condition]
    effects: list[Effect]


class StoryParts(NamedTuple):
    """The parts of a whole story, and once more those of each scene by its id."""

    blocks: list[TextBlock]
    conditions: list[Condition]
    effects: list[Effect]
    scenes: dict[str, Parts]


def gather_parts(story: Story) -> StoryParts:
    """Every block of text, every condition and every effect of a story."""
    walk = _Walk([], [], [])
    scenes: dict[str, Parts] = {}
    for text in (story.info.about, story.info.content_note, story.info.closing, story.discuss):
        walk.text(text)
    for text in story.lesson.texts:
        walk.text(text)
    for source in story.sources.values():
        walk.text(source.says)
    for reading in story.picture.readings if story.picture is not None else ():
        walk.text(reading.says)
        if reading.condition is not None:
            walk.conditions.append(reading.condition)
    for name, scene in story.scenes.items():
        within = _Walk([], [], [])
        within.scene(scene)
        scenes[name] = Parts(*within)
        walk.blocks.extend(within.blocks)
        walk.conditions.extend(within.conditions)
        walk.effects.extend(within.effects)
    for ending in story.endings.values():
        walk.ending(ending)
    return StoryParts(*walk, scenes)


def parts_of_choice(choice: Choice) -> Parts:
    """Every block, condition and effect of one choice."""
    walk = _Walk([], [], [])
    walk.choice(choice)
    return Parts(*walk)


def parts_of_ending(ending: Ending) -> Parts:
    """Those of one ending."""
    walk = _Walk([], [], [])
    walk.ending(ending)
    return Parts(*walk)


class _Walk(NamedTuple):
    """What was gathered so far. Each step skips what is empty: most keys of most parts are."""

    blocks: list[TextBlock]
    conditions: list[Condition]
    effects: list[Effect]

    def text(self, text: Text) -> None:
        """Gather a text's blocks and the conditions they are shown under."""
        for block in text:
            self.blocks.append(block)
            if block.condition is not None:
                self.conditions.append(block.condition)

    def scene(self, scene: Scene) -> None:
        """Gather a scene with its questions and choices."""
        self.text(scene.text)
        self.effects.extend(scene.do)
        if scene.when is not None:
            self.conditions.append(scene.when)
        if scene.report is not None:
            self.text(scene.report.opens)
        for question in scene.asked:
            self.question(question)
        for choice in scene.choices:
            self.choice(choice)
        self.flow(scene.flow)

    def ending(self, ending: Ending) -> None:
        """Gather an ending."""
        for text in (ending.text, ending.bought, ending.cost):
            self.text(text)

    def question(self, question: Question) -> None:
        """Gather what is asked, the options, and what is said to each."""
        self.text(question.ask)
        for option in question.options:
            self.text(option.says)
            self.text(option.feedback)
            self.effects.extend(option.do)
            if option.condition is not None:
                self.conditions.append(option.condition)
        for row in question.rows:
            self.text(row.says)

    def choice(self, choice: Choice) -> None:
        """Gather a choice, what is read after it, and what comes of it later."""
        self.text(choice.label)
        self.text(choice.locked)
        self.text(choice.after)
        self.effects.extend(choice.do)
        if choice.condition is not None:
            self.conditions.append(choice.condition)
        for later in choice.later:
            self.text(later.text)
            self.effects.extend(later.do)
        self.flow(choice.flow)

    def flow(self, flow: Flow | None) -> None:
        """Gather the conditions of a flow's branches."""
        if flow is not None and not isinstance(flow, Go):
            for part in flows_within(flow):
                if isinstance(part, FirstOf):
                    self.conditions.extend(
                        branch.condition for branch in part.branches if branch.condition is not None
                    )


def branches_of(scene: Scene) -> Iterator[Branch]:
    """Every entry of every list of targets in a scene."""
    for flow in flows_of(scene):
        if isinstance(flow, FirstOf):
            yield from flow.branches


def expressions_within(expression: Expression) -> Iterator[Expression]:
    """An expression and every expression inside it."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Binary):
            waiting += [part.right, part.left]
        elif isinstance(part, Unary):
            waiting.append(part.operand)


def variables_within(expression: Expression) -> Iterator[str]:
    """The names of the variables that an expression reads itself, derived ones as such."""
    for part in expressions_within(expression):
        if isinstance(part, Name):
            yield part.name
        elif isinstance(part, Query) and part.function == "lowest":
            yield from part.arguments


def names_in_braces(prose: str) -> list[str]:
    """The names of the variables that a text shows."""
    return _IN_BRACES.findall(prose)
