"""The links of a story: where each choice and each scene may lead, and what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Condition,
    Draw,
    FirstOf,
    Flow,
    Go,
    Return,
    Scene,
    Text,
)
from borderpost.story.prose import parse_prose, plain_text


class Entry(NamedTuple):
    """What an entry of a list of targets asks, in the story's own spelling.

    With `otherwise`, only where no entry before it was the way; the last one asks nothing more.
    """

    source: str
    otherwise: bool


class Link(NamedTuple):
    """A way from a place to another.

    `kind` is go, call, draw (to a deck), storylet (from its deck), return (to where the last call
    came from) or leave (a storylet that goes on where its draw does); the last two have no
    `target`. It is taken by `choice`, whose words are `label`, or goes on by itself where that is
    empty. `offered` is the choice's own condition. `share` is the weight and the sum of weights
    where chance decides. A link that comes `after` a call, a draw, or nothing that could be drawn,
    tells in `behind` which scene or deck that was. `drawn` is how many storylets a draw offers
    (0: chance picks one).
    """

    source: str
    target: str
    kind: str = "go"
    choice: str = ""
    label: str = ""
    offered: str = ""
    cost: tuple[tuple[str, int], ...] = ()
    fallback: bool = False
    once: bool = False
    tests: tuple[Entry, ...] = ()
    share: tuple[int, int] | None = None
    after: str = ""
    behind: str = ""
    drawn: int = 0


def deck_place(deck: str) -> str:
    """The id of a deck as a place."""
    return f"deck:{deck}"


def words_of(text: Text) -> str:
    """A text in one line, every block of it, whatever its condition; blocks parted by ` / `."""
    blocks = (plain_text(parse_prose(block.prose)) for block in text)
    return " / ".join(" ".join(block.split()) for block in blocks)


def links_of(scene: Scene) -> Iterator[Link]:
    """The links of a scene: those of its choices, then its own."""
    for choice in scene.choices:
        yield from _flow_links(_of_choice(scene, choice), choice.flow)
    if scene.flow is not None or not scene.choices:
        yield from _flow_links(Link(scene.id, ""), scene.flow)


def _of_choice(scene: Scene, choice: Choice) -> Link:
    """What all links of a choice have in common."""
    return Link(
        scene.id,
        "",
        choice=choice.id,
        label=words_of(choice.label),
        offered=source_of(choice.condition),
        cost=choice.cost,
        fallback=choice.fallback,
        once=choice.once,
    )


def _flow_links(link: Link, flow: Flow | None) -> Iterator[Link]:
    """The links of a flow, each like `link` but for where it leads and why."""
    match flow:
        case None:
            yield link._replace(kind="leave")
        case Go(target):
            yield link._replace(target=target)
        case Return():
            yield link._replace(kind="return")
        case Chance(outcomes):
            total = sum(outcome.weight for outcome in outcomes)
            for outcome in outcomes:
                yield link._replace(target=outcome.target, share=(outcome.weight, total))
        case CallScene(scene, then):
            yield link._replace(target=scene, kind="call")
            yield from _flow_links(link._replace(after="call", behind=scene), then)
        case Draw(deck, up_to, by_chance, then, otherwise):
            drawn = 0 if by_chance else up_to
            yield link._replace(target=deck_place(deck), kind="draw", drawn=drawn)
            yield from _flow_links(link._replace(after="draw", behind=deck), then)
            if otherwise != then:
                yield from _flow_links(link._replace(after="nothing", behind=deck), otherwise)
        case FirstOf(branches):
            for number, branch in enumerate(branches):
                test = Entry(source_of(branch.condition), otherwise=number > 0)
                yield from _flow_links(link._replace(tests=(*link.tests, test)), branch.flow)


def source_of(condition: Condition | None) -> str:
    """A condition as it was written, in one line."""
    return "" if condition is None else " ".join(condition.source.split())
