"""Checks over a built story: what no single part of it can show."""

from __future__ import annotations

from borderpost.story.checks.acts import check_later
from borderpost.story.checks.allowances import apply_allowances
from borderpost.story.checks.answers import check_answers
from borderpost.story.checks.citing import check_citing
from borderpost.story.checks.conditions import check_conditions
from borderpost.story.checks.dead_ends import check_dead_ends
from borderpost.story.checks.decks import check_decks
from borderpost.story.checks.effects import check_effects
from borderpost.story.checks.facts import check_facts
from borderpost.story.checks.graph import Graph
from borderpost.story.checks.lesson import check_lesson
from borderpost.story.checks.parts import gather_parts
from borderpost.story.checks.picture import check_picture
from borderpost.story.checks.variables import check_derivations, check_variables_used
from borderpost.story.checks.ways import check_reachable, check_ways
from borderpost.story.checks.wording import check_wording
from borderpost.story.diagnostics import Findings
from borderpost.story.model import Story
from borderpost.story.names import Names

__all__ = ["apply_allowances", "check_story"]


def check_story(story: Story, names: Names, findings: Findings) -> None:
    """Report everything that the story as a whole shows, as far as it could be built.

    What would only repeat an error told already (nothing leads to a scene, since the target that
    named it is misspelt) is left out while there are errors.
    """
    had_errors = findings.has_errors
    graph, parts = Graph(story), gather_parts(story)
    if not story.endings and not names.endings and not names.incomplete:
        mend = "add `endings:` with at least one, and lead a `then:` to it"
        findings.add("BP201", story.info.at, "this story has no ending", mend)
    check_ways(story, graph, findings)
    check_dead_ends(story, graph, names, findings)
    check_decks(story, graph, names, findings)
    check_later(story, findings)
    check_derivations(story, findings)
    check_conditions(story, parts, names, findings)
    check_answers(story, findings)
    check_wording(story, parts, names, findings)
    check_facts(story, parts, findings)
    if story.picture is not None:
        check_picture(story.picture, findings)
    check_lesson(story, findings)
    if not had_errors:
        check_reachable(story, graph, findings)
        check_variables_used(story, parts, findings)
    if not findings.has_errors:
        check_effects(story, graph, parts, findings)
        check_citing(story, parts, findings)
