"""What is offered at a scene: choices that can be taken, and those shown locked."""

from __future__ import annotations

from borderpost.engine.actions import Choose, Continue
from borderpost.engine.code import TAKEN
from borderpost.engine.functions import State
from borderpost.engine.generate import level_to_pay
from borderpost.engine.moment import Event
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.view import ChoiceView
from borderpost.story.model import Choice, Scene
from borderpost.story.prose import Paragraph, Span, plain_text

CONTINUE = (Paragraph("text", (Span("Continue"),)),)


def choices_at(program: Program, scene: Scene, state: State) -> tuple[ChoiceView, ...]:
    """The choices that can be taken, numbered, and those that are shown locked."""
    offered = program.offers(state)
    own = {choice.id: choice for choice in scene.choices}
    views = [
        _offered(program, scene, own.get(name), name, number, state)
        for number, name in enumerate(offered, 1)
    ]
    if not views and program.goes_on(state):
        views.append(ChoiceView(1, Continue(scene.id), CONTINUE))
    for choice in scene.choices:
        if choice.id not in offered and (reason := why_locked(program, scene, choice, state)):
            label = prose(program, choice.label, state)
            views.append(ChoiceView(0, Choose(scene.id, choice.id), label, reason))
    return tuple(views)


def _offered(
    program: Program, scene: Scene, choice: Choice | None, name: str, number: int, state: State
) -> ChoiceView:
    """A choice that can be taken; `choice` is None for a drawn storylet, shown by its title."""
    action = Choose(scene.id, name)
    if choice is None:
        title = program.story.scenes[name].called
        return ChoiceView(number, action, (Paragraph("text", (Span(title),)),))
    directions: tuple[tuple[str, int], ...] = ()
    if choice.cost or choice.shows == "direction":
        directions = _directions(program, scene, choice, state)
    label = prose(program, choice.label, state)
    return ChoiceView(number, action, label, "", directions, choice.readers)


def _directions(
    program: Program, scene: Scene, choice: Choice, state: State
) -> tuple[tuple[str, int], ...]:
    """Which meters a choice moves at once, and which way, by their labels."""
    told: list[Event] = []
    program.code(state).takes[program.choice_number(scene, choice.id)](state, told)
    after = next((at for kind, _, at in told if kind == TAKEN), state)
    found = []
    for meter in program.meters:
        moved = program.value(meter, after) - program.value(meter, state)
        if moved:
            found.append((meter.label or meter.name, 1 if moved > 0 else -1))
    return tuple(found)


def why_locked(program: Program, scene: Scene, choice: Choice, state: State) -> str:
    """Why a choice that is not offered is shown all the same; empty where it is hidden."""
    if _is_spent(program, scene, choice, state):
        return ""
    short = [
        variable
        for name, amount in choice.cost
        if program.value(variable := program.story.variables[name], state)
        < level_to_pay(variable, amount)
    ]
    if choice.locked and (short or not program.holds(choice.condition, state)):
        return plain_text(prose(program, choice.locked, state))
    if short and program.holds(choice.condition, state):
        return f"Not enough {' and '.join(v.label or v.name for v in short)}"
    return ""


def _is_spent(program: Program, scene: Scene, choice: Choice, state: State) -> bool:
    """Whether a choice was for once and has been taken."""
    return choice.once and bool(program.layout.field(f"chose:{scene.id}.{choice.id}").read(state))
