"""The story's words as instructions to read: what holds for whom, with names for values."""

from __future__ import annotations

from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.instructions import Case, Instruction, Page, Reckon, Say
from borderpost.debrief.gamebook.items import Item, Known
from borderpost.debrief.gamebook.terms import ALWAYS, NEVER
from borderpost.engine.program import in_words
from borderpost.story.expressions.syntax import Expression, Literal, Name
from borderpost.story.model import Text, Variable, VariableKind
from borderpost.story.prose import Prose, Span, parse_prose


class Texts:
    """The texts of one story."""

    def __init__(self, conditions: Conditions) -> None:
        """Over these conditions."""
        self._conditions = conditions
        self._variables = conditions.items.story.variables

    def page(self, text: Text, known: Known) -> Page:
        """The blocks of a text that may be read here, each with when it is."""
        found: list[Instruction] = []
        before = ALWAYS
        for block in text:
            if block.otherwise:
                terms = self._conditions.opposite(before, known)
            else:
                terms = self._conditions.terms(block.condition, known)
            held, before = before, terms
            if terms == NEVER:
                continue
            words = self._words(parse_prose(block.prose), known)
            if terms == ALWAYS:
                found += words
            else:
                beside = block.otherwise and held not in (ALWAYS, NEVER)
                found.append(Case(terms, words, otherwise=beside))
        return tuple(found)

    def plain(self, prose: Prose, known: Known) -> Page:
        """Words without conditions."""
        return self._words(prose, known)

    def _words(self, prose: Prose, known: Known) -> Page:
        """Paragraphs, and before them what must be reckoned to read them."""
        reckoned: dict[str, Reckon] = {}
        paragraphs = []
        for paragraph in prose:
            spans = tuple(self._span(span, known, reckoned) for span in paragraph.spans)
            paragraphs.append(paragraph._replace(spans=spans))
        return (*reckoned.values(), Say(tuple(paragraphs)))

    def _span(self, span: Span, known: Known, reckoned: dict[str, Reckon]) -> Span:
        """A span with its value put in where only one is possible, else naming what is kept."""
        variable = self._variables.get(span.variable)
        if variable is None:
            return span
        if variable.derivation is not None:
            tree = variable.derivation.expression
            if isinstance(tree, Name):
                return self._span(span._replace(variable=tree.name), known, reckoned)
            return self._derived(span, variable, tree, known, reckoned)
        if variable.ask:
            possible = known[Item("variable", variable.name)]
            words = in_words(variable, next(iter(possible))).replace("_", " ")
            return span._replace(text=words, variable="")
        return span

    def _derived(
        self,
        span: Span,
        variable: Variable,
        tree: Expression,
        known: Known,
        reckoned: dict[str, Reckon],
    ) -> Span:
        """A value that stands nowhere on the sheet."""
        if self._conditions.is_truth(tree):
            terms = self._conditions.of(tree, known)
            if terms in (ALWAYS, NEVER):
                return span._replace(text="true" if terms else "false", variable="")
            reckoned[variable.name] = Reckon(variable.name, None, terms)
            return span._replace(variable=variable.name)
        plain = self._conditions.numbers.plain(tree, known)
        if isinstance(plain, Literal):
            return span._replace(text=str(plain.value), variable="")
        reckoned[variable.name] = Reckon(variable.name, plain)
        return span._replace(variable=variable.name)


def is_kept(variable: Variable) -> bool:
    """Whether a variable can stand on a sheet: it is stored, and play may change it."""
    return variable.kind is not VariableKind.DERIVED and not variable.ask
