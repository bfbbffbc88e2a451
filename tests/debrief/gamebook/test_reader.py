"""The reader is strict: it does what the sentences say, and knows no other sentence."""

from __future__ import annotations

import pytest

from tests.debrief.gamebook.paper import END, Paper, page_of

SHEET = """
<div class="sheet"><table>
<tr class="track"><th>Money</th><td><span class="number">0</span> <span class="number now">1</span>
<span class="number">2</span></td></tr>
<tr class="track"><th>Money and men</th><td><span class="number">−1</span>
<span class="number now">0</span></td></tr></table>
<p class="words one"><b>Line</b> <span class="word now">blank</span>
<span class="word">set</span></p>
<p class="flags"><span class="flag"><i></i> Named</span></p>
<p><span class="code"><i></i>A1</span> <span class="code"><i></i>A2</span></p></div>
"""


@pytest.fixture
def paper() -> Paper:
    return Paper(page_of(SHEET))


@pytest.mark.parametrize(
    "said",
    ["Eat the sheet.", "Tick A3.", "Tick Money.", "Add 1 to Gold.", "Turn to the end.", "Take 1"],
)
def test_a_sentence_it_does_not_know_is_an_error(paper: Paper, said: str) -> None:
    with pytest.raises((AssertionError, KeyError, ValueError, StopIteration)):
        paper.do(said)


@pytest.mark.parametrize("said", ["A3", "Gold is 2", "Line is gone", "A1 or A2", "Money is"])
def test_a_condition_it_does_not_know_is_an_error(paper: Paper, said: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        paper.holds(said)


def test_it_does_what_the_sentences_say(paper: Paper) -> None:
    assert paper.do("Add 5 to Money. Take 1 from Money and men. Tick A1. Set Line to set.") == 0
    assert (paper.numbers["Money"], paper.numbers["Money and men"]) == (2, -1)
    assert paper.holds("A1 and Line is set and Money is 1 or more")
    assert paper.holds("A1/A2 and not A2; or Named")
    assert not paper.holds("Money and men is 0; or not A1/A2")
    assert paper.holds("1 of A1 and A2 are ticked and Money + Money and men is less than 2")
    assert paper.do("Turn to 12.") == 12
    assert paper.do("The end.") == END
