"""The parts of two versions of a story, paired: by their ids, and by `was:` where those changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from borderpost.story.expressions.syntax import (
    Binary,
    Expression,
    Literal,
    Name,
    Query,
    Unary,
    Word,
)
from borderpost.story.model import (
    CallScene,
    Chance,
    Choice,
    Condition,
    Draw,
    Effect,
    Flow,
    Go,
    Option,
    Question,
    Return,
    Story,
    Text,
)

Plain = Any
"""Nested tuples of words and numbers that can be compared."""

_SHOWN = re.compile(r"(?<!\{)\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})")
"""A variable in prose."""


class Named(Protocol):
    """A part that may have had other names."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its former names."""


P = TypeVar("P", bound=Named)


class Pairs(NamedTuple, Generic[P]):
    """The parts of one kind in two versions.

    `both` holds (old name, old part, new name, new part) in the order of the new version, `added`
    and `removed` what only one of them has, `renamed` the new name of each part that changed it.
    """

    both: list[tuple[str, P, str, P]]
    added: Mapping[str, P]
    removed: Mapping[str, P]
    renamed: Mapping[str, str]


def paired(old: Mapping[str, P], new: Mapping[str, P]) -> Pairs[P]:
    """Pair parts: each keeps its name, or says by `was:` which it had."""
    both: list[tuple[str, P, str, P]] = []
    added: dict[str, P] = {}
    taken: set[str] = set()
    for name, part in new.items():
        former = (name, *part.was)
        before = next((each for each in former if each in old and each not in taken), None)
        if before is None:
            added[name] = part
        else:
            taken.add(before)
            both.append((before, old[before], name, part))
    removed = {name: part for name, part in old.items() if name not in taken}
    renamed = {before: name for before, _, name, _ in both if before != name}
    return Pairs(both, added, removed, renamed)


class Asked(NamedTuple):
    """A question with the scene it stands in."""

    scene: str
    question: Question

    @property
    def was(self) -> tuple[str, ...]:
        """Its former names."""
        return self.question.was


class Versions:
    """Two versions of a story with their parts paired, and the old one read in names of now."""

    def __init__(self, old: Story, new: Story) -> None:
        self.old, self.new = old, new
        self.variables = paired(old.variables, new.variables)
        self.scenes = paired(old.scenes, new.scenes)
        self.endings = paired(old.endings, new.endings)
        self.questions = paired(_asked(old), _asked(new))
        self.choices: dict[str, Pairs[Choice]] = {
            now: paired(_by_id(before.choices), _by_id(after.choices))
            for _, before, now, after in self.scenes.both
        }
        self.options: dict[str, Pairs[Option]] = {
            now: paired(_by_id(before.question.options), _by_id(after.question.options))
            for _, before, now, after in self.questions.both
        }
        # A scene may have become an ending, and the other way round.
        self._here = _places(new)
        former = {each: name for name, part in self._here.items() for each in part.was}
        self._places = {**former, **self.scenes.renamed, **self.endings.renamed}
        self._questions = self.questions.renamed

    def place(self, name: str) -> str:
        """What an old scene or ending is called now."""
        return name if name in self._here else self._places.get(name, name)

    def choice(self, scene: str, choice: str) -> str:
        """What an old choice of a scene (by its name of now) is called now."""
        pairs = self.choices.get(scene)
        if pairs is None or any(own.id == choice for own in self.new.scenes[scene].choices):
            return choice
        return pairs.renamed.get(choice, self.place(choice))

    def choice_path(self, path: str) -> str:
        """What `scene.choice` is called now; a scene or ending alone, too."""
        scene, dot, choice = path.partition(".")
        scene = self.place(scene)
        return f"{scene}{dot}{self.choice(scene, choice)}" if dot else scene

    def option_path(self, path: str) -> str:
        """What `question.option` is called now."""
        question, dot, option = path.partition(".")
        question = self._questions.get(question, question)
        pairs = self.options.get(question)
        return f"{question}{dot}{pairs.renamed.get(option, option) if pairs else option}"


class Reader:
    """Reads parts as what can be compared: the old ones in names of now, or the new as they are."""

    def __init__(self, versions: Versions | None = None) -> None:
        """Without `versions`, every name stays as it is."""
        self._to = versions

    def variable(self, name: str) -> str:
        """The name of a variable."""
        return self._to.variables.renamed.get(name, name) if self._to else name

    def place(self, name: str) -> str:
        """The name of a scene or an ending."""
        return self._to.place(name) if self._to else name

    def path(self, name: str) -> str:
        """The name of a scene, an ending, or a choice as `scene.choice`."""
        return self._to.choice_path(name) if self._to else name

    def answer(self, name: str) -> str:
        """The name of an answer as `question.option`."""
        return self._to.option_path(name) if self._to else name

    def condition(self, condition: Condition | None) -> Plain:
        """What a condition asks, however it is spaced."""
        return condition and self.expression(condition.expression)

    def effects(self, effects: Iterable[Effect]) -> Plain:
        """What effects do, in their order."""
        return tuple(
            (self.variable(each.variable), each.operator, self.expression(each.value))
            for each in effects
        )

    def expression(self, expression: Expression) -> Plain:
        """An expression without its columns."""
        match expression:
            case Literal(value):
                return repr(value)
            case Name(name):
                return "name", self.variable(name)
            case Word(word, variable):
                return "word", word, self.variable(variable)
            case Unary(operator, operand):
                return operator, self.expression(operand)
            case Binary(operator, left, right):
                return operator, self.expression(left), self.expression(right)
            case Query(function, arguments):
                return "query", function, tuple(self._argument(function, a) for a in arguments)

    def _argument(self, function: str, name: str) -> str:
        if function in ("seen", "chose"):
            return self.path(name)
        if function in ("answered", "signed"):
            return self.answer(name)
        return self.variable(name) if function == "lowest" else name

    def flow(self, flow: Flow | None) -> Plain:
        """Where a flow leads."""
        match flow:
            case None:
                return None
            case Go(target):
                return "go", self.place(target)
            case Return():
                return ("return",)
            case Chance(outcomes):
                return "chance", tuple((self.place(each.target), each.weight) for each in outcomes)
            case CallScene(scene, then):
                return "call", self.place(scene), self.flow(then)
            case Draw(deck, up_to, by_chance, then, otherwise):
                return "draw", deck, up_to, by_chance, self.flow(then), self.flow(otherwise)
            case _:
                return "first", tuple(
                    (self.condition(each.condition), self.flow(each.flow)) for each in flow.branches
                )

    def words(self, text: Text) -> tuple[str, ...]:
        """The prose of a text, block by block."""
        return tuple(self._prose(block.prose) for block in text)

    def conditions(self, text: Text) -> Plain:
        """Under which conditions each block of a text is shown."""
        return tuple((self.condition(block.condition), block.otherwise) for block in text)

    def _prose(self, prose: str) -> str:
        if not (self._to and self._to.variables.renamed and "{" in prose):
            return prose
        return _SHOWN.sub(lambda found: f"{{{self.variable(found[1])}}}", prose)


def _asked(story: Story) -> dict[str, Asked]:
    """Every question by its id, which no other has."""
    return {
        question.id: Asked(scene.id, question)
        for scene in story.scenes.values()
        for question in scene.asked
    }


def _by_id(parts: Iterable[Any]) -> dict[str, Any]:
    return {part.id: part for part in parts}


def _places(story: Story) -> Mapping[str, Named]:
    return {**story.scenes, **story.endings}
