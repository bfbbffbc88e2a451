"""Runs as one JSON document."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from borderpost.debrief.cohort.account import Account
from borderpost.debrief.exports.json_data import AtTheEnd, document
from borderpost.story.model import Story
from tests.debrief.exports.runs import by_lot, finished, hostile, left, office, peaks, yard


def parsed(story: Story, *accounts: Account, last: AtTheEnd = AtTheEnd()) -> dict[str, Any]:  # noqa: B008 - a constant
    found = json.loads("".join(document(story, accounts, lambda: last)))
    assert isinstance(found, dict)
    return found


def test_the_document_tells_of_the_story_the_runs_the_class_and_what_was_left_out() -> None:
    out = {"file": "x.txt", "reason": "no saved run", "counts": False}
    found = parsed(office(), finished(), last=AtTheEnd({"runs": 1}, (out,)))
    assert list(found) == ["format", "program", "story", "runs", "class", "left_out"]
    assert found["format"] == 1
    assert found["program"].startswith("borderpost ")
    assert found["story"] == {"id": "office", "title": "The office", "version": 3, "language": "en"}
    assert found["class"] == {"runs": 1}
    assert found["left_out"] == [out]
    assert [run["run"] for run in found["runs"]] == ["amber-heron-17"]


def test_a_run_is_told_whole() -> None:
    (run,) = parsed(office(), finished())["runs"]
    account = finished()
    assert run["identity"] == account.identity
    assert run["settings"] == {"length": "long"}
    assert run["ending"] == {"id": "over", "title": "Over & out"}
    assert run["meters"] == {"start": {"money": 6, "calm": 5}, "end": {"money": -3, "calm": 0}}
    assert run["wrote"] == {"why": "It snowed.\nWe were cold.", "next": "Ask."}
    assert run["as_pair"] is True
    assert run["facts"] == {"told": ["F1"], "met": ["F1"], "cited": ["F1"]}
    first, second = run["decisions"]
    assert first == {
        "record": 7,
        "at": "2026-11-23T08:10:00Z",
        "act": "first",
        "scene": "desk",
        "scene_title": "The desk",
        "choice": "sign_it",
        "words": "Sign, and pay. / Sign, unpaid.",
        "offered": ["sign_it", "leave"],
        "cards": {"met": ["S1", "S2"], "opened": ["S1"]},
        "votes": {"sign_it": 12, "leave": 9},
        "dissent": "Who has seen it?",
    }
    assert (second["votes"], second["dissent"]) == ({}, "")
    assert [answer["is_right"] for answer in run["answers"]] == [False, None, True, None, None]
    assert [answer["cell"] for answer in run["answers"]] == [None, None, "S1.wet", "S2.dry", None]
    assert run["answers"][0]["changed_to"] == "yes"
    assert run["answers"][1]["certainty"] is None
    assert run["signed"] == [
        {
            "scene": "form",
            "slot": "weather",
            "option": "snowed",
            "words": "It snowed.",
            "strength": "is",
            "is_supported": False,
        }
    ]


def test_what_is_not_known_is_null_and_no_runs_are_an_empty_list() -> None:
    (run,) = parsed(yard(), left())["runs"]
    assert [run[name] for name in ("started", "touched", "ending")] == [None, None, None]
    assert run["decisions"] == run["answers"] == []
    assert parsed(yard())["runs"] == []


def test_each_run_stands_on_a_line_that_a_terminal_can_show() -> None:
    text = "".join(document(office(), [hostile(), finished(), hostile()]))
    runs = [line for line in text.splitlines() if line.startswith('{"run"')]
    assert len(runs) == 3
    assert text.replace("\n", "").isprintable()
    first, second, _ = json.loads(text)["runs"]
    assert "\x1b" not in json.dumps(first, ensure_ascii=False)
    assert "\U0001f9ca" in first["decisions"][0]["dissent"]
    assert first["decisions"][0]["dissent"].startswith("=HYPERLINK")
    assert second["run"] == "amber-heron-17"
    text.encode("utf-8")


def test_what_is_known_at_the_end_is_asked_for_after_the_last_run() -> None:
    taken: list[str] = []

    def accounts() -> Iterator[Account]:
        for number in range(3):
            taken.append(str(number))
            yield finished()

    found = document(office(), accounts(), lambda: AtTheEnd({"taken": len(taken)}))
    assert json.loads("".join(found))["class"] == {"taken": 3}


def test_saved_runs_of_lakkon_can_be_read_back(tmp_path: Path) -> None:
    story, accounts = by_lot(tmp_path, 4)
    found = parsed(story, *accounts)
    assert [run["run"] for run in found["runs"]] == [account.handle for account in accounts]
    for run, account in zip(found["runs"], accounts, strict=True):
        assert [d["choice"] for d in run["decisions"]] == [d.choice for d in account.decided]
        assert run["meters"]["end"] == account.meters
        assert run["signed"]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_runs() -> None:
    few, many = peaks(lambda accounts: deque(document(yard(), accounts), maxlen=0))
    assert many < 2 * few + 50_000  # ten times as many runs
