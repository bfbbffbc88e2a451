"""Everything there is to see: each field of a view, a question and a journal's entry."""

from __future__ import annotations

from borderpost.engine.actions import Answer, Choose, Continue, Nature
from borderpost.engine.chance import draw
from borderpost.engine.run import Run
from borderpost.engine.view import ChoiceView, QuestionView
from borderpost.story.prose import Paragraph, plain_text
from tests.engine.small import play, program

POST = """
acts: [dawn]
facts:
  F1: {says: A shot., mark: documented}
sources:
  S1: {name: The clerk's note, says: Beware.}
  S2: {name: A map, says: A road.}
variables:
  money: {meter: 0..9, start: 3, label: Money, better: high, explain: A unit.}
  doubts: {meter: 0..9, start: 1}
scenes:
  gate:
    act: dawn
    title: At the gate
    when_where: Lakkon, May
    card: [S1, S2]
    text: "You have {money} coins."
    questions:
      - id: first
        about: S1
        ask: "Who has {money} coins?"
        options:
          me: "I have {money}"
          him: He has
        certainty: true
        feedback: {me: "You have {money}."}
      - id: marks
        type: table
        ask: What fits?
        rows: {old: "It is {money} old", new: It is new}
        columns: [S1, S2]
        options: {fits: fits, against: speaks against}
        mark_at_least: 2
    choices:
      - {id: buy, label: "Pay {money}", do: [money -= 1], after: "You paid.", then: cross}
      - {id: wait, label: Wait, then: gate}
  cross:
    title: The crossing
    text: Two roads.
    then: {chance: {left: 1, right: 1}}
  left: {title: Left, text: Left., do: [doubts += 1], then: {chance: {desk: 1, far: 1}}}
  right: {title: Right, text: Right., then: {chance: {desk: 1, far: 1}}}
  far: {title: Far, text: Far., then: desk}
  desk:
    text: A desk.
    questions:
      - {id: second, again: first, ask: And now?, optional: true}
    report:
      opens: "To the capital, {money}."
      slots:
        - id: who
          ask: Who came?
          options:
            one: {says: "One, with {money}.", strength: is, likelihood: very likely, cites: [F1]}
            none: {says: Nobody can say.}
    choices: [{id: send, label: Send, then: stuck}]
  stuck:
    title: Stuck
    text: No way on.
    choices: [{id: never, label: Never, if: money > 8, then: over}]
endings: {over: {title: Over, text: It is over.}}
"""

ANSWERS = (
    Answer("first", "me", "", 2),
    Answer("marks", "fits", "S1.old"),
    Answer("marks", "against", "S2.old"),
)


def begun(seed: int = 1) -> Run:
    return Run(program(POST), {}, seed)


def answered(seed: int = 1) -> Run:
    run = begun(seed)
    for answer in ANSWERS:
        run.act(answer)
    return run


def words(paragraphs: tuple[Paragraph, ...]) -> str:
    return plain_text(paragraphs)


def test_a_scene_tells_where_and_when_it_is_and_what_can_be_done() -> None:
    view = begun().view()
    assert (view.kind, view.place, view.act) == ("scene", "gate", "dawn")
    assert (view.title, view.when_where) == ("At the gate", "Lakkon, May")
    (passage,) = view.passages
    assert words(passage.paragraphs) == "You have 3 coins."
    assert passage._replace(paragraphs=()) == (
        "scene", (), "gate", "At the gate", "Lakkon, May", ("S1", "S2"),
    )  # fmt: skip
    assert [(c.number, c.action, words(c.label)) for c in view.choices] == [
        (1, Choose("gate", "buy"), "Pay 3"),
        (2, Choose("gate", "wait"), "Wait"),
    ]
    money, doubts = view.meters
    assert money == ("money", "Money", 3, 3, 0, 9, "high", "A unit.")
    assert doubts == ("doubts", "doubts", 1, 1, 0, 9, "none", "")
    assert (view.opens, view.by_choice, view.on_the_way) == ((), (), ())


def test_a_question_that_was_not_answered_yet() -> None:
    first, marks = begun().view().questions
    assert words(first.ask) == "Who has 3 coins?"
    assert [(o.id, words(o.label), o.likelihood) for o in first.options] == [
        ("me", "I have 3", ""),
        ("him", "He has", ""),
    ]
    plain = first._replace(ask=(), options=())
    assert plain == QuestionView(
        "first", "question", (), (), "", 0, asks_certainty=True, optional=False, is_open=True,
        about="S1", missing=1,
    )  # fmt: skip
    assert (marks.kind, marks.asks_certainty, marks.missing) == ("table", False, 2)
    assert [(row.id, words(row.label)) for row in marks.rows] == [
        ("old", "It is 3 old"),
        ("new", "It is new"),
    ]
    assert [(row.id, words(row.label)) for row in marks.columns] == [
        ("S1", "The clerk's note"),
        ("S2", "A map"),
    ]
    assert all(part.kind == "text" for column in marks.columns for part in column.label)


def test_a_question_that_was_answered() -> None:
    run = begun()
    run.act(ANSWERS[0])
    run.act(ANSWERS[1])
    first, marks = run.view().questions
    assert (first.answer, first.certainty, first.is_open, first.missing) == ("me", 2, False, 0)
    assert words(first.feedback) == "You have 3."
    assert (first.earlier, first.cells) == ((), {})
    assert (marks.answer, marks.cells, marks.missing) == ("", {"S1.old": "fits"}, 1)
    assert [question.id for question in run.view().open_questions] == ["marks"]
    run.act(ANSWERS[2])
    assert run.view().open_questions == ()
    run.act(Answer("first", "him", "", 0))
    first = run.view().questions[0]
    assert (first.answer, first.certainty, first.feedback) == ("him", 0, ())


def test_what_was_said_before_stands_beside_the_question_that_asks_again() -> None:
    run = answered()
    run.act(Choose("gate", "buy"))
    while run.view().place != "desk":
        (way,) = run.view().choices
        run.act(way.action)
    second, who = run.view().questions
    assert (second.kind, words(second.earlier), second.answer) == ("question", "I have 3", "")
    assert words(run.view().opens) == "To the capital, 2."
    assert (who.kind, who.earlier) == ("slot", ())
    assert [(o.id, words(o.label), o.likelihood) for o in who.options] == [
        ("one", "One, with 2.", "very likely, 80-95 %"),
        ("none", "Nobody can say.", ""),
    ]
    run.act(Answer("second", "him"))
    assert words(run.view().questions[0].earlier) == "I have 3"
    run.act(Answer("who", "one"))
    run.act(Choose("desk", "send"))
    assert (run.view().kind, run.view().choices) == ("stuck", ())


def test_continue_is_the_one_way_of_a_scene_without_choices() -> None:
    run = answered()
    run.act(Choose("gate", "buy"))
    (way,) = run.view().choices
    assert (way.number, way.action, words(way.label)) == (1, Continue("cross"), "Continue")
    assert isinstance(way, ChoiceView)


def test_what_a_choice_costs_is_told_apart_from_what_comes_after() -> None:
    run = answered(seed=next(s for s in range(50) if draw(s, "~cross#1", 0, ((0, 1), (0, 1))) == 0))
    run.act(Choose("gate", "buy"))
    view = run.view()
    assert [passage.kind for passage in view.passages] == ["after", "scene"]
    assert [(m.name, m.before, m.value) for m in view.by_choice] == [("money", 3, 2)]
    assert view.on_the_way == ()
    run.act(Continue("cross"))
    view = run.view()
    assert (view.place, view.by_choice) == ("left", ())
    assert [(m.name, m.before, m.value) for m in view.on_the_way] == [("doubts", 1, 2)]
    assert [(m.name, m.before) for m in view.meters] == [("money", 2), ("doubts", 1)]


def test_each_point_of_chance_counts_its_own_draws() -> None:
    for seed in range(12):
        run = answered(seed)
        run.act(Choose("gate", "buy"))
        run.act(Continue("cross"))
        here = run.view().place
        run.act(Continue(here))
        ways = {"desk": 0, "far": 1}
        assert ways[run.view().place] == draw(seed, f"~{here}#1", 0, ((0, 1), (1, 1)))


def test_a_journal_has_an_entry_for_each_stop_of_play() -> None:
    run = answered()
    run.act(Choose("gate", "buy"))
    run.act(Continue("cross"))
    place = run.view().place
    chance = next(act for act in run.acts() if isinstance(act.action, Nature))
    gate, cross, here = run.journal()
    assert gate.decision.split("\n") == [
        "Who has 3 coins? I have 3 (fairly sure)",
        "The clerk's note: It is 3 old: fits",
        "A map: It is 3 old: speaks against",
        "Pay 3",
    ]
    assert gate[3:6] == ("dawn", "At the gate", "Lakkon, May")
    assert [(m.name, m.before, m.value) for m in gate.changes] == [("money", 3, 2)]
    assert (gate.number, gate.decided_after) == (0, 3)
    assert (cross.number, cross.decision, cross.title) == (4, "Continue", "The crossing")
    assert (cross.act, cross.when_where, cross.decided_after) == ("", "", 4)
    assert [passage.kind for passage in cross.passages] == ["after", "scene"]
    assert (here.number, here.decision) == (chance.number, "")
    assert here.title == run.program.story.scenes[place].title
    assert (here.changes, here.decided_after) == ((), chance.number)
    assert run.journal(0) == (gate._replace(decision="", changes=(), decided_after=0),)


def test_the_journal_of_a_way_back_ends_where_it_stands() -> None:
    run = play(answered(), "gate.wait")
    assert [entry.decided_after for entry in run.journal()] == [3, 4]
    run.undo()
    assert [entry.number for entry in run.journal()] == [0]
