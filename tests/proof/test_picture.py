"""The proof is not asked for a picture; `diff` tells what is drawn otherwise."""

from __future__ import annotations

import pytest

from borderpost.engine.plays import follow_play
from borderpost.engine.run import Run
from borderpost.proof.findings.of_proofs import findings
from borderpost.proof.proving import prove
from borderpost.proof.search.exploring import Limits
from borderpost.proof.versions.changes import changes_between
from tests.engine.small import program, story

ROOM = Limits(50_000, 60.0)

SCENES = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
  odd: {flag: true}
  length: {one_of: [short, long], start: short, ask: true}
scenes:
  gate:
    text: You stand at the gate, {length}.
    questions:
      - {id: who, ask: Who?, options: {one: One, two: Two}}
    choices:
      - {id: left, label: Left, do: [money -= 2], then: road}
      - {id: right, label: Right, do: [odd = true], then: road}
  road:
    text: A road.
    report:
      slots:
        - id: what
          ask: What was it?
          options:
            road: {says: A road., strength: is}
            fog: {says: It is not clear., strength: unclear}
    choices:
      - {id: on, label: On, then: over}
endings:
  over: {title: Over, text: It is over.}
"""
PICTURE = """\
picture:
  title: The gate
  drawing: |
    --(1)--
  places:
    - id: gate
      name: The gate
      at: 1
      readings:
        - {if: money >= 6 and not odd, sign: full, says: Men.}
        - {if: chose(gate.left) or answered(who.two) or seen(road), sign: thin, says: A man.}
        - {if: signed_count(unclear) > 0 or signed(what.road), sign: unknown, says: Fog.}
        - {sign: empty, says: Nobody.}
"""
PROMISE = """\
checks:
  - never: odd and seen(road)
"""


def test_what_a_picture_asks_for_adds_no_state() -> None:
    proofs = [prove(program(text), ROOM) for text in (SCENES, SCENES + PICTURE)]
    without, with_it = (
        [(run.settings, run.states, run.transitions, run.reached, run.sights) for run in proof.runs]
        for proof in proofs
    )
    assert with_it == without
    assert all(proof.complete for proof in proofs)


def test_plays_are_found_past_what_only_a_picture_asks_for() -> None:
    proof = prove(program(SCENES + PICTURE + PROMISE), ROOM)
    assert [verdict.holds for run in proof.runs for verdict in run.verdicts] == [False, False]
    for run in proof.runs:
        follow_play(Run(program(SCENES), run.settings, 1), run.verdicts[0].witness)
    assert findings(program(SCENES + PICTURE), prove(program(SCENES + PICTURE), ROOM)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("--(1)--", "==(1)=="),
        ("says: Men.", "says: Two men."),
        ("sign: thin", "sign: unknown"),
        ("money >= 6", "money >= 5"),
        ("title: The gate", "title: A gate"),
        (PICTURE, ""),
    ],
)
def test_another_picture_is_told_as_other_words(old: str, new: str) -> None:
    text = SCENES + PICTURE
    assert text.count(old) == 1
    changes = changes_between(story(text), story(text.replace(old, new)))
    assert not changes.same_prose
    assert changes.same_logic
    assert [(change.part, change.what) for change in changes.found] == [("story", "words")]
