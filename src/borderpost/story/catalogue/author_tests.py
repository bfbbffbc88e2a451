"""The catalogue's code BP390: a story's own tests, which are played after the static check."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import changed, longer
from borderpost.story.diagnostics import Severity

_TESTED = longer(
    """\
tests:
  - name: through the gate
    play: [go]
    expect: {ending: over, text: [It is over]}
"""
)

AUTHOR_TEST_RULES: tuple[Rule, ...] = (
    Rule(
        "BP390",
        Severity.ERROR,
        "A test of the story's that fails",
        "A test is a play and what must be true at its end. The finding says what was expected and "
        "what came; or, where the play cannot be played to its end, at which item it stops and "
        "what is offered there. Either the story does not do what it was meant to, or the test "
        "says what it did before a change.",
        changed("[It is over]", "[It has begun]", story=_TESTED),
        _TESTED,
    ),
)
"""What can be wrong with a story's own tests when they are played."""
