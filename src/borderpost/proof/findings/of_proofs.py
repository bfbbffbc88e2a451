"""What a proof finds wrong with a story, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.engine.program import Program
from borderpost.proof.contracts import Verdict
from borderpost.proof.findings.of_choices import findings_of_choices
from borderpost.proof.findings.of_conditions import findings_of_conditions
from borderpost.proof.findings.of_texts import findings_of_texts
from borderpost.proof.findings.telling import finding, play_told
from borderpost.proof.proving import Proof
from borderpost.story.checks.parts import gather_parts
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.messages import one_line
from borderpost.story.model import Story
from borderpost.story.position import Position


def findings(program: Program, proof: Proof) -> list[Diagnostic]:
    """The diagnostics of a proof, without their source lines."""
    return [
        *_unreached(program, proof),
        *_stuck(program, proof),
        *_trapped(program, proof),
        *_overflows(program, proof),
        *_contracts(proof),
        *findings_of_choices(program, proof),
        *findings_of_conditions(program, proof),
        *findings_of_texts(program, proof),
    ]


def _unreached(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Scenes, endings and choices that no play comes to."""
    story = program.story
    for scene in story.scenes.values():
        if proof.reached(scene.id) is False:
            if not scene.is_automatic:
                yield finding(
                    "BP301",
                    scene.at,
                    f"no play comes to the scene '{scene.id}'",
                    "widen the way that leads here, or leave the scene out",
                )
            continue
        for choice in scene.choices:
            name = f"{scene.id}.{choice.id}"
            if proof.reached(name) is False and name not in proof.lacks:
                yield finding(
                    "BP303",
                    choice.at,
                    f"the choice '{choice.id}' is offered in no play",
                    "ask for less in its `if:` and `cost:`, or leave it out",
                )
    for ending in story.endings.values():
        if proof.reached(ending.id) is False:
            yield finding(
                "BP302",
                ending.at,
                f"no play comes to the ending '{ending.id}'",
                "widen the way that leads here, or leave the ending out",
            )


def _stuck(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Scenes in which nothing can be done, in some play."""
    told: set[str] = set()
    for run in proof.runs:
        for stuck in run.stuck:
            if stuck.scene not in told:
                told.add(stuck.scene)
                scene = program.story.scenes[stuck.scene]
                yield finding(
                    "BP304",
                    scene.at,
                    f"a play can come to '{scene.id}' with nothing left to do there: "
                    f"{play_told(stuck.witness)}",
                    "add a choice with `fallback: true`"
                    if scene.choices
                    else "say with `then:` where play goes on",
                )


def _trapped(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """The scene from which a play can only go round and round, in some play."""
    for run in proof.runs:
        if run.trapped is not None:
            yield finding(
                "BP308",
                program.story.scenes[run.trapped.scene].at,
                f"a play can come to '{run.trapped.scene}' and never end after it, whatever is "
                f"done: {play_told(run.trapped.witness)}",
                "give the loop a way out that is open whenever one is in it",
            )
            return


def _overflows(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Ranges that leave their bounds in some play."""
    told: set[str] = set()
    for run in proof.runs:
        for name, play in sorted(run.overflow_plays.items()):
            if name not in told:
                told.add(name)
                variable = program.story.variables[name]
                yield finding(
                    "BP305",
                    _changed_at(program.story, name, play[-1] if play else ""),
                    f"in some play '{name}' would leave its range {variable.low}..{variable.high}: "
                    f"{play_told(play)}",
                    "widen the range, ask before the effect that does it, or make it a meter",
                )


def _changed_at(story: Story, name: str, last: str) -> Position:
    """Where a variable is changed by the last item of a play, or anywhere, if that is one place."""
    scene, _, choice = last.partition(".")
    own = (
        [c for c in story.scenes[scene].choices if c.id == choice] if scene in story.scenes else []
    )
    effects = [effect for each in own for effect in each.do]
    found = [effect.at for effect in effects if effect.variable == name] or [
        effect.at for effect in gather_parts(story).effects if effect.variable == name
    ]
    return found[0] if len(found) == 1 else story.variables[name].at


def _contracts(proof: Proof) -> Iterator[Diagnostic]:
    """Contracts that do not hold, or are not decided, with some settings; each is told once."""
    told: set[Position] = set()
    for holds, code in ((False, "BP306"), (None, "BP307")):
        for run in proof.runs:
            for verdict in run.verdicts:
                if verdict.holds is holds and verdict.contract.at not in told:
                    told.add(verdict.contract.at)
                    yield _contract(code, verdict, interrupted=run.limit == "interrupted")


def _contract(code: str, verdict: Verdict, *, interrupted: bool) -> Diagnostic:
    """The diagnostic of one contract."""
    contract = verdict.contract
    promise = one_line(contract.source)
    said = "is not decided" if verdict.holds is None else "does not hold"
    settings = ", ".join(f"{name} {value}" for name, value in verdict.settings.items())
    where = f" with {settings}" if settings else ""
    shown = f": {play_told(verdict.witness)}" if verdict.witness else ""
    message = f"'{promise}' {said}{where}: {verdict.because}{shown}"
    if verdict.holds is False:
        mend = "mend the story, or promise what it does"
    elif interrupted:
        mend = "let the search run to its end"
    else:
        mend = "give the search more room with --max-states or --max-seconds"
    return finding(code, contract.at, message, mend)
