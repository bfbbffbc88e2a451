"""How much two plays of Lakkon share: sentences of scenes and endings, where decisions differ.

Players at random play each profile to its end. Of pairs of plays that differ in at least half of
the decisions they both came to, it is told how large a part of their sentences is in both:
`2 * both / (one + other)`, a sentence counted once however often it was read.
`python -m benchmarks.two_summers` prints the median and the most over all pairs of each profile.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from borderpost.engine.actions import Answer, Choose
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.engine.settings import values
from borderpost.story.load import load_story
from borderpost.story.model import Story
from borderpost.story.prose import plain_text
from borderpost.story.shipped import shipped_stories

PAGES = ("scene", "ending")
"""The kinds of passages whose sentences are compared."""

CITATION = re.compile(r"\s*\[F\d+\]")

MOST_STEPS = 300


class Play(NamedTuple):
    """What was decided in each scene, and the sentences that were read."""

    decided: dict[str, str]
    sentences: frozenset[str]


def play(program: Program, settings: dict[str, str], seed: int) -> Play:
    """A play at random, to its end."""
    random = Random(seed)  # noqa: S311 - nothing here is a secret
    run = Run(program, settings, seed)
    decided: dict[str, str] = {}
    for _ in range(MOST_STEPS):
        view = run.view()
        if view.kind == "ending":
            break
        if view.open_questions:
            question = view.open_questions[0]
            cells = [f"{c.id}.{r.id}" for c in question.columns for r in question.rows]
            unmarked = [cell for cell in cells if cell not in question.cells]
            option = random.choice(question.options).id
            cell = random.choice(unmarked) if unmarked else ""
            run.act(Answer(question.id, option, cell, 2 if question.asks_certainty else 0))
            continue
        action = random.choice(view.takeable).action
        if isinstance(action, Choose) and len(view.takeable) > 1:
            decided.setdefault(action.scene, action.choice)
        run.act(action)
    read = [passage for entry in run.journal() for passage in entry.passages]
    pages = (plain_text(passage.paragraphs) for passage in read if passage.kind in PAGES)
    return Play(decided, frozenset(sentence for page in pages for sentence in sentences(page)))


def sentences(page: str) -> Iterator[str]:
    """The sentences of a page, without the marks of the facts they cite."""
    for sentence in re.split(r"(?<=[.!?])[\"”*]*\s+|\n", CITATION.sub("", page)):
        if any(letter.isalpha() for letter in sentence):
            yield sentence.strip()


def differ_by_half(one: Play, other: Play) -> bool:
    """Whether two plays decided otherwise in at least half of the scenes both decided in."""
    both = one.decided.keys() & other.decided.keys()
    apart = sum(one.decided[scene] != other.decided[scene] for scene in both)
    return bool(both) and 2 * apart >= len(both)


def shared(one: Play, other: Play) -> float:
    """How large a part of the sentences of two plays is in both."""
    both = len(one.sentences & other.sentences)
    return 2 * both / (len(one.sentences) + len(other.sentences))


def pairs(program: Program, settings: dict[str, str], wanted: int) -> Iterator[float]:
    """What so many pairs of plays share, that differ in half of what they decided."""
    seed = found = 0
    while found < wanted:
        one, other = play(program, settings, seed), play(program, settings, seed + 1)
        seed += 2
        if differ_by_half(one, other):
            found += 1
            yield shared(one, other)


def lakkon() -> Story:
    """The story."""
    story = load_story(shipped_stories()["lakkon"]).story
    assert story is not None
    return story


def main() -> None:
    """Measure, and print a line for each profile."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=200)
    wanted = parser.parse_args().pairs
    story = lakkon()
    program = Program(story)
    (profile,) = [setting for setting in story.settings if setting.name == "profile"]
    for name in values(profile):
        found = list(pairs(program, {"profile": name}, wanted))
        above = sum(share >= 0.6 for share in found)
        print(
            f"{name:9} {len(found)} pairs: shared in the middle {statistics.median(found):.0%}, "
            f"at most {max(found):.0%}; {above} of them 60 % or more"
        )


if __name__ == "__main__":
    main()
