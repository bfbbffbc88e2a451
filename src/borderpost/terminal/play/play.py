"""The play screen: it shows a run, and sends the engine what the player does."""

from __future__ import annotations

from collections.abc import Callable

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.program import NotOffered
from borderpost.engine.turn import TABLE, may_be_left, visit_of
from borderpost.saves.problem import LogProblem
from borderpost.terminal.parts.dialogs import notice
from borderpost.terminal.parts.menu import Menu
from borderpost.terminal.play.asking import cells_of
from borderpost.terminal.play.table import Table
from borderpost.terminal.play.together import TogetherScreen
from borderpost.terminal.play.ways import Act, Again, Sure
from borderpost.terminal.shell import Shell


class PlayScreen(TogetherScreen):
    """Plays a run. Every action is the engine's; nothing is decided here."""

    def move_run(self, move: Callable[[], object], *, onward: bool = False) -> bool:
        """Let the run move and show where it stands, or tell why it did not; whether it did."""
        before = visit_of(self.run)
        try:
            move()
        except NotOffered as problem:
            self.app.push_screen(notice("That cannot be done here", str(problem)))
            return False
        except (LogProblem, OSError) as problem:
            self._tell_unsaved(problem)
            return False
        self._told = ()
        if visit_of(self.run) != before:
            self.arrive(onward=onward)
        else:
            self._asking.follow(self.run)
            self._view = self.run.view()
            self.renew_side(moved=False)
            self.meters.show([meter._replace(before=meter.value) for meter in self._view.meters])
            self._show_asked_anew(just_answered=True)
        return True

    def _tell_unsaved(self, problem: LogProblem | OSError) -> None:
        """Tell that a step was not taken because it could not be written down."""
        if isinstance(problem, LogProblem):
            message, mend = problem.message, problem.mend
        else:
            message, mend = problem.strerror or str(problem), "Make room on the disk and try again"
        self.app.push_screen(notice("Not saved, so not done", message, mend))

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Do what was taken."""
        event.stop()
        match self._ways[event.index].deed:
            case Choose() as choice:
                self.ask_both(choice, lambda: self._take(choice))
            case Continue() | Answer() as action:
                self._take(action)
            case Sure(option):
                self._asking.option = option
                self._show_asked_anew()
            case Again(question_id):
                self._asking.ask_again(next(q for q in self._view.questions if q.id == question_id))
                self._show_asked_anew()
            case Act(name):
                self.call_later(self.run_action, name)
            case Nature() | None:
                pass

    def _take(self, action: Action) -> None:
        """Take an action."""
        self._note_hint()
        self.move_run(lambda: self.run.act(action), onward=True)

    def _show_asked_anew(self, *, just_answered: bool = False) -> None:
        """Show what is asked now, and scroll there once it has its place."""
        self._just_answered = just_answered
        self.show_asked()
        self.after_layout(self.reveal_asked)

    def _note_hint(self) -> None:
        """Keep that the hint now shown need not be shown again."""
        if (hint := self._hints.heeded()) and isinstance(self.app, Shell):
            self.app.heed(hint)

    def action_undo(self) -> None:
        """Take back the last decision; in a table, go to the cell whose mark it was."""
        undone = self.run.path[-1].action
        moved = self.move_run(self.run.undo)
        if moved:  # back to where one stood when it was taken, which is not the top
            self.after_layout(self.reveal_asked)
        if moved and isinstance(undone, Answer) and undone.cell and self.in_table:
            self.table.put_on(undone.cell)

    def action_undo_decision(self) -> None:
        """Go back to the last decision, past what was only read on through since."""
        chosen = (step.after for step in reversed(self.run.path) if isinstance(step.action, Choose))
        before = next(chosen, None)
        if before is not None and self.move_run(lambda: self.run.jump(before)):
            self.after_layout(self.reveal_asked)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.move_run(self.run.redo, onward=True)

    def action_journal(self) -> None:
        """Open the journal, and go back to the decision taken there; what followed it is kept."""
        from borderpost.terminal.papers.journal import Journal

        def go_back(number: int | None) -> None:
            if number is not None and number >= 0:
                self.move_run(lambda: self.run.jump(number))

        self.app.push_screen(Journal(self.run), go_back)

    def action_skip(self) -> None:
        """Go on from a question without another answer, or without saying how sure one is."""
        if self.question is None:
            return
        if self._asking.option:
            answer = Answer(self.question.id, self._asking.option)
            self.move_run(lambda: self.run.act(answer))
        elif may_be_left(self.question):
            self._asking.leave_out(self.question)
            self._show_asked_anew()

    def action_done(self) -> None:
        """Be done with a table."""
        self.action_skip()

    def action_answer_again(self) -> None:
        """Answer a question of this scene again; pick which, if there are several."""
        settled = self._asking.settled(self._view)
        if len(settled) == 1:
            self._asking.ask_again(settled[0])
        else:
            self._asking.again = self._asking.option = ""
            self._asking.picking = True
        self._show_asked_anew()

    def action_step_back(self) -> None:
        """Back from how sure one is, from picking a question, or out of the case file beside."""
        if (self._asking.option or self._asking.picking) and not self.at_side:
            self._asking.option, self._asking.picking = "", False
            self._show_asked_anew()
        else:
            self.step_out()

    # --- Tables ----------------------------------------------------------------------------------

    def action_mark_cell(self, option: str) -> None:
        """Mark the cell under the cursor, which stays there."""
        question, cell = self.question, self.table.cell
        if question is None or not cell or question.cells.get(cell) == option:
            return
        self._note_hint()
        self.move_run(lambda: self.run.act(Answer(question.id, option, cell)))

    def _table_is_hidden(self) -> bool:
        """Whether the cell under the cursor is out of sight; then it is shown, and not marked."""
        if self.pages.shows(self.table.region_of_cursor()):
            return False
        self.reveal_asked()
        return True

    def on_table_pointed(self, event: Table.Pointed) -> None:
        """Go to the cell under the mouse."""
        event.stop()
        self.table.put(event.cell)
        self._show_asked_anew()

    def action_number(self, number: int) -> None:
        """Take what has this number; in a table, whether its answers are in sight or not."""
        if self._reveal.stop():
            return
        question = self.question
        if question is None or not self.in_table or self.at_side:
            super().action_number(number)
        elif 1 <= number <= len(question.options) and not self._table_is_hidden():
            self.action_mark_cell(question.options[number - 1].id)

    def action_turn(self, by: int) -> None:
        """A page on or back; at its end Space goes on, too, where there is nothing to decide."""
        was_hidden = self._reveal.stop()
        self.pages.note_more()
        goes_on = len(self._ways) == 1 and isinstance(self._ways[0].deed, Continue)
        if by > 0 and goes_on and not (was_hidden or self.pages.more_below or self.at_side):
            self.ways_menu.take(0)
        else:
            super().action_turn(by)

    def action_edge(self, last: bool) -> None:  # noqa: FBT001 - as its base
        """To the top or the end. Nothing is highlighted there: the last way may be to quit."""
        self._reveal.stop()
        if self.at_side:
            super().action_edge(last)
        elif last:
            self.pages.scroll_end(animate=False, immediate=True)
        else:
            self.pages.scroll_home(animate=False, immediate=True)

    def on_screen_suspend(self) -> None:
        """Show all of it when something else is opened."""
        self._reveal.stop()

    def on_mouse_down(self) -> None:
        """A click shows all of it, too."""
        self._reveal.stop()

    def on_mouse_scroll_down(self) -> None:
        """So does the wheel."""
        self._reveal.stop()

    def action_across(self, by: int) -> None:
        """One column on in a table."""
        self._reveal.stop()
        if self.in_table and not self.at_side and self.table.go(by, 0):
            self._show_asked_anew()

    def action_move(self, by: int) -> None:
        """One row on in a table, and below it to what ends it; elsewhere as on every screen."""
        self._reveal.stop()
        if not self.in_table or self.at_side:
            super().action_move(by)
        elif self.table.go(0, by):
            self._show_asked_anew()
        elif by > 0 and self.table.cell:
            if self._ways[-1].deed is None:  # what ends it is locked: tell why, and stay
                self.pages.reveal(self.ways_menu.virtual_region)
                return
            self.table.put(len(cells_of(self.question)) if self.question else 0)
            self._show_asked_anew()
        elif by < 0:
            self.pages.step(-2)

    def action_take(self) -> None:
        """In a table, mark the cell, or go on from one that is marked; else as everywhere."""
        if self._reveal.stop():  # what was not shown yet is not taken, but read on to
            self.pages.note_more()
            if self.pages.more_below:
                self.pages.turn(1)
            return
        question, cell = self.question, self.table.cell
        if self.at_side:
            super().action_take()
            return
        if question is None or question.kind != TABLE or not cell:
            super().action_take()
            return
        if self._table_is_hidden():
            return
        options = [option.id for option in question.options]
        now = question.cells.get(cell)
        # Enter goes once through the marks of a cell that had none, and confirms any other.
        if now in options and (cell != self._marked_by_enter or now == options[-1]):
            if question.missing:
                self._to_next_cell()
            else:  # to what ends the table
                self.table.put(len(cells_of(question)))
                self._show_asked_anew()
            return
        self._marked_by_enter = cell
        number = options.index(now) + 1 if now in options else 0
        self.action_mark_cell(options[number % len(options)])

    def _to_next_cell(self) -> None:
        """Go to the next cell, row by row."""
        cells = cells_of(self.question) if self.question else []
        self.table.put((self.table.cursor + 1) % max(len(cells), 1))
        self._show_asked_anew()
