"""Parts of a story in one line, spelled as in its files."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.story.model import (
    CallScene,
    Chance,
    Condition,
    Draw,
    Effect,
    Flow,
    Go,
    Return,
    Variable,
    VariableKind,
)


def condition_spelled(condition: Condition | None) -> str:
    """A condition; empty where there is none."""
    return "" if condition is None else " ".join(condition.source.split())


def effects_spelled(effects: Iterable[Effect]) -> str:
    """Effects in their order."""
    return ", ".join(" ".join(effect.source.split()) for effect in effects)


def cost_spelled(cost: Iterable[tuple[str, int]]) -> str:
    """What a choice costs: `money 2`."""
    return ", ".join(f"{name} {amount}" for name, amount in cost)


def flow_spelled(flow: Flow | None) -> str:
    """Where a flow leads; of a storylet that says nothing, where the draw goes on."""
    match flow:
        case None:
            return "where the draw goes on"
        case Go(target):
            return target
        case Return():
            return "return"
        case Chance(outcomes):
            return f"chance: {', '.join(f'{each.target} {each.weight}' for each in outcomes)}"
        case CallScene(scene, then):
            return f"call {scene}, then {flow_spelled(then)}"
        case Draw(deck, up_to, by_chance, then, otherwise):
            drawn = f"draw one of {deck} by chance" if by_chance else f"draw {up_to} of {deck}"
            other = "" if otherwise == then else f", else {flow_spelled(otherwise)}"
            return f"{drawn}, then {flow_spelled(then)}{other}"
        case _:
            entries = [
                f"if {condition_spelled(each.condition)}: {flow_spelled(each.flow)}"
                if each.condition
                else f"else {flow_spelled(each.flow)}"
                for each in flow.branches
            ]
            return "; ".join(entries)


def range_spelled(variable: Variable) -> str:
    """The values that a variable can have."""
    match variable.kind:
        case VariableKind.METER | VariableKind.RANGE:
            return f"{variable.kind.value} {variable.low}..{variable.high}"
        case VariableKind.DERIVED:
            return f"derive {condition_spelled(variable.derivation)}"
        case VariableKind.FLAG:
            return "flag"
        case _:
            return f"{variable.kind.value} {names_spelled(variable.words)}"


def names_spelled(names: Iterable[str]) -> str:
    """Names in a list: `[a, b]`."""
    return f"[{', '.join(names)}]"
