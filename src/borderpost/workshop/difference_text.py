"""What differs between two versions of a story, as a colleague would sum it up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from borderpost.debrief.wording import listed
from borderpost.proof.contracts import limit_told
from borderpost.proof.versions.change import Change
from borderpost.proof.versions.changes import WORDS, Changes
from borderpost.workshop.differing import Difference
from borderpost.workshop.drawings.text import paragraph
from borderpost.workshop.drawings.wording import one_line
from borderpost.workshop.fates import Fate, counted, those

if TYPE_CHECKING:
    from borderpost.proof.versions.moved import MovedOdds

MOST_NAMED = 8
"""So many parts are named in a row; of more, the first and how many more there are."""

FOLLOWED = ("scene", "ending", "choice", "question", "option")
"""Parts that saved runs hang on."""

HEADINGS = (
    ("way on", "Leads elsewhere"),
    ("condition", "Offered under other conditions"),
    ("cost", "Costs something else"),
    ("effects", "Does something else"),
    ("later effects", "Brings something else later"),
)
"""What stands in a section of its own, with its heading, most important first."""

MOST_DIGITS = 4
"""Digits behind the point of a share in per cent, at the most."""

PLURALS = {"policy": "policies", "story": "stories"}
"""Names of parts that take more than an s."""


def difference_text(found: Difference) -> str:
    """The summary: what breaks first, then what is gone, new, and different, then words."""
    old, new = found.old.info, found.new.info
    shown = found.changes.shown
    versions = f", version {old.version} to {new.version}" if old.version != new.version else ""
    lines = paragraph(f"What changed in “{new.title}” ({new.id}{versions}):")
    sections = [
        _saves(found.fates) if found.fates is not None else (),
        _odds(found.odds) if found.odds is not None else (),
        *_sections(shown),
        _words(shown),
    ]
    if not shown:
        sections.append(_nothing(found.changes))
    unseen = [each for each in found.changes.found if not each.shown and each.what != "version"]
    sections.append(_for_authors(unseen))  # the version stands in the first line
    sections.append(_hashes(found.changes))
    for section in map(list, sections):
        if section:
            lines += ["", *section]
    return "\n".join(lines) + "\n"


# --- What a player could notice -------------------------------------------------------------------


def _sections(changes: Sequence[Change]) -> Iterator[Iterable[str]]:
    """Everything but words, by how much it matters."""
    yield _changed("The story as a whole", [each for each in changes if each.part == "story"])
    parts = [each for each in changes if each.part != "story" and each.what != WORDS]
    yield _removed([each for each in parts if each.kind == "removed"])
    yield _renamed([each for each in parts if each.kind == "renamed"])
    yield _grouped("Added", [each for each in parts if each.kind == "added"], lambda _: "")
    for what, heading in HEADINGS:
        yield _changed(heading, [each for each in parts if each.what == what], what)
    named = {what for what, _ in HEADINGS}
    others = [each for each in parts if each.kind == "changed" and each.what not in named]
    yield _changed("Otherwise different", others)


def _removed(changes: Sequence[Change]) -> Iterator[str]:
    """What is gone, and whether the story says where old plays go on."""

    def then(change: Change) -> str:
        if change.part not in FOLLOWED:
            return ""
        if not change.after:
            return "nothing says where old plays go on"
        return f"old plays go on {'' if ' ' in change.after else 'at '}{change.after}"

    yield from _grouped("Removed", changes, then)
    if any(change.part in FOLLOWED and not change.after for change in changes):
        mend = "`was:` says that a part was only renamed, `removed:` where old plays go on."
        yield from paragraph(mend, "  ")


def _renamed(changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield "Renamed"
    for change in changes:
        yield from paragraph(f"{change.part} {change.before}: now {change.id}", "  ", "    ")


def _grouped(heading: str, changes: Iterable[Change], note: Callable[[Change], str]) -> list[str]:
    """Parts of one kind, and with one note, in a row."""
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        groups.setdefault((change.part, note(change)), []).append(change.id)
    lines = [heading] if groups else []
    for (part, noted), names in groups.items():
        told = f"{_counted(part, len(names))}: {', '.join(names)}"
        lines += paragraph(f"{told} ({noted})" if noted else told, "  ", "    ")
    return lines


def _changed(heading: str, changes: Iterable[Change], told_above: str = "") -> list[str]:
    """Changes one by one, with what each was and is; what the heading tells is not repeated."""
    lines: list[str] = []
    for change in changes:
        if change.what == WORDS:
            continue
        name = change.id if change.part == "choice" else f"{change.part} {change.id}".strip()
        name = change.part if change.part == "contract" else name
        what = "" if change.what == told_above else change.what
        told = f"{name}, {what}" if what and change.id else what or name
        if change.before or change.after:
            told += f": was {change.before or 'nothing'}; now {change.after or 'nothing'}"
        lines += paragraph(told, "  ", "    ")
    return [heading, *lines] if lines else []


def _words(changes: Iterable[Change]) -> list[str]:
    """Which parts say something else: counted and named, not quoted."""
    groups: dict[str, list[str]] = {}
    for change in changes:
        if change.what == WORDS:
            groups.setdefault(change.part, []).append(change.id)
    lines = ["Words that changed"] if groups else []
    for part, names in groups.items():
        if part == "story":
            told = "what is told before and after play"
        else:
            told = f"{_counted(part, len(names))}: {_some(names)}"
        lines += paragraph(told, "  ", "    ")
    return lines


# --- What saved runs and checks notice ------------------------------------------------------------


def _saves(fates: Sequence[Fate]) -> Iterator[str]:
    """What becomes of saved runs: those that break one by one, the others counted."""
    if not fates:
        yield "Saved runs: none of this story is there."
        return
    counts = counted(fates)
    words = {
        "breaks": "breaks" if counts["breaks"] == 1 else "break",
        "kept": "can be played on",
        "broken": "could not be followed before either",
        "damaged": "had a damaged file before",
    }
    told = [f"{counts[fate]} {said}" for fate, said in words.items() if counts[fate]]
    yield from paragraph(f"Saved runs, {len(fates)} of this story: {listed(told)}.")
    for fate in those(fates, "breaks"):
        yield from paragraph(f"{fate.handle}: {fate.why}.", "  ", "    ")


def _odds(odds: MovedOdds) -> Iterator[str]:
    """The shares of endings that moved, and of which players that is not known."""
    one = odds.tried <= 1
    unknown = [(each.player, each.settings) for each in odds.uncounted]
    moved = [each for each in odds.moved if (each.player, each.settings) not in unknown]
    if moved:
        yield "Odds that moved"
    elif odds.tried and not odds.uncounted:
        yield "Odds: no share of an ending moved."
    for each in moved:
        before, now = _shares(each.before or 0.0, each.now or 0.0)
        who = f"{each.player}{'' if one else _with(each.settings)}"
        told = f"{each.ending}, {who}: was {before}, now {now}"
        yield from paragraph(told, "  ", "    ")
    if odds.uncounted:
        yield "Odds that could not be compared, since they were not counted to the end"
    for player in odds.uncounted:
        told = f"{player.player}{'' if one else _with(player.settings)}"
        told += f", in the {player.version} version"
        yield from paragraph(f"{told}: {limit_told(player.limit)}", "  ", "    ")


def _with(settings: Mapping[str, str]) -> str:
    """The settings in which shares were counted."""
    return f" ({', '.join(f'{name}: {value}' for name, value in settings.items())})"


def _shares(before: float, now: float) -> tuple[str, str]:
    """Two shares in as many digits as it takes to tell them apart."""
    told = ("", "")
    for digits in range(1, MOST_DIGITS + 1):
        told = f"{100 * before:.{digits}f} %", f"{100 * now:.{digits}f} %"
        if told[0] != told[1]:
            break
    return told


def _for_authors(changes: Sequence[Change]) -> list[str]:
    """What only checks and authors notice: one by one where it can be quoted, else named."""
    spelled = [each for each in changes if each.before or each.after]
    lines = _changed("", spelled, "terms")[1:]
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change not in spelled:
            name = f"“{change.id}”" if change.part in ("contract", "test") else change.id
            groups.setdefault((change.part, change.kind), []).append(name)
    for (part, kind), names in groups.items():
        lines += paragraph(f"{_counted(part, len(names))} {kind}: {_some(names)}", "  ", "    ")
    return ["For checks and authors only", *lines] if lines else []


def _nothing(changes: Changes) -> list[str]:
    """What to say where a player notices nothing."""
    told = "Nothing a player could notice."
    if not changes.same_prose:
        told += " Only lines are broken otherwise, or names changed that nobody is shown."
    return paragraph(told)


def _hashes(changes: Changes) -> list[str]:
    """Whether the marks that saved runs carry are still the same, and what follows from that."""
    prose = "equal" if changes.same_prose else "differs"
    if changes.same_logic:
        told = f"Logic hash: equal, so saved runs go on as they are. Prose hash: {prose}."
    else:
        told = (
            f"Logic hash: differs, so saved runs are followed decision by decision. "
            f"Prose hash: {prose}."
        )
    return paragraph(told)


def _counted(part: str, number: int) -> str:
    return f"{number} {part if number == 1 else PLURALS.get(part, f'{part}s')}"


def _some(names: Sequence[str]) -> str:
    """Names in a row, the first of them where there are many."""
    more = len(names) - MOST_NAMED
    if more > 1:
        return one_line(f"{', '.join(names[:MOST_NAMED])} and {more} more")
    return one_line(", ".join(names))
