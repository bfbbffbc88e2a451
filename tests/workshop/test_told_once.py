"""What the check says only once: what the files show, the search does not say again."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.proof.search.exploring import Limits
from borderpost.workshop.diagnosis import check
from tests.stories import HEAD, OVER

BOTH_LOCKED = (
    HEAD
    + """\
variables:
  coins: {range: 0..3, start: 1}
scenes:
  gate:
    text: |
      A gate.
    choices:
      - {id: pay, label: Pay, if: coins >= 1, do: [coins -= 1], then: yard}
      - {id: owe, label: Owe, if: coins < 1, then: over}
  yard:
    text: |
      A yard.
    choices:
      - {id: back, label: Back, then: gate}
      - {id: on, label: On, then: over}
"""
    + OVER
)
"""At the gate every choice has a condition, and one of them always holds."""


def codes(
    text: str, folder: Path, limits: Limits | None = None, *, static: bool = False
) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    return [found.code for found in check(folder, static=static, limits=limits).diagnostics]


GUESS = BOTH_LOCKED.replace("start: 1}", "start: 1}\n  kept: {range: 0..3, start: 1}").replace(
    "if: coins < 1", "if: kept < 3"
)
"""Nobody ever keeps three; how that hangs together with the coins the files do not say."""


def test_a_guess_is_dropped_once_it_is_proved(tmp_path: Path) -> None:
    assert "BP213" in codes(GUESS, tmp_path, static=True)
    assert "BP213" not in codes(GUESS, tmp_path)
    assert "BP213" in codes(GUESS, tmp_path, Limits(states=1))


@pytest.mark.parametrize(
    ("old", "new", "said", "silent"),
    [
        ("then: yard}", "then: over}", "BP212", "BP301"),
        ("if: coins >= 1, do", "if: coins >= 0, do", "BP145", "BP311"),
        ("if: coins < 1", "if: coins > 3", "BP145", "BP312"),
    ],
)
def test_what_the_files_show_the_search_does_not_say_again(
    old: str, new: str, said: str, silent: str, tmp_path: Path
) -> None:
    told = codes(BOTH_LOCKED.replace(old, new), tmp_path)
    assert said in told
    assert silent not in told
