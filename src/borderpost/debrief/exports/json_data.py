"""Runs as one JSON document, written piece by piece: no more than one run is held at a time.

`docs/data.md` tells its shape, which changes only together with FORMAT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from borderpost import __version__
from borderpost.debrief.cohort.account import Account, Answered, Cards, Decided, Signed
from borderpost.debrief.exports.encoding import encoded
from borderpost.debrief.exports.words import StoryWords, line
from borderpost.story.model import Story
from borderpost.story.prose import clean

FORMAT: Final = 1
"""The version of the document's shape."""


class AtTheEnd(NamedTuple):
    """What is known once every run was read: what a class shows, and which files were left out.

    Both are plain data; `left_out` has a `file` and a `reason` for each.
    """

    tallies: Mapping[str, Any] = {}
    left_out: tuple[Mapping[str, Any], ...] = ()


def document(
    story: Story, accounts: Iterable[Account], at_the_end: Callable[[], AtTheEnd] = AtTheEnd
) -> Iterator[str]:
    """The pieces of the document in order, each run on a line of its own.

    `at_the_end` is asked once the last run was taken from `accounts`.
    """
    words = StoryWords(story)
    info = story.info
    head = {"id": info.id, "title": line(info.title), "version": info.version}
    head["language"] = info.language
    yield f'{{"format":{FORMAT},\n"program":{encoded(f"borderpost {__version__}")},\n'
    yield f'"story":{encoded(head)},\n"runs":['
    between = "\n"
    for account in accounts:
        yield between + encoded(run_data(account, words))
        between = ",\n"
    last = at_the_end()
    yield f'\n],\n"class":{encoded(dict(last.tallies))},\n'
    yield f'"left_out":{encoded([dict(each) for each in last.left_out])}}}\n'


def run_data(account: Account, words: StoryWords) -> dict[str, Any]:
    """A run as plain data; a time or a title that is not known is null."""
    ending = {"id": account.ending, "title": words.ending(account.ending)}
    return {
        "run": line(account.handle),
        "identity": line(account.identity),
        "file": line(account.file),
        "story": account.story,
        "version": account.version,
        "settings": dict(account.settings),
        "status": account.status,
        "started": account.started or None,
        "touched": account.touched or None,
        "ending": ending if account.ending else None,
        "place": account.place,
        "as_pair": account.as_pair,
        "decisions": [_decision(decided, words) for decided in account.decided],
        "answers": [_answer(answer, words) for answer in account.answered],
        "signed": [_signed(sentence, words) for sentence in account.signed],
        "cards": _cards(account.cards),
        "facts": {
            "told": list(account.told),
            "met": list(account.facts),
            "cited": list(account.cited),
        },
        "meters": {"start": dict(account.start), "end": dict(account.meters)},
        "wrote": {line(question): clean(says) for question, says in account.wrote.items()},
    }


def _decision(decided: Decided, words: StoryWords) -> dict[str, Any]:
    """A decision."""
    scene = words.scene(decided.scene)
    return {
        "record": decided.record,
        "at": decided.at or None,
        "act": scene.act,
        "scene": decided.scene,
        "scene_title": scene.title,
        "choice": decided.choice,
        "words": scene.choices[decided.choice],
        "offered": list(decided.offered),
        "cards": _cards(decided.cards),
        "votes": {line(choice): hands for choice, hands in decided.votes.items()},
        "dissent": line(decided.dissent),
    }


def _answer(answer: Answered, words: StoryWords) -> dict[str, Any]:
    """An answer."""
    return {
        "record": answer.record,
        "at": answer.at or None,
        "scene": answer.scene,
        "question": answer.question,
        "cell": answer.cell or None,
        "option": answer.option,
        "words": words.question(answer.scene, answer.question).options[answer.option],
        "certainty": answer.certainty or None,
        "is_right": answer.is_right,
        "changed_to": answer.changed_to or None,
    }


def _signed(sentence: Signed, words: StoryWords) -> dict[str, Any]:
    """A sentence that was signed."""
    return {
        "scene": sentence.scene,
        "slot": sentence.slot,
        "option": sentence.option,
        "words": words.question(sentence.scene, sentence.slot).options[sentence.option],
        "strength": sentence.strength or None,
        "is_supported": sentence.is_supported,
    }


def _cards(cards: Cards) -> dict[str, list[str]]:
    """A case file."""
    return {"met": list(cards.met), "opened": list(cards.opened)}
