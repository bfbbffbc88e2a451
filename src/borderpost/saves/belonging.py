"""Which of several stories a saved run belongs to: the one rule for every way to go on with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from borderpost.saves.summary import RunSummary
from borderpost.story.model import Story


def story_of(
    run: RunSummary,
    paths: Iterable[Path],
    load: Callable[[Path], Story | None],
    language: str = "",
) -> Path | None:
    """Where the story of a run lies, among the `paths` of the stories that have its id.

    Of several, one that still decides as the story did then; of those, the one in the language
    wanted, or else the very one that was played; of equals the first. None where there is none.
    Stories are loaded only where there are several.
    """
    found = list(dict.fromkeys(path.resolve() for path in paths))
    if len(found) < 2:
        return next(iter(found), None)

    def fitness(path: Path) -> tuple[bool, bool, bool, bool]:
        story = load(path)
        if story is None:
            return False, False, False, False
        logic, prose = story.logic_hash == run.logic, story.prose_hash == run.prose
        return logic, bool(language) and story.info.language == language, prose, True

    return max(found, key=fitness)
