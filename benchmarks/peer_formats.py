"""The generated stories in the formats of our peers.

Those have no bounds, so what stops a number in our format is left out there: the peers are asked
for no more than we are.
"""

from __future__ import annotations

from benchmarks.stories import Change, Tale, Test, endings_of


def as_ink(tale: Tale) -> str:
    """The story in ink, from which inkjs, inkcpp and inkcheck play."""
    lines = [f"VAR {each.name} = {each.start}" for each in tale.numbers]
    lines += [f"VAR {flag} = 0" for flag in tale.flags]
    lines.append("-> s0")
    for number, place in enumerate(tale.places):
        lines += [f"=== s{number} ===", place.title, place.prose]
        if place.shown:
            lines.append(place.shown)
        if place.test:
            lines.append(f"{{ {_theirs((place.test,), '&&')}: {place.more} }}")
        for way in place.ways:
            condition = f"{{ {_theirs(way.tests, '&&')} }} " if way.tests else ""
            lines.append(f"+ {condition}[{way.label}]")
            lines += [f"    ~ {_their_change(change)}" for change in way.changes]
            if way.after:
                lines.append(f"    {way.after}")
            target = f"s{way.target}" if way.target < len(tale.places) else "over"
            lines.append(f"    -> {target}")
    lines.append("=== over ===")
    *tested, last = endings_of(tale)
    if tested:
        lines.append("{")
        for ending, tests in zip(tested, tale.tests, strict=True):
            lines.append(f"  - {_theirs(tests, '&&')}: -> {ending}")
        lines += [f"  - else: -> {last}", "}"]
    else:
        lines.append(f"-> {last}")
    for ending in endings_of(tale):
        words = ending.replace("_", " ")
        lines += [f"=== {ending} ===", words.capitalize(), f"It is over, and {words}.", "-> END"]
    return "\n".join(lines) + "\n"


def _theirs(tests: tuple[Test, ...], both: str) -> str:
    """Conditions as the peers write them."""
    return f" {both} ".join(f"{test.name} {test.operator or '=='} {test.value}" for test in tests)


def _their_change(change: Change) -> str:
    if change.operator == "=":
        return f"{change.name} = {change.value}"
    return f"{change.name} = {change.name} {change.operator[0]} {change.value}"


def as_bard(tale: Tale) -> str:
    """The story in bardic's format: what a choice does stands in a passage of its own."""
    lines = [":: Start"]
    lines += [f"~ {each.name} = {each.start}" for each in tale.numbers]
    lines += [f"~ {flag} = 0" for flag in tale.flags]
    lines += ["-> s0", ""]
    for number, place in enumerate(tale.places):
        lines += [f":: s{number}", place.title, place.prose]
        if place.shown:
            lines.append(place.shown)
        if place.test:
            lines += [f"@if {_theirs((place.test,), 'and')}:", place.more, "@endif"]
        for nth, way in enumerate(place.ways):
            condition = f"{{{_theirs(way.tests, 'and')}}} " if way.tests else ""
            lines.append(f"+ {condition}[{way.label}] -> s{number}w{nth}")
        lines.append("")
        for nth, way in enumerate(place.ways):
            lines.append(f":: s{number}w{nth}")
            lines += [f"~ {_their_change(change)}" for change in way.changes]
            if way.after:
                lines.append(way.after)
            target = f"s{way.target}" if way.target < len(tale.places) else "over"
            lines += [f"-> {target}", ""]
    lines.append(":: over")
    *tested, last = endings_of(tale)
    for nth, (ending, tests) in enumerate(zip(tested, tale.tests, strict=True)):
        lines += [f"@{'elif' if nth else 'if'} {_theirs(tests, 'and')}:", f"-> {ending}"]
    lines += ["@else:", f"-> {last}", "@endif", ""] if tested else [f"-> {last}", ""]
    for ending in endings_of(tale):
        words = ending.replace("_", " ")
        lines += [f":: {ending}", words.capitalize(), f"It is over, and {words}.", ""]
    return "\n".join(lines) + "\n"
