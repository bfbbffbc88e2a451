"""The one table of commands: bindings, line of keys, help and command palette are made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """What a key does.

    `id` names the command in the player's settings, where another key may be given to it. `keys`
    are named as Textual names them, the first being the one told; `shown` is how it is told. `name`
    is what the line of keys and the command palette call it, and `help` a sentence for the help.
    In the line of keys those of a high `rank` stay longest where room is short; those of rank 0
    never stand there.
    """

    id: str
    keys: str
    action: str
    shown: str
    name: str
    help: str
    rank: int = 0


READ = (
    Command("down", "down", "move(1)", "↓", "down", "Read on; then the next choice or answer."),
    Command("up", "up", "move(-1)", "↑", "up", "The one before; then back up the page."),
    Command("take", "enter", "take", "Enter", "take", "Take what has the mark, or read on to it."),
    Command("page_on", "space,pagedown", "turn(1)", "Space", "a page on", "A page on."),
    Command("page_back", "pageup,b,B", "turn(-1)", "PgUp", "a page back", "A page back."),
    Command("top", "home", "edge(False)", "Home", "top", "To the top."),
    Command("bottom", "end", "edge(True)", "End", "end", "To the end."),
)
"""How every screen is read and chosen from."""

HELP = Command("help", "question_mark,f1", "help", "?", "help", "This help.", 90)
SETTINGS = Command(
    "settings", "t,T", "settings", "t", "settings", "Colours, width of the text, keys.", 20
)
PALETTE = Command("palette", "ctrl+p", "palette", "Ctrl+P", "commands", "Find a command by name.")
EVERYWHERE = (SETTINGS, HELP, PALETTE)
"""What can be done on every screen but a small window's."""

SKIP = Command("skip", "s,S", "skip", "s", "leave out", "Leave out what may be left out.")
DONE = Command("done", "d,D", "done", "d", "done", "Done with a table.")
UNDO = Command("undo", "u,U", "undo", "u", "undo", "Take back what you did last.", 80)
CASE_FILE = Command(
    "case_file", "c,C", "case_file", "c", "case file", "Cards and facts you have met.", 70
)

VOTES = Command("votes", "v,V", "votes", "v", "votes", "In a class: hands for each choice.")
"""Stands in the line of keys where a class plays before one screen."""

DECIDE = (
    UNDO,
    Command("redo", "r,R", "redo", "r", "redo", "Do again what you took back.", 30),
    Command("answer_again", "a,A", "answer_again", "a", "answer again", "Answer a question anew."),
    SKIP,
    DONE,
    Command("step_back", "escape", "step_back", "Esc", "step back", "Back within a question."),
    VOTES,
)
"""What is done to the run."""
REVIEW = Command("review", "w,W", "review", "w", "write", "At an ending: say it in your own words.")

LOOK = (
    CASE_FILE,
    Command("facts", "f,F", "facts", "f", "facts", "The facts cited on this page.", 40),
    Command("journal", "j,J", "journal", "j", "journal", "All you read; the way back.", 60),
    Command("ledger", "l,L", "ledger", "l", "ledger", "What you were told, and by whom.", 50),
    REVIEW,
    Command("meters", "m,M", "meters", "m", "meters", "What the meters mean.", 10),
)
"""What is looked at beside the text."""

LEAVE = Command("leave", "q,Q", "leave", "q", "quit", "Leave. The run is saved at every step.", 100)

PLAY = (*DECIDE, *LOOK, *EVERYWHERE, LEAVE)
"""What can be done while playing."""

AT_END = tuple(c._replace(rank=85) if c.id in ("review", "ledger") else c for c in PLAY)
"""The same where the story ends: there the line of keys first tells what is for looking back."""

TITLE = (*EVERYWHERE, LEAVE._replace(help="Quit."))
"""What can be done on the title."""

BACK = (
    Command("back", "escape,q,Q", "back", "Esc", "back", "Back to where you were.", 100),
    *EVERYWHERE,
)
"""What can be done on a page one opened."""

JOURNAL = (
    *BACK,
    Command("export", "x,X", "export", "x", "export", "Write the journal to a file.", 80),
)
"""What can be done in the journal."""

PICTURE = Command("picture", "p,P", "picture", "p", "picture", "With the meters: the picture.", 55)
"""What can be done with the meters, where the story has a picture."""

NEXT_FIELD = Command("next_field", "tab", "next_field", "Tab", "next", "The next field.", 80)

SHEET = (
    Command("put_away", "escape", "back", "Esc", "keep and go back", "Keep it and go back.", 100),
    NEXT_FIELD,
    Command(
        "previous_field",
        "shift+tab",
        "previous_field",
        "Shift+Tab",
        "previous",
        "The field before.",
        70,
    ),
    HELP._replace(shown="F1"),
    PALETTE,
)
"""What can be done where one writes: letters are letters there, and Esc always leads out."""

TABLE = (
    Command("left", "left", "across(-1)", "←", "left", "The column or section before."),
    Command("right", "right", "across(1)", "→", "right", "The next column or section."),
)
"""What only tables know."""

GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    ("Read and choose", (*READ, *TABLE)),
    ("Decide", DECIDE),
    ("Look", (*LOOK, JOURNAL[-1], PICTURE)),
    ("Everywhere", (*EVERYWHERE, BACK[0], LEAVE)),
)
"""Every command there is, as the help and the settings list them."""

ALL = tuple(command for _, commands in GROUPS for command in commands)
"""Every command, once."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The key bindings of some commands."""
    return [Binding(c.keys, c.action, c.help, show=False, id=c.id) for c in commands]


NUMBERS = [Binding(str(digit), f"number({digit})", show=False) for digit in range(1, 10)]
"""The number keys take what has their number."""
