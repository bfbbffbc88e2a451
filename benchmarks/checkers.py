"""What checks a story: our peers' tools, each for so long at the most, and we.

inkcheck walks through all states of an ink story. ChoiceScript's quicktest comes to each line once
by every side of each condition, whether or not a play can; its randomtest plays at random. None of
the three tells of a choice that is never offered, inkcheck knows no choices at all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.limited import Ran, run_limited
from benchmarks.peer_formats import as_choicescript, as_ink, choicescript_names
from benchmarks.peers import CHOICESCRIPT, HERE, INKCHECK, INKJS
from benchmarks.stories import Tale, endings_of, write_yaml

GRACE = 30.0
"""Seconds by which inkcheck, told to stop at the limit, may be late with what it found."""

USUAL_DEPTH, DEEPEST = 100, 1000
"""How many choices deep inkcheck goes if it is not told, and the most it can be told."""

PLAYS = 10_000
"""How many plays randomtest makes, if there is time."""

COVERED = re.compile(r"startup (\d+): ")
UNTESTED = re.compile(r"(\d+)(?:-(\d+))? UNTESTED startup\.txt")


class Found(NamedTuple):
    """What a tool took and what it said of a story.

    `proved` says that every state was looked at. `reached` holds the names of scenes and endings,
    and of choices as `scene.wN`, that it came to, as far as it tells; `states` those it counted.
    `verdict` is in a few words what it said, `failed` what went wrong, or nothing.
    """

    ran: Ran
    proved: bool = False
    verdict: str = ""
    states: int | None = None
    reached: frozenset[str] | None = None
    failed: str = ""


class Names(NamedTuple):
    """The names of everything in a story that can be come to."""

    scenes: frozenset[str]
    choices: frozenset[str]
    endings: frozenset[str]


def names_of(tale: Tale) -> Names:
    """What can be come to, or not, in a story."""
    return Names(
        frozenset(f"s{number}" for number in range(len(tale.places))),
        frozenset(
            f"s{number}.w{nth}"
            for number, place in enumerate(tale.places)
            for nth in range(len(place.ways))
        ),
        frozenset(endings_of(tale)),
    )


def failure(ran: Ran) -> str:
    """The last thing a program said that did not do its work."""
    lines = (ran.complaints.strip() or ran.told.strip()).splitlines()
    return lines[-1][:200] if lines else f"it ended with {ran.exit} and without a word"


# --- inkcheck -------------------------------------------------------------------------------------


def inkcheck(tale: Tale, folder: Path, limit: float) -> Found:
    """The checker of ink, left as it is but for a limit and for going as deep as the story."""
    ink = folder / "story.ink"
    ink.write_text(as_ink(tale, bounds=True), "utf-8")
    node = shutil.which("node") or "node"
    command = [node, str(INKCHECK / "dist" / "cli.js"), str(ink), "--json", "--progress=off"]
    depth = min(DEEPEST, max(USUAL_DEPTH, len(tale.places)))
    command += ["--max-time", str(max(1, round(limit))), "--max-depth", str(depth)]
    environment = os.environ | {"INKLECATE_PATH": ink_compiler(folder, node)}
    return told_by_inkcheck(
        run_limited(command, limit + GRACE, folder=folder, environment=environment)
    )


def ink_compiler(folder: Path, node: str) -> str:
    """The ink compiler that inkcheck is to use: the one there is, or inkjs's."""
    here = os.environ.get("INKLECATE_PATH") or shutil.which("inklecate")
    if here:
        return here
    script = folder / "inklecate"
    parts = " ".join(f'"{part}"' for part in (node, HERE / "inklecate.js", INKJS))
    script.write_text(f'#!/bin/sh\nexec {parts} "$@"\n', "utf-8")
    script.chmod(0o755)
    return str(script)


def told_by_inkcheck(ran: Ran) -> Found:
    """What inkcheck's report says."""
    if ran.exit is None:
        return Found(ran, verdict="ended at the limit, without a report")
    try:
        told = json.loads(ran.told)
        if not told["compile"]["success"]:
            return Found(ran, failed=f"the ink was not compiled: {told['compile']['issues'][:1]}")
        report = told["explore"]
        proved, states = bool(report["exhaustive"]), int(report["statesExplored"])
        reached = frozenset(str(knot) for knot in report["visitedKnots"])
        bound = [name for name, binding in (report["truncatedBy"] or {}).items() if binding]
    except (KeyError, TypeError, ValueError):
        return Found(ran, failed=failure(ran))
    verdict = "every state" if proved else f"not every state: bound by {' and '.join(bound)}"
    return Found(ran, proved, verdict, states, reached)


# --- ChoiceScript ---------------------------------------------------------------------------------


def choicescript(tool: str, tale: Tale, folder: Path, limit: float, *more: str) -> Found:
    """Quicktest or randomtest, each run in its own folder; a game is named from there."""
    scenes = folder / "choicescript" / "scenes"
    scenes.mkdir(parents=True, exist_ok=True)
    text = as_choicescript(tale)
    (scenes / "startup.txt").write_text(text, "utf-8")
    game = os.path.relpath(scenes.parent, CHOICESCRIPT / "web")
    node = shutil.which("node") or "node"
    named = game if tool == "quicktest" else f"game={game}"
    ran = run_limited([node, f"{tool}.js", named, *more], limit, folder=CHOICESCRIPT)
    if ran.exit is None:
        return Found(ran, verdict="ended at the limit, without a report")
    if ran.exit or f"{tool.upper()} PASSED" not in ran.told:
        return Found(ran, failed=failure(ran))
    read = tested_lines(ran.told, text) if tool == "quicktest" else covered_lines(ran.told)
    names = choicescript_names(text)
    reached = frozenset(name for line, name in names.items() if line in read)
    return Found(ran, verdict="passed", reached=reached)


def quicktest(tale: Tale, folder: Path, limit: float) -> Found:
    """ChoiceScript's quicktest."""
    return choicescript("quicktest", tale, folder, limit)


def randomtest(tale: Tale, folder: Path, limit: float, plays: int = PLAYS) -> Found:
    """ChoiceScript's randomtest, which goes where it went least."""
    found = choicescript(
        "randomtest", tale, folder, limit, f"num={plays}", "showChoices=false", "showCoverage=true"
    )
    return found._replace(verdict=f"{plays:,} plays passed" if found.reached else found.verdict)


def tested_lines(told: str, text: str) -> frozenset[int]:
    """The lines quicktest came to, counted from 1: it names those it did not."""
    lines = set(range(1, len(text.splitlines()) + 1))
    for first, last in UNTESTED.findall(told):
        lines -= set(range(int(first), int(last or first) + 1))
    return frozenset(lines)


def covered_lines(told: str) -> frozenset[int]:
    """The lines randomtest came to, counted from 1: it gives every line a count."""
    counts = (COVERED.match(line) for line in told.splitlines())
    visited = (int(count[1]) for count in counts if count)
    return frozenset(number for number, times in enumerate(visited, 1) if times)


# --- We -------------------------------------------------------------------------------------------


def ours(tale: Tale, folder: Path, limit: float) -> tuple[Found, Ran]:
    """Our proof, by what `borderpost check` tells of it, and the whole process.

    The first is of the proof alone, in a process that has read the story by then; nothing is kept
    from one process to the next.
    """
    story = folder / "story"
    write_yaml(tale, story)
    environment = os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "none")}
    shutil.rmtree(folder / "none", ignore_errors=True)
    command = [sys.executable, "-m", "borderpost", "check", str(story), "--format", "json"]
    command += ["--max-seconds", str(limit)]
    whole = run_limited(command, limit * 2 + GRACE, environment=environment)
    command = [sys.executable, "-m", "benchmarks.checking", "--one", str(story), str(limit)]
    alone = run_limited(command, limit * 2 + GRACE, folder=HERE.parent)
    if alone.exit or whole.exit not in (0, 1):
        return Found(alone, failed=failure(alone if alone.exit else whole)), whole
    told = json.loads(alone.told)
    verdict = "every state" if told["complete"] else f"not every state: bound by {told['limit']}"
    ran = alone._replace(seconds=told["seconds"], processor=told["processor"])
    reached = frozenset(told["reached"])
    return Found(ran, told["complete"], verdict, told["states"], reached), whole
