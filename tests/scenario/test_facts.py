"""What Lakkon says it took from the article is what the article says, in words of our own.

The facts and cards are read as plain YAML, so that these tests stand without our own reader.
Each rule is a function that returns what is wrong; it is held against the shipped files and
against a planted fault. The article is not ours to ship: where its text does not lie beside the
checkout, the tests that compare with it are skipped.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LAKKON = ROOT / "story" / "lakkon"
SOURCE = ROOT.parent / "shared" / "source"
needs_article = pytest.mark.skipif(
    not (SOURCE / "article.txt").is_file() or not (SOURCE / "facts.md").is_file(),
    reason="the article does not lie beside the checkout",
)

Facts = dict[str, dict[str, Any]]

KIND_OF_TYPE = {  # the types of the fact table; of several the first holds
    "E": "event",
    "Fg": "figure",
    "A": "assurance",
    "W": "warning",
    "Cr": "criticism",
    "At": "attribution",
    "B": "background",
    "U": "unknown",
}
LEFT_OPEN = {"F03", "F10", "F11", "F19", "F20", "F32", "F52"}
CONTEXT = {"F38", "F39", "F43"}
QUESTIONS = ("role", "access", "motive", "track_record", "answers")
PEOPLE = re.compile(
    "Rahmatullaev|Azimov|Jurakulov|Balashov|Baktybaev|Hakimov|Yuldashov"  # who are real
)
LONGEST_CARD = 45  # words
LONGEST_RUN = 7  # words in a row that we may have in common with the article
FIGURES = {  # every figure of every fact; a fact that is not listed holds none
    "F04": "five 1997",
    "F05": "1999 2001",
    "F06": "2001",
    "F15": "hundreds",
    "F16": "three",
    "F17": "six",
    "F18": "four one",
    "F22": "1999 2001",
    "F25": "nineties",
    "F28": "first",
    "F31": "11 fifth",
    "F42": "three 400",
    "F45": "1,500",
    "F53": "one",
    "F55": "one",
    "F57": "200",
    "F58": "40",
    "F59": "fourfold 75",
}
PAIRS = [  # assurance and warning, assertion and what is shown: the pairs the scenario teaches
    ("F30", "F54"),
    ("F36", "F53"),
    ("F60", "F53"),
    ("F56", "F52"),
    ("F29", "F34"),
    *((link, shown) for link in ("F24", "F26", "F39", "F41") for shown in ("F20", "F40")),
    *((south, north) for south in ("F45", "F47") for north in ("F12", "F27")),
    *((threat, doubt) for threat in ("F01", "F29") for doubt in ("F49", "F50", "F51")),
]
CARRIES = {  # the facts each card stands for
    "S1": "F16 F17 F18 F19",
    "S2": "F21",
    "S3": "F23 F24",
    "S4": "F25 F26",
    "S5": "F30",
    "S6": "F33",
    "S7": "F34 F35 F36",
    "S8": "F41",
    "S9": "F42 F43 F44",
    "S10": "F53",
    "S11": "F54",
    "S12": "F56 F57 F58",
    "S13": "F59 F60",
    "S14": "F50 F51",
    "S15": "F45 F46 F47 F48",
    "S16": "F31 F32",
}

NUMBER_WORDS = {  # each with the spelling it shares with its digits
    word: spelling
    for row, spellings in (
        ("one two three four five six seven eight nine ten", "1 2 3 4 5 6 7 8 9 10"),
        ("eleven twelve thirteen fourteen fifteen sixteen", "11 12 13 14 15 16"),
        ("seventeen eighteen nineteen twenty", "17 18 19 20"),
        *(
            (alone, alone)
            for alone in (
                "thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen",
                "hundreds thousands dozens half quarter twice double triple",
                "first second third fourth fifth sixth seventh eighth ninth tenth",
                "twofold threefold fourfold fivefold tenfold sixties seventies eighties nineties",
            )
        ),
    )
    for word, spelling in zip(row.split(), spellings.split(), strict=True)
}


def load(name: str) -> Facts:
    """The map below the one top-level key of `name`.yaml, every scalar a string."""
    text = (LAKKON / f"{name}.yaml").read_text(encoding="utf-8")
    mapping: Facts = yaml.load(text, Loader=yaml.BaseLoader)[name]  # noqa: S506 (strings only)
    return mapping


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, without its citations and variables."""
    bare = re.sub(r"\[f\d+\]|\{\w+\}", " ", text.replace("\u2019", "'").lower())
    return re.findall(r"\d[\d,]*\d|\d|[^\W\d_]+(?:'[^\W\d_]+)*", bare)


def figures(text: str) -> set[str]:
    """The numbers of a text, written as digits or as words, each in one spelling."""
    found = set()
    for word in words(text):
        if word[0].isdigit():
            found.add(word.replace(",", ""))
        elif word in NUMBER_WORDS:
            found.add(NUMBER_WORDS[word])
    return found


def cited(text: str) -> set[str]:
    """The ids of the facts that a text cites."""
    return set(re.findall(r"\[(F\d+)\]", text))


def paragraphs() -> dict[int, str]:
    """The article by the number of its paragraph; its standfirst is paragraph 0."""
    article = (SOURCE / "article.txt").read_text(encoding="utf-8")
    body = re.findall(r"^\[(\d+|standfirst)\] (.*)$", article, flags=re.MULTILINE)
    return {0 if number == "standfirst" else int(number): text for number, text in body}


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words in a text that is one too long to share."""
    row = words(text)
    length = LONGEST_RUN + 1
    return {tuple(row[at : at + length]) for at in range(len(row) - length + 1)}


def wrong_shape(facts: Facts) -> Iterator[str]:
    """Ids, keys, marks, kinds, paragraphs and speakers of the facts that break the format."""
    if list(facts) != [f"F{number:02}" for number in range(1, 61)]:
        yield "the ids are not F01 to F60 in order"
    for name, fact in facts.items():
        if set(fact) - {"against"} != {"says", "mark", "kind", "paragraph", "by"}:
            yield f"{name}: keys {sorted(fact)}"
        if not fact["says"].strip() or not fact["by"].strip():
            yield f"{name}: says nothing, or by nobody"
        if fact["kind"] not in KIND_OF_TYPE.values():
            yield f"{name}: kind {fact['kind']}"
        if fact["paragraph"] not in map(str, range(1, 31)):
            yield f"{name}: paragraph {fact['paragraph']}"
        narrated = fact["by"].startswith("the reporter")
        mark = "unknown" if name in LEFT_OPEN else "documented" if narrated else "claimed"
        if fact["mark"] != mark:
            yield f"{name}: {fact['mark']} where {mark} is right"
        if fact["mark"] == "claimed":
            for person in set(PEOPLE.findall(fact["says"])) - set(PEOPLE.findall(fact["by"])):
                yield f"{name}: {person}'s words are laid to {fact['by']}"


def wrong_against(facts: Facts) -> Iterator[str]:
    """Facts set against none, against themselves, in one direction only; pairs left out."""
    for name, fact in facts.items():
        for other in fact.get("against", []):
            if other == name or other not in facts:
                yield f"{name}: against {other}"
            elif name not in facts[other].get("against", []):
                yield f"{name}: against {other}, but not the other way"
    for one, other in PAIRS:
        if other not in facts[one].get("against", []):
            yield f"{one}: not against {other}"


def wrong_figures(facts: Facts) -> Iterator[str]:
    """Facts whose figures are not those of the list above."""
    for name, fact in facts.items():
        found, listed = figures(fact["says"]), figures(FIGURES.get(name, ""))
        if found != listed:
            yield f"{name}: figures {sorted(found)}, not {sorted(listed)}"


def unsupported_figures(facts: Facts, article: dict[int, str]) -> Iterator[str]:
    """Figures that do not stand in the paragraph which their fact cites."""
    for name, fact in facts.items():
        paragraph = article.get(int(fact["paragraph"]), "")
        for figure in sorted(figures(fact["says"]) - figures(paragraph)):
            yield f"{name}: {figure} is not in paragraph {fact['paragraph']}"


def copied(texts: dict[str, str], article: dict[int, str]) -> Iterator[str]:
    """Runs of eight words that a text has in common with the article."""
    theirs = {run for text in article.values() for run in runs(text)}
    for name, text in texts.items():
        for run in sorted(runs(text) & theirs):
            yield f"{name}: {' '.join(run)}"


def unbanned(texts: dict[str, str]) -> list[str]:
    """Names of texts that speak of Hizb-ut-Tahrir and do not say that it is banned."""
    return [name for name, text in texts.items() if "Tahrir" in text and "banned" not in text]


def wrong_citations(name: str, says: str, facts: Facts) -> Iterator[str]:
    """What a card says too long, without its fact, or with a figure its fact does not hold."""
    if len(words(says)) > LONGEST_CARD:
        yield f"{name}: {len(words(says))} words"
    if not set(CARRIES[name].split()) <= cited(says):
        yield f"{name}: does not cite {CARRIES[name]}"
    for sentence in re.split(r"(?<=\])\s+(?!\[)", says.strip()):
        statement = re.sub(r"(\s*\[F\d+\])+$", "", sentence)
        if statement == sentence or re.search(r"[.!?]\s", statement):
            yield f"{name}: a sentence without its fact: {sentence}"
        carried = " ".join(facts[fact]["says"] for fact in cited(sentence) & set(facts))
        for figure in sorted(figures(statement) - figures(carried)):
            yield f"{name}: {figure} is in no fact of its sentence"


def wrong_cards(cards: Facts, facts: Facts) -> Iterator[str]:
    """Cards that break the six questions, cite badly, run long or say more than their facts."""
    for name, card in cards.items():
        yield from wrong_citations(name, card["says"], facts)
        yield from (f"{name}: no {key}" for key in QUESTIONS if not card.get(key, "").strip())
        context = set(card.get("context", []))
        everything = " ".join(value for value in card.values() if isinstance(value, str))
        for fact in sorted((cited(everything) | context) - set(facts)):
            yield f"{name}: there is no {fact}"
        if "Tahrir" in everything and not context >= CONTEXT:
            yield f"{name}: Hizb-ut-Tahrir without {sorted(CONTEXT)}"
        real = PEOPLE.search(card["name"]) is not None
        if card["named"] != ("true" if real else "false"):
            yield f"{name}: named is {card['named']}"
        if real and card["motive"] != "Not stated.":
            yield f"{name}: a motive is laid to a real person"
        for other in card.get("independent_of", ["anybody"]):
            if name not in cards.get(other, {}).get("independent_of", []):
                yield f"{name}: independent of {other}, but not the other way"


def card_texts(cards: Facts) -> dict[str, str]:
    """Each text of each card on its own, since a screen may show one without the others."""
    return {
        f"{name}.{key}": value
        for name, card in cards.items()
        for key, value in card.items()
        if isinstance(value, str)
    }


def test_the_sixty_facts_have_their_form() -> None:
    facts = load("facts")
    assert list(wrong_shape(facts)) == []
    assert list(wrong_against(facts)) == []
    assert list(wrong_figures(facts)) == []
    assert unbanned({name: fact["says"] for name, fact in facts.items()}) == []


def test_no_id_is_written_twice() -> None:
    for name in ("facts", "sources"):
        text = (LAKKON / f"{name}.yaml").read_text(encoding="utf-8")
        assert len(re.findall(r"^  [FS]\d+:$", text, flags=re.MULTILINE)) == len(load(name))


def test_the_sixteen_cards_say_what_their_facts_say() -> None:
    cards = load("sources")
    assert list(cards) == list(CARRIES)
    assert list(wrong_cards(cards, load("facts"))) == []
    assert unbanned(card_texts(cards)) == []


@needs_article
def test_every_figure_stands_in_its_paragraph() -> None:
    assert list(unsupported_figures(load("facts"), paragraphs())) == []


@needs_article
def test_facts_follow_the_table_of_the_article() -> None:
    table = (SOURCE / "facts.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (F\d\d) \| (\d+) \|.*\| (\w+)[^|]* \|$", table, flags=re.MULTILINE)
    listed = {name: (paragraph, KIND_OF_TYPE[kind]) for name, paragraph, kind in rows}
    kept = {name: (fact["paragraph"], fact["kind"]) for name, fact in load("facts").items()}
    assert len(listed) == 60
    assert kept == listed


@needs_article
def test_the_story_copies_no_run_of_eight_words() -> None:
    article = paragraphs()
    assert sorted(article) == list(range(31))
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "story").rglob("*"))
        if path.suffix in {".yaml", ".yml", ".md", ".txt"}
    }
    assert texts
    assert list(copied(texts, article)) == []


@pytest.mark.parametrize(
    ("fact", "key", "value", "told"),
    [
        ("F30", "mark", "documented", "F30: documented where claimed is right"),
        ("F16", "mark", "claimed", "F16: claimed where documented is right"),
        ("F52", "mark", "claimed", "F52: claimed where unknown is right"),
        ("F07", "kind", "rumour", "F07: kind rumour"),
        ("F07", "paragraph", "31", "F07: paragraph 31"),
        ("F07", "by", " ", "F07: says nothing, or by nobody"),
        ("F33", "by", "a spokesman", "F33: Azimov's words are laid to a spokesman"),
        ("F61", "says", "One too many.", "the ids are not F01 to F60 in order"),
        ("F12", "source", "hearsay", "F12: keys"),
    ],
)
def test_a_fact_out_of_form_is_told(fact: str, key: str, value: str, told: str) -> None:
    facts = load("facts")
    facts[fact] = {**facts.get(fact, facts["F60"]), key: value}
    assert any(line.startswith(told) for line in wrong_shape(facts))


def test_a_one_sided_or_missing_against_is_told() -> None:
    facts = load("facts")
    facts["F04"]["against"] = ["F05", "F99", "F04"]
    facts["F30"]["against"].remove("F54")
    assert list(wrong_against(facts)) == [
        "F04: against F05, but not the other way",
        "F04: against F99",
        "F04: against F04",
        "F54: against F30, but not the other way",
        "F30: not against F54",
    ]


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("F16", "Two guards died."),
        ("F17", "Kyrgyz soldiers and customs officers died."),
        ("F45", "The frontier is 1,600 kilometres long."),
        ("F59", "The rise was threefold, to 75."),
        ("F31", "The sixth anniversary of 11 September."),
        ("F12", "In May 2006 there was a raid."),
    ],
)
def test_a_figure_changed_added_or_dropped_is_told(fact: str, says: str) -> None:
    facts = load("facts")
    facts[fact]["says"] = says
    assert [line[:3] for line in wrong_figures(facts)] == [fact]


def test_a_figure_from_outside_its_paragraph_is_told() -> None:
    facts: Facts = {
        "F98": {"says": "Six of the 1,500 men, twice.", "paragraph": "1"},
        "F99": {"says": "The 7th of ninety-six.", "paragraph": "2"},
    }
    article = {1: "It was 6 of 1,500 in the Nineties.", 2: "The 7th; ninety of six."}
    assert list(unsupported_figures(facts, article)) == ["F98: twice is not in paragraph 1"]
    assert list(unsupported_figures(facts, {})) != []


def test_a_run_of_eight_words_is_told_and_one_of_seven_is_not() -> None:
    article = {1: "\u201cA b c d,\u201d e\u2019s f\u2013g h i j k."}
    assert list(copied({"seven": "x a b c d e's f g x"}, article)) == []
    eight = {"eight": "says: |\n  *A b* c [F01] d\n  {money} e's f, g h"}
    assert list(copied(eight, article)) == ["eight: a b c d e's f g h"]


def test_hizb_ut_tahrir_without_the_ban_is_told() -> None:
    assert unbanned({"bare": "Hizb-ut-Tahrir.", "told": "The banned Hizb-ut-Tahrir."}) == ["bare"]


@pytest.mark.parametrize(
    ("card", "key", "value", "told"),
    [
        ("S5", "motive", "To keep the post.", "S5: a motive is laid to a real person"),
        ("S5", "named", "false", "S5: named is false"),
        ("S10", "named", "true", "S10: named is true"),
        ("S5", "access", "", "S5: no access"),
        ("S5", "says", "All is well.", "S5: does not cite F30"),
        ("S5", "says", "All is well. The men are trained. [F30]", "S5: a sentence without its"),
        ("S5", "says", "All is well. [F30] Sleep.", "S5: a sentence without its fact: Sleep."),
        ("S5", "says", "All forty are trained. [F30]", "S5: forty is in no fact of its sentence"),
        ("S5", "says", "well " * 46 + "[F30]", "S5: 46 words"),
        ("S5", "says", "All is well. [F30] [F77]", "S5: there is no F77"),
        ("S8", "context", ["F38", "F39"], "S8: Hizb-ut-Tahrir without"),
        ("S7", "answers", "Is Hizb-ut-Tahrir banned?", "S7: Hizb-ut-Tahrir without"),
        ("S10", "independent_of", [], "S5: independent of S10, but not the other way"),
    ],
)
def test_a_card_at_fault_is_told(card: str, key: str, value: object, told: str) -> None:
    cards, facts = load("sources"), load("facts")
    cards[card][key] = value
    assert any(line.startswith(told) for line in wrong_cards(cards, facts))
