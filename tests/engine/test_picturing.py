"""A picture shows where a play stands, and is nothing to it."""

from __future__ import annotations

from borderpost.engine.picturing import picture_of
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.story.prose import plain_text
from tests.engine.small import play, program

SCENES = """\
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high}
scenes:
  gate:
    text: You stand at the gate.
    choices:
      - {id: pay, label: Pay, do: [money -= 2], then: road}
      - {id: go, label: Go, then: road}
  road:
    text: A road.
    choices:
      - {id: pay, label: Pay, do: [money -= 2], then: over}
endings:
  over: {title: Over, text: It is over.}
"""
PICTURE = """\
picture:
  title: The gate
  drawing: |
    --(1)-(b)-- (x) (12)
      |
  places:
    - id: gate
      name: The gate
      at: 1
      readings:
        - {if: money >= 6, sign: full, says: "Men with {money} coins."}
        - {if: money >= 4, sign: thin, says: "A man with {money}."}
        - {sign: empty, says: Nobody.}
    - id: road
      name: The road
      at: b
      readings:
        - {if: seen(road), sign: open, says: You have gone it.}
        - {sign: unknown, says: Who knows?}
    - {id: hut, name: A hut, at: x, readings: [{sign: closed, says: It is shut.}]}
"""


def shown(run: Run) -> list[tuple[str, str]]:
    """The sign and the words of each place."""
    picture = picture_of(run.program, run.state)
    assert picture is not None
    return [(place.sign, plain_text(place.says)) for place in picture.places]


def drawn(run: Run) -> list[str]:
    picture = picture_of(run.program, run.state)
    assert picture is not None
    return ["".join(piece.text for piece in line) for line in picture.lines]


def test_the_first_reading_that_holds_is_shown_and_drawn() -> None:
    run = Run(program(SCENES + PICTURE), {}, 1)
    assert shown(run) == [
        ("full", "Men with 6 coins."),
        ("unknown", "Who knows?"),
        ("closed", "It is shut."),
    ]
    assert drawn(run) == ["--(●)-(?)-- (×) (12)", "  |"]
    play(run, "gate.pay")
    assert shown(run)[0] == ("thin", "A man with 4.")
    play(run, "road.pay")
    assert shown(run)[:2] == [("empty", "Nobody."), ("open", "You have gone it.")]
    assert drawn(run)[0] == "--(○)-(═)-- (×) (12)"
    run.undo()
    assert drawn(run)[0] == "--(◐)-(?)-- (×) (12)"


def test_its_key_names_every_sign_that_may_stand_in_it() -> None:
    run = Run(program(SCENES + PICTURE), {}, 1)
    picture = picture_of(run.program, run.state)
    assert picture is not None
    assert picture.signs == ("full", "thin", "empty", "unknown", "open", "closed")
    assert picture.columns == 20


def test_a_story_without_one_has_none() -> None:
    run = Run(program(SCENES), {}, 1)
    assert picture_of(run.program, run.state) is None


def test_looking_changes_nothing() -> None:
    run = Run(program(SCENES + PICTURE), {}, 1)
    before = run.state, run.head, len(run.path)
    picture_of(run.program, run.state)
    assert (run.state, run.head, len(run.path)) == before


def test_a_play_is_the_same_with_a_picture_and_without() -> None:
    with_it, without = program(SCENES + PICTURE), program(SCENES)
    assert with_it.story.logic_hash == without.story.logic_hash
    assert _digests(with_it) == _digests(without)


def _digests(made: Program) -> list[str]:
    """What a save remembers of each state of a play."""
    run = play(Run(made, {}, 1), "gate.pay", "road.pay")
    return [made.digest(moment.state) for moment in run.path]
