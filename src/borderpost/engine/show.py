"""Views of a path: where it stands, and its journal, as plain data for any interface."""

from __future__ import annotations

from borderpost.engine.actions import Answer, Choose, Continue, Nature
from borderpost.engine.asking import questions_at
from borderpost.engine.code import TAKEN
from borderpost.engine.functions import State
from borderpost.engine.moment import Moment, Path
from borderpost.engine.offering import CONTINUE, choices_at
from borderpost.engine.program import Program
from borderpost.engine.reading import passages_of, prose
from borderpost.engine.view import (
    ChoiceView,
    JournalEntry,
    MeterView,
    Passage,
    QuestionView,
    View,
)
from borderpost.story.model import Question, QuestionKind
from borderpost.story.prose import Paragraph, plain_text
from borderpost.story.scales import CERTAINTY


def view_of(program: Program, path: Path) -> View:
    """Everything there is to see at the end of a path."""
    start = _last_decision(path)
    state = path[-1].state
    place = program.place(state)
    passages = tuple(p for step in path[start:] for p in passages_of(program, step))
    scene = program.story.scenes.get(place.scene)
    choices: tuple[ChoiceView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    opens: tuple[Paragraph, ...] = ()
    kind = "ending"
    if place.kind == "ending":
        ending = program.story.endings[place.name]
        act = when_where = ""
        title = ending.title
    else:
        assert scene is not None
        act, title, when_where = scene.act, scene.title, scene.when_where
        if place.kind == "scene":
            questions = questions_at(program, scene, path)
            choices = choices_at(program, scene, state)
            if scene.report:
                opens = prose(program, scene.report.opens, state)
        else:
            choices = (ChoiceView(1, Continue(scene.id), CONTINUE),)
        kind = "scene" if any(choice.number for choice in choices) else "stuck"
    told = path[start].told
    taken = next((at for kind_, _, at in told if kind_ == TAKEN), path[start].before)
    return View(
        kind=kind,
        place=place.name,
        act=act,
        title=title,
        when_where=when_where,
        passages=passages,
        opens=opens,
        questions=questions,
        choices=choices,
        meters=_meters(program, path[start].before, state),
        by_choice=_changed(program, path[start].before, taken),
        on_the_way=_changed(program, taken, state),
    )


def _changed(program: Program, before: State, now: State) -> tuple[MeterView, ...]:
    """The meters that differ between two states."""
    if before == now:
        return ()
    return tuple(m for m in _meters(program, before, now) if m.value != m.before)


def _last_decision(path: Path) -> int:
    """The index of the last choice or Continue on the path, or of its start."""
    for index in range(len(path) - 1, 0, -1):
        if isinstance(path[index].action, Choose | Continue):
            return index
    return 0


def _meters(program: Program, before: State, now: State) -> tuple[MeterView, ...]:
    """The meters now and before the last decision."""
    return tuple(
        MeterView(
            meter.name,
            meter.label or meter.name,
            program.value(meter, now),
            program.value(meter, before),
            meter.low,
            meter.high,
            meter.better,
            meter.explain,
        )
        for meter in program.meters
    )


def journal_of(program: Program, path: Path) -> tuple[JournalEntry, ...]:
    """What was read and decided, one entry for each stop of play."""
    stops: list[tuple[Moment, list[Passage], list[str]]] = []
    after = [step.after for step in path[1:] if isinstance(step.action, Choose | Continue)]
    for step in path:
        if not isinstance(step.action, Nature | None):
            stops[-1][2].append(decision_words(program, step))
        if isinstance(step.action, Choose | Continue | None):
            stops.append((step, [], []))
        elif isinstance(step.action, Nature):
            stops[-1] = (step, *stops[-1][1:])
        stops[-1][1].extend(passages_of(program, step))
    left = [*(stop.state for stop, _, _ in stops[1:]), path[-1].state]
    entries = [_entry(program, *stop, now) for stop, now in zip(stops, left, strict=True)]
    befores = [*after, path[-1].number]
    return tuple(
        entry._replace(decided_after=before) for entry, before in zip(entries, befores, strict=True)
    )


def _entry(
    program: Program, stop: Moment, passages: list[Passage], decided: list[str], now: State
) -> JournalEntry:
    """The entry of a stop: where it was, what was done there, and what that changed."""
    scene = program.story.scenes.get(program.place(stop.state).scene)
    meters = _meters(program, stop.state, now) if now != stop.state else ()
    return JournalEntry(
        number=stop.number,
        passages=tuple(passages),
        decision="\n".join(decided),
        act=scene.act if scene else "",
        title=title_at(program, stop.state),
        when_where=scene.when_where if scene else "",
        changes=tuple(meter for meter in meters if meter.value != meter.before),
    )


def title_at(program: Program, state: State) -> str:
    """What the place a state stands at is called: its title, or the words of its id."""
    place = program.place(state)
    if place.kind == "ending":
        return program.story.endings[place.name].title
    return program.story.scenes[place.scene].called


def decision_words(program: Program, step: Moment) -> str:
    """What the player did in a step, in the story's own words."""
    match step.action:
        case Choose(scene_id, choice_id):
            scene = program.story.scenes[scene_id]
            for choice in scene.choices:
                if choice.id == choice_id:
                    return plain_text(prose(program, choice.label, step.before))
            return program.story.scenes[choice_id].title or choice_id
        case Answer(question_id, option_id, cell, certainty):
            question = _question(program, step.before, question_id)
            option = next(option for option in question.options if option.id == option_id)
            words = f"{_asked(program, question, cell, step.before)} "
            words += plain_text(prose(program, option.says, step.before))
            sure = dict(CERTAINTY).get(str(certainty), "")
            return words + (f" ({sure.lower()})" if sure else "")
        case Continue():
            return "Continue"
        case _:
            return ""


def _question(program: Program, state: State, question_id: str) -> Question:
    """A question of the scene a state stands in."""
    scene = program.story.scenes[program.place(state).scene]
    return next(question for question in scene.asked if question.id == question_id)


def _asked(program: Program, question: Question, cell: str, state: State) -> str:
    """What was asked: the question's words, or the row and column of a table's cell."""
    if question.kind is not QuestionKind.TABLE:
        return plain_text(prose(program, question.ask, state))
    column, _, row_id = cell.partition(".")
    row = next(row for row in question.rows if row.id == row_id)
    return f"{program.story.sources[column].name}: {plain_text(prose(program, row.says, state))}:"
