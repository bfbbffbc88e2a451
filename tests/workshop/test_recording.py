"""Plays by lot kept as saved runs: a class that nobody sat in."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from borderpost.debrief.run.cards import CARD_VIEWED
from borderpost.engine.actions import Answer
from borderpost.engine.records import Act, Note
from borderpost.engine.run import Run
from borderpost.engine.settings import complete
from borderpost.proof.players import UNIFORM, player_named, players_of
from borderpost.saves.follow import follow
from borderpost.saves.problem import LogProblem
from borderpost.saves.stored import StoredRun, read_log
from borderpost.story.load import load_story
from borderpost.workshop import recording as room_of_recording
from borderpost.workshop.recording import Recording
from borderpost.workshop.simulating import CLASS_SIZE, MOST_KEPT, STOPPED, BadRuns, recorded
from tests.debrief.cohort.classes import room
from tests.debrief.exports.runs import lakkon
from tests.program import CHECKOUT
from tests.stories import program_from
from tests.working_folder import Here

ENDLESS = """\
story: {id: endless, title: Endless, version: 1, language: en, start: here}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: on, label: On, then: there}
  there:
    title: There
    text: There.
    choices:
      - {id: back, label: Back, then: here}
      - {id: out, label: Out, if: seen(never), then: over}
  never:
    text: Never.
    then: over
endings:
  over: {title: Over, text: Over.}
"""


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A working folder of its own."""
    return Here(tmp_path, monkeypatch, capsys)


def keep(folder: Path, seed: int, runs: int, player: str | None = None) -> list[StoredRun]:
    """Runs of Lakkon by lot, as they were kept, in the order of their names."""
    text, code = recorded(lakkon().story, {}, folder, runs=runs, seed=seed, player=player)
    assert code == 0
    assert f"{runs} play" in text
    return [read_log(path) for path in sorted(folder.glob("*.jsonl"))]


def played(stored: StoredRun) -> tuple[object, ...]:
    assert stored.header is not None
    return stored.header.handle, stored.header.seed, stored.records


def test_the_same_seed_gives_the_same_runs_under_the_same_handles(tmp_path: Path) -> None:
    first, again = keep(tmp_path / "a", 5, 8), keep(tmp_path / "b", 5, 8)
    assert [*map(played, first)] == [*map(played, again)]
    others = keep(tmp_path / "c", 6, 8)
    assert not {each.header.handle for each in first if each.header} & {
        each.header.handle for each in others if each.header
    }


def test_the_first_of_many_are_those_of_few(tmp_path: Path) -> None:
    few, more = keep(tmp_path / "few", 5, 3), keep(tmp_path / "more", 5, 6)
    assert {*map(repr, map(played, few))} <= {*map(repr, map(played, more))}


def test_each_run_is_whole_and_comes_to_an_ending(tmp_path: Path) -> None:
    for stored in keep(tmp_path, 1, 12):
        followed = follow(stored, lakkon())
        assert (followed.status, followed.reason, stored.problems) == ("intact", "", ())
        assert followed.run.finished
        assert followed.run.records == list(stored.records)


def test_a_class_of_another_is_added_to_it(tmp_path: Path) -> None:
    assert len(keep(tmp_path, 1, 2)) == 2
    assert len(keep(tmp_path, 1, 2)) == 4


def test_the_players_take_turns() -> None:
    program = lakkon()
    players = players_of(program.story)
    assert players[0] is UNIFORM
    assert len(players) > 2
    recording = Recording(program, complete(program.story, {}), players, 3)
    in_turn = [recording.play(number) for number in range(1, len(players) + 3)]
    for number, run in enumerate(in_turn):
        alone = Recording(program, run.settings, (players[number % len(players)],), 3)
        assert alone.play(number + 1).records == run.records
    # A policy has its own mind: what it never does, it does in no run.
    one = Recording(program, complete(program.story, {}), (players[1],), 3)
    ways = {tuple(act.place for act in one.play(n).acts()) for n in range(1, 5)}
    uniform = Recording(program, complete(program.story, {}), (UNIFORM,), 3)
    assert ways.isdisjoint(tuple(act.place for act in uniform.play(n).acts()) for n in range(1, 5))


def test_cards_that_have_come_are_opened_now_and_then() -> None:
    recording = Recording(lakkon(), complete(lakkon().story, {}), (UNIFORM,), 3)
    met = opened = 0
    for number in range(1, 21):
        run = recording.play(number)
        seen: list[str] = []
        for record in run.records:
            if isinstance(record, Note):
                assert record.kind == CARD_VIEWED
                assert record.data["card"] in run.cards()
                seen.append(record.data["card"])
        assert len(seen) == len(set(seen))
        met, opened = met + len(run.cards()), opened + len(seen)
    assert 0.2 < opened / met < 0.45


def test_questions_are_answered_as_they_may_be() -> None:
    """The engine takes nothing else; but tables are marked, and some say how sure they are."""
    recording = Recording(lakkon(), {"profile": "full"}, players_of(lakkon().story), 3)
    answers = [
        record.action
        for number in range(1, 13)
        for record in recording.play(number).records
        if isinstance(record, Act) and isinstance(record.action, Answer)
    ]
    assert any(answer.cell for answer in answers)
    assert {answer.certainty for answer in answers} == {0, 1, 2, 3}


def test_a_play_without_an_end_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_of_recording, "MOST_STEPS", 25)
    program = program_from(ENDLESS, tmp_path / "story")
    run = Recording(program, {}, (UNIFORM,), 1).play(1)
    assert (run.finished, len(run.acts())) == (False, 25)


def test_questions_of_every_kind_are_answered() -> None:
    runs = [Recording(room(), {"length": "short"}, (UNIFORM,), 1).play(n) for n in range(1, 30)]
    asked = {a.action.question for run in runs for a in run.acts() if isinstance(a.action, Answer)}
    assert asked == {"guess", "snow", "ice", "grid", "guess_again", "weather"}
    assert all(run.finished for run in runs)


# --- The command ---------------------------------------------------------------------------------


def test_a_class_unless_another_number_is_said(here: Here) -> None:
    answer = here.run("simulate", "mine", "--save-to", "class")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"mine: {CLASS_SIZE} plays by uniform, seed 1, kept in class\n"
    assert len(list((here.folder / "class").iterdir())) == CLASS_SIZE


def test_settings_and_a_player_are_kept_to(here: Here) -> None:
    given = ("--set", "profile=full", "--player", "uniform", "--runs", "1")
    assert here.run("simulate", "mine", "--save-to", "one", *given).code == 0
    (path,) = (here.folder / "one").iterdir()
    header = read_log(path).header
    assert header is not None
    assert header.settings == {"profile": "full"}


@pytest.mark.parametrize("runs", ["0", "-3", str(MOST_KEPT + 1)])
def test_numbers_that_cannot_be_kept(here: Here, runs: str) -> None:
    answer = here.run("simulate", "mine", "--save-to", "class", "--runs", runs)
    assert (answer.code, answer.out) == (2, "")
    assert f"{runs} plays cannot be played" in answer.err
    assert str(MOST_KEPT) in answer.err
    assert not (here.folder / "class").exists()


@pytest.mark.parametrize("option", ["--least-visited", "--render", "--format=json"])
def test_what_only_counting_can_do_is_refused(here: Here, option: str) -> None:
    answer = here.run("simulate", "mine", "--save-to", "class", option)
    assert (answer.code, answer.out) == (2, "")
    assert "--save-to are not counted" in answer.err
    assert not (here.folder / "class").exists()


def test_a_player_that_is_not_there(here: Here) -> None:
    answer = here.run("simulate", "mine", "--save-to", "class", "--player", "nobody")
    assert (answer.code, answer.out) == (2, "")
    assert "nobody" in answer.err


def test_a_setting_that_is_not_there(here: Here) -> None:
    answer = here.run("simulate", "mine", "--save-to", "class", "--set", "profile=long")
    assert (answer.code, answer.out) == (2, "")


def test_a_place_where_no_run_can_be_kept(here: Here) -> None:
    here.write("file", "x")
    for place in ("file", "file/below"):
        answer = here.run("simulate", "mine", "--save-to", place, "--runs", "2")
        assert (answer.code, answer.out) == (1, "")
        assert "cannot be saved in" in answer.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes all")
def test_a_folder_that_may_not_be_written(here: Here) -> None:
    (here.folder / "shut").mkdir(mode=0o500)
    assert here.run("simulate", "mine", "--save-to", "shut", "--runs", "2").code == 1


def test_ctrl_c_leaves_what_is_kept(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = Recording.keep

    def pressed(self: Recording, run: Run, folder: Path) -> Path:
        path = keeping(self, run, folder)
        if len(list(folder.iterdir())) == 3:
            signal.raise_signal(signal.SIGINT)
        return path

    monkeypatch.setattr(Recording, "keep", pressed)
    before = signal.getsignal(signal.SIGINT)
    answer = here.run("simulate", "mine", "--save-to", "class", "--runs", "50")
    assert answer.code == STOPPED
    assert "mine: 3 plays" in answer.out
    paths = list((here.folder / "class").iterdir())
    assert len(paths) == 3
    story = load_story(here.folder / "mine").story
    assert story is not None
    assert not any(read_log(path).problems for path in paths)
    assert signal.getsignal(signal.SIGINT) is before


def test_more_than_can_be_kept_is_refused_before_a_story_is_played() -> None:
    story = load_story(CHECKOUT / "story" / "lakkon").story
    assert story is not None
    assert player_named(story, "uniform") is UNIFORM
    with pytest.raises(BadRuns):
        recorded(story, {}, Path("nowhere"), runs=MOST_KEPT + 1, seed=1, player=None)
    with pytest.raises(LogProblem):
        recorded(story, {}, CHECKOUT / "pyproject.toml", runs=1, seed=1, player=None)
