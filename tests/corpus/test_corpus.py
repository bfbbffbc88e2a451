"""Every play of the corpus, gone through in every way that must come to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderpost.engine.actions import Nature
from tests.corpus.playing import (
    PLAYS,
    Detours,
    SavedAndLoaded,
    new_run,
    play_names,
    play_of,
    story_files,
    straight,
    transcript,
    undone_and_redone,
)
from tests.corpus.typing_it import played_plainly

every_play = pytest.mark.parametrize("name", play_names())


def expected(name: str, kind: str) -> str:
    return (PLAYS / f"{name}.{kind}.txt").read_text("utf-8")


def final_digest(name: str) -> str:
    run = new_run(play_of(name))
    run.settle()
    for turn in play_of(name).turns:
        if not isinstance(turn[0], Nature):
            run.act(turn[0])
    return run.program.digest(run.state)


@every_play
def test_reads_as_expected(name: str) -> None:
    play = play_of(name)
    assert transcript(play, new_run(play), straight) == expected(name, "engine")


@every_play
def test_reads_the_same_with_undo_and_redo_between_steps(name: str) -> None:
    play = play_of(name)
    run = new_run(play)
    assert transcript(play, run, undone_and_redone) == expected(name, "engine")
    assert run.program.digest(run.state) == final_digest(name)


@every_play
def test_reads_the_same_when_left_and_continued_between_steps(name: str, tmp_path: Path) -> None:
    play = play_of(name)
    between = SavedAndLoaded(play, tmp_path)
    assert transcript(play, between.run, between) == expected(name, "engine")
    assert between.run.program.digest(between.run.state) == final_digest(name)
    between.close()


@every_play
def test_reads_the_same_after_a_way_taken_back_at_every_stop(name: str) -> None:
    play = play_of(name)
    run = new_run(play)
    assert transcript(play, run, Detours(play)) == expected(name, "engine")
    assert run.program.digest(run.state) == final_digest(name)


@every_play
def test_prints_as_expected_in_plain_mode(name: str, tmp_path: Path) -> None:
    printed = played_plainly(play_of(name), tmp_path)
    assert printed.text == expected(name, "plain")
    assert printed.digest == final_digest(name)


def test_every_story_is_played_and_every_expected_file_has_its_play() -> None:
    played = {name.partition(".")[0] for name in play_names()}
    assert {path.stem for path in story_files()} == played
    kept = {path.name.rsplit(".", 2)[0] for path in PLAYS.glob("*.txt")}
    assert kept == set(play_names())


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(story_files()) >= 40
