"""How much is tried: a little whenever the tests run, and as many times as much as one asks for.

`FUZZ=20 pytest -m fuzz` tries twenty times as many examples, other ones each time.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, settings

TIMES = max(1, int(os.environ.get("FUZZ") or 1))
"""How many times as much as usual."""

SEED = int(os.environ.get("FUZZ_SEED") or (Random().randrange(2**32) if TIMES > 1 else 0))  # noqa: S311
"""What lots are drawn with where hypothesis does not draw them; told where a test fails."""

fuzz = pytest.mark.fuzz
"""The tests that try anything, for `pytest -m fuzz`."""


def examples(usual: int) -> settings:
    """So many examples usually, and as many more as are asked for.

    What is made is large and often thrown away, which hypothesis would take for a mistake.
    """
    unhealthy = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=usual * TIMES, suppress_health_check=unhealthy)


def lots(seed: int) -> Random:
    """Lots that come out the same every time, or, where more is asked for, with the same SEED."""
    return Random(seed + SEED)  # noqa: S311 - no secrets here
