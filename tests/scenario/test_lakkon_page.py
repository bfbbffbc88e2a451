"""The page about Lakkon says what the story is: its facts, its keyed questions, its endings."""

import re
from pathlib import Path

from tests.scenario.test_lakkon_plays import load_lakkon

PAGE = (Path(__file__).parents[2] / "docs" / "lakkon.md").read_text(encoding="utf-8")


def test_every_fact_stands_there_with_its_paragraph() -> None:
    told = re.findall(r"(F\d\d) \| (\d+) \| (\w+)", PAGE)
    facts = load_lakkon().facts.values()
    assert sorted(told) == sorted((f.id, str(f.paragraph), f.kind) for f in facts)


def test_every_keyed_question_beside_the_practice_and_the_table_stands_there() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    keyed = {
        question.id
        for scene in load_lakkon().scenes.values()
        for question in scene.asked
        if question.key and question.id not in ("soup", "scope_s5")
    }
    assert sorted(told) == sorted(keyed - {"hypotheses"})
    assert len(told) == 12


def test_half_of_them_are_right_to_rely_on() -> None:
    rely = len(re.findall(r"\| to rely", PAGE))
    beware = len(re.findall(r"\| to beware", PAGE))
    assert rely >= 5
    assert rely <= 0.6 * (rely + beware)
    assert beware <= 0.6 * (rely + beware)


def test_every_ending_has_its_share() -> None:
    told = re.findall(r"^\| ([a-z_]+) \| +\d+\.\d %", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(load_lakkon().endings)
