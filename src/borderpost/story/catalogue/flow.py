"""The catalogue's group BP2xx: flow, and the variables that it turns on."""

from __future__ import annotations

from borderpost.story.catalogue.expressions import EFFECT, METER, PURSE
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed
from borderpost.story.diagnostics import Severity

_ENDINGS = """\
endings:
  over:
    title: Over
    text: |
      It is over.
"""
_THEN = "        then: over\n"

_CHAIN = changed(
    _THEN,
    """\
        then: path
  path:
    then: road
  road:
    then: path
""",
)

_ASK = """\
        then: over
  ask:
    text: |
      You ask the guard. He shrugs.
    then: return
"""
_CALLING = changed("        then: over\n", _ASK, "then: over", "call: {scene: ask, then: over}")

_YARD = changed(
    "  gate:\n",
    "  gate:\n    max_visits: 2\n",
    _THEN,
    _THEN
    + """\
      - id: look
        label: Look round
        then: yard
  yard:
    text: |
      The yard is empty.
    then: gate
""",
)

_DRAWING = changed(
    _THEN,
    """\
        then: evening
  evening:
    text: |
      Evening comes.
    draw: {deck: rumours, then: over}
  wolves:
    deck: rumours
    title: Wolves
    text: |
      Somebody has heard wolves.
""",
)

_LATER = changed(
    "scenes:\n  gate:\n",
    "acts: [morning, evening]\nscenes:\n  gate:\n    act: morning\n",
    _THEN,
    """\
        later:
          at: evening
          text: |
            The guard remembers you.
        then: barracks
  barracks:
    act: evening
    text: |
      It is late.
    then: over
""",
)

_FLAG = changed(
    "scenes:\n",
    "variables:\n  greeted: {flag: true}\nscenes:\n",
    _THEN,
    """\
        do: [greeted = true]
        then: over
""",
)

_DERIVED = changed(
    METER,
    METER
    + """\
  a: {derive: money + money + money + money + money + money}
  b: {derive: a + a + a + a + a + a}
  c: {derive: b + b + b + b + b + b}
  d: {derive: c + c + c + c + c + c}
  e: {derive: d + d + d + d + d + d > 9}
""",
    "if: money >= 2",
    "if: e",
    story=PURSE,
)

FLOW_RULES: tuple[Rule, ...] = (
    Rule(
        "BP201",
        Severity.ERROR,
        "No ending",
        "A story needs at least one ending, since a play that cannot end is no play.",
        changed(_THEN, "        then: gate\n", _ENDINGS, ""),
        SMALL,
    ),
    Rule(
        "BP202",
        Severity.ERROR,
        "Scenes that pass play on in a circle",
        "A scene without text, questions and choices is passed through without a stop. These "
        "scenes pass play on to each other and none of them ever stops, so the player would wait "
        "for ever. The message shows the circle.",
        _CHAIN,
        changed("  road:\n    then: path\n", "  road:\n    then: over\n", story=_CHAIN),
    ),
    Rule(
        "BP203",
        Severity.ERROR,
        "Calls in a circle",
        "A call goes to a scene and comes back. A scene that is called may call others, but never "
        "itself, not even by way of others: the way back would grow without end.",
        changed("    then: return\n", "    call: {scene: ask, then: return}\n", story=_CALLING),
        _CALLING,
    ),
    Rule(
        "BP204",
        Severity.ERROR,
        "A return without a call",
        "`then: return` goes back to where the scene was called from. On the way shown, nothing "
        "was called, so there is nowhere to go back to.",
        changed("call: {scene: ask, then: over}", "then: ask", story=_CALLING),
        _CALLING,
    ),
    Rule(
        "BP205",
        Severity.WARNING,
        "A called scene that never returns",
        "No way from the called scene comes to `then: return`, so play never goes on where the "
        "call says it would.",
        changed("    then: return\n", "    then: over\n", story=_CALLING),
        _CALLING,
    ),
    Rule(
        "BP206",
        Severity.WARNING,
        "A last way on that may be used up",
        "A scene with `max_visits` can be visited so often and no more. Here it is the only way "
        "on, and play may come here again when the visits are used up. A list of targets helps: "
        "an entry whose scene is used up is skipped, and the last entry is somewhere else.",
        _YARD,
        changed(
            "    then: gate\n",
            """\
    then:
      - {if: true, then: gate}
      - over
""",
            story=_YARD,
        ),
    ),
    Rule(
        "BP208",
        Severity.ERROR,
        "A draw from a deck that nobody is in",
        "`draw:` offers scenes of a deck, and no scene says that it belongs to this one. Most "
        "often the deck's name is written differently in the two places.",
        changed("draw: {deck: rumours", "draw: {deck: rumors", story=_DRAWING),
        _DRAWING,
    ),
    Rule(
        "BP209",
        Severity.WARNING,
        "A deck that nothing draws",
        "The scene belongs to a deck, so it is there to be drawn, but no scene draws from it.",
        changed("    draw: {deck: rumours, then: over}\n", "    then: over\n", story=_DRAWING),
        _DRAWING,
    ),
    Rule(
        "BP210",
        Severity.ERROR,
        "A key for drawn scenes on a scene in no deck",
        "`when` and `priority` say when a scene of a deck is drawn. A scene in no deck is gone to "
        "by its name, and the keys mean nothing there.",
        changed("  gate:\n", "  gate:\n    priority: 2\n"),
        SMALL,
    ),
    Rule(
        "BP211",
        Severity.ERROR,
        "Something later that is not later",
        "`later:` comes due when an act begins. The act named here is the scene's own or one "
        "before it, and has begun already when the choice is made.",
        changed("at: evening", "at: morning", story=_LATER),
        _LATER,
    ),
    Rule(
        "BP212",
        Severity.WARNING,
        "Nothing leads here",
        "Following every target from the first scene on, whatever the conditions say, never comes "
        "to this scene or ending. Nobody will ever see it.",
        changed(
            _ENDINGS,
            """\
  cellar:
    text: |
      The cellar is dark.
    then: over
"""
            + _ENDINGS,
        ),
        SMALL,
    ),
    Rule(
        "BP213",
        Severity.WARNING,
        "Perhaps no choice at all",
        "Every choice of this scene has a condition or a cost, can be taken once only, or leads "
        "where one cannot always go. When all of that comes together, the player has no way on. A "
        "choice with `fallback: true` is always there.",
        changed("      - id: wait\n        label: Wait\n        then: over\n", "", story=PURSE),
        PURSE,
    ),
    Rule(
        "BP215",
        Severity.WARNING,
        "Something later from a scene in no act",
        "`later:` comes due when an act begins. This scene belongs to no act, so nothing says "
        "whether that act still lies ahead.",
        changed("    act: morning\n", "", story=_LATER),
        _LATER,
    ),
    Rule(
        "BP216",
        Severity.WARNING,
        "More than one fallback",
        "The fallback is the one choice that is always there. A second one adds nothing but a "
        "question: which of them is meant to be the last resort?",
        changed(
            _THEN,
            """\
        then: over
        fallback: true
      - id: stay
        label: Stay
        then: over
        fallback: true
""",
        ),
        changed(_THEN, _THEN + "        fallback: true\n"),
    ),
    Rule(
        "BP217",
        Severity.WARNING,
        "A variable that nothing reads",
        "The variable is changed but never asked for, in no condition and in no text, so it makes "
        "no difference. Either a use was forgotten, or the variable can go.",
        _FLAG,
        changed(
            "      It is over.\n",
            """\
      It is over.
    bought:
      - if: greeted
        text: The guard greets you back.
""",
            story=_FLAG,
        ),
    ),
    Rule(
        "BP218",
        Severity.WARNING,
        "A variable that nothing changes",
        "No effect and no cost changes this variable, so it keeps the value it starts with. "
        "Either an effect was forgotten, or the variable can go.",
        changed(f"        {EFFECT}\n", "", story=PURSE),
        PURSE,
    ),
    Rule(
        "BP219",
        Severity.ERROR,
        "A derived variable that rests on too much",
        "A derived variable is worked out anew wherever it is used, with everything that it rests "
        "on. Each of these uses the one before several times over, which makes thousands of parts "
        "in all.",
        _DERIVED,
        changed(" + c + c + c + c + c", "", " + d + d + d + d + d", "", story=_DERIVED),
    ),
)
"""What can be wrong with the ways through a story."""
