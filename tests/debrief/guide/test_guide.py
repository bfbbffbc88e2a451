"""The teacher's pack: what stands in each part, and that a story gets only what it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from borderpost.debrief.gamebook.terms import CannotBePrinted
from borderpost.debrief.guide import pack
from borderpost.debrief.guide.ground import ground_of
from borderpost.debrief.guide.pack import PARTS, NoPart, guide_page
from borderpost.debrief.guide.reading_level import MOST_STEPS, lengths, level_of
from borderpost.debrief.guide.source_cards import paper_cards
from borderpost.story.load import load_story
from borderpost.story.model import Condition, Effect, Lesson, Story
from borderpost.story.shipped import find_story
from tests.stories import HEAD, OVER, YARD, story_from

WHOLE = Path(__file__).parents[2] / "story" / "whole_format"


class Words(HTMLParser):
    """What a page says: the words of its body, its elements, and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self._style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(path: Path) -> Story:
    story = load_story(path).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def whole() -> Story:
    """The story that has everything the format knows."""
    return read(WHOLE)


@pytest.fixture(scope="module")
def lakkon() -> Story:
    return read(find_story("lakkon"))


def said(story: Story, *names: str) -> str:
    return Words(guide_page(story, names)).text


def parts_in(page: str) -> list[str]:
    return re.findall(r'<section class="part part-\w+" id="(\w+)">', page)


def test_the_pack_has_a_cover_with_its_parts_in_order_and_whose_they_are(whole: Story) -> None:
    page = guide_page(whole)
    assert parts_in(page) == ["handbook", "reported", "cards", "sheets", "notes", "paper"]
    cover = Words(page[: page.index("<main>")]).text
    for each in PARTS:
        assert f"{each.title} {each.about} {each.whose}" in cover


def test_a_part_alone_comes_without_a_cover(whole: Story) -> None:
    for each in PARTS:
        page = guide_page(whole, [each.name])
        assert parts_in(page) == [each.name]
        assert 'class="cover"' not in page


def test_parts_asked_for_stand_in_the_order_of_the_pack(whole: Story) -> None:
    assert parts_in(guide_page(whole, ["notes", "cards", "notes"])) == ["cards", "notes"]


def test_a_part_that_there_is_not_is_told_with_those_there_are(whole: Story) -> None:
    with pytest.raises(NoPart) as told:
        guide_page(whole, ["cards", "sheet"])
    assert told.value.message == "the guide has no part 'sheet'; did you mean 'sheets'?"
    assert told.value.mend == "its parts: handbook, reported, cards, sheets, notes and paper"


def test_what_is_for_the_teacher_says_so_where_every_printed_page_begins(whole: Story) -> None:
    for each in PARTS:
        page = guide_page(whole, [each.name])
        body = page[page.index("<main>") :]
        head = re.search(r'<table class="running".*?<thead>(.*?)</thead>', body, re.DOTALL)
        if each.name in {"handbook", "notes"}:
            assert head is not None
            assert "For the teacher only" in head[1]
        else:
            assert head is None
            assert "teacher" not in Words(body).text.replace("your teacher reads", "")


def test_the_handbook_tells_what_a_story_gives_a_teacher(whole: Story) -> None:
    told = said(whole, "handbook")
    for words in (
        "To tell a claim from a fact. To ask who says it. (one; two)",
        "That it helps.",
        "Ages 12 to 15",
        "It rains.",
        "It is cold.",
        "Ask nobody. Let them be.",
        "Who are you now?",
        "What was to happen? Why?",
        "Why did you go? What did nobody know?",
        "Who was it? That is open. F3",
    ):
        assert words in told, words


def test_a_story_that_gives_little_gets_a_handbook_of_its_own(tmp_path: Path) -> None:
    told = said(story_from(YARD, tmp_path), "handbook")
    assert "You are yourself again." in told
    assert "What was to happen? What happened? Why did it go that way?" in told
    assert "This program itself has not been studied." in told
    for heading in ("What pupils can do", "Ages", "subject is close to", "What is always asked"):
        assert heading not in told


def test_a_story_without_facts_cards_keys_or_reports_gets_what_it_has(tmp_path: Path) -> None:
    story = story_from(YARD, tmp_path)
    page = guide_page(story)
    assert parts_in(page) == ["handbook", "sheets", "paper"]
    told = Words(page).text
    for words in ("hat the source reports", "hat we were told", "hat we signed", "Report"):
        assert words not in told
    for name in ("reported", "cards", "notes"):
        with pytest.raises(NoPart) as refused:
            guide_page(story, [name])
        assert refused.value.message == f"the story 'yard' has nothing for the part '{name}'"


def test_what_the_source_reports_stands_by_paragraph_with_its_mark_and_speaker(
    whole: Story,
) -> None:
    told = said(whole, "reported")
    assert "¶ 7 = F1 The gate was open. Reported; against it F2." in told
    assert "≠ F2 The gate was shut. Contested; against it F1." in told
    assert "? F3 Who came by. Nobody knows." in told
    assert told.index("F2 The gate was shut.") < told.index("¶ 7")  # which stands in no paragraph
    assert "Background: not from the source It lies far away." in told
    assert "Gate GAYT A door in a wall." in told
    assert "Where it is the brook A gate on a map" in told
    assert "Not to scale." in told


def test_every_fact_of_lakkon_is_told_once_in_the_order_of_the_article(
    lakkon: Story,
) -> None:
    page = guide_page(lakkon, ["reported"])
    ids = re.findall(r"<b>(F\d\d)</b>", page)
    assert sorted(ids) == sorted(lakkon.facts)
    paragraphs = [lakkon.facts[each].paragraph for each in ids]
    assert paragraphs == sorted(paragraphs)


def test_a_card_shows_what_it_says_with_its_marks_and_what_is_read_with_it(whole: Story) -> None:
    told = said(whole, "cards")
    assert "S1 A guard The gate was open. F1 = F1 Reported by the source (paragraph 7)." in told
    assert "Who is speaking? Guards the gate How would they know? Stood there." in told
    assert "Independent of whom? S2 A clerk." in told
    assert "Always read with it ? F3 Who came by." in told


def test_cards_stand_four_to_a_page_and_invented_ones_say_so(lakkon: Story) -> None:
    pages = paper_cards(ground_of(lakkon))
    assert [len(each) for each in pages] == [4, 4, 4, 4, 4, 2]
    cards = [card for each in pages for card in each]
    assert {card.id for card in cards if card.invented} == {f"L{n}" for n in range(1, 7)}
    for card in cards:
        beside = {fact.id for fact in card.beside}
        cites = {fact for standing in card.rests_on for fact in standing.ids}
        assert set(lakkon.sources[card.id].context) <= beside | cites
        if "Hizb-ut-Tahrir" in str(card.says):
            assert {"F38", "F39", "F43"} <= beside | cites


def test_the_sheets_are_blank_and_ask_what_the_story_asks(whole: Story) -> None:
    told = said(whole, "sheets")
    assert "What I was told By whom How do they know? Mark" in told
    assert "Who came? ☐ it is so ☐ somebody says so ☐ it is unclear" in told
    assert "It was one man." not in told  # no answer is offered: the sentence is to be written
    assert "What was to happen? Why?" in told
    for asked in ("How would they know?", "Which question does it answer?"):
        assert asked in told


def test_the_notes_tell_every_key_with_its_reason_and_paragraphs(lakkon: Story) -> None:
    told = said(lakkon, "notes")
    scope = told.index("Can this post hold?")
    assert "F30 Claimed by Khushnud Rahmatullaev" in told[scope : scope + 400]
    assert "(paragraph 13)" in told[scope : scope + 400]
    usual, _, elsewhere = told.partition("Asked in longer or other plays only")
    assert "Does the note say there is enough soup?" in usual
    assert "table · The Kyrgyz authorities A new group silent" in usual
    assert "Would the forces cope? Does the captain say?" in elsewhere
    assert "Would the forces cope?" not in usual
    assert "How reliable is the speaker, for this?" in told[told.index("What has no key") :]


def test_no_note_is_missing_and_none_tells_of_an_answer_that_is_not_borne_out(
    lakkon: Story,
) -> None:
    from borderpost.debrief.guide.notes import notes_of

    told = notes_of(ground_of(lakkon))
    assert told is not None
    asked = [question for scene in lakkon.scenes.values() for question in scene.questions]
    keys = sum(question.key is not None for question in asked)
    cells = sum(len(question.cell_keys) for question in asked)
    assert len(told.decided) + len(told.elsewhere) == keys + cells
    for note in (*told.decided, *told.elsewhere):
        assert note.borne_out
        assert not {each.answer for each in note.borne_out} & set(note.others)


def test_the_handbook_tells_of_paper_where_there_is_a_paper_version(
    whole: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "On paper" in said(whole, "handbook")
    monkeypatch.setattr(pack, "PARTS", tuple(each for each in PARTS if each.name != "paper"))
    assert "On paper" not in said(whole, "handbook")


def test_what_cannot_be_had_on_paper_is_left_out_and_the_cover_says_why(
    whole: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(story: Story, settings: Mapping[str, str]) -> Markup:
        raise CannotBePrinted(f"{story.info.id} has 999 passages", f"a shorter {settings}")

    monkeypatch.setattr(pack, "gamebook_part", refused)
    page = guide_page(whole)
    assert parts_in(page) == ["handbook", "reported", "cards", "sheets", "notes"]
    assert "Left out. The paper version: whole has 999 passages." in Words(page).text
    with pytest.raises(CannotBePrinted):
        guide_page(whole, ["paper"])


def test_how_long_a_play_is_and_how_it_reads_is_measured(lakkon: Story, tmp_path: Path) -> None:
    found = lengths(ground_of(lakkon))
    assert [each.name for each in found] == ["short", "standard", "full"]
    assert [each.minutes for each in found] == sorted(each.minutes for each in found)
    assert 15 <= found[0].minutes <= 30
    assert found == lengths(ground_of(lakkon))
    level = level_of(ground_of(lakkon))
    assert level is not None
    assert 15 <= level.lix <= 40
    assert lengths(ground_of(story_from(YARD, tmp_path)))[0].name == ""


def test_of_a_long_story_fewer_plays_are_drawn_by_lot(tmp_path: Path) -> None:
    scenes = [
        f"  s{n}: {{text: On., choices: [{{id: go, label: Go, then: s{n + 1}}}]}}"
        for n in range(200)
    ]
    head = HEAD.replace("gate", "s0") + "scenes:\n" + "\n".join(scenes)
    story = story_from(f"{head}\n  s200: {{text: On., then: over}}\n{OVER}", tmp_path)
    (found,) = lengths(ground_of(story))
    assert found.plays == -(-MOST_STEPS // 201)


def test_a_story_that_cannot_end_still_gets_a_guide(tmp_path: Path) -> None:
    circle = """\
scenes:
  gate:
    text: A gate.
    choices:
      - {id: go, label: Go, then: gate}
      - {id: end, label: End, if: money > 1, then: over}
variables:
  money: {range: 0..3, start: 0}
"""
    story = story_from(HEAD + circle + OVER, tmp_path)
    assert lengths(ground_of(story)) == ()
    assert "How long a play is" not in said(story, "handbook")


# --- A stranger's story ---------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>'\"><img src=x onerror=alert(2)> &lt;b&gt; {{ 7*7 }} {% raw %} "
    "\x1b[31m\x00\x9b \u202e</style></svg>]]>"
)
KEPT = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)> &lt;b&gt; {"

SHOWN = frozenset(
    (
        *("prose", "says", "by", "name", "title", "role", "access", "motive", "track_record"),
        *("answers", "when_where", "asked", "term", "spoken", "ages", "kind_of", "standards"),
    )
)
"""The fields of a story's parts that are shown."""


def hostile(value: Any) -> Any:  # noqa: ANN401 - any part of a story
    """A part of a story with a stranger's words wherever it has words."""
    if isinstance(value, Condition | Effect):
        return value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields: dict[str, Any] = {
            name: HOSTILE if name in SHOWN and isinstance(part, str) else hostile(part)
            for name, part in zip(value._fields, value, strict=True)
        }
        return type(value)(**fields)
    if isinstance(value, tuple):
        return tuple(map(hostile, value))
    return value


def hostile_story(story: Story) -> Story:
    """All of it, its texts cited facts and all."""
    parts = ("facts", "sources", "scenes", "endings")
    mapped: dict[str, Any] = {
        name: {key: hostile(part) for key, part in getattr(story, name).items()} for name in parts
    }
    info = hostile(story.info)._replace(
        grounded_in=dict.fromkeys(story.info.grounded_in, HOSTILE),
        after_action=dict.fromkeys(story.info.after_action, HOSTILE),
    )
    learning = tuple(aim._replace(says=HOSTILE, standards=(HOSTILE,)) for aim in story.learning)
    return story._replace(
        info=info,
        discuss=hostile(story.discuss),
        learning=learning,
        lesson=hostile(story.lesson),
        **mapped,
    )


def test_a_strangers_words_are_letters_and_nothing_else(whole: Story) -> None:
    sound = Words(guide_page(whole))
    page = guide_page(hostile_story(whole))
    found = Words(page)
    assert not {"script", "img", "b>"} & set(found.tags) - {"b"}
    assert set(found.tags) <= set(sound.tags) | {"br"}
    assert not [name for name in found.attributes if name.startswith("on")]
    assert set(found.attributes) <= set(sound.attributes)
    assert found.text.count("alert(1)") > 60
    assert KEPT[:60] in found.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert page.count("<style>") == page.count("</style>") == 1


def test_a_strangers_map_is_numbers_and_letters(whole: Story) -> None:
    lesson = whole.lesson
    assert lesson != Lesson()
    page = guide_page(hostile_story(whole), ["reported"])
    drawing = page[page.index('<svg class="drawn"') : page.index("</svg>")]
    assert set(re.findall(r"<(\w+)", drawing)) == {"svg", "polyline", "rect", "text"}
    for name in ("points", "x", "y"):
        for value in re.findall(rf' {name}="([^"]*)"', drawing):
            assert re.fullmatch(r"[-\d., ]+", value)
