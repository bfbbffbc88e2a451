"""What a proof finds of texts: those that no play shows, and conditions they need not have."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.engine.program import Program
from borderpost.proof.findings.telling import condition_told, finding
from borderpost.proof.idle.readings import Reading, readings
from borderpost.proof.idle.sights import FAILED, HELD, Sight
from borderpost.proof.proving import Proof, cards_given
from borderpost.story.diagnostics import Diagnostic


def findings_of_texts(program: Program, proof: Proof) -> Iterator[Diagnostic]:
    """Their diagnostics; none of what is not decided."""
    if not proof.complete:
        return
    story = program.story
    undecided = {reading.condition.at for reading in proof.texts.undecided}
    for reading in readings(story):
        if reading.shown is not None and reading.condition.at not in undecided:
            held = Sight(HELD, reading.condition.at) in proof.texts.sights
            failed = Sight(FAILED, reading.condition.at) in proof.texts.sights
            if held != failed:
                yield _of_reading(reading, holds=held)
    named = {card for scene in story.scenes.values() for card in scene.cards}
    for source in story.sources.values():
        if source.id in named - cards_given(program, proof):
            yield finding(
                "BP313",
                source.at,
                f"no play puts the card '{source.id}' into the case file",
                "name it under `cards:` of a scene that is come to as well, or leave it out",
            )


def _of_reading(reading: Reading, *, holds: bool) -> Diagnostic:
    """The diagnostic of a condition that always holds where it is asked for, or never does."""
    shown = condition_told(reading.condition)
    if not holds:
        assert reading.shown is not None
        return finding(
            "BP313",
            reading.shown.at,
            f"no play shows this text: '{shown}' never holds where it would be read",
            "ask for what may be so there, or leave the text out",
        )
    if reading.instead is not None:
        return finding(
            "BP313",
            reading.instead.at,
            f"no play shows this text: '{shown}' always holds where it would be read",
            "ask for what is not always so, or leave this text out",
        )
    return finding(
        "BP311",
        reading.condition.at,
        f"'{shown}' always holds where it is asked for: the text needs no `if:`",
        "leave it out, or ask for what is not always so",
    )
