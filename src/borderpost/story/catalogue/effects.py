"""The catalogue's codes BP220 and BP221: effects that cannot matter, answers that hang together."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import changed
from borderpost.story.diagnostics import Severity

_EARLY = changed(
    "scenes:\n",
    "variables:\n  greeted: {flag: true}\nscenes:\n",
    "        then: over\n",
    """\
        do: [greeted = true]
        then: road
  road:
    text:
      - You are on the road.
      - {if: greeted, text: The guard waves.}
    then: over
""",
)
_LATE = changed(
    "        do: [greeted = true]\n",
    "",
    "    then: over\n",
    """\
    choices:
      - id: wave
        label: Wave back
        do: [greeted = true]
        then: over
""",
    story=_EARLY,
)

_TOGETHER = changed(
    "        then: over\n",
    """\
        then: over
    report:
      slots:
        - id: who
          ask: Who was it?
          options: {men: The men., nobody: Nobody.}
        - id: where
          ask: Where did they go?
          options:
            south: South.
            home: {says: Home., if: signed(who.men)}
""",
)
_APART = _TOGETHER.replace("{says: Home., if: signed(who.men)}", "Home.")

EFFECT_RULES: tuple[Rule, ...] = (
    Rule(
        "BP220",
        Severity.WARNING,
        "An effect that cannot matter",
        "The effect leaves things as they are, or is undone in the same list, or comes where no "
        "condition, no text and no other effect asks for the variable any more, whichever way "
        "play goes on. Effects on meters always matter: the player sees them.",
        _LATE,
        _EARLY,
    ),
    Rule(
        "BP221",
        Severity.WARNING,
        "An answer that hangs on another of its page",
        "Questions of one page may be answered in any order, and changed again before the choice. "
        "What is offered here for another answer can be taken, and the other answer changed after "
        "it. The proof of a story takes answers in the order of the files, each given once, and "
        "would not know of that.",
        _TOGETHER,
        _APART,
    ),
)
"""What can be wrong with an effect, or an answer, beside its form."""
