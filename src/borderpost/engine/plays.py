"""Plays written down: one grammar for tests, witnesses and `play --replay`.

An item is `@setting=value`, a choice as `scene.choice` or its bare id, an answer as
`question=option` (with `@2` behind it for how sure, and `question.column.row=option` for a cell of
a table), or `~outcome` for how chance comes out. Continue is left out, and chance that is not told
is drawn from the run's seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderpost.engine.actions import Action, Answer, Choose, Continue
from borderpost.engine.program import NotOffered
from borderpost.engine.run import Run
from borderpost.engine.view import ChoiceView, View
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean
from borderpost.story.prose import clean, plain_text

LONGEST_TOLD = 60
"""How many characters of an item a message repeats."""

MOST_LISTED = 12
"""How many names of what is offered a message lists."""


class PlayProblem(Mendable):
    """An item of a written-down play that cannot be followed.

    `number` counts items from 1 (0: the play as a whole).
    """

    code = 1

    def __init__(self, number: int, message: str, mend: str) -> None:
        """Say which item it is, what is wrong with it, and what to write instead."""
        super().__init__(message, mend)
        self.number = number

    @property
    def told(self) -> str:
        """Where it is and what is wrong."""
        place = f"item {self.number} of the play" if self.number else "the play"
        return f"{place}: {self.message}"


def read_play(text: str) -> list[str]:
    """The items of a written-down play: a JSON list of strings, or items on lines of their own.

    Commas part items, too, as they do where a message tells a play. A `#` at the beginning of a
    line or after a blank begins a comment. Raises PlayProblem.
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("["):
        return _read_json(text)
    lines = (f" {line}".split(" #")[0].strip() for line in clean(text).split("\n"))
    items = (item.strip() for line in lines for item in line.split(","))
    return [item for item in items if item]


def _read_json(text: str) -> list[str]:
    """The items of a play written as a JSON list."""
    import json

    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise PlayProblem(
            0,
            f"it begins like a JSON list but is none{where}",
            'write a list of strings such as ["go", "grade=C"], or one item a line',
        ) from None
    for number, item in enumerate(items, 1):
        if not isinstance(item, str):
            raise PlayProblem(number, "it is no text", 'put it in quotes, such as "go"')
    return list(items)


def settings_of(items: Sequence[str]) -> dict[str, str]:
    """The settings a play was written for, from its `@setting=value` items. Raises PlayProblem."""
    settings: dict[str, str] = {}
    for number, item in enumerate(items, 1):
        if item.startswith("@"):
            name, value = _setting(number, item)
            if settings.setdefault(name, value) != value:
                message = f"'{_told(name)}' was already set to '{_told(settings[name])}'"
                raise PlayProblem(number, message, "set it once")
    return settings


def follow_play(run: Run, items: Sequence[str]) -> None:
    """Play a written-down play on from where a run stands. Raises PlayProblem.

    What could be followed before a problem has been played. After the last item, the way goes on
    for as long as Continue is all there is.
    """
    for _ in steps_of_play(run, items):
        pass


def steps_of_play(run: Run, items: Sequence[str]) -> Iterator[Action]:
    """The same, one step at a time: each action of the player's, just before it is taken."""
    for number, item in enumerate(items, 1):
        if item.startswith("@"):
            _check_setting(run, number, item)
        elif item.startswith("~"):
            yield from _let_nature(run, number, item)
        else:
            yield from _play_item(run, number, item)
    run.settle()
    yield from _go_on(run)


def _setting(number: int, item: str) -> tuple[str, str]:
    """The name and value of a setting's item."""
    name, equals, value = item[1:].partition("=")
    if not (name and equals and value):
        raise PlayProblem(number, f"'{_told(item)}' is no setting", "write @name=value")
    return name, value


def _check_setting(run: Run, number: int, item: str) -> None:
    """Make sure that a run has the setting its play was written for."""
    name, value = _setting(number, item)
    now = run.settings.get(name)
    if now is None:
        names = ", ".join(run.settings) or "none"
        raise PlayProblem(number, f"there is no setting '{_told(name)}'", f"the settings: {names}")
    if now != value:
        raise PlayProblem(
            number,
            f"the play sets {name} to '{_told(value)}', and this run has '{now}'",
            "begin a new run with the play's own settings",
        )


def _let_nature(run: Run, number: int, item: str) -> Iterator[Action]:
    """Let chance come out as an item tells it, going on to where it is nature's move."""
    been: set[int] = set()
    while not (weights := run.program.weights(run.state)):
        way = None if run.state in been else _only_continue(run.view())
        if way is None:
            message = f"no chance stands open before '{_told(item)}'"
            raise PlayProblem(number, message, "leave it out, or look at the item before it")
        been.add(run.state)
        yield way
        run.take(way)
    try:
        run.nature(item[1:])
    except NotOffered:
        places = run.program.layout.places
        names = ", ".join(f"~{places[target].name}" for target, _ in weights)
        message = f"chance cannot lead to '{_told(item[1:])}' here"
        raise PlayProblem(number, message, f"it can come out as: {names}") from None


def _play_item(run: Run, number: int, item: str) -> Iterator[Action]:
    """Take the choice or the answer of one item, going on to where it is offered."""
    run.settle()
    been: set[int] = set()
    while True:
        view = run.view()
        action = _resolved(view, number, item)
        if action is not None:
            yield action
            try:
                run.take(action)
            except NotOffered as problem:
                raise PlayProblem(number, str(problem), _offered(view)) from None
            return
        way = _only_continue(view)
        if way is None or run.state in been:
            raise _not_offered(view, number, item)
        been.add(run.state)
        yield way
        run.act(way)


def _go_on(run: Run) -> Iterator[Action]:
    """Continue for as long as that is all there is; a ring of such scenes is gone round once."""
    been: set[int] = set()
    while run.state not in been:
        been.add(run.state)
        way = _only_continue(run.view())
        if way is None:
            return
        yield way
        run.act(way)


def _only_continue(view: View) -> Continue | None:
    """The Continue of a place that offers nothing else and waits for no answer."""
    if view.open_questions:
        return None
    ways = [choice.action for choice in view.takeable]
    return ways[0] if len(ways) == 1 and isinstance(ways[0], Continue) else None


def _resolved(view: View, number: int, item: str) -> Action | None:
    """The action an item stands for at a place; None where the place does not know it."""
    left, equals, right = item.partition("=")
    if equals:
        return _answer(view, number, left, right)
    for choice in view.choices:
        if item in _names(choice):
            if choice.locked:
                message = f"'{_told(item)}' is locked here ({choice.locked})"
                raise PlayProblem(number, message, _offered(view))
            return choice.action
    return None


def _answer(view: View, number: int, left: str, right: str) -> Answer | None:
    """The answer an item gives to a question of a place, or None where it is not asked there."""
    name, _, cell = left.partition(".")
    question = next((question for question in view.questions if question.id == name), None)
    if question is None:
        return None
    option, _, sure = right.partition("@")
    options = [offered.id for offered in question.options]
    if option not in options:
        raise PlayProblem(
            number,
            f"'{_told(option)}' is no answer to '{name}'{did_you_mean(option, options)}",
            f"the answers: {_listed(options)}",
        )
    if bool(cell) != bool(question.rows):
        message = f"'{name}' is {'a table' if question.rows else 'no table'}"
        mend = f"write {name}.column.row=option" if question.rows else f"write {name}=option"
        raise PlayProblem(number, message, mend)
    if sure not in ("", "1", "2", "3"):
        raise PlayProblem(number, f"'{_told(sure)}' is no certainty", "write @1, @2 or @3")
    return Answer(name, option, cell, int(sure or 0))


def _names(choice: ChoiceView) -> tuple[str, ...]:
    """What a play may call a choice: its whole name, and its bare id."""
    match choice.action:
        case Choose(scene, name):
            return f"{scene}.{name}", name
        case Continue(scene):
            return (f"{scene}.",)
        case _:
            return ()


def _not_offered(view: View, number: int, item: str) -> PlayProblem:
    """What to tell of an item that is not to be had where the play stands."""
    if view.kind == "ending":
        message = f"the play has already ended, at '{view.place}', before '{_told(item)}'"
        return PlayProblem(number, message, "leave out what follows the ending")
    left, equals, _ = item.partition("=")
    if view.open_questions and not equals:
        first = view.open_questions[0]
        asked = plain_text(first.ask).replace("\n", " ")
        message = f"'{_told(item)}' is not offered at '{view.place}', which still asks: {asked}"
        return PlayProblem(number, message, f"answer it first: {first.id}={first.options[0].id}")
    names = [question.id for question in view.questions] if equals else _choice_ids(view)
    guess = did_you_mean(left.rpartition(".")[2], names)
    what = "asked" if equals else "offered"
    message = f"'{_told(left)}' is not {what} at '{view.place}'{guess}"
    return PlayProblem(number, message, _offered(view))


def _offered(view: View) -> str:
    """What a place offers, as the mend of an item that it does not."""
    questions = [f"{question.id}=..." for question in view.questions]
    names = questions + _choice_ids(view)
    return f"'{view.place}' offers: {_listed(names)}" if names else f"'{view.place}' offers nothing"


def _choice_ids(view: View) -> list[str]:
    """The bare ids of the choices that can be taken."""
    return [_names(choice)[-1] for choice in view.takeable]


def _listed(names: Sequence[str]) -> str:
    """Names with commas between them, not too many."""
    more = ", ..." if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def _told(text: str) -> str:
    """A part of an item as a message repeats it."""
    one_line = clean(text).replace("\n", " ")
    return one_line if len(one_line) <= LONGEST_TOLD else f"{one_line[:LONGEST_TOLD]}…"
