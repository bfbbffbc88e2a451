"""What a story asks of the play so far: only that needs room in the state."""

from __future__ import annotations

from borderpost.story.expressions.syntax import Query
from borderpost.story.gist import Asking, gist_of, remarkable_in
from borderpost.story.model import Scene, Story


def queries(story: Story) -> frozenset[Query]:
    """Every distinct query of a story, its column set to 0 so that equal ones are one."""
    asking = Asking()
    for variable in story.variables.values():
        asking.condition(variable.derivation)
    for ending in story.endings.values():
        asking.texts(ending.text, ending.bought, ending.cost)
    for source in story.sources.values():
        asking.texts(source.says)
    info = story.info
    asking.texts(info.about, info.content_note, info.closing, story.discuss)
    for reading in story.picture.readings if story.picture is not None else ():
        asking.condition(reading.condition)
        asking.texts(reading.says)
    for contract in story.checks:
        asking.condition(contract.condition)
    return gist_of(story.scenes).queries | asking.queries


def remarkable_scenes(story: Story) -> list[Scene]:
    """The scenes, in order, that may need room in the state; the others wait to be entered."""
    return [story.scenes[name] for name in remarkable_in(story.scenes)]
