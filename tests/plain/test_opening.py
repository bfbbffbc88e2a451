"""Before a play: settings are asked for, and an unfinished run is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.settings import BadSetting
from tests.plain.sitting import sit
from tests.stories import HEAD, OVER

SETTINGS = (
    HEAD.replace("  start: gate\n", "  start: gate\n  about: |\n    A post in the *hills*.\n")
    + """\
variables:
  profile: {one_of: [short, full], start: short, ask: true, label: How long}
  dry: {flag: true, ask: true}
  only: {one_of: [one], start: one, ask: true}
scenes:
  gate:
    title: The gate
    text: |
      {profile}, {dry}, {only}.
    then: over
"""
    + OVER
)


def test_settings_with_a_choice_are_asked_for_by_number(tmp_path: Path) -> None:
    sitting = sit(SETTINGS, tmp_path, "2", "9", "2")
    assert sitting.prompts[0] == "\nHow long:\n 1. short\n 2. full"
    assert sitting.prompts[1].endswith("\ndry:\n 1. no\n 2. yes")
    assert sitting.after("9") == "Type a number from 1 to 2, or quit."
    assert sitting.run.settings == {"profile": "full", "dry": "true", "only": "one"}
    assert "A post in the hills." in sitting.text


def test_settings_that_are_given_are_not_asked_for(tmp_path: Path) -> None:
    sitting = sit(SETTINGS, tmp_path, "1", settings={"profile": "full"})
    assert "How long:" not in sitting.text
    assert sitting.run.settings == {"profile": "full", "dry": "false", "only": "one"}


def test_the_end_of_input_before_a_run(tmp_path: Path) -> None:
    sitting = sit(SETTINGS, tmp_path, "2")
    assert sitting.code == 0
    assert sitting.text.endswith("Nothing was begun, so there was nothing to save.\n")
    assert sitting.paths == []


def test_quitting_before_a_run(tmp_path: Path) -> None:
    sitting = sit(SETTINGS, tmp_path, "quit", "1")
    assert (sitting.code, sitting.paths) == (0, [])


@pytest.mark.parametrize("settings", [{"profile": "long"}, {"nothing": "1"}])
def test_settings_that_there_are_not(tmp_path: Path, settings: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        sit(SETTINGS, tmp_path, settings=settings)


GATE = (
    HEAD
    + "scenes:\n  gate:\n    title: The gate\n    text: |\n      A gate.\n"
    + """\
    choices:
      - {id: go, label: Go in, then: yard}
  yard:
    title: The yard
    text: |
      A yard.
    then: over
"""
    + OVER
)


def test_an_unfinished_run_is_offered_at_a_terminal(tmp_path: Path) -> None:
    first = sit(GATE, tmp_path, "1")
    handle = first.paths[0].stem.removeprefix("small-")
    second = sit(GATE, tmp_path, "1", "1", interactive=True)
    assert second.prompts[0] == (
        "A run of this story is not finished.\n"
        f" 1. Go on with {handle}, at: The yard\n 2. Begin a new run"
    )
    assert second.paths == first.paths
    assert second.run.finished


def test_a_new_run_can_be_begun_all_the_same(tmp_path: Path) -> None:
    sit(GATE, tmp_path, "1")
    second = sit(GATE, tmp_path, "2", interactive=True)
    assert len(second.paths) == 2
    assert "A gate." in second.text


def test_a_finished_run_is_not_offered(tmp_path: Path) -> None:
    sit(GATE, tmp_path, "1", "1")
    assert "not finished" not in sit(GATE, tmp_path, interactive=True).text


def test_a_pipe_begins_anew(tmp_path: Path) -> None:
    sit(GATE, tmp_path, "1")
    assert "not finished" not in sit(GATE, tmp_path).text


def test_what_became_of_a_run_whose_story_changed_is_told(tmp_path: Path) -> None:
    first = sit(GATE, tmp_path, "1")
    edited = GATE.replace("then: yard", "then: over")
    second = sit(edited, tmp_path, resume=first.paths[0])
    assert "The story has changed since this run was saved." in second.text
    assert "You" not in second.text.partition("A gate.")[0]
