"""One run played line by line: what is shown, what is asked next, and what a step answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from borderpost.debrief.together.habits import InClass
from borderpost.engine.actions import Action, Answer
from borderpost.engine.program import NotOffered
from borderpost.engine.turn import SLOT, next_question, visit_of
from borderpost.plain.asking import answer_words, ask, write_feedback
from borderpost.plain.console import Console
from borderpost.plain.page import write_choices, write_place
from borderpost.plain.problems import KEEPING, not_taken, told
from borderpost.plain.prompt import Leave, Moved, Prompt, pick
from borderpost.plain.wrapping import prose_lines, words_of
from borderpost.saves.calls import Calls

if TYPE_CHECKING:
    from borderpost.engine.run import Run
    from borderpost.engine.view import QuestionView, View
    from borderpost.saves.shelf import SavedRun
    from borderpost.story.model import Story

PATIENCE = 1000
"""After so many lines without a step, and nobody at the other end, the input is given up."""


class Game:
    """A saved run on a console.

    `passed` holds the questions that are not asked (again) on this visit to a scene, `walking` the
    table that is being walked, `changing` whether it is walked to change its marks.
    """

    def __init__(
        self, console: Console, saved: SavedRun, calls: Calls, in_class: InClass | None = None
    ) -> None:
        self.console = console
        self.saved = saved
        self.calls = calls
        self.in_class = in_class or InClass()
        self.passed: set[str] = set()
        self.walking = ""
        self.changing = False
        self.relist: Callable[[], None] = lambda: None
        self._handle = saved.handle
        self._visit: tuple[str, int] | None = None
        self._announced: set[str] | None = None
        self._patience = PATIENCE

    @property
    def run(self) -> Run:
        """The run that is played."""
        return self.saved.run

    @property
    def story(self) -> Story:
        """The story it is a run of."""
        return self.run.program.story

    def play(self) -> str:
        """Play until an ending is reached, and say what the player wants then: new or quit.

        Raises EndOfInput and Leave.
        """
        while True:
            try:
                view = self.arrive()
                if view.kind == "ending":
                    return self._end()
                self._turn(view)
            except Moved:
                self.changing = False

    def arrive(self) -> View:
        """The view of where the run stands, written out if the player has just come there.

        Raises Moved, Leave and EndOfInput where the class is stopped before it.
        """
        if self.saved.handle != self._handle:
            self._handle = self.saved.handle
            said = "The file of this run was taken away or changed by another program."
            self.console.say(f"{said} The run goes on as {self._handle}, and nothing is lost.")
        view = self.run.view()
        visit = visit_of(self.run)
        if visit != self._visit:
            if self.in_class.stops is not None:
                from borderpost.plain.in_class import stop_here

                stop_here(self, self.in_class.stops)
            if self._announced is None:
                self._announced = set(self.run.cards()) - cards_in(view)
            self._visit = visit
            self.passed.clear()
            self.walking = ""
            self.write(view)
        return view

    def write(self, view: View) -> None:
        """Write a place whole, with the cards that are new and the answers already given."""
        write_place(self.console, view)
        self._announce(view)
        for question in view.questions:
            if question.answer:
                asked = words_of(question.ask)
                self.console.line()
                self.console.say(f"{asked} You answered: {answer_words(question)}.")

    def look_again(self) -> None:
        """Forget that the place was written, so that it is written once more."""
        self._visit = None

    def act(self, action: Action) -> None:
        """Take a step. Where it cannot be taken or kept, say so and raise Moved."""
        try:
            self.run.act(action)
        except NotOffered as problem:
            self.console.say(f"That cannot be done here: {problem}.")
            raise Moved from None
        except KEEPING as error:
            self._fail(not_taken(self.run, error))
        self._patience = PATIENCE

    def fail_to_keep(self, error: Exception) -> NoReturn:
        """Say that the step was not taken since it could not be kept. Raises Moved or Leave."""
        self._fail(f"This step was not taken: {told(error)}")

    def _fail(self, said: str) -> NoReturn:
        """Say that something could not be kept. Raises Moved, or Leave with nobody there."""
        if not self.console.interactive:
            raise Leave(said, 1)
        self.console.say(said)
        raise Moved

    def bear_with_it(self) -> None:
        """Count a line without a step, and leave when too many came with nobody there."""
        self._patience -= 1
        if self._patience < 0 and not self.console.interactive:
            raise Leave(f"The last {PATIENCE} lines of input moved nothing; this ends here.")

    def step_back(self) -> NoReturn:
        """After the head has moved: what was passed over is asked again, new cards are new again.

        Raises Moved.
        """
        self.passed.clear()
        self._announced = set(self.run.cards()) - cards_in(self.run.view())
        raise Moved

    def collect(self) -> bool:
        """Put a copy of the run where the class collects its own; False where that cannot be."""
        if self.in_class.copies is None:
            return True
        from borderpost.plain.in_class import collect

        return collect(self.console, self.in_class.copies)

    # --- A written-down play --------------------------------------------------------------------

    def tell_step(self, action: Action, view: View) -> None:
        """Write the choice that a written-down play takes next; an answer is told once given."""
        for choice in view.choices:
            if choice.action == action:
                self.console.line()
                self.console.say(f"You: {words_of(choice.label)}", "", "    ")

    def tell_answer(self, action: Action | None) -> None:
        """Write an answer that a written-down play has just given, with its feedback."""
        if isinstance(action, Answer):
            write_feedback(self, action.question)

    # --- One turn ------------------------------------------------------------------------------

    def _turn(self, view: View) -> None:
        """Ask the next question, or offer the choices."""
        question = self.asked_now(view)
        if question is not None:
            ask(self, question, view)
        elif view.takeable:
            self._choose(view)
        else:
            self._stand(view)

    def asked_now(self, view: View) -> QuestionView | None:
        """The question that is asked next, or None where the choices are."""
        # A table that has its marks is walked again only when it is asked for.
        marked = {question.id for question in view.questions if question.cells}
        return next_question(view.questions, (self.passed | marked) - {self.walking})

    def _choose(self, view: View) -> None:
        """Offer the choices and take the one that is picked, if both of a pair agree."""
        self._read_back(view)
        self._offer(view)
        ways = view.takeable
        is_continue = len(ways) == 1 == len(view.choices)
        enter = "1" if is_continue else ""
        picked = pick(self, Prompt(len(ways), lambda: self._offer(view), enter=enter))
        if not isinstance(picked, int):
            return
        if self.in_class.is_pair:
            from borderpost.plain.in_class import agree

            agree(self, view, ways[picked - 1])
        self.act(ways[picked - 1].action)

    def _offer(self, view: View) -> None:
        """Write the choices; before a class, further apart and with the hands each got."""
        if not self.in_class.is_projected:
            write_choices(self.console, view.choices)
            return
        from borderpost.plain.in_class import hands_beside

        write_choices(self.console, view.choices, hands_beside(self.run, view), apart=True)

    def _stand(self, view: View) -> None:
        """Say that the story offers no way on, and take commands until one moves the run."""

        def relist() -> None:
            write_choices(self.console, view.choices)
            self.console.say("There is no way on from here: a fault of the story, not yours.")
            self.console.say("Type undo to take the last step back, or quit.")

        relist()
        if not self.console.interactive:
            raise Leave("", 1)
        pick(self, Prompt(0, relist))

    def _read_back(self, view: View) -> None:
        """Write the page of a report as it now reads, before it is signed."""
        slots = [question for question in view.questions if question.kind == SLOT]
        if not slots:
            return
        self.console.line()
        self.console.say("The page now reads:")
        self.console.line()
        self.console.lines(prose_lines(view.opens, self.console.width, "    "))
        for slot in slots:
            self.console.say(answer_words(slot) if slot.answer else "(left empty)", "    ")

    def _announce(self, view: View) -> None:
        """Name the cards that have just come into the case file."""
        known = self._announced or set()
        for card in sorted(cards_in(view) - known, key=self.run.cards().index):
            self.console.line()
            name = self.story.sources[card].name
            self.console.say(f"New in the case file: {card} {name}. Type: card {card}")
        self._announced = known | cards_in(view)

    def _end(self) -> str:
        """Write what follows an ending; whoever sits there may step back or begin anew."""
        from borderpost.debrief.run.after_action import questions
        from borderpost.debrief.wording import things
        from borderpost.plain.ending import write_ending

        write_ending(self)
        if not self.console.interactive:
            return "quit"
        self.collect()

        def relist() -> None:
            self.console.line()
            asked = things(len(questions(self.story)), "question", "questions")
            self.console.say(
                f"Type review to answer {asked} in your own words, undo to take the last step "
                "back, new for a new run, or quit."
            )

        relist()
        picked = pick(self, Prompt(0, relist, {"new": "begin a new run"}))
        return str(picked)


def cards_in(view: View) -> set[str]:
    """The ids of the cards that what is read at a place puts into the case file."""
    return {card for passage in view.passages for card in passage.cards}
