"""However and whenever the program is killed, its run goes on with all its player was told of."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.death import Death, as_death, what_is_wrong
from tests.program import CHECKOUT, run_python

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="deaths are forked, as POSIX can")

SEED = os.environ.get("DEATHS_SEED") or os.urandom(4).hex()
"""What is random in the deaths of this run; set it to have the same moments again."""

COUNTS = {
    "pipe": 63,
    "pipe again": 63,
    "lines": 48,
    "lines again": 48,
    "screen": 28,
    "screen again": 28,
    "screen once more": 28,
    "screen at last": 28,
    "started-lines": 12,
    "started-screen": 14,
}
"""How many deaths are died in each mode, in portions that end in time on a slow machine.

`tests/crash/dying.py` says what the modes are.
"""


def test_there_are_at_least_300_deaths_of_every_kind() -> None:
    assert sum(COUNTS.values()) >= 300


@pytest.mark.slow
@pytest.mark.parametrize("mode", COUNTS)
def test_a_program_that_is_killed_keeps_every_decision_its_player_was_told_of(
    tmp_path: Path, mode: str
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "settings.toml").write_text("reveal = false\n", "utf-8")
    place = {"HOME": str(tmp_path), "BORDERPOST_CONFIG": str(config), "PYTHONPATH": _path()}
    folder = tmp_path / "deaths"
    arguments = (mode.partition(" ")[0], COUNTS[mode], f"{SEED}-{mode}", folder)
    done = run_python("tests/crash/dying.py", *map(str, arguments), cwd=CHECKOUT, **place)
    assert done.returncode == 0, f"DEATHS_SEED={SEED}\n{done.stderr}"
    deaths = [as_death(json.loads(line)) for line in done.stdout.splitlines()]
    assert len(deaths) == COUNTS[mode]
    wrong = [told for death in deaths if (told := what_is_wrong(death))]
    assert not wrong, f"DEATHS_SEED={SEED}\n{wrong[0]}"
    assert not list(tmp_path.rglob("borderpost-fault.log"))
    if not mode.startswith("started"):
        assert_fair(deaths)


def assert_fair(deaths: Sequence[Death]) -> None:
    """Hold that many kinds of moments were met, so that nothing passes since nothing happened."""
    kinds, many = Counter(death.kind for death in deaths), len(deaths)
    begun = [death for death in deaths if death.number >= 0]
    assert min(kinds.values()) >= 4
    assert len(begun) >= many * 3 // 4
    assert sum(death.before < 0 for death in deaths) >= many // 9, "runs that had not begun"
    assert len({death.moved for death in begun}) >= 4, "decisions in one life"
    assert sum(death.untold > 0 for death in begun) >= many // 14, "moves that nobody was told of"
    torn = sum(death.problems == ["torn"] for death in deaths)
    assert torn >= 1 or "in a write" not in kinds


def _path() -> str:
    """Where a process of its own finds the tests, and what they test."""
    return os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "src")])
