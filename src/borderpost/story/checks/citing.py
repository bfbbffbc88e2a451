"""Checks of what is told without a fact: figures, real people, and facts that nothing cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from borderpost.story.checks.facts import CITABLE
from borderpost.story.checks.markup import place_in
from borderpost.story.checks.parts import StoryParts
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Source, Story, Text, TextBlock

MOST_NAMED = 3
"""How many figures of one paragraph are named in its finding."""

_CITED = re.compile(r"\[([A-Z][A-Za-z]*[0-9]+)\]")
_DIGITS = re.compile(r"(?<![\w:.,$€£¥₽])[$€£¥₽]?\d+(?:[.,]\d+)*(?!\d*:\d)(?:[ ]?%|\w*)")
"""What counts as a figure in digits: any, but for the hour of the day, as 9:30."""
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_TO_TWELVE = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LARGE = (
    r"(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?"
    rf"|(?:{_TENS})(?:y|ies|ieth)"
    r"|(?:hundred|thousand|million|billion)(?:s|th)?|dozens"
)
_IN_ENGLISH = re.compile(
    rf"\b(?:"
    rf"(?:(?:{_TO_TWELVE})[\s-]+)?(?:{_LARGE})(?:[\s-]+(?:and\s+)?(?:{_TO_TWELVE}|{_LARGE}))*"
    rf"|(?:[\w.,-]+\s+)?per\s?cent"
    rf"|(?:{_TO_TWELVE})\s+(?:dollar|euro|rouble|ruble|franc|pound|cent)s?"
    r")\b",
    re.IGNORECASE,
)
"""What counts as a figure in English words: above twelve, per cent, or money."""

_MAYBE_DIGITS = re.compile(r"(?<!\w)\d")
_MAYBE_WORDS = (
    "teen",
    "cent",
    *(f"{tens}y" for tens in _TENS.split("|")),
    *(f"{tens}ie" for tens in _TENS.split("|")),
    *("hundred", "thousand", "illion", "dozens"),
    *("dollar", "euro", "ouble", "ruble", "franc", "pound"),
)
"""One look for these spares most texts the search for figures."""

_MAY_BE_SEVERAL = re.compile(r"^[ ]*(?:[>-]|$)", re.MULTILINE)
"""Where a paragraph may begin or end within a text; one look that spares most texts the walk."""

_ASIDE = re.compile(r"[,;(/]| and | of | for ")
"""Where the name of a person ends and more is said of them."""


def check_citing(story: Story, parts: StoryParts, findings: Findings) -> None:
    """Report what a story that stands on facts tells without one, and facts it has no use for."""
    if not story.facts:
        return
    _check_uncited(story, parts, findings)
    _check_unknowns(story, findings)
    people = _people(story)
    is_english = story.info.language.lower().startswith("en")
    for text in _told_in(story):
        for block in text:
            if people is not None and people.search(block.prose):
                _check_people(block, people, findings)
            if _may_hold_figures(block.prose, is_english=is_english):
                _check_figures(block, findings, is_english=is_english)
    for source in story.sources.values():
        if source.named:
            _check_words_of(source, findings)


def _check_uncited(story: Story, parts: StoryParts, findings: Findings) -> None:
    """Report facts that no text, card, sentence or ending names."""
    cited = {name for block in parts.blocks for name in _CITED.findall(block.prose)}
    for source in story.sources.values():
        cited.update(source.context)
        said = (source.role, source.access, source.motive, source.track_record, source.answers)
        cited.update(name for words in said for name in _CITED.findall(words))
    for ending in story.endings.values():
        cited.update(ending.facts, ending.unknowns)
    for scene in story.scenes.values():
        for question in scene.asked:
            cited.update(name for option in question.options for name in option.cites)
    for fact in story.facts.values():
        if fact.id not in cited and CITABLE.fullmatch(fact.id):
            findings.add(
                "BP607",
                fact.at,
                f"nothing cites {fact.id}",
                f"cite it where it is told, as [{fact.id}], or take it out",
                width=len(fact.id),
            )


def _check_unknowns(story: Story, findings: Findings) -> None:
    """Report endings that name nothing which nobody knew."""
    for ending in story.endings.values():
        if not ending.unknowns:
            findings.add(
                "BP606",
                ending.at,
                f"the ending '{ending.id}' names nothing that nobody knew",
                "add `unknowns:` with facts of the mark unknown, or with what was left open",
                width=len(ending.id),
            )


def _told_in(story: Story) -> Iterator[Text]:
    """The prose of scenes and endings: what is told, and not what is offered to be said."""
    for scene in story.scenes.values():
        yield scene.text
        if scene.report is not None:
            yield scene.report.opens
        for question in scene.asked:
            yield from (option.feedback for option in question.options)
        for choice in scene.choices:
            yield choice.after
            yield from (later.text for later in choice.later)
    for ending in story.endings.values():
        yield from (ending.text, ending.bought, ending.cost)


def _check_figures(block: TextBlock, findings: Findings, *, is_english: bool) -> None:
    """Report figures in paragraphs that cite nothing, once a paragraph."""
    for start, paragraph in paragraphs_of(block.prose):
        if _CITED.search(paragraph):
            continue
        figures = _figures(paragraph, is_english=is_english)
        if figures:
            named = ", ".join(f"'{' '.join(each[0].split())}'" for each in figures[:MOST_NAMED])
            more = f" and {len(figures) - MOST_NAMED} more" if len(figures) > MOST_NAMED else ""
            mend = "cite the fact that holds it, as [F16], or say it without a figure"
            message = f"{named}{more} in a paragraph that cites no fact"
            _report(
                "BP608", block, (start + figures[0].start(), figures[0][0]), message, mend, findings
            )


def _may_hold_figures(prose: str, *, is_english: bool) -> bool:
    """Whether a text is worth the search for figures."""
    return _MAYBE_DIGITS.search(prose) is not None or (is_english and _may_hold_words(prose))


def _may_hold_words(prose: str) -> bool:
    """Whether a text is worth the slow search for figures in words."""
    lower = prose.lower()
    return any(part in lower for part in _MAYBE_WORDS)


def _figures(paragraph: str, *, is_english: bool) -> list[re.Match[str]]:
    """The figures of a paragraph in order, none within another."""
    found = list(_DIGITS.finditer(paragraph))
    if is_english and _may_hold_words(paragraph):
        found += _IN_ENGLISH.finditer(paragraph)
    found.sort(key=lambda each: (each.start(), -each.end()))
    apart: list[re.Match[str]] = []
    for each in found:
        if not apart or each.start() >= apart[-1].end():
            apart.append(each)
    return apart


def _check_people(block: TextBlock, people: re.Pattern[str], findings: Findings) -> None:
    """Report real people in paragraphs that cite nothing, once a paragraph."""
    for start, paragraph in paragraphs_of(block.prose):
        found = people.search(paragraph)
        if found is not None and not _CITED.search(paragraph):
            name = " ".join(found[0].split())
            message = f"'{name}' is a real person, and this paragraph cites no fact"
            mend = "cite the fact that reports this, as [F16], or tell it of somebody invented"
            _report("BP609", block, (start + found.start(), found[0]), message, mend, findings)


def _check_words_of(source: Source, findings: Findings) -> None:
    """Report what the card of a real person says beside its facts."""
    for block in source.says:
        for start, paragraph in paragraphs_of(block.prose):
            if not _CITED.search(paragraph):
                message = f"'{source.id}' is a real person, and these words cite no fact"
                mend = "cite the fact that reports them, as [F16], or take them out"
                _report("BP609", block, (start, paragraph), message, mend, findings)


def _report(
    code: str,
    block: TextBlock,
    part: tuple[int, str],
    message: str,
    mend: str,
    findings: Findings,
) -> None:
    """Report a part of a block, given by where it begins and its words, as far as its line goes."""
    offset, words = part
    width = len(words.partition("\n")[0].rstrip())
    at = place_in(block.prose, block.at, offset, width, findings)
    findings.add(code, at, message, mend, width=width)


def _people(story: Story) -> re.Pattern[str] | None:
    """A pattern for the names of the real people among the sources; None where there are none."""
    names: dict[str, None] = {}
    for source in story.sources.values():
        words = _ASIDE.split(source.name)[0].split() if source.named else []
        if words:
            names[r"[\s>]+".join(map(re.escape, words))] = None
            capital = [word for word in words if word[0].isupper()]
            names[re.escape(capital[-1] if capital else words[-1])] = None
    if not names:
        return None
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def paragraphs_of(prose: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text as they stand in it, each with where it begins."""
    whole = prose.rstrip()
    if not _MAY_BE_SEVERAL.search(whole):
        yield 0, whole
        return
    start = offset = 0
    kind = ""
    for line in [*prose.split("\n"), ""]:
        words = line.strip()
        own = "" if not words else ">" if words.startswith(">") else "text"
        begins = own != kind or words.startswith(("- ", "---"))
        if begins and kind:
            yield start, prose[start : offset - 1]
        if begins or not kind:
            start = offset
        kind = own
        offset += len(line) + 1
