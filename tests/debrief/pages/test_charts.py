"""Charts: their numbers, in lengths and in words, and nothing of a story's that becomes markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from borderpost.debrief.pages.charts import WIDTH, bar, line_of, parted_bar


def drawn(chart: str) -> ET.Element:
    return ET.fromstring(chart)  # noqa: S314 - drawn by us a moment ago


def pieces(chart: str) -> list[tuple[str, float, float]]:
    return [
        (each.attrib["class"], float(each.attrib["x"]), float(each.attrib["width"]))
        for each in drawn(chart).iter("rect")
    ]


@pytest.mark.parametrize(("n", "of", "length"), [(1, 4, 50), (4, 4, 200), (1, 3, 66.7)])
def test_a_bar_is_as_long_as_its_share(n: int, of: int, length: float) -> None:
    chart = bar(n, of)
    assert pieces(chart) == [("rest", 0, WIDTH), ("part", 0, length)]
    assert drawn(chart).attrib["aria-label"] == f"{n} of {of}"
    assert drawn(chart).attrib["role"] == "img"


@pytest.mark.parametrize("of", [0, 5])
def test_a_bar_of_none_is_empty(of: int) -> None:
    assert pieces(bar(0, of)) == [("rest", 0, WIDTH)]


def test_the_parts_of_a_bar_meet_and_fill_it() -> None:
    chart = parted_bar([("right", "sure", 1), ("open", "not sure", 0), ("wrong", "wrong", 2)])
    assert pieces(chart) == [("rest", 0, WIDTH), ("right", 0, 66.7), ("wrong", 66.7, 133.3)]
    assert drawn(chart).attrib["aria-label"] == "sure 1, not sure 0, wrong 2"


def test_a_bar_of_parts_that_are_all_empty() -> None:
    assert pieces(parted_bar([("right", "sure", 0)])) == [("rest", 0, WIDTH)]


def test_a_line_goes_from_bound_to_bound() -> None:
    chart = line_of([0, 10, 5], 0, 10, "Money")
    found = re.search(r'points="([^"]*)"', chart)
    assert found is not None
    assert found[1] == "2.0,38.0 100.0,2.0 198.0,20.0"
    assert drawn(chart).attrib["aria-label"] == "Money: 0, 10, 5"


@pytest.mark.parametrize(("values", "low", "high"), [([3], 0, 10), ([3, 3], 3, 3)])
def test_a_line_of_one_point_or_no_height_is_drawn(values: list[int], low: int, high: int) -> None:
    assert "nan" not in line_of(values, low, high, "Still")


def test_the_words_of_a_chart_are_text() -> None:
    said = 'a"><script>1</script>&{{ 7*7 }}'
    for chart in (line_of([1], 0, 2, said), parted_bar([("right", said, 1)])):
        assert drawn(chart).attrib["aria-label"].startswith(said)
        assert not list(drawn(chart).iter("script"))
