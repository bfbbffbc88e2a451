"""The one table of commands. Key bindings, the line of keys below and the help are made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """What a key does.

    `keys` as Textual names them, the first being the one told; `shown` is how it is told; `name`
    stands in the line of keys (empty: not there); `help` is a sentence for the help.
    """

    keys: str
    action: str
    shown: str
    name: str
    help: str


READ = (
    Command("down", "move(1)", "↓", "", "Read on; then the next of the choices or answers."),
    Command("up", "move(-1)", "↑", "", "The one before; then back up the page."),
    Command("enter", "take", "Enter", "", "Take the highlighted one (or read on to where it is)."),
    Command("space,pagedown", "turn(1)", "Space", "", "A page on."),
    Command("pageup,b,B", "turn(-1)", "PgUp", "", "A page back."),
    Command("home", "edge(False)", "Home", "", "To the top."),
    Command("end", "edge(True)", "End", "", "To the end."),
)
"""How every screen is read and chosen from."""

PLAY = (
    Command("s,S", "skip", "s", "skip", "Leave out a question that may be left out."),
    Command("d,D", "done", "d", "done", "Done with a table, once enough cells are marked."),
    Command("escape", "step_back", "Esc", "", "Back from how sure you are to the answers."),
    Command("u,U", "undo", "u", "undo", "Take back what you did last."),
    Command("c,C", "case_file", "c", "case file", "The case file: cards and facts you have met."),
    Command("j,J", "journal", "j", "journal", "The journal: all you read; go back to a decision."),
    Command("r,R", "redo", "r", "redo", "Do again what you took back."),
    Command("a,A", "answer_again", "a", "answer again", "Answer a question of this scene again."),
    Command("l,L", "ledger", "l", "ledger", "The ledger: what you were told, and by whom."),
    Command("m,M", "meters", "m", "meters", "What the meters mean and where they stand."),
    Command("question_mark,f1", "help", "?", "help", "This help."),
    Command("q,Q", "leave", "q", "quit", "Leave. Your run is saved at every step."),
)
"""What can be done while playing."""

TITLE = (
    Command("question_mark,f1", "help", "?", "help", "This help."),
    Command("q,Q", "leave", "q", "quit", "Quit."),
)
"""What can be done on the title."""

BACK = (Command("escape,q,Q", "back", "Esc", "back", "Back to where you were."),)
"""What can be done on a page one opened."""

TABLE = (
    Command("left", "across(-1)", "←", "", "In a table: the column before."),
    Command("right", "across(1)", "→", "", "In a table: the next column."),
)
"""What only tables know."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The key bindings of some commands."""
    return [Binding(command.keys, command.action, command.help, show=False) for command in commands]


NUMBERS = [Binding(str(digit), f"number({digit})", show=False) for digit in range(1, 10)]
"""The number keys take what has their number."""
