"""Catalogue entries BP160 to BP179: the form of each part, and of the story's files."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.shapes import PRICED
from borderpost.story.catalogue.small import SMALL, changed, longer
from borderpost.story.catalogue.unknown import ASKING, TESTED
from borderpost.story.diagnostics import Severity

CHOICE = "        then: over\n"
DRAWING = changed(
    "then: over",
    "then: road",
    "endings:",
    """\
  road:
    text: |
      Who comes along?
    draw: {deck: people, then: over}
  shepherd:
    title: A shepherd
    deck: people
    text: |
      He greets you.
    choices:
      - id: greet
        label: Greet him
endings:""",
)
BRANCHING = changed(
    "then: over",
    """\
then:
          - {if: rain, then: wet}
          - over""",
    "endings:",
    """\
variables:
  rain: {flag: true, ask: true}
endings:
  wet:
    title: Wet
    text: |
      You are wet.""",
)
CHANCY = changed(
    "then: over",
    "then: {chance: {over: 3, wet: 1}}",
    "endings:",
    """\
endings:
  wet:
    title: Wet
    text: |
      You are wet.""",
)
PROMISING = longer(
    """\
checks:
  - reachable: [over]
  - minutes: {at_most: 5}
"""
)
DERIVING = longer(
    "  rich: {derive: money >= 2}\n",
    story=changed(
        "        cost: {money: 2}\n", "        if: rich\n        do: [money -= 2]\n", story=PRICED
    ),
)
TWO_FILES = (
    "# file: story.yaml\n"
    + SMALL
    + """\
# file: more.yaml
discuss:
  - Why did you go?
"""
)

FORM_RULES: tuple[Rule, ...] = (
    Rule(
        "BP160",
        Severity.ERROR,
        "The kind of a variable",
        "A variable has exactly one of the keys `meter`, `range`, `one_of`, `flag`, `set_of` and "
        "`derive`, which says what it can hold.",
        changed("{meter: 0..10, start: 6}", "{start: 6}", story=PRICED),
        PRICED,
    ),
    Rule(
        "BP161",
        Severity.ERROR,
        "A former id that is still in use",
        "`was:` and `removed:` tell old saved runs where parts have gone. An id under them must "
        "be one that no part has today, and only one part can have taken its place.",
        changed("    title: Over\n", "    title: Over\n    was: [gate]\n"),
        changed("    title: Over\n", "    title: Over\n    was: [the_end]\n"),
    ),
    Rule(
        "BP162",
        Severity.ERROR,
        "Bounds",
        "Bounds are a lower and a higher value with two points between, such as `0..10`; for a "
        "share of endings, `2%..25%`.",
        changed("0..10", "10", story=PRICED),
        PRICED,
    ),
    Rule(
        "BP163",
        Severity.ERROR,
        "A key that says nothing here",
        "This key goes with another kind of part, or with another value of its neighbour, and "
        "would be passed over here.",
        changed("{meter: 0..10, start: 6}", "{meter: 0..10, start: 6, ask: true}", story=PRICED),
        PRICED,
    ),
    Rule(
        "BP164",
        Severity.ERROR,
        "No way on",
        "Every choice says where it leads, by `then:` or `call:`. A scene without choices says so "
        "itself. Only a storylet (a scene with `deck:`) may leave it to the draw that brought it.",
        changed(CHOICE, ""),
        SMALL,
    ),
    Rule(
        "BP165",
        Severity.ERROR,
        "Two ways on at once",
        "A scene has choices, or one of `then:`, `call:` and `draw:`; a choice has one of `then:` "
        "and `call:`. Of two, one would never be followed. (Choices may stand beside a draw that "
        "offers storylets.)",
        changed("    choices:", "    then: over\n    choices:"),
        SMALL,
    ),
    Rule(
        "BP166",
        Severity.ERROR,
        "A draw in the wrong place",
        "A draw offers storylets in the scene it stands in, so it belongs to a scene: not to a "
        "choice, and not inside a list of targets.",
        changed(
            "then: road",
            "draw: {deck: people, then: over}",
            "    text: |\n      Who comes along?\n    draw: {deck: people, then: over}\n",
            "    draw: {deck: people, then: over}\n",
            "start: gate",
            "start: road",
            story=DRAWING,
        ),
        DRAWING,
    ),
    Rule(
        "BP167",
        Severity.ERROR,
        "The order of a list of targets",
        "The entries of a list after `then:` are tried from the top; the first whose `if` holds is "
        "taken. So every entry but the last needs an `if`, and the last has none: it is where play "
        "goes when nothing else fits.",
        changed("          - over", "          - {if: not rain, then: over}", story=BRANCHING),
        BRANCHING,
    ),
    Rule(
        "BP168",
        Severity.ERROR,
        "Chance without a choice of its own",
        "Chance picks one of at least two scenes or endings, each with a weight: 3 and 1 means "
        "three times out of four.",
        changed("{over: 3, wet: 1}", "{over: 3}", story=CHANCY),
        CHANCY,
    ),
    Rule(
        "BP169",
        Severity.ERROR,
        "A cost that is no meter's",
        "A cost is taken from a meter, and the choice is offered only where the meter holds as "
        "much. Other variables are changed under `do:`.",
        changed("{meter: 0..10, start: 6}", "{range: 0..10, start: 6}", story=PRICED),
        PRICED,
    ),
    Rule(
        "BP170",
        Severity.ERROR,
        "A fallback with a condition",
        "A fallback is the choice that is always there when nothing else is, so it takes no "
        "condition, no cost and no `once`.",
        changed("cost: {money: 2}", "cost: {money: 2}\n        fallback: true", story=PRICED),
        changed(
            "        then: over\n      - id: go",
            "        then: over\n        fallback: true\n      - id: go",
            story=PRICED,
        ),
    ),
    Rule(
        "BP171",
        Severity.ERROR,
        "The answers to a question",
        "A question has exactly one of `options:` (its own answers), `scale:` (a built-in scale) "
        "and `again:` (the answers of a question asked before).",
        changed("        options: {", "        scale: certainty\n        options: {", story=ASKING),
        ASKING,
    ),
    Rule(
        "BP172",
        Severity.ERROR,
        "Questions that ask each other again",
        "`again:` asks an earlier question anew. Followed from one to the next, it must come to a "
        "question with answers of its own.",
        changed(
            "        options: {open: It was, shut: It was not}\n        feedback:\n"
            "          open: |\n            Nobody saw it.\n",
            "        again: sure\n",
            story=ASKING,
        ),
        ASKING,
    ),
    Rule(
        "BP173",
        Severity.ERROR,
        "Variables that rest on each other",
        "A derived variable is worked out from others. If two are worked out from each other, "
        "there is nothing to begin with.",
        changed("derive: money >= 2", "derive: rich and money >= 2", story=DERIVING),
        DERIVING,
    ),
    Rule(
        "BP174",
        Severity.ERROR,
        "Not a step of a play",
        "A play is written as a list of steps: `scene.choice` or a choice's id, `question=option`, "
        "`question.column.row=option`, `~outcome` for chance, `@setting=value`. Continue is left "
        "out.",
        changed("[gate.go]", '["go on"]', story=TESTED),
        TESTED,
    ),
    Rule(
        "BP175",
        Severity.ERROR,
        "Not one promise",
        "Each entry under `checks:` promises one thing, by exactly one of `always`, `never`, "
        "`reachable`, `share`, `policy`, `minutes`, `words`, `states` and `every_ending`; `when:` "
        "may say for which settings.",
        changed("  - minutes:", "    minutes:", story=PROMISING),
        PROMISING,
    ),
    Rule(
        "BP176",
        Severity.ERROR,
        "Unknown code",
        "`allow:` silences a finding by its code, which stands in every message: two letters and "
        "three digits.",
        longer("allow:\n  - {code: BP999, at: gate, because: Only an example.}\n"),
        longer("allow:\n  - {code: BP101, at: gate, because: Only an example.}\n"),
    ),
    Rule(
        "BP177",
        Severity.ERROR,
        "A second heading",
        "`story:` is the heading of the whole story and stands in story.yaml only; the other files "
        "of the folder hold the rest.",
        TWO_FILES + "story:\n  title: Again\n",
        TWO_FILES,
    ),
    Rule(
        "BP178",
        Severity.ERROR,
        "No story here",
        "A story is a folder that holds a file called story.yaml, and any other YAML files beside "
        "or below it.",
        "# file: story.yml\n" + SMALL,
        "# file: story.yaml\n" + SMALL,
    ),
    Rule(
        "BP179",
        Severity.WARNING,
        "A link to another file",
        "A file that is only a link to another one is not read: a story must be whole in its own "
        "folder, on every machine.",
        "# link: more.yaml -> elsewhere.yaml\n# file: story.yaml\n" + SMALL,
        SMALL,
    ),
    Rule(
        "BP186",
        Severity.ERROR,
        "More errors than are told",
        "After 5,000 errors nothing more is looked for, so that a check of anything comes to an "
        "end. So many seldom are mistakes: this may be no story, or a part of it stands in the "
        "wrong place.",
        "",
        "",
    ),
)
