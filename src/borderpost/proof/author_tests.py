"""The author's tests: each a play written down, and what must be true at its end.

Chance that a play does not tell comes out as in a run with the seed `SEED`, so that a test always
comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from borderpost.engine.actions import Answer
from borderpost.engine.plays import PlayProblem, settings_of, steps_of_play
from borderpost.engine.program import Program
from borderpost.engine.reading import prose
from borderpost.engine.run import Run
from borderpost.engine.settings import BadSetting
from borderpost.story.catalogue import RULES
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.messages import one_line
from borderpost.story.model import PlayTest
from borderpost.story.prose import Paragraph, clean, parse_prose

FAILED = "BP390"
"""The code of a test that fails."""

SEED = 1

LONGEST_TOLD = 60
"""How many characters of a name or of expected words a message repeats."""

MOST_TOLD = 5
"""How many of the things that a test did not come to its message names."""


class RanTests(NamedTuple):
    """How many tests were run, how many of them failed, and a diagnostic for each that did."""

    run: int
    failed: int
    diagnostics: list[Diagnostic]


def run_tests(program: Program) -> RanTests:
    """Run all tests of a story in their order. The diagnostics come without their source lines."""
    found = [failure for test in program.story.tests for failure in failures_of(program, test)]
    return RanTests(len(program.story.tests), len(found), found)


def failures_of(program: Program, test: PlayTest) -> Iterator[Diagnostic]:
    """The diagnostic of a test that fails; nothing for one that holds."""
    name = f"the test '{_told(test.name)}'"
    try:
        run = Run(program, settings_of(test.play), SEED)
        read = _played(run, test)
    except PlayProblem as problem:
        yield _failure(test, f"{name} cannot be played: {problem.told}", problem.mend)
    except BadSetting as problem:
        yield _failure(test, f"{name} cannot be played: {problem.message}", problem.mend)
    else:
        missed = list(_missed(run, test, read))
        if missed:
            more = len(missed) - MOST_TOLD
            shown = missed[:MOST_TOLD] + ([f"and {more} more"] if more > 0 else [])
            mend = "mend the story, or expect what it does now; `borderpost play --replay` shows it"
            yield _failure(test, f"{name} fails: {'; '.join(shown)}", mend)


def _failure(test: PlayTest, message: str, mend: str) -> Diagnostic:
    return Diagnostic(FAILED, RULES[FAILED].severity, test.at, one_line(message), one_line(mend))


def _played(run: Run, test: PlayTest) -> str:
    """Play a test's play to its end; everything that was read on the way, as plain words.

    Raises PlayProblem.
    """
    for _ in steps_of_play(run, test.play):
        pass
    passages = (passage.paragraphs for entry in run.journal() for passage in entry.passages)
    return " ".join(_words(paragraphs) for paragraphs in (*passages, *_feedback(run)))


def _feedback(run: Run) -> Iterator[tuple[Paragraph, ...]]:
    """What was said to the answers given."""
    program = run.program
    for moment in run.path:
        action = moment.action
        if isinstance(action, Answer):
            scene = program.story.scenes[program.place(moment.before).scene]
            question = next(asked for asked in scene.asked if asked.id == action.question)
            option = next(option for option in question.options if option.id == action.option)
            yield prose(program, option.feedback, moment.state)


def _missed(run: Run, test: PlayTest, read: str) -> Iterator[str]:
    """What a test expects and did not come to, each with what came instead."""
    program, state = run.program, run.state
    for name, expected in test.expect.items():
        if name == "ending":
            place = program.place_name(state)
            if not run.finished:
                yield f"it stands at '{place}' and does not end in '{expected}'"
            elif place != expected:
                yield f"it ends in '{place}', not in '{expected}'"
        else:
            variable = program.story.variables[name]
            value = program.in_words(variable, program.value(variable, state))
            if sorted(value.split()) != sorted(expected.split()):
                yield f"{name} is {value or 'empty'}, not {expected or 'empty'}"
    for text in test.text:
        if " ".join(clean(text).split()) not in read and _words(parse_prose(text)) not in read:
            yield f'"{_told(text)}" is never read'


def _words(paragraphs: Iterable[Paragraph]) -> str:
    """The words of some paragraphs, a single blank between any two."""
    texts = ("".join(span.text for span in paragraph.spans) for paragraph in paragraphs)
    return " ".join(" ".join(texts).split())


def _told(text: str) -> str:
    """A name or expected words as a message repeats them."""
    words = " ".join(clean(text).split())
    return words if len(words) <= LONGEST_TOLD else f"{words[:LONGEST_TOLD]}…"
