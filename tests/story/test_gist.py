"""What is known of scenes before play enters them."""

from __future__ import annotations

import pytest

from borderpost.story.gist import gist_of, remarkable_in
from tests.engine.small import story

ENDS = "endings:\n  over: {title: Over, text: It is over.}\n"


@pytest.mark.parametrize(
    "keys",
    [
        "questions: [{id: q, ask: What?, options: {a: A, b: B}}]\n    then: other",
        "report: {slots: [{id: q, ask: What?, options: {a: A, b: B}}]}\n    then: other",
        "max_visits: 2\n    then: other",
        "choices: [{id: go, label: Go, once: true, then: other}, {id: on, label: On, then: other}]",
        "choices: [{id: go, label: Go, later: {at: dusk, text: Late.}, then: other}]",
        "then: {chance: {other: 1, over: 1}}",
        "choices: [{id: go, label: Go, then: {chance: {other: 1, over: 1}}}]",
        "then: [{if: f, then: {chance: {other: 1, over: 1}}}, other]",
        "call: {scene: called, then: other}",
        "draw: {deck: d, then: other}",
        "draw: {deck: d, then: other, pick: chance}",
    ],
)
def test_what_needs_room_in_the_state_is_remarkable(keys: str) -> None:
    scenes = story(
        f"""\
acts: [dawn, dusk]
variables:
  f: {{flag: true}}
scenes:
  gate:
    act: dawn
    text: At the gate.
    {keys}
  other: {{text: On the way., then: over}}
  called: {{text: Called., then: return}}
  drawn: {{deck: d, title: Drawn, text: Drawn.}}
{ENDS}"""
    ).scenes
    assert remarkable_in(scenes) == ("gate", "drawn")


def test_plain_scenes_are_not_remarkable_but_what_they_ask_is_known() -> None:
    scenes = story(
        f"""\
variables:
  money: {{meter: 0..9, start: 5}}
scenes:
  gate:
    text: [At the gate., {{text: Again., if: not seen(other)}}]
    do: [money += 1]
    choices:
      - id: go
        label: Go
        if: money >= 2 and (seen(gate) or money < 9)
        cost: {{money: 1}}
        after: Gone.
        then: [{{if: chose(gate.go), then: over}}, other]
      - {{id: on, label: On, fallback: true, then: other}}
  other: {{text: On the way., then: over}}
{ENDS}"""
    ).scenes
    gist = gist_of(scenes)
    assert gist.remarkable == ()
    asked = {(query.function, query.arguments) for query in gist.queries}
    assert asked == {("seen", ("other",)), ("seen", ("gate",)), ("chose", ("gate.go",))}
    assert {query.column for query in gist.queries} == {0}
