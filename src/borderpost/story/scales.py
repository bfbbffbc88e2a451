"""The built-in scales that a question may use instead of options of its own.

Every scale is a tuple of option ids and labels, from one end to the other.
"""

from __future__ import annotations

RELIABILITY = (
    ("A", "Completely reliable"),
    ("B", "Usually reliable"),
    ("C", "Fairly reliable"),
    ("D", "Not usually reliable"),
    ("E", "Unreliable"),
    ("F", "Reliability cannot be judged"),
)
"""How far a speaker can be relied on: the letters of the NATO grading (STANAG 2511, AJP-2.1), known
as the Admiralty code; it grades the source and says nothing of the statement."""

CREDIBILITY = (
    ("1", "Confirmed by others"),
    ("2", "Probably true"),
    ("3", "Possibly true"),
    ("4", "Doubtful"),
    ("5", "Improbable"),
    ("6", "Truth cannot be judged"),
)
"""How far a statement can be believed: the numbers of the same NATO grading, given apart from the
letter, since a poor source may be right and a good one mistaken."""

LIKELIHOOD = (
    ("almost_no_chance", "almost no chance (1-5 %)"),
    ("very_unlikely", "very unlikely (5-20 %)"),
    ("unlikely", "unlikely (20-45 %)"),
    ("roughly_even", "roughly even (45-55 %)"),
    ("likely", "likely (55-80 %)"),
    ("very_likely", "very likely (80-95 %)"),
    ("almost_certain", "almost certain (95-99 %)"),
)
"""The words for likelihood and their per cent of Intelligence Community Directive 203 (Analytic
Standards, Office of the Director of National Intelligence, 2015)."""

CERTAINTY = (
    ("1", "Not sure"),
    ("2", "Fairly sure"),
    ("3", "Sure"),
)
"""How sure someone is of an answer of their own: three steps, since more are rarely told apart."""

SURE = 3
"""The certainty of someone who is sure."""

SCALES: dict[str, tuple[tuple[str, str], ...]] = {
    "reliability": RELIABILITY,
    "credibility": CREDIBILITY,
    "likelihood": LIKELIHOOD,
    "certainty": CERTAINTY,
}
"""Every scale by the name that `scale:` takes."""


def likelihood_words(likelihood: str) -> str:
    """A word of the likelihood scale, by its id, with its per cent: `likely, 55-80 %`; or none."""
    label = dict(LIKELIHOOD).get(likelihood, "")
    return label.replace(" (", ", ").removesuffix(")")
