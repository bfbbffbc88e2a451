"""Catalogue entries BP101 to BP115: keys, shapes, single values and ids."""

from __future__ import annotations

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed, longer
from borderpost.story.diagnostics import Severity

CHOICE = "        then: over\n"
PRICED = longer(
    """\
variables:
  money: {meter: 0..10, start: 6}
""",
    story=changed(
        CHOICE,
        CHOICE + "        cost: {money: 2}\n",
        "      - id: go",
        """\
      - id: stay
        label: Stay
        then: over
      - id: go""",
    ),
)

SHAPE_RULES: tuple[Rule, ...] = (
    Rule(
        "BP101",
        Severity.ERROR,
        "Unknown key",
        "The word before a colon is called a key. Every part of a story takes certain keys and no "
        "others, so that a slip of the pen is told rather than passed over. Most often it is a "
        "misspelt key, or a key that belongs to another part.",
        changed("label: Go", "labl: Go"),
        SMALL,
    ),
    Rule(
        "BP102",
        Severity.ERROR,
        "Missing key",
        "This part cannot do without the key that is named. An ending, for example, needs a title "
        "and a text.",
        changed("    title: Over\n", ""),
        SMALL,
    ),
    Rule(
        "BP103",
        Severity.ERROR,
        "Another shape is wanted here",
        "There are three shapes: a single value, a list (each item after `- `, or all of them in "
        "square brackets), and keys with values. Here stands one of them where another is wanted.",
        changed(CHOICE, CHOICE + "        tags: careful\n"),
        changed(CHOICE, CHOICE + "        tags: [careful]\n"),
    ),
    Rule(
        "BP104",
        Severity.ERROR,
        "A colon cut the sentence",
        "A colon with a space behind it makes a key of what stands before it, so the sentence was "
        "taken for a key and its value. Written as a block after `|`, a sentence may hold colons.",
        changed("text: |\n      You stand at the gate.", "text:\n      - Officer: not a word"),
        changed("text: |\n      You stand at the gate.", "text: |\n      Officer: not a word"),
    ),
    Rule(
        "BP105",
        Severity.ERROR,
        "Not a whole number",
        "A whole number is wanted, in digits: no word, no point, no unit.",
        changed("version: 1", "version: 1.0"),
        SMALL,
    ),
    Rule(
        "BP106",
        Severity.ERROR,
        "A number out of bounds",
        "The number is lower or higher than it may be. All numbers have bounds, so that everything "
        "that can happen in a story can be counted.",
        changed("money: 2", "money: 20", story=PRICED),
        PRICED,
    ),
    Rule(
        "BP107",
        Severity.ERROR,
        "Neither true nor false",
        "This key is answered by one of the two words `true` and `false`, and by no other.",
        changed(CHOICE, CHOICE + "        fallback: yes\n"),
        changed(CHOICE, CHOICE + "        fallback: true\n"),
    ),
    Rule(
        "BP108",
        Severity.ERROR,
        "None of the words that fit",
        "Only a few words fit here, and this is none of them. The message lists them.",
        changed(CHOICE, CHOICE + "        shows: effects\n"),
        changed(CHOICE, CHOICE + "        shows: direction\n"),
    ),
    Rule(
        "BP109",
        Severity.ERROR,
        "Not an id",
        "An id is the name by which one part of a story finds another, and by which saved runs "
        "find their way after you have changed the story. It is made of the letters a to z, "
        "digits and underscores, and does not begin with a digit. Players never see it.",
        changed("id: go", "id: go on"),
        changed("id: go", "id: go_on"),
    ),
    Rule(
        "BP110",
        Severity.ERROR,
        "A word with a meaning of its own",
        "Some words mean something in conditions or after `then:`, such as `not`, `seen` or "
        "`return`. A variable, scene or value of that name could not be told from them.",
        changed("then: over", "then: return", "  over:", "  return:"),
        SMALL,
    ),
    Rule(
        "BP111",
        Severity.ERROR,
        "An id stands twice",
        "Two parts of one kind have the same id, so nothing can tell which is meant; saved runs "
        "could not either. The message says where the first one stands.",
        changed(CHOICE, CHOICE + "      - {id: go, label: Run, then: over}\n"),
        changed(CHOICE, CHOICE + "      - {id: run, label: Run, then: over}\n"),
    ),
    Rule(
        "BP112",
        Severity.ERROR,
        "A scene and an ending share an id",
        "`then:` names scenes and endings alike, so no scene may have the id of an ending.",
        changed("start: gate", "start: over", "  gate:", "  over:"),
        SMALL,
    ),
    Rule(
        "BP113",
        Severity.ERROR,
        "Nothing is written here",
        "The key is there, but nothing stands behind it. Either write what it should say, or take "
        "the key out.",
        changed("title: Small", 'title: ""'),
        SMALL,
    ),
    Rule(
        "BP114",
        Severity.ERROR,
        "An `else` without an `if` before it",
        "A block of text with `else: true` is shown where the block right before it is not. So "
        "that block must have an `if`, and the `else` block itself must have none.",
        longer(
            """\
variables:
  rain: {flag: true, ask: true}
""",
            story=changed(
                "    text: |\n      You stand at the gate.\n",
                """\
    text:
      - You stand at the gate.
      - {else: true, text: It is dry.}
      - {if: rain, text: It rains.}
""",
            ),
        ),
        longer(
            """\
variables:
  rain: {flag: true, ask: true}
""",
            story=changed(
                "    text: |\n      You stand at the gate.\n",
                """\
    text:
      - You stand at the gate.
      - {if: rain, text: It rains.}
      - {else: true, text: It is dry.}
""",
            ),
        ),
    ),
    Rule(
        "BP115",
        Severity.ERROR,
        "It is unclear where play goes on",
        "After `then:` stands a scene, an ending or `return`; or one of `chance:`, `call:` and "
        "`draw:`; or a list, tried in order, whose entries have `if:` and `then:`.",
        changed("then: over", "then: {scene: over}"),
        SMALL,
    ),
)
