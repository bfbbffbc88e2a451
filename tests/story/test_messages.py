"""Diagnostics as people and machines read them."""

import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

from borderpost.story.diagnostics import Diagnostic, Severity
from borderpost.story.messages import WIDEST_EXCERPT, as_json, did_you_mean, one_line, render
from borderpost.story.position import NOWHERE, Position

FOUND = Diagnostic(
    "BP214",
    Severity.ERROR,
    Position("acts/2-who.yaml", 41, 13),
    "'trsut' is no variable; did you mean 'trust'?",
    "write the name of a variable",
    "        if: trsut > 3",
    5,
    "        if: trust > 3",
)


def excerpt_of(line: str, column: int, width: int = 1) -> list[str]:
    found = FOUND._replace(excerpt=line, at=Position("f", 1, column), width=width, paste="")
    return render([found], folder="").splitlines()[1:3]


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_a_diagnostic_names_its_place_shows_its_line_and_ends_with_the_mend() -> None:
    assert render([FOUND], folder="story/lakkon") == (
        "story/lakkon/acts/2-who.yaml:41:13: error BP214: "
        "'trsut' is no variable; did you mean 'trust'?\n"
        "            if: trsut > 3\n"
        "                ^^^^^\n"
        "mend: write the name of a variable\n"
        "            if: trust > 3\n"
    )


def test_diagnostics_are_set_apart_by_an_empty_line_and_none_are_nothing() -> None:
    one = render([FOUND], folder="")
    assert render([FOUND, FOUND], folder="") == f"{one}\n{one}"
    assert render([], folder="") == ""


def test_what_is_said_often_is_said_once_with_its_other_places() -> None:
    often = [FOUND._replace(at=FOUND.at._replace(line=line)) for line in range(1, 61)]
    other = FOUND._replace(message="something else")
    shown = render([*often[:2], other], folder="a")
    assert shown.count("mend: ") == 3
    assert "also at" not in shown
    shown = render([*often[:4], other], folder="a")
    assert shown.count("mend: ") == 2
    place = "a/acts/2-who.yaml"
    assert f"\nalso at: {place}:2:13, {place}:3:13, {place}:4:13\n\n" in shown
    assert render(often, folder="a").endswith(f"{place}:51:13, and 9 more\n")


@pytest.mark.parametrize(
    ("folder", "place"),
    [("", "f:1:2"), (".", "f:1:2"), ("a/b", "a/b/f:1:2"), ("a/b/", "a/b/f:1:2"), ("/", "/f:1:2")],
)
def test_the_folder_stands_before_the_file(folder: str, place: str) -> None:
    found = FOUND._replace(at=Position("f", 1, 2))
    assert render([found], folder=folder).startswith(f"{place}: error BP214: ")


def test_what_stands_in_no_file_names_the_folder_or_nothing() -> None:
    found = FOUND._replace(at=NOWHERE, excerpt="", paste="")
    assert render([found], folder="story").startswith("story: error BP214: ")
    assert render([found], folder="").startswith("error BP214: ")


def test_colour_only_repeats_what_the_words_say() -> None:
    coloured = render([FOUND], folder="story", color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render([FOUND], folder="story")


def test_the_caret_counts_wide_and_combining_characters() -> None:
    shown, caret = excerpt_of("日本 x: e\u0301! trsut", 11, 5)
    assert columns(shown[: shown.index("trsut")].replace("\u0301", "")) == caret.index("^")
    assert caret.count("^") == 5


def test_carets_under_wide_characters_are_as_wide() -> None:
    assert excerpt_of("a: 日本", 4, 2)[1].strip() == "^^^^"


def test_tabs_are_widened_and_carets_stand_below() -> None:
    shown, caret = excerpt_of("\ta:\tb", 5)
    assert "\t" not in shown
    assert caret.index("^") == shown.index("b")


def test_a_caret_past_the_end_of_the_line_is_one() -> None:
    shown, caret = excerpt_of("a: b", 5, 9)
    assert caret == " " * len(shown) + "^"


@pytest.mark.parametrize("at", [1, 50, 96, 97, 500, 995, 1000])
def test_a_long_line_is_clipped_around_its_caret(at: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(1000))
    shown, caret = excerpt_of(line, at)
    assert len(shown.strip()) <= WIDEST_EXCERPT
    assert shown[caret.index("^")] == line[at - 1]
    assert len(caret) <= WIDEST_EXCERPT + 4


def test_a_line_of_a_million_characters_costs_no_more_than_a_short_one() -> None:
    shown, caret = excerpt_of("日" * 1_000_000, 500_000)
    assert columns(shown.strip()) <= WIDEST_EXCERPT
    assert caret.strip() == "^^"


@given(st.text(max_size=200), st.integers(0, 300), st.integers(0, 300))
def test_nothing_in_a_file_reaches_the_terminal_as_an_order(
    text: str, column: int, width: int
) -> None:
    found = FOUND._replace(
        message=text, mend=text, paste=text, excerpt=text, at=Position(text, 1, column), width=width
    )
    shown = render([found], folder=text)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown
    )
    shown.encode("utf-8")


def test_a_message_stays_on_its_line() -> None:
    assert one_line("a\nb\tc\x1b[31m") == "a b c\ufffd[31m"


def test_machines_get_plain_data() -> None:
    assert as_json([FOUND]) == [
        {
            "code": "BP214",
            "severity": "error",
            "file": "acts/2-who.yaml",
            "line": 41,
            "column": 13,
            "message": "'trsut' is no variable; did you mean 'trust'?",
            "mend": "write the name of a variable",
        }
    ]


@pytest.mark.parametrize(
    ("name", "candidates", "nearest"),
    [
        ("trsut", ["money", "trust", "truth"], "trust"),
        ("Trust", ["rust", "trust"], "trust"),
        ("guardrom", ["guardroom", "boardroom"], "guardroom"),
        ("xyz", ["money", "trust"], ""),
        ("trust", ["trust"], ""),
        ("", ["a"], ""),
        ("money", [], ""),
        ("m" * 500, ["m" * 499], ""),
    ],
)
def test_the_nearest_name_is_offered_if_it_is_near(
    name: str, candidates: list[str], nearest: str
) -> None:
    assert did_you_mean(name, candidates) == (f"; did you mean '{nearest}'?" if nearest else "")


def test_the_nearest_of_very_many_names_is_found() -> None:
    names = [f"scene_{number}" for number in range(20_000)]
    assert did_you_mean("scne_19999", names) == "; did you mean 'scene_19999'?"
