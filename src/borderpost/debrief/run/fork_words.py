"""What each decision could have changed, in words that claim no more than is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from borderpost.debrief.run.forks import Endings, Fork, Forks
from borderpost.debrief.wording import in_words, listed, things

NO_ENDING_YET = "What each decision could have changed is told here once you come to an ending."
"""What the section says before that: it would tell where the ways lead."""

WORKING_OUT = "Being worked out: every way on from each of your decisions is searched."
"""What it says for the second in which that is done."""


STILL_OPEN = "Still open after it"

FEW = 3
"""So many endings are named even where it would be shorter to say which are not among them."""


class ForkTold(NamedTuple):
    """A decision: the title of its page, what was chosen, and sentences on what that changed."""

    title: str
    chosen: str
    sentences: tuple[str, ...]


def fork_summary(found: Forks) -> str:
    """What was open before the first decision, and what came; empty where nothing is known."""
    if not found.forks:
        return ""
    base = found.forks[0].page
    ended = f"“{found.titles[found.ended]}”"
    if not _differs(found):
        return f"Whatever was chosen, this way led to {ended}: no decision could have changed it."
    count = things(len(base), "ending was", "endings were")
    named = listed([f"“{found.titles[name]}”" for name in found.titles if name in base])
    head = f"Before the first of these decisions {count} open"
    if not found.forks[0].exact:
        head += " in some plays"
    return f"{head}: {named}. You came to {ended}."


def forks_told(found: Forks) -> tuple[ForkTold, ...]:
    """The decisions, one by one; none where no decision could have changed the ending."""
    if not _differs(found):
        return ()
    words = _Words(found.forks[0].page, found.titles, found.ended)
    return tuple(ForkTold(fork.title, fork.taken.label, words.of(fork)) for fork in found.forks)


def untold_words(found: Forks) -> str:
    """Of how many decisions nothing is told; empty where all are."""
    if not found.untold:
        return ""
    if not found.forks:
        return "What your decisions could have changed was more than could be worked out here."
    more = things(found.untold, "more decision was", "more decisions were")
    return f"{more.capitalize()} more than could be worked out here."


def _differs(found: Forks) -> bool:
    """Whether any decision is known to have left more than the ending that came."""
    return any(fork.page != {found.ended} for fork in found.forks)


class _Words:
    """The words of one play's decisions: its endings are told against those open at first."""

    def __init__(self, base: Endings, titles: Mapping[str, str], ended: str) -> None:
        """The endings open at first, every ending's title, and the ending that came."""
        self._base = base
        self._titles = titles
        self._ended = ended

    def of(self, fork: Fork) -> tuple[str, ...]:
        """What a decision could have changed, sentence by sentence."""
        if fork.by_choice == {self._ended}:
            sentences = ["This choice could not have changed the ending."]
        else:
            sentences = self._exact(fork) if fork.exact else self._in_some(fork)
        others = fork.page - fork.by_choice
        if others:
            where = "Other answers on this page" if fork.exact else "In some plays, other answers"
            sentences.append(f"{where} led also to {self._named(others)}.")
        return tuple(sentences)

    def _exact(self, fork: Fork) -> list[str]:
        """What is so of this very play."""
        own, others = fork.taken.endings, [way for way in fork.ways if not way.taken]
        if all(way.endings == own for way in others):
            every = "Every choice here left the same endings open" if others else STILL_OPEN
            return [f"{every}: {self._all(own)}."]
        sentences = [f"{STILL_OPEN}: {self._all(own)}."]
        for labels, alike in _alike(fork):
            more, less = alike - own, own - alike
            if not alike & own or len(alike) == 1:
                only = "instead" if not alike & own else "only"
                told = f"led {only} to {self._named(alike, 'or')}"
            else:
                led = [f"led also to {self._named(more)}"] if more else []
                out = [f"ruled out {self._named(less)}"] if less else []
                told = ", and ".join([*led, *out])
            sentences.append(f"From here, {_each(labels)} {told}.")
        if any(way.endings == own for way in others):
            sentences.append("What else could be chosen left the same open.")
        return sentences

    def _in_some(self, fork: Fork) -> list[str]:
        """What is so of some plays, and perhaps not of this one; but what is so of none is not."""
        own, others = fork.taken.endings, [way for way in fork.ways if not way.taken]
        none = ", and in none to any other ending" if len(own) == 1 else ""
        still = self._named(own) if none else self._all(own)
        sentences = [f"In some plays, this choice still led to {still}{none}."]
        for labels, alike in _alike(fork):
            more, less = alike - own, own - alike
            if more:
                also = "also" if alike & own else "instead"
                sentences.append(
                    f"In some plays, {_each(labels)} led {also} to {self._named(more)}."
                )
            if less and alike & own:
                told = f"In no play, {listed(labels, 'or')} led to {self._named(less, 'or')}."
                sentences.append(told)
        if any(way.endings == own for way in others):
            every = "every other choice" if not _alike(fork) else "what else could be chosen"
            sentences.append(f"So did {every}, in some plays.")
        return sentences

    def _all(self, endings: Endings) -> str:
        """A set of endings: by what is in it, or by what is not where that is shorter."""
        outside = self._base - endings
        if len(endings) == 1:
            return f"only {self._named(endings)}"
        told = f"all {in_words(len(self._base))}" if len(self._base) > 2 else "both"
        if endings == self._base:
            return told
        if endings <= self._base and len(outside) < len(endings) > FEW:
            return f"{told} but {self._named(outside)}"
        return self._named(endings)

    def _named(self, endings: Collection[str], last: str = "and") -> str:
        """Endings by their titles, in the order of the story."""
        return listed(
            [f"“{title}”" for name, title in self._titles.items() if name in endings], last
        )


def _alike(fork: Fork) -> list[tuple[list[str], Endings]]:
    """The choices that left other endings open than the one taken: those alike together."""
    found: dict[Endings, list[str]] = {}
    for way in fork.ways:
        if way.endings != fork.taken.endings:
            found.setdefault(way.endings, []).append(f"“{way.label}”")
    return [(labels, endings) for endings, labels in found.items()]


def _each(labels: list[str]) -> str:
    """Choices as what a sentence is about."""
    return listed(labels) + (" each" if len(labels) > 1 else "")
