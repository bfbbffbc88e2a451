"""From actions to the keys that take them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.pilot import Pilot

from borderpost.engine.actions import Action, Answer, Nature
from borderpost.terminal.play.asking import cells_of
from borderpost.terminal.play.play import PlayScreen
from tests.terminal.hands import press


async def press_play(pilot: Pilot[None], screen: PlayScreen, actions: Iterable[Action]) -> None:
    """Press the keys that these actions need, looking at what is asked; chance needs none."""
    for action in actions:
        if isinstance(action, Nature):
            continue
        if isinstance(action, Answer):
            await go_to_question(pilot, screen, action)
            await answer(pilot, screen, action)
            continue
        while screen.question is not None:
            await press(pilot, "d" if screen.in_table else "s")
        (number,) = [
            n for n, choice in enumerate(screen.run.view().choices) if choice.action == action
        ]
        await take(pilot, screen, number)


async def go_to_question(pilot: Pilot[None], screen: PlayScreen, wanted: Answer) -> None:
    """Leave out questions before the one wanted, or go back to it."""
    ids = [question.id for question in screen.run.view().questions]
    while screen.question is None or screen.question.id != wanted.question:
        asked = ids.index(screen.question.id) if screen.question else len(ids)
        if asked < ids.index(wanted.question):
            await press(pilot, "d" if screen.in_table else "s")
            continue
        settled = [question.id for question in screen._asking.settled(screen.run.view())]
        await press(pilot, "a")
        if len(settled) > 1:
            await take(pilot, screen, settled.index(wanted.question))


async def answer(pilot: Pilot[None], screen: PlayScreen, wanted: Answer) -> None:
    """Give an answer to the question that is asked."""
    question = screen.question
    assert question is not None
    if wanted.cell:
        columns = len(question.columns)
        to = cells_of(question).index(wanted.cell)
        while screen.table.cursor > len(cells_of(question)) - 1:
            await press(pilot, "up")
        for key, back, here, there in (
            ("down", "up", screen.table.cursor // columns, to // columns),
            ("right", "left", screen.table.cursor % columns, to % columns),
        ):
            await press(pilot, *[key if there > here else back] * abs(there - here))
        number = [option.id for option in question.options].index(wanted.option) + 1
        await press(pilot, str(number))
        return
    await take(pilot, screen, [option.id for option in question.options].index(wanted.option))
    if question.asks_certainty:
        await press(pilot, str(wanted.certainty) if wanted.certainty else "s")


async def take(pilot: Pilot[None], screen: PlayScreen, index: int) -> None:
    """Take an item of the menu: by its number where it has a key, else by arrows."""
    number = screen.ways_menu.items[index].number
    if 1 <= number <= 9:
        await press(pilot, str(number))
        return
    while screen.ways_menu.highlighted != index:
        await press(pilot, "down")
    await press(pilot, "enter")
