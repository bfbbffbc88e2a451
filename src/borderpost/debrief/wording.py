"""Numbers as they stand in sentences."""

from __future__ import annotations

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)


def in_words(number: int) -> str:
    """A number as it stands in a sentence: in words up to twenty."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)
