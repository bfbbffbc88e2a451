"""Checks of labels and questions: long, empty or doubled words, and choices that are none."""

from __future__ import annotations

from borderpost.story.checks.markup import WORTH_A_LOOK, problems_in
from borderpost.story.checks.parts import StoryParts
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Question, QuestionKind, Scene, Story, Text
from borderpost.story.names import Names
from borderpost.story.prose import parse_prose, plain_text, word_count

MOST_WORDS = 16
"""How many words a label may have and still be taken in at a glance."""

MOST_CHARACTERS = 120
"""How many characters fit on two lines of a narrow terminal."""


def check_wording(story: Story, parts: StoryParts, names: Names, findings: Findings) -> None:
    """Report what is wrong in texts, labels and questions."""
    for block in parts.blocks:
        if not block.prose or block.prose.isspace():
            mend = "write it, or take the key out"
            findings.add("BP508", block.at, "there are no words here", mend)
        elif WORTH_A_LOOK.search(block.prose):
            problems_in(block.prose, block.at, names, findings)
    for scene in story.scenes.values():
        for choice in scene.choices:
            _check_length(choice.label, findings)
        if len(scene.choices) > 1:
            _check_doubles(scene, findings)
            _check_fallbacks(scene, findings)
        for question in scene.asked:
            _check_options(question, findings)


def _check_length(label: Text, findings: Findings) -> None:
    """Report a label that is too long to choose by."""
    for block in label:
        if len(block.prose) <= MOST_CHARACTERS and block.prose.count(" ") < MOST_WORDS:
            continue
        paragraphs = parse_prose(block.prose)
        characters, words = len(plain_text(paragraphs)), word_count(paragraphs)
        mend = "say it shorter; what happens then can stand in `after:`"
        if characters > MOST_CHARACTERS:
            message = f"this label has {characters} characters; {MOST_CHARACTERS} are the most"
            findings.add("BP507", block.at, message, mend)
        elif words > MOST_WORDS:
            message = f"this label has {words} words; {MOST_WORDS} can be taken in at a glance"
            findings.add("BP506", block.at, message, mend)


def _check_doubles(scene: Scene, findings: Findings) -> None:
    """Report choices with the same words that may be offered side by side."""
    first: dict[str, int] = {}
    for number, choice in enumerate(scene.choices):
        if len(choice.label) != 1 or choice.label[0].condition is not None:
            continue
        words = " ".join(choice.label[0].prose.split()).casefold()
        other = scene.choices[first.setdefault(words, number)]
        if other is choice:
            continue
        own, others = choice.condition, other.condition
        if own is not None and others is not None and own.source != others.source:
            continue
        findings.add(
            "BP510",
            choice.label[0].at,
            f"'{other.id}' has the same words, so nobody can tell the two apart",
            "word one of them otherwise, or give each an `if:` so that only one is there",
        )


def _check_fallbacks(scene: Scene, findings: Findings) -> None:
    """Report a second fallback: the first is always offered."""
    fallbacks = [choice for choice in scene.choices if choice.fallback]
    if len(fallbacks) > 1:
        mend = "keep the one that fits when nothing else does"
        findings.add("BP216", fallbacks[1].at, f"'{scene.id}' has a fallback already", mend)


def _check_options(question: Question, findings: Findings) -> None:
    """Report a question that leaves nothing to decide."""
    if len(question.options) == 1 and question.kind is not QuestionKind.TABLE:
        findings.add(
            "BP509",
            question.at,
            f"'{question.id}' has one answer only, so it asks nothing",
            "add another answer, or tell it in the text",
        )
