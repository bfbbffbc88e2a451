"""Conditions and effects where they stand in a file: `if:` and `do:`."""

from __future__ import annotations

from borderpost.story.expressions.reading import read_condition, read_effect
from borderpost.story.model import Condition, Effect
from borderpost.story.parser.page import Page
from borderpost.story.tree import Node, Scalar


def read_if(page: Page, node: Node | None) -> Condition | None:
    """A condition, parsed, typed and resolved; None where there is none or it is faulty."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return read_condition(node.value.rstrip(), page.inside(node), page.names, page.findings)
    page.wrong_shape(node, "a condition", "write a condition such as `money >= 2`")
    return None


def read_do(page: Page, node: Node | None) -> tuple[Effect, ...]:
    """A list of effects; those that are faulty are reported and left out."""
    if node is None:
        return ()
    effects = []
    names, findings, inside = page.names, page.findings, page.inside
    for item in page.few(page.items(node, "effects", "[money -= 2, post += 1]"), node, "effects"):
        if not isinstance(item, Scalar):
            page.wrong_shape(item, "an effect", "write an effect such as `money -= 2`")
            continue
        effect = read_effect(item.value.rstrip(), inside(item), names, findings)
        if effect is not None:
            effects.append(effect)
    return tuple(effects)
