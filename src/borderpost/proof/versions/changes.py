"""What differs in meaning between two versions of a story. Pure data.

How parts are spread over files, in which order their keys stand, how conditions are spaced and
where lines break means nothing, nor do comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from borderpost.engine.layout import storylets
from borderpost.proof.versions import facets
from borderpost.proof.versions.change import Change
from borderpost.proof.versions.contract_changes import contract_changes
from borderpost.proof.versions.facets import Look
from borderpost.proof.versions.renaming import Named, Pairs, Reader, Versions
from borderpost.proof.versions.spelling import names_spelled
from borderpost.story.model import Story

T = TypeVar("T")
P = TypeVar("P", bound=Named)

WORDS = "words"
"""What has changed of a part whose words have."""


class Changes(NamedTuple):
    """What differs. `same_logic` and `same_prose` compare the hashes that saved runs are marked by.

    The changes stand part by part, in the order of the new version's files.
    """

    same_logic: bool
    same_prose: bool
    found: tuple[Change, ...]

    @property
    def shown(self) -> tuple[Change, ...]:
        """Those that a player could notice."""
        return tuple(change for change in self.found if change.shown)


def changes_between(old: Story, new: Story) -> Changes:
    """Everything that differs in meaning between two versions of a story."""
    return Changes(
        old.logic_hash == new.logic_hash,
        old.prose_hash == new.prose_hash,
        tuple(_Comparison(Versions(old, new)).all()),
    )


class _Comparison:
    """Two versions while they are compared."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._before, self._now = Reader(versions), Reader()
        self._found: list[Change] = []

    def all(self) -> list[Change]:
        versions = self._versions
        old, new = versions.old, versions.new
        self._compare("story", "", old, new, facets.STORY)
        self._parts("variable", versions.variables, facets.VARIABLE)
        self._plain("fact", old.facts, new.facts, facets.FACT)
        self._plain("source", old.sources, new.sources, facets.SOURCE)
        self._parts("scene", versions.scenes, facets.SCENE)
        self._orders()
        for scene, choices in versions.choices.items():
            self._parts("choice", choices, facets.CHOICE, inside=f"{scene}.")
        self._questions()
        self._parts("ending", versions.endings, facets.ENDING)
        return [*self._found, *contract_changes(old, new, self._before)]

    def _parts(
        self,
        part: str,
        pairs: Pairs[P],
        look: Look[P],
        *,
        inside: str = "",
    ) -> None:
        """Compare the parts of one kind; `inside` begins their names."""
        for name in pairs.removed:
            self._remove(part, inside + name)
        for before, now in pairs.renamed.items():
            self._found.append(Change("renamed", part, inside + now, before=inside + before))
        self._found += [Change("added", part, inside + name) for name in pairs.added]
        for _, old, name, new in pairs.both:
            self._compare(part, inside + name, old, new, look)

    def _remove(self, part: str, name: str) -> None:
        """Tell that a part is gone, and where the story says old plays go on."""
        new = self._versions.new
        then = new.removed.get(name)
        if then is None and part in ("scene", "ending"):
            then = place if (place := self._versions.place(name)) != name else None
        told = "" if then is None else then or "where they stand"
        self._found.append(Change("removed", part, name, after=told))

    def _plain(
        self,
        part: str,
        old: Mapping[str, T],
        new: Mapping[str, T],
        look: Look[T],
    ) -> None:
        """Compare parts that cannot be renamed."""
        self._found += [Change("removed", part, name) for name in old if name not in new]
        self._found += [Change("added", part, name) for name in new if name not in old]
        for name in new:
            if name in old:
                self._compare(part, name, old[name], new[name], look)

    def _questions(self) -> None:
        """Compare questions; those of a scene that is new or gone are told with it."""
        questions, scenes = self._versions.questions, self._versions.scenes
        kept = questions._replace(
            added={
                n: asked for n, asked in questions.added.items() if asked.scene not in scenes.added
            },
            removed={
                n: asked
                for n, asked in questions.removed.items()
                if asked.scene not in scenes.removed
            },
        )
        self._parts("question", kept, facets.QUESTION)
        for _, was, name, now in questions.both:
            if was.question.scale == now.question.scale:
                options = self._versions.options[name]
                self._parts("option", options, facets.OPTION, inside=f"{name}.")

    def _compare(
        self,
        part: str,
        name: str,
        old: T,
        new: T,
        look: Look[T],
    ) -> None:
        """Compare one part with what it was."""
        for before, now in zip(
            look.facets(old, self._before), look.facets(new, self._now), strict=True
        ):
            if before.plain != now.plain:
                told = now.what, before.spelled, now.spelled, now.shown
                self._found.append(Change("changed", part, name, *told))
        was, words = look.words(old, self._before), look.words(new, self._now)
        if not was.reads_like(words):
            self._found.append(Change("changed", part, name, WORDS))
        elif was.conditions != words.conditions:
            self._found.append(Change("changed", part, name, "conditions of its text"))

    # --- Orders --------------------------------------------------------------------------------

    def _orders(self) -> None:
        """Compare the order of what is offered, asked and drawn."""
        versions = self._versions
        for _, old, name, new in versions.scenes.both:
            choices = versions.choices[name].renamed
            was = [choices.get(each.id, each.id) for each in old.choices]
            self._order("scene", name, "order of choices", was, [each.id for each in new.choices])
            asked = versions.questions.renamed
            was = [asked.get(each.id, each.id) for each in old.asked]
            self._order("scene", name, "order of questions", was, [each.id for each in new.asked])
        for _, first, name, second in versions.questions.both:
            renamed = versions.options[name].renamed
            was = [renamed.get(each.id, each.id) for each in first.question.options]
            options = [each.id for each in second.question.options]
            self._order("question", name, "order of options", was, options)
        drawn = storylets(versions.new)
        for deck, scenes in storylets(versions.old).items():
            was = [versions.place(scene) for scene in scenes]
            self._order("deck", deck, "order of storylets", was, drawn.get(deck, ()))

    def _order(
        self, part: str, name: str, what: str, before: Iterable[str], now: Iterable[str]
    ) -> None:
        """Tell that what both versions have stands in another order."""
        old, new = dict.fromkeys(before), dict.fromkeys(now)
        was = [each for each in old if each in new]
        is_now = [each for each in new if each in old]
        if was != is_now:
            told = names_spelled(was), names_spelled(is_now)
            self._found.append(Change("changed", part, name, what, *told))
