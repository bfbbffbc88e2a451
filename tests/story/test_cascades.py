"""One slip of the pen is told once, where it was made, with a mend that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.story.diagnostics import Diagnostic
from borderpost.story.load import load_story

STORY = """\
story:
  id: small
  title: Small
  version: 1
  language: en
  start: gate
  about: |
    One gate.
variables:
  money:
    meter: 0..10
    start: 6
    label: Money
    better: high
facts:
  F20:
    says: Who they were is unclear.
    mark: unknown
    by: the reporter
sources:
  S1:
    name: A note
    says: |
      Nobody knows. [F20]
scenes:
  gate:
    title: The gate
    card: [S1]
    text: |
      You stand at the gate. It is late, and {money} is left.

      Below, in pencil: *some got away?* Nobody signs. [F20]

      It is colder than yesterday.
    choices:
      - id: call
        label: |
          "Call them."
        do: [money -= 1]
        after: |
          "We are coming," they say.
        then: yard
      - id: wait
        label: "Wait a while."
        tags: [calm]
        do: [money += 1]
        then: yard
  yard:
    title: The yard
    text:
      - id: called
        if: chose(gate.call)
        text: They have come.
      - else: true
        text: Nobody is here.
    choices:
      - id: sign
        label: Sign
        then: over
endings:
  over:
    title: Over
    text: |
      It is over.
    facts: [F20]
    unknowns: [F20]
policies:
  calm:
    prefer: [calm]
checks:
  - reachable: [over, gate.call, gate.wait]
tests:
  - name: one
    play: [gate.call, sign]
    expect: {ending: over}
  - name: two
    play: [gate.wait, sign]
    expect: {ending: over, money: 7}
  - name: three
    play: [gate.call, sign]
    expect: {ending: over, money: 5}
"""


def found_in(folder: Path, text: str) -> list[Diagnostic]:
    folder.mkdir(exist_ok=True)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    return load_story(folder).diagnostics


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_story_itself_is_sound(tmp_path: Path) -> None:
    assert found_in(tmp_path, STORY) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("    text: |\n      You", "      You", "BP028", "      You"),
        ("    choices:\n      - id: call", "      - id: call", "BP164", "  gate:\n    title"),
        ("      Below, in", "    Below, in", "BP101", "    Below, in"),
        ("      Below, in", "Below, in", "BP101", "Below, in"),
        ("      It is colder", "\tIt is colder", "BP021", "\tIt is colder"),
        ("    card: [S1]", "\tcard: [S1]", "BP021", "\tcard"),
        ("    text: |\n      You", "\ttext: |\n      You", "BP021", "\ttext"),
        ("  yard:\n    title", "\tyard:\n    title", "BP021", "\tyard"),
        ("  money:\n", "\tmoney:\n", "BP021", "\tmoney"),
        ("      - id: wait", "        id: wait", "BP010", "        id: wait"),
        ("      - id: wait", "       - id: wait", "BP026", "       - id: wait"),
        ("      - id: wait", "     - id: wait", "BP026", "     - id: wait"),
        ('label: "Wait a while."', 'label: "Wait a while.', "BP024", '        label: "Wait'),
        (
            "        then: yard\n      - id: w",
            "        then yard\n      - id: w",
            "BP028",
            "        then yard",
        ),
        (
            "        then: yard\n      - id: w",
            "          then: yard\n      - id: w",
            "BP164",
            "      - id: call",
        ),
        ("scenes:\n", "", "BP101", "  gate:\n"),
        ("  gate:\n", "", "BP103", "    title: The gate"),
        ("meter: 0..10", "meter: 0-10", "BP162", "    meter"),
        ("chose(gate.call)\n", "chose(gate.call\n", "BP130", "        if: chose"),
        ("sources:\n", "sources:\nsources:\n", "BP010", "sources:\n  S1"),
    ],
)
def test_one_slip_is_one_finding_where_it_was_made(
    tmp_path: Path, old: str, new: str, code: str, at: str
) -> None:
    assert STORY.count(old) == 1
    text = STORY.replace(old, new)
    (found,) = found_in(tmp_path, text)
    assert (found.code, found.at.line) == (code, line_of(text, at)), found


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("      It is colder than yesterday.", "\tIt is colder than yesterday."),
        ("    card: [S1]", "\tcard: [S1]"),
        ("  money:", "\tmoney:"),
        ("      - id: wait", "        id: wait"),
        ("      - id: wait", "       - id: wait"),
        ("        tags: [calm]", "        tags: calm, cold"),
        ("        tags: [calm]", "        tags: calm"),
        ("        do: [money += 1]", "        do: [money += 1"),
    ],
)
def test_what_is_offered_to_paste_mends_it(tmp_path: Path, right: str, slip: str) -> None:
    assert STORY.count(f"\n{right}\n") == 1
    text = STORY.replace(f"\n{right}\n", f"\n{slip}\n")
    (found,) = found_in(tmp_path, text)
    lines = text.split("\n")
    assert lines[found.at.line - 1] == slip
    lines[found.at.line - 1] = found.paste
    assert found_in(tmp_path, "\n".join(lines)) == []


def test_a_mend_says_what_to_do_here(tmp_path: Path) -> None:
    def mend(old: str, new: str) -> str:
        assert STORY.count(old) == 1
        return found_in(tmp_path, STORY.replace(old, new))[0].mend

    assert "`choices:` above the first `- id:`" in mend(
        "    choices:\n      - id: call", "      - id: call"
    )
    assert "indent `then:`" in mend("  then: yard\n      - id: w", "    then: yard\n      - id: w")
    assert "write `scenes:` above it" in mend("scenes:\n", "")
    assert (
        mend("        then: over", "        then:") == "write the id of a scene or an ending here"
    )


def test_keys_that_stand_twice_on_end_are_one_finding(tmp_path: Path) -> None:
    text = STORY.replace("      - id: wait\n        label", "        label")
    found = found_in(tmp_path, text)
    first = found[0]
    assert first.code == "BP010"
    assert "'label' stands here a second time" in first.message
    assert "so do 'do', 'then' below" in first.message
    assert [one.code for one in found].count("BP010") == 1


def test_a_line_is_said_to_be_where_it_stands_in_the_file(tmp_path: Path) -> None:
    text = STORY.replace("      - id: wait", "     - id: wait")
    for found in found_in(tmp_path, text):
        if found.code == "BP026":
            assert (
                f"indented by {len(found.excerpt) - len(found.excerpt.lstrip())} " in found.message
            )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("[F2O]", "[F20]"), ("[f2o]", "[F20]"), ("[F20, F20]", "[F20] [F20]")],
)
def test_a_citation_that_is_nearly_one_is_told(tmp_path: Path, written: str, meant: str) -> None:
    text = STORY.replace("Nobody signs. [F20]", f"Nobody signs. {written}")
    (found,) = found_in(tmp_path, text)
    assert found.code == "BP601"
    assert found.mend == f"write {meant}"


@pytest.mark.parametrize("written", ["[Foil]", "[Solo]", "[IS]", "[F2O](x)", "[F2O, x]", "[B]"])
def test_other_brackets_are_left_alone(tmp_path: Path, written: str) -> None:
    text = STORY.replace("Nobody signs. [F20]", f"Nobody signs. {written}")
    assert "BP601" not in [found.code for found in found_in(tmp_path, text)]


def test_a_real_fault_beside_a_slip_of_layout_is_still_told(tmp_path: Path) -> None:
    text = STORY.replace("      - id: wait", "       - id: wait").replace("then: over", "then: ovr")
    text = text.replace("    title: The yard\n", "    titel: The yard\n")
    codes = [found.code for found in found_in(tmp_path, text)]
    assert codes == ["BP026", "BP101", "BP122"]
