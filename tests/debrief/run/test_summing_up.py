"""The summary speaks of one play, and says no more than can be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.wording import listed, source_title, source_told, things, times
from borderpost.engine.program import Program
from tests.debrief.run.test_ledger import STORY
from tests.stories import played, program_from

GROUNDED = STORY.replace(
    "start: gate}",
    "start: gate, grounded_in: {title: 'The  desk papers', publisher: A house, year: 2006}}",
    1,
)
ONE_OF_TWO = "The text decides two of them: it bears out one and says otherwise of one."
MOVING = STORY.replace("        label: Go on\n", "        label: Go on\n        do: [money -= 2]\n")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_from(STORY, tmp_path_factory.mktemp("desk"))


def summed(program: Program, *items: str) -> tuple[str, ...]:
    return ledger(played(program, *items)).summing_up


def signing(who: str, able: str, scope: str = "scope=no_it") -> tuple[str, ...]:
    return (
        scope, "gate.straight", f"who={who}", f"able={able}", "spend=boots", "form.sign",
    )  # fmt: skip


# --- Decided --------------------------------------------------------------------------------------


def test_it_says_how_often_was_decided_and_where_the_meters_went(tmp_path: Path) -> None:
    moving = program_from(MOVING, tmp_path)
    on_the_way = summed(moving, "scope=no_it", "gate.on")
    assert on_the_way[0] == "You have decided once so far. Since the start: Money from 6 to 4."
    still = summed(moving, "scope=no_it", "gate.straight")
    assert still[0].endswith("Every meter stands where it stood at the start.")


def test_at_an_ending_it_looks_back(program: Program) -> None:
    assert summed(program, *signing("said", "both"))[0].startswith("You decided twice.")


def test_of_many_meters_those_that_moved_furthest_are_named(tmp_path: Path) -> None:
    names = "abcdefgh"
    meters = "".join(f"  {n}: {{meter: 0..20, start: 10, label: M{n}}}\n" for n in names)
    moves = ", ".join(f"{name} -= {size}" for size, name in enumerate(names, 1))
    text = (
        "story: {id: b, title: B, version: 1, language: en, start: s}\n"
        f"variables:\n{meters}"
        f"scenes:\n  s:\n    text: A.\n    choices: [{{id: on, label: On, do: [{moves}], "
        "then: end}]\nendings:\n  end: {title: E, text: E.}\n"
    )
    said = summed(program_from(text, tmp_path), "s.on")[0]
    assert "Mc from 10 to 7" in said
    assert "Mh from 10 to 2 and two more." in said
    assert "Ma" not in said
    assert "Mb" not in said


def test_a_play_of_nothing_but_pages_says_so(tmp_path: Path) -> None:
    text = (
        "story: {id: b, title: B, version: 1, language: en, start: s}\n"
        "scenes:\n  s: {text: A., then: end}\nendings:\n  end: {title: E, text: E.}\n"
    )
    pages = program_from(text, tmp_path)
    assert summed(pages) == ("You have not decided anything yet.",)
    assert summed(pages, "s.") == ("There was nothing to decide on this way.",)


# --- Judged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["scope=no_it"], "You judged one thing. The text bears this out."),
        (
            ["scope=yes_it@3"],
            "You judged one thing. The text says otherwise. You were sure of that.",
        ),
        (
            ["scope=no_it@3", "guess=a"],
            "You judged two things. The text decides one of them, and bears out that one.",
        ),
        (
            ["scope=yes_it", "grid.S1.known=fits"],
            "You judged two things. The text decides both of them, and says otherwise in each.",
        ),
        (
            ["scope=yes_it@1", "grid.S1.known=silent", "guess=b"],
            f"You judged three things. {ONE_OF_TWO}",
        ),
        (
            ["scope=no_it", "grid.S1.known=silent"],
            "You judged two things. The text decides both of them, and bears out what you said.",
        ),
    ],
)
def test_it_says_how_many_judgements_the_text_bears_out(
    program: Program, answers: list[str], said: str
) -> None:
    assert said in summed(program, *answers, "gate.straight")


# --- Signed, and the ending -----------------------------------------------------------------------


def test_two_reports_are_summed_up_differently(program: Program) -> None:
    loud = summed(program, *signing("them", "yes_so"))
    open_one = summed(program, *signing("open", "both"))
    assert loud[2] == (
        "You signed two statements, resting on two facts: one only claimed and one claimed and "
        "contested. One of the two statements you signed says more than it can cite. No statement "
        "you signed leaves something open. The report cites an assurance, and no warning. You "
        "recommended: “Boots.”"
    )
    assert open_one[2].startswith("You signed two statements, resting on three facts: two claimed")
    assert "The report cites both an assurance and a warning." in open_one[2]


def test_statements_without_a_source_are_said_to_cite_nothing(tmp_path: Path) -> None:
    text = STORY.replace(", cites: [F2, F3]", "")
    said = summed(program_from(text, tmp_path), *signing("bare", "both"))[2]
    assert said.startswith("You signed two statements, citing nothing. Both statements you signed")


def test_it_says_what_the_ending_rests_on_and_how_much_of_it_was_cited(program: Program) -> None:
    cited = summed(program, *signing("toll", "both"))
    assert cited[3] == (
        "The ending, “The end”, rests on one fact, reported. You had been told it before your last "
        "decision, and your report cites it."
    )
    other = summed(program, *signing("said", "both"))
    assert other[3].endswith("and your report cites nothing of it.")


# --- The source -----------------------------------------------------------------------------------


def test_the_source_is_called_by_its_title_where_it_has_one(tmp_path: Path) -> None:
    book = ledger(played(program_from(GROUNDED, tmp_path), "scope=no_it", "gate.straight"))
    assert "two were reported by “The desk papers”" in book.summary
    assert book.groups[0].heading == "Reported by “The desk papers”"
    assert book.source_told == "The paragraphs are those of “The desk papers”, A house, 2006."


def test_without_a_title_it_is_the_source(program: Program) -> None:
    assert source_title(program.story) == "the source"
    assert source_told(program.story) == "The paragraphs are those of the source."


def test_words_for_lists_and_counts() -> None:
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "three times"]
    assert [things(number, "fact", "facts") for number in (1, 21)] == ["one fact", "21 facts"]
