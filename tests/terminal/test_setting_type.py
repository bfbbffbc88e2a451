"""The pure parts: lines of a page, the picture, the line of keys."""

from __future__ import annotations

import pytest
from textual.content import Content

from borderpost.story.prose import parse_prose
from borderpost.terminal.keys.commands import PLAY, READ, TABLE, TITLE, bindings
from borderpost.terminal.keys.key_line import MORE, key_line
from borderpost.terminal.parts.picture import picture_lines
from borderpost.terminal.parts.typeset import Block, page_lines, prose_blocks, words


def plain(blocks: list[Block], width: int) -> list[str]:
    return [line.plain.rstrip() for line in page_lines(blocks, width)[0]]


def test_paragraphs_papers_items_and_rules() -> None:
    prose = "One two\nthree.\n\n> A paper\n> of two lines.\n>\n> Signed.\n\n"
    prose += "- first\n- second\n\n---\n\nEnd."
    assert plain(prose_blocks(parse_prose(prose)), 12) == [
        *("One two", "three.", "", "│ A paper of", "│ two lines.", "│", "│ Signed.", ""),
        *("• first", "• second", "", "  ·  ·  ·", "", "End."),
    ]


def test_a_long_word_is_cut_and_wide_letters_are_counted() -> None:
    blocks = [Block(words("A" * 25)), Block(words("門" * 8))]
    lines = page_lines(blocks, 10)[0]
    assert max(line.cell_length for line in lines) == 10
    assert "".join(line.plain for line in lines) == "A" * 25 + "門" * 8


@pytest.mark.parametrize("width", [0, 1, 2, 3])
def test_no_width_is_too_small_to_set_a_page(width: int) -> None:
    assert plain(prose_blocks(parse_prose("> A paper\n\n- an item\n\n---")), width)


@pytest.mark.parametrize("size", [(1, 1), (20, 3), (36, 4), (72, 7)])
def test_the_picture_fills_its_room(size: tuple[int, int]) -> None:
    width, height = size
    lines = picture_lines(width, height)
    assert [line.cell_length for line in lines] == [width] * height
    assert ("■" in Content("\n").join(lines).plain) == (width > 20)


def test_no_key_does_two_things_on_a_screen() -> None:
    for table in ((*READ, *PLAY, *TABLE), (*READ, *TITLE)):
        keys = [key for binding in bindings(table) for key in binding.key.split(",")]
        assert len(keys) == len(set(keys))
        assert not set(keys) & set("123456789")


def test_the_line_of_keys_keeps_quit_and_help_longest_and_the_hint_at_its_end() -> None:
    told = [key_line(PLAY, (), MORE, room, {}).plain for room in (200, 60, 26, 12, 3)]
    assert told[0].endswith(MORE)
    assert len(told[0]) == 200
    assert "t settings   ? help   q quit" in told[0]
    assert told[1].startswith("u undo  c case file  j journal  ? help  q quit")
    assert told[2].split() == ["?", "help", "q", "quit", "▼", "more"]
    assert told[3].split() == [*MORE.split()]
    assert len(told[4]) <= 3
