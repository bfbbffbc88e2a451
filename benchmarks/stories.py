"""Stories of any size, written by a seed.

`python -m benchmarks.stories 2000 FOLDER` writes it into the folder. A scene has four choices,
most with a condition and each with two effects; choices lead some way forward, so that a play takes
about 37 steps whatever the size, and every scene leads to an ending in the end. `--local` writes a
story in chapters, each with variables that nothing outside it asks for.

`peer_formats.py` writes the same story for our peers.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

STEPS = 37
"""How many steps a play takes, about."""

CHAPTER = 10
"""Scenes of a chapter in a story whose variables matter locally."""

SCENES_A_FILE = 5000
"""Scenes to a file of a story that is longer: one file may not hold them all."""

ENDINGS = ("open_file", "quiet_denial", "loud_alarm", "relieved", "unknown")

NOUNS = """lorry rack gate letter pass ledger coat radio wire road ridge river stove lamp map order
sergeant driver clerk shepherd teacher courier captain doctor guard cook mechanic stranger"""
VERBS = "waits stands turns asks leaves counts writes listens answers refuses returns points"
PLACES = ("by the wall", "at the table", "behind the stores", "on the ridge", "in the yard")
TIMES = ("before dawn", "at noon", "in the rain", "after the call", "late", "while nobody looks")
DOINGS = ("Send", "Ask", "Warn", "Follow", "Question", "Wait for", "Write down", "Let through")


class Number(NamedTuple):
    """A meter (shown) or a range (not shown), from 0 to `high`."""

    name: str
    high: int
    start: int
    is_meter: bool


class Test(NamedTuple):
    """A condition: a number compared, or a flag (`value` 1: set, 0: not)."""

    name: str
    operator: str
    value: int


class Change(NamedTuple):
    """An effect: `=`, `+=` or `-=`; a flag is set to 0 or 1."""

    name: str
    operator: str
    value: int


class Way(NamedTuple):
    """A choice. `target` is the number of a scene, or one past the last for the endings."""

    label: str
    after: str
    tests: tuple[Test, ...]
    changes: tuple[Change, ...]
    target: int


class Place(NamedTuple):
    """A scene: what is always read there, what shows a number, and what is read conditionally."""

    title: str
    prose: str
    shown: str
    test: Test | None
    more: str
    ways: tuple[Way, ...]


class Tale(NamedTuple):
    """A whole story, in no format yet. `tests` decide among the endings, in order.

    They ask for every variable, so that no effect is in vain.
    """

    numbers: tuple[Number, ...]
    flags: tuple[str, ...]
    places: tuple[Place, ...]
    tests: tuple[tuple[Test, ...], ...]


# --- Writing one --------------------------------------------------------------------------------


def tale_of(size: int, seed: int = 1) -> Tale:
    """A story of so many scenes; a small one has few variables, so that it can be proved whole."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    if size < 500:
        numbers: tuple[Number, ...] = (
            Number("money", 5, 3, is_meter=True),
            Number("trust", 5, 2, is_meter=True),
            Number("doubts", 2, 0, is_meter=False),
        )
        flags: tuple[str, ...] = ("warned", "searched")
    else:
        meters = ("money", "post", "soldiers", "trust")
        numbers = (
            *(Number(name, 20, 10, is_meter=True) for name in meters),
            Number("doubts", 3, 0, is_meter=False),
            Number("weather", 4, 2, is_meter=False),
        )
        flags = ("warned", "searched", "called", "paid", "seen_off", "wired")
    places = [_place(random, n, size, numbers, flags) for n in range(size)]
    return Tale(numbers, flags, tuple(_reached(random, places)), _ending_tests(numbers, flags))


def local_tale(size: int = 300, seed: int = 1) -> Tale:
    """A story in chapters: what is counted in one is asked for there and nowhere else."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    numbers: list[Number] = []
    flags: list[str] = []
    places: list[Place] = []
    for begin in range(0, size, CHAPTER):
        name = f"c{begin // CHAPTER}"
        own = tuple(Number(f"{name}_{n}", 3, 0, is_meter=False) for n in ("a", "b", "c"))
        flag = (f"{name}_known",)
        numbers += own
        flags += flag
        end = min(begin + CHAPTER, size)
        for n in range(begin, end):
            place = _place(random, n, size, own, flag, farthest=max(1, min(end - 1 - n, 3)))
            if n == end - 1:  # everybody comes here, and everything is asked for
                place = place._replace(ways=_last_ways(place.ways, own, flag[0]))
            places.append(place._replace(shown=""))
    return Tale(tuple(numbers), tuple(flags), tuple(_reached(random, places)), ())


def _last_ways(ways: tuple[Way, ...], own: tuple[Number, ...], flag: str) -> tuple[Way, ...]:
    """The choices of a chapter's last scene, which ask for everything and change nothing."""
    tests: list[tuple[Test, ...]] = [(Test(each.name, "<=", 1),) for each in own[:2]]
    tests += [(Test(own[2].name, ">=", 2), Test(flag, "", 1)), ()]
    return tuple(
        way._replace(tests=asked, changes=()) for way, asked in zip(ways, tests, strict=True)
    )


def _place(
    random: Random,
    number: int,
    size: int,
    numbers: tuple[Number, ...],
    flags: tuple[str, ...],
    farthest: int = 0,
) -> Place:
    """One scene, whose choices lead at most `farthest` scenes on."""
    farthest = farthest or max(2, round(2 * size / STEPS) - 1)
    meters = [each.name for each in numbers if each.is_meter] or [numbers[0].name]
    shown = f"The paper says {{{random.choice(meters)}}} in a hand that is not yours."
    ways = [
        _way(random, label, min(size, number + random.randint(1, farthest)), numbers, flags)
        for label in _labels(random)
    ]
    return Place(
        title=f"Place {number}",
        prose=" ".join(_sentence(random) for _ in range(random.randint(2, 4))),
        shown=shown if random.random() < 0.5 else "",
        test=_test(random, random.choice(_all(numbers, flags))) if random.random() < 0.5 else None,
        more=_sentence(random),
        ways=(*ways[:3], ways[3]._replace(tests=())),
    )


def _labels(random: Random) -> list[str]:
    """Four labels that can be told apart."""
    doings, nouns = random.sample(DOINGS, 4), random.sample(NOUNS.split(), 4)
    return [
        f"{doing} the {noun} {random.choice(TIMES)}"
        for doing, noun in zip(doings, nouns, strict=True)
    ]


def _way(
    random: Random, label: str, target: int, numbers: tuple[Number, ...], flags: tuple[str, ...]
) -> Way:
    """One choice: with no condition, one or two, and two effects, on different variables."""
    names = random.sample(_all(numbers, flags), 4)
    count = random.choice((0, 1, 1, 2))
    return Way(
        label=label,
        after=_sentence(random) if random.random() < 0.25 else "",
        tests=tuple(_test(random, each) for each in names[:count]),
        changes=(_change(random, names[2]), _change(random, names[3])),
        target=target,
    )


def _all(numbers: tuple[Number, ...], flags: tuple[str, ...]) -> list[Number | str]:
    """Every variable."""
    return [*numbers, *flags]


def _test(random: Random, asked: Number | str) -> Test:
    """A condition that holds about as often as not."""
    if isinstance(asked, str):
        return Test(asked, "", random.randint(0, 1))
    return Test(asked.name, random.choice((">=", "<=")), max(1, asked.high // 2))


def _change(random: Random, changed: Number | str) -> Change:
    """An effect; meters go up and down, ranges are set, so that none leaves its bounds."""
    if isinstance(changed, str):
        return Change(changed, "=", random.randint(0, 1))
    if changed.is_meter:
        return Change(changed.name, random.choice(("+=", "-=")), random.randint(1, 2))
    return Change(changed.name, "=", random.randint(0, changed.high))


def _sentence(random: Random) -> str:
    """A sentence without a sign that any of the formats would take for its own."""
    nouns, verbs = NOUNS.split(), VERBS.split()
    return (
        f"The {random.choice(nouns)} {random.choice(verbs)} {random.choice(PLACES)}, and the "
        f"{random.choice(nouns)} {random.choice(verbs)} {random.choice(TIMES)}."
    )


def _reached(random: Random, places: list[Place]) -> list[Place]:
    """The scenes, with a way to each: from one just before it, by a choice that can be spared."""
    count = Counter(way.target for place in places for way in place.ways)
    for number in range(1, len(places)):
        before = number
        while not count[number]:
            before -= 1
            ways = places[before].ways
            spare = [nth for nth, way in enumerate(ways) if count[way.target] > 1]
            if spare:
                nth = random.choice(spare)
                count[ways[nth].target] -= 1
                count[number] += 1
                way = ways[nth]._replace(target=number)
                ways = (*ways[:nth], way, *ways[nth + 1 :])
                places[before] = places[before]._replace(ways=ways)
    return places


def _ending_tests(
    numbers: tuple[Number, ...], flags: tuple[str, ...]
) -> tuple[tuple[Test, ...], ...]:
    """What decides among the endings."""
    tests = [Test(each.name, "<=", max(1, each.high // 2)) for each in numbers]
    tests += [Test(flag, "", number % 2) for number, flag in enumerate(flags)]
    endings = len(ENDINGS) - 1
    return tuple(tuple(tests[first::endings]) for first in range(endings))


# --- Our format -----------------------------------------------------------------------------------


def write_yaml(tale: Tale, folder: Path) -> list[Path]:
    """Write the story into a folder, as many scenes to a file as an author may put into one."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for begin in range(0, len(tale.places), SCENES_A_FILE):
        scenes = [
            _scene_in_yaml(tale, number)
            for number in range(begin, min(begin + SCENES_A_FILE, len(tale.places)))
        ]
        text = "scenes:\n" + "".join(scenes)
        if not begin:
            text = _head_in_yaml(tale) + text + _endings_in_yaml(tale)
        name = f"scenes-{begin // SCENES_A_FILE:03}.yaml" if begin else "story.yaml"
        paths.append(folder / name)
        paths[-1].write_text(text, "utf-8")
    return paths


def as_yaml(tale: Tale) -> str:
    """The story in our format, in one text."""
    scenes = "".join(_scene_in_yaml(tale, number) for number in range(len(tale.places)))
    return f"{_head_in_yaml(tale)}scenes:\n{scenes}{_endings_in_yaml(tale)}"


def _head_in_yaml(tale: Tale) -> str:
    """The heading and the variables."""
    lines = ["story:", "  id: generated", "  title: Generated", "  version: 1", "  language: en"]
    lines += ["  start: s0", "variables:"]
    for each in tale.numbers:
        kind = "meter" if each.is_meter else "range"
        label = f", label: {each.name.title()}, better: high" if each.is_meter else ""
        lines.append(f"  {each.name}: {{{kind}: 0..{each.high}, start: {each.start}{label}}}")
    lines += [f"  {flag}: {{flag: true}}" for flag in tale.flags]
    return "\n".join(lines) + "\n"


def _scene_in_yaml(tale: Tale, number: int) -> str:
    """One scene."""
    place = tale.places[number]
    lines = [f"  s{number}:", f"    title: {place.title}", "    text:"]
    lines += ["      - |", f"        {place.prose}"]
    if place.shown:
        lines += ["", f"        {place.shown}"]
    if place.test:
        lines += [f"      - if: {_ours((place.test,))}", "        text: |"]
        lines.append(f"          {place.more}")
    lines.append("    choices:")
    for nth, way in enumerate(place.ways):
        lines += [f"      - id: w{nth}", f"        label: {way.label}"]
        if way.tests:
            lines.append(f"        if: {_ours(way.tests)}")
        changes = ", ".join(_our_change(tale, change) for change in way.changes)
        if changes:
            lines.append(f"        do: [{changes}]")
        if way.after:
            lines += ["        after: |", f"          {way.after}"]
        if way.target < len(tale.places):
            lines.append(f"        then: s{way.target}")
        else:
            lines += _our_endings(tale)
    return "\n".join(lines) + "\n"


def _endings_in_yaml(tale: Tale) -> str:
    """The endings."""
    lines = ["endings:"]
    for ending in endings_of(tale):
        lines += [f"  {ending}:", f"    title: {ending.replace('_', ' ').capitalize()}"]
        lines += ["    text: |", f"      It is over, and {ending.replace('_', ' ')}."]
    return "\n".join(lines) + "\n"


def endings_of(tale: Tale) -> tuple[str, ...]:
    """The ids of the endings, the last one where none of the tests holds."""
    return ENDINGS[len(ENDINGS) - 1 - len(tale.tests) :]


def _our_endings(tale: Tale) -> list[str]:
    """The way of a choice that leads to the endings."""
    *tested, last = endings_of(tale)
    if not tested:
        return [f"        then: {last}"]
    lines = ["        then:"]
    for ending, tests in zip(tested, tale.tests, strict=True):
        lines.append(f"          - {{if: {_ours(tests)}, then: {ending}}}")
    return [*lines, f"          - {last}"]


def _ours(tests: tuple[Test, ...]) -> str:
    """Conditions in our format."""
    return " and ".join(
        f"{test.name} {test.operator} {test.value}"
        if test.operator
        else ("" if test.value else "not ") + test.name
        for test in tests
    )


def _our_change(tale: Tale, change: Change) -> str:
    value = str(change.value)
    if change.name in tale.flags:
        value = "true" if change.value else "false"
    return f"{change.name} {change.operator} {value}"


def main() -> int:
    """Write one story."""
    parser = argparse.ArgumentParser(description="Write a story of a given size.")
    parser.add_argument("size", type=int, help="how many scenes")
    parser.add_argument("folder", type=Path, help="where it goes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--local", action="store_true", help="in chapters with their own variables")
    parser.add_argument("--ink", action="store_true", help="write story.ink beside it")
    arguments = parser.parse_args()
    if arguments.size < 2:
        parser.error("a story has at least 2 scenes")
    make = local_tale if arguments.local else tale_of
    tale = make(arguments.size, arguments.seed)
    write_yaml(tale, arguments.folder)
    if arguments.ink:
        from benchmarks.peer_formats import as_ink

        (arguments.folder / "story.ink").write_text(as_ink(tale), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
