"""A story's graph as a picture, drawn by Graphviz where it is installed."""

from __future__ import annotations

import re

from borderpost.story.mendable import Mendable

PROGRAM = "dot"
"""The program of Graphviz that draws from top to bottom."""

MOST_SECONDS = 120.0
"""After so long a drawing is given up: Graphviz may take hours over a very large story."""

OTHER_FORMATS = "take --format dot, mermaid or text, which need no other program"


class NoPicture(Mendable):
    """Graphviz is not there, or could not draw this story."""

    def __init__(self, message: str, mend: str, code: int = 1) -> None:
        """Say what is wrong, what to do, and with which exit code the command ends."""
        super().__init__(message, mend)
        self.code = code


def svg(dot: str, most_seconds: float | None = None) -> str:
    """The picture of a graph in Graphviz's language: one file that asks for no other.

    Raises NoPicture.
    """
    import subprocess
    from shutil import which

    program = which(PROGRAM)
    if program is None:
        raise NoPicture(
            "an SVG is drawn by Graphviz, whose program `dot` is not on the PATH",
            f"install Graphviz, or {OTHER_FORMATS}",
            2,
        )
    seconds = MOST_SECONDS if most_seconds is None else most_seconds
    try:
        ran = subprocess.run(  # noqa: S603 - the program found on the PATH, and no words of a story
            [program, "-Tsvg"],
            input=dot.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoPicture(
            f"Graphviz did not finish the drawing within {seconds:g} seconds, and was ended",
            f"draw one act with --act ACT, or {OTHER_FORMATS}",
        ) from None
    except OSError as error:
        what = error.strerror or str(error)
        raise NoPicture(
            f"Graphviz cannot be started: {what}", f"install it anew, or {OTHER_FORMATS}", 2
        ) from None
    picture = _bare(ran.stdout.decode("utf-8", "replace"))
    if ran.returncode or not picture:
        told = ran.stderr.decode("utf-8", "replace").split("\n", 1)[0].strip()
        raise NoPicture(
            f"Graphviz could not draw the story{f': {told}' if told else ''}", OTHER_FORMATS
        )
    return picture


def _bare(drawn: str) -> str:
    """A drawing from `<svg` on: without a reference to a file elsewhere and its maker's version."""
    begins = drawn.find("<svg")
    if begins < 0:
        return ""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + re.sub(r"<!--.*?-->\n?", "", drawn[begins:], flags=re.DOTALL)
