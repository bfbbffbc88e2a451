"""The generated stories in the formats of our peers.

Those have no bounds, so what stops a number in our format is left out where they play: they are
asked for no more than we are. Where they check a story it is written out, since a number that can
go on growing would give them more to explore than there is.
"""

from __future__ import annotations

from benchmarks.stories import Change, Tale, Test, endings_of


def as_ink(tale: Tale, *, bounds: bool = False) -> str:
    """The story in ink, for inkjs and inkcpp to play; with `bounds`, for inkcheck to explore."""
    highest = _bounded(tale) if bounds else {}
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
            lines += [f"    ~ {_ink_change(change, highest)}" for change in way.changes]
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


def _bounded(tale: Tale) -> dict[str, int]:
    """The numbers that are added to, and could leave their bounds, with the highest of each."""
    return {each.name: each.high for each in tale.numbers if each.is_meter}


def _ink_change(change: Change, highest: dict[str, int]) -> str:
    if change.operator == "=" or change.name not in highest:
        return _their_change(change)
    added = f"{change.name} {change.operator[0]} {change.value}"
    return f"{change.name} = MAX(0, MIN({highest[change.name]}, {added}))"


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


def as_choicescript(tale: Tale) -> str:
    """The story in ChoiceScript, for quicktest and randomtest: one file, a label to each scene."""
    highest = _bounded(tale)
    lines = ["*title Generated", "*author Nobody"]
    lines += [f"*create {each.name} {each.start}" for each in tale.numbers]
    lines += [f"*create {flag} 0" for flag in tale.flags]
    lines.append("*goto s0")
    for number, place in enumerate(tale.places):
        lines += [f"*label s{number}", place.title, "", place.prose]
        if place.shown:
            lines.append(place.shown.replace("{", "${"))
        if place.test:
            lines += [f"*if {_nested((place.test,))}", f"  {place.more}"]
        lines.append("*choice")
        for way in place.ways:
            asked = f"*if {_nested(way.tests)} " if way.tests else ""
            lines.append(f"  {asked}#{way.label}")
            for change in way.changes:
                lines += [f"    {line}" for line in _choicescript_change(change, highest)]
            if way.after:
                lines.append(f"    {way.after}")
            target = f"s{way.target}" if way.target < len(tale.places) else "over"
            lines.append(f"    *goto {target}")
    lines.append("*label over")
    *tested, last = endings_of(tale)
    for ending, tests in zip(tested, tale.tests, strict=True):
        lines += [f"*if {_nested(tests)}", f"  *goto {ending}"]
    lines.append(f"*goto {last}")
    for ending in endings_of(tale):
        words = ending.replace("_", " ")
        lines += [f"*label {ending}", f"It is over, and {words}.", "*ending"]
    return "\n".join(lines) + "\n"


def choicescript_names(text: str) -> dict[int, str]:
    """What stands at which line of `as_choicescript`, lines counted from 1.

    Scenes and endings stand at their label, and a choice, `scene.wN`, at the line after its own,
    the first that is read only once it has been chosen.
    """
    names: dict[int, str] = {}
    label, choices = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("*label "):
            label, choices = line.removeprefix("*label "), 0
            if label != "over":
                names[number] = label
        elif "#" in line:
            names[number + 1] = f"{label}.w{choices}"
            choices += 1
    return names


def _nested(tests: tuple[Test, ...]) -> str:
    """Conditions as ChoiceScript writes them, which joins two and no more."""
    first, *more = [f"({test.name} {test.operator or '='} {test.value})" for test in tests]
    for each in more:
        first = f"({first} and {each})"
    return first


def _choicescript_change(change: Change, highest: dict[str, int]) -> list[str]:
    name, value = change.name, str(change.value)
    if change.operator == "=":
        return [f"*set {name} {value}"]
    beyond, bound = (">", str(highest[name])) if change.operator == "+=" else ("<", "0")
    return [
        f"*set {name} ({name} {change.operator[0]} {value})",
        f"*if ({name} {beyond} {bound})",
        f"  *set {name} {bound}",
    ]
