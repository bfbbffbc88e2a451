"""Generated source made into functions over the state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

State = int
"""A state of play: one integer, laid out by `borderpost.engine.layout`."""

Told = list[tuple[int, int, State]] | None
"""Where a step tells what happened on the way, if anyone wants to know."""

Step = Callable[[State, Told], State]
"""A function from a state to the next."""


def define(parameters: str, lines: Sequence[str], back: Step | None = None) -> Any:  # noqa: ANN401 - what it is, the caller knows
    """The function of `parameters` whose body is `lines`; `back` is what it may call to return.

    It can reach nothing else: no builtins but `min` and `tuple`.
    """
    source = "\n".join([f"def f({parameters}):", *(f"    {line}" for line in lines)])
    space: dict[str, Any] = {"__builtins__": {"min": min, "tuple": tuple}, "back": back}
    exec(source, space)  # noqa: S102 - our own numbers and names, never story text
    return space["f"]


def every(*tests: str) -> str:
    """Source for whether every test holds, `True` where each always does."""
    real = [test for test in tests if test != "True"]
    return f"({' and '.join(real)})" if real else "True"


def some(*tests: str) -> str:
    """Source for whether any test holds, `True` where one always does."""
    return "True" if "True" in tests else f"({' or '.join(tests)})"
