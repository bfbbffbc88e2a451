"""The markup of prose, what is cleaned out of it, and how it is counted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from borderpost.story.prose import (
    Paragraph,
    Span,
    clean,
    fill,
    parse_prose,
    plain_text,
    word_count,
)


def text(*spans: Span) -> tuple[Paragraph, ...]:
    return (Paragraph("text", spans),)


@pytest.mark.parametrize(
    ("prose", "kinds"),
    [
        ("One\nline.\n", [("text", "One line.")]),
        ("One.\n\nTwo.\n\n\n", [("text", "One."), ("text", "Two.")]),
        ("One.\n   \nTwo.", [("text", "One."), ("text", "Two.")]),
        ("A line  \nbroken\\\ntwice.", [("text", "A line\nbroken\ntwice.")]),
        ("> A letter\n> goes on.", [("paper", "A letter goes on.")]),
        ("> One.\n>\n> Two.", [("paper", "One."), ("paper", "Two.")]),
        ("> Paper.\nNot paper.", [("paper", "Paper."), ("text", "Not paper.")]),
        ("Before.\n> Paper.", [("text", "Before."), ("paper", "Paper.")]),
        ("- one\n- two\n  goes on", [("item", "one"), ("item", "two goes on")]),
        ("- one\nafter", [("item", "one"), ("text", "after")]),
        ("Above\n---\nbelow", [("text", "Above"), ("rule", ""), ("text", "below")]),
        ("-- dashes - and -hyphens", [("text", "-- dashes - and -hyphens")]),
        (">no blank", [("text", ">no blank")]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_lines_make_paragraphs(prose: str, kinds: list[tuple[str, str]]) -> None:
    read = parse_prose(prose)
    assert [(each.kind, "".join(span.text for span in each.spans)) for each in read] == kinds


@pytest.mark.parametrize(
    ("prose", "spans"),
    [
        ("a *b* c", (Span("a "), Span("b", emphasis=True), Span(" c"))),
        ("**b** c", (Span("b", strong=True), Span(" c"))),
        ("***b***", (Span("b", emphasis=True, strong=True),)),
        (
            "*a **b** c*",
            (
                Span("a ", emphasis=True),
                Span("b", emphasis=True, strong=True),
                Span(" c", emphasis=True),
            ),
        ),
        ("*over\ntwo lines*", (Span("over two lines", emphasis=True),)),
        ("an *unclosed star", (Span("an *unclosed star"),)),
        ("*a *b*", (Span("*a "), Span("b", emphasis=True))),
        ("*a* b*", (Span("a", emphasis=True), Span(" b*"))),
        ("2 * 3 * 4", (Span("2 * 3 * 4"),)),
        ("****", (Span("****"),)),
        ("a [word] b", (Span("a [word] b"),)),
        ("[press]", (Span("[press]"),)),
        ("a [F53] b", (Span("a "), Span("[F53]", fact="F53"), Span(" b"))),
        ("[F30][F53]", (Span("[F30]", fact="F30"), Span("[F53]", fact="F53"))),
        ("[f53] [F] [53]", (Span("[f53] [F] [53]"),)),
        ("{money} left", (Span("{money}", variable="money"), Span(" left"))),
        ("*{money}*", (Span("{money}", emphasis=True, variable="money"),)),
        ("{{money}} }}{{", (Span("{money} }{"),)),
        ("{{{money}}}", (Span("{"), Span("{money}", variable="money"), Span("}"))),
        ("{not one} {", (Span("{not one} {"),)),
        ("[/path] <b> `x`", (Span("[/path] <b> `x`"),)),
    ],
)
def test_marks_make_spans(prose: str, spans: tuple[Span, ...]) -> None:
    assert parse_prose(prose) == text(*spans)


def test_emphasis_ends_with_its_paragraph() -> None:
    first, second = parse_prose("*open\n\nclosed*")
    assert first.spans == (Span("*open"),)
    assert second.spans == (Span("closed*"),)


def test_variables_are_filled_and_the_rest_is_left() -> None:
    filled = fill(parse_prose("*{money}* of {all}"), {"money": "6\x1b[31m"})
    assert filled == text(
        Span("6", emphasis=True, variable="money"),
        Span(" of "),
        Span("{all}", variable="all"),
    )


def test_a_value_is_never_read_as_markup() -> None:
    filled = fill(parse_prose("{name}"), {"name": "*x* [F1] {y}"})
    assert plain_text(filled) == "*x* [F1] {y}"
    assert all(not span.emphasis for span in filled[0].spans)


def test_plain_text_keeps_what_the_marks_say() -> None:
    prose = "One *two*.\n\n> Paper  \n> second line\n\n- item\n\n---\n\nEnd [F1]."
    assert plain_text(parse_prose(prose)) == (
        "One two.\n\n> Paper\n> second line\n\n- item\n\n---\n\nEnd [F1]."
    )


def test_words_are_counted_as_a_reader_reads_them() -> None:
    assert word_count(parse_prose("One, **two** - {three} [F4]\n\n> four's\n\n---\n\n- five")) == 5


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("\x9b2Jgone", "gone"),
        ("\x1bcreset", "reset"),
        ("bell\x07 null\x00", "bell null"),
        ("one\r\ntwo\rthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a b"),
        ("left\u202eright\u2066\u2069", "leftright"),
        ("half\ud800", "half"),
        ("\ufeffmark", "mark"),
    ],
)
def test_what_a_terminal_would_obey_is_cleaned_out(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    "kept",
    [
        "two\nlines",
        "שלום עולם",
        "e\u0301te\u0301",
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET}",
        "\N{REGIONAL INDICATOR SYMBOL LETTER T}\N{REGIONAL INDICATOR SYMBOL LETTER J}",
        "Точикистон",
    ],
)
def test_letters_of_every_script_are_left_alone(kept: str) -> None:
    assert clean(kept) == kept


MARKED = st.lists(
    st.sampled_from(
        ["*", "**", "***", "{", "}", "{money}", "{{", "[F1]", "[", "]", "\n", "\n\n", "> ", "- ",
         "---", "\\\n", "  \n", " ", "word", "\x1b[", "\x1b]", "\u202e"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), MARKED))
def test_any_text_can_be_read_and_comes_out_clean(prose: str) -> None:
    read = parse_prose(prose)
    for shown in (plain_text(read), clean(prose)):
        assert clean(shown) == shown
        assert not any(unicodedata.category(each) in {"Cc", "Cs"} for each in shown if each != "\n")
    assert word_count(read) >= 0
    assert fill(read, {}) == read
    for paragraph in read:
        assert all(span.text for span in paragraph.spans)
        assert bool(paragraph.spans) == (paragraph.kind != "rule")


@given(MARKED)
def test_no_letter_is_lost(prose: str) -> None:
    words = plain_text(parse_prose(prose)).replace("{money}", "").count("word")
    assert words == clean(prose).count("word")


@pytest.mark.parametrize("piece", ["*a ", "**a", "\x1b]", "[", "{", "*a* ", "> \n", "- *x\n"])
def test_long_texts_of_nothing_but_marks_are_read(piece: str) -> None:
    read = parse_prose(piece * 20_000)
    assert sum(len(span.text) for each in read for span in each.spans) <= len(piece) * 20_000
