"""One story that holds every part and key of the format: all of it arrives in the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.story.load import Loaded, load_story
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Draw,
    FirstOf,
    Go,
    Question,
    QuestionKind,
    Return,
    Story,
    Text,
    VariableKind,
)
from borderpost.story.parser import (
    casefile,
    choices,
    contracts,
    flow,
    heading,
    lesson,
    picture,
    plays,
    questions,
    reports,
    scenes,
    tables,
    texts,
    upkeep,
    variables,
)
from borderpost.story.parser.gathering import SECTIONS
from borderpost.story.parser.page import Keys
from borderpost.story.position import NOWHERE, Position

WHOLE = Path(__file__).parent / "whole_format"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_story(WHOLE)


@pytest.fixture(scope="module")
def story(loaded: Loaded) -> Story:
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


def choice_of(story: Story, place: str) -> Choice:
    scene, _, name = place.partition(".")
    return next(choice for choice in story.scenes[scene].choices if choice.id == name)


def question_of(story: Story, name: str) -> Question:
    asked = [question for scene in story.scenes.values() for question in scene.asked]
    return next(question for question in asked if question.id == name)


def words(text: Text) -> list[str]:
    return [block.prose for block in text]


def test_it_is_read_without_a_word(loaded: Loaded) -> None:
    assert loaded.diagnostics == []


def test_it_uses_every_key_that_any_part_takes() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(WHOLE.rglob("*.yaml")))
    known: set[str] = set(SECTIONS)
    for module in (
        *(casefile, choices, contracts, flow, heading, plays, questions, reports, scenes),
        *(lesson, picture, tables, texts, upkeep, variables),
    ):
        for value in vars(module).values():
            if isinstance(value, Keys):
                known |= value.known
    for kind in (*variables.KINDS.values(), *contracts.FIGURE_KEYS.values()):
        known |= kind.known
    assert {key for key in known if f"{key}:" not in written} == set()


def test_the_heading(story: Story) -> None:
    info = story.info
    assert (info.id, info.title, info.version, info.language, info.start) == (
        *("whole", "The whole format", 3, "en-GB", "gate"),
    )
    assert words(info.about) == ["A gate and a road.\n"]
    assert words(info.content_note) == ["It rains.\n"]
    assert words(info.closing) == ["Read on elsewhere.\n"]
    assert info.grounded_in == {"title": "A paper", "publisher": "A house", "year": "2006"}
    asked = [("planned", "What was to happen?"), ("2-why", "Why?")]
    assert list(info.after_action.items()) == asked
    assert info.at == Position("story.yaml", 2, 1)


def test_variables(story: Story) -> None:
    kinds = {name: variable.kind for name, variable in story.variables.items()}
    assert kinds == {
        "money": VariableKind.METER,
        "cold": VariableKind.METER,
        "doubts": VariableKind.RANGE,
        "mood": VariableKind.ONE_OF,
        "named": VariableKind.FLAG,
        "heard": VariableKind.SET_OF,
        "rich": VariableKind.DERIVED,
        "poor": VariableKind.DERIVED,
        "purse": VariableKind.DERIVED,
        "pace": VariableKind.ONE_OF,
        "brave": VariableKind.FLAG,
    }
    money, cold, doubts, mood, named, heard, *_ = story.variables.values()
    assert (money.low, money.high, money.start) == (0, 10, 6)
    assert (money.label, money.better, money.explain) == ("Money", "high", "An invented unit.")
    assert (cold.low, cold.high, cold.start, cold.better) == (-5, 5, -5, "low")
    assert (doubts.low, doubts.high, doubts.start, doubts.better) == (1, 3, 1, "none")
    assert (mood.words, mood.start, mood.was) == (("calm", "alarmed"), 1, ("temper",))
    assert (named.start, named.low, named.high) == (0, 0, 1)
    assert (heard.words, heard.start) == (("convoy", "letter", "radio"), 0b010)
    assert [setting.name for setting in story.settings] == ["pace", "brave"]
    assert [setting.start for setting in story.settings] == [0, 1]


def test_derived_variables_may_rest_on_ones_that_stand_below(story: Story) -> None:
    for name in ("rich", "poor", "purse"):
        derivation = story.variables[name].derivation
        assert derivation is not None
    purse = story.variables["purse"]
    assert (purse.low, purse.high) == (1, 13)


def test_facts_and_sources(story: Story) -> None:
    first, second, third = story.facts.values()
    assert (first.says, first.mark, first.kind) == ("The gate was open.", "documented", "event")
    assert (first.paragraph, first.by, first.against) == (7, "the reporter", ("F2",))
    assert (second.kind, second.paragraph, second.by) == ("", 0, "")
    assert third.mark == "unknown"
    guard, clerk = story.sources.values()
    assert (guard.name, guard.named, guard.role) == ("A guard", False, "Guards the gate")
    assert (guard.access, guard.motive) == ("Stood there.", "Not stated.")
    assert (guard.track_record, guard.answers) == ("None shown.", "Was the gate open?")
    assert (guard.independent_of, guard.context) == (("S2",), ("F3",))
    assert words(guard.says) == ["The gate was open. [F1]\n"]
    certain, late, sure = clerk.says
    assert (certain.id, certain.condition, certain.otherwise) == ("", None, False)
    assert (late.id, late.prose, late.otherwise) == ("late", "Or so: he was told.", False)
    assert late.condition is not None
    assert late.condition.source == "doubts > 2"
    assert (sure.condition, sure.otherwise) == (None, True)


def test_a_scene(story: Story) -> None:
    gate = story.scenes["gate"]
    assert (gate.act, gate.title, gate.when_where) == ("dawn", "The gate", "A gate, at dawn")
    assert (gate.cards, gate.max_visits, gate.deck, gate.flow) == (("S1", "S2"), 2, "", None)
    assert [effect.source for effect in gate.do] == ["mood = calm", "heard += convoy"]
    assert [choice.id for choice in gate.choices] == ["go", "wait", "leave"]
    assert gate.at == Position("acts/one.yaml", 2, 3)


def test_text_stands_where_its_first_character_does(story: Story) -> None:
    block, quoted = story.scenes["gate"].text[0], story.sources["S2"].says[1]
    assert block.at == Position("acts/one.yaml", 9, 9)
    lines = (WHOLE / "story.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[quoted.at.line - 1][quoted.at.column - 1 :].startswith("Or so")


def test_a_choice_with_all_its_keys(story: Story) -> None:
    go = choice_of(story, "gate.go")
    assert words(go.label) == ["Go", "and pay"]
    assert go.condition is not None
    assert go.condition.source == "money > 1 and not named"
    assert words(go.locked) == ["Not enough money"]
    assert go.cost == (("money", 2),)
    assert [effect.source for effect in go.do] == ["doubts += 1"]
    assert words(go.after) == ["You go.\n"]
    assert isinstance(go.flow, Chance)
    assert [(each.target, each.weight) for each in go.flow.outcomes] == [("inn", 3), ("lost", 1)]
    one, other = go.later
    assert (one.act, [effect.source for effect in one.do], one.text) == ("dusk", ["cold += 1"], ())
    assert (other.act, other.do, words(other.text)) == ("dusk", (), ["It comes back.\n"])
    assert (go.tags, go.once, go.fallback) == (("slow",), True, False)
    assert (go.shows, go.readers, go.was) == ("readers", "the capital", ("walk",))
    assert choice_of(story, "gate.wait").shows == "direction"
    assert choice_of(story, "gate.leave").fallback
    assert choice_of(story, "shepherd.greet").flow is None


def test_every_form_of_flow(story: Story) -> None:
    call = choice_of(story, "gate.wait").flow
    assert isinstance(call, CallScene)
    assert (call.scene, type(call.then)) == ("read", CallScene)
    assert isinstance(story.scenes["read"].flow, Return)
    branches = choice_of(story, "gate.leave").flow
    assert isinstance(branches, FirstOf)
    first, second, last = branches.branches
    assert first.condition is not None
    assert first.condition.source == "seen(read) and chose(gate.wait)"
    assert isinstance(first.flow, Chance)
    assert isinstance(second.flow, FirstOf)
    assert last.condition is None
    assert isinstance(last.flow, Go)
    assert last.flow.target == "lost"


def test_draws_and_storylets(story: Story, loaded: Loaded) -> None:
    draw, picked = story.scenes["inn"].flow, story.scenes["road"].flow
    assert isinstance(draw, Draw)
    assert (draw.deck, draw.up_to, draw.by_chance) == ("people", 2, False)
    assert isinstance(draw.then, Go)
    assert isinstance(draw.otherwise, Go)
    assert (draw.then.target, draw.otherwise.target) == ("road", "sign")
    assert isinstance(picked, Draw)
    assert (picked.by_chance, picked.up_to, picked.otherwise) == (True, 1, picked.then)
    shepherd = story.scenes["shepherd"]
    assert (shepherd.deck, shepherd.priority, shepherd.was) == ("people", -2, ("herdsman",))
    assert shepherd.when is not None
    assert shepherd.when.source == "convoy in heard"
    assert loaded.names.decks == {"people": ["shepherd"], "beasts": ["wolf"]}
    assert loaded.names.drawn == {"inn": ["people"], "road": ["beasts"]}


def test_a_question_on_a_scale(story: Story) -> None:
    sure = question_of(story, "sure")
    assert (sure.kind, sure.about, sure.scale) == (QuestionKind.PLAIN, "S1", "likelihood")
    assert (sure.key, sure.certainty, sure.optional) == (None, True, True)
    assert len(sure.options) == 7
    by_id = {option.id: option for option in sure.options}
    assert words(by_id["likely"].says) == ["likely (55-80 %)"]
    assert words(by_id["likely"].feedback) == ["Perhaps.\n"]
    assert [effect.source for effect in by_id["almost_certain"].do] == ["doubts -= 1"]
    assert by_id["unlikely"].says[0].at == NOWHERE


def test_a_question_with_options_of_its_own(story: Story) -> None:
    agrees = question_of(story, "agrees")
    yes, no = agrees.options
    assert (yes.id, words(yes.says), yes.was) == ("yes", ["They do"], ())
    assert (no.id, words(no.says), no.was) == (
        *("no-1", ["They do not: one of them errs.\n"], ("no",)),
    )
    assert (agrees.key, agrees.was) == (("no-1",), ("agreed",))


def test_a_table(story: Story) -> None:
    table = question_of(story, "table")
    assert table.kind is QuestionKind.TABLE
    assert [(row.id, words(row.says)) for row in table.rows] == [
        *(("open", ["It was open"]), ("shut", ["It was shut"])),
    ]
    assert table.columns == ("S1", "S2")
    assert [option.id for option in table.options] == ["fits", "silent"]
    assert (table.mark_at_least, table.optional) == (3, False)
    assert table.cell_keys == {"S1.open": ("fits",), "S2.open": ()}


def test_a_question_asked_again_takes_what_it_does_not_say_itself(story: Story) -> None:
    now = question_of(story, "sure_now")
    assert words(now.ask) == ["Is he right?"]
    assert (now.again, now.scale, now.about) == ("sure", "likelihood", "S1")
    assert not now.certainty
    feedback = {option.id: words(option.feedback) for option in now.options if option.feedback}
    assert feedback == {"unlikely": ["Well."]}
    assert not any(option.do for option in now.options)
    last = question_of(story, "sure_last")
    assert words(last.ask) == ["And in the end?"]
    assert (last.again, last.key) == ("sure_now", ("likely",))
    assert {option.id for option in last.options if option.feedback} == {"unlikely"}


def test_a_report(story: Story) -> None:
    report = story.scenes["sign"].report
    assert report is not None
    assert words(report.opens) == ["To the capital."]
    (who,) = report.slots
    assert who.kind is QuestionKind.SLOT
    one, some, none = who.options
    assert (one.strength, one.likelihood, one.cites) == ("is", "almost_certain", ("F1",))
    assert one.condition is not None
    assert one.condition.source == "doubts < 3"
    assert [effect.source for effect in one.do] == ["named = true"]
    assert (one.tags, one.was, words(one.says)) == (("bold",), ("man",), ["It was one man.\n"])
    assert (some.strength, some.cites, some.needs) == ("claimed", ("F2",), ("S2",))
    assert (none.strength, words(none.says), words(none.feedback)) == (
        *("", ["Nobody came."], ["Nobody knows."]),
    )
    assert who.key == ("some",)


def test_endings(story: Story) -> None:
    over = story.endings["over"]
    assert (over.title, words(over.text)) == ("Over", ["It is over.\n"])
    assert (over.facts, over.unknowns) == (("F1",), ("F3", "Who shut it."))
    assert (words(over.bought), words(over.cost)) == (["Time.\n"], ["Money."])
    assert over.was == ("the_end",)


def test_policies_and_contracts(story: Story) -> None:
    assert story.policies["careful"].prefer == ("slow", "wait")
    always, never, reachable, share, default, policy, minutes, word, states, every = story.checks
    assert (always.kind, always.source) == ("always", "always: money >= 0")
    assert always.condition is not None
    assert never.source == "never: named and doubts == 3, when: {pace: fast, brave: false}"
    assert never.settings == {"pace": "fast", "brave": "false"}
    assert reachable.targets == ("over", "road", "gate.go", "inn.shepherd")
    assert (share.targets, share.player) == (("over",), "careful")
    assert share.numbers == {"low": 2.0, "high": 97.5}
    assert (default.player, default.numbers) == ("uniform", {"low": 0.0, "high": 100.0})
    assert (policy.player, policy.targets) == ("careful", ("lost",))
    assert (minutes.kind, minutes.numbers) == ("minutes", {"at_most": 22})
    assert word.numbers == {"at_least": 10, "at_most": 500}
    assert states.numbers == {"at_most": 3_000_000}
    assert every.numbers == {"cites_at_least": 1, "unknowns_at_least": 1}


def test_tests_allowances_and_what_was_removed(story: Story) -> None:
    (test,) = story.tests
    assert test.name == "straight on"
    assert test.play == (
        *("@pace=fast", "sure=likely", "table.S1.open=fits", "gate.go", "~inn", "shepherd"),
        *("greet", "who=one", "sign"),
    )
    assert test.expect == {
        "ending": "over",
        "money": "4",
        "mood": "calm",
        "named": "false",
        "heard": "letter",
        "rich": "true",
        "purse": "5",
    }
    assert test.text == ("It is over",)
    (allowed,) = story.allow
    assert (allowed.code, allowed.place, allowed.because) == ("BP213", "gate", "An example.")
    assert story.removed == {"old_gate": "gate", "gate.wave": "over", "old_mood": ""}


def test_what_is_for_a_class(story: Story) -> None:
    assert words(story.discuss) == ["Why did you go?", "What did nobody know?"]
    assert [(aim.says, aim.standards) for aim in story.learning] == [
        ("To tell a claim from a fact.", ()),
        ("To ask who says it.", ("one", "two")),
    ]


def test_the_picture(story: Story) -> None:
    drawn = story.picture
    assert drawn is not None
    assert drawn.title == "The pass"
    assert drawn.drawing == ("    /\\", "(g)/  \\__(h)")
    assert drawn.drawn_at == Position("story.yaml", 96, 5)
    gate, hut = drawn.places
    assert (gate.id, gate.name, gate.mark) == ("gate", "A gate drawn", "g")
    assert gate.mark_at == Position("story.yaml", 101, 11)
    first, last = gate.readings
    assert first.condition is not None
    assert (first.condition.source, first.sign) == ("money > 4", "open")
    assert words(first.says) == ["It stands open: {money} coins."]
    assert (last.condition, last.sign) == (None, "closed")
    assert [reading.sign for reading in hut.readings] == ["unknown"]


def test_the_lesson(story: Story) -> None:
    taught = story.lesson
    assert taught.ages == "12 to 15"
    assert [words(text) for text in taught.texts] == [
        ["That it helps."],
        ["Who are you now?"],
        ["It is cold.\n"],
        ["Ask nobody.", "Let them be."],
        ["It lies far away."],
        ["That is open. [F3]"],
        ["A door in a wall."],
        ["Not to scale."],
    ]
    (answer,), (term,) = taught.answers, taught.glossary
    assert (answer.asked, term.term, term.spoken) == ("Who was it?", "Gate", "GAYT")
    drawn = taught.map
    assert drawn is not None
    (line,), (place,) = drawn.lines, drawn.places
    assert (drawn.title, line.kind, line.points) == ("Where it is", "river", ((0, 5), (100, 6)))
    assert (line.name, place.kind, place.point) == ("the brook", "post", (40, 25))
    assert place.name == "A gate on a map"
    assert str(taught.at) == "story.yaml:106:1"
