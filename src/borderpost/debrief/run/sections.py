"""The sections of a debrief in the order they are read: the player's own part first."""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    """A section of a debrief.

    `id` is what it is asked for by, `short` a word for where there is no room for its title, and
    `nothing` what is said where it holds nothing.
    """

    id: str
    title: str
    short: str
    nothing: str = ""


NO_STOPS = "Nothing is decided yet: here stands what your decisions do to the meters."
"""What the section of the meters says before the first decision."""

SUMMARY = Section("summary", "Summary", "Summary")
JUDGED = Section("judged", "What you judged", "Judged", "You judged nothing on this way.")
SIGNED = Section("signed", "What you signed", "Signed", "You signed nothing on this way.")
METERS = Section("meters", "The meters", "Meters", "This story has no meters.")
ENDINGS = Section(
    "endings",
    "What could have changed",
    "Endings",
    "There was nothing to choose between on this way.",
)
TOLD = Section("told", "What you were told", "Told", "You have been told nothing yet.")
OPEN = Section("open", "What nobody knows", "Open", "Nothing that you met is said to be unknown.")
REVIEW = Section(
    "review",
    "After action",
    "Review",
    "At an ending you are asked here what you make of it all.",
)
"""What the player says of it all; last, since it is written with the rest in mind."""

SECTIONS = (SUMMARY, JUDGED, SIGNED, METERS, ENDINGS, TOLD, OPEN, REVIEW)
"""Every section, in order: what the player did, what was told, what the player says of it."""
