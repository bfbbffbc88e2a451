"""How the head of a run is shown: meters, the page, what is asked, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from borderpost.engine.actions import Answer
from borderpost.engine.run import Run
from borderpost.engine.view import QuestionView
from borderpost.terminal.asking import TABLE as IS_TABLE, Asking, may_be_left
from borderpost.terminal.commands import PLAY, TABLE, Command, bindings
from borderpost.terminal.desk import Desk
from borderpost.terminal.key_line import KeyLine
from borderpost.terminal.menu import Menu
from borderpost.terminal.meters import Meters
from borderpost.terminal.page import Page
from borderpost.terminal.reading import Reading
from borderpost.terminal.scene_page import asked_blocks, scene_blocks, settled_blocks
from borderpost.terminal.table import Table
from borderpost.terminal.typeset import Block, line_of, words
from borderpost.terminal.ways import Way, ways


class SceneScreen(Desk):
    """Shows the head of a run. What is done there is the play screen's."""

    CSS_PATH = Path(__file__).with_name("play.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLAY), *bindings(TABLE)]

    scene = getters.query_one("#scene", Page)
    answered = getters.query_one("#answered", Page)
    asked = getters.query_one("#asked", Page)
    table = getters.query_one(Table)
    ways_menu = getters.query_one("#ways", Menu)
    meters = getters.query_one(Meters)
    pages = getters.query_one(Reading)

    def __init__(self, run: Run, told: Sequence[str] = ()) -> None:
        """The run to play, and what must be told of it first (a save that was mended, say)."""
        super().__init__(run)
        self._told = tuple(told)
        self._asking = Asking()
        self._ways: list[Way] = []
        self._view = run.view()
        self._undone = False
        self._just_answered = False

    def compose(self) -> ComposeResult:
        """Meters, the page with its parts, the line of keys."""
        yield Meters()
        with Reading():
            yield Page(id="scene")
            yield Page(id="answered")
            yield Page(id="asked")
            yield Table()
            yield Menu(id="ways")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show where the run stands."""
        super().on_mount()
        self.show_scene()

    @property
    def question(self) -> QuestionView | None:
        """The question to be answered now, if there is one."""
        return self._asking.current(self._view)

    @property
    def in_table(self) -> bool:
        """Whether a table is being filled in."""
        return self.question is not None and self.question.kind == IS_TABLE

    # --- Showing ---------------------------------------------------------------------------------

    def show_scene(self) -> None:
        """Show the head of the run from its top."""
        self._asking.follow(self.run)
        self._view = self.run.view()
        blocks = [Block(words(told, "italic"), "! ", "  ") for told in self._told]
        blocks += scene_blocks(self._view, self.run.program.story.sources)
        if self._view.kind == "ending":
            from borderpost.terminal.ending_page import after_ending_blocks

            blocks += after_ending_blocks(self.run)
        elif self._view.kind == "stuck":
            blocks.append(Block(words("The story offers no way on from here. Press u to undo.")))
        self.scene.show(blocks)
        self.meters.show(self._view.meters)
        self.show_asked()
        self.after_layout(lambda: self.pages.scroll_home(animate=False, immediate=True))

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
        self._ways = ways(view, asking)
        below = self.in_table and not self.table.cell
        highlighted = len(self._ways) - 1 if below else -1 if self.in_table else 0
        self.ways_menu.show([way.item for way in self._ways], highlighted)
        self.show_more_below(more=self.pages.more_below)

    def reveal_asked(self) -> None:
        """Scroll to what is asked next, and to what the text says of the answer just given."""
        pages, path = self.pages, self.run.path
        if self.in_table and self.table.cell:
            pages.reveal(self.table.region_of_cursor())
            return
        end = self.ways_menu.virtual_region.bottom
        top = self.asked.virtual_region.y if self.asked.display else end
        pages.reveal(pages.virtual_region_of(top, end))
        answer = path[-1].action
        if self._just_answered and isinstance(answer, Answer):
            top = self.answered.virtual_region.y + self.answered.line_of(answer.question)
            pages.reveal(pages.virtual_region_of(top, end))

    def hint(self, *, more: bool) -> str:
        """What the numbers do in a table, since its answers may be out of sight; or the usual."""
        question = self.question
        seen = self.pages.shows(self.table.region_of_cursor())
        if question is None or not self.in_table or (more and not seen):
            return super().hint(more=more)
        options = enumerate(question.options, 1)
        return "   ".join(f"{n} {line_of(option.label).plain}" for n, option in options)

    def commands_now(self) -> Sequence[Command]:
        """The commands that mean something now."""
        return [c for c in PLAY if self.check_action(c.action, ())]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command means something now."""
        question = self.question
        match action:
            case "skip":
                if question is None or (self.in_table and question.cells):
                    return False
                return bool(self._asking.option) or may_be_left(question)
            case "done":
                return self.in_table and question is not None and may_be_left(question)
            case "answer_again":
                return self._view.kind == "scene" and bool(self._asking.settled(self._view))
            case "undo":
                return self.run.head != 0
            case "redo":
                return self._undone
            case "meters":
                return bool(self._view.meters)
        return super().check_action(action, parameters)
