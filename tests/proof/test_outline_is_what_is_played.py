"""Every way that a play takes is a link of the outline, in every story of the corpus."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.code import ENTERED
from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.outline import Outline, outline_of
from borderpost.story.load import load_story
from borderpost.story.model import QuestionKind
from borderpost.story.shipped import find_story
from tests.corpus.playing import PLAYS

STORIES = [*sorted(PLAYS.glob("*.yaml")), find_story("lakkon")]
MOST_STEPS = 80


def ways(outline: Outline) -> set[tuple[str, str]]:
    """From which scene play may come to which place at once, by the outline alone."""
    found = {(link.source, link.target) for link in outline.links if link.target}
    after_call = {link.target for link in outline.links if link.after == "call"}
    decks = {place.id: place.deck for place in outline.places}
    for link in outline.links:
        if link.kind == "draw":
            drawn = {each.target for each in outline.links if each.source == link.target}
            found |= {(link.source, storylet) for storylet in drawn}
        elif link.kind == "return":
            found |= {(link.source, target) for target in after_call}
        elif link.kind == "leave":
            deck = decks[link.source]
            onward = {each for each in outline.links if (each.after, each.behind) == ("draw", deck)}
            found |= {(link.source, each.target) for each in onward}
    return found


def actions(program: Program, state: int) -> list[Action]:
    """What may be done next: nature's move, an answer, a choice, or going on."""
    weights = program.weights(state)
    if weights:
        return [Nature(program.layout.places[target].name) for target, _ in weights]
    scene = program.story.scenes[program.place_name(state)]
    found: list[Action] = [Choose(scene.id, choice) for choice in program.offers(state)]
    if program.goes_on(state):
        found.append(Continue(scene.id))
    for question in scene.asked:
        if question.kind is not QuestionKind.TABLE:
            options = (question.options[number - 1] for number in program.options(question, state))
            found += [Answer(question.id, option.id) for option in options]
    return found


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_whatever_is_played_goes_along_links(path: Path) -> None:
    story = load_story(path).story
    assert story is not None
    program, links = Program(story), ways(outline_of(story))
    walked = set()
    for seed in range(30):
        random = Random(seed)  # noqa: S311 - which way a test walks
        told: list[tuple[int, int, int]] = []
        state = program.start(complete(story, {}), told)
        for _ in range(MOST_STEPS):
            if program.place(state).kind == "ending":
                break
            state = program.step(state, random.choice(actions(program, state)), told)
        places = [program.layout.places[at].name for kind, at, _ in told if kind == ENTERED]
        walked |= set(pairwise(places))
    assert walked
    assert walked <= links
