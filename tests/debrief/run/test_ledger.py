from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.run.judged import verdict
from borderpost.debrief.run.ledger import Ledger, ledger
from borderpost.debrief.run.statements import MARKS, Opposed, Side, Statement, opposed, unmet_words
from borderpost.debrief.wording import in_words
from borderpost.engine.actions import read_written
from borderpost.engine.program import Program
from tests.stories import played, program_from

STORY = """\
story: {id: desk, title: The desk, version: 1, language: en, start: gate}
variables:
  money: {meter: 0..10, start: 6, label: Money, better: high, explain: A unit.}
facts:
  F1:
    says: "Three guards died.\\nIt was *May*."
    mark: documented
    kind: figure
    paragraph: 7
    by: the reporter
  F2:
    says: Training is high.
    mark: claimed
    kind: assurance
    paragraph: 13
    by: a spokesman
    against: [F3]
  F3:
    says: There is no money for boots.
    mark: claimed
    kind: warning
    paragraph: 25
    by: an officer
    against: [F2, F6]
  F4:
    says: Who came is not known.
    mark: unknown
    kind: unknown
    paragraph: 8
    by: the reporter
    against: [F5]
  F5:
    says: Officials blame a group.
    mark: claimed
    kind: attribution
    paragraph: 8
    by: officials
  F6:
    says: The sector was tightened.
    mark: documented
    kind: event
    paragraph: 11
    by: the reporter
    against: [F3]
  F7:
    says: Nobody read this.
    mark: claimed
    kind: event
    paragraph: 1
    by: someone
sources:
  S1:
    name: A spokesman
    role: Speaks.
    says: "Our training is high. [F2]"
    context: [F6]
  L1:
    name: The quartermaster
    role: Invented for the game.
    says: Eleven pairs of boots.
scenes:
  gate:
    title: At the gate
    card: [S1]
    text: "Three dead. [F1] The money is {money}."
    questions:
      - id: scope
        ask: Does it answer?
        about: S1
        options: {yes_it: It does, no_it: It does not}
        key: [no_it]
        certainty: true
        feedback: {yes_it: "It speaks of training. [F2]", no_it: Right so.}
      - id: guess
        ask: Who was it?
        options: {a: A group, b: Nobody knows}
        key: none
        optional: true
      - id: grid
        type: table
        ask: What speaks for what?
        rows: {known: A known group, new: A new one}
        columns: [S1]
        options: {fits: fits, silent: says nothing}
        mark_at_least: 1
        key: {S1.known: [silent]}
        optional: true
    choices:
      - id: on
        label: Go on
        after: "Later you read this. [F3]"
        then: hut
      - id: straight
        label: Straight to the form
        then: form
  hut:
    title: The hut
    card: [L1]
    text: Nothing but a stove.
    then: form
  form:
    title: The form
    text: You sign.
    report:
      opens: To the capital.
      slots:
        - id: who
          ask: Who came?
          options:
            them: {says: It was the group., strength: is, likelihood: almost_certain, cites: [F5]}
            said: {says: Officials say a group., strength: claimed, cites: [F5]}
            open: {says: It is unclear., strength: unclear, cites: [F4]}
            bare: {says: It was smugglers., strength: is}
            toll: {says: Three died., strength: is, cites: [F1]}
            weak: {says: Some say three died., strength: claimed, cites: [F1]}
            sure: {says: It was them., strength: is, cites: [F4]}
        - id: able
          ask: Can they cope?
          options:
            both: {says: One says yes and one no., strength: claimed, cites: [F2, F3]}
            yes_so: {says: They can., strength: claimed, cites: [F2]}
            open_so: {says: That is open., strength: unclear, cites: [F2]}
        - id: spend
          ask: On what?
          options:
            boots: {says: Boots.}
    choices:
      - {id: sign, label: Sign, then: end}
endings:
  end:
    title: The end
    text: "It is quiet, and it was officials who spoke. [F5]"
    bought: Time.
    cost: Trust.
    facts: [F1]
    unknowns: [F4, "Who will read *it*."]
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_from(STORY, tmp_path_factory.mktemp("desk"))


def found(book: Ledger, mark: str) -> list[str]:
    return [statement.fact for statement in book.of(mark)]


WHOLE = (
    "scope=yes_it@3",
    "scope=no_it@1",
    "gate.on",
    "hut.",
    "who=them",
    "able=both",
    "spend=boots",
)


def test_what_was_told_stands_under_its_mark_in_the_order_of_meeting(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "form.sign"))
    assert [group.mark for group in book.groups] == ["reported", "claimed", "contested", "unknown"]
    assert found(book, "reported") == ["F1", "F6"]
    assert found(book, "claimed") == ["F5"]
    assert found(book, "contested") == ["F2", "F3"]
    assert found(book, "unknown") == ["F4"]
    assert [group.sign for group in book.groups] == ["=", "~", "≠", "?"]
    assert len({sign for sign, _ in MARKS.values()}) == len(MARKS)


def test_a_statement_says_who_said_it_where_and_where_it_was_met(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "form.sign"))
    statements = {
        statement.fact: statement for group in book.groups for statement in group.statements
    }
    assert statements["F1"].says == "Three guards died. It was May."
    assert (statements["F1"].by, statements["F1"].paragraph) == ("the reporter", 7)
    assert {name: statement.met_at for name, statement in statements.items()} == {
        "F1": "At the gate",
        "F2": "At the gate",
        "F6": "At the gate",
        "F3": "At the gate",
        "F4": "The end",
        "F5": "The end",
    }


def test_contested_shows_both_sides_and_whether_they_met(program: Program) -> None:
    early = ledger(played(program, "scope=no_it"))
    (training,) = early.of("contested")
    assert (training.against, training.unmet) == ((), 1)
    assert unmet_words(training) == "something that you have not met yet"
    ended = ledger(
        played(
            program, "scope=no_it", "gate.straight", *("who=toll", "able=yes_so"), "spend=boots",
            "form.sign",
        )
    )  # fmt: skip
    (training,) = ended.of("contested")
    assert [(side.fact, side.by, side.met) for side in training.against] == [
        ("F3", "an officer", False)
    ]
    assert training.unmet == 0
    assert unmet_words(training) == ""
    late = ledger(played(program, *WHOLE))
    training, boots = late.of("contested")
    assert [side.met for side in training.against] == [True]
    assert [(side.fact, side.mark) for side in boots.against] == [
        ("F2", "contested"),
        ("F6", "reported"),
    ]


def test_a_side_that_was_not_met_is_told_in_full_once() -> None:
    met = Side("F3", "There is no money.", "an officer", "contested", met=True)
    far = Side("F7", "There is no road.", "a driver", "claimed", met=False)
    told = [
        Statement("F1", "It is said.", "reported", "", 1, "", (met, far)),
        Statement("F2", "It is high.", "contested", "", 2, "", (met, far)),
        Statement("F4", "It is low.", "contested", "", 3, "", (far, met), unmet=2),
    ]
    assert opposed(told) == {
        "F2": Opposed(("F3",), (far,), ""),
        "F4": Opposed(("F7", "F3"), (), "two things that you have not met yet"),
    }


def test_what_is_reported_or_open_is_not_contested_by_being_set_against(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "form.sign"))
    assert [side.fact for side in book.of("reported")[1].against] == ["F3"]
    assert [side.fact for side in book.of("unknown")[0].against] == ["F5"]


def test_what_cites_nothing_is_invented(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "form.sign"))
    assert book.invented.scenes == ("The hut", "The form")
    assert book.invented.cards == ("The quartermaster",)
    assert book.invented.scenes_read == 3
    assert ledger(played(program)).invented.scenes == ()


# --- Judgements ---------------------------------------------------------------------------------


def test_a_judgement_is_the_first_answer_with_the_texts_reasons(program: Program) -> None:
    (judged,) = ledger(played(program, *WHOLE)).judgements
    assert not judged.held_back
    assert (judged.question, judged.about, judged.scene) == ("scope", "A spokesman", "At the gate")
    assert (judged.asked, judged.answer) == ("Does it answer?", "It does")
    assert (judged.certainty, judged.is_right) == (3, False)
    assert judged.reasons == "It speaks of training. [F2]"
    assert judged.changed_to == "It does not"


def test_what_the_text_does_not_decide_is_neither_right_nor_wrong(program: Program) -> None:
    run = played(
        program, "scope=no_it", "guess=a", "grid.S1.known=fits", "grid.S1.new=fits", "gate.on"
    )
    scope, guess, known, new = ledger(run).judgements
    assert (scope.is_right, guess.is_right, known.is_right, new.is_right) == (
        True,
        None,
        False,
        None,
    )
    assert scope.changed_to == ""
    assert (known.cell, known.asked, known.about) == ("S1.known", "A known group", "A spokesman")
    assert known.answer == "fits"


def test_what_was_judged_on_a_branch_left_is_not_in_the_ledger(program: Program) -> None:
    run = played(program, "scope=yes_it", "gate.on")
    run.jump(0)
    run.act(read_written("scope=no_it"))
    assert [judged.answer for judged in ledger(run).judgements] == ["It does not"]


def test_no_key_is_given_away_while_the_question_can_be_answered(program: Program) -> None:
    scope, known = ledger(played(program, "scope=no_it", "grid.S1.known=silent")).judgements
    assert (scope.held_back, scope.is_right, scope.reasons) == (True, None, "")
    assert (known.held_back, known.is_right) == (True, None)
    assert verdict(known) == "What the text says of it is told once it can no longer be asked."
    left = ledger(played(program, "scope=no_it", "grid.S1.known=silent", "gate.on")).judgements
    assert [verdict(judged) for judged in left] == ["The text bears this out."] * 2


def test_what_is_not_decided_is_not_held_back(program: Program) -> None:
    scope, guess = ledger(played(program, "scope=no_it", "guess=a")).judgements
    assert (scope.held_back, guess.held_back) == (True, False)
    assert verdict(guess) == ""


def test_no_key_is_given_away_that_a_later_question_has_too(tmp_path: Path) -> None:
    again = """\
    questions:
      - id: once_more
        ask: Does it, after all?
        again: scope
        key: [no_it]
"""
    before = "    text: Nothing but a stove.\n"
    twice = program_from(STORY.replace(before, before + again), tmp_path)
    asked = ("scope=yes_it", "gate.on")
    (scope,) = ledger(played(twice, *asked)).judgements
    assert scope.held_back
    assert scope.reasons == ""
    both = ledger(played(twice, *asked, "once_more=no_it", "hut.")).judgements
    assert [judged.is_right for judged in both] == [False, True]
    short = ("gate.straight", "who=said", "able=both", "spend=boots", "form.sign")
    (scope,) = ledger(played(twice, "scope=yes_it", *short)).judgements
    assert not scope.held_back
    assert scope.is_right is False


# --- The report ---------------------------------------------------------------------------------


def test_nothing_is_signed_before_it_is(program: Program) -> None:
    book = ledger(played(program, *WHOLE))
    assert (book.report, book.checks, book.ended) == ((), (), None)


def test_the_answer_that_stood_is_signed(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "who=said", "form.sign"))
    assert [sentence.says for sentence in book.report] == [
        "Officials say a group.",
        "One says yes and one no.",
        "Boots.",
    ]
    assert [sentence.strength for sentence in book.report] == ["claimed", "claimed", ""]


@pytest.mark.parametrize(
    ("option", "supported", "check"),
    [
        ("them", False, "It is stronger than its source: what it cites is only claimed."),
        ("sure", False, "It is stronger than its source, which leaves this open."),
        ("bare", False, "It cites nothing."),
        ("said", True, "It is no stronger than its source."),
        ("open", True, "It leaves open what its source leaves open."),
        ("toll", True, "It is no stronger than its source."),
        ("weak", True, "It is weaker than its source, which reports this."),
    ],
)
def test_each_sentence_is_checked_against_what_it_cites(
    program: Program, option: str, supported: bool, check: str
) -> None:
    sentence = ledger(played(program, *WHOLE, f"who={option}", "form.sign")).report[0]
    assert (sentence.is_supported, sentence.check) == (supported, check)


def test_a_sentence_that_cites_what_was_never_read_says_so(program: Program) -> None:
    run = played(
        program, "scope=no_it", "gate.straight", "who=toll", "able=both", "spend=boots", "form.sign"
    )
    assert ledger(run).report[1].check.endswith("You had not read F3.")


def test_a_recommendation_is_no_statement(program: Program) -> None:
    spend = ledger(played(program, *WHOLE, "form.sign")).report[2]
    assert spend.is_supported
    assert spend.check == "It is a recommendation, not a statement."


def test_the_sentences_are_checked_together(program: Program) -> None:
    book = ledger(played(program, *WHOLE, "form.sign"))
    assert book.report[0].likelihood == "almost certain, 95-99 %"
    assert book.checks == (
        "One of the two statements you signed says more than it can cite.",
        "No statement you signed leaves something open.",
        "The report cites both an assurance and a warning.",
    )
    one_sided = ledger(played(program, *WHOLE, "who=open", "able=yes_so", "form.sign"))
    assert one_sided.checks == (
        "No statement you signed says more than it can cite.",
        "One of the two statements you signed leaves something open.",
        "The report cites an assurance, and no warning.",
    )
    sure = ledger(played(program, *WHOLE, "who=open", "able=open_so", "form.sign"))
    assert sure.checks[1] == "Both statements you signed leave something open."


# --- The whole ----------------------------------------------------------------------------------


def test_the_ending_says_what_it_bought_cost_and_left_open(program: Program) -> None:
    ended = ledger(played(program, *WHOLE, "form.sign")).ended
    assert ended is not None
    assert (ended.id, ended.title, ended.bought, ended.cost) == (
        "end",
        "The end",
        "Time.",
        "Trust.",
    )


def test_what_nobody_knew_is_the_endings_own_first(program: Program) -> None:
    unknowns = ledger(played(program, *WHOLE, "form.sign")).unknowns
    assert [(unknown.fact, unknown.says, unknown.in_ending) for unknown in unknowns] == [
        ("F4", "Who came is not known.", True),
        ("", "Who will read it.", True),
    ]
    assert ledger(played(program, *WHOLE)).unknowns == ()


def test_the_summary_counts_what_was_read_before_the_last_choice(program: Program) -> None:
    assert ledger(played(program)).summing_up == ("You have not decided anything yet.",)
    first = ledger(played(program, "scope=no_it", "gate.straight"))
    assert first.summing_up[-1] == (
        "By your last decision you had been told three things: two were reported by the source "
        "and one was claimed and contested. One of the scenes you read cites nothing: it was "
        "invented for the game."
    )
    whole = ledger(played(program, *WHOLE, "form.sign"))
    assert whole.summing_up[-1] == (
        "By your last decision you had been told four things: two were reported by the source "
        "and two were claimed and contested. Two of the three scenes you read cite nothing: they "
        "were invented for the game."
    )


def test_numbers_stand_in_words_up_to_twenty() -> None:
    assert [in_words(number) for number in (0, 1, 12, 20, 21)] == [
        "no", "one", "twelve", "twenty", "21",
    ]  # fmt: skip
