"""The debrief of a class as a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borderpost.debrief.cohort.files import FilesTold
from borderpost.debrief.cohort.shown import ClassReport
from borderpost.debrief.pages import charts
from borderpost.debrief.pages.environment import markdown, page
from borderpost.debrief.wording import listed


class MatrixRow(NamedTuple):
    """A card: for each decision, how many had opened it of those who had it; None: nobody had."""

    name: str
    cells: tuple[tuple[int, int] | None, ...]


class Matrix(NamedTuple):
    """Which cards were opened before which decision; the columns are numbers of decisions."""

    columns: tuple[int, ...]
    rows: tuple[MatrixRow, ...]


def class_page(report: ClassReport, told: tuple[FilesTold, ...]) -> str:
    """The page of a class; `told` is what is to be said of the files it was read from."""
    return page("class.html.j2", charts=charts, **_data(report, told))


def class_text(report: ClassReport, told: tuple[FilesTold, ...]) -> str:
    """The same in Markdown."""
    return markdown("class.md.j2", **_data(report, told))


def _data(report: ClassReport, told: tuple[FilesTold, ...]) -> dict[str, object]:
    """What both show."""
    return {
        "language": report.language,
        "report": report,
        "matrix": card_matrix(report),
        "contents": tuple(_contents(report, told)),
        "told": told,
        "listed": listed,
    }


def card_matrix(report: ClassReport) -> Matrix:
    """The cards by decisions, the cards in the order in which they came."""
    names = dict.fromkeys(card.name for split in report.splits for card in split.cards)
    at = [{card.name: (card.opened, card.had) for card in split.cards} for split in report.splits]
    rows = tuple(MatrixRow(name, tuple(cards.get(name) for cards in at)) for name in names)
    return Matrix(tuple(split.number for split in report.splits), rows)


def _contents(report: ClassReport, told: tuple[FilesTold, ...]) -> Iterable[tuple[str, str]]:
    """The sections that the page has, by their anchors."""
    sections = (
        ("first", "First, out of the role", report.out_of_role),
        ("splits", "Where you split", report.splits),
        ("endings", "Where it ended", True),
        ("signed", "What was signed", report.report),
        ("discuss", "To talk about", report.discuss),
        ("review", "After action", True),
        ("judged", "What the text itself decides", report.keyed or report.cells),
        ("estimates", "The estimate, before and after", report.estimates),
        ("cards", "What was opened before which decision", any(s.cards for s in report.splits)),
        ("told", "What you were told", report.ledger),
        ("meters", "Where the meters stood at the end", report.meters),
        ("files", "The files", told),
    )
    return ((name, title) for name, title, has in sections if has)
