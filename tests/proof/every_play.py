"""The slow second opinion on words and minutes: every play gone through, and read page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from borderpost.engine.actions import Action, Answer, Choose, Continue, Nature
from borderpost.engine.asking import questions_at
from borderpost.engine.functions import State
from borderpost.engine.moment import Event, Moment
from borderpost.engine.offering import choices_at
from borderpost.engine.program import Program, cells
from borderpost.engine.reading import passages_of, prose
from borderpost.engine.view import OptionView
from borderpost.story.model import Question, QuestionKind, Scene
from borderpost.story.prose import Paragraph

MOST = 4_000
"""Plays after which a story is too large for this."""

DECISION, QUESTION, CELL, SENTENCE = 40, 20, 10, 48
"""Seconds."""


class TooMany(Exception):
    """There are more plays than can be gone through."""


Cost = tuple[int, int]
"""Words, and seconds besides reading them."""


def count(paragraphs: Sequence[Paragraph]) -> int:
    """The words of paragraphs; marks of facts are none."""
    text = " \n".join(
        "".join("" if span.fact else span.text for span in paragraph.spans)
        for paragraph in paragraphs
    )
    return len([word for word in text.split() if any(map(str.isalnum, word))])


def plays(program: Program, settings: Mapping[str, str]) -> list[tuple[Cost, Cost]]:
    """What every play costs that ends: at the least and at the most, by what no state says.

    Raises TooMany, also where plays go round.
    """
    told: list[Event] = []
    state = program.start(settings, told)
    words = _read(program, None, state, state, told)
    found: list[tuple[Cost, Cost]] = []
    for low, high in _on(program, state, 0, (words, 0), (words, 0), 0):
        found.append((low, high))
        if len(found) > MOST:
            raise TooMany
    return found


def _read(
    program: Program, action: Action | None, before: State, after: State, told: list[Event]
) -> int:
    """The words of a step's passages."""
    words = 0
    for passage in passages_of(program, Moment(1, 0, action, before, after, tuple(told))):
        if passage.kind == "told":
            continue
        scene = program.story.scenes.get(passage.place)
        if passage.kind == "scene" and scene is not None and scene.is_automatic:
            continue  # it shows its cards
        words += count(passage.paragraphs) + len(f"{passage.title} {passage.when_where}".split())
        if passage.kind == "ending":
            ending = program.story.endings[passage.place]
            words += count(prose(program, ending.bought, after))
            words += count(prose(program, ending.cost, after))
    return words


def _plus(cost: Cost, words: int, seconds: int = 0) -> Cost:
    return cost[0] + words, cost[1] + seconds


def _on(
    program: Program, state: State, asked: int, low: Cost, high: Cost, deep: int
) -> Iterator[tuple[Cost, Cost]]:
    """Every play that goes on from somewhere."""
    if deep > 200:
        raise TooMany
    place = program.place(state)
    if place.kind == "ending":
        yield low, high
        return
    if place.flow is not None:
        for target, _ in program.weights(state):
            yield from _step(
                program, state, Nature(program.layout.places[target].name), low, high, deep
            )
        return
    scene = program.story.scenes[place.scene]
    staged = [question for question in scene.asked if _counts(program, question)]
    if asked < len(staged):
        yield from _answers(program, scene, state, asked, low, high, deep)
        return
    offered = choices_at(program, scene, state)
    for view in offered:
        own = next((c for c in scene.choices if c.id == getattr(view.action, "choice", "")), None)
        words = 0 if isinstance(view.action, Continue) else count(view.label)
        if view.locked:
            words += count(prose(program, own.locked, state)) if own else 0
        else:
            words += len(view.readers.split())
        low, high = _plus(low, words), _plus(high, words)
    takeable = [view for view in offered if not view.locked]
    seconds = _deciding(scene) if len(takeable) > 1 else 0
    words = 0
    if scene.report:
        seconds += SENTENCE * len(scene.report.slots)
        words = count(prose(program, scene.report.opens, state))
    low, high = _plus(low, words, seconds), _plus(high, words, seconds)
    for question in scene.asked:
        if question not in staged:
            low, high = _unstaged(program, scene, question, state, low, high)
    for view in takeable:
        yield from _step(program, state, view.action, low, high, deep)


def _deciding(scene: Scene) -> int:
    """The seconds it takes to decide between two ways or more."""
    idle = [choice.once and not choice.do + choice.cost + choice.later for choice in scene.choices]
    return QUESTION if idle and all(idle) else DECISION


def _step(
    program: Program, state: State, action: Action, low: Cost, high: Cost, deep: int
) -> Iterator[tuple[Cost, Cost]]:
    told: list[Event] = []
    to = program.step(state, action, told)
    if isinstance(action, Choose):
        words = _read(program, action, state, to, told)
    else:
        words = _read(program, action, state, to, [e for e in told if e[0] != 3])
    yield from _on(program, to, 0, _plus(low, words), _plus(high, words), deep + 1)


def _counts(program: Program, question: Question) -> bool:
    """Whether any answer to a question changes the state."""
    layout = program.layout
    kept = layout.has(f"answer:{question.id}") or layout.has(f"pending:{question.id}")
    return question.kind is not QuestionKind.TABLE and kept


def _asking(program: Program, scene: Scene, question: Question, state: State) -> int:
    """The words of a question as it stands."""
    path = [Moment(0, -1, None, state, state, ())]
    view = next(v for v in questions_at(program, scene, path) if v.id == question.id)
    options: Sequence[OptionView] = view.options
    words = count(view.ask) + sum(count(option.label) for option in options)
    return words + sum(count(row.label) for row in view.rows)


def _answers(
    program: Program, scene: Scene, state: State, asked: int, low: Cost, high: Cost, deep: int
) -> Iterator[tuple[Cost, Cost]]:
    question = [question for question in scene.asked if _counts(program, question)][asked]
    words = _asking(program, scene, question, state)
    low, high = _plus(low, words), _plus(high, words)
    options = program.options(question, state)
    effort = 0 if question.kind is QuestionKind.SLOT else QUESTION
    for number in options:
        option = question.options[number - 1]
        to = program.step(state, Answer(question.id, option.id, "", 1 if question.certainty else 0))
        feedback = count(prose(program, option.feedback, to))
        yield from _on(
            program,
            to,
            asked + 1,
            _plus(low, feedback, effort),
            _plus(high, feedback, effort),
            deep + 1,
        )
    if question.optional or not options:
        yield from _on(program, state, asked + 1, low, high, deep + 1)


def _unstaged(
    program: Program, scene: Scene, question: Question, state: State, low: Cost, high: Cost
) -> tuple[Cost, Cost]:
    words = _asking(program, scene, question, state)
    low, high = _plus(low, words), _plus(high, words)
    options = [question.options[number - 1] for number in program.options(question, state)]
    if not options:
        return low, high
    feedback = [count(prose(program, option.feedback, state)) for option in options]
    effort = 0 if question.kind is QuestionKind.SLOT else QUESTION
    least = most = 0
    if question.kind is QuestionKind.TABLE:
        most = len(cells(question)) * CELL
        least = min(max(1, question.mark_at_least), len(cells(question))) * CELL
    if not question.optional:
        low = _plus(low, min(feedback), effort + least)
    return low, _plus(high, max(feedback), effort + most)
