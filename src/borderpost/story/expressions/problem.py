"""What can be wrong with an expression, before it is tied to a place in a file."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault: `offset` counts characters from the expression's first, `width` how many it is."""

    code: str
    offset: int
    width: int
    message: str
    mend: str


class UnreadableExpression(Exception):
    """Reading stopped: what follows the fault cannot be given a meaning."""

    def __init__(self, problem: Problem) -> None:
        """Carry the fault to whoever knows where the expression stands."""
        super().__init__(problem.message)
        self.problem = problem
