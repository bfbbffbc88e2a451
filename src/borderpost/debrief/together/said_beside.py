"""What was said beside the decisions of a journal: who of a pair disagreed, how a class voted."""

from __future__ import annotations

from collections.abc import Iterable

from borderpost.debrief.together.hands import hands_told
from borderpost.debrief.together.notes import Said, said_in
from borderpost.engine.actions import Choose
from borderpost.engine.offering import choices_at
from borderpost.engine.records import Act
from borderpost.engine.run import Run
from borderpost.engine.show import decision_words
from borderpost.engine.view import JournalEntry

OTHERWISE = "One of you would have chosen otherwise"
"""What stands before the line of the one who disagreed."""


def said_beside(run: Run, entries: Iterable[JournalEntry]) -> list[tuple[str, ...]]:
    """For each entry of a journal of a run, the sentences to be told beside its decision."""
    said = said_in(run.records)
    if not (said.dissents or said.votes):
        return [() for _ in entries]
    choices: dict[int, list[Act]] = {}
    for record in run.records:
        if isinstance(record, Act) and isinstance(record.action, Choose):
            choices.setdefault(record.after, []).append(record)
    found = []
    for entry in entries:
        told = [_votes(run, entry, said), _dissent(run, entry, choices, said)]
        found.append(tuple(sentence for sentence in told if sentence))
    return found


def _votes(run: Run, entry: JournalEntry, said: Said) -> str:
    """How the class voted at a stop, as it was counted last."""
    program, at = run.program, entry.decided_after
    while at not in said.votes and at != entry.number:
        at = run.moment(at).after
    if at not in said.votes:
        return ""
    state = run.moment(at).state
    place = program.place(state)
    if place.kind != "scene":
        return ""
    return hands_told(said.votes[at], choices_at(program, program.story.scenes[place.scene], state))


def _dissent(run: Run, entry: JournalEntry, choices: dict[int, list[Act]], said: Said) -> str:
    """What the one said who would not have taken the choice that was taken at a stop."""
    for act in choices.get(entry.decided_after, ()):
        assert isinstance(act.action, Choose)
        line = said.dissents.get((entry.decided_after, act.action.choice), "")
        words = decision_words(run.program, run.moment(act.number))
        if line and words and entry.decision.endswith(words):
            return f"{OTHERWISE}: {line}"
    return ""
