"""Catalogue entries BP180 to BP184: the picture of a story."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.shapes import PRICED
from borderpost.story.catalogue.small import changed, longer
from borderpost.story.diagnostics import Severity

_LAST = "        - {sign: empty, says: It is empty.}\n"
DRAWN = longer(
    """\
picture:
  title: The gate; not to scale
  drawing: |
    ====(1)====
        the chest
  places:
    - id: chest
      name: The chest
      at: 1
      readings:
        - {if: money >= 3, sign: full, says: It is heavy.}
"""
    + _LAST,
    story=PRICED,
)
"""A story with a picture."""

PICTURE_RULES: tuple[Rule, ...] = (
    Rule(
        "BP180",
        Severity.ERROR,
        "A drawing that does not fit",
        "The drawing of a picture is at most 55 columns wide and 12 lines high, so that it is seen "
        "whole in a small window, and beside its words in a large one.",
        changed("====(1)====", "====" * 14 + "(1)====", story=DRAWN),
        DRAWN,
    ),
    Rule(
        "BP181",
        Severity.ERROR,
        "A mark and a place that do not meet",
        "Each place of a picture has a mark, one letter or digit. The same in round brackets "
        "stands once in the drawing, and a sign takes its place there. So every mark in the "
        "drawing is that of one place, and every place has its own.",
        changed("      at: 1\n", "      at: 2\n", story=DRAWN),
        DRAWN,
    ),
    Rule(
        "BP182",
        Severity.ERROR,
        "The order of readings",
        "What can be seen at a place is a list, tried in order: the first reading whose `if:` "
        "holds is shown. So all but the last need an `if:`, and the last must have none, for "
        "something is always seen.",
        changed(_LAST, "", story=DRAWN),
        DRAWN,
    ),
    Rule(
        "BP183",
        Severity.ERROR,
        "A sign that not every terminal can draw",
        "A drawing is made of ASCII signs, letters that are one cell wide, and the lines and "
        "blocks for which the program has a simple sign where a terminal lacks them. Tabs and "
        "emoji take more room on one terminal than on another, and would bend it.",
        changed("        the chest\n", "        the \U0001f4b0\n", story=DRAWN),
        DRAWN,
    ),
    Rule(
        "BP184",
        Severity.ERROR,
        "A picture that cites",
        "A picture can be looked at whenever the player likes, and leaves no trace: whoever reads "
        "it has met no fact there. What stands on a fact is said in a scene or on a card.",
        changed("says: It is heavy.}", 'says: "It is heavy. [F1]"}', story=DRAWN),
        DRAWN,
    ),
)
