"""The debrief, open: its sections one at a time, read on from one into the next."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.debrief.run.forks import Forks, forks_of
from borderpost.debrief.run.ledger import ledger
from borderpost.debrief.run.sections import (
    ENDINGS,
    METERS,
    REVIEW as REVIEW_SECTION,
    SECTIONS,
    Section,
)
from borderpost.engine.run import Run
from borderpost.terminal.keys.commands import BACK, REVIEW, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.papers.course_chart import CourseChart
from borderpost.terminal.papers.debrief_pages import section_blocks
from borderpost.terminal.papers.forks_page import fork_blocks
from borderpost.terminal.papers.meters_page import course_blocks
from borderpost.terminal.papers.meters_screen import DECISIONS, CourseScreen
from borderpost.terminal.papers.section_list import SectionList
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block

SECTIONS_KEY = DECISIONS._replace(name="sections")
"""The same for the sections."""


class DebriefScreen(CourseScreen):
    """What a run meant: summed up, judged, signed, its meters, its ways, what was told and is open.

    The arrows and the numbers go from section to section; Space reads on through all of them. A
    click on the chart points at a decision.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings([REVIEW])]

    sections = getters.query_one(SectionList)
    page = getters.query_one("#section", Page)
    below = getters.query_one("#below", Page)

    def __init__(self, run: Run) -> None:
        """The debrief of a run as it stands, open at its summary."""
        self.book = ledger(run)
        super().__init__(run, self.book.courses)
        self.current = 0
        self.forks: Forks | None = None

    def compose(self) -> ComposeResult:
        """The sections, and the page of one of them."""
        yield SectionList()
        with Reading():
            yield Page(id="section")
            yield CourseChart(self.courses)
            yield Page(id="below")
        write = (REVIEW._replace(rank=80),) if self.run.finished else ()
        yield KeyLine((SECTIONS_KEY, *write, *BACK))

    def on_mount(self) -> None:
        """Begin with the summary; what the decisions could have changed is worked out meanwhile."""
        self.open_section(0)
        if self.run.finished:
            self.call_after_refresh(self._work_out)

    @work
    async def _work_out(self) -> None:
        """Work out in a thread what the decisions could have changed; show it where it is read."""
        run = self.run
        path = tuple(run.path)
        self.forks = await asyncio.to_thread(forks_of, run.program, run.settings, path)
        if SECTIONS[self.current] is ENDINGS:
            self.open_section(self.current)

    def open_section(self, index: int, *, at_end: bool = False) -> None:
        """Open a section at its top, or at its end."""
        self.current = index
        section = SECTIONS[index]
        in_meters = section is METERS
        self.sections.show(index)
        self.page.show(self._blocks_of(section))
        self.chart.display = in_meters and bool(self.courses.meters and self.courses.stops)
        self.below.show(course_blocks(self.courses) if in_meters else ())
        self.after_layout(lambda: self._begin(at_end=at_end))

    def _blocks_of(self, section: Section) -> list[Block]:
        """The page of a section."""
        if section is ENDINGS:
            return fork_blocks(self.forks, finished=self.run.finished)
        return section_blocks(section, self.book)

    def _begin(self, *, at_end: bool) -> None:
        """Scroll to where a section is read from."""
        if self.reading is None:
            return
        if at_end:
            self.reading.scroll_end(animate=False, immediate=True)
        else:
            self.reading.scroll_home(animate=False, immediate=True)

    def action_section(self, index: str) -> None:
        """Open a section that was clicked."""
        self.open_section(int(index))

    def action_number(self, number: int) -> None:
        """Open the section with this number."""
        if 1 <= number <= len(SECTIONS):
            self.open_section(number - 1)

    def action_across(self, by: int) -> None:
        """The next section, or the one before."""
        following = self.current + by
        if 0 <= following < len(SECTIONS):
            self.open_section(following)

    def action_turn(self, by: int) -> None:
        """A page on or back, and from the end of a section into the next."""
        reading = self.reading
        if reading is None:
            return
        reading.note_more()
        is_edge = not reading.more_below if by > 0 else reading.scroll_offset.y == 0
        following = self.current + by
        if not is_edge:
            super().action_turn(by)
        elif 0 <= following < len(SECTIONS):
            self.open_section(following, at_end=by < 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is asked before an ending."""
        if action == "review" and not self.run.finished:
            return False
        return super().check_action(action, parameters)

    def action_review(self) -> None:
        """Open what is asked after an ending, and show what was answered."""
        from borderpost.terminal.papers.review_screen import ReviewScreen

        def show(_: int | None) -> None:
            self.book = ledger(self.run)
            self.open_section(SECTIONS.index(REVIEW_SECTION))

        self.app.push_screen(ReviewScreen(self.run), show)

    def action_take(self) -> None:
        """Read on."""
        self.action_turn(1)

    def hint(self, *, more: bool) -> str:
        """Where Space goes: on in this section, or into the next."""
        if more or self.current == len(SECTIONS) - 1:
            return super().hint(more=more)
        return f"Space: {SECTIONS[self.current + 1].short}"
