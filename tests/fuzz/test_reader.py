"""Whatever bytes a story's files hold, they are read or told, and the same way each time.

What is read without an error can be played to an end and searched. How it is told is looked over
in `reading.py`: each finding has a place in its file, a code, a message and a mend.
"""

from __future__ import annotations

from random import Random

from hypothesis import given, strategies as st

from tests.engine.random_stories import random_story
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.damage import WORDS, Files, damaged, shipped, small_stories
from tests.fuzz.reading import is_playable, read
from tests.fuzz.yaml_texts import yaml_text
from tests.proof.made_summers import made_summer
from tests.stories import HEAD

pytestmark = fuzz

seeds = st.integers(0, 2**32)


def read_and_played(files: Files, seed: int) -> None:
    """Read these files; where they make a story, play and search it."""
    story = read(files).story
    if story is not None:
        is_playable(story, Random(seed))  # noqa: S311 - the same every time


@examples(120)
@given(st.lists(st.binary(max_size=40) | st.sampled_from(WORDS), max_size=8).map(b"".join))
def test_any_bytes(data: bytes) -> None:
    read({"story.yaml": data, "more.yaml": data[::-1]})


@examples(120)
@given(yaml_text(), yaml_text(), seeds)
def test_any_yaml(first: str, second: str, seed: int) -> None:
    files = {"story.yaml": first, "more.yml": second}
    read_and_played(
        {name: text.encode(errors="surrogatepass") for name, text in files.items()}, seed
    )


@examples(150)
@given(damaged(st.sampled_from(small_stories())), seeds)
def test_any_damage_to_a_small_story(files: Files, seed: int) -> None:
    read_and_played(files, seed)


@examples(6)
@given(damaged(st.just(shipped())))
def test_any_damage_to_the_shipped_story(files: Files) -> None:
    read(files)


@examples(20)
@given(seeds, st.booleans(), st.data())
def test_any_damage_to_a_random_story(seed: int, summer: bool, data: st.DataObject) -> None:
    text = made_summer(seed) if summer else random_story(seed)
    start = "s0a" if summer else "s0"
    whole = {"story.yaml": (HEAD.replace("start: gate", f"start: {start}") + text).encode()}
    read_and_played(data.draw(damaged(st.just(whole))), seed)
