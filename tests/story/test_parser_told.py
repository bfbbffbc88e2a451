"""How faults are told: what was meant, where the other one stands, what to paste."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.story.catalogue.small import SMALL, changed, longer
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.load import load_story
from borderpost.story.scales import SCALES

SCENE_TEXT = "    text: |\n      You stand at the gate.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def told(folder: Path, text: str) -> Diagnostic:
    """The one thing that is told of a story."""
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    (found,) = load_story(folder).diagnostics
    return found


def test_the_small_story_is_told_nothing(folder: Path) -> None:
    (folder / "story.yaml").write_text(SMALL, encoding="utf-8")
    assert load_story(folder).diagnostics == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("lable", "label"), ("goto", "then"), ("next", "then"), ("effects", "do"), ("Tags", "tags")],
)
def test_a_key_that_was_meant_is_proposed_and_read_as_if_it_stood_there(
    folder: Path, wrong: str, meant: str
) -> None:
    right = {"label": "Go", "then": "over", "do": "[]", "tags": "[a]"}[meant]
    lines = {"label": "        label: Go\n", "then": "        then: over\n"}
    story = changed(lines[meant], "") if meant in lines else SMALL
    found = told(
        folder, changed("- id: go\n", f"- id: go\n        {wrong}: {right}\n", story=story)
    )
    assert found.code == "BP101"
    assert f"did you mean '{meant}'?" in found.message


def test_a_key_that_is_like_none_only_lists_those_there_are(folder: Path) -> None:
    found = told(folder, changed("- id: go\n", "- id: go\n        xylophone: 1\n"))
    assert "did you mean" not in found.message
    assert "label" in found.mend


@pytest.mark.parametrize(
    ("written", "pasted"),
    [
        (
            "    text:\n      - Officer: quiet\n",
            "      - |\n        Officer: quiet",
        ),
        (
            "    text:\n      Officer: quiet\n",
            "    text: |\n      Officer: quiet",
        ),
    ],
)
def test_a_sentence_cut_by_a_colon_comes_back_as_a_block(
    folder: Path, written: str, pasted: str
) -> None:
    found = told(folder, changed(SCENE_TEXT, written))
    assert (found.code, found.paste) == ("BP104", pasted)
    mended = changed(SCENE_TEXT, f"    text:\n{pasted}\n" if "- |" in pasted else f"{pasted}\n")
    (folder / "story.yaml").write_text(mended, encoding="utf-8")
    story = load_story(folder).story
    assert story is not None
    assert story.scenes["gate"].text[0].prose == "Officer: quiet\n"


def test_a_single_value_comes_back_in_brackets(folder: Path) -> None:
    found = told(folder, changed("- id: go\n", "- id: go\n        tags: calm  # so far\n"))
    assert (found.code, found.paste) == ("BP103", "        tags: [calm]  # so far")


def test_an_id_is_proposed_for_what_is_none(folder: Path) -> None:
    assert "`cafe_au_lait`" in told(folder, changed("id: go", "id: café au lait")).mend
    assert "`n2_days`" in told(folder, changed("id: go", "id: 2 days")).mend


def test_a_long_value_is_cut_in_the_message(folder: Path) -> None:
    found = told(folder, changed("then: over", f"then: {'x' * 500}"))
    assert len(found.message) < 120


def test_a_number_with_more_digits_than_any_number_has_is_out_of_bounds(folder: Path) -> None:
    found = told(folder, changed("version: 1", f"version: {'9' * 5000}"))
    assert found.code == "BP106"
    assert len(found.message) < 120


def test_an_unknown_name_is_underlined_whole(folder: Path) -> None:
    found = told(folder, changed("then: over", "then: nowhere_at_all"))
    assert found.width == len("nowhere_at_all")
    assert found.excerpt[found.at.column - 1 :] == "nowhere_at_all"


def test_a_step_of_a_play_is_underlined_where_it_errs(folder: Path) -> None:
    test = 'tests:\n  - {name: a, play: ["gate.og"], expect: {ending: over}}\n'
    found = told(folder, longer(test))
    assert found.excerpt[found.at.column - 1 :].startswith('og"')


def test_the_likelihood_scale_shows_its_per_cent_in_order() -> None:
    labels = [label for _, label in SCALES["likelihood"]]
    assert labels[4] == "likely (55-80 %)"
    assert all(label.endswith(" %)") for label in labels)
    lows = [int(label.partition("(")[2].partition("-")[0]) for label in labels]
    assert lows == sorted(lows)
    assert [len(scale) for scale in SCALES.values()] == [6, 6, 7, 3]


def test_what_was_read_only_after_mending_is_told_within_its_line(folder: Path) -> None:
    (folder / "story.yaml").write_text(changed("  gate:\n", "  {gate:\n"), encoding="utf-8")
    found = load_story(folder).diagnostics
    assert "BP103" in {each.code for each in found}
    for each in found:
        assert each.at.column <= len(each.excerpt) + 1
