"""The catalogue's codes BP130 to BP159: conditions and effects."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import changed
from borderpost.story.diagnostics import Severity

PURSE = changed(
    "scenes:\n",
    """\
variables:
  money: {meter: 0..10, start: 6}
scenes:
""",
    """\
      - id: go
        label: Go
""",
    """\
      - id: pay
        label: Pay the toll
        if: money >= 2
        do: [money -= 2]
        then: over
      - id: wait
        label: Wait
""",
)
"""A story with a meter, a condition on it, and an effect."""

CONDITION = "if: money >= 2"
EFFECT = "do: [money -= 2]"
METER = "  money: {meter: 0..10, start: 6}\n"

MOOD = changed(
    METER,
    METER + "  mood: {one_of: [calm, alarmed]}\n",
    CONDITION,
    "if: mood == calm",
    EFFECT,
    "do: [money -= 2, mood = alarmed]",
    story=PURSE,
)
"""The same with a variable that is one of several words."""

POST = changed(METER, METER + "  post: {meter: 0..10, start: 5}\n", story=PURSE)
POST = changed(EFFECT, "do: [money -= 2, post += 1]", story=POST)
"""The same with a second meter."""

EXPRESSION_RULES: tuple[Rule, ...] = (
    Rule(
        "BP130",
        Severity.ERROR,
        "An expression that cannot be read",
        "A condition or effect is a short formula: names of variables, whole numbers, signs such "
        "as >= and +=, the words and, or and not, and parentheses. At the mark something stands "
        "that does not fit there, or something is missing.",
        changed(CONDITION, "if: money >=", story=PURSE),
        PURSE,
    ),
    Rule(
        "BP131",
        Severity.ERROR,
        "A sign or word of another language",
        "Spreadsheets, programs and plain English write some things differently. Here == compares "
        "and = sets; conditions are joined by and, or and not; words stand without quotes. The "
        "mend says what to write instead.",
        changed(CONDITION, "if: money = 2", story=PURSE),
        changed(CONDITION, "if: money == 2", story=PURSE),
    ),
    Rule(
        "BP132",
        Severity.ERROR,
        "An unknown variable",
        "A condition or effect names a variable that is not declared. Every variable stands under "
        "`variables:` before anything can use it, so that a misspelt name is never taken for a "
        "new one.",
        changed(CONDITION, "if: mony >= 2", story=PURSE),
        PURSE,
    ),
    Rule(
        "BP133",
        Severity.ERROR,
        "Things of different kinds",
        "A variable is a number, true or false, one word out of several, or a set of words. "
        "Numbers can be added and compared by size, words can be equal or not, a set holds a word "
        "or does not, and a condition must come out as true or false. Here two kinds are mixed.",
        changed(CONDITION, "if: money", story=PURSE),
        changed(CONDITION, "if: money >= 1", story=PURSE),
    ),
    Rule(
        "BP134",
        Severity.ERROR,
        "Comparisons in a chain",
        "Each comparison has two sides. What lies between two numbers is written as two "
        "comparisons joined by and.",
        changed(CONDITION, "if: 2 <= money <= 8", story=PURSE),
        changed(CONDITION, "if: money >= 2 and money <= 8", story=PURSE),
    ),
    Rule(
        "BP135",
        Severity.ERROR,
        "A comma in an expression",
        "Expressions have no commas, since YAML cuts a line at a comma inside braces and brackets. "
        "Names inside a function's parentheses are parted by blanks; each effect is an entry of "
        "its own.",
        changed(CONDITION, "if: lowest(money, post) >= 2", story=POST),
        changed(CONDITION, "if: lowest(money post) >= 2", story=POST),
    ),
    Rule(
        "BP136",
        Severity.ERROR,
        "Too long, too deep or too large",
        "Expressions are bounded, so that checking a story always comes to an end: a thousand "
        "characters, fifty parts within one another, numbers up to a thousand million. A long "
        "condition reads better in parts anyway, each with a name given by `derive:`.",
        changed(CONDITION, "if: money >= 99999999999", story=PURSE),
        changed(CONDITION, "if: money >= 9", story=PURSE),
    ),
    Rule(
        "BP137",
        Severity.ERROR,
        "Not one of a variable's words",
        "A variable declared with one_of or set_of knows the words listed there and no others. "
        "This word is not in the list.",
        changed("if: mood == calm", "if: mood == clam", story=MOOD),
        MOOD,
    ),
    Rule(
        "BP138",
        Severity.ERROR,
        "A function that is not used this way",
        "There are a few functions that ask about the play so far: seen(scene), "
        "chose(scene.choice), answered(question.option), signed(slot.option), signed_count(is), "
        "signed_unsupported() and lowest(meter meter). Each takes in its parentheses what is "
        "shown here.",
        changed(CONDITION, "if: visited(gate)", story=PURSE),
        changed(CONDITION, "if: seen(gate)", story=PURSE),
    ),
    Rule(
        "BP139",
        Severity.ERROR,
        "A function asks about something unknown",
        "The scene, choice, question or option in the parentheses does not exist. Ids are written "
        "exactly as where the part is declared.",
        changed(CONDITION, "if: chose(gate.stay)", story=PURSE),
        changed(CONDITION, "if: chose(gate.wait)", story=PURSE),
    ),
    Rule(
        "BP141",
        Severity.ERROR,
        "Not an effect",
        "An effect says which variable changes, and how: money -= 2 takes two away, money += 2 "
        "adds two, money = 2 sets it.",
        changed(EFFECT, "do: [money]", story=PURSE),
        PURSE,
    ),
    Rule(
        "BP142",
        Severity.ERROR,
        "This variable cannot be changed",
        "A setting, declared with `ask: true`, is chosen before play and stays as it is. A derived "
        "variable is worked out anew from others whenever it is asked for. Effects can change "
        "neither.",
        changed(
            METER,
            METER + "  plenty: {derive: money >= 5}\n",
            CONDITION,
            "if: plenty",
            EFFECT,
            "do: [money -= 2, plenty = true]",
            story=PURSE,
        ),
        changed(
            METER,
            METER + "  plenty: {derive: money >= 5}\n",
            CONDITION,
            "if: plenty",
            story=PURSE,
        ),
    ),
    Rule(
        "BP143",
        Severity.ERROR,
        "A value out of bounds",
        "The variable is set to a number that lies beyond the bounds it was declared with, so it "
        "could never have that value.",
        changed(EFFECT, "do: [money = 20]", story=PURSE),
        changed(EFFECT, "do: [money = 10]", story=PURSE),
    ),
    Rule(
        "BP145",
        Severity.WARNING,
        "A condition that decides nothing",
        "The bounds of the variables make this condition always true, or never true. What stands "
        "under it is then always there, or never, whatever the player does. Most often the number "
        "or the sign is not the one that was meant.",
        changed(CONDITION, "if: money >= 0", story=PURSE),
        PURSE,
    ),
)
"""What can be wrong with a condition or an effect."""
