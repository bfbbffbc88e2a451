"""The meters, open: what they mean, how they went, and one decision of the way pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.debrief.courses import Courses, courses_of
from borderpost.engine.run import Run
from borderpost.terminal.keys.commands import BACK, TABLE, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.course_chart import CourseChart
from borderpost.terminal.papers.meters_page import course_blocks, meters_blocks
from borderpost.terminal.papers.run_frame import RunFrame
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading

DECISIONS = TABLE[1]._replace(shown="← →", name="decisions", rank=60)
"""How the line of keys tells that the arrows go from decision to decision."""


class CourseScreen(RunFrame[int]):
    """A screen with the chart of the meters, whose pointer the arrows and the mouse move."""

    CSS_PATH = Path(__file__).with_name("debrief.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK), *bindings(TABLE)]

    chart = getters.query_one(CourseChart)

    def __init__(self, run: Run, courses: Courses) -> None:
        """The run, and how its meters went."""
        super().__init__(run)
        self.courses = courses

    def action_back(self) -> None:
        """Go back to where one was."""
        self.dismiss(-1)

    def action_point(self, number: str) -> None:
        """Point at a decision, and see it."""
        if self.chart.point(int(number)):
            self.reveal_chart()

    def action_across(self, by: int) -> None:
        """Point at the decision before or after."""
        self.go_along(by)

    def go_along(self, by: int) -> bool:
        """Point at the decision before or after; False where there is none."""
        if not self.chart.display or not self.chart.point(self.chart.pointed + by):
            return False
        self.reveal_chart()
        return True

    def reveal_chart(self) -> None:
        """Scroll to where the chart is seen, or in a low window what the decision changed."""
        if self.reading is None:
            return
        whole = self.chart.virtual_region
        if whole.height > self.reading.scrollable_content_region.height:
            told = self.chart.lines_told()
            whole = self.reading.virtual_region_of(whole.bottom - told, whole.bottom)
        self.reading.reveal(whole)


class MetersScreen(CourseScreen):
    """What the meters mean, and how they went so far."""

    def __init__(self, run: Run) -> None:
        """The run whose meters they are."""
        super().__init__(run, courses_of(run.program, run.path))

    def compose(self) -> ComposeResult:
        """What they mean first, the chart below it where there is something to draw."""
        with Reading():
            yield Page(meters_blocks(self.run.view().meters))
            chart = CourseChart(self.courses)
            chart.display = bool(self.courses.meters and self.courses.stops)
            yield chart
            yield Page(course_blocks(self.courses), id="below")
        yield KeyLine((DECISIONS, *BACK) if chart.display else BACK)
