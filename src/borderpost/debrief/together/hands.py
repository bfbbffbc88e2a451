"""A show of hands: counts for the choices that are offered, as a teacher types them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from borderpost.debrief.together.notes import MOST_VOTES, said_in
from borderpost.debrief.wording import things
from borderpost.engine.actions import Answer, Choose
from borderpost.engine.moment import Path
from borderpost.engine.run import Run
from borderpost.engine.view import ChoiceView, View
from borderpost.story.mendable import Mendable
from borderpost.story.prose import plain_text


class Miscounted(Mendable):
    """What was typed is no count for each choice."""


def choice_id(choice: ChoiceView) -> str:
    """The id by which hands are kept for a choice; empty for a mere Continue."""
    return choice.action.choice if isinstance(choice.action, Choose) else ""


def to_vote_on(view: View) -> tuple[ChoiceView, ...]:
    """The choices a class can vote on: those that can be taken, where there are several."""
    ways = tuple(choice for choice in view.takeable if choice_id(choice))
    return ways if len(ways) > 1 else ()


def read_hands(typed: str, choices: Sequence[ChoiceView]) -> dict[str, int]:
    """The hands for each choice, from counts in the order of the choices. Raises Miscounted."""
    counts = typed.replace(",", " ").split()
    example = " ".join(("12", "5", "3", *("0" * len(choices)))[: len(choices)])
    many = things(len(choices), "choice", "choices")
    mend = f"type a number for each of the {many}, parted by blanks: {example}"
    for count in counts:
        if not (count.isascii() and count.isdecimal()):
            raise Miscounted(f"{count[:20]!a} is no count of hands", mend)
        if len(count.lstrip("0")) > len(str(MOST_VOTES)):
            raise Miscounted(f"{count[:20]} is more than the {MOST_VOTES} hands there can be", mend)
    if len(counts) != len(choices):
        given = things(len(counts), "number", "numbers")
        raise Miscounted(f"that is {given} for {many}" if counts else "no hands were typed", mend)
    return {choice_id(choice): int(count) for choice, count in zip(choices, counts, strict=True)}


def hands_here(run: Run) -> Mapping[str, int]:
    """The hands counted last on this visit to the place where a run stands, by choice."""
    return hands_on(run.path, said_in(run.records).votes)


def hands_on(path: Path, votes: Mapping[int, Mapping[str, int]]) -> Mapping[str, int]:
    """The hands counted last on the visit that a path ends in; `votes` are those of its run."""
    for moment in reversed(path):
        if moment.number in votes:
            return votes[moment.number]
        if not isinstance(moment.action, Answer):
            break
    return {}


def hands_word(count: int) -> str:
    """How many hands, as it stands beside a choice."""
    return f"{count} hand" if count == 1 else f"{count} hands"


def hands_told(hands: Mapping[str, int], choices: Sequence[ChoiceView]) -> str:
    """A count in a sentence: `Hands: 12 for Boots and coats, 5 for A stone wall.`; or nothing."""
    labels = {choice_id(choice): plain_text(choice.label) for choice in choices}
    parts = [
        f"{count} for “{' '.join(labels[choice].split())}”"
        for choice, count in hands.items()
        if choice in labels
    ]
    return f"Hands: {', '.join(parts)}." if parts else ""
