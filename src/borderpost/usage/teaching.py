"""How one teaches: `debrief` and `guide`."""

from __future__ import annotations

from argparse import ArgumentParser

from borderpost.usage.arguments import add_saves, add_story
from borderpost.usage.call import Usage


def _add_debrief(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("runs", nargs="+", metavar="SAVE", help="runs by handle or file, or a folder of them")
    add("--story", metavar="STORY", help="the story, if it is none of those found; only its runs")
    add_saves(parser)
    add(
        "--format",
        dest="form",
        choices=("html", "md", "csv", "json", "xapi"),
        default="html",
        help="html: a page for a browser (as it is without this); md: a text; csv: tables; json; "
        "xapi: statements for a learning record store",
    )
    add(
        "--out",
        metavar="FILE",
        help="the file to write, for csv the folder (- is the output)",
    )


DEBRIEF = Usage(
    "the debrief of a run, or of a class",
    """\
Write the debrief of one run, or of all runs in a folder as those of a class:
where they split, where they ended, what they were told and how far it is
shown, what was opened, judged and signed, and questions to talk about.

As a page (STORY-debrief.html) it is one file with nothing from outside, to be
opened in any browser and printed. Files that are no runs of the story, or the
same run twice, are left out and told; unfinished runs count.""",
    (
        "borderpost debrief class",
        "borderpost debrief amber-heron-17 --out mine.html",
        "borderpost debrief class --format csv --out tables",
    ),
    _add_debrief,
)


def _add_guide(parser: ArgumentParser) -> None:
    add_story(parser)
    add = parser.add_argument
    add("--out", metavar="FILE", help="write to FILE; - is the output")
    add(
        "--part",
        action="append",
        default=[],
        metavar="NAME",
        help="only this part, and others named so: handbook, reported, cards, sheets, notes, paper",
    )


GUIDE = Usage(
    "the teacher's pack to print",
    """\
Write the teacher's pack of a story as one page to print: the handbook with
plans for 45, 60 and 90 minutes, what the source reports, the source cards,
sheets to copy, answer notes, and the game on paper. It is made from the
story's own files and needs no network. It goes to STORY-guide.html in this
folder, with --part to a file named after the part as well; a file of that
name that borderpost did not write is left alone.""",
    (
        "borderpost guide lakkon",
        "borderpost guide mystory --part sheets --part cards --out sheets.html",
    ),
    _add_guide,
)
