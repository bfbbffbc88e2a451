"""The one table of commands: what they are called, what they do, and the help made from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from borderpost.engine.show import decision_words
from borderpost.plain.case_file import write_card, write_case_file, write_fact
from borderpost.plain.journal import go_back, take_way, write_export, write_journal
from borderpost.plain.problems import KEEPING
from borderpost.plain.prompt import Leave, Moved, number_of
from borderpost.plain.wrapping import sentence, words_of

if TYPE_CHECKING:
    from borderpost.engine.run import Run
    from borderpost.plain.game import Game


class Command(NamedTuple):
    """A command: its names (the first is told in the help), what it takes, and what it does.

    `run` is handed the game and what was typed behind the name.
    """

    names: tuple[str, ...]
    takes: str
    help: str
    run: Callable[[Game, str], None]


def obey(game: Game, typed: str) -> bool:
    """Carry out a command; False where the line is none. Raises Moved or Leave where it moves."""
    name, _, rest = typed.partition(" ")
    command = _BY_NAME.get(name.lower())
    if command is not None:
        command.run(game, rest.strip())
        return True
    known = typed.upper()
    if known in game.run.cards():
        write_card(game, known)
        return True
    if known in game.run.facts():
        write_fact(game, known)
        return True
    return False


def undo(game: Game, _: str) -> None:
    """Take the last step back."""
    undone = last_decision(game.run)
    done = f"Taken back: {undone}" if undone else "Taken back."
    _move(game, game.run.undo, lambda: done, "There is nothing to take back.")


def redo(game: Game, _: str) -> None:
    """Take again what was taken back."""

    def done() -> str:
        return f"Done again: {last_decision(game.run)}"

    _move(game, game.run.redo, done, "There is nothing to do again.")


def again(game: Game, _: str) -> None:
    """Write the place once more."""
    game.look_again()
    raise Moved


def answers(game: Game, _: str) -> None:
    """List the questions of the scene, numbered, with what was answered."""
    from borderpost.debrief.run.marking import marked_told
    from borderpost.plain.asking import answer_words
    from borderpost.plain.page import numbered

    questions = game.run.view().questions
    if not questions:
        game.console.say("Nothing is asked here.")
        return
    for number, question in enumerate(questions, 1):
        said = marked_told(question) if question.rows else answer_words(question)
        words = f"{sentence(words_of(question.ask))} {sentence(said or 'Not answered')}"
        numbered(game.console, number, words)
    game.console.say("Type change and a number to answer one anew.")


def change(game: Game, rest: str) -> None:
    """Ask a question of the scene anew."""
    from borderpost.plain.asking import ask

    view = game.run.view()
    number = number_of(rest)
    if not 1 <= number <= len(view.questions):
        game.console.say("Say which: change 1, for instance.")
        answers(game, "")
        return
    question = view.questions[number - 1]
    game.changing = True
    game.walking = ""
    ask(game, question, view)
    raise Moved


def meters(game: Game, _: str) -> None:
    """Say where every meter stands, and what it is; then what the story's picture shows."""
    from borderpost.debrief.run.courses import meaning
    from borderpost.engine.picturing import picture_of
    from borderpost.plain.picture import write_picture_words

    found = game.run.view().meters
    if not found:
        game.console.say("This story has no meters.")
    for meter in found:
        bounds = f"{meter.label} {meter.value}, between {meter.low} and {meter.high}."
        game.console.say(f"{bounds} {meaning(meter.explain, meter.better)}".strip())
    if found:
        game.console.say("How they went, decision by decision: ledger meters.")
    drawn = picture_of(game.run.program, game.run.state)
    if drawn is not None:
        game.console.line()
        write_picture_words(game.console, drawn)
        game.console.say("The same drawn: picture.")


def picture(game: Game, _: str) -> None:
    """Write the story's picture, in words and drawn."""
    from borderpost.plain.picture import write_picture

    write_picture(game)


def ledger(game: Game, rest: str) -> None:
    """Write the ledger of the play so far, or one section of it."""
    from borderpost.debrief.run.sections import SECTIONS
    from borderpost.plain.ledger_page import section_named, write_ledger, write_section

    section = section_named(rest)
    if section is not None:
        write_section(game, section)
    elif rest:
        named = ", ".join(section.id for section in SECTIONS)
        game.console.say(f"The ledger has no section {rest!r}. It has: {named}.")
    else:
        write_ledger(game)


def answer_review(game: Game, rest: str) -> None:
    """Ask what is asked after an ending."""
    from borderpost.plain.review import answer_review as ask_all

    ask_all(game, rest)


def votes(game: Game, rest: str) -> None:
    """Keep how many hands each choice got."""
    from borderpost.plain.in_class import count_hands

    count_hands(game, rest)


def save(game: Game, _: str) -> None:
    """Say where the run is saved."""
    from borderpost.saves.calls import shown

    game.console.say(f"Saved at every step, as {game.saved.handle}:")
    game.console.line(shown(game.saved.path))


def leave(_: Game, __: str) -> None:
    """Leave the game."""
    raise Leave


def show_help(game: Game, _: str) -> None:
    """List every command."""
    console = game.console
    console.say("Type the number of what you choose or answer. Besides:")
    for command in COMMANDS:
        name = f"{command.names[0]} {command.takes}".strip()
        short = [other for other in command.names[1:] if len(other) == 1]
        name += f" (or {short[0]})" if short else ""
        console.say(f"{name}: {command.help}", "  ", "    ")


def last_decision(run: Run) -> str:
    """What the player did last on the way to where a run stands, as a sentence."""
    for moment in reversed(run.path):
        words = decision_words(run.program, moment)
        if words:
            return sentence(words)
    return ""


def _move(game: Game, move: Callable[[], bool], done: Callable[[], str], nothing: str) -> None:
    """Move the head of the run, and say so."""
    try:
        moved = move()
    except KEEPING as error:
        game.fail_to_keep(error)
    else:
        game.console.say(done() if moved else nothing)
        if moved:
            game.step_back()


COMMANDS = (
    Command(("?", "help", "h"), "", "this list.", show_help),
    Command(("undo", "u"), "", "take the last step back; as often as you like.", undo),
    Command(("redo", "r"), "", "take it again.", redo),
    Command(("back",), "N", "go back to page N of the journal and decide anew.", go_back),
    Command(
        ("journal", "j"),
        "[N | all]",
        "your decisions so far and the ways you left; with a number that page to read again, with "
        "all every page.",
        write_journal,
    ),
    Command(("way",), "N", "go on with way N of the journal, which you left.", take_way),
    Command(("export",), "", "write the journal to a file, to print or to hand in.", write_export),
    Command(("again", "a"), "", "read this place once more, with all it offers.", again),
    Command(("answers",), "", "what is asked here, and what you answered.", answers),
    Command(("change",), "N", "answer question N of this place anew.", change),
    Command(("meters", "m"), "", "where the meters stand, and what they are.", meters),
    Command(("picture", "map"), "", "how things stand, in words and drawn.", picture),
    Command(
        ("cases", "case", "cards", "c"), "", "your case file: the cards and facts.", write_case_file
    ),
    Command(("card",), "S10", "open a card of the case file.", write_card),
    Command(("fact",), "F53", "what a mark such as [F53] stands for.", write_fact),
    Command(
        ("ledger", "l"),
        "[SECTION]",
        "what your way meant so far, or one section of it: summary, judged, signed, meters, told, "
        "open, review.",
        ledger,
    ),
    Command(
        ("review",),
        "[N]",
        "at an ending: a few questions to answer in your own words, or question N of them.",
        answer_review,
    ),
    Command(
        ("votes", "vote", "v"),
        "12 5",
        "with --projector: how many hands each choice got, in their order.",
        votes,
    ),
    Command(("save",), "", "where this run is saved; saving itself needs no command.", save),
    Command(("quit", "q", "exit"), "", "leave; the run stays saved.", leave),
)
"""Every command, in the order of the help."""

_BY_NAME = {name: command for command in COMMANDS for name in command.names}

NAMES = tuple(_BY_NAME)
"""Every name a command goes by."""
