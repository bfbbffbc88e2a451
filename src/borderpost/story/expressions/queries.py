"""Checking what stands in the parentheses of `seen`, `chose`, `answered`, `signed` and `lowest`."""

from __future__ import annotations

import re
from collections.abc import Collection

from borderpost.story.expressions.grammar import example_of
from borderpost.story.expressions.problem import Problem
from borderpost.story.expressions.syntax import Query
from borderpost.story.expressions.types import Type, type_of_variable
from borderpost.story.model import VariableKind
from borderpost.story.names import Names

STRENGTHS = ("is", "claimed", "unclear")
"""How firmly a sentence of a report may be signed."""


def choices_of(scene: str, names: Names) -> dict[str, None]:
    """What can be chosen in a scene: its choices, and the storylets that it may draw."""
    drawn = names.drawn.get(scene, [])
    storylets = [storylet for deck in drawn for storylet in names.decks.get(deck, [])]
    return names.scenes.get(scene, {}) | dict.fromkeys(storylets)


def problems_of_query(query: Query, source: str, names: Names) -> list[Problem]:
    """What is wrong with a function's arguments, empty where all is well."""
    return _Arguments(query, source, names).problems()


class _Arguments:
    """The arguments of one function, with where each stands."""

    def __init__(self, query: Query, source: str, names: Names) -> None:
        self._query = query
        self._source = source
        self._names = names

    def problems(self) -> list[Problem]:
        """The faults of these arguments."""
        function, arguments = self._query.function, self._query.arguments
        if function == "lowest":
            return self._lowest()
        wanted = 0 if function == "signed_unsupported" else 1
        if len(arguments) != wanted:
            message = f"{function} takes {'one name' if wanted else 'no name'} in its parentheses"
            mend = f"write {example_of(function)}"
            return [Problem("BP138", self._query.column, len(function), message, mend)]
        if not arguments:
            return []
        if function == "seen":
            return self._seen(arguments[0])
        if function == "signed_count":
            if arguments[0] in STRENGTHS:
                return []
            return [self._unknown(arguments[0], "no strength of a sentence", STRENGTHS)]
        return self._dotted(arguments[0])

    def _seen(self, scene: str) -> list[Problem]:
        """`seen(scene)`."""
        if scene in self._names.scenes:
            return []
        if scene in self._names.endings:
            mend = "an ending is where a play stops: nothing comes after it to ask"
            return [self._fault("BP139", scene, f"'{scene}' is an ending", mend)]
        head, dot, tail = scene.partition(".")
        if dot and tail in choices_of(head, self._names):
            message = "seen asks for a scene, not for a choice"
            return [self._fault("BP138", scene, message, f"write chose({scene})")]
        return [self._unknown(scene, "no scene", self._names.scenes)]

    def _dotted(self, argument: str) -> list[Problem]:
        """`chose(scene.choice)`, `answered(question.option)` and `signed(slot.option)`."""
        function = self._query.function
        head, dot, tail = argument.partition(".")
        if not dot or not tail:
            first, second = example_of(function).split("(")[1].rstrip(")").split(".")
            message = f"{function} needs a {first} and its {second}, joined by a dot"
            return [self._fault("BP138", argument, message, f"write {example_of(function)}")]
        if function == "chose":
            if head not in self._names.scenes:
                return [self._unknown(head, "no scene", self._names.scenes, argument)]
            choices = choices_of(head, self._names)
            if tail not in choices:
                what = f"no choice of {head}"
                return [self._unknown(tail, what, choices, argument, len(head) + 1)]
            return []
        return self._answer(argument, head, tail)

    def _answer(self, argument: str, question: str, option: str) -> list[Problem]:
        """An option of a question or of a report's slot."""
        names, function = self._names, self._query.function
        if question in names.tables:
            message = f"'{question}' is a table: its cells are kept for the debrief only"
            mend = "ask a question with options beside it, and read that"
            return [self._fault("BP138", argument, message, mend)]
        is_slot = question in names.slots
        if question in names.questions and is_slot != (function == "signed"):
            other = "signed" if is_slot else "answered"
            what = "a slot of a report" if is_slot else "a question"
            message = f"'{question}' is {what}"
            return [self._fault("BP138", argument, message, f"write {other}({argument})")]
        if question not in names.questions:
            if function == "signed":
                return [self._unknown(question, "no slot of a report", names.slots, argument)]
            asked = [each for each in names.questions if each not in names.slots]
            return [self._unknown(question, "no question", asked, argument)]
        options = names.questions[question]
        if option not in options:
            what = f"no option of {question}"
            return [self._unknown(option, what, options, argument, len(question) + 1)]
        return []

    def _lowest(self) -> list[Problem]:
        """`lowest(meter meter ...)`: two numbers or more."""
        arguments = self._query.arguments
        if len(arguments) < 2:
            message = "lowest compares two meters or more"
            mend = f"write {example_of('lowest')}, with blanks between the names"
            return [Problem("BP138", self._query.column, len("lowest"), message, mend)]
        found = []
        numbers = [
            name
            for name, variable in self._names.variables.items()
            if type_of_variable(variable, self._names) is Type.NUMBER
            and variable.kind is not VariableKind.DERIVED
        ]
        for name in arguments:
            if name not in self._names.variables:
                found.append(self._unknown(name, "no variable", numbers, code="BP132"))
            elif name not in numbers:
                message = f"lowest compares meters and ranges, and '{name}' is neither"
                found.append(self._fault("BP133", name, message, "name meters only"))
        return found

    def _unknown(
        self,
        name: str,
        what: str,
        known: Collection[str],
        argument: str = "",
        shift: int = 0,
        *,
        code: str = "BP139",
    ) -> Problem:
        """The fault of an id that nothing has."""
        from borderpost.story.messages import did_you_mean

        some = sorted(known)
        mend = f"write {example_of(self._query.function)} with ids of this story"
        if 0 < len(some) <= 8:
            mend = f"known here: {', '.join(some)}"
        message = f"'{name}' is {what}" + did_you_mean(name, some)
        start = self._offset(argument or name) + shift
        return Problem(code, start, len(name), message, mend)

    def _fault(self, code: str, argument: str, message: str, mend: str) -> Problem:
        """A fault that stands at an argument."""
        return Problem(code, self._offset(argument), len(argument), message, mend)

    def _offset(self, argument: str) -> int:
        """Where an argument stands in the source."""
        pattern = rf"(?<![A-Za-z0-9_.-]){re.escape(argument)}(?![A-Za-z0-9_.-])"
        after = self._query.column + len(self._query.function)
        found = re.compile(pattern).search(self._source, after)
        return found.start() if found else self._query.column
