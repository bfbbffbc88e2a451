"""The meters, open: what they mean, how they went, and one decision of the way pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.debrief.run.courses import Courses, courses_of
from borderpost.engine.picturing import picture_of
from borderpost.engine.run import Run
from borderpost.terminal.keys.commands import BACK, PICTURE, TABLE, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.course_chart import CourseChart
from borderpost.terminal.papers.meters_page import course_blocks, meters_blocks
from borderpost.terminal.papers.run_frame import RunFrame
from borderpost.terminal.papers.story_picture import StoryPicture
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
    """What the meters mean, what the story's picture shows of them, and how they went so far."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([PICTURE])]

    picture = getters.query_one(StoryPicture)

    def __init__(self, run: Run) -> None:
        """The run whose meters they are."""
        super().__init__(run, courses_of(run.program, run.path))

    def compose(self) -> ComposeResult:
        """What they mean first, below it the story's picture, and the chart if there is one."""
        with Reading():
            yield Page(meters_blocks(self.run.view().meters))
            picture = StoryPicture(picture_of(self.run.program, self.run.state))
            yield picture
            chart = CourseChart(self.courses)
            chart.display = bool(self.courses.meters and self.courses.stops)
            yield chart
            yield Page(course_blocks(self.courses), id="below")
        wanted = ((DECISIONS, chart.display), (PICTURE, picture.display))
        yield KeyLine([*(command for command, is_there in wanted if is_there), *BACK])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a story with a picture has one to be seen."""
        if action == "picture" and not self.picture.display:
            return False
        return super().check_action(action, parameters)

    def action_picture(self) -> None:
        """Scroll to where the picture is seen, as much of it as can be."""
        if self.reading is not None:
            self.reading.reveal(self.picture.virtual_region)
