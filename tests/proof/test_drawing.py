"""Texts drawn many times over read as the engine says they read."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.settings import complete
from borderpost.proof.sampling.drawing import Drawing
from borderpost.story.load import load_story
from borderpost.story.model import Story, Text
from borderpost.story.prose import plain_text
from borderpost.story.shipped import find_story
from tests.engine.small import program
from tests.stories import OVER

SHAPES = """\
variables:
  money: {meter: -2..3, start: 1, label: Money}
  sky: {one_of: [clear, half_clouded]}
  warned: {flag: true}
  heard: {set_of: [bell, far_engine]}
  rich: {derive: money > 1}
  twice: {derive: money * 2}
scenes:
  gate:
    text:
      - |
        {money} {sky} {warned} {heard} {rich} {twice} {{money}} *{money}*
      - {if: money > 0, text: Some.}
      - {else: true, text: "None, {money}."}
      - {else: true, text: Some again.}
      - |
        > A paper: {twice}

        ---
      - {if: warned, text: Warned.}
      - {if: bell in heard, text: A bell.}
    choices:
      - {id: go, label: Go, do: [money += 1, sky = half_clouded, warned = true], then: more}
      - {id: on, label: On, do: [money -= 1, heard += bell, heard += far_engine], then: more}
  more:
    text:
      - {if: money == 0, text: Zero.}
      - {if: money == 1, text: One.}
      - {if: money == 2, text: Two.}
      - {if: money == 3, text: Three.}
      - {if: warned, text: "Warned {money}."}
    choices:
      - {id: again, label: Again, then: gate}
      - {id: out, label: Out, then: over}
"""


def texts_of(story: Story) -> Iterator[Text]:
    """Every text of a story's scenes and endings."""
    for scene in story.scenes.values():
        yield scene.text
        for choice in scene.choices:
            yield choice.label
            yield choice.after
            yield choice.locked
            yield from (later.text for later in choice.later)
        for question in scene.asked:
            yield question.ask
            for option in question.options:
                yield option.says
                yield option.feedback
    for ending in story.endings.values():
        yield ending.text


def states_of(played: Program, count: int) -> list[int]:
    """States that random plays come to."""
    random = Random(1)  # noqa: S311 - the same plays every time
    start = played.start(complete(played.story, {}))
    states, state = [start], start
    while len(states) < count:
        code = played.code(state) if played.place(state).kind == "scene" else None
        offered = code.offers(state) if code else ()
        if code and offered:
            state = code.takes[random.choice(offered)](state, None)
        elif code and code.go:
            state = code.go(state, None)
        else:
            state = start
            continue
        state = played._settle(state, None)
        if played.weights(state):
            state = start
        states.append(state)
    return states


def assert_draws_alike(played: Program, count: int) -> None:
    drawing = Drawing(played)
    drawn = [(text, drawing.drawer(text)) for text in texts_of(played.story)]
    assert drawn
    for state in states_of(played, count):
        for text, draw in drawn:
            assert draw(state) == plain_text(prose(played, text, state))


def test_every_shape_and_value() -> None:
    assert_draws_alike(program(SHAPES + OVER), 60)


def test_the_texts_of_lakkon() -> None:
    story = load_story(find_story("lakkon")).story
    assert story is not None
    assert_draws_alike(Program(story), 12)


def test_a_text_that_looks_like_source_stays_text() -> None:
    hostile = """\
scenes:
  gate:
    title: "'] + k0 + [ {s}"
    text: |
      ' + __import__("os") + k1 {{s}} \\0 1 \\x000
    choices:
      - {id: go, label: k0, then: over}
      - {id: on, label: "'", then: over}
"""
    played = program(hostile + OVER)
    drawing = Drawing(played)
    scene = played.story.scenes["gate"]
    state = played.start({})
    page = drawing.function(drawing.page(scene))(state)
    assert page.startswith(scene.title)
    assert page.endswith(plain_text(prose(played, scene.text, state)))
    assert drawing.labels(scene) == ["k0", "'"]
