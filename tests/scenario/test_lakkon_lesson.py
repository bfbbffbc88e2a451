"""What Lakkon says to a class keeps the rules that its scenes keep.

The file is read as plain YAML, so that these tests stand without our own reader. Each rule is a
function that returns what is wrong; it is held against the shipped file and a planted fault. That
it copies nothing of the article is held for every file of the story in `test_facts`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import yaml

from tests.scenario.test_facts import CONTEXT, LAKKON, PEOPLE, Facts, cited, figures, load, unbanned

Texts = dict[str, str]
Point = tuple[float, float]

DOLLARS = {"200", "75", "40"}  # the only sums that the article names
LAST_YEAR = 2006
OF_OUR_OWN = {  # rest on no fact: the lesson's own, the article's year, general knowledge
    "not_claimed": {"12", "20"},
    "before": {"2006"},
    "background": {"2006", "1991", "2005"},
    "answer 7": {"2006"},
}
YES_OR_NO = re.compile(
    r"(am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would)\b",
    re.IGNORECASE,
)
CITIES = {  # degrees east and north, from works of reference
    "Dushanbe": (68.77, 38.56),
    "Khujand": (69.62, 40.28),
    "Osh": (72.80, 40.53),
}


def whole() -> dict[str, Any]:
    """The file as it stands, every scalar a string."""
    text = (LAKKON / "lesson.yaml").read_text(encoding="utf-8")
    mapping: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (strings only)
    return mapping


def texts_of(everything: dict[str, Any]) -> Texts:
    """Each text on its own, since a page may show one without the others; not the standards."""
    lesson = everything["lesson"]
    plain = "not_claimed out_of_role before from_the_region background"
    return {
        **{f"question {n}": text for n, text in enumerate(everything["discuss"], 1)},
        **{f"aim {n}": aim["says"] for n, aim in enumerate(everything["learning"], 1)},
        **{key: lesson[key] for key in plain.split()},
        **{f"answer {n}": answer["say"] for n, answer in enumerate(lesson["answers"], 1)},
        **{
            entry["term"]: f"{entry['term']}: {entry.get('spoken', '')}\n{entry['means']}"
            for entry in lesson["glossary"]
        },
        "map": lesson["map"]["note"],
    }


def wrong_questions(questions: list[str]) -> Iterator[str]:
    """Questions for the class that ask nothing, or that a yes would answer."""
    for text in questions:
        asked = re.findall(r"(?:^|(?<=[.?!\u201d\"]\s))[^.?!]+\?", " ".join(text.split()))
        if not asked:
            yield f"asks nothing: {text}"
        for question in asked:
            if YES_OR_NO.match(question):
                yield f"a yes would do: {question}"


def wrong_citations(texts: Texts, facts: Facts) -> Iterator[str]:
    """Facts that do not exist, people without theirs, figures that rest on none."""
    for name, text in texts.items():
        for fact in sorted(cited(text) - set(facts)):
            yield f"{name}: there is no {fact}"
        resting = [facts[fact] for fact in cited(text) & set(facts)]
        carried = " ".join(f"{fact['says']} {fact['by']}" for fact in resting)
        for person in sorted(set(PEOPLE.findall(text)) - set(PEOPLE.findall(carried))):
            yield f"{name}: {person} without a fact"
        written = {figure for figure in figures(text) if figure.isdigit() and len(figure) > 1}
        for figure in sorted(written - figures(carried) - OF_OUR_OWN.get(name, set())):
            yield f"{name}: {figure} rests on no fact"


def wrong_words(texts: Texts) -> Iterator[str]:
    """Years after the article, sums it does not name, the banned group without its context."""
    for name, text in texts.items():
        for year in re.findall(r"\b(?:19|20)\d\d\b", text):
            if int(year) > LAST_YEAR:
                yield f"{name}: {year}"
        for before, after in re.findall(r"\$ ?([\d,.]+)|([\d,.]+) (?:US )?dollars", text):
            if before + after not in DOLLARS:
                yield f"{name}: {before + after} dollars"
        if "Tahrir" in text and not cited(text) >= CONTEXT:
            yield f"{name}: Hizb-ut-Tahrir without {sorted(CONTEXT)}"
    for name in unbanned(texts):
        yield f"{name}: Hizb-ut-Tahrir, and not that it is banned"


def on_the_map(place: Point) -> Point:
    """Where degrees east and north are drawn, as the file says."""
    east, north = place
    return 9.09 * (east - 66.6), 17.54 * (41.7 - north)


def points_of(line: dict[str, Any]) -> list[Point]:
    """The points of a line as numbers."""
    return [(float(right), float(down)) for right, down in line["points"]]


def encloses(ring: list[Point], place: Point) -> bool:
    """Whether a place lies inside a closed line: a ray from it crosses the line an odd number."""
    right, down = place
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > down) != (y2 > down):
            crossed += right < x1 + (down - y1) * (x2 - x1) / (y2 - y1)
    return crossed % 2 == 1


def distance(line: list[Point], place: Point) -> float:
    """How far a place is from a line, in units of the map."""

    def from_piece(start: Point, end: Point) -> float:
        (x1, y1), (x2, y2), (x, y) = start, end, place
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
        kept = max(0.0, min(1.0, along))
        return float(((x1 + kept * (x2 - x1) - x) ** 2 + (y1 + kept * (y2 - y1) - y) ** 2) ** 0.5)

    return min(from_piece(start, end) for start, end in pairwise(line))


def test_there_are_three_aims_each_with_its_standards() -> None:
    aims = whole()["learning"]
    assert len(aims) == 3
    assert all(aim["standards"] for aim in aims)


def test_the_class_is_asked_what_no_yes_answers() -> None:
    questions = whole()["discuss"]
    assert 6 <= len(questions) <= 8
    assert list(wrong_questions([*questions, whole()["lesson"]["out_of_role"]])) == []


def test_every_text_keeps_to_its_facts() -> None:
    assert list(wrong_citations(texts_of(whole()), load("facts"))) == []


def test_every_text_keeps_the_rules_of_decency() -> None:
    texts = texts_of(whole())
    assert any("Tahrir" in text for text in texts.values())
    assert list(wrong_words(texts)) == []


def test_every_answer_rests_on_facts() -> None:
    answers = whole()["lesson"]["answers"]
    assert 8 <= len(answers) <= 10
    assert [answer["asked"] for answer in answers if not cited(answer["say"])] == []


def test_the_answer_to_a_sweeping_word_rests_on_what_is_reported() -> None:
    said = next(a["say"] for a in whole()["lesson"]["answers"] if "Muslims" in a["asked"])
    assert cited(said) >= {"F20", "F37", *CONTEXT}


def test_the_background_says_that_it_is_none_of_the_article() -> None:
    lesson = whole()["lesson"]
    assert "does not come from the article" in lesson["background"].splitlines()[0]
    assert "not from the article" in " ".join(lesson["map"]["note"].split())


def test_the_glossary_has_each_word_once_and_everybody_who_is_named() -> None:
    terms = [entry["term"] for entry in whole()["lesson"]["glossary"]]
    assert 16 <= len(terms) <= 20
    assert len(set(terms)) == len(terms)
    named = {person for fact in load("facts").values() for person in PEOPLE.findall(fact["by"])}
    assert named | {"Yuldashov"} <= set(terms)


def test_every_foreign_word_says_where_its_stress_is() -> None:
    for entry in whole()["lesson"]["glossary"]:
        if "-" in entry.get("spoken", ""):
            stressed = re.findall(r"[A-Z]{2,}", entry["spoken"])
            assert stressed, entry["term"]


def test_the_map_draws_cities_where_they_are() -> None:
    places = {place["name"]: place["at"] for place in whole()["lesson"]["map"]["places"]}
    for name, degrees in CITIES.items():
        drawn = [float(each) for each in places[name]]
        assert drawn == pytest.approx(on_the_map(degrees), abs=0.6), name


def test_lakkon_is_drawn_on_the_border_with_kyrgyzstan() -> None:
    drawn = whole()["lesson"]["map"]
    borders = [points_of(line) for line in drawn["lines"] if line["kind"] == "border"]
    ours = borders[:4]  # a ring round Tajikistan
    ends = [*ours, ours[0]]
    assert all(one[-1] == next_one[0] for one, next_one in pairwise(ends))
    ring = [point for line in ours for point in line[:-1]]
    at = {
        place["name"]: (float(place["at"][0]), float(place["at"][1])) for place in drawn["places"]
    }
    inside = {name for name, place in at.items() if encloses(ring, place)}
    assert inside >= {"Tajikistan", "Khujand", "Dushanbe"}
    assert not inside & {"Kyrgyzstan", "Uzbekistan", "China", "Afghanistan", "Osh", "Batken region"}
    assert distance(ours[1], at["Lakkon, about here"]) <= 1


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Say what you think.", "asks nothing"),
        ("Were you right?", "a yes would do: Were you right?"),
        ("You signed. Would you sign again?", "a yes would do: Would you sign again?"),
    ],
)
def test_a_question_at_fault_is_told(question: str, told: str) -> None:
    assert [line.startswith(told) for line in wrong_questions([question])] == [True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was so. [F61]", "x: there is no F61"),
        ("Azimov is ready. [F30]", "x: Azimov without a fact"),
        ("There were 400. [F43]", "x: 400 rests on no fact"),
    ],
)
def test_a_text_without_its_fact_is_told(text: str, told: str) -> None:
    assert list(wrong_citations({"x": text}, load("facts"))) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2007 it went on.", "x: 2007"),
        ("They earn 60 dollars.", "x: 60 dollars"),
        ("The banned Hizb-ut-Tahrir. [F38] [F39]", "x: Hizb-ut-Tahrir without"),
        ("Hizb-ut-Tahrir. [F38] [F39] [F43]", "x: Hizb-ut-Tahrir, and not that it is banned"),
    ],
)
def test_a_word_out_of_bounds_is_told(text: str, told: str) -> None:
    assert [line.startswith(told) for line in wrong_words({"x": text})] == [True]
