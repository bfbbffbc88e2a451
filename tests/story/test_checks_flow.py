"""Checks of flow: closed chains, calls, dead ends, decks, acts, and what nothing leads to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost.story.checks.graph import circles, loops, path_to, reached
from borderpost.story.checks.ways import MOST_IN_A_ROW
from tests.program import run_borderpost
from tests.story.checking import found_in, story, told

CALM = story("""
    gate:
      text: You stand at the gate.
      choices:
        - {id: go, label: Go, then: over}
""")


def test_a_sound_story_gives_no_finding() -> None:
    assert found_in(CALM) == []


def test_a_story_without_endings() -> None:
    text = story("gate: {text: Here., then: gate}", endings="")
    assert ("BP201", "story: {id: small, title: Small, version: 1, language: en, start: gate}") in (
        told(text)
    )


@pytest.mark.parametrize(
    ("ways", "path"),
    [
        ("then: gate", "gate -> gate"),
        ("then: road", "gate -> road -> gate"),
        ("then: {chance: {road: 1, over: 3}}", "gate -> road -> gate"),
        ("then: [{if: met, then: road}, over]", "gate -> road -> gate"),
        ("call: {scene: aside, then: road}", "gate -> aside -> road -> gate"),
    ],
)
def test_automatic_chains_that_close(ways: str, path: str) -> None:
    text = story(
        f"""
        gate: {{do: [met = true], {ways}}}
        road: {{then: gate}}
        aside: {{then: return}}
        """,
        "variables: {met: {flag: true}}",
    )
    found = [each for each in found_in(text) if each.code == "BP202"]
    assert [each.message.partition(": ")[2] for each in found] == [path]


def test_a_chain_that_stops_somewhere_does_not_close() -> None:
    for stop in ("text: A word.", "questions: [{id: q, ask: So?, options: {a: A, b: B}}]"):
        text = story(f"""
            gate: {{then: road}}
            road:
              {stop}
              then: gate
        """)
        assert "BP202" not in [code for code, _ in told(text)]


def in_a_row(count: int) -> str:
    """A story in which so many scenes without a text follow one another, by two ways at first."""
    ways = "".join(f"s{n}: {{then: s{n + 1}}}\n" for n in range(2, count))
    return story(
        "gate: {text: A gate., choices: [{id: go, label: Go, then: s0}, "
        "{id: run, label: Run, then: s1}]}\n"
        "s0: {then: {chance: {s1: 1, s2: 1}}}\ns1: {then: s2}\n"
        f"{ways}s{count}: {{text: A word., then: over}}\n"
    )


def test_scenes_without_a_text_may_follow_one_another_for_a_while() -> None:
    assert [each for each in found_in(in_a_row(MOST_IN_A_ROW)) if each.code == "BP106"] == []
    (found,) = [each for each in found_in(in_a_row(MOST_IN_A_ROW + 1)) if each.code == "BP106"]
    assert found.message.startswith(f"more than {MOST_IN_A_ROW} scenes without a text follow")
    assert found.excerpt.strip().startswith(f"s{MOST_IN_A_ROW}:")


def test_the_longest_row_is_proved_and_one_without_end_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(in_a_row(MOST_IN_A_ROW), "utf-8")
    for command in (["check"], ["odds"], ["why", "over"], ["words"], ["endings"]):
        call = [command[0], str(tmp_path), *command[1:]]
        assert run_borderpost(*call).returncode == 0, command
    (tmp_path / "story.yaml").write_text(in_a_row(20_000), "utf-8")
    told = run_borderpost("check", str(tmp_path)).stdout
    assert told.count("BP106") == 1


def test_storylets_drawn_by_chance_may_close_a_chain() -> None:
    text = story("""
        gate: {draw: {deck: road, pick: chance, then: gate, else: over}}
        wolf: {deck: road, title: Wolf, do: []}
    """)
    found = [each for each in found_in(text) if each.code == "BP202"]
    assert [each.message.partition(": ")[2] for each in found] == ["gate -> wolf -> gate"]


CALLS = """
    gate:
      text: You stand at the gate.
      choices:
        - {id: ask, label: Ask, call: {scene: ask, then: over}}
    ask:
      text: You ask.
      call: {scene: listen, then: return}
    listen:
      text: You listen.
      choices:
        - {id: nod, label: Nod, then: return}
        - {id: wait, label: Wait, then: %s}
"""


def test_calls_that_return_give_no_finding() -> None:
    assert found_in(story(CALLS % "listen")) == []


def test_calls_in_a_circle_are_told_with_their_path() -> None:
    text = story(CALLS % "{call: {scene: ask, then: return}}")
    found = [each for each in found_in(text) if each.code == "BP203"]
    assert [each.message.partition(": ")[2] for each in found] == ["ask -> listen -> ask"]


def test_calls_in_a_circle_are_not_told_again_as_calls_that_never_return() -> None:
    text = story("""
        gate: {text: Here., call: {scene: ask, then: over}}
        ask: {text: You ask., call: {scene: ask, then: over}}
    """)
    assert [code for code, _ in told(text)] == ["BP203"]


def test_a_return_without_a_call_is_told_with_its_path() -> None:
    text = story(CALLS.replace("call: {scene: ask, then: over}", "then: ask") % "over")
    found = [each for each in found_in(text) if each.code == "BP204"]
    assert [each.message.partition(": ")[2] for each in found] == ["gate -> ask"]


def test_a_return_from_a_storylet_that_is_not_called() -> None:
    text = story("""
        gate:
          text: Evening.
          draw: {deck: talk, then: over}
        wolves: {deck: talk, title: Wolves, text: Wolves., then: return}
    """)
    assert ("BP204", "wolves: {deck: talk, title: Wolves, text: Wolves., then: return}") in told(
        text
    )


def test_a_storylet_of_a_called_scene_may_return() -> None:
    text = story("""
        gate:
          text: Noon.
          choices:
            - {id: sit, label: Sit, call: {scene: fire, then: over}}
        fire:
          text: Evening.
          draw: {deck: talk, then: return}
        wolves: {deck: talk, title: Wolves, text: Wolves.}
    """)
    assert found_in(text) == []


def test_a_called_scene_that_never_returns() -> None:
    text = story(CALLS.replace("then: return}\n    listen", "then: over}\n    listen") % "listen")
    assert [code for code, _ in told(text)] == ["BP205"]


HUB = """
    gate:
      max_visits: 2
      text: You stand at the gate.
      choices:
        - {id: go, label: Go, then: over}
        - {id: look, label: Look, then: yard}
    yard:
      text: Nobody.
      %s
"""


@pytest.mark.parametrize(
    "ways",
    [
        "then: gate",
        "then: [{if: seen(yard), then: over}, gate]",
        "call: {scene: side, then: gate}",
        "choices: [{id: back, label: Back, then: gate, fallback: true}]",
    ],
)
def test_a_last_resort_that_may_be_spent(ways: str) -> None:
    side = "side: {text: Aside., then: return}\n" if "side" in ways else ""
    text = story(HUB % ways + "    " + side)
    assert [code for code, _ in told(text)] == ["BP206"]


@pytest.mark.parametrize(
    "ways",
    [
        "then: [{if: true, then: gate}, over]",
        "then: {chance: {gate: 1, over: 1}}",
        "then: over",
        "choices: [{id: back, label: Back, then: gate}, {id: on, label: On, then: over}]",
    ],
)
def test_a_way_round_a_spent_scene(ways: str) -> None:
    assert found_in(story(HUB % ways)) == []


def test_a_bounded_scene_that_play_never_comes_back_to_is_no_dead_end() -> None:
    text = story("""
        gate: {text: Here., then: yard}
        yard: {text: There., max_visits: 1, then: over}
    """)
    assert found_in(text) == []


CHOOSING = """
    gate:
      text: You stand at the gate.
      do: [money += 1, mood = sour]
      choices:
        - {id: one, label: One, then: over, %s}
        - {id: two, label: Two, then: over, %s}
"""
VARIABLES = """
    variables:
      money: {meter: 0..10, start: 6}
      mood: {one_of: [calm, sour]}
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("if: money > 5", "if: money < 5"),
        ("if: money > 5", "cost: {money: 1}"),
        ("cost: {money: 2}", "cost: {money: 1}"),
        ("if: seen(gate)", "if: mood == calm"),
    ],
)
def test_choices_that_may_all_be_hidden(first: str, second: str) -> None:
    text = story(CHOOSING % (first, second), VARIABLES)
    assert ("BP213", "gate:") in told(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("if: money > 5", "if: money <= 5"),
        ("if: seen(gate)", "if: not seen(gate)"),
        ("if: mood == calm", "if: mood == sour"),
        ("if: mood == calm and money > 2", "if: mood != calm or money * 2 < 6"),
        ("if: money > 5", "fallback: true"),
        ("cost: {money: 2}", "tags: [free]"),
        ("if: money > 5", "once: true"),
    ],
)
def test_choices_of_which_one_is_always_there(first: str, second: str) -> None:
    text = story(CHOOSING % (first, second), VARIABLES)
    assert "BP213" not in [code for code, _ in told(text)]


def test_a_choice_taken_once_may_be_gone_when_play_comes_back() -> None:
    text = story("""
        gate:
          text: You stand at the gate.
          choices:
            - {id: look, label: Look, once: true, then: yard}
            - {id: go, label: Go, if: seen(yard), then: over}
        yard: {text: Nobody., then: gate}
    """)
    assert [code for code, _ in told(text)] == ["BP213"]


@pytest.mark.parametrize(("visits", "codes"), [(2, []), (3, ["BP213"])])
def test_of_more_choices_than_visits_one_is_left(visits: int, codes: list[str]) -> None:
    text = story(f"""
        gate:
          text: You stand at the gate.
          max_visits: {visits}
          choices:
            - {{id: look, label: Look, once: true, then: yard}}
            - {{id: ask, label: Ask, once: true, then: yard}}
        yard:
          text: Nobody.
          then: [{{if: not seen(yard), then: gate}}, over]
    """)
    assert [code for code, _ in told(text) if code == "BP213"] == codes


def test_two_fallbacks() -> None:
    text = story("""
        gate:
          text: You stand at the gate.
          choices:
            - {id: a, label: A, then: over, fallback: true}
            - {id: b, label: B, then: over, fallback: true}
    """)
    assert told(text) == [("BP216", "- {id: b, label: B, then: over, fallback: true}")]


DRAWING = """
    gate:
      text: Evening.
      draw: {deck: talk, then: over}
    wolves: {deck: talk, title: Wolves, text: Wolves., when: not seen(gate), priority: 2}
"""


def test_decks_that_are_drawn_from() -> None:
    assert found_in(story(DRAWING)) == []


def test_a_draw_from_no_deck_is_told_once_for_each_draw() -> None:
    text = story(DRAWING.replace("{deck: talk, then", "{deck: tlak, then"))
    (unknown,) = [each for each in found_in(text) if each.code == "BP208"]
    assert "did you mean 'talk'?" in unknown.message
    assert ("BP209", DRAWING.strip().split("\n")[-1].strip()) in told(text)


def test_keys_of_storylets_without_a_deck() -> None:
    text = story("gate: {text: Here., priority: 1, then: over}")
    assert [code for code, _ in told(text)] == ["BP210"]
    text = story("gate: {text: Here., when: seen(gate), then: over}")
    assert [code for code, _ in told(text)] == ["BP210"]


LATER = """
    gate:
      act: noon
      text: You stand at the gate.
      choices:
        - id: go
          label: Go
          then: bed
          later: {at: %s, text: He remembers.}
    bed: {act: night, text: Night., then: over}
"""
ACTS = "acts: [morning, noon, night]"


def test_what_comes_later_comes_after() -> None:
    assert found_in(story(LATER % "night", ACTS)) == []


@pytest.mark.parametrize("act", ["noon", "morning"])
def test_what_comes_later_in_an_act_that_has_begun(act: str) -> None:
    (found,) = found_in(story(LATER % act, ACTS))
    assert found.code == "BP211"
    assert "name a later act: night" in found.mend


def test_what_comes_later_from_no_act() -> None:
    text = story((LATER % "night").replace("act: noon\n", "title: Gate\n"), ACTS)
    assert [code for code, _ in told(text)] == ["BP215"]


def test_what_nothing_leads_to_is_told_by_its_first_scene() -> None:
    text = story(
        """
        gate: {text: Here., then: over}
        cellar: {text: Dark., then: [{if: seen(gate), then: well}, over]}
        well: {text: Wet., then: well_end}
        round: {text: Round., then: about}
        about: {text: About., then: round}
        """,
        endings="""\
endings:
  over: {title: Over, text: It is over.}
  well_end: {title: Wet, text: It is wet.}
""",
    )
    found = found_in(text)
    assert {each.code for each in found} == {"BP212"}
    assert [each.message for each in found] == [
        "nothing leads to the scene 'cellar', nor to 2 more behind it",
        "nothing leads to the scene 'round', nor to 1 more behind it",
    ]


def test_a_misspelt_target_does_not_make_its_scene_unreachable_too() -> None:
    text = story("""
        gate: {text: Here., then: yrad}
        yard: {text: There., then: over}
    """)
    assert [code for code, _ in told(text)] == ["BP122"]


def test_a_long_circle_is_shown_in_short() -> None:
    scenes = "\n".join(f"s{number}: {{then: s{(number + 1) % 30}}}" for number in range(30))
    text = story("gate: {then: s0}\n" + scenes)
    (found,) = [each for each in found_in(text) if each.code == "BP202"]
    assert "more ..." in found.message
    assert len(found.message) < 200


GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg")))


@given(GRAPHS)
def test_circles_are_paths_through_every_group_that_closes(graph: dict[str, list[str]]) -> None:
    def ways(node: str) -> list[str]:
        return [way for way in graph.get(node, []) if way in graph]

    closes = {
        node: {
            other for other in graph if node in reach(ways, other) and other in reach(ways, node)
        }
        for node in graph
    }
    groups = {frozenset(group) for group in closes.values() if group}
    assert {frozenset(loop) for loop in loops(graph, ways)} == groups
    paths = list(circles(graph, ways))
    assert len(paths) == len(groups)
    for path in paths:
        assert path[0] == path[-1]
        assert all(after in ways(before) for before, after in pairwise(path))


def reach(ways: object, start: str) -> set[str]:
    """Everything that a node leads to in one step or more, found the slow way."""
    assert callable(ways)
    met: set[str] = set()
    waiting = list(ways(start))
    while waiting:
        node = waiting.pop()
        if node not in met:
            met.add(node)
            waiting += ways(node)
    return met


def test_paths_lead_from_the_start() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": ["d"], "d": ["e"], "e": []}
    before = reached(["a"], graph.__getitem__)
    assert path_to("e", before) == ["a", "b", "d", "e"]
