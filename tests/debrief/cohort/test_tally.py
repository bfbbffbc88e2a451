"""A class counted: each figure against a count by hand, and nothing that grows without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from borderpost.debrief.cohort.account import Account, Answered, Decided
from borderpost.debrief.cohort.report import questions_anew
from borderpost.debrief.cohort.tally import MOST_TEXTS, Asked, Cell, Tally, Texts
from borderpost.engine.program import Program
from borderpost.proof.players import players_of
from borderpost.story.load import load_story
from borderpost.story.scales import SURE
from borderpost.workshop.recording import Recording
from tests.debrief.cohort.classes import account, counted, saved, story
from tests.program import CHECKOUT


def tallied(accounts: Iterable[Account]) -> Tally:
    tally = Tally(questions_anew(story()))
    for each in accounts:
        tally.add(each)
    return tally


def answered(option: str, certainty: int, *, right: bool | None) -> Answered:
    return Answered(1, "", "desk", "snow", "", option, certainty, right)


@cache
def _lakkon() -> tuple[Program, tuple[Account, ...]]:
    """Lakkon, and plays by lot of it."""
    import tempfile

    loaded = load_story(CHECKOUT / "story" / "lakkon").story
    assert loaded is not None
    program = Program(loaded)
    recording = Recording(program, {"profile": "full"}, players_of(loaded), seed=11)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, 26):
            recording.keep(recording.play(number), Path(folder))
        found, told = counted(Path(folder), program=program)
    assert told == []
    return program, tuple(found)


# --- Against a count by hand ---------------------------------------------------------------------


def test_every_figure_of_a_class_is_what_one_counts_by_hand() -> None:
    program, all_of_it = _lakkon()
    # Some stop on the way: they have no ending, and no meters at the end.
    accounts = [
        each if number % 3 else each._replace(ending="", place="mess")
        for number, each in enumerate(all_of_it)
    ]
    tally = Tally(questions_anew(program.story))
    for each in accounts:
        tally.add(each)
    done = [each for each in accounts if each.ending]
    assert 0 < len(done) < len(accounts)
    assert (tally.runs, tally.finished, tally.pairs) == (25, len(done), 0)
    assert tally.endings == Counter(each.ending for each in done)
    assert tally.standing == {"mess": 25 - len(done)}
    assert tally.told == Counter(fact for each in accounts for fact in each.told)
    assert tally.cited == Counter(fact for each in accounts for fact in each.cited)
    for name, values in tally.meters.items():
        assert values == Counter(each.meters[name] for each in done)
    taken = [(each, decided) for each in accounts for decided in each.decided]
    assert set(tally.splits) == {decided.scene for _, decided in taken}
    for scene, split in tally.splits.items():
        here = [(each, decided) for each, decided in taken if decided.scene == scene]
        assert split.times == len(here)
        assert split.chosen == Counter(decided.choice for _, decided in here)
        assert split.offered == Counter(name for _, decided in here for name in decided.offered)
        assert split.met == Counter(card for _, decided in here for card in decided.cards.met)
        assert split.opened == Counter(card for _, d in here for card in d.cards.opened)
        assert split.positions == sum(each.decided.index(decided) + 1 for each, decided in here)
        for choice, endings in split.endings.items():
            assert endings == Counter(each.ending for each, d in here if d.choice == choice)
    given = [(each, a) for each in accounts for a in each.answered]
    assert set(tally.asked) == {Cell(a.question, a.cell) for _, a in given}
    for (question, cell), asked in tally.asked.items():
        own = [a for _, a in given if (a.question, a.cell) == (question, cell)]
        assert asked.times == len(own)
        assert asked.options == Counter(a.option for a in own)
        assert asked.right == sum(a.is_right is True for a in own)
        assert asked.sure_right == sum(a.is_right is True and a.certainty == SURE for a in own)
        assert asked.sure_wrong == sum(a.is_right is False and a.certainty == SURE for a in own)
    strong = Counter(
        sum(not sentence.is_supported for sentence in each.signed)
        for each in accounts
        if each.signed
    )
    assert tally.outran == strong
    assert sum(tally.signed.values()) == sum(len(each.signed) for each in accounts)


# --- Each run once -------------------------------------------------------------------------------


def test_a_run_that_comes_to_a_question_twice_answers_it_once(tmp_path: Path) -> None:
    """Else one pupil who goes round in circles would be a class of five."""
    round_again = ("desk.look", "yard.back")
    path = saved(tmp_path, "snow=no@3", *round_again, "snow=yes@3", *round_again, "snow=yes@3")
    tally = tallied([account(path)])
    asked = tally.asked[Cell("snow", "")]
    assert (asked.times, asked.right, asked.sure_right, asked.sure_wrong) == (1, 0, 0, 1)
    assert asked.options == {"no": 1}


def test_a_run_that_signs_twice_is_one_report(tmp_path: Path) -> None:
    signed = ("desk.take", "weather=iced", "form.again")
    tally = tallied([account(saved(tmp_path, *signed, "desk.take", "weather=iced", "form.send"))])
    assert tally.signed == {Cell("weather", "iced"): 1}
    assert tally.outran == {1: 1}


def test_a_decision_counts_as_often_as_it_was_taken(tmp_path: Path) -> None:
    path = saved(tmp_path, "desk.look", "yard.back", "desk.look", "yard.back", "desk.leave")
    split = tallied([account(path)]).splits["desk"]
    assert (split.times, split.chosen) == (3, {"look": 2, "leave": 1})
    assert split.positions == 1 + 3 + 5
    assert split.endings["look"] == {"gone": 2}


# --- Right, wrong, sure --------------------------------------------------------------------------


def test_who_was_sure_and_who_was_not() -> None:
    asked = Asked()
    given = [("yes", 3, True), ("no", 3, False), ("yes", 2, True), ("no", 1, False)]
    for option, certainty, right in (*given, ("yes", 0, True), ("what", 3, None)):
        asked.add(answered(option, certainty, right=right))
    assert (asked.times, asked.right) == (6, 3)
    # Who did not say how sure is neither; where nothing is decided, nobody is right.
    assert (asked.sure_right, asked.sure_wrong, asked.unsure) == (1, 1, 2)


def test_estimates_before_and_after(tmp_path: Path) -> None:
    plays = [
        ("guess=few", "desk.take", "guess_again=many", "form.send"),
        ("guess=few", "desk.take", "guess_again=many", "guess_again=few", "form.send"),
        ("guess=many", "guess=few", "desk.take", "guess_again=many", "form.send"),
        ("guess=few", "desk.leave"),
        ("desk.take", "guess_again=few", "form.send"),
    ]
    found = [account(saved(tmp_path, *items)) for items in plays]
    tally = tallied(found)
    assert tally.anew == (("guess", "guess_again"),)
    assert tally.moves["guess", "guess_again"] == {("few", "many"): 2, ("many", "many"): 1}
    assert tally.asked[Cell("guess", "")].options == {"few": 3, "many": 1}


# --- Texts ---------------------------------------------------------------------------------------


def test_texts_are_kept_up_to_a_bound() -> None:
    texts = Texts()
    for number in range(MOST_TEXTS + 7):
        texts.add("", str(number))
    assert (len(texts.kept), texts.kept[-1], texts.more) == (
        MOST_TEXTS,
        ("", str(MOST_TEXTS - 1)),
        7,
    )


def test_dissents_votes_and_pairs_are_counted(tmp_path: Path) -> None:
    one = account(saved(tmp_path))
    votes, says = {"take": 5, "leave": 2}, "Not I."
    first: Decided = one.decided[0]._replace(votes=votes, dissent=says)
    pair = one._replace(decided=(first, *one.decided[1:]), as_pair=True, wrote={"why": "So."})
    tally = tallied([pair, one, pair])
    split = tally.splits["desk"]
    assert (tally.runs, tally.pairs) == (3, 2)
    assert split.votes == {"take": 10, "leave": 4}
    assert split.dissents.kept == [("take", says)] * 2
    assert tally.wrote["why"].kept == [("", "So.")] * 2


def test_settings_are_counted_together(tmp_path: Path) -> None:
    one = account(saved(tmp_path))
    tally = tallied([one, one, one._replace(settings={"length": "long"})])
    assert tally.settings == {(("length", "short"),): 2, (("length", "long"),): 1}
