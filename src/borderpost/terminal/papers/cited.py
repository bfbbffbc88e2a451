"""The facts that are cited on the page being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderpost.engine.run import Run
from borderpost.engine.view import View
from borderpost.story.prose import Paragraph
from borderpost.terminal.papers.case_file import CaseFile
from borderpost.terminal.papers.folder import Leaf


class CitedFacts(CaseFile):
    """Lists the facts cited on a page, each to be opened by its number."""

    def __init__(self, run: Run, facts: Sequence[str]) -> None:
        """The facts of the story that are cited, in order."""
        super().__init__(run, Leaf("cited", facts=tuple(facts)))


def cited_facts(view: View) -> tuple[str, ...]:
    """The ids of the facts cited in what there is to read and to answer, each once, in order."""
    found = (span.fact for paragraph in _paragraphs(view) for span in paragraph.spans if span.fact)
    return tuple(dict.fromkeys(found))


def _paragraphs(view: View) -> Iterator[Paragraph]:
    """Everything on the page, from its top to its end."""
    for passage in view.passages:
        yield from passage.paragraphs
    yield from view.opens
    for question in view.questions:
        yield from question.ask
        yield from question.earlier
        for option in question.options:
            yield from option.label
        yield from question.feedback
    for choice in view.choices:
        yield from choice.label
