"""Words that every account of a run is put in: numbers, lists, the name of the source."""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.story.model import Story

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)


def in_words(number: int) -> str:
    """A number as it stands in a sentence: in words up to twenty."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def things(number: int, one: str, many: str) -> str:
    """How many of something, in words: `three things`."""
    return f"{in_words(number)} {one if number == 1 else many}"


def times(number: int) -> str:
    """How often, in words: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(number) or f"{in_words(number)} times"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts of a sentence in a row: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def signed_number(change: int) -> str:
    """A change with its sign: `+2`, `−1`, `0`."""
    return f"{change:+d}".replace("-", "−") if change else "0"


def changed_words(label: str, now: int, was: int) -> str:
    """A meter that changed, as everywhere in the game: `Money 4, was 6`."""
    return f"{label} {now}, was {was}"


def setting_words(value: str) -> str:
    """The value of a setting, for people: `yes` for `true`, and no underscores."""
    return {"true": "yes", "false": "no"}.get(value, value.replace("_", " "))


def source_title(story: Story) -> str:
    """What a story stands on, by its title if it gives one: `“The article”`, or `the source`."""
    title = " ".join(story.info.grounded_in.get("title", "").split())
    return f"“{title}”" if title else "the source"


def source_told(story: Story) -> str:
    """Whose paragraphs the numbers in a ledger are, as a sentence."""
    grounds = story.info.grounded_in
    rest = [" ".join(grounds.get(key, "").split()) for key in ("publisher", "year")]
    named = ", ".join([source_title(story), *(part for part in rest if part)])
    return f"The paragraphs are those of {named}."


def on_one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())
