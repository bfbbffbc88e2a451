"""Catalogue entries BP116 to BP129: names that nothing in the story bears."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed, longer
from borderpost.story.diagnostics import Severity

ALIKE = (
    "A name must be written in the same way wherever it is used. Look for a slip of the pen first: "
    "the message proposes the name that is most alike. "
)
CHOICE = "        then: over\n"
CARDS = """\
facts:
  F1:
    says: The gate was open.
    mark: claimed
sources:
  S1:
    name: A guard
    says: |
      The gate was open. [F1]
"""
FILED = longer(
    CARDS,
    story=changed(
        "    text: |\n      You",
        "    card: [S1]\n    text: |\n      You",
        "    title: Over\n",
        "    title: Over\n    facts: [F1]\n    unknowns: [Who opened it.]\n",
    ),
)
ASKING = changed(
    "    choices:",
    """\
    questions:
      - id: sure
        ask: Was the gate open?
        options: {open: It was, shut: It was not}
        feedback:
          open: |
            Nobody saw it.
    choices:""",
)
TESTED = longer(
    """\
tests:
  - name: to the end
    play: [gate.go]
    expect: {ending: over}
"""
)
WITH_SETTING = longer(
    """\
variables:
  pace: {one_of: [slow, fast], ask: true}
tests:
  - name: to the end
    play: ["@pace=fast", go]
    expect: {ending: over, pace: fast}
""",
    story=changed(
        "    text: |\n      You stand at the gate.\n",
        "    text:\n      - {if: pace == slow, text: You stand at the gate.}\n"
        "      - {else: true, text: You run to the gate.}\n",
    ),
)
IN_ACTS = changed("  gate:\n", "  gate:\n    act: dawn\n", "scenes:", "acts: [dawn]\nscenes:")
PREFERRING = longer(
    """\
policies:
  careful: {prefer: [slow]}
checks:
  - policy: {name: careful, never_ends_in: [fallen]}
""",
    story=changed(
        CHOICE,
        """\
        then: over
        tags: [slow]
      - id: run
        label: Run
        then: fallen
""",
        "endings:",
        """\
endings:
  fallen:
    title: Fallen
    text: |
      You fell.""",
    ),
)
CALLING = changed(
    "then: over",
    "call: {scene: read, then: over}",
    "endings:",
    """\
  read:
    text: |
      You read the paper on the gate.
    then: return
endings:""",
)
ALLOWING = longer(
    """\
allow:
  - {code: BP101, at: gate, because: Only an example.}
"""
)

UNKNOWN_RULES: tuple[Rule, ...] = (
    Rule(
        "BP116",
        Severity.ERROR,
        "Unknown place",
        ALIKE + "`at:` in `allow:` names a scene, a choice as `scene.choice`, an ending, a "
        "question, a variable, a card or a fact.",
        changed("at: gate", "at: gaet", story=ALLOWING),
        ALLOWING,
    ),
    Rule(
        "BP117",
        Severity.ERROR,
        "Unknown policy",
        ALIKE + "Policies stand under `policies:`; the one called `uniform` is always there.",
        changed("name: careful", "name: carefull", story=PREFERRING),
        PREFERRING,
    ),
    Rule(
        "BP118",
        Severity.ERROR,
        "Unknown tag",
        ALIKE + "A policy prefers choices by their tags, so some choice must have each tag.",
        changed("prefer: [slow]", "prefer: [slwo]", story=PREFERRING),
        PREFERRING,
    ),
    Rule(
        "BP119",
        Severity.ERROR,
        "Unknown choice",
        ALIKE + "A choice is named by its scene and its id, with a point between.",
        changed("[gate.go]", "[gate.goo]", story=TESTED),
        TESTED,
    ),
    Rule(
        "BP120",
        Severity.ERROR,
        "Unknown variable",
        ALIKE + "Variables stand under `variables:`.",
        changed("pace: fast}", "paec: fast}", story=WITH_SETTING),
        WITH_SETTING,
    ),
    Rule(
        "BP121",
        Severity.ERROR,
        "Unknown scene",
        ALIKE + "Scenes stand under `scenes:`; an ending is no scene.",
        changed("scene: read", "scene: raed", story=CALLING),
        CALLING,
    ),
    Rule(
        "BP122",
        Severity.ERROR,
        "Unknown scene or ending",
        ALIKE + "`then:` names a scene or an ending of the story.",
        changed("then: over", "then: ovre"),
        SMALL,
    ),
    Rule(
        "BP123",
        Severity.ERROR,
        "Unknown setting",
        ALIKE + "A setting is a variable with `ask: true`: it is chosen before play and stays.",
        changed("@pace=", "@paec=", story=WITH_SETTING),
        WITH_SETTING,
    ),
    Rule(
        "BP124",
        Severity.ERROR,
        "Unknown act",
        ALIKE + "Acts are listed under `acts:`, in their order.",
        changed("act: dawn", "act: dwan", story=IN_ACTS),
        IN_ACTS,
    ),
    Rule(
        "BP125",
        Severity.ERROR,
        "Unknown ending",
        ALIKE + "Endings stand under `endings:`; a scene is no ending.",
        changed("ending: over", "ending: ovre", story=TESTED),
        TESTED,
    ),
    Rule(
        "BP126",
        Severity.ERROR,
        "Unknown question",
        ALIKE
        + "`again:` names a question that has a scale or options; a step of a play names any.",
        changed("[gate.go]", "[suer=open, gate.go]", story=TESTED),
        TESTED,
    ),
    Rule(
        "BP127",
        Severity.ERROR,
        "Unknown option",
        ALIKE + "The options of a question stand under its `options:`, or are those of its scale; "
        "a cell of a table is a column and a row, with a point between.",
        changed("          open: |", "          opne: |", story=ASKING),
        ASKING,
    ),
    Rule(
        "BP128",
        Severity.ERROR,
        "Unknown card",
        ALIKE + "The cards of the case file stand under `sources:`.",
        changed("card: [S1]", "card: [S2]", story=FILED),
        FILED,
    ),
    Rule(
        "BP129",
        Severity.ERROR,
        "Unknown fact",
        ALIKE + "Facts stand under `facts:`.",
        changed("    facts: [F1]", "    facts: [F2]", story=FILED),
        FILED,
    ),
)
