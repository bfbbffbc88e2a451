"""How meters stand at the end on average: by hand where they stop at a bound, and play by play."""

from __future__ import annotations

import pytest

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.chances import odds
from borderpost.proof.chances.expected import Expected, expected
from borderpost.proof.players import UNIFORM, players_of
from borderpost.proof.search.exploring import Limits, Progress
from borderpost.story.model import VariableKind
from tests.engine.small import program
from tests.proof import brute
from tests.proof.brute_means import through
from tests.proof.test_against_brute_force import PROGRAMS

CLAMPED = """\
variables:
  money: {meter: 0..3, start: 2, label: Money, better: high}
  trust: {meter: 0..10, start: 5, label: Trust, better: high}
scenes:
  gate:
    text: A gate.
    choices:
      - {id: earn, label: Earn, tags: [work], do: [money += 2, trust -= 1], then: yard}
      - {id: lose, label: Lose, do: [money -= 1], then: yard}
  yard:
    text: A yard.
    choices:
      - {id: lose, label: Lose, do: [money -= 2], then: over}
      - {id: go, label: Go, tags: [work], then: {chance: {over: 3, pit: 1}}}
  pit:
    text: A pit.
    then: pit
endings:
  over: {title: Over, text: It is over.}
policies:
  worker: {prefer: [work]}
"""


def test_a_meter_stops_at_its_bounds_on_the_way_to_its_mean() -> None:
    """Money: to 3 and not 4, or 1; then to 1 or to 0 and not -1; pits do not end."""
    played = program(CLAMPED)
    found = {
        (each.player, each.meter): each.mean
        for each in expected(played, {}, players_of(played.story), Limits())
    }
    # Of 4 plays one each by: earn and lose, 1; lose and lose, 0; earn and go, 3; lose and go, 1;
    # of the last two only 3/4 end.
    whole = 1 + 1 + 3 / 4 + 3 / 4
    assert found == {
        ("uniform", "money"): pytest.approx((1 + 0 + 3 / 4 * 3 + 3 / 4 * 1) / whole),
        ("worker", "money"): pytest.approx(3),
        ("uniform", "trust"): pytest.approx(4.5),
        ("worker", "trust"): pytest.approx(4),
    }


def test_a_policy_counted_among_what_it_comes_to_stands_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = program(CLAMPED)
    players = players_of(played.story)
    known = list(expected(played, {}, players, Limits()))
    monkeypatch.setattr(odds, "FEW", 0)
    monkeypatch.setattr(odds, "PART", 1)
    assert list(expected(played, {}, players, Limits())) == known


def test_where_no_play_ends_there_is_no_mean() -> None:
    endless = CLAMPED.replace("then: over}", "then: pit}").replace("over: 3", "gate: 3")
    endless = endless.replace("gate: 3", "pit: 3").replace("{chance: {pit: 3, pit: 1}}", "pit")
    played = program(endless)
    assert set(expected(played, {}, (UNIFORM,), Limits())) == {
        Expected("uniform", "money", None),
        Expected("uniform", "trust", None),
    }


def test_a_meter_that_is_not_counted_within_the_limits_says_so() -> None:
    played = program(CLAMPED)
    found = list(expected(played, {}, players_of(played.story), Limits(states=3)))
    assert len(found) == 4
    assert {(each.mean, each.limit) for each in found} == {(None, "states")}


def test_an_interrupt_leaves_the_rest_uncounted_and_keeps_what_is_known() -> None:
    played = program(CLAMPED)
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        if seen and progress.states < seen[-1].states:
            raise KeyboardInterrupt  # the second search has begun
        seen.append(progress)

    found = list(expected(played, {}, (UNIFORM,), Limits(), watch))
    assert [(each.meter, each.limit) for each in found] == [("money", ""), ("trust", "interrupted")]
    assert [each.mean is None for each in found] == [False, True]


def ends(played: Program, known: brute.Walked) -> dict[str, float]:
    """The mean of each meter over all plays that end."""
    come, _ = through(known, brute.At(played.start(complete(played.story, {}))))
    ended = [at for at in come if played.place(at.state).kind == "ending" and come[at]]
    whole = sum(come[at] for at in ended)
    return {
        meter.name: sum(come[at] * played.value(meter, at.state) for at in ended) / whole
        for meter in played.story.variables.values()
        if meter.kind is VariableKind.METER and whole > 1e-9
    }


@pytest.mark.parametrize("name", PROGRAMS)
def test_meters_stand_as_they_do_in_all_plays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brute, "MOST", 1_500)
    played = PROGRAMS[name]
    settings = complete(played.story, {})
    try:
        known = ends(played, brute.walk(played, settings))
    except brute.TooLarge:
        pytest.skip("too large to be walked in full")
    found = expected(played, settings, (UNIFORM,), Limits())
    assert {each.meter: each.mean for each in found if each.mean is not None} == pytest.approx(
        known, abs=1e-6
    )
