"""What a class was told, judged and signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderpost.debrief.as_written import option_of, option_words, words
from borderpost.debrief.cohort.shown import (
    Bar,
    Estimate,
    FactTold,
    Keyed,
    KeyedCell,
    Marked,
    SignedTold,
    SlotTold,
)
from borderpost.debrief.cohort.tally import Cell, Tally
from borderpost.debrief.run.ledger import headings
from borderpost.debrief.run.signed import check_words
from borderpost.debrief.run.statements import mark_of, says
from borderpost.debrief.wording import source_title
from borderpost.engine.layout import counts_in
from borderpost.story.model import Question, Story
from borderpost.story.scales import likelihood_words

FEWEST = 5
"""Below so many answers no counts of right and wrong are shown: they would point at somebody."""


def ledger_told(story: Story, tally: Tally) -> Iterable[Marked]:
    """The facts that anybody was told or cited, by mark."""
    for mark, (sign, heading) in headings(source_title(story)).items():
        facts = tuple(
            FactTold(
                fact.id,
                says(fact),
                fact.by,
                fact.paragraph,
                tally.told[fact.id],
                tally.cited[fact.id],
            )
            for fact in story.facts.values()
            if mark_of(fact) == mark and (tally.told[fact.id] or tally.cited[fact.id])
        )
        if facts:
            yield Marked(sign, heading, facts)


def _asked(story: Story) -> Iterable[tuple[str, Question]]:
    """Every question of a story, with the title of its scene."""
    for scene in story.scenes.values():
        for question in scene.questions:
            yield scene.called, question


def keyed_told(story: Story, tally: Tally) -> Iterable[Keyed]:
    """The questions that the text decides and that ask how sure one is, where enough answered."""
    for where, question in _asked(story):
        asked = tally.asked.get(Cell(question.id, ""))
        if question.key is None or not question.certainty or asked is None:
            continue
        if asked.times < FEWEST:
            continue
        yield Keyed(
            asked=words(question.ask),
            where=where,
            right_answer=_either(question, question.key),
            reason=words(option_of(question, question.key[0]).feedback) if question.key else "",
            times=asked.times,
            sure_right=asked.sure_right,
            sure_wrong=asked.sure_wrong,
            unsure=asked.unsure,
        )


def cells_told(story: Story, tally: Tally) -> Iterable[KeyedCell]:
    """What else the text decides, where enough answered: cells of tables, questions without more.

    Nobody was asked how sure they were of these.
    """
    for where, question in _asked(story):
        rows = {row.id: words(row.says) for row in question.rows}
        keys = dict(question.cell_keys)
        if question.key is not None and not question.certainty:
            keys[""] = question.key
        for cell, key in keys.items():
            asked = tally.asked.get(Cell(question.id, cell))
            if asked is None or asked.times < FEWEST:
                continue
            card, _, row = cell.partition(".")
            yield KeyedCell(
                row=rows[row] if cell else words(question.ask),
                card=f"{card} {story.sources[card].name}" if cell else where,
                right_answer=_either(question, key),
                times=asked.times,
                right=asked.right,
            )


def _either(question: Question, key: Sequence[str]) -> str:
    """The answers that the text bears out."""
    return " or ".join(f"“{option_words(question, option)}”" for option in key)


def estimates_told(story: Story, tally: Tally) -> Iterable[Estimate]:
    """The questions asked twice: nobody is right in them, but many may move."""
    by_id = {question.id: question for _, question in _asked(story)}
    for first, again in tally.anew:
        before, after = tally.asked.get(Cell(first, "")), tally.asked.get(Cell(again, ""))
        if before is None or by_id[first].key is not None:
            continue
        moves = tally.moves[first, again]
        yield Estimate(
            asked=words(by_id[first].ask),
            rows=tuple(
                (
                    option_words(by_id[first], option.id),
                    before.options[option.id],
                    after.options[option.id] if after else 0,
                )
                for option in by_id[first].options
            ),
            first=before.times,
            again=after.times if after else 0,
            both=sum(moves.values()),
            changed=sum(n for (was, now), n in moves.items() if was != now),
        )


def report_told(story: Story, tally: Tally, reports: int) -> Iterable[SignedTold]:
    """The sentences of the report that were signed, slot by slot."""
    for scene in story.scenes.values():
        for slot in scene.report.slots if scene.report else ():
            sentences = []
            for option in slot.options:
                count = tally.signed[Cell(slot.id, option.id)]
                outruns = counts_in(option, "unsupported", story)
                if count:
                    sentences.append(
                        SlotTold(
                            bar=Bar(words(option.says), count, reports),
                            strength=option.strength,
                            likelihood=likelihood_words(option.likelihood),
                            cites=option.cites,
                            outruns=outruns,
                            check=check_words(option, story, supported=not outruns),
                        )
                    )
            if sentences:
                yield SignedTold(words(slot.ask), tuple(sentences))
