"""The benchmark that checks a story with our peers' tools: the same story, read rightly."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from select import select
from types import CodeType
from typing import NamedTuple

import pytest

from benchmarks import checkers, checking, peers, stories
from benchmarks.checking_table import ALONE, COMMAND, Rounds
from benchmarks.limited import Ran, run_limited
from benchmarks.peer_formats import as_choicescript, as_ink, choicescript_names

SMALL = stories.tale_of(8)

HERE = peers.checkers()


def ran(seconds: float = 1.0, exit_: int | None = 0, told: str = "", complaints: str = "") -> Ran:
    """What a program took, made up."""
    return Ran(seconds, seconds, 2.0**20, exit_, told, complaints)


# --- The story in their formats -------------------------------------------------------------------


@cache
def compiled(expression: str) -> CodeType:
    """An expression of a generated story, which is one of Python too."""
    return compile(expression, "generated", "eval")


def worked_out(expression: str, values: dict[str, int]) -> int:
    """What an expression of a generated story comes to."""
    return int(eval(compiled(expression), {}, values))  # noqa: S307 - we wrote the story


class Script(NamedTuple):
    """A ChoiceScript story read by a few rules, enough for what is generated."""

    lines: list[str]
    labels: dict[str, int]
    names: dict[int, str]

    def holds(self, line: str, values: dict[str, int]) -> bool:
        """Whether the condition in a line holds."""
        found = re.search(r"\*if (\(.*\))", line)
        assert found, line
        return bool(worked_out(found[1].replace(" = ", " == "), values))

    def ended(self, at: int, indent: int) -> int:
        """The next line that stands as far to the left as so, or further."""
        at += 1
        while len(self.lines[at]) - len(self.lines[at].lstrip()) > indent:
            at += 1
        return at

    def steps(self, at: int, values: dict[str, int]) -> tuple[list[int], list[int], dict[str, int]]:
        """Play on from a line: the lines read, where one may choose to go on, and the values."""
        read = []
        values = dict(values)
        while True:
            line, word = self.lines[at], self.lines[at].strip()
            indent = len(line) - len(word)
            read.append(at + 1)
            if word.startswith("*choice"):
                options, at = [], at + 1
                while len(self.lines[at]) - len(self.lines[at].lstrip()) == 2:
                    option = self.lines[at].strip()
                    if option.startswith("#") or self.holds(option, values):
                        options.append(at + 1)
                    at = self.ended(at, 2)
                return read, options, values
            if word == "*ending":
                return read, [], values
            if word.startswith("*goto "):
                at = self.labels[word.removeprefix("*goto ")]
            elif word.startswith("*if "):
                at = at + 1 if self.holds(word, values) else self.ended(at, indent)
            else:
                if found := re.match(r"\*(?:set|create) (\w+) (.+)", word):
                    values[found[1]] = worked_out(found[2], values)
                at += 1

    def everything(self) -> tuple[set[str], set[tuple[int, ...]]]:
        """The names of all that can be come to, and the states there are at choices."""
        reached: set[str] = set()
        seen: set[tuple[int, ...]] = set()
        waiting: list[tuple[int, dict[str, int]]] = [(0, {})]
        while waiting:
            read, options, values = self.steps(*waiting.pop())
            reached.update(self.names[line] for line in read if line in self.names)
            state = (read[-1], *values.values())
            if options and state not in seen:
                seen.add(state)
                waiting += [(option, values) for option in options]
        return reached, seen


def script_of(tale: stories.Tale) -> Script:
    """A story in ChoiceScript, read."""
    text = as_choicescript(tale)
    lines = text.splitlines()
    labels = {
        line.removeprefix("*label "): at
        for at, line in enumerate(lines)
        if line.startswith("*label ")
    }
    return Script(lines, labels, choicescript_names(text))


@pytest.mark.parametrize("tale", [stories.tale_of(10), stories.local_tale(12)])
def test_the_choicescript_story_has_the_same_ways(tale: stories.Tale, tmp_path: Path) -> None:
    proof, _ = checkers.ours(tale, tmp_path, 60)
    assert proof.proved
    assert proof.reached is not None
    script = script_of(tale)
    names = checkers.names_of(tale)
    assert set(script.names.values()) == names.scenes | names.choices | names.endings
    reached, _ = script.everything()
    assert reached == proof.reached & set(script.names.values())


def test_numbers_stay_within_their_bounds_in_the_peers_formats() -> None:
    script = script_of(SMALL)
    highest = [each.high for each in SMALL.numbers]
    _, states = script.everything()
    for _, *values in states:
        assert all(0 <= value <= high for value, high in zip(values, highest, strict=False))
    assert as_ink(SMALL, bounds=True).count("MAX(0, MIN(5, ") == sum(
        change.operator != "="
        for place in SMALL.places
        for way in place.ways
        for change in way.changes
    )
    assert "MAX" not in as_ink(SMALL)


@pytest.mark.skipif("inkcheck" not in HERE, reason="inkcheck is not there: see benchmarks")
def test_inkcheck_comes_to_what_we_come_to(tmp_path: Path) -> None:
    found = checkers.inkcheck(SMALL, tmp_path, 60)
    proof, _ = checkers.ours(SMALL, tmp_path, 60)
    assert not found.failed
    assert found.proved
    assert proof.proved
    assert found.reached is not None
    assert proof.reached is not None
    names = checkers.names_of(SMALL)
    told = names.scenes | names.endings
    assert found.reached & told == proof.reached & told


@pytest.mark.skipif("choicescript" not in HERE, reason="ChoiceScript is not there: see benchmarks")
def test_randomtest_comes_to_what_we_come_to_and_quicktest_to_more(tmp_path: Path) -> None:
    proof, _ = checkers.ours(SMALL, tmp_path, 60)
    names = checkers.names_of(SMALL)
    everything = names.scenes | names.choices | names.endings
    assert proof.reached is not None
    assert proof.reached & everything < everything
    sampled = checkers.randomtest(SMALL, tmp_path, 60, plays=1000)
    assert sampled.reached == proof.reached & everything
    assert checkers.quicktest(SMALL, tmp_path, 60).reached == everything


# --- What they say --------------------------------------------------------------------------------


def inkcheck_report(*, exhaustive: bool, bound: str = "") -> str:
    """A report such as inkcheck prints."""
    explore = {
        "exhaustive": exhaustive,
        "statesExplored": 5,
        "visitedKnots": ["s0", "over"],
        "truncatedBy": {"time": bound == "time", "maxDepth": False},
    }
    return json.dumps({"compile": {"success": True}, "explore": explore})


def test_inkcheck_is_believed_only_if_it_looked_at_every_state() -> None:
    whole = checkers.told_by_inkcheck(ran(told=inkcheck_report(exhaustive=True)))
    assert (whole.proved, whole.states, whole.verdict) == (True, 5, "every state")
    assert whole.reached == frozenset({"s0", "over"})
    part = checkers.told_by_inkcheck(ran(told=inkcheck_report(exhaustive=False, bound="time")))
    assert (part.proved, part.verdict) == (False, "not every state: bound by time")


def test_a_tool_that_did_not_work_is_told() -> None:
    failed = json.dumps({"compile": {"success": False, "issues": ["no such knot"]}})
    assert "no such knot" in checkers.told_by_inkcheck(ran(exit_=1, told=failed)).failed
    broken = checkers.told_by_inkcheck(ran(exit_=1, complaints="first\ncannot find module\n"))
    assert broken.failed == "cannot find module"
    assert "without a word" in checkers.failure(ran(exit_=3))
    ended = checkers.told_by_inkcheck(ran(exit_=None))
    assert ended.reached is None
    assert "limit" in ended.verdict


def test_what_choicescript_read_is_told_by_line() -> None:
    told = "startup 1: *title A\nnoise\nstartup 0: *choice\nstartup 7: end\nRANDOMTEST PASSED\n"
    assert checkers.covered_lines(told) == {1, 3}
    told = "2-3 UNTESTED startup.txt\n5 UNTESTED startup.txt\n UNTESTED startup.txt\n"
    assert checkers.tested_lines(told, "a\nb\nc\nd\ne\nf") == {1, 4, 6}


# --- Limits ---------------------------------------------------------------------------------------


def test_a_program_is_measured() -> None:
    found = run_limited([sys.executable, "-c", "print('told'); raise SystemExit(3)"], 60)
    assert (found.exit, found.told.strip()) == (3, "told")
    assert found.processor > 0
    assert 2**20 < found.room < 2**30


def test_a_program_that_goes_on_is_ended_with_all_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    forks = "import os, sys\nos.fork()\nos.write(os.open(sys.argv[1], 1), b'1')\nwhile True: pass"
    found = run_limited([sys.executable, "-I", "-S", "-c", forks, str(pipe)], 2.0)
    assert found.exit is None
    assert found.seconds >= 2.0
    said = b""
    while select([reading], [], [], 20)[0] and (more := os.read(reading, 9)):
        said += more  # at its end nobody is left who could write
    assert select([reading], [], [], 0)[0], "what it started still runs"
    assert said == b"11"
    os.close(reading)


# --- The benchmark --------------------------------------------------------------------------------

NAMES = checkers.names_of(SMALL)
EVERYTHING = NAMES.scenes | NAMES.choices | NAMES.endings


def rounds(inkcheck: checkers.Found, **more: checkers.Found) -> Rounds:
    """One round, in which our proof took 0.2 s and the command 0.5."""
    reached = EVERYTHING - {"s1.w0"}
    proof = checkers.Found(ran(0.2), True, "every state", 9, reached)
    command = checkers.Found(ran(0.5), True, "every state")
    found = {ALONE: proof, COMMAND: command, "inkcheck": inkcheck} | more
    return {name: [each] for name, each in found.items()}


def test_a_tool_that_came_to_its_limit_took_longer_than_that(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended = checkers.Found(ran(120.5), False, "bound by time", 77, NAMES.scenes | NAMES.endings)
    assert checking.report("60", rounds(ended), NAMES, 120)
    told = capsys.readouterr().out
    assert "over 120" in told
    assert "at least 602 times our proof alone" in told
    assert "at least 241 times borderpost check" in told
    assert "at least 602, met" in told
    assert not checking.report("60", rounds(ended._replace(ran=ran(20.5))), NAMES, 20)
    assert "at least 102, not known, since it came to its limit" in capsys.readouterr().out


def test_a_target_is_missed_by_a_ratio_that_is_too_small(
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick = checkers.Found(ran(30), True, "every state", 77, NAMES.scenes)
    assert not checking.report("60", rounds(quick), NAMES, 120)
    told = capsys.readouterr().out
    assert "target 200 times faster than inkcheck: 150, missed" in told
    assert "inkcheck did not come to what a play comes to: loud_alarm, open_file" in told
    assert checking.report("12", rounds(quick), NAMES, 120)
    assert "target" not in capsys.readouterr().out


def test_what_a_tool_says_wrongly_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    failed = checkers.Found(ran(1, 1), failed="cannot find module")
    passed = checkers.Found(ran(1), verdict="passed", reached=EVERYTHING)
    assert checking.report("12", rounds(failed, quicktest=passed), NAMES, 120)
    told = capsys.readouterr().out
    assert "it failed: cannot find module" in told
    assert "inkcheck took" not in told
    assert "quicktest came to what no play comes to: s1.w0\n" in told
    assert "32/32" in told


def test_nothing_is_compared_where_we_prove_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    found = rounds(checkers.Found(ran(1), True, "every state", 5, NAMES.scenes))
    found[ALONE] = [found[ALONE][0]._replace(proved=False)]
    checking.report("2000", found, NAMES, 120)
    told = capsys.readouterr().out
    assert "we did not prove it either: no ratios" in told
    assert " times " not in told


def test_a_peer_that_is_not_there_is_named_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("INKJS", "INKCHECK", "CHOICESCRIPT"):
        monkeypatch.setattr(peers, name, tmp_path / name)
    monkeypatch.setattr(sys, "argv", ["checking", "--stories", "6", "--runs", "1"])
    assert checking.main() == 0
    told = capsys.readouterr().out
    for tool in ("inkcheck", "quicktest", "randomtest"):
        assert f"{tool}: not here, not measured (" in told
    assert told.count("peers fetch") == 3
    assert "our proof alone" in told
    assert "every state" in told


@pytest.mark.parametrize("name", [*peers.NPM, *peers.PIP, "choicescript"])
def test_every_peer_is_fetched_in_the_version_that_was_measured(name: str) -> None:
    pins = {**peers.NPM, **peers.PIP, "choicescript": peers.CHOICESCRIPT_COMMIT}
    asked = [word for command in peers.commands_to_get(name) for word in command]
    assert any(word.endswith(pins[name]) for word in asked)
    assert any(str(peers.FOLDER) in word for word in asked)


@pytest.mark.parametrize("name", ["x", "1", "-local", "60-other"])
def test_a_story_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Exception, match="is no story"):
        checking.tale_named(name)
    assert len(checking.tale_named("30-local").places) == 30
