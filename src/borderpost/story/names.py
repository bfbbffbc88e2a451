"""Every name a story defines, gathered before any part that may refer to it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.story.model import Variable

if TYPE_CHECKING:
    from borderpost.story.expressions.reading import Reading, ReadingEffect


class Names:
    """The ids of a story by kind. Sets and mappings keep file order where they are dicts."""

    def __init__(self) -> None:
        """Start empty; the parser's first pass fills it."""
        self.variables: dict[str, Variable] = {}
        self.derived: dict[str, tuple[int, int] | None] = {}
        """What derived variables can come to, as far as that is known: worked out once for each."""
        self.acts: list[str] = []
        self.facts: dict[str, str] = {}
        """Fact ids and their marks."""
        self.sources: dict[str, None] = {}
        self.scenes: dict[str, dict[str, None]] = {}
        """Scene ids and, for each, the ids of its choices."""
        self.endings: dict[str, None] = {}
        self.decks: dict[str, list[str]] = {}
        """Deck names and the storylets in each."""
        self.drawn: dict[str, list[str]] = {}
        """Scene ids that draw, and the deck: a drawn storylet is a choice `scene.storylet`."""
        self.questions: dict[str, dict[str, None]] = {}
        """Ids of plain questions and slots, and the ids of their options."""
        self.tables: dict[str, None] = {}
        self.slots: dict[str, None] = {}
        """Which of the questions are slots of a report."""
        self.policies: dict[str, None] = {}
        self.tags: dict[str, None] = {}
        self.conditions_read: dict[str, Reading] = {}
        self.effects_read: dict[str, ReadingEffect] = {}
        """What texts came to that were read for these names: a story says the same many times."""
        self.incomplete = False
        """Whether a file could not be read whole: a missing name is then no finding of its own."""
