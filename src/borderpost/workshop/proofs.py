"""The proof of a story, and the way to anywhere in it: as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from borderpost.engine.program import Program
from borderpost.engine.settings import complete
from borderpost.proof.contracts import limit_told
from borderpost.proof.findings.of_proofs import findings
from borderpost.proof.proving import Proof, combinations, prove, why
from borderpost.proof.search.exploring import Limits
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.json_text import to_json
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean, one_line
from borderpost.story.position import Position
from borderpost.workshop.progress import progress_line

LONGEST_SHOWN = 60
"""How many characters of a name a message repeats."""


class UnknownTarget(Mendable):
    """A name that is no scene, ending or choice of a story."""


class Proved(NamedTuple):
    """A proof as `check` tells it: its diagnostics, its JSON, and whole lines of text."""

    diagnostics: list[Diagnostic]
    data: Mapping[str, object]
    told: str


# --- check ----------------------------------------------------------------------------------------


def proved(program: Program, limits: Limits) -> Proved:
    """The proof of a story within some limits; how far it is, a terminal is told."""
    with progress_line() as watch:
        proof = prove(program, limits, watch)
    return Proved(findings(program, proof), _data(program, proof), _told(program, proof))


def _data(program: Program, proof: Proof) -> dict[str, object]:
    """The proof as JSON holds it."""
    last = proof.runs[-1]
    runs = [
        {"settings": dict(run.settings), **_figures(program, Proof((run,), proof.untried))}
        for run in proof.runs
    ]
    return {**_figures(program, proof), "share_of": dict(last.settings), "runs": runs}


def _figures(program: Program, proof: Proof) -> dict[str, object]:
    """The figures of all runs of a proof together; the shares are those of the last."""
    names = _choices(program)
    story = program.story
    return {
        "complete": proof.complete,
        "limit": _limit(proof),
        "states": sum(run.states for run in proof.runs),
        "transitions": sum(run.transitions for run in proof.runs),
        "seconds": round(sum(run.seconds for run in proof.runs), 3),
        "scenes": _counted(proof, _scenes(program)),
        "choices": _counted(proof, names),
        "endings": [_ending(proof, name) for name in story.endings],
        "contracts": _contracts(proof),
    }


def _scenes(program: Program) -> list[str]:
    """The scenes that play can stop at: those passed through are no stops of the proof."""
    return [scene.id for scene in program.story.scenes.values() if not scene.is_automatic]


def _limit(proof: Proof) -> str | None:
    """What ended the search before its end, if anything did."""
    limit = next((run.limit for run in proof.runs if run.limit), "")
    return limit or ("settings" if proof.untried else None)


def _choices(program: Program) -> list[str]:
    """Every choice as `scene.choice`, drawn storylets with them."""
    return [
        f"{scene.id}.{choice}"
        for scene in program.story.scenes.values()
        for choice in program.choice_ids(scene)
    ]


def _counted(proof: Proof, names: Sequence[str]) -> dict[str, int]:
    """How many there are, and how many are come to."""
    return {"total": len(names), "reached": sum(proof.reached(name) is True for name in names)}


def _ending(proof: Proof, name: str) -> dict[str, object]:
    """What is known of an ending."""
    last = proof.runs[-1]
    share = last.shares.endings[name] if last.shares is not None and last.shares.exact else None
    witness = next((run.witnesses[name] for run in proof.runs if name in run.witnesses), None)
    return {
        "id": name,
        "reached": proof.reached(name),
        "share": share,
        "witness": list(witness) if witness is not None else None,
    }


def _contracts(proof: Proof) -> list[dict[str, object]]:
    """Whether each contract holds wherever it promises something."""
    by_contract: dict[Position, list[tuple[bool | None, tuple[str, ...]]]] = {}
    texts: dict[Position, str] = {}
    for run in proof.runs:
        for verdict in run.verdicts:
            at = verdict.contract.at
            texts[at] = one_line(verdict.contract.source)
            by_contract.setdefault(at, []).append((verdict.holds, verdict.witness))
    told: list[dict[str, object]] = []
    for at, verdicts in by_contract.items():
        held = [holds for holds, _ in verdicts]
        holds = False if False in held else None if None in held else True
        witness = next((list(witness) for _, witness in verdicts if witness), None)
        told.append({"text": texts[at], "holds": holds, "witness": witness})
    return told


def _told(program: Program, proof: Proof) -> str:
    """The proof in a few lines."""
    states = sum(run.states for run in proof.runs)
    seconds = sum(run.seconds for run in proof.runs)
    found = [
        (what, _counted(proof, names))
        for what, names in (
            ("scenes", _scenes(program)),
            ("choices", _choices(program)),
            ("endings", list(program.story.endings)),
        )
    ]
    counts = ", ".join(f"{each['reached']} of {each['total']} {what}" for what, each in found)
    contracts = _contracts(proof)
    held = sum(contract["holds"] is True for contract in contracts)
    lines = []
    if proof.complete:
        lines.append(f"Proved over all {states:,} states in {seconds:.1f} s: {counts} are reached.")
    else:
        lines.append(f"Not proved: {_why_not(proof)} after {states:,} states in {seconds:.1f} s.")
        others = any(each["reached"] < each["total"] for _, each in found)
        rest = "; of the others nothing is known" if others else ""
        lines.append(f"So far {counts} are reached{rest}.")
    if contracts:
        broken = sum(contract["holds"] is False for contract in contracts)
        undecided = len(contracts) - held - broken
        rest = f", {broken} do not" if broken else ""
        rest += f", {undecided} are not decided" if undecided else ""
        lines.append(f"{held} of {len(contracts)} contracts hold{rest}.")
    if proof.texts.undecided:
        count = len(proof.texts.undecided)
        texts, each = (f"{count} texts", "each") if count > 1 else ("1 text", "it")
        lines.append(f"{texts} not decided: whether {each} is read in some plays only.")
    return "".join(f"{line}\n" for line in lines)


def _why_not(proof: Proof) -> str:
    """What ended the search, in words."""
    limit = _limit(proof)
    if limit == "settings":
        return "there are too many combinations of settings to try each"
    return limit_told(limit or "")


# --- why ------------------------------------------------------------------------------------------


def way_to(
    program: Program,
    target: str,
    given: Mapping[str, str],
    limits: Limits,
    *,
    named: str,
    as_json: bool,
) -> tuple[str, int]:
    """The answer of `why`, and its exit code: 1 where no play comes there, or it is not decided.

    `named` is the story as it was asked for. Raises UnknownTarget and BadSetting.
    """
    _check_target(program, target)
    tried = [complete(program.story, given)] if given else combinations(program.story)[0]
    reached: bool | None = False
    states, limit = 0, ""
    for settings in reversed(tried):
        with progress_line() as watch:
            found, play, explored = why(program, target, settings, limits, watch)
        if found:
            return _way(target, play, named, as_json=as_json), 0
        states, limit = states + explored.states, limit or explored.limit
        reached = None if found is None or reached is None else False
    if as_json:
        data = {"target": target, "reached": reached, "witness": None, "states": states}
        return to_json(data), 1
    if reached is None:
        return f"Not decided: {limit_told(limit)} after {states:,} states.\n", 1
    return f"No play comes to '{target}': proved over all {states:,} states.\n", 1


def _way(target: str, play: Sequence[str], named: str, *, as_json: bool) -> str:
    """The shortest play, as `play --replay` takes it."""
    if as_json:
        data = {"target": target, "reached": True, "witness": list(play)}
        return to_json(data)
    if all(item.startswith("@") for item in play):
        return f"# every play begins at {target}\n" + "".join(f"{item}\n" for item in play)
    head = f"# the shortest play to {target}: borderpost play {named} --replay FILE plays it\n"
    return head + "".join(f"{item}\n" for item in play)


def _check_target(program: Program, target: str) -> None:
    """Raise UnknownTarget where a story has no such scene, ending or choice."""
    story = program.story
    place, dot, choice = target.partition(".")
    shown = one_line(target)[:LONGEST_SHOWN]
    if dot and place in story.scenes:
        offered = program.choice_ids(story.scenes[place])
        if choice not in offered:
            raise UnknownTarget(
                f"the scene '{place}' has no choice '{shown.partition('.')[2]}'"
                f"{did_you_mean(choice, offered)}",
                f"its choices: {', '.join(offered) or 'none'}",
            )
    elif dot or (place not in story.scenes and place not in story.endings):
        known = [*story.scenes, *story.endings]
        raise UnknownTarget(
            f"the story '{story.info.id}' has no scene or ending '{shown}'"
            f"{did_you_mean(place, known)}",
            "name a scene, an ending, or a choice as scene.choice",
        )
