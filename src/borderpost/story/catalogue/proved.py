"""The catalogue's codes BP301 to BP308: what the search over every play finds."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import longer
from borderpost.story.diagnostics import Severity

_ROOM = """\
story:
  id: small
  title: Small
  version: 1
  language: en
  start: gate
variables:
  coins: {range: 0..3, start: 1}
scenes:
  gate:
    title: The gate
    text: |
      You stand at the gate.
    choices:
      - {id: pay, label: Pay, do: [coins -= 1], then: yard}
      - {id: go, label: Go, then: over}
  yard:
    title: The yard
    text: |
      The yard is empty.
    choices:
      - {id: back, label: Go back, if: coins >= 1, then: gate}
      - {id: on, label: Go on, then: over}
endings:
  over:
    title: Over
    text: |
      It is over.
"""
"""A story in which a coin can be spent, and going back needs another."""

_BACK = _ROOM.replace("start: 1}", "start: 2}")

_ROUND = _BACK.replace("label: Go on, then: over}", "label: Go on, then: cellar}").replace(
    "endings:\n",
    """\
  cellar:
    title: The cellar
    text: |
      The door falls shut.
    choices:
      - {id: call, label: Call, then: dark}
      - {id: leave, label: Leave, then: over}
  dark:
    title: The dark
    text: |
      Nobody comes.
    then: cellar
endings:
""",
)
"""A cellar in which one can wait for ever, or not."""

PROVED_RULES: tuple[Rule, ...] = (
    Rule(
        "BP301",
        Severity.WARNING,
        "A scene that no play comes to",
        "Every play was walked, with every choice, answer and outcome of chance, and none comes to "
        "this scene: what leads to it asks for more than can be had. Either the way there is too "
        "narrow, or the scene is left over.",
        _BACK.replace("label: Pay, do", "label: Pay, if: coins >= 3, do"),
        _BACK,
    ),
    Rule(
        "BP302",
        Severity.WARNING,
        "An ending that no play comes to",
        "Every play was walked, and none ends here, although there is a way that leads here: the "
        "condition before it never holds where a play can be.",
        _BACK.replace(
            "label: Go on, then: over}",
            "label: Go on, then: [{if: coins == 3, then: rich}, over]}",
        )
        + "  rich:\n    title: Rich\n    text: |\n      You are rich.\n",
        _BACK.replace(
            "label: Go on, then: over}",
            "label: Go on, then: [{if: coins == 1, then: rich}, over]}",
        )
        + "  rich:\n    title: Rich\n    text: |\n      You are rich.\n",
    ),
    Rule(
        "BP303",
        Severity.WARNING,
        "A choice that is never offered",
        "The scene is come to, but in no play does this choice stand open there. Of what it asks "
        "for there is never enough, or never at that place.",
        _ROOM,
        _BACK,
    ),
    Rule(
        "BP304",
        Severity.ERROR,
        "A place where nothing can be done",
        "A play can come to this scene in a state in which none of its choices is offered, and "
        "there is nowhere to go on to: the player would sit there for ever. Give the scene a "
        "choice that is always offered (`fallback: true`), or a `then:` of its own.",
        _ROOM.replace("      - {id: on, label: Go on, then: over}\n", ""),
        _BACK,
    ),
    Rule(
        "BP305",
        Severity.ERROR,
        "A range that leaves its bounds",
        "A `range` is a number that should never reach beyond its bounds; in some play an effect "
        "takes it there, and it stays at the bound. The shortest such play is named, its last "
        "action being the one that does it. Widen the bounds, ask before the effect, or make it a "
        "`meter`, which may stop at its ends.",
        _BACK.replace("do: [coins -= 1]", "do: [coins -= 3]"),
        _BACK,
    ),
    Rule(
        "BP306",
        Severity.ERROR,
        "A contract that does not hold",
        "The story promises this under `checks:`, and the search over every play found that it is "
        "not so. Where a play can show it, the shortest one is named; `borderpost play --replay` "
        "plays it.",
        longer("checks:\n  - reachable: [gate.go]\n  - states: {at_most: 1}\n"),
        longer("checks:\n  - reachable: [gate.go]\n  - states: {at_most: 20}\n"),
    ),
    Rule(
        "BP307",
        Severity.ERROR,
        "A contract that is not decided",
        "The story promises this, and the search ended before it could be told: a limit was met. "
        "Give the search more room with `--max-states` or `--max-seconds`, or promise less. The "
        "example is undecided with `--max-states 1`, which is too little for any story.",
        longer("checks:\n  - words: {at_most: 200}\n"),
        longer("checks:\n  - words: {at_least: 1}\n"),
    ),
    Rule(
        "BP308",
        Severity.ERROR,
        "A loop that no play leaves",
        "From this scene a play can go on for ever, and do nothing else: each way on leads round "
        "again, and none of them leads to an ending any more. The player would not be stuck at one "
        "place, but in a ring of them. Give the loop a way out.",
        _ROUND.replace("      - {id: leave, label: Leave, then: over}\n", ""),
        _ROUND,
    ),
)
"""What the search over every play can find."""
