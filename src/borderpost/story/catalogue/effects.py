"""The catalogue's code BP220: effects that cannot matter."""

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
)
"""What can be wrong with an effect beside its form."""
