"""Lakkon as it is played: the written plays end as they say, and no play reads wrongly.

Each rule is a function that returns what is wrong; it is held against the story, or against what
many seeded players read, and against a planted fault.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

import pytest

from borderpost.engine.actions import Action, Answer
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.view import Passage, View
from borderpost.proof.author_tests import failures_of
from borderpost.story.load import load_story
from borderpost.story.model import PlayTest, Story, Text
from borderpost.story.prose import Prose, parse_prose, plain_text, word_count
from borderpost.story.shipped import shipped_stories
from tests.scenario.test_facts import CONTEXT, NUMBER_WORDS, PEOPLE, cited, words

PLAYERS = 300
LONGEST_PATH = 1900
"""Words on a path of the short profile, choices counted, cards and questions apart."""

# In words, these count and order as anybody does.
TOO_SMALL_TO_CITE = frozenset(
    words(
        "one two three four five six seven eight nine ten half quarter twice double triple "
        "first second third fourth fifth sixth seventh eighth ninth tenth"
    )
)


class Played(NamedTuple):
    """A finished play: the ending's id, what was read, and its words with the choices'."""

    ending: str
    passages: tuple[Passage, ...]
    offered: tuple[Prose, ...]
    words: int


def load_lakkon() -> Story:
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def lakkon() -> Program:
    return Program(load_lakkon())


@pytest.fixture(scope="module")
def played(lakkon: Program) -> list[Played]:
    """What `PLAYERS` players, each choosing at random, read and reached."""
    return [play(lakkon, seed, at_random(Random(seed))) for seed in range(PLAYERS)]  # noqa: S311


def at_random(chance: Random) -> Callable[[int], int]:
    return chance.randrange


def always(number: int) -> Callable[[int], int]:
    """The choice of a player who always takes the same number, or the last where there is none."""
    return lambda count: min(number, count) - 1


def decide(view: View, pick: Callable[[int], int]) -> Action:
    """The next action of a player who picks one of so many."""
    if not view.open_questions:
        return view.takeable[pick(len(view.takeable))].action
    question = view.open_questions[0]
    option = question.options[pick(len(question.options))].id
    cells = [f"{column.id}.{row.id}" for column in question.columns for row in question.rows]
    unmarked = [cell for cell in cells if cell not in question.cells]
    cell = unmarked[pick(len(unmarked))] if unmarked else ""
    return Answer(question.id, option, cell, pick(3) + 1 if question.asks_certainty else 0)


def play(program: Program, seed: int, pick: Callable[[int], int]) -> Played:
    """Play to an ending; the story is bounded, so a play that goes on and on has failed."""
    run = Run(program, {}, seed)
    offered: list[Prose] = []
    count = 0
    view = run.view()
    for _ in range(200):
        assert view.kind != "stuck", view.place
        if view.kind == "ending":
            read = tuple(passage for entry in run.journal() for passage in entry.passages)
            count += sum(word_count(p.paragraphs) for p in read if p.kind != "told")
            return Played(view.place, read, tuple(offered), count)
        if not view.open_questions:
            offered.extend(choice.label for choice in view.choices)
            count += sum(word_count(choice.label) for choice in view.choices)
        offered.extend(question.ask for question in view.questions)
        offered.extend(option.label for question in view.questions for option in question.options)
        run.act(decide(view, pick))
        view = run.view()
    raise AssertionError(f"still at {view.place} after 200 steps")


def transcript(passages: tuple[Passage, ...]) -> str:
    return "\n\n".join(plain_text(passage.paragraphs) for passage in passages)


def unfilled(one: Played) -> Iterator[str]:
    """What still shows a brace where a value belongs."""
    texts = [*(passage.paragraphs for passage in one.passages), *one.offered]
    yield from (text for text in map(plain_text, texts) if "{" in text or "}" in text)


def out_of_context(passages: tuple[Passage, ...]) -> Iterator[str]:
    """Passages that name Hizb-ut-Tahrir without what must be said with it."""
    for passage in passages:
        text = plain_text(passage.paragraphs)
        if "Tahrir" in text and not ("banned" in text and cited(text) >= CONTEXT):
            yield f"{passage.kind} {passage.place}: {text}"


def paragraphs_of(story: Story) -> Iterator[tuple[str, str]]:
    """Every paragraph of the scenes and endings with where it stands, variables unfilled."""
    for name, text in texts_of(story):
        for block in text:
            yield from ((name, plain_text([each])) for each in parse_prose(block.prose))


def texts_of(story: Story) -> Iterator[tuple[str, Text]]:
    """Every text of the scenes and endings that a player may read."""
    for scene in story.scenes.values():
        yield scene.id, scene.text
        for choice in scene.choices:
            yield from ((f"{scene.id}.{choice.id}", text) for text in (choice.label, choice.after))
            yield from ((f"{scene.id}.{choice.id}", later.text) for later in choice.later)
        for question in scene.asked:
            yield question.id, question.ask
            for option in question.options:
                yield from ((question.id, text) for text in (option.says, option.feedback))
    for ending in story.endings.values():
        yield from ((ending.id, text) for text in (ending.text, ending.bought, ending.cost))


def unsourced(name: str, paragraph: str, story: Story) -> Iterator[str]:
    """Real people and figures in a paragraph that cites no fact for them."""
    facts = cited(paragraph)
    if not facts:
        yield from (f"{name}: {person} without a fact" for person in PEOPLE.findall(paragraph))
    carried = set(words(" ".join(story.facts[fact].says for fact in facts)))
    for word in words(paragraph):
        is_figure = word[0].isdigit() or word in NUMBER_WORDS or word.startswith("dollar")
        if is_figure and word not in TOO_SMALL_TO_CITE and word not in carried:
            yield f"{name}: {word} is in no fact of its paragraph"


PLAYS = load_lakkon().tests


@pytest.mark.parametrize("test", PLAYS, ids=[test.name for test in PLAYS])
def test_a_written_play_comes_to_what_it_expects(lakkon: Program, test: PlayTest) -> None:
    assert [found.message for found in failures_of(lakkon, test)] == []


def test_there_is_a_written_play_to_every_ending(lakkon: Program) -> None:
    assert {test.expect["ending"] for test in PLAYS} == set(lakkon.story.endings)


def test_players_at_random_reach_nearly_every_ending(played: list[Played]) -> None:
    assert len({one.ending for one in played}) >= 9


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_always_the_same_number_reaches_an_ending(lakkon: Program, number: int) -> None:
    assert play(lakkon, 1, always(number)).ending in lakkon.story.endings


def test_no_path_is_too_long(played: list[Played]) -> None:
    assert max(one.words for one in played) <= LONGEST_PATH
    assert min(one.words for one in played) > LONGEST_PATH / 2  # else we count too little


def test_every_variable_is_filled(played: list[Played]) -> None:
    assert [text for one in played for text in unfilled(one)] == []


def test_hizb_ut_tahrir_is_never_named_without_its_context(played: list[Played]) -> None:
    assert any("Tahrir" in transcript(one.passages) for one in played)
    assert {told for one in played for told in out_of_context(one.passages)} == set()


def test_real_people_and_figures_stand_beside_their_fact(lakkon: Program) -> None:
    everything = list(paragraphs_of(lakkon.story))
    assert any(PEOPLE.search(paragraph) for _, paragraph in everything)
    assert any("1,500" in paragraph for _, paragraph in everything)
    assert [
        told for name, paragraph in everything for told in unsourced(name, paragraph, lakkon.story)
    ] == []


def scene_saying(*paragraphs: str) -> tuple[Passage, ...]:
    """A scene that was read, of one passage."""
    return (Passage("scene", parse_prose("\n\n".join(paragraphs)), "here"),)


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("General Jurakulov smiles.", "here: Jurakulov without a fact"),
        ("Yuldashov is in Pakistan. The sheet says so.", "here: Yuldashov without a fact"),
        ("At least 400 were arrested.", "here: 400 is in no fact of its paragraph"),
        ("At least 500 were arrested. [F42]", "here: 500 is in no fact of its paragraph"),
        ("Twelve men came. [F13]", "here: twelve is in no fact of its paragraph"),
        ("He earns 60 dollars. [F58]", "here: 60 is in no fact of its paragraph"),
        ("He earns ten dollars.", "here: dollars is in no fact of its paragraph"),
        ("It was 2007. [F12]", "here: 2007 is in no fact of its paragraph"),
    ],
)
def test_a_name_or_figure_without_its_fact_is_told(
    lakkon: Program, paragraph: str, told: str
) -> None:
    assert list(unsourced("here", paragraph, lakkon.story)) == [told]


def test_a_name_or_figure_with_its_fact_is_right(lakkon: Program) -> None:
    paragraph = "At least 400 in three years, says General Jurakulov's office. [F42] Ten came."
    assert list(unsourced("here", paragraph, lakkon.story)) == []


def test_hizb_ut_tahrir_out_of_context_is_told() -> None:
    context = "[F38] [F39] [F43]"
    assert list(out_of_context(scene_saying(f"The banned Hizb-ut-Tahrir. {context}"))) == []
    assert list(out_of_context(scene_saying("The banned Hizb-ut-Tahrir.", context))) == []
    assert len(list(out_of_context(scene_saying(f"Hizb-ut-Tahrir. {context}")))) == 1
    assert len(list(out_of_context(scene_saying("The banned Hizb-ut-Tahrir. [F38] [F39]")))) == 1


def test_a_brace_left_standing_is_told() -> None:
    assert list(unfilled(Played("", scene_saying("{{money}} left."), (), 0))) == ["{money} left."]
    assert list(unfilled(Played("", scene_saying("6 left."), (parse_prose("{{"),), 0))) == ["{"]


def test_leaving_open_what_two_sources_dispute_is_no_fault() -> None:
    from borderpost.debrief.run.signed import _check

    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    report = story.scenes["third_form"].report
    assert report is not None
    means = next(slot for slot in report.slots if slot.id == "means")
    unclear = next(option for option in means.options if option.id == "unclear")
    assert _check(unclear, story, story.facts, supported=True) == (
        "It leaves open what its sources dispute; it could also have named both."
    )
