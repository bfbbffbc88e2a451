"""Which odds moved between two versions: by their names of now, and only where both are counted."""

from __future__ import annotations

from textwrap import dedent

import pytest

from borderpost.proof.chances.odds import Odds
from borderpost.proof.search.exploring import Limits, Progress
from borderpost.proof.versions import changes, moved
from borderpost.proof.versions.moved import Moved, MovedOdds, moved_odds
from tests.engine.small import story

OLD = """\
scenes:
  gate:
    text: A gate.
    choices:
      - {id: pay, label: Pay, tags: [safe], then: good}
      - {id: run, label: Run, tags: [bold], then: {chance: {good: 1, bad: 1}}}
endings:
  good: {title: Good, text: It is over.}
  bad: {title: Bad, text: It is over.}
policies:
  careful: {prefer: [safe]}
"""


def between(*edits: tuple[str, str], limits: Limits | None = None) -> MovedOdds:
    """What moved from the old version to one with these edits."""
    text = OLD
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    before, now = story(OLD), story(text)
    found = changes.changes_between(before, now)
    return moved_odds(before, now, found, limits or Limits())


def test_shares_that_moved_are_told_and_no_others() -> None:
    found = between(("good: 1, bad: 1", "good: 1, bad: 3"))
    assert found.moved == (
        Moved("uniform", "good", 0.75, 0.625),
        Moved("uniform", "bad", 0.25, 0.375),
    )
    assert (found.uncounted, found.tried) == ((), 1)


@pytest.mark.parametrize(
    ("weights", "is_told"), [("10003, bad: 9997", True), ("10001, bad: 9999", False)]
)
def test_what_moved_by_next_to_nothing_has_not_moved(weights: str, is_told: bool) -> None:
    """The uniform player runs in half of the plays."""
    found = between(("good: 1, bad: 1", f"good: {weights}"))
    assert (found.tried, bool(found.moved)) == (1, is_told)


def test_an_ending_that_is_renamed_is_the_same_one() -> None:
    edits = (
        ("bad: {title: Bad,", "worse: {was: [bad], title: Bad,"),
        ("good: 1, bad: 1", "good: 1, worse: 1"),
    )
    found = between(*edits)
    assert (found.moved, found.tried) == ((), 1)
    moved_too = between(*edits, ("good: 1, worse: 1", "good: 1, worse: 3"))
    assert Moved("uniform", "worse", 0.25, 0.375) in moved_too.moved
    assert len(moved_too.moved) == 2


def test_an_ending_of_only_one_version_is_never_come_to_in_the_other() -> None:
    found = between(
        ("good: 1, bad: 1", "good: 1, out: 1"),
        ("bad: {title: Bad,", "out: {title: Out,"),
    )
    assert found.moved == (Moved("uniform", "out", 0.0, 0.25), Moved("uniform", "bad", 0.25, 0.0))


def test_what_a_policy_likes_moves_its_odds_though_the_logic_is_the_same() -> None:
    found = between(("prefer: [safe]", "prefer: [bold]"))
    assert {(each.player, each.before, each.now) for each in found.moved} == {
        ("careful", 1.0, 0.5),
        ("careful", 0.0, 0.5),
    }
    tagged = between(
        ("tags: [safe]", "tags: [bold]"), ("tags: [bold], then: {", "tags: [safe], then: {")
    )
    assert {each.player for each in tagged.moved} == {"careful"}


def test_a_player_of_only_one_version_is_not_compared() -> None:
    found = between(("  careful:", "  bold: {prefer: [bold]}\n  careful:"))
    assert (found.moved, found.tried) == ((), 1)


def test_nothing_is_counted_where_nothing_can_have_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moved, "Odds", None)
    assert between(("text: A gate.", "text: A wide gate.")) == MovedOdds()
    assert between() == MovedOdds()


ASKED = dedent(
    """\
    variables:
      night: {flag: true, ask: true}
    """
)


def test_settings_that_only_one_version_has_leave_the_usual_ones() -> None:
    found = between(("scenes:\n", f"{ASKED}scenes:\n"), ("label: Run,", "label: Run, if: night,"))
    assert found.tried == 1
    assert Moved("uniform", "bad", 0.25, 0.0, {"night": "false"}) in found.moved


def test_a_version_that_is_not_counted_within_the_limits_is_told() -> None:
    found = between(
        ("label: Pay, tags: [safe], then: good", "label: Pay, tags: [safe], then: yard"),
        ("endings:", "  yard: {text: A yard., then: {chance: {good: 1, bad: 1}}}\nendings:"),
        limits=Limits(states=4),
    )
    told = [(each.player, each.version, each.limit) for each in found.uncounted]
    assert ("uniform", "new", "states") in told
    assert {version for _, version, _ in told} == {"new"}
    assert Moved("uniform", "good", 0.75, None) in found.moved


def test_the_seconds_are_for_all_of_it() -> None:
    found = between(("good: 1, bad: 1", "good: 1, bad: 3"), limits=Limits(seconds=0.0))
    assert {each.limit for each in found.uncounted} == {"seconds"}
    assert {(each.before, each.now) for each in found.moved} == {(None, None)}


def test_an_interrupt_leaves_the_rest_uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Odds] = []

    def shares(odds: Odds, player: object) -> Progress:
        counted.append(odds)
        raise KeyboardInterrupt

    monkeypatch.setattr(Odds, "shares", shares)
    found = between(("good: 1, bad: 1", "good: 1, bad: 3"))
    assert len(counted) == 1
    assert {each.limit for each in found.uncounted} == {"interrupted"}
