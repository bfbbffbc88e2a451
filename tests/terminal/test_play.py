"""Playing: by keys, by mouse, to an ending and back."""

from __future__ import annotations

from pathlib import Path

from borderpost.debrief.run.ledger import ledger
from borderpost.engine.actions import Answer, Choose
from tests.terminal.playing import (
    TO_THE_END,
    click,
    loaded,
    opened,
    playing,
    press,
    saved_runs,
    seen,
)


async def test_number_keys_play_to_the_ending(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_END)
        assert screen.run.finished
        assert "The page is signed" in seen(screen)
        assert ledger(screen.run).summary[:24] not in seen(screen)
        await press(pilot, "space")
        assert ledger(screen.run).summary[:24] in seen(screen)


async def test_arrows_and_enter_alone_play_to_the_ending(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 20)) as (app, pilot):
        screen = await playing(app, pilot)
        for _ in range(120):
            if screen.run.finished:
                break
            if screen.in_table and not screen.run.view().questions[0].cells:
                await press(pilot, "enter", "right", "enter", "down", "down")
            await press(pilot, "enter")
        assert screen.run.finished


async def test_the_mouse_alone_plays_to_the_ending(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 50)) as (app, pilot):
        screen = await playing(app, pilot)
        for text in (
            *("Fairly reliable", "It does not", "Fairly sure", "Boots and coats", "fits", "–"),
            *("speaks against", "Done with the table", "Continue", "They were traders."),
            *("Nothing at all.", "Sign it", "Continue"),
        ):
            await click(pilot, text)
        assert screen.run.finished
        actions = [act.action for act in screen.run.acts()]
        assert actions[:3] == [
            Answer("grade", "C"),
            Answer("scope", "not", "", 2),
            Choose("gate", "boots"),
        ]
        assert Answer("table", "against", "S2.known") in actions


async def test_an_answer_brings_the_texts_reasons_and_the_next_question(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        assert "About S1, The mayor" in seen(screen)
        await press(pilot, "1")
        assert "→ A  Completely reliable" in seen(screen)
        assert "Nothing on this desk shows it." in seen(screen)
        assert "Does the paper answer who came?" in seen(screen)
        await press(pilot, "3", "3")
        assert "→ It does not (sure)" in seen(screen)
        assert "it does not say how anyone knows. [F2]" in seen(screen)


async def test_how_sure_one_is_may_be_left_out_and_an_answer_taken_back(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "1")
        assert "How sure are you?" in seen(screen)
        await press(pilot, "escape")
        assert "How sure are you?" not in seen(screen)
        await press(pilot, "2", "s")
        assert screen.run.acts()[-1].action == Answer("scope", "part")


async def test_a_question_is_answered_again(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "a", "2")
        assert [question.answer for question in screen.run.view().questions] == ["B", ""]
        await press(pilot, "s", "a")
        assert "Which question do you want to answer again?" in seen(screen)
        await press(pilot, "2", "1", "1")
        assert [question.answer for question in screen.run.view().questions] == ["B", "does"]


async def test_a_locked_choice_tells_why_and_cannot_be_taken(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 50)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s")
        assert "Locked: Not enough Money" in seen(screen)
        before = len(screen.run.records)
        await click(pilot, "A stone wall")
        await press(pilot, "3", "9", "down", "down", "down")
        assert len(screen.run.records) == before
        highlighted = screen.ways_menu.items[screen.ways_menu.highlighted]
        assert highlighted.label.plain == "Leave the page unsigned"


async def test_directions_and_readers_stand_under_a_choice(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 50)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s")
        assert "Money down, Soldiers up" in seen(screen)
        assert "Read by the capital" in seen(screen)


async def test_what_changed_is_told_in_words_and_beside_the_meter(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s", "1")
        text = seen(screen)
        assert "He writes the order." in text
        assert "Money 4, was 6 · Soldiers 7, was 5" in text
        assert "−2" in text.split("\n")[0]


async def test_a_report_fills_in_and_is_read_back_before_it_is_signed(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 40)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "1", "s", "1", "1", "right", "1", "d", "1")
        assert "│ To the capital, from the north." in seen(screen)
        await press(pilot, "1")
        assert "│ They were traders." in seen(screen)
        assert "│ ...." in seen(screen)
        await press(pilot, "2")
        assert "│ Nothing at all." in seen(screen)
        assert "│ ...." not in seen(screen)
        assert "1  Sign it" in seen(screen)


async def test_undo_and_redo(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, "u", "r")
        assert not screen.run.records
        await press(pilot, "1", "s", "1")
        digest = screen.run.program.digest(screen.run.state)
        await press(pilot, "u")
        assert screen.run.view().place == "gate"
        assert "Money 4" not in seen(screen)
        await press(pilot, "r")
        assert screen.run.program.digest(screen.run.state) == digest
        assert "The range chart" in seen(screen)


async def test_every_decision_is_on_disk_before_it_is_seen(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen = await playing(app, pilot)
        path = saved_runs(tmp_path)[0].path
        for key in TO_THE_END:
            lines = path.read_bytes().count(b"\n")
            before = len(screen.run.records)
            await press(pilot, key)
            assert path.read_bytes().count(b"\n") - lines == len(screen.run.records) - before
    run = loaded(tmp_path, screen.run.program)
    assert run.program.digest(run.state) == screen.run.program.digest(screen.run.state)
    assert [act.action for act in run.acts()] == [act.action for act in screen.run.acts()]


async def test_the_ending_offers_undo_a_new_run_and_the_title(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 100)) as (app, pilot):
        screen = await playing(app, pilot)
        await press(pilot, *TO_THE_END)
        for text in (
            *("What it bought", "Boots for some.", "What it cost", "A page nobody can check."),
            *("What nobody knows", "Who the third man was.", ledger(screen.run).summary[:24]),
        ):
            assert text in seen(screen)
        await press(pilot, "1")
        assert "You signed one statement" in seen(app.screen)
        await press(pilot, "escape", "3")
        assert screen.run.view().kind == "scene"
        assert screen.run.view().place == "form", "the last decision, not the page read after it"
        await press(pilot, "r", "r")
        assert screen.run.view().kind == "ending"
        await press(pilot, "4")
        again = await playing(app, pilot)
        assert again is not screen
        assert not again.run.records
        assert len(saved_runs(tmp_path)) == 2
