"""What the documents say of the keys is what the one table of commands says."""

from __future__ import annotations

import re
from pathlib import Path

from borderpost.terminal.keys.commands import ALL
from borderpost.terminal.parts.sizes import LEAST_HEIGHT, LEAST_WIDTH, WIDE

PLAYING = (Path(__file__).parents[2] / "docs" / "play.md").read_text("utf-8")


def test_the_table_of_keys_has_every_command_and_no_other() -> None:
    table = PLAYING.split("### Keys")[1].split("###")[0]
    rows = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
    told = {key for row in rows for key in row.split("`")[1::2]}
    assert told - {"1-9"} == {command.shown for command in ALL}


def test_the_sizes_told_are_those_held_to() -> None:
    assert f"{LEAST_WIDTH} columns by {LEAST_HEIGHT} lines" in PLAYING
    assert f"window of {WIDE} columns" in PLAYING
