"""Checks of what is told without a fact. Each finding has a near twin that must not be told."""

from __future__ import annotations

import pytest

from borderpost.story.checks.citing import MOST_NAMED, paragraphs_of
from borderpost.story.diagnostics import Diagnostic
from tests.story.checking import found_in, marked, story

FACTS = """
    facts:
      F1: {says: The gate was open., mark: documented}
      F2: {says: Who opened it., mark: unknown}
"""
SOURCES = """
    sources:
      S1: {name: "General Ada Berg, on gates", named: true, says: "It was open. [F1]"}
      S2: {name: A Guard, says: It was shut.}
"""
ENDINGS = """\
endings:
  over: {title: Over, text: It is over., facts: [F1], unknowns: [F2]}
"""


def found(code: str, text: str) -> list[Diagnostic]:
    return [each for each in found_in(text) if each.code == code]


def telling(prose: str, *sections: str) -> str:
    """A story whose one scene tells this, line for line."""
    lines = "".join(f"        {line}\n" for line in prose.split("\n"))
    return story(
        f"gate:\n      card: [S1, S2]\n      text: |\n{lines}      then: over\n".replace(
            "\n      ", "\n  "
        ),
        FACTS,
        *(sections or (SOURCES,)),
        endings=ENDINGS,
    )


def told(code: str, prose: str) -> list[str]:
    """What the carets of a code stand under where a scene tells this."""
    return [marked(each) for each in found(code, telling(prose))]


# --- Facts and endings ----------------------------------------------------------------------------


def test_a_story_whose_facts_are_cited_has_nothing_to_tell() -> None:
    assert found_in(telling("The gate was open. [F1]")) == []


def test_a_fact_that_nothing_cites() -> None:
    text = telling("The gate was open. [F1]").replace("unknowns: [F2]", "unknowns: [Who it was.]")
    (uncited,) = found_in(text)
    assert (uncited.code, marked(uncited), uncited.severity) == ("BP607", "F2", "style")


@pytest.mark.parametrize(
    "cite",
    [
        ("unknowns: [F2]", "unknowns: [F2]"),
        ("facts: [F1]", "facts: [F1, F2]"),
        ("says: It was shut.", 'says: "It was shut. [F2]"'),
        ("says: It was shut.", "says: It was shut., context: [F2]"),
        ("says: It was shut.", 'says: It was shut., role: "Guards it. [F2]"'),
        ("text: It is over.", 'text: "It is over. [F2]"'),
    ],
)
def test_a_fact_may_be_cited_anywhere(cite: tuple[str, str]) -> None:
    open_ending = ("unknowns: [F2]", "unknowns: [Who it was.]")
    text = telling("The gate was open. [F1]")
    kept = text if cite[0] == "unknowns: [F2]" else text.replace(*open_ending)
    assert found_in(kept.replace(*cite)) == []


def test_to_be_set_against_a_cited_fact_is_not_to_be_cited() -> None:
    against = FACTS.replace("mark: documented", "mark: documented, against: [F2]")
    against = against.replace("mark: unknown", "mark: unknown, against: [F1]")
    text = story(
        "gate: {text: 'Open. [F1]', then: over}",
        against,
        endings=ENDINGS.replace("[F2]", "[Who it was.]"),
    )
    assert [each.code for each in found_in(text)] == ["BP607"]


def test_an_ending_that_leaves_nothing_open() -> None:
    text = telling("The gate was open. [F1] [F2]").replace(", unknowns: [F2]", "")
    (closed,) = found_in(text)
    assert (closed.code, marked(closed), closed.severity) == ("BP606", "over", "warning")


def test_a_story_without_facts_needs_none() -> None:
    assert found_in(story("gate: {text: 'Forty men, 3 dogs, ten per cent.', then: over}")) == []


def test_nothing_of_this_is_told_while_there_are_errors() -> None:
    assert [each.code for each in found_in(telling("Forty men. [F9]"))] == ["BP601"]


# --- Figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "marks"),
    [
        ("Forty men came.", ["Forty"]),
        ("There were 3 dogs.", ["3"]),
        ("In 2006 it was open.", ["2006"]),
        ("It cost $40.50.", ["$40.50"]),
        ("All 1,500 of them.", ["1,500"]),
        ("A share of 12.5 % is open.", ["12.5 %"]),
        ("Some ten per cent of the gates.", ["ten per cent"]),
        ("Five dollars a month.", ["Five dollars"]),
        ("One hundred and five men.", ["One hundred and five"]),
        ("Twenty-five men.", ["Twenty-five"]),
        ("Hundreds came.", ["Hundreds"]),
        ("Back in the nineties.", ["nineties"]),
        ("A fourteenth man.", ["fourteenth"]),
        ("First, forty men came,\nand then fifty.", ["forty"]),
        ("Forty came.\n\nThen it was fifty.", ["Forty", "fifty"]),
        ("Forty came.\n\nThe gate was open. [F1]", ["Forty"]),
        ("> Forty came.\nIt was open. [F1]", ["Forty"]),
        ("- forty came\n- it was open [F1]", ["forty"]),
        ("It is\ntold that\nforty came.", ["forty"]),
    ],
)
def test_a_figure_without_a_fact_is_told_where_it_stands(prose: str, marks: list[str]) -> None:
    assert told("BP608", prose) == marks


@pytest.mark.parametrize(
    "prose",
    [
        "Forty men came. [F1]",
        "Forty men, it is said,\ncame by. [F1]",
        "Twelve men came, the second at ten.",
        "At 9:30 and at 21:15 it was shut.",
        "One of them had fortitude, and a tenth was lost.",
        "A centre. Per century. The eighth.",
        "Post G7 and the F16s.",
    ],
)
def test_a_figure_with_its_fact_and_what_is_none_are_left_alone(prose: str) -> None:
    assert told("BP608", prose) == []


def test_a_finding_names_the_figures_of_its_paragraph_but_not_without_end() -> None:
    (only,) = found("BP608", telling("There were 4, 5, 6, 7 and 8."))
    assert only.message.startswith(f"'4', '5', '6' and {5 - MOST_NAMED} more in a paragraph")


def test_words_for_numbers_are_known_in_english_only() -> None:
    text = telling("Forty men and 3 dogs.").replace("language: en", "language: de")
    assert [marked(each) for each in found("BP608", text)] == ["3"]


PLACES = """
gate:
  text: Here.
  report:
    opens: %s
    slots:
      - {id: r, ask: "Were there 7?", options: {a: {says: There were 7.}, b: {says: No.}}}
  questions:
    - {id: q, ask: "Are 7 many?", options: {a: "7 are", b: No}, feedback: {a: %s}}
  choices:
    - {id: go, label: Take 7, after: %s, then: hall}
    - {id: run, label: Run with 7, later: {at: two, text: %s}, then: hall}
  act: one
hall: {act: two, text: Hall., then: over}
"""


@pytest.mark.parametrize("place", range(4))
def test_all_that_is_told_counts_and_not_what_is_offered(place: int) -> None:
    """Labels, questions and the sentences of reports are the player's to say, or not."""
    scene = PLACES % tuple("There were 7 of them." if n == place else "Some." for n in range(4))
    text = story(scene, "acts: [one, two]", FACTS, endings=ENDINGS)
    (only,) = found("BP608", text)
    assert marked(only) == "7"
    assert text.split("\n")[only.at.line - 1].count("There were 7 of them.") == 1


@pytest.mark.parametrize("key", ["text", "bought", "cost"])
def test_endings_count(key: str) -> None:
    ending = ENDINGS.replace("text: It is over.", "text: It is over., cost: Time., bought: Time.")
    before = {"text": "text: It is over.", "cost": "cost: Time.", "bought": "bought: Time."}[key]
    ending = ending.replace(before, f"{key}: Seventy men.")
    text = story("gate: {text: Here., then: over}", FACTS, endings=ending)
    assert [marked(each) for each in found("BP608", text)] == ["Seventy"]


# --- Real people ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "marks"),
    [
        ("Berg smiles.", ["Berg"]),
        ("It is General Ada Berg's gate.", ["General Ada Berg"]),
        ("You think of General Ada\nBerg.", ["General Ada"]),
        ("It was open. [F1]\n\nBerg smiles.", ["Berg"]),
        ("Berg smiles. Berg waves.", ["Berg"]),
    ],
)
def test_a_real_person_without_a_fact_is_told(prose: str, marks: list[str]) -> None:
    assert told("BP609", prose) == marks


@pytest.mark.parametrize(
    "prose",
    [
        "It was open, says Berg. [F1]",
        "The Bergs and the VanBerg live by an iceberg in Bergen.",
        "A general, and General Confusion.",
        "A Guard says nothing, and gates are gates.",
    ],
)
def test_other_words_and_invented_people_are_left_alone(prose: str) -> None:
    assert told("BP609", prose) == []


def test_the_card_of_a_real_person_says_what_facts_say() -> None:
    said = 'says: ["It was open. [F1]", "And she was glad."]'
    sources = SOURCES.replace('says: "It was open. [F1]"', said)
    (only,) = found("BP609", telling("Here.", sources))
    assert marked(only) == "And she was glad."
    assert "'S1'" in only.message
    invented = sources.replace("named: true", "named: false")
    assert found("BP609", telling("Here.", invented)) == []


def test_paragraphs_are_those_that_are_read() -> None:
    prose = "One\nline.\n\n> Paper\n> goes on.\nText.\n- a\n  b\n- c\n---\nEnd.\n"
    found = list(paragraphs_of(prose))
    assert [part for _, part in found] == [
        "One\nline.",
        "> Paper\n> goes on.",
        "Text.",
        "- a\n  b",
        "- c",
        "---\nEnd.",
    ]
    assert all(prose[start:].startswith(part) for start, part in found)
