"""The report a player signed, checked sentence by sentence against what it cites."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from borderpost.debrief.run.visits import Visit, oneline
from borderpost.debrief.wording import in_words
from borderpost.engine.layout import counts_in
from borderpost.engine.program import Program
from borderpost.story.model import Option, Story
from borderpost.story.scales import likelihood_words

_KEPT_OPEN = "It leaves open what its source leaves open."


class Sentence(NamedTuple):
    """A signed sentence: what was asked, what the player's report says, and what it rests on.

    `strength` is is, claimed, unclear or empty; `likelihood` its words and per cent;
    `cites` the ids of facts. `is_supported` tells that it says no more than what it cites does
    (True also where it makes no statement), `check` says it in a sentence.
    """

    asked: str
    says: str
    strength: str
    likelihood: str
    cites: tuple[str, ...]
    is_supported: bool
    check: str


def signed_sentences(
    program: Program, visits: tuple[Visit, ...], met: Collection[str]
) -> tuple[Sentence, ...]:
    """The sentences of every report that was signed, in order; `met` are the facts that were read.

    A report is signed by the choice that leaves its scene; one still open is none yet.
    """
    found = []
    for visit in visits:
        scene = program.story.scenes.get(visit.scene)
        if scene is None or scene.report is None or not visit.left_by_choice:
            continue
        for slot in scene.report.slots:
            answer = visit.last(slot.id)
            option = next((o for o in slot.options if answer and o.id == answer.option), None)
            if option is None:
                continue
            supported = not counts_in(option, "unsupported", program.story)
            found.append(
                Sentence(
                    asked=oneline(program, slot.ask, visit.state),
                    says=oneline(program, option.says, visit.state),
                    strength=option.strength,
                    likelihood=likelihood_words(option.likelihood),
                    cites=option.cites,
                    is_supported=supported,
                    check=_check(option, program.story, met, supported=supported),
                )
            )
    return tuple(found)


def report_checks(story: Story, sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    """What there is to say of the signed sentences together."""
    stated = [sentence for sentence in sentences if sentence.strength]
    if not stated:
        return ()
    strong = sum(not sentence.is_supported for sentence in stated)
    unclear = sum(sentence.strength == "unclear" for sentence in stated)
    kinds = {story.facts[fact].kind for s in sentences for fact in s.cites if fact in story.facts}
    said = [
        _count(strong, len(stated), "says more than it can cite", "say more than they can cite"),
        _count(unclear, len(stated), "leaves something open", "leave something open"),
    ]
    if "assurance" in kinds and "warning" in kinds:
        said.append("The report cites both an assurance and a warning.")
    elif "assurance" in kinds:
        said.append("The report cites an assurance, and no warning.")
    elif "warning" in kinds:
        said.append("The report cites a warning, and no assurance.")
    return tuple(said)


def _count(count: int, total: int, one: str, many: str) -> str:
    """How many of the statements do something, as a sentence."""
    if count == 0:
        return f"No statement you signed {one}."
    if total == 1:
        return f"The statement you signed {one}."
    if count == total:
        return f"{'Both' if total == 2 else f'All {in_words(total)}'} statements you signed {many}."
    of_all = f"{in_words(count).capitalize()} of the {in_words(total)} statements you signed"
    return f"{of_all} {one if count == 1 else many}."


def _check(option: Option, story: Story, met: Collection[str], *, supported: bool) -> str:
    """How a signed sentence stands to what it cites, and what of that was not read."""
    said = check_words(option, story, supported=supported)
    unread = [name for name in option.cites if name not in met]
    return f"{said} You had not read {' or '.join(unread)}." if unread else said


def check_words(option: Option, story: Story, *, supported: bool) -> str:
    """How a sentence of a report stands to what it cites, whoever signed it."""
    facts = [story.facts[name] for name in option.cites if name in story.facts]
    marks = {fact.mark for fact in facts}
    if not option.strength:
        words = "It is a recommendation, not a statement."
    elif not facts:
        words = "It cites nothing."
    elif not supported and marks == {"unknown"}:
        words = "It is stronger than its source, which leaves this open."
    elif not supported:
        words = "It is stronger than its source: what it cites is only claimed."
    elif option.strength == "unclear":
        disputed = any(fact.id in other.against for fact in facts for other in facts)
        if "unknown" in marks:
            words = _KEPT_OPEN
        elif disputed:
            words = "It leaves open what its sources dispute; it could also have named both."
        else:
            words = "It leaves open what its source does say."
    elif option.strength == "claimed" and "documented" in marks:
        words = "It is weaker than its source, which reports this."
    else:
        words = "It is no stronger than its source."
    return words
