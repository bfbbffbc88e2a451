"""Pages of a run, and of a class of it, in which the same was typed wherever one can."""

from __future__ import annotations

from pathlib import Path

from borderpost.debrief.cohort.files import files_told
from borderpost.debrief.cohort.gathering import Told
from borderpost.debrief.cohort.report import class_report, questions_anew
from borderpost.debrief.cohort.shown import ClassReport
from borderpost.debrief.cohort.tally import Tally
from borderpost.debrief.pages.class_page import class_page
from borderpost.debrief.pages.run_page import run_page
from borderpost.debrief.run.transcript import Known
from borderpost.debrief.together.notes import DISSENT, play_as, vote
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from tests.debrief.cohort.classes import account, begun
from tests.stories import play

PLAYED = ("snow=yes@3", "snow=no@1", "guess=few", "desk.look", "yard.back", "desk.take")
SENT = ("guess_again=many", "weather=iced", "form.send")


def run_of(folder: Path, program: Program, says: str) -> tuple[Path, Run]:
    """A run in which the same was typed wherever one can."""
    with begun(folder, program) as one:
        play_as(one.run, "pair")
        vote(one.run, {"take": 3})
        play(one.run, PLAYED[:-1])
        one.run.note(DISSENT, {"choice": "take", "says": says})
        play(one.run, PLAYED[-1:])
        play(one.run, SENT)
        for name in ("why", "next"):
            one.run.note("after_action", {"question": name, "answer": says})
    return one.path, one.run


def report_of(path: Path, program: Program) -> ClassReport:
    tally = Tally(questions_anew(program.story))
    for _ in range(6):
        tally.add(account(path, program))
    return class_report(program.story, tally)


def pages(folder: Path, program: Program, says: str) -> list[str]:
    path, run = run_of(folder, program, says)
    told = files_told(
        [Told(says, f"a run of another story, “{says}”"), Told(says, says, counts=True)]
    )
    return [
        class_page(report_of(path, program), told),
        run_page(run, Known(says, says), (says,)),
    ]
