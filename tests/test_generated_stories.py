"""The stories that benchmarks are measured with: sound, the same every time, and of their size."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import stories
from benchmarks.peer_formats import as_bard, as_ink
from borderpost.engine.program import Program
from borderpost.proof.sampling.simulation import Simulation
from borderpost.story.load import load_story


@pytest.mark.parametrize("make", [stories.tale_of, stories.local_tale])
def test_a_generated_story_has_no_findings(tmp_path: Path, make: object) -> None:
    assert callable(make)
    stories.write_yaml(make(80), tmp_path)
    loaded = load_story(tmp_path)
    assert loaded.diagnostics == []
    assert loaded.story is not None
    assert len(loaded.story.scenes) == 80
    assert all(len(scene.choices) == 4 for scene in loaded.story.scenes.values())


def test_a_long_story_stands_in_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tale = stories.tale_of(80)
    monkeypatch.setattr(stories, "SCENES_A_FILE", 30)
    assert len(stories.write_yaml(tale, tmp_path / "parts")) == 3
    monkeypatch.setattr(stories, "SCENES_A_FILE", 100)
    (whole,) = stories.write_yaml(tale, tmp_path / "whole")
    assert whole.read_text("utf-8") == stories.as_yaml(tale)
    loaded = [load_story(tmp_path / name).story for name in ("parts", "whole")]
    assert loaded[0] is not None
    assert loaded[1] is not None
    assert loaded[0].logic_hash == loaded[1].logic_hash


def test_the_seed_says_everything() -> None:
    assert stories.tale_of(60) == stories.tale_of(60) != stories.tale_of(60, seed=2)


@pytest.mark.parametrize("size", [60, 600])
def test_a_play_takes_about_as_long_whatever_the_size(tmp_path: Path, size: int) -> None:
    stories.write_yaml(stories.tale_of(size), tmp_path)
    story = load_story(tmp_path).story
    assert story is not None
    simulation = Simulation(Program(story), {})
    simulation.play(300)
    counted = simulation.counted()
    assert counted.unfinished == 0
    assert 30 < counted.steps / counted.runs < 45


def test_the_peers_formats_hold_every_scene_and_choice() -> None:
    tale = stories.tale_of(60)
    ink, bard = as_ink(tale), as_bard(tale)
    assert ink.count("\n=== s") == bard.count("\n:: s") - 4 * 60 == 60
    assert ink.count("\n+ ") == bard.count("\n+ ") == 240
