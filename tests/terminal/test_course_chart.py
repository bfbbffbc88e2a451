"""The chart of the meters: bars that fit any window, any bounds and any number of decisions."""

from __future__ import annotations

import pytest

from borderpost.debrief.run.courses import Courses, Meter, Stop
from borderpost.terminal.papers.course_chart import chart_lines

HIGH_METER = Meter("Flour", 0, 500, "high", "")
LOW_METER = Meter("What is owed to the miller", -50, 50, "low", "")


def course(meters: tuple[Meter, ...], *values: tuple[int, ...]) -> Courses:
    """Meters that start at the first values and go on to the others, one decision each."""
    start, *rest = values
    return Courses(meters, start, tuple(Stop(f"S{i}", "On", v) for i, v in enumerate(rest, 1)))


def drawn(courses: Courses, pointed: int, width: int, rows: int = 1) -> list[str]:
    return [line.plain.rstrip() for line in chart_lines(courses, pointed, width, rows)]


def test_a_bar_a_decision_between_the_bounds_of_its_meter() -> None:
    courses = course((HIGH_METER,), (0,), (250,), (500,), (1,))
    bars, pointer = drawn(courses, 3, 40)
    assert bars == "Flour 0 → 1 0▁▁▁ 250▅ 500█ 1▁▁▁"
    assert pointer.strip() == "▲"
    assert bars[pointer.index("▲")] == "▁"


def test_bounds_below_nothing() -> None:
    courses = course((LOW_METER,), (-50,), (0,), (50,))
    (bars, _) = drawn(courses, 0, 72)
    assert bars.startswith("What is owed to… -50 → 50 -50▁")
    assert bars.endswith("50██")


def test_the_pointer_stands_under_the_decision_pointed_at() -> None:
    courses = course((HIGH_METER,), (0,), (500,), (0,), (0,))
    for pointed, bar in enumerate("▁█▁▁"):
        bars, pointer = drawn(courses, pointed, 60)
        place = pointer.index("▲")
        assert bar in bars[place : bars.find(" ", place) % 60], "in the pointer's own column"
    places = [drawn(courses, pointed, 60)[1].index("▲") for pointed in range(4)]
    assert places == sorted(set(places))


@pytest.mark.parametrize("width", [36, 56, 72, 120])
@pytest.mark.parametrize("decisions", [0, 1, 8, 40, 500])
@pytest.mark.parametrize("rows", [1, 2])
def test_nothing_is_wider_than_there_is_room(width: int, decisions: int, rows: int) -> None:
    values = [(10 * n % 501, n % 101 - 50) for n in range(decisions + 1)]
    courses = course((HIGH_METER, LOW_METER), *values)
    for pointed in {0, decisions // 2, decisions}:
        lines = chart_lines(courses, pointed, width, rows)
        assert len(lines) == 2 * rows + 1
        assert max(line.cell_length for line in lines) <= width
        assert "▲" in lines[-1].plain


def test_forty_decisions_fit_sixty_columns_at_once() -> None:
    courses = course((HIGH_METER,), *[(n * 12,) for n in range(41)])
    bars, pointer = drawn(courses, 20, 56)
    assert "‹" not in pointer
    assert "›" not in pointer
    assert sum(bars.count(bar) for bar in "▁▂▃▄▅▆▇█") == 41


def test_more_than_fit_are_drawn_around_the_pointer_with_a_sign_at_each_end() -> None:
    courses = course((HIGH_METER,), *[(n,) for n in range(501)])
    assert "›" in drawn(courses, 0, 56)[1]
    assert "‹" not in drawn(courses, 0, 56)[1]
    middle = drawn(courses, 250, 56)[1]
    assert middle.index("‹") < middle.index("▲") < middle.index("›")
    assert "›" not in drawn(courses, 500, 56)[1]


def test_two_rows_tell_more_steps_apart() -> None:
    meter = Meter("Post", 0, 10, "high", "")
    courses = course((meter,), *[(n,) for n in range(11)])
    seen = set()
    upper, lower, _ = drawn(courses, 0, 72, rows=2)
    for n in range(11):
        place = len("Post 0 → 10 ") + 5 * n
        seen.add((upper[place : place + 1], lower[place : place + 1]))
    assert len(seen) == 11


def test_a_meter_that_only_has_one_value_is_drawn() -> None:
    assert drawn(course((Meter("Still", 3, 3, "none", ""),), (3,)), 0, 40)[0].endswith("▁")


def test_a_hostile_label_is_only_text() -> None:
    meter = Meter("[b]x[/b]\n\x1b[31m" + "w" * 90, 0, 10, "high", "")
    (bars, _) = drawn(course((meter,), (1,), (2,)), 0, 56)
    assert "[b]x[/b]" in bars
    assert "\x1b" not in bars
