"""What the expressions of a story ask of the play so far: only that needs room in the state."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.expressions.syntax import Binary, Expression, Query, Unary
from borderpost.story.model import (
    CallScene,
    Choice,
    Condition,
    Draw,
    Effect,
    FirstOf,
    Flow,
    Question,
    Scene,
    Story,
    Text,
)


def queries(story: Story) -> set[Query]:
    """Every distinct query of a story, its column set to 0 so that equal ones are one."""
    found: set[Query] = set()
    seen: set[int] = set()
    for expression in _expressions(story):
        if id(expression) not in seen:
            seen.add(id(expression))
            found.update(_queries(expression))
    return found


def flows(flow: Flow | None) -> Iterator[Flow]:
    """A flow and every flow inside it, outermost first, in the order written."""
    if flow is None:
        return
    yield flow
    match flow:
        case FirstOf(branches):
            for branch in branches:
                yield from flows(branch.flow)
        case CallScene(_, then):
            yield from flows(then)
        case Draw(_, _, _, then, otherwise):
            yield from flows(then)
            yield from flows(otherwise)
        case _:
            pass


def _queries(expression: Expression) -> Iterator[Query]:
    """The queries inside one expression."""
    if isinstance(expression, Query):
        yield expression._replace(column=0)
    elif isinstance(expression, Unary):
        yield from _queries(expression.operand)
    elif isinstance(expression, Binary):
        yield from _queries(expression.left)
        yield from _queries(expression.right)


def _expressions(story: Story) -> Iterator[Expression]:
    """Every expression of a story, wherever it stands."""
    for variable in story.variables.values():
        yield from _of(variable.derivation)
    for scene in story.scenes.values():
        yield from _in_scene(scene)
    for ending in story.endings.values():
        for text in (ending.text, ending.bought, ending.cost):
            yield from _in_text(text)
    for source in story.sources.values():
        yield from _in_text(source.says)
    for text in (story.info.about, story.info.content_note, story.info.closing, story.discuss):
        yield from _in_text(text)
    for contract in story.checks:
        yield from _of(contract.condition)


def _of(condition: Condition | None) -> Iterator[Expression]:
    """The expression of a condition, if there is one."""
    if condition is not None:
        yield condition.expression


def _in_text(text: Text) -> Iterator[Expression]:
    """The expressions that decide which blocks of a text are shown."""
    for block in text:
        yield from _of(block.condition)


def _in_effects(effects: tuple[Effect, ...]) -> Iterator[Expression]:
    """The expressions on the right of effects."""
    for effect in effects:
        yield effect.value


def _in_flow(flow: Flow | None) -> Iterator[Expression]:
    """The conditions of a flow's branches."""
    for part in flows(flow):
        if isinstance(part, FirstOf):
            for branch in part.branches:
                yield from _of(branch.condition)


def _in_scene(scene: Scene) -> Iterator[Expression]:
    """Every expression of a scene."""
    yield from _in_text(scene.text)
    yield from _of(scene.when)
    yield from _in_effects(scene.do)
    yield from _in_flow(scene.flow)
    if scene.report:
        yield from _in_text(scene.report.opens)
    for question in scene.asked:
        yield from _in_question(question)
    for choice in scene.choices:
        yield from _in_choice(choice)


def _in_question(question: Question) -> Iterator[Expression]:
    """Every expression of a question."""
    yield from _in_text(question.ask)
    for option in question.options:
        yield from _of(option.condition)
        yield from _in_effects(option.do)
        yield from _in_text(option.says)
        yield from _in_text(option.feedback)
    for row in question.rows:
        yield from _in_text(row.says)


def _in_choice(choice: Choice) -> Iterator[Expression]:
    """Every expression of a choice."""
    yield from _of(choice.condition)
    yield from _in_effects(choice.do)
    yield from _in_flow(choice.flow)
    for text in (choice.label, choice.locked, choice.after):
        yield from _in_text(text)
    for later in choice.later:
        yield from _in_effects(later.do)
        yield from _in_text(later.text)
