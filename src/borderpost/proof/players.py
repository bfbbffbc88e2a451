"""Who plays: the uniform player and a story's policies, as what they like among what is offered.

Nothing here draws lots: each function gives the ways a player takes with equal likelihood, so that
odds can weigh them and a simulation can draw among them.

The uniform player answers a scene's questions in the order of the files, each with one of the
options offered; one that is optional is left out or answered, all equally likely. Then one of the
choices offered is taken. A policy likes, of choices and of a report's options, those that carry the
first of its tags that any of them carries; among equals, and where none fits, it is uniform too.
Tables and how sure one is are no state and are not played.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from borderpost.engine.functions import State
from borderpost.engine.program import Program
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean, one_line
from borderpost.story.model import Question, QuestionKind, Scene, Story

LEFT_OUT = 0
"""The number that stands for leaving an optional question out; options are numbered from 1."""

LONGEST_SHOWN = 40
"""How many characters of a name a message repeats."""


class Player(NamedTuple):
    """A way of playing: tags in the order in which they are preferred; none is uniform."""

    name: str
    prefer: tuple[str, ...] = ()


UNIFORM = Player("uniform")


class UnknownPlayer(Mendable):
    """A name that is neither `uniform` nor one of the story's policies."""

    def __init__(self, story: Story, name: str) -> None:
        """Say so, and who there is."""
        known = [player.name for player in players_of(story)]
        shown = one_line(name)[:LONGEST_SHOWN]
        super().__init__(
            f"the story '{story.info.id}' has no player '{shown}'{did_you_mean(name, known)}",
            f"its players: {', '.join(known)}",
        )


def players_of(story: Story) -> tuple[Player, ...]:
    """The uniform player, and the policies that a story declares, in its order."""
    policies = story.policies.values()
    return (UNIFORM, *(Player(policy.name, policy.prefer) for policy in policies))


def player_named(story: Story, name: str) -> Player:
    """The player of this name. A policy called `uniform` is played by that name. UnknownPlayer."""
    for player in reversed(players_of(story)):
        if player.name == name:
            return player
    raise UnknownPlayer(story, name)


def rank(player: Player, tags: Sequence[str]) -> int:
    """How much a player likes what carries these tags: 0 the most."""
    return next((n for n, tag in enumerate(player.prefer) if tag in tags), len(player.prefer))


def favoured(player: Player, tags: Sequence[Sequence[str]]) -> tuple[int, ...] | None:
    """The places of the offers a player likes best, by the tags of each; None where none fits."""
    ranks = [rank(player, own) for own in tags]
    best = min(ranks, default=len(player.prefer))
    if best == len(player.prefer):
        return None
    return tuple(place for place, own in enumerate(ranks) if own == best)


def choice_tags(program: Program, scene: Scene) -> tuple[tuple[str, ...], ...]:
    """The tags of everything a scene may offer, by number; a drawn storylet has none."""
    own = tuple(choice.tags for choice in scene.choices)
    return own + ((),) * (len(program.choice_ids(scene)) - len(own))


def choices_liked(
    player: Player, tags: Sequence[Sequence[str]], offered: Sequence[int]
) -> Sequence[int]:
    """The numbers, of those offered, that a player takes with equal likelihood.

    `tags` are those of `choice_tags`.
    """
    liked = favoured(player, [tags[number] for number in offered])
    return offered if liked is None else [offered[place] for place in liked]


def answers_liked(
    player: Player, program: Program, question: Question, state: State
) -> Sequence[int]:
    """The options a player answers a question with, all equally likely; `LEFT_OUT` for none.

    Empty where the question cannot be answered, or is a table.
    """
    if question.kind is QuestionKind.TABLE:
        return ()
    offered = program.options(question, state)
    liked = favoured(player, [question.options[number - 1].tags for number in offered])
    if liked is not None:
        return [offered[place] for place in liked]
    return (LEFT_OUT, *offered) if question.optional and offered else offered
