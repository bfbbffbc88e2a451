"""Checks of variables: never read, never changed, or derived from too much."""

from __future__ import annotations

from borderpost.story.checks.parts import (
    StoryParts,
    expressions_within,
    names_in_braces,
    variables_within,
)
from borderpost.story.diagnostics import Findings
from borderpost.story.expressions.syntax import Literal, Name
from borderpost.story.model import Story, Variable, VariableKind

MOST_PARTS = 2_000
"""How many parts a derivation may have once those it rests on are written out in it."""


def check_variables_used(story: Story, parts: StoryParts, findings: Findings) -> None:
    """Report variables that nothing reads or nothing changes.

    To be asked only where everything could be read: what is lost may have been the one use.
    """
    read, changed = _read(story, parts), _changed(story, parts)
    for variable in story.variables.values():
        name = variable.name
        is_single = variable.ask and len(variable.words) == 1
        if name not in read and variable.kind is not VariableKind.METER and not is_single:
            findings.add(
                "BP217",
                variable.at,
                f"nothing reads '{name}'",
                "use it in an `if:` or show it in a text, or take it out",
                width=len(name),
            )
        if name not in changed and not variable.ask and variable.kind is not VariableKind.DERIVED:
            findings.add(
                "BP218",
                variable.at,
                f"nothing changes '{name}'",
                f"change it under a `do:`, as in {_example(variable)}, or take it out",
                width=len(name),
            )


def check_derivations(story: Story, findings: Findings) -> None:
    """Report derivations that grow beyond bounds, since each is worked out wherever it is used."""
    sizes: dict[str, int] = {}
    for variable in story.variables.values():
        if variable.derivation is None or _size(variable, story, sizes) <= MOST_PARTS:
            continue
        rests_on = variables_within(variable.derivation.expression)
        if all(sizes.get(name, 1) <= MOST_PARTS for name in rests_on):
            findings.add(
                "BP219",
                variable.derivation.at,
                f"'{variable.name}' rests on too much: more than {MOST_PARTS} parts in all",
                "derive it from stored variables, or from fewer derived ones",
            )


def _size(variable: Variable, story: Story, sizes: dict[str, int]) -> int:
    """How many parts a derivation has with all that it rests on; a circle counts once."""
    if variable.derivation is None:
        return 1
    if variable.name not in sizes:
        sizes[variable.name] = 1
        sizes[variable.name] = sum(
            _size(story.variables[part.name], story, sizes)
            if isinstance(part, Name) and part.name in story.variables
            else 1
            for part in expressions_within(variable.derivation.expression)
        )
    return sizes[variable.name]


def _read(story: Story, parts: StoryParts) -> set[str]:
    """The names of the variables that anything reads."""
    read: set[str] = set()
    conditions = {id(each.expression): each.expression for each in parts.conditions}
    for variable in story.variables.values():
        if variable.derivation is not None:
            read.update(variables_within(variable.derivation.expression))
    for contract in story.checks:
        read.update(contract.settings)
        if contract.condition is not None:
            read.update(variables_within(contract.condition.expression))
    for expression in conditions.values():
        read.update(variables_within(expression))
    for effect in parts.effects:
        if not isinstance(effect.value, Literal):
            read.update(name for name in variables_within(effect.value) if name != effect.variable)
    for test in story.tests:
        read.update(test.expect)
    for block in parts.blocks:
        if "{" in block.prose:
            read.update(names_in_braces(block.prose))
    return read


def _changed(story: Story, parts: StoryParts) -> set[str]:
    """The names of the variables that an effect or a cost changes."""
    changed = {effect.variable for effect in parts.effects}
    for scene in story.scenes.values():
        for choice in scene.choices:
            if choice.cost:
                changed.update(meter for meter, _ in choice.cost)
    return changed


def _example(variable: Variable) -> str:
    """An effect on a variable, as an author would write it."""
    word = variable.words[-1] if variable.words else ""
    match variable.kind:
        case VariableKind.FLAG:
            return f"do: [{variable.name} = true]"
        case VariableKind.ONE_OF:
            return f"do: [{variable.name} = {word}]"
        case VariableKind.SET_OF:
            return f"do: [{variable.name} += {word}]"
        case _:
            return f"do: [{variable.name} += 1]"
