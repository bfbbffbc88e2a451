"""Runs as xAPI statements: valid by the models of a store, and by what those do not know."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ralph.models.xapi.base.statements import BaseXapiStatement  # type: ignore[import-untyped]

from borderpost.debrief.cohort.account import Account, Cards
from borderpost.debrief.exports.xapi import statement_lines
from borderpost.story.model import Story
from tests.debrief.exports.runs import by_lot, finished, hostile, left, office, peaks, yard

ADL = "http://adlnet.gov/expapi/verbs/"
OURS = "https://borderpost.invalid"
VERBS = {"initialized", "answered", "experienced", "completed", "suspended"}
TYPES = {
    f"http://adlnet.gov/expapi/activities/{name}"
    for name in ("simulation", "media", "cmi.interaction")
}

Statement = dict[str, Any]


def statements(story: Story, *accounts: Account) -> list[Statement]:
    lines = list(statement_lines(story, accounts))
    assert all(line.endswith("\n") and line[:-1].isprintable() for line in lines)
    return [json.loads(line) for line in lines]


def verb(statement: Statement) -> str:
    return str(statement["verb"]["id"]).removeprefix(ADL)


def about(statement: Statement) -> str:
    return str(statement["object"]["id"]).removeprefix(f"{OURS}/stories/office")


def extensions(part: dict[str, Any]) -> dict[str, Any]:
    return {name.rpartition("/")[2]: value for name, value in part.get("extensions", {}).items()}


def no_nulls(part: object) -> bool:
    """Whether nothing outside of extensions is null or empty."""
    if isinstance(part, dict):
        return part != {} and all(no_nulls(v) for k, v in part.items() if k != "extensions")
    if isinstance(part, list):
        return part != [] and all(map(no_nulls, part))
    return part is not None and part != ""


def faults(statement: Statement) -> Iterator[str]:
    """What the specification does not allow, and the models of a store let through."""
    definition = statement["object"]["definition"]
    if not no_nulls(statement):
        yield "something empty outside of extensions"
    if verb(statement) not in VERBS or definition["type"] not in TYPES:
        yield "a word that is not in ADL's vocabulary"
    if "version" in statement:
        yield "a version, which a client should leave to the store"
    if statement["actor"].keys() != {"objectType", "account"}:
        yield "an actor who is more than an account"
    if definition["type"].endswith("cmi.interaction") != ("interactionType" in definition):
        yield "an interaction without its type, or a type without an interaction"
    if not all(name.startswith(f"{OURS}/extensions/") for name in _extension_names(statement)):
        yield "an extension that is not ours"
    yield from faults_of_answers(definition, statement.get("result", {}))


def faults_of_answers(definition: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a response, by the rules of the kind of question."""
    ids = [choice["id"] for choice in definition.get("choices", [])]
    right = definition.get("correctResponsesPattern", [])
    kind = definition.get("interactionType")
    if kind == "choice":
        if len(set(ids)) != len(ids) or any("[" in each or " " in each for each in ids):
            yield "choices that cannot be told apart"
        if result["response"] not in ids:
            yield "a response that is not among the choices"
        if not set(right) <= set(ids):
            yield "a right response that is not among the choices"
    elif ids or right:
        yield "choices where nothing is chosen"
    if kind is None and "response" in result:
        yield "a response where nothing was asked"
    if "success" in result and result["success"] is not (result["response"] in right):
        yield "a success that the key does not bear out"


def _extension_names(statement: Statement) -> Iterator[str]:
    for part in ("result", "context"):
        yield from statement.get(part, {}).get("extensions", {})


def check(found: Iterable[Statement]) -> None:
    for statement in found:
        BaseXapiStatement.model_validate(statement)
        assert list(faults(statement)) == [], statement


def test_a_run_is_told_in_order_by_valid_statements() -> None:
    found = statements(office(), finished())
    check(found)
    assert [
        (verb(each), about(each), each.get("result", {}).get("response")) for each in found
    ] == [
        ("initialized", "", None),
        ("answered", "/questions/snow", "no"),
        ("answered", "/questions/snow", "yes"),
        ("answered", "/questions/how_likely", "likely"),
        ("answered", "/questions/grid/S1.wet", "fits"),
        ("answered", "/questions/grid/S2.dry", "against"),
        ("experienced", "/cards/S1", None),
        ("answered", "/scenes/desk", "sign_it"),
        ("answered", "/questions/weather", "snowed"),
        ("experienced", "/cards/S2", None),
        ("answered", "/scenes/form", "send"),
        ("completed", "", None),
        ("answered", "/after_action/why", "It snowed.\nWe were cold."),
        ("answered", "/after_action/next", "Ask."),
    ]


def test_who_acts_is_a_handle_and_nobody() -> None:
    found = statements(office(), finished())
    account = {"homePage": f"{OURS}/runs", "name": "amber-heron-17"}
    assert all(each["actor"] == {"objectType": "Agent", "account": account} for each in found)
    assert len({each["context"]["registration"] for each in found}) == 1
    assert "amber-heron-17.jsonl" not in json.dumps(found)


def test_a_decision_has_its_choices_and_nothing_that_is_right() -> None:
    (decided,) = (s for s in statements(office(), finished()) if about(s) == "/scenes/desk")
    definition = decided["object"]["definition"]
    assert definition["name"] == {"en": "The desk"}
    assert definition["choices"] == [
        {"id": "sign_it", "description": {"en": "Sign, and pay. / Sign, unpaid."}},
        {"id": "leave", "description": {"en": "Leave it."}},
    ]
    assert "correctResponsesPattern" not in definition
    assert "success" not in decided["result"]
    assert extensions(decided["result"]) == {
        "votes": {"sign_it": 12, "leave": 9},
        "dissent": "Who has seen it?",
    }
    assert extensions(decided["context"]) == {
        "record": 7,
        "decision": 1,
        "offered": ["sign_it", "leave"],
        "cards_met": ["S1", "S2"],
        "cards_opened": ["S1"],
    }
    assert decided["timestamp"] == "2026-11-23T08:10:00Z"
    assert decided["context"]["revision"] == "2"
    assert decided["context"]["contextActivities"] == {
        "parent": [{"objectType": "Activity", "id": f"{OURS}/stories/office"}]
    }


def test_only_what_the_text_decides_has_a_key_and_a_success() -> None:
    found = [s for s in statements(office(), finished()) if "/questions/" in about(s)]
    told = [
        (
            about(each),
            each["object"]["definition"].get("correctResponsesPattern"),
            each["result"].get("success"),
        )
        for each in found
    ]
    assert told == [
        ("/questions/snow", ["yes", "maybe"], False),
        ("/questions/snow", ["yes", "maybe"], None),
        ("/questions/how_likely", None, None),
        ("/questions/grid/S1.wet", ["fits"], True),
        ("/questions/grid/S2.dry", None, None),
        ("/questions/weather", None, None),
    ]
    first, changed, unasked, *_, signed = (extensions(each["result"]) for each in found)
    assert first == {"certainty": 3}
    assert changed == {"instead_of": "no"}
    assert unasked == {}
    assert signed == {"strength": "is", "is_supported": False}
    assert found[3]["object"]["definition"]["name"] == {"en": 'What fits? It was wet: A "letter"'}


def test_the_end_tells_where_the_run_stands() -> None:
    (begun,) = (s for s in statements(office(), finished()) if verb(s) == "initialized")
    assert extensions(begun["context"]) == {"settings": {"length": "long"}, "as_pair": True}
    assert "contextActivities" not in begun["context"]
    (end,) = (s for s in statements(office(), finished()) if verb(s) == "completed")
    assert end["result"]["completion"] is True
    assert extensions(end["result"]) == {"place": "over", "meters": {"money": -3, "calm": 0}}
    assert end["timestamp"] == "2026-11-23T08:20:00Z"


def test_an_unfinished_run_is_suspended_and_times_that_are_not_known_are_left_out() -> None:
    found = statements(yard(), left())
    check(found)
    assert [verb(each) for each in found] == ["initialized", "suspended"]
    assert found[1]["result"]["completion"] is False
    assert not [each for each in found if "timestamp" in each]


def test_a_card_tells_before_which_decision_it_was_opened_first_and_no_time() -> None:
    account = finished()
    first, second = account.decided
    later = account._replace(
        decided=(first._replace(cards=Cards(("S1", "S2"))), second._replace(cards=first.cards))
    )
    found = [s for s in statements(office(), later) if verb(s) == "experienced"]
    assert [(about(s), extensions(s["context"])) for s in found] == [
        ("/cards/S1", {"before_decision": 2}),
        ("/cards/S2", {}),
    ]
    assert not [each for each in found if "timestamp" in each]


def test_the_same_run_gives_the_same_statements_whatever_its_file_is_called() -> None:
    first = statements(office(), finished())
    again = statements(office(), finished()._replace(file="copy.jsonl", touched=""))
    assert first == again
    ids = [each["id"] for each in first]
    assert len(set(ids)) == len(ids)
    other = statements(office(), finished()._replace(identity="another"))
    assert not {each["id"] for each in other} & set(ids)


def test_playing_on_adds_statements_and_changes_none() -> None:
    whole = finished()
    begun = whole._replace(
        ending="",
        place="form",
        decided=whole.decided[:1],
        answered=whole.answered[:4],
        signed=(),
        cards=Cards(("S1", "S2"), ("S1",)),
        wrote={},
    )
    before = {each["id"]: each for each in statements(office(), begun)}
    after = {each["id"]: each for each in statements(office(), whole)}
    gone = [each for name, each in before.items() if name not in after]
    assert [verb(each) for each in gone] == ["suspended"]
    assert all(after[name] == each for name, each in before.items() if name in after)
    assert len(after) > len(before)


def test_two_ways_from_one_record_are_two_statements() -> None:
    account = finished()
    other = account._replace(
        decided=(account.decided[0]._replace(choice="leave"), account.decided[1])
    )
    ids = [
        next(each["id"] for each in statements(office(), run) if about(each) == "/scenes/desk")
        for run in (account, other)
    ]
    assert ids[0] != ids[1]


def test_two_places_after_one_record_are_two_statements() -> None:
    ends = [
        statements(office(), finished()._replace(ending="", place=place, wrote={}))[-1]
        for place in ("desk", "form")
    ]
    assert [verb(end) for end in ends] == ["suspended"] * 2
    assert ends[0]["id"] != ends[1]["id"]


def test_nothing_a_stranger_wrote_makes_a_statement_invalid() -> None:
    found = statements(office(), hostile())
    check(found)
    wrote = [each for each in found if "/after_action/" in about(each)]
    assert [each["object"]["definition"]["interactionType"] for each in wrote] == [
        "long-fill-in"
    ] * 2
    assert wrote[0]["object"]["definition"]["name"] == {"en": "Why did it go that way?"}
    (desk,) = (each for each in found if about(each) == "/scenes/desk")
    assert "timestamp" not in desk
    assert "\x1b" not in extensions(desk["result"])["dissent"]
    "".join(statement_lines(office(), [hostile()])).encode("utf-8")


def test_a_run_without_a_handle_still_has_an_actor() -> None:
    found = statements(office(), finished()._replace(handle="\x1b[0m "))
    check(found)


@pytest.mark.parametrize(
    ("language", "tag"),
    [("pt-BR", "pt-BR"), ("tg-Cyrl", "tg-Cyrl"), ("en-x-y", "und"), ("", "und")],
)
def test_a_language_that_stores_might_not_know_is_undetermined(language: str, tag: str) -> None:
    story = office()._replace(info=office().info._replace(language=language))
    found = statements(story, finished())
    check(found)
    assert {each["context"]["language"] for each in found} == {tag}


def test_saved_runs_of_lakkon_give_valid_statements(tmp_path: Path) -> None:
    story, accounts = by_lot(tmp_path, 5)
    found = statements(story, *accounts)
    check(found)
    assert {verb(each) for each in found} >= {"initialized", "answered", "experienced", "completed"}
    ids = [each["id"] for each in found]
    assert len(set(ids)) == len(ids)
    decided = [each for each in found if "/scenes/" in each["object"]["id"]]
    assert len(decided) == sum(len(account.decided) for account in accounts)
    for each in decided:
        assert each["result"]["response"] in extensions(each["context"])["offered"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"result": {"response": "none"}}, "a response that is not among the choices"),
        ({"result": {"response": "no", "success": True}}, "a success that the key does not"),
        ({"result": {"response": "no", "score": {}}}, "something empty"),
        ({"actor": {"name": "Ann"}}, "an actor who is more than an account"),
        ({"version": "1.0.3"}, "a version"),
    ],
)
def test_a_fault_would_be_noticed(change: Statement, fault: str) -> None:
    answered = statements(office(), finished())[1]
    assert list(faults(answered)) == []
    assert any(found.startswith(fault) for found in faults(answered | change))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_runs() -> None:
    few, many = peaks(lambda accounts: deque(statement_lines(yard(), accounts), maxlen=0))
    assert many < 2 * few + 50_000  # ten times as many runs
