"""Runs as tables: the columns that are documented, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from borderpost.debrief.cohort.account import Account
from borderpost.debrief.exports.columns import ANSWERS, DECISIONS, FILES, RUNS, names_of
from borderpost.debrief.exports.csv_files import NotWritten, Tables, csv_files, told
from borderpost.story.model import Story
from tests.debrief.exports.runs import by_lot, finished, hostile, left, office, peaks, yard

Row = dict[str, str]


def tables(story: Story, *accounts: Account) -> tuple[list[Row], list[Row], list[Row]]:
    files = [io.StringIO(newline="") for _ in range(3)]
    written = Tables(story, *files)
    for account in accounts:
        written.add(account)
    runs, decisions, answers = (
        list(csv.DictReader(io.StringIO(file.getvalue(), newline=""))) for file in files
    )
    return runs, decisions, answers


def test_a_run_is_a_row_with_all_that_is_documented() -> None:
    (row,), _, _ = tables(office(), finished())
    assert row == {
        "run": "amber-heron-17",
        "file": "amber-heron-17.jsonl",
        "story": "office",
        "version": "2",
        "set_length": "long",
        "status": "intact",
        "started": "2026-11-23T08:00:00Z",
        "touched": "2026-11-23T08:22:30Z",
        "finished": "yes",
        "ending": "over",
        "ending_title": "Over & out",
        "place": "over",
        "decisions": "2",
        "minutes": "22.5",
        "as_pair": "yes",
        "meter_money": "-3",
        "meter_calm": "0",
        "signed": "1",
        "signed_unsupported": "1",
        "cards_met": "2",
        "cards_opened": "2",
        "facts_told": "1",
    }
    assert tuple(row) == names_of(RUNS, office())


def test_a_decision_is_a_row() -> None:
    _, (first, second), _ = tables(office(), finished())
    assert first == {
        "run": "amber-heron-17",
        "number": "1",
        "record": "7",
        "at": "2026-11-23T08:10:00Z",
        "act": "first",
        "scene": "desk",
        "scene_title": "The desk",
        "choice": "sign_it",
        "choice_words": "Sign, and pay. / Sign, unpaid.",
        "offered": "sign_it leave",
        "cards_met": "S1 S2",
        "cards_opened": "S1",
        "votes": "sign_it=12 leave=9",
        "dissent": "Who has seen it?",
    }
    assert tuple(first) == tuple(column.name for column in DECISIONS)
    assert (second["number"], second["scene_title"], second["votes"]) == ("2", "form", "")


def test_an_answer_is_a_row() -> None:
    _, _, answers = tables(office(), finished())
    assert answers[0] == {
        "run": "amber-heron-17",
        "record": "2",
        "at": "2026-11-23T08:05:00Z",
        "scene": "desk",
        "question": "snow",
        "cell": "",
        "option": "no",
        "words": "No",
        "certainty": "3",
        "keyed": "yes",
        "right": "no",
        "changed_to": "yes",
    }
    assert tuple(answers[0]) == tuple(column.name for column in ANSWERS)
    told = [(row["question"], row["cell"], row["keyed"], row["right"]) for row in answers[1:]]
    assert told == [
        ("how_likely", "", "no", ""),
        ("grid", "S1.wet", "yes", "yes"),
        ("grid", "S2.dry", "no", ""),
        ("weather", "", "no", ""),
    ]
    assert answers[1]["words"] == "likely (55-80 %)"
    assert answers[1]["certainty"] == ""


def test_what_is_not_known_is_empty_and_a_story_without_meters_has_no_such_column() -> None:
    (row,), decisions, answers = tables(yard(), left())
    assert not [name for name in row if name.startswith(("meter_", "set_"))]
    assert {row[name] for name in ("started", "touched", "minutes", "ending", "ending_title")} == {
        ""
    }
    assert (row["finished"], row["as_pair"], row["decisions"]) == ("no", "no", "0")
    assert (decisions, answers) == ([], [])


@pytest.mark.parametrize(("begin", "end"), [("", "x"), ("yesterday", "2026-11-23T08:00:00Z")])
def test_minutes_are_told_only_where_both_times_are_known(begin: str, end: str) -> None:
    account = finished()._replace(started=begin, touched=end)
    assert tables(office(), account)[0][0]["minutes"] == ""


def test_time_that_runs_backwards_is_no_number_of_minutes() -> None:
    account = finished()._replace(touched="2026-11-23T07:00:00Z")
    assert tables(office(), account)[0][0]["minutes"] == ""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        (" \n =1", "'=1"),
        ("\x1b[1m=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1+1;b", "a;'=1+1;b"),
        ("a | -2", "a |' -2"),
        ("a = b - c + d@e", "a = b - c + d@e"),
        ("yes; no, and that's it", "yes; no, and that's it"),
        ("'", "'"),
        ("", ""),
    ],
)
def test_no_text_becomes_a_formula(text: str, cell: str) -> None:
    assert told(text) == cell


def test_no_table_counts_what_one_pupil_had_right() -> None:
    counts = {"right", "wrong", "sure_right", "sure_wrong", "unsure", "score"}
    assert counts.isdisjoint(tables(office(), finished())[0][0])


def test_a_negative_number_stays_a_number() -> None:
    assert tables(office(), finished())[0][0]["meter_money"] == "-3"


def test_nothing_a_stranger_wrote_breaks_a_row_or_begins_a_formula() -> None:
    runs, decisions, answers = tables(office(), hostile(), finished())
    assert (len(runs), len(decisions), len(answers)) == (2, 4, 10)
    for row in (*runs, *decisions, *answers):
        for name, cell in row.items():
            assert cell.isprintable() or "\u200d" in cell, (name, cell)
            assert not re.search(r"(^|;)\s*[=+@]", cell), (name, cell)
    assert decisions[0]["dissent"].startswith("'=HYPERLINK")
    assert decisions[0]["dissent"].count("'") == 2


def test_the_files_are_what_spreadsheets_open(tmp_path: Path) -> None:
    with csv_files(tmp_path / "new" / "folder", office()) as written:
        written.add(hostile())
    folder = tmp_path / "new" / "folder"
    assert {path.name for path in folder.iterdir()} == set(FILES)
    for name in FILES:
        data = (folder / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n") > 1
        assert data.endswith(b"\r\n")
    with (folder / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        (first, _) = csv.DictReader(file)
    assert "\U0001f9ca" in first["dissent"]
    assert '"quoted", ' in first["dissent"]


def test_old_files_stay_where_the_new_ones_were_not_finished(tmp_path: Path) -> None:
    (tmp_path / "runs.csv").write_text("run,old", encoding="utf-8-sig")
    wrong = left()._replace(ending="no_such_ending")
    with pytest.raises(KeyError), csv_files(tmp_path, yard()) as written:
        written.add(wrong)
    assert [path.name for path in tmp_path.iterdir()] == ["runs.csv"]
    assert (tmp_path / "runs.csv").read_text(encoding="utf-8-sig") == "run,old"
    with csv_files(tmp_path, yard()) as written:
        written.add(left())
    assert "calm-owl-10" in (tmp_path / "runs.csv").read_text(encoding="utf-8")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    tables_there = csv_files(tmp_path / "out", yard())
    with pytest.raises(NotWritten, match="cannot be written in") as raised, tables_there:
        pass
    assert raised.value.code == 1
    assert "another folder" in raised.value.mend


def test_saved_runs_of_lakkon_give_whole_tables(tmp_path: Path) -> None:
    story, accounts = by_lot(tmp_path, 6)
    runs, decisions, answers = tables(story, *accounts)
    assert len(runs) == 6
    assert len(decisions) == sum(int(row["decisions"]) for row in runs) > 6 * 8
    assert len(answers) == sum(len(account.answered) for account in accounts) > 6 * 8
    assert {row["set_profile"] for row in runs} == {"full"}
    for row in decisions:
        assert row["choice"] in row["offered"].split()
        assert set(row["cards_opened"].split()) <= set(row["cards_met"].split())
        assert row["choice_words"]
        assert row["scene_title"]
    assert any(row["right"] for row in answers)
    assert all(bool(row["right"]) == (row["keyed"] == "yes") for row in answers)


class Nowhere(io.StringIO):
    """Takes what is written and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_runs() -> None:
    def export(accounts: Iterable[Account]) -> None:
        written = Tables(yard(), Nowhere(), Nowhere(), Nowhere())
        for account in accounts:
            written.add(account)

    few, many = peaks(export)
    assert many < 2 * few + 50_000  # ten times as many runs
