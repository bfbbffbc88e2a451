"""Questions of a scene and slots of a report, asked one by one by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderpost.engine.actions import Answer
from borderpost.engine.turn import SLOT, TABLE, may_be_left
from borderpost.plain.page import numbered
from borderpost.plain.prompt import Prompt, pick
from borderpost.plain.wrapping import prose_lines, sentence, words_of
from borderpost.story.scales import CERTAINTY

if TYPE_CHECKING:
    from borderpost.engine.view import OptionView, QuestionView, View
    from borderpost.plain.game import Game

SKIP = "s"


def ask(game: Game, question: QuestionView, view: View) -> None:
    """Ask one question and send the answer; one that is skipped is not asked again here."""
    if question.kind == TABLE:
        from borderpost.plain.tables import walk

        walk(game, question, view)
        return
    _write_question(game, question, view)
    words = {SKIP: "keep that answer" if question.answer else "skip it"}
    prompt = Prompt(
        top=len(question.options),
        relist=lambda: write_options(game, question.options),
        words=words if may_be_left(question) else {},
        enter=SKIP if may_be_left(question) else "",
    )
    picked = pick(game, prompt)
    if isinstance(picked, str):
        game.passed.add(question.id)
        return
    option = question.options[picked - 1]
    certainty = _ask_certainty(game) if question.asks_certainty else 0
    game.act(Answer(question.id, option.id, "", certainty))
    game.passed.add(question.id)
    write_feedback(game, question.id)


def _write_question(game: Game, question: QuestionView, view: View) -> None:
    """Write a question whole: what it asks, what was said before, and the options."""
    if question.kind == SLOT and _is_first_slot(question, view):
        game.console.line()
        game.console.lines(prose_lines(view.opens, game.console.width))
    write_ask(game, question, view)
    write_options(game, question.options)
    if question.answer:
        game.console.say(f"s keeps your answer: {sentence(answer_words(question))}")
    elif question.optional:
        game.console.say("s skips this question.")


def write_ask(game: Game, question: QuestionView, view: View) -> None:
    """Write which question this is, what it asks, and what it is about."""
    console = game.console
    console.line()
    kin = [other for other in view.questions if (other.kind == SLOT) == (question.kind == SLOT)]
    if len(kin) > 1:
        name = "Line" if question.kind == SLOT else "Question"
        ids = [other.id for other in kin]
        console.say(f"{name} {ids.index(question.id) + 1} of {len(kin)}.")
    console.lines(prose_lines(question.ask, console.width))
    if question.about:
        console.say(f"(About {card_name(game, question.about)}. Type: card {question.about})")
    if question.earlier:
        console.say(f"You said before: {sentence(words_of(question.earlier))}")


def write_options(game: Game, options: tuple[OptionView, ...]) -> None:
    """Write the answers a question offers, numbered."""
    for number, option in enumerate(options, 1):
        numbered(game.console, number, option_words(option))


def option_words(option: OptionView) -> str:
    """An option's label; a grade by letter is told with its letter."""
    label = words_of(option.label)
    if option.likelihood:
        label += f" ({option.likelihood})"
    is_letter = len(option.id) == 1 and option.id.isupper()
    return f"{option.id}: {label}" if is_letter and label != option.id else label


def answer_words(question: QuestionView) -> str:
    """What was answered, and how surely."""
    labels = {option.id: option_words(option) for option in question.options}
    said = labels.get(question.answer, question.answer)
    return f"{said} ({certainty_word(question.certainty)})" if question.certainty else said


def certainty_word(certainty: int) -> str:
    """How sure, in a word."""
    return dict(CERTAINTY)[str(certainty)].lower()


def card_name(game: Game, card: str) -> str:
    """A card by its id and its name."""
    source = game.story.sources.get(card)
    return f"{card} {source.name}" if source else card


def _is_first_slot(question: QuestionView, view: View) -> bool:
    slots = [other.id for other in view.questions if other.kind == SLOT]
    return slots[0] == question.id


def _ask_certainty(game: Game) -> int:
    """How sure the player is of an answer: 1 to 3, or 0 where they would not say."""

    def relist() -> None:
        for number, (_, label) in enumerate(CERTAINTY, 1):
            numbered(game.console, number, label)

    game.console.say("How sure are you? (s: no answer)")
    relist()
    picked = pick(game, Prompt(len(CERTAINTY), relist, {SKIP: "leave it open"}, SKIP))
    return picked if isinstance(picked, int) else 0


def write_feedback(game: Game, question_id: str) -> None:
    """Write back what was answered, and the text's reasons for it."""
    console = game.console
    for question in game.run.view().questions:
        if question.id == question_id and question.answer:
            console.say(f"You answered: {sentence(answer_words(question))}")
            if question.feedback:
                console.line()
                console.lines(prose_lines(question.feedback, console.width))
