"""Runs to export: some made by hand, with every odd thing, and plays by lot of Lakkon."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from borderpost.debrief.cohort.account import Account, Answered, Cards, Decided, Signed
from borderpost.debrief.cohort.accounting import account_of
from borderpost.debrief.cohort.gathering import Told, accounts, gather
from borderpost.debrief.run.after_action import ANSWERED
from borderpost.debrief.run.cards import CARD_VIEWED
from borderpost.debrief.together.notes import PAIR, dissent, play_as
from borderpost.engine.program import Program
from borderpost.engine.run import Run
from borderpost.proof.players import players_of
from borderpost.saves.follow import follow
from borderpost.saves.lines import Entry
from borderpost.saves.log import create_log
from borderpost.saves.shelf import header_of
from borderpost.saves.stored import read_log
from borderpost.story.load import load_story
from borderpost.story.model import Story
from borderpost.workshop.recording import Recording
from tests.program import CHECKOUT
from tests.stories import YARD, play, story_from

OFFICE = """\
story: {id: office, title: The office, version: 3, language: en, start: desk}
variables:
  length: {one_of: [short, long], start: short, ask: true, label: How long, explain: Two lengths.}
  money: {meter: -5..10, start: 6, label: Money, explain: What is left.}
  calm: {meter: 0..10, start: 5, label: Calm, explain: How calm it is.}
acts: [first, second]
facts:
  F1: {says: Snow fell., mark: documented, paragraph: 1}
sources:
  S1: {name: A "letter", says: "Snow. [F1]"}
  S2: {name: A note, says: "Ice. [F1]"}
scenes:
  desk:
    act: first
    title: The desk
    card: [S1, S2]
    text: Papers.
    questions:
      - id: snow
        ask: Did it *snow*?
        options: {yes: Yes, no: No, maybe: "Perhaps; who knows, \\"snow\\"?"}
        key: [yes, maybe]
        certainty: true
      - id: how_likely
        ask: How likely is more?
        scale: likelihood
        key: none
      - id: grid
        type: table
        ask: What fits?
        rows: {wet: It was wet, dry: It was dry}
        columns: [S1, S2]
        options: {fits: fits, against: against}
        mark_at_least: 1
        key: {S1.wet: [fits]}
    choices:
      - id: sign_it
        label:
          - {if: money > 3, text: "Sign, and pay."}
          - {else: true, text: "Sign, unpaid."}
        do: [money -= 9]
        then: form
      - {id: leave, label: Leave it., then: form}
  form:
    act: second
    text: The form.
    report:
      opens: You sign this.
      slots:
        - id: weather
          ask: The weather
          options:
            snowed: {says: It snowed., strength: is, cites: [F1]}
            unclear: {says: Nobody knows., strength: unclear}
    choices:
      - {id: send, label: Send it., then: over}
endings:
  over: {title: Over & out, text: It is over., facts: [F1]}
"""
"""A story with one of everything that is exported."""

HOSTILE = (
    '=HYPERLINK("x")\n\x1b[31m"quoted", \u202eback\u2069 ; =1+1 \U0001f9ca\u200d\ud800 \x85end'
)
"""What a stranger may have written into a log."""


@cache
def office() -> Story:
    """That story."""
    with tempfile.TemporaryDirectory() as folder:
        return story_from(OFFICE, Path(folder))


@cache
def yard() -> Story:
    """A story without meters, settings, questions and acts."""
    with tempfile.TemporaryDirectory() as folder:
        return story_from(YARD, Path(folder))


@cache
def lakkon() -> Program:
    """The story that ships, ready to play."""
    story = load_story(CHECKOUT / "story" / "lakkon").story
    assert story is not None
    return Program(story)


def finished() -> Account:
    """A run of the office that was played to its ending, by two."""
    both = ("S1", "S2")
    return Account(
        identity="0123456789abcdef",
        handle="amber-heron-17",
        file="amber-heron-17.jsonl",
        story="office",
        version=2,
        settings={"length": "long"},
        started="2026-11-23T08:00:00Z",
        touched="2026-11-23T08:22:30Z",
        status="intact",
        ending="over",
        place="over",
        decided=(
            Decided(
                record=7,
                at="2026-11-23T08:10:00Z",
                scene="desk",
                choice="sign_it",
                offered=("sign_it", "leave"),
                cards=Cards(both, ("S1",)),
                votes={"sign_it": 12, "leave": 9},
                dissent="Who has seen it?",
            ),
            Decided(9, "2026-11-23T08:20:00Z", "form", "send", ("send",), Cards(both, both)),
        ),
        answered=(
            Answered(2, "2026-11-23T08:05:00Z", "desk", "snow", "", "no", 3, False, "yes"),
            Answered(4, "2026-11-23T08:06:00Z", "desk", "how_likely", "", "likely", 0, None),
            Answered(5, "2026-11-23T08:07:00Z", "desk", "grid", "S1.wet", "fits", 1, True),
            Answered(6, "2026-11-23T08:07:30Z", "desk", "grid", "S2.dry", "against", 0, None),
            Answered(8, "2026-11-23T08:15:00Z", "form", "weather", "", "snowed", 0, None),
        ),
        signed=(Signed("form", "weather", "snowed", "is", is_supported=False),),
        cards=Cards(both, both),
        told=("F1",),
        facts=("F1",),
        cited=("F1",),
        start={"money": 6, "calm": 5},
        meters={"money": -3, "calm": 0},
        wrote={"why": "It snowed.\nWe were cold.", "next": "Ask."},
        as_pair=True,
    )


def left() -> Account:
    """A run of the yard that was only just begun, with no times, and nothing else to tell."""
    return Account(
        identity="left",
        handle="calm-owl-10",
        file="calm-owl-10.jsonl",
        story="yard",
        version=1,
        settings={},
        started="",
        touched="",
        status="damaged",
        ending="",
        place="gate",
        decided=(),
        answered=(),
        signed=(),
        cards=Cards(),
        told=(),
        facts=(),
        cited=(),
        start={},
        meters={},
        wrote={},
    )


def hostile() -> Account:
    """The finished run, with a stranger's text wherever a log may hold one."""
    account = finished()
    first = account.decided[0]
    votes = {"sign_it": 1, f"={HOSTILE}": 2}
    return account._replace(
        identity=HOSTILE,
        handle=HOSTILE,
        file=f"={HOSTILE}",
        started="yesterday",
        touched="2026-99-99T00:00:00Z",
        decided=(first._replace(at="noon", dissent=HOSTILE, votes=votes), account.decided[1]),
        wrote={"why": HOSTILE, HOSTILE: HOSTILE, "": "asked nothing", "next": " \n "},
    )


def by_lot(folder: Path, count: int) -> tuple[Story, list[Account]]:
    """Plays of Lakkon's by lot, as their saved files tell them."""
    program = lakkon()
    story = program.story
    recording = Recording(program, {"profile": "full"}, players_of(story), seed=7)
    for number in range(1, count + 1):
        recording.keep(recording.play(number), folder)
    told: list[Told] = []
    found = list(accounts(gather([folder]), program, told))
    assert len(found) == count, told
    return story, found


def of_the_docs(folder: Path) -> tuple[Story, Account]:
    """The first steps of a play of Lakkon's by two, as its saved file tells them."""
    program = lakkon()
    run = Run(program, {"profile": "short"}, 1)
    run.settle()
    play_as(run, PAIR)
    play(run, ["soup=no@3", "first_guess=open", "papers."])
    run.note(CARD_VIEWED, {"card": next(iter(run.cards()))})
    dissent(run, "not_identified", "Then who fired?")
    play(run, ["guardroom.not_identified"])
    run.note(ANSWERED, {"question": "why", "asked": "Why?", "answer": "We did not know."})
    header = header_of(program, run, "amber-heron-17", "2026-11-23T08:00:00Z")
    entries = [Entry(record, f"2026-11-23T08:{record.number:02}:30Z") for record in run.records]
    path = folder / "lakkon-amber-heron-17.jsonl"
    create_log(path, header, entries).close()
    stored = read_log(path)
    return program.story, account_of(follow(stored, program), stored, path.name)


def peaks(export: Callable[[Iterable[Account]], object]) -> tuple[int, int]:
    """The most memory that exporting 2,000 runs took, and 20,000: bytes, beside what was there."""
    one = Decided(1, "", "gate", "in", ("in", "away"), Cards())

    def peak(count: int) -> int:
        made = (
            left()._replace(identity=str(number), handle=f"calm-owl-{number}", decided=(one,))
            for number in range(count)
        )
        tracemalloc.start()
        export(made)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)  # what is made once
    return peak(2_000), peak(20_000)
