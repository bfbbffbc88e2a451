"""Checks of flow over the whole story: closed chains, calls and returns, what nothing leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from borderpost.story.checks.graph import Graph, circles, path_to, reached
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Story

MOST_IN_A_ROW = 50
"""So many scenes may follow one another without a stop: a search makes one step of them."""

LONGEST_PATH = 12
"""A path of more scenes than this is shown with its middle left out."""


def check_ways(story: Story, graph: Graph, findings: Findings) -> None:
    """Report what is wrong whatever else the story holds."""
    _check_chains(story, graph, findings)
    _check_calls(graph, findings)
    _check_returns(story, graph, findings)


def check_reachable(story: Story, graph: Graph, findings: Findings) -> None:
    """Report scenes and endings that no target names on any way from the start.

    To be asked only where every target could be read: a target missing would be told twice.
    """
    if story.info.start not in story.scenes:
        return
    met = reached([story.info.start], graph.all_ways)
    lost = [name for name in (*story.scenes, *story.endings) if name not in met]
    storylets = {scene.id for scene in story.scenes.values() if scene.deck not in graph.draws}
    undrawn = {name for name in storylets if name in story.scenes and story.scenes[name].deck}
    led_to = {way for name in lost for way in graph.all_ways(name) if way != name}
    told: dict[str, str] = reached(undrawn, graph.all_ways)
    for name in [name for name in lost if name not in led_to] + lost:
        if name in told:
            continue
        behind = reached([name], graph.all_ways)
        others = [each for each in behind if each not in met and each not in told]
        told |= behind
        _report_unreachable(story, name, len(others) - 1, findings)


def _report_unreachable(story: Story, name: str, others: int, findings: Findings) -> None:
    """Tell of a scene or ending that nothing leads to, and how many lie behind it."""
    is_scene = name in story.scenes
    part = story.scenes[name] if is_scene else story.endings[name]
    kind = "scene" if is_scene else "ending"
    message = f"nothing leads to the {kind} '{name}'"
    if others:
        message += f", nor to {others} more behind it"
    mend = f"name {name} in a `then:` on the way from {story.info.start}, or take it out"
    findings.add("BP212", part.at, message, mend, width=len(name))


def _check_chains(story: Story, graph: Graph, findings: Findings) -> None:
    """Report chains of scenes without text, questions and choices that close."""
    automatic = [scene.id for scene in story.scenes.values() if scene.is_automatic]

    def ways(name: str) -> list[str]:
        called = [call.called for call in graph.calls.get(name, [])]
        after = {target for call in graph.calls.get(name, []) for target in call.after}
        straight = [way for way in graph.level.get(name, []) if way not in after]
        return straight + called + graph.comes_back_to.get(name, [])

    closed = list(circles(automatic, ways))
    for path in closed:
        findings.add(
            "BP202",
            story.scenes[path[0]].at,
            f"play would go round here without end: {shown_path(path)}",
            "give one of these scenes a text or choices, or lead one of them elsewhere",
            width=len(path[0]),
        )
    if not closed:
        _check_length(story, automatic, ways, findings)


def _check_length(
    story: Story, automatic: list[str], ways: Callable[[str], list[str]], findings: Findings
) -> None:
    """Report where too many scenes follow one another without a stop; no chain is closed."""
    led_to = dict.fromkeys(automatic, 0)
    leads = {name: [way for way in ways(name) if way in led_to] for name in automatic}
    for way in chain.from_iterable(leads.values()):
        led_to[way] += 1
    waiting = [name for name, count in led_to.items() if not count]
    in_a_row = dict.fromkeys(automatic, 1)
    for name in waiting:  # it grows: each scene comes once all that lead to it have come
        if in_a_row[name] == MOST_IN_A_ROW + 1:
            findings.add(
                "BP106",
                story.scenes[name].at,
                f"more than {MOST_IN_A_ROW} scenes without a text follow one another up to here",
                "give one of them a text or choices, or lead straight to where they end",
                width=len(name),
            )
        for way in leads[name]:
            in_a_row[way] = max(in_a_row[way], in_a_row[name] + 1)
            led_to[way] -= 1
            if not led_to[way]:
                waiting.append(way)


def _check_calls(graph: Graph, findings: Findings) -> None:
    """Report calls that close a circle, and scenes called that never return."""
    inner = {
        called: [call for name in region for call in graph.calls.get(name, [])]
        for called, region in graph.regions.items()
    }
    closing = set()
    for path in circles(inner, lambda name: [call.called for call in inner[name]]):
        closing.update(path)
        first = next(call for call in inner[path[0]] if call.called == path[1])
        findings.add(
            "BP203",
            first.at,
            f"these calls come back to themselves: {shown_path(path)}",
            "a called scene must come to `then: return` without calling itself; "
            "go there by `then:` instead, or break the circle",
        )
    for calls in graph.calls.values():
        for call in calls:
            region = graph.regions[call.called]
            if call.called in closing or any(name in graph.returns for name in region):
                continue
            findings.add(
                "BP205",
                call.at,
                f"'{call.called}' never returns, so play never goes on after this call",
                f"end the way from {call.called} with `then: return`, or write `then: "
                f"{call.called}` instead of the call",
            )


def _check_returns(story: Story, graph: Graph, findings: Findings) -> None:
    """Report a `return` that can be met without a call before it."""
    if not graph.returns or story.info.start not in story.scenes:
        return
    met = graph.region(story.info.start)
    for name in met:
        if name in graph.returns:
            findings.add(
                "BP204",
                graph.returns[name].at,
                f"nothing was called on this way: {shown_path(path_to(name, met))}",
                f"go on to a scene or an ending here, or reach {name} by `call:` only",
                width=len("return"),
            )


def shown_path(path: Iterable[str]) -> str:
    """A path of scenes as it is shown, its middle left out if it is long."""
    names = list(path)
    if len(names) > LONGEST_PATH:
        half = LONGEST_PATH // 2
        names = [*names[:half], f"... {len(names) - 2 * half} more ...", *names[-half:]]
    return " -> ".join(names)
