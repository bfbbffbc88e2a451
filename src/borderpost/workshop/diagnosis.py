"""What is wrong with a story: the stages of a check, and its answer in each format.

The static check comes first. Where it finds no error the stages of `STAGES` follow in their order,
each a function of the story made ready to play; a new one is added there and nowhere else.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.json_text import to_json
from borderpost.story.load import Loaded, load_story
from borderpost.story.messages import as_json, one_line, render
from borderpost.workshop.beside import found_beside

if TYPE_CHECKING:
    from borderpost.engine.program import Program
    from borderpost.proof.search.exploring import Limits

COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.STYLE: ("remark on style", "remarks on style"),
}
"""What findings of a severity are called, one and several."""

NOT_PLAYED = "Nothing was played: errors come first."


class Found(NamedTuple):
    """What a stage found, what the JSON says of it under the stage's key, and what the text says.

    The diagnostics may come without their source lines. `told` is whole lines, or empty.
    """

    diagnostics: list[Diagnostic]
    data: Mapping[str, object]
    told: str = ""


class Stage(NamedTuple):
    """A stage of the check: its key in the JSON, how it is run, what it says where it is not."""

    key: str
    run: Callable[[Program, Limits], Found]
    not_run: Mapping[str, object] | None


TOLD_BY = {"BP301": "BP212", "BP311": "BP145", "BP312": "BP145"}
"""What the search finds, by the code that says it already where the search was not needed."""

GUESSED = ("BP213",)
"""What is a guess from the files alone: a complete search knows, and tells of BP304."""


def run_proof(program: Program, limits: Limits) -> Found:
    """Walk every play, and judge what the story promises under `checks:`."""
    from borderpost.workshop.proofs import proved

    diagnostics, data, told = proved(program, limits)
    return Found(diagnostics, data, told)


def run_author_tests(program: Program, _: Limits) -> Found:
    """Play the author's `tests:`."""
    from borderpost.proof.author_tests import run_tests

    count, failed, diagnostics = run_tests(program)
    data = {"run": count, "failed": failed}
    if not count:
        return Found(diagnostics, data)
    tests = f"{count} tests" if count > 1 else "1 test"
    held = "all hold" if count > 1 else "it holds"
    told = f"{failed} of {tests} failed.\n" if failed else f"{tests} run: {held}.\n"
    return Found(diagnostics, data, told)


def run_saves(program: Program, folder: Path) -> Found:
    """Follow the runs that are saved in a folder through the story as it is now."""
    from borderpost.workshop.saved_runs import follow_runs

    found = follow_runs(program, folder)
    return Found(found.diagnostics, found.data, found.told)


STAGES: tuple[Stage, ...] = (
    Stage("proof", run_proof, None),
    Stage("tests", run_author_tests, {"run": 0, "failed": 0}),
)


SAVES = "saves"
"""The stage, and its key, that is run only where a folder of saved runs is named."""


class Checked(NamedTuple):
    """A story that was checked: all that was found in it, and what each stage that ran found."""

    loaded: Loaded
    diagnostics: list[Diagnostic]
    stages: Mapping[str, Found]


def checked(
    path: Path,
    *,
    static: bool,
    strict: bool,
    form: str,
    limits: Limits | None = None,
    saves: Path | None = None,
) -> tuple[str, int]:
    """The answer of `check` for the story at a path in a format, and its exit code.

    `form` is text, json, github or sarif; `saves` the folder whose runs are followed, too. Raises
    NoSaves and LogProblem where that cannot be read.
    """
    answer = check(path, static=static, limits=limits, saves=saves)
    found = answer.diagnostics
    bad = [one for one in found if strict or one.severity is Severity.ERROR]
    code = 1 if bad else 0
    folder = _from_here(answer.loaded.folder)
    if form == "json":
        return _as_json(answer), code
    if form == "sarif":
        from borderpost.workshop.sarif import sarif_log

        return json.dumps(sarif_log(found, Path(folder).as_posix()), indent=2) + "\n", code
    if form == "github":
        from borderpost.workshop.github import workflow_commands

        return workflow_commands(found, Path(folder).as_posix()), code
    text = _paragraphs(found, folder, sys.stdout) + f"{_summary(answer)}\n"
    text += "".join(stage.told for stage in answer.stages.values())
    if not static and not answer.stages:
        text += f"{NOT_PLAYED}\n"
    return text, code


def check(
    path: Path, *, static: bool, limits: Limits | None = None, saves: Path | None = None
) -> Checked:
    """Check the story at a path; with `static`, without playing it, else within some limits.

    With `saves`, the runs in that folder are followed; see `checked`.
    """
    loaded = load_story(path)
    story = loaded.story
    if story is not None:
        beside = _with_lines(found_beside(story), loaded.folder)
        loaded = loaded._replace(diagnostics=[*loaded.diagnostics, *beside])
    if story is None or (static and saves is None):
        return Checked(loaded, loaded.diagnostics, {})
    from borderpost.engine.program import Program
    from borderpost.story.checks import apply_allowances

    program = Program(story)
    stages = {}
    if saves is not None:  # the quickest first: a folder that is not there is told at once
        stages[SAVES] = run_saves(program, saves)
    if not static:
        from borderpost.proof.search.exploring import Limits

        limits = limits or Limits()
        stages |= {stage.key: stage.run(program, limits) for stage in STAGES}
    later = [one for found in stages.values() for one in found.diagnostics]
    later = apply_allowances(story, _with_lines(later, loaded.folder))
    found = _told_once([*loaded.diagnostics, *later], stages)
    return Checked(loaded, sorted(found, key=lambda one: (one.at, one.code)), stages)


def _told_once(found: Sequence[Diagnostic], stages: Mapping[str, Found]) -> list[Diagnostic]:
    """Findings without those that others say better: of the same place, or proved not to be so."""
    codes = {(one.at, one.code) for one in found}
    is_proved = "proof" in stages and stages["proof"].data.get("complete") is True
    return [
        one
        for one in found
        if (one.at, TOLD_BY.get(one.code, "")) not in codes
        and not (is_proved and one.code in GUESSED)
    ]


def rendered(loaded: Loaded, stream: TextIO) -> str:
    """Every diagnostic of a story as text, for a stream; a blank line after the last."""
    return _paragraphs(loaded.diagnostics, _from_here(loaded.folder), stream)


def _paragraphs(diagnostics: Sequence[Diagnostic], folder: str, stream: TextIO) -> str:
    """Diagnostics as text, and a blank line after the last."""
    if not diagnostics:
        return ""
    text = render(diagnostics, folder=folder, color=_shows_colour(stream))
    return f"{text.rstrip()}\n\n"


def _as_json(answer: Checked) -> str:
    """The answer as JSON, each stage under its key whether it ran or not."""
    data: dict[str, object] = {
        "story": _name(answer.loaded),
        "diagnostics": as_json(answer.diagnostics),
    }
    for stage in STAGES:
        found = answer.stages.get(stage.key)
        data[stage.key] = stage.not_run if found is None else found.data
    data[SAVES] = answer.stages[SAVES].data if SAVES in answer.stages else None
    return to_json(data)


def _with_lines(diagnostics: Iterable[Diagnostic], folder: Path) -> list[Diagnostic]:
    """Diagnostics with the source lines they stand at, as far as their files can be read."""
    lines: dict[str, list[str]] = {}
    shown = []
    for found in diagnostics:
        file = found.at.file
        if file and file not in lines:
            try:
                lines[file] = (folder / file).read_text(encoding="utf-8-sig").splitlines()
            except (OSError, ValueError):
                lines[file] = []
        number = found.at.line - 1
        if not found.excerpt and 0 <= number < len(lines.get(file, ())):
            found = found._replace(excerpt=lines[file][number])  # noqa: PLW2901 - the same, whole
        shown.append(found)
    return shown


def _summary(answer: Checked) -> str:
    """One line on what was found."""
    count = Counter(found.severity for found in answer.diagnostics)
    found = ", ".join(
        f"{count[severity]} {COUNTED[severity][count[severity] > 1]}"
        for severity in Severity
        if count[severity]
    )
    name = one_line(_name(answer.loaded))
    if found:
        return f"{name}: {found}."
    story = answer.loaded.story
    assert story is not None, "a story without findings loads"
    size = (len(story.scenes), "scene"), (len(story.endings), "ending"), (len(story.facts), "fact")
    parts = ", ".join(f"{number} {name}{'s' * (number != 1)}" for number, name in size)
    return f"{name}: no problems found in {parts}."


def _name(loaded: Loaded) -> str:
    """A story's id, or its folder's name where it could not be read."""
    return loaded.story.info.id if loaded.story else loaded.folder.resolve().name


def _from_here(folder: Path) -> str:
    """A folder as one would name it from where one stands, if it lies below."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(folder)


def _shows_colour(stream: TextIO) -> bool:
    """Whether colours help on a stream: a terminal that has them, and nobody who declined."""
    declined = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return stream.isatty() and not declined
