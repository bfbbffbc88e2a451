"""How the head of a run is shown: meters, the page, what is asked, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from borderpost.debrief.together.habits import InClass
from borderpost.engine.actions import Answer
from borderpost.engine.run import Run
from borderpost.engine.turn import TABLE as IS_TABLE, may_be_left
from borderpost.engine.view import QuestionView
from borderpost.saves.seen import Seen
from borderpost.terminal.keys.commands import PLAY, TABLE, UNDO, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.keys.own_keys import shown_key
from borderpost.terminal.papers.case_column import CaseColumn
from borderpost.terminal.papers.cited import cited_facts
from borderpost.terminal.parts.menu import Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import Block, line_of, words
from borderpost.terminal.play.asking import Asking
from borderpost.terminal.play.at_hand import have_at_hand
from borderpost.terminal.play.beside import Beside
from borderpost.terminal.play.hints import HintLine, Hints
from borderpost.terminal.play.meters import Meters
from borderpost.terminal.play.old_objects import Collecting
from borderpost.terminal.play.reveal import Reveal
from borderpost.terminal.play.scene_page import (
    asked_blocks,
    chosen,
    scene_blocks,
    settled_blocks,
    signed_blocks,
)
from borderpost.terminal.play.table import Table
from borderpost.terminal.play.ways import Way, before_class, ways
from borderpost.terminal.shell import preferences_of

HERE = Path(__file__).parent

HINTED = 76
"""From this width on, the line of keys has room to say of what there is more below."""


class SceneScreen(Beside):
    """Shows the head of a run. What is done there is the play screen's."""

    CSS_PATH = [HERE / "play.tcss", HERE.parent / "papers" / "case_file.tcss"]  # noqa: RUF012 - Textual's own
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLAY), *bindings(TABLE)]

    scene = getters.query_one("#scene", Page)
    answered = getters.query_one("#answered", Page)
    asked = getters.query_one("#asked", Page)
    table = getters.query_one(Table)
    ways_menu = getters.query_one("#ways", Menu)
    meters = getters.query_one(Meters)
    pages = getters.query_one(Reading)

    def __init__(
        self, run: Run, seen: Seen, told: Sequence[str] = (), in_class: InClass | None = None
    ) -> None:
        """The run to play, what was read before, what must be told first (of a mended save).

        `in_class` holds the habits of a class that plays it.
        """
        super().__init__(run)
        self.in_class = in_class or InClass()
        self.set_class(self.in_class.is_projected, "-projected")
        self._seen = seen
        self._told = tuple(told)
        self._asking = Asking()
        self._ways: list[Way] = []
        self._view = run.view()
        self._just_answered = False
        self._marked_by_enter = ""
        self._reveal = Reveal(self)
        self._hints = Hints()
        self._collecting = Collecting(self)

    def compose(self) -> ComposeResult:
        """Meters, the page with its parts, the line of keys."""
        with Reading():
            yield Page(id="scene")
            yield Page(id="answered")
            yield Page(id="asked")
            yield Table()
            yield Menu(id="ways")
        with Vertical(id="side"):
            yield Meters(above=self.in_class.is_projected)
            yield CaseColumn(self.run)
        with Vertical(id="foot"):
            yield HintLine()
            yield KeyLine(PLAY)

    def on_mount(self) -> None:
        """Show where the run stands."""
        self.arrive()
        have_at_hand(self, writes=bool(self.in_class.way))

    @property
    def question(self) -> QuestionView | None:
        """The question to be answered now, if there is one."""
        return self._asking.current(self._view)

    @property
    def in_table(self) -> bool:
        """Whether a table is being filled in."""
        return self.question is not None and self.question.kind == IS_TABLE

    # --- Showing ---------------------------------------------------------------------------------

    def arrive(self, *, onward: bool = False) -> None:
        """Show where the run has come to."""
        self.show_scene(onward=onward)

    def show_scene(self, *, onward: bool = False) -> None:
        """Show the head of the run from its top.

        Where the player has gone `onward`, text read in an earlier play is marked, and text never
        read appears bit by bit if the player likes it so.
        """
        self._collecting.put_off()
        self._asking.follow(self.run)
        self._view = self.run.view()
        paragraphs = [p for passage in self._view.passages for p in passage.paragraphs]
        known = {p for p in paragraphs if self._seen.knows(p)} if onward else set()
        self._seen.add(paragraphs)
        blocks = [Block(words(told, "italic"), "! ", "  ") for told in self._told]
        sources, run = self.run.program.story.sources, self.run
        blocks += scene_blocks(self._view, sources, chosen(run), known, signed_blocks(run))
        if self._view.kind == "ending":
            from borderpost.terminal.papers.ending_page import after_ending_blocks

            blocks += after_ending_blocks(self.run)
        elif self._view.kind == "stuck":
            key = shown_key(UNDO, preferences_of(self.app).keys)
            blocks.append(Block(words(f"The story offers no way on from here. {key} undoes.")))
        self.scene.show(blocks)
        self.meters.show(self._view.meters)
        self.renew_side(moved=True)
        self.show_asked()
        self.after_layout(lambda: self.pages.scroll_home(animate=False, immediate=True))
        self._reveal.stop()
        if onward and not known:
            self._reveal.begin()

    def show_asked(self) -> None:
        """Show what is answered, what is asked and what can be done; the text stays as it is."""
        view, asking, question = self._view, self._asking, self.question
        self.answered.show(settled_blocks(view, asking) if view.kind == "scene" else ())
        if question is not None:
            self.asked.show(asked_blocks(question, asking, self.run.program.story.sources))
        elif asking.picking:
            self.asked.show([Block(words("Which question do you want to answer again?", "bold"))])
        else:
            self.asked.show(())
        self.table.show(question if self.in_table else None)
        self._ways = ways(view, asking, preferences_of(self.app).keys)
        if self.in_class.is_projected:
            self._ways = before_class(self._ways, self.run)
        below = self.in_table and not self.table.cell
        # Of several to decide between none is highlighted, so that Enter alone decides nothing.
        decides = self.in_table or (view.kind == "scene" and len(self._ways) > 1)
        highlighted = len(self._ways) - 1 if below else -1 if decides else 0
        self.ways_menu.show([way.item for way in self._ways], highlighted)
        self.show_more_below(more=self.pages.more_below)
        self.show_hint()

    def show_hint(self) -> None:
        """Show the hint for who does this for the first time, if there is one now."""
        own = preferences_of(self.app)
        self.query_one(HintLine).show(self._hints.now(self.run, self._view, own))

    def reveal_asked(self) -> None:
        """Scroll to what is asked next, and to what the text says of the answer just given."""
        pages, path = self.pages, self.run.path
        if self.in_table and self.table.cell:
            height = pages.scrollable_content_region.height
            whole = self.asked.virtual_region.union(self.ways_menu.virtual_region)
            pages.reveal(self.table.region_to_see(height, whole))
            return
        if self.in_table:
            pages.reveal(self.ways_menu.virtual_region)
            return
        end = self.ways_menu.virtual_region.bottom
        top = self.asked.virtual_region.y if self.asked.display else end
        pages.reveal(pages.virtual_region_of(top, end))
        answer = path[-1].action
        if self._just_answered and isinstance(answer, Answer):
            top = self.answered.virtual_region.y + self.answered.line_of(answer.question)
            pages.reveal(pages.virtual_region_of(top, end))

    def ways_below(self) -> int:
        """How many of several choices or answers are out of sight below."""
        menu = self.ways_menu
        if not menu.display or len(menu.items) < 2:
            return 0
        bottom = self.pages.scroll_offset.y + self.pages.scrollable_content_region.height
        return sum(menu.region_of(index).bottom > bottom for index in range(len(menu.items)))

    def hint(self, *, more: bool) -> str:
        """What the numbers do in a table, since its answers may be out of sight; or the usual."""
        question = self.question
        if question is None or not self.in_table or self.at_side:
            below = self.ways_below() if more and not self.at_side else 0
            if not below:
                return super().hint(more=more)
            kind = "choice" if question is None else "answer"
            kind += "s" if below > 1 else ""
            return f"▼ {below} {kind}" if self.size.width >= HINTED else f"▼ {below} more"
        if self.pages.shows(self.table.region_of_answers()) or not self.pages.shows(
            self.table.region_of_cursor()
        ):
            return super().hint(more=more)
        options = enumerate(question.options, 1)
        return "   ".join(f"{n} {line_of(option.label).plain}" for n, option in options)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command means something now."""
        means_something = self._meanings.get(action)
        if means_something is not None and not means_something():
            return False
        return super().check_action(action, parameters)

    @property
    def _meanings(self) -> Mapping[str, Callable[[], bool]]:
        """For each action that does not always mean something, whether it does."""
        view, asking, question, table = self._view, self._asking, self.question, self.in_table
        return {
            "skip": lambda: (
                question is not None
                and (bool(asking.option) or may_be_left(question))
                and not (table and question.cells)
            ),
            "done": lambda: table and question is not None and may_be_left(question),
            "answer_again": lambda: view.kind == "scene" and bool(asking.settled(view)),
            "undo": lambda: self.run.can_undo,
            "redo": lambda: self.run.can_redo,
            "step_back": lambda: bool(asking.option) or asking.picking or self.can_step_out(),
            "facts": lambda: bool(cited_facts(view)),
            "meters": lambda: bool(view.meters),
            "review": lambda: view.kind == "ending",
        }
