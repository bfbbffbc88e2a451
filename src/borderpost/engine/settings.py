"""Settings: what a player chooses before a play begins."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.engine.program import in_words, setting_value
from borderpost.story.mendable import Mendable
from borderpost.story.model import Story, Variable, VariableKind

MOST_ASKED = 20
"""A setting with more values than this is left as the story starts it, not asked for by number."""


class BadSetting(Mendable):
    """A setting that the story does not have, or a value it does not take."""


def settings_to_ask(story: Story, given: Mapping[str, str]) -> list[Variable]:
    """The settings a player still chooses before a run: not given, and with several values."""
    return [
        setting
        for setting in story.settings
        if setting.name not in given and 1 < len(values(setting)) <= MOST_ASKED
    ]


def values(variable: Variable) -> tuple[str, ...]:
    """The words a setting can be given, in order."""
    match variable.kind:
        case VariableKind.ONE_OF:
            return variable.words
        case VariableKind.FLAG:
            return ("false", "true")
        case _:
            return tuple(str(number) for number in range(variable.low, variable.high + 1))


def complete(story: Story, given: Mapping[str, str]) -> dict[str, str]:
    """Every setting of a story with its value: those given, the rest as the story starts them."""
    settings = {variable.name: variable for variable in story.settings}
    for name, word in given.items():
        if name not in settings:
            offered = ", ".join(settings) or "none"
            raise BadSetting(
                f"the story {story.info.id!r} has no setting {name!r}",
                f"its settings: {offered}",
            )
        try:
            setting_value(settings[name], word)
        except ValueError:
            raise BadSetting(
                f"the setting {name!r} cannot be {word!r}",
                f"it can be: {', '.join(values(settings[name]))}",
            ) from None
    return {
        name: given.get(name, in_words(variable, variable.start))
        for name, variable in settings.items()
    }
