"""What the code of a finding means: its page, and the list of all."""

from __future__ import annotations

import textwrap

from borderpost.story.catalogue import RULES, Rule
from borderpost.story.json_text import to_json
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean, one_line

WIDTH = 80

LONGEST_SHOWN = 40
"""How many characters of a code a message repeats."""


class UnknownCode(Mendable):
    """A code that no finding has."""

    def __init__(self, code: str) -> None:
        """Say so, and what code may have been meant."""
        guess = did_you_mean(code.upper(), RULES)
        super().__init__(
            f"no finding has the code '{one_line(code)[:LONGEST_SHOWN]}'{guess}",
            "'borderpost explain' without a code lists them all",
        )


def explained(code: str | None, *, as_json: bool) -> tuple[str, int]:
    """The answer of `explain` for a code (or the list of all, for none), and its exit code.

    Raises UnknownCode.
    """
    if code is None:
        if as_json:
            return to_json([_rule_fields(rule) for rule in RULES.values()]), 0
        return "".join(f"{rule.code} {rule.severity}: {rule.title}\n" for rule in RULES.values()), 0
    rule = RULES.get(code.upper())
    if rule is None:
        raise UnknownCode(code)
    return (to_json(_rule_fields(rule)) if as_json else page_of(rule)), 0


def page_of(rule: Rule) -> str:
    """The page of a rule as text: what it means, an example that shows it, and the mend."""
    lines = [f"{rule.code} {rule.title} ({rule.severity})", ""]
    for paragraph in rule.meaning.strip().split("\n\n"):
        lines += [*textwrap.wrap(paragraph, WIDTH), ""]
    for title, example in (("An example that shows it:", rule.broken), ("Mended:", rule.mended)):
        lines += [title, "", *(f"    {line}".rstrip() for line in example.strip().split("\n")), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rule_fields(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "title": rule.title,
        "meaning": rule.meaning.strip(),
        "broken": rule.broken,
        "mended": rule.mended,
    }
