"""What a proof finds of choices: never afforded, never better than another, never different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderpost.engine.program import Program
from borderpost.proof.findings.telling import finding
from borderpost.proof.idle.affording import Lack
from borderpost.proof.idle.rivals import Rivals, moves_of, rivals
from borderpost.proof.idle.sameness import Pair, pairs
from borderpost.proof.proving import Proof
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.model import Choice, Scene, Story


def findings_of_choices(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Their diagnostics; none where not everything was explored, since then nothing is certain."""
    if not proof.complete:
        return
    story = program.story
    for scene in story.scenes.values():
        for choice in scene.choices:
            lacks = proof.lacks.get(f"{scene.id}.{choice.id}")
            if lacks is not None:
                yield finding(
                    "BP309",
                    choice.at,
                    f"the choice '{choice.id}' is never afforded: {_lacks_told(lacks)}",
                    "ask for less in its `cost:`, or let there be more before",
                )
    yield from _dominated(story, proof)
    yield from _fake(story, proof)


def _lacks_told(lacks: Sequence[Lack]) -> str:
    """What a choice lacks, in words."""
    for lack in lacks:
        if lack.most is not None and lack.most < lack.cost:
            return (
                f"it costs {lack.cost} of '{lack.meter}', and wherever all else it asks for holds, "
                f"there is never more than {lack.most} to spend"
            )
    cost = " and ".join(f"{lack.cost} of '{lack.meter}'" for lack in lacks)
    return f"it costs {cost}, and wherever all else it asks for holds, that is never there" + (
        " at once" if len(lacks) > 1 else ""
    )


def _dominated(story: Story, proof: Proof) -> Iterator[Diagnostic]:
    """Choices beside each of which a better one always stands; each is told once."""
    told: set[str] = set()
    for pair in rivals(story):
        names = [f"{pair.scene.id}.{choice.id}" for choice in (pair.worse, pair.better)]
        is_there = all(proof.reached(name) for name in names)
        if is_there and names[0] not in told and not proof.saw(pair.parted):
            told.add(names[0])
            yield finding(
                "BP310",
                pair.worse.at,
                f"for the meters, the choice '{pair.worse.id}' is never better than "
                f"'{pair.better.id}', which is always offered beside it and leads to the same: "
                f"{_compared(story, pair)}",
                "let it do something better than the other, or say with `allow:` what else makes "
                "up for it",
            )


def _compared(story: Story, pair: Rivals) -> str:
    """How the moves of two choices differ, in words."""
    told = []
    for choice in (pair.worse, pair.better):
        moved = moves_of(story, choice) or {}
        parts = [f"{name} {moved.get(name, 0):+}" for name in _apart(story, pair)]
        told.append(f"'{choice.id}' {', '.join(parts)}")
    return "; ".join(told)


def _apart(story: Story, pair: Rivals) -> list[str]:
    """The meters that two choices move differently."""
    worse, better = moves_of(story, pair.worse) or {}, moves_of(story, pair.better) or {}
    return [n for n in {**worse, **better} if worse.get(n, 0) != better.get(n, 0)]


def _fake(story: Story, proof: Proof) -> Iterator[Diagnostic]:
    """Groups of choices between which there is no difference, each told at its last choice."""
    by_scene: dict[str, list[Pair]] = {}
    for pair in pairs(story):
        if proof.saw(pair.together) and not proof.saw(pair.different):
            by_scene.setdefault(pair.scene.id, []).append(pair)
    for name, alike in by_scene.items():
        for group in _groups(story.scenes[name], alike):
            others = ", ".join(f"'{choice.id}'" for choice in group[:-1])
            yield finding(
                "BP207",
                group[-1].at,
                f"whether the choice '{group[-1].id}' is taken or {others}, makes no difference in "
                "any play",
                "let it lead elsewhere, change something or say something, or `allow:` it",
            )


def _groups(scene: Scene, alike: Sequence[Pair]) -> list[list[Choice]]:
    """Choices of a scene in groups of which every two are alike."""
    known = {frozenset((pair.one.id, pair.other.id)) for pair in alike}
    groups: list[list[Choice]] = []
    for choice in scene.choices:
        for group in groups:
            if all(frozenset((choice.id, member.id)) in known for member in group):
                group.append(choice)
                break
        else:
            groups.append([choice])
    return [group for group in groups if len(group) > 1]
