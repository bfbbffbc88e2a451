"""The catalogue's codes BP401 to BP403: what becomes of saved runs in the story as it is now."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import changed
from borderpost.story.diagnostics import Severity

_RENAMED = changed("id: go", "id: leave")

SAVED_RULES: tuple[Rule, ...] = (
    Rule(
        "BP401",
        Severity.ERROR,
        "A saved run that breaks",
        "With --saves, `check` takes every saved run up again in the story as it is now. Here one "
        "takes a choice or gives an answer that is no longer offered, or that now leads elsewhere. "
        "Its player would find it cut short at this scene, with everything before kept. Ids are "
        "what saved runs hang on: where a part was renamed, say so under `was:`; where it was "
        "taken out, say under `removed:` where old plays go on. (The example breaks runs that were "
        "saved when its choice was still called `go`.)",
        _RENAMED,
        changed("id: leave", "id: leave\n        was: [go]", story=_RENAMED),
    ),
    Rule(
        "BP402",
        Severity.WARNING,
        "A saved run whose file is damaged",
        "With --saves, `check` reads the files of saved runs. Each line of one holds a digest of "
        "itself and of the line before, so that a line that was changed, lost or put elsewhere "
        "shows. The run was followed as far as its file is what was written; of the rest nothing "
        "can be said.",
        "",
        "",
    ),
    Rule(
        "BP403",
        Severity.ERROR,
        "A saved run that does not fit its own story",
        "With --saves, `check` takes saved runs up again. This one was played in a story that "
        "decides exactly as this one does, its file is whole, and yet a step of it leads to other "
        "values now, or is refused. Either the file was made or edited by hand, or this version "
        "of borderpost plays the story otherwise than the one that saved the run, which is a fault "
        "of the program: please report it.",
        "",
        "",
    ),
)
"""What can be wrong when saved runs are followed."""
