"""Catalogue entries of the groups BP5xx (prose and access) and BP6xx (facts and sources)."""

from __future__ import annotations

from borderpost.story.catalogue.expressions import PURSE
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed
from borderpost.story.diagnostics import Severity

_STANDS = "      You stand at the gate.\n"
_OVER = "      It is over.\n"
_THEN = "        then: over\n"
_LABEL = "label: Go\n"

_ASKING = changed(
    "    choices:\n",
    """\
    questions:
      - id: sure
        ask: Are you sure?
        options:
          yes: I am
          no: I am not
    choices:
""",
)

_DOUBLE = changed(
    _THEN,
    _THEN
    + """\
      - id: run
        label: Run
        then: over
""",
)

FACTS = changed(
    "scenes:\n",
    """\
facts:
  F1: {says: The gate was open., mark: documented}
  F2: {says: The gate was shut., mark: claimed}
scenes:
""",
    _STANDS,
    "      You stand at the gate. It is said that it was open. [F1]\n",
    _OVER,
    _OVER + "    facts: [F1, F2]\n    unknowns: [Who opened it.]\n",
)
"""A story that stands on two facts."""

_REPORT = changed(
    "    choices:\n",
    """\
    report:
      slots:
        - id: gate_was
          ask: How was the gate?
          options:
            open:
              says: The gate was open.
              strength: is
              cites: [F1]
            unclear:
              says: How the gate was is unclear.
              strength: unclear
    choices:
""",
    story=FACTS,
)

_AGAINST = changed(
    "mark: documented}",
    "mark: documented, against: [F2]}",
    "mark: claimed}",
    "mark: claimed, against: [F1]}",
    story=FACTS,
)

PROSE_RULES: tuple[Rule, ...] = (
    Rule(
        "BP501",
        Severity.ERROR,
        "An unknown variable in a text",
        "A name in braces shows a variable's value, and there is no variable of this name. Braces "
        "that are to be read as braces are written twice: {{ and }}.",
        changed(_STANDS, "      You have {mony} left.\n", story=PURSE),
        changed(_STANDS, "      You have {money} left.\n", story=PURSE),
    ),
    Rule(
        "BP502",
        Severity.WARNING,
        "A brace that shows nothing",
        "Braces show a variable: {money}, the bare name between them. This brace stands alone or "
        "has something else in it, so the reader will see it as it stands.",
        changed(_STANDS, "      You have { money } left.\n", story=PURSE),
        changed(_STANDS, "      You have {money} left.\n", story=PURSE),
    ),
    Rule(
        "BP503",
        Severity.WARNING,
        "Markup that is not used here",
        "Texts know *emphasis*, **strong** words, papers whose lines begin with '> ', items that "
        "begin with '- ', and --- for a line across. Headings, links, code and HTML are shown to "
        "the reader sign for sign.",
        changed(_STANDS, "      # The gate\n" + _STANDS),
        changed(_STANDS, "      **The gate**\n\n" + _STANDS),
    ),
    Rule(
        "BP504",
        Severity.STYLE,
        "A star without a partner",
        "Stars around words give them emphasis. This star has no other at the far end of the words "
        "in the same paragraph, so the reader will see the star.",
        changed(_STANDS, "      You *stand at the gate.\n"),
        changed(_STANDS, "      You *stand* at the gate.\n"),
    ),
    Rule(
        "BP505",
        Severity.WARNING,
        "Invisible characters in a text",
        "A tab or a control character came into the text, most often by copying. Tabs are as wide "
        "as each screen likes, and control characters would be obeyed rather than shown: the "
        "program shows blanks and nothing in their place.",
        changed(_STANDS, "      You\tstand at the gate.\n"),
        SMALL,
    ),
    Rule(
        "BP506",
        Severity.STYLE,
        "A label of many words",
        "Players compare choices at a glance. More than sixteen words are read one after the other "
        "instead.",
        changed(
            _LABEL,
            "label: Go on past the gate and down the road, as the others did, one by one, before "
            "it is dark\n",
        ),
        SMALL,
    ),
    Rule(
        "BP507",
        Severity.WARNING,
        "A label that is too long",
        "A label of more than 120 characters takes three lines and more on a narrow screen, and "
        "hides the other choices.",
        changed(
            _LABEL,
            "label: Go on past the gate and down the road, as the others did, one by one, before "
            "it is dark and before anybody asks you where you are going\n",
        ),
        SMALL,
    ),
    Rule(
        "BP508",
        Severity.WARNING,
        "A text without words",
        "The key is there, but the text behind it is empty. Either write it, or take the key out.",
        changed(_LABEL, 'label: ""\n'),
        SMALL,
    ),
    Rule(
        "BP509",
        Severity.WARNING,
        "A question with one answer",
        "With one answer there is nothing to decide, and the debrief would count it as a decision.",
        changed("          no: I am not\n", "", story=_ASKING),
        _ASKING,
    ),
    Rule(
        "BP510",
        Severity.STYLE,
        "Two choices with the same words",
        "Both may be offered side by side, and nobody can tell one from the other. Where only one "
        "of them is ever there, say so by an `if:` on each.",
        changed("label: Run\n", "label: Go\n", story=_DOUBLE),
        _DOUBLE,
    ),
)
"""What can be wrong with the words of a story."""

FACT_RULES: tuple[Rule, ...] = (
    Rule(
        "BP601",
        Severity.ERROR,
        "A citation of an unknown fact",
        "An id in square brackets cites a fact, and opens it for the reader. No fact of this id is "
        "declared under `facts:`.",
        changed("open. [F1]", "open. [F3]", story=FACTS),
        FACTS,
    ),
    Rule(
        "BP602",
        Severity.WARNING,
        "An ending that cites no fact",
        "The story stands on facts, and this ending names none. The page after the ending shows "
        "what was documented, claimed and unknown, and would have nothing to show.",
        changed("    facts: [F1, F2]\n", "", story=FACTS),
        FACTS,
    ),
    Rule(
        "BP603",
        Severity.WARNING,
        "Set against each other from one side only",
        "Two facts that contradict each other are contested, both of them. `against:` stands in "
        "one of the two and is missing in the other.",
        changed("mark: claimed, against: [F1]}", "mark: claimed}", story=_AGAINST),
        _AGAINST,
    ),
    Rule(
        "BP604",
        Severity.STYLE,
        "A plain statement that cites nothing",
        "A sentence of strength `is` says how things are. This one rests on no fact, and the story "
        "never asks whether such a sentence was signed.",
        changed("              cites: [F1]\n", "", story=_REPORT),
        _REPORT,
    ),
    Rule(
        "BP605",
        Severity.WARNING,
        "A fact that no text can cite",
        "In a text a fact is cited by its id in square brackets, and only an id such as F16 is "
        "taken for one: a capital letter first, then letters, and a number last.",
        changed("  F2: {", "  second: {", "facts: [F1, F2]", "facts: [F1, second]", story=FACTS),
        FACTS,
    ),
)
"""What can be wrong with facts, and with what rests on them."""
