"""Settings: chosen before play, by name and word."""

from __future__ import annotations

import pytest

from borderpost.engine.run import Run
from borderpost.engine.settings import BadSetting, complete, settings_to_ask, values
from tests.engine.small import program, story

ASKED = """
variables:
  length: {one_of: [short, long], start: long, ask: true}
  night: {flag: true, ask: true}
  company: {range: 2..4, start: 3, ask: true}
  hidden: {range: 0..1, start: 0}
scenes:
  gate:
    text: |
      {company} in all, {length}, {night}, {hidden}.
    then: road
endings:
  road:
    title: The road
    text: |
      Gone.
"""


def test_what_is_not_given_is_as_the_story_starts_it() -> None:
    assert complete(story(ASKED), {}) == {"length": "long", "night": "false", "company": "3"}
    assert complete(story(ASKED), {"night": "true"})["night"] == "true"


def test_a_story_without_settings_says_so_in_full() -> None:
    bare = "scenes: {gate: {text: A., then: over}}\nendings: {over: {title: O, text: O.}}"
    with pytest.raises(BadSetting) as told:
        complete(story(bare), {"length": "short"})
    assert told.value.message == "the story 'small' has no setting 'length'"
    assert told.value.mend == "its settings: none"
    with pytest.raises(BadSetting) as told:
        complete(story(ASKED), {"length": "x"})
    assert told.value.message == "the setting 'length' cannot be 'x'"
    assert told.value.mend == "it can be: short, long"


@pytest.mark.parametrize(
    ("given", "message", "mend"),
    [
        ({"lenght": "short"}, "no setting 'lenght'", "length, night, company"),
        ({"hidden": "1"}, "no setting 'hidden'", "length, night, company"),
        ({"length": "middling"}, "cannot be 'middling'", "short, long"),
        ({"night": "yes"}, "cannot be 'yes'", "false, true"),
        ({"company": "5"}, "cannot be '5'", "2, 3, 4"),
        ({"company": "many"}, "cannot be 'many'", "2, 3, 4"),
        ({"company": ""}, "cannot be ''", "2, 3, 4"),
    ],
)
def test_what_a_setting_cannot_be_is_told_with_what_it_can(
    given: dict[str, str], message: str, mend: str
) -> None:
    with pytest.raises(BadSetting, match=message) as told:
        complete(story(ASKED), given)
    assert mend in told.value.mend


def test_every_value_of_a_setting_can_be_played() -> None:
    asked = program(ASKED)
    for variable in asked.story.settings:
        for word in values(variable):
            run = Run(asked, {variable.name: word}, 1)
            assert run.settings[variable.name] == word
            assert asked.named(run.state)[variable.name] == word


MANY = ASKED.replace(
    "  hidden:",
    """\
  one: {one_of: [only], start: only, ask: true}
  twenty: {range: 1..20, start: 3, ask: true}
  more: {range: 1..21, start: 3, ask: true}
  hidden:""",
)


def test_a_setting_is_asked_for_where_there_is_a_choice_and_none_was_made() -> None:
    def asked(*names: str) -> list[str]:
        given = dict.fromkeys(names, "given")
        return [setting.name for setting in settings_to_ask(story(MANY), given)]

    assert asked() == ["length", "night", "company", "twenty"]
    assert asked("length", "company") == ["night", "twenty"]
    assert asked("length", "night", "company", "twenty") == []
