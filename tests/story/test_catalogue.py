"""The catalogue of diagnostics: every failing example fails as it says, every mend mends."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.proof.search.exploring import Limits
from borderpost.saves.shelf import Shelf
from borderpost.story.catalogue import RULES, Rule
from borderpost.story.catalogue.small import SMALL
from borderpost.workshop.diagnosis import check
from tests.stories import play, program_from

NO_TEXT_SHOWS = {"BP001", "BP002", "BP003", "BP186", "BP402", "BP403"}
"""No file, a huge one, one in another encoding, thousands of errors; the files of saved runs."""

TOO_LITTLE = Limits(states=1)
"""What nothing can be proved within: a story that is too large for more would make a long test."""

SHOWN = [rule for code, rule in sorted(RULES.items()) if code not in NO_TEXT_SHOWS]


def lay_out(folder: Path, example: str) -> Path:
    """Write an example: one story.yaml, or several files after lines `# file: NAME`."""
    files: dict[str, list[str]] = {}
    name = "story.yaml"
    for line in example.splitlines(keepends=True):
        if line.startswith("# file: "):
            name = line.removeprefix("# file: ").strip()
        elif line.startswith("# link: "):
            link, _, target = line.removeprefix("# link: ").strip().partition(" -> ")
            (folder / link).symlink_to(target)
        else:
            files.setdefault(name, []).append(line)
    for file, lines in files.items():
        (folder / file).write_text("".join(lines), encoding="utf-8", newline="")
    return folder


def is_played(rule: Rule) -> bool:
    """Whether a rule is broken in play, so that reading the story does not show it."""
    return rule.code.startswith("BP3") or rule.code == "BP207"


def saves_for(rule: Rule, folder: Path) -> Path | None:
    """Where a rule is about saved runs: the folder of one, played before the example was edited."""
    if not rule.code.startswith("BP4"):
        return None
    with Shelf(folder).start(program_from(SMALL, folder / "before"), {}, 1) as saved:
        play(saved.run, ["gate.go"])
    return folder


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_broken_example_raises_its_own_code(
    rule: Rule, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    limits = TOO_LITTLE if rule.code == "BP307" else None
    saves = saves_for(rule, tmp_path_factory.mktemp("saves"))
    story = lay_out(tmp_path, rule.broken)
    found = check(story, static=not is_played(rule), limits=limits, saves=saves).diagnostics
    assert rule.code in {each.code for each in found}
    assert {each.severity for each in found if each.code == rule.code} == {rule.severity}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_mended_example_raises_nothing(
    rule: Rule, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    saves = saves_for(rule, tmp_path_factory.mktemp("saves"))
    answer = check(lay_out(tmp_path, rule.mended), static=not is_played(rule), saves=saves)
    assert answer.diagnostics == []
    assert answer.loaded.story is not None


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_is_explained(rule: Rule) -> None:
    assert rule.title
    assert len(rule.title) <= 60
    assert rule.title[0].isupper() or not rule.title[0].isalpha()
    assert len(rule.meaning.split()) >= 10
    assert rule.meaning.endswith((".", ".)", "?"))
    assert rule.broken != rule.mended or rule.code in NO_TEXT_SHOWS


def test_codes_are_given_once() -> None:
    assert all(code == rule.code for code, rule in RULES.items())
    assert all(len(code) == 5 and code.startswith("BP") and code[2:].isdigit() for code in RULES)


def test_only_what_no_text_can_show_has_no_example() -> None:
    assert {code for code, rule in RULES.items() if not rule.broken} == NO_TEXT_SHOWS
