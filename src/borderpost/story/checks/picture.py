"""Checks of a picture: that its drawing fits and can be drawn, and that marks and places meet."""

from __future__ import annotations

from borderpost.story.checks.markup import place_in
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Picture
from borderpost.story.picture import MARK, MOST_COLUMNS, MOST_LINES, can_be_drawn
from borderpost.story.prose import parse_prose


def check_picture(picture: Picture, findings: Findings) -> None:
    """Report what is wrong with a story's picture as a whole."""
    _check_size(picture, findings)
    _check_signs(picture, findings)
    _check_marks(picture, findings)
    _check_citations(picture, findings)


def _check_size(picture: Picture, findings: Findings) -> None:
    """Report a drawing that is too wide or too high, once."""
    bound = f"{MOST_COLUMNS} columns by {MOST_LINES} lines"
    mend = f"make it smaller: {bound} fit every window that it is drawn in"
    for number, line in enumerate(picture.drawing):
        if len(line) > MOST_COLUMNS:
            message = f"this line has {len(line)} columns; {MOST_COLUMNS} are the most"
            _add(picture, findings, "BP180", (number, MOST_COLUMNS, 1), message, mend)
            return
    if len(picture.drawing) > MOST_LINES:
        message = f"this drawing has {len(picture.drawing)} lines; {MOST_LINES} are the most"
        width = len(picture.drawing[MOST_LINES])
        _add(picture, findings, "BP180", (MOST_LINES, 0, width), message, mend)


def _check_signs(picture: Picture, findings: Findings) -> None:
    """Report the first character of a drawing that takes another room than one cell."""
    for number, line in enumerate(picture.drawing):
        column = next((at for at, sign in enumerate(line) if not can_be_drawn(sign)), -1)
        if column >= 0:
            sign = line[column]
            what = "a tab" if sign == "\t" else repr(sign)
            mend = "draw with ASCII, letters, and lines such as ─ │ ═ ║"
            message = f"{what} cannot be drawn on every terminal"
            _add(picture, findings, "BP183", (number, column, 1), message, mend)
            return


def _check_marks(picture: Picture, findings: Findings) -> None:
    """Report places that are not in the drawing, and marks in it that are no place's.

    A drawing, or a mark, that could not be read is told already: others are not measured by it.
    """
    if not picture.drawing:
        return
    marks = [
        (found[1], number, found.start())
        for number, line in enumerate(picture.drawing)
        for found in MARK.finditer(line)
    ]
    drawn = [mark for mark, _, _ in marks]
    taken: set[str] = set()
    for place in picture.places:
        mark, width = place.mark, max(len(place.mark), 1)
        if not mark:
            continue
        if not MARK.fullmatch(f"({mark})"):
            message = f"{mark!r} is no mark"
            mend = "write one letter or digit here, and the same in round brackets in the drawing"
        elif mark in taken:
            message = f"another place already has the mark {mark}"
            mend = "give each place a mark of its own"
        elif drawn.count(mark) > 1:
            message = f"({mark}) stands in the drawing more than once"
            mend = "leave it in one place"
        elif mark not in drawn:
            message = f"({mark}) does not stand in the drawing"
            mend = f"write ({mark}) where the place is"
        else:
            message = mend = ""
        if message:
            findings.add("BP181", place.mark_at, message, mend, width=width)
        taken.add(mark)
    all_read = picture.places and all(place.mark for place in picture.places)
    for mark, number, column in marks if all_read else ():
        if mark not in taken:
            message = f"({mark}) is the mark of no place"
            mend = f"add a place with `at: {mark}`, or draw something else"
            _add(picture, findings, "BP181", (number, column, 3), message, mend)


def _check_citations(picture: Picture, findings: Findings) -> None:
    """Report readings that cite: who looks at a picture has met nothing."""
    for place in picture.places:
        for reading in place.readings:
            for block in reading.says:
                spans = [span for part in parse_prose(block.prose) for span in part.spans]
                cited = next((span.text for span in spans if span.fact), "")
                if cited:
                    at = place_in(block.prose, block.at, block.prose.find(cited), 1, findings)
                    message = f"a picture cites nothing, and here stands {cited}"
                    mend = "cite the fact in a scene, where it is met and kept"
                    findings.add("BP184", at, message, mend, width=len(cited))


def _add(
    picture: Picture,
    findings: Findings,
    code: str,
    spot: tuple[int, int, int],
    message: str,
    mend: str,
) -> None:
    """Report something at a line and a column of the drawing, so many characters wide."""
    number, column, width = spot
    drawing = "\n".join(picture.drawing)
    offset = sum(len(line) + 1 for line in picture.drawing[:number]) + column
    at = place_in(drawing, picture.drawn_at, offset, width, findings)
    findings.add(code, at, message, mend, width=width if at != picture.drawn_at else 1)
