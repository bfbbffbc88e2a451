"""The catalogue's codes BP207 and BP309 to BP314: what is of no use in any play, or out of date."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed
from borderpost.story.diagnostics import Severity

_BESIDE = f"""\
# file: open_endings.json
{{
  "story": "small",
  "logic": "LOGIC",
  "endings": ["over"],
  "tables": [
    {{"settings": {{}}, "after": {{
      "gate.go": [0]
    }}}}
  ]
}}
# file: story.yaml
{SMALL}"""

_TOLL = """\
story:
  id: small
  title: Small
  version: 1
  language: en
  start: gate
variables:
  coins: {meter: 0..5, start: 2, better: high}
  trust: {meter: 0..5, start: 2, better: high}
scenes:
  gate:
    text: |
      They ask for toll.
    choices:
      - {id: pay, label: Pay, cost: {coins: 1}, do: [trust += 1], then: yard}
      - {id: wait, label: Wait, do: [trust -= 1], then: yard}
  yard:
    text: |
      A clerk comes.
    choices:
      - {id: bribe, label: Bribe him, cost: {coins: 2}, then: late}
      - {id: leave, label: Leave, then: [{if: coins == 1, then: late}, over]}
endings:
  over:
    title: Over
    text: |
      It is over.
  late:
    title: Late
    text: |
      It is late.
"""
"""Two meters, to be spent and to be won."""

IDLE_RULES: tuple[Rule, ...] = (
    Rule(
        "BP207",
        Severity.WARNING,
        "Choices between which there is no difference",
        "Every play was walked, and wherever these choices are offered together, they lead to the "
        "same: the same scene, with the same ways open from there to the end; the same is read "
        "after them, they move no meter differently and nothing that a text asks for or shows. "
        "Only their labels differ. Where that is the point, let it be known with `allow:`.",
        changed(
            "{id: bribe, label: Bribe him, cost: {coins: 2}, then: late}",
            "{id: bribe, label: Bribe him, then: [{if: coins == 1, then: late}, over]}",
            story=_TOLL,
        ),
        _TOLL,
    ),
    Rule(
        "BP309",
        Severity.WARNING,
        "A choice that can never be afforded",
        "Every play was walked, and in some all that this choice asks for is there but what it "
        "costs; that, there never is. It is told which meter it lacks, and the most there ever is "
        "to spend. What a meter holds below its lowest bound cannot be spent.",
        changed("cost: {coins: 2}", "cost: {coins: 3}", story=_TOLL),
        _TOLL,
    ),
    Rule(
        "BP310",
        Severity.WARNING,
        "A choice that is never better than another",
        "Another choice of the scene is offered whenever this one is, in every play, leads to the "
        "same, and moves the meters at least as well: none worse, by their `better:`, and one "
        "better. What counts is what `cost:` and `do:` do at once, by constants. A choice with "
        "`later:`, a fallback, and one that moves no such meter are not compared. If something "
        "that comes of it later makes up for it, keep it with `allow:`.",
        changed("do: [trust -= 1]", "do: [trust += 1]", story=_TOLL),
        _TOLL,
    ),
    Rule(
        "BP311",
        Severity.WARNING,
        "A condition that always holds",
        "Every play was walked, and wherever this is asked for it holds: so it need not be asked. "
        "Behind a way with such a condition the further ways of its list are never gone. Perhaps "
        "it should ask for something else, or something before it never happens.",
        changed("{if: coins == 1, then: late}", "{if: coins >= 1, then: late}", story=_TOLL),
        _TOLL,
    ),
    Rule(
        "BP312",
        Severity.WARNING,
        "A condition that never holds",
        "Every play was walked, and wherever this is asked for it does not hold: what hangs on it "
        "is never done. Perhaps it should ask for something else, or something before it never "
        "happens. For a choice that is told as BP303 or BP309.",
        changed("{if: coins == 1, then: late}", "{if: coins == 0, then: late}", story=_TOLL),
        _TOLL,
    ),
    Rule(
        "BP313",
        Severity.WARNING,
        "A text or a card that no play shows",
        "Every play was walked, and the condition of this text never holds where it would be read, "
        "or always does and this is what is read otherwise; or no scene that is come to puts this "
        "card into the case file.",
        changed(
            "    text: |\n      A clerk comes.\n",
            "    text:\n      - A clerk comes.\n      - {if: coins == 0, text: You are poor.}\n",
            story=_TOLL,
        ),
        changed(
            "    text: |\n      A clerk comes.\n",
            "    text:\n      - A clerk comes.\n      - {if: coins == 1, text: You are poor.}\n",
            story=_TOLL,
        ),
    ),
    Rule(
        "BP314",
        Severity.WARNING,
        "Open endings of an earlier version",
        "The file beside the story that says which endings each choice leaves open was made before "
        "the story last changed how it plays, or for another one, or by hand. It is not used: the "
        "ledger then tells only what it can work out by itself. "
        "`borderpost endings STORY --write` makes it anew.",
        _BESIDE.replace("LOGIC", "0000000000000000"),
        _BESIDE.replace("LOGIC", "ce1f2c024d18b3de"),
    ),
)
"""What the search over every play can find to be of no use, or out of date."""
