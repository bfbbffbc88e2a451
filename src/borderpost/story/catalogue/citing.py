"""The catalogue's codes BP606 to BP609: what is told without a fact, and facts without a use."""

from __future__ import annotations

from borderpost.story.catalogue.prose import FACTS
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import changed
from borderpost.story.diagnostics import Severity

_OPEN = "It is said that it was open. [F1]"
_GUARDS = changed(
    "The gate was open.,",
    "Forty guards stood at the open gate.,",
    _OPEN,
    "Forty guards are said to have stood here. [F1]",
    story=FACTS,
)
_SPEAKER = changed(
    "scenes:\n",
    """\
sources:
  S1:
    name: Captain Ada Berg
    named: true
    role: Keeps the gate.
    says: |
      The gate was open, the captain says. [F1]
scenes:
""",
    "  gate:\n",
    "  gate:\n    card: [S1]\n",
    _OPEN,
    "It was open, says Captain Berg. [F1]",
    story=FACTS,
)

CITING_RULES: tuple[Rule, ...] = (
    Rule(
        "BP606",
        Severity.WARNING,
        "An ending that leaves nothing open",
        "The story stands on facts, and this ending names nothing that nobody knew. What a player "
        "could not have known belongs to the account: `unknowns:` takes facts of the mark unknown, "
        "and sentences where no fact says it.",
        changed("    unknowns: [Who opened it.]\n", "", story=FACTS),
        FACTS,
    ),
    Rule(
        "BP607",
        Severity.STYLE,
        "A fact that nothing cites",
        "No text, no card, no sentence of a report and no ending names this fact, so no player "
        "will ever meet it. That another fact is set against it is not enough.",
        changed("facts: [F1, F2]", "facts: [F1]", story=FACTS),
        FACTS,
    ),
    Rule(
        "BP608",
        Severity.STYLE,
        "A figure without a fact",
        "In a story that stands on facts, players take a figure for one of them. A paragraph of a "
        "scene or an ending with a figure cites the fact that holds it, or does without the "
        "figure. Digits count but for the hour of the day, and in English number words above "
        "twelve, shares in per cent and sums of money.",
        changed("stood here. [F1]", "stood here.", story=_GUARDS),
        _GUARDS,
    ),
    Rule(
        "BP609",
        Severity.WARNING,
        "A real person without a fact",
        "A source with `named: true` is a real person, who may say and do only what the facts "
        "give. Each paragraph of a scene or an ending that names them cites a fact, and so does "
        "each paragraph of their own card.",
        changed("says Captain Berg. [F1]", "says Captain Berg.", story=_SPEAKER),
        _SPEAKER,
    ),
)
"""What can be wrong with what a story tells beside its facts."""
