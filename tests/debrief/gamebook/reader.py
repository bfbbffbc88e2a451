"""A machine that plays a gamebook from its printed page alone, with a sheet, a pencil and a die."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tests.debrief.gamebook.paper import END, Element, Paper, page_of

HOW_MANY = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


class Answer(NamedTuple):
    """An answer that is open to the player: its words, and what is told beside them."""

    words: str
    told: str


class Way(NamedTuple):
    """A way on that is open to the player."""

    words: str
    told: str


class Hand(Protocol):
    """Who decides: `read` is what was read since the last decision, paragraph by paragraph."""

    def answer(self, read: Sequence[str], asked: str, answers: Sequence[Answer]) -> int | None: ...

    def way(self, read: Sequence[str], ways: Sequence[Way], paper: Paper) -> int: ...

    def throw(self, dice: int) -> str: ...

    def noted(self, words: Sequence[str]) -> None: ...

    def end(self, read: Sequence[str], paper: Paper) -> None: ...


class Reader:
    """Reads one book."""

    def __init__(self, html: str) -> None:
        page = page_of(html)
        (self.sheet,) = page.find("sheet")
        self.passages = {int(each.name[1:]): each for each in page.find("passage")}
        self.notes = {int(each.name[1:]): each for each in page.find("note")}

    def play(self, hand: Hand) -> Play:
        """Play from passage 1 to the end."""
        play = Play(self, hand)
        play.all()
        return play


def labels(row: Element) -> list[Element]:
    """What stands before a line, if it is not for everyone."""
    return [each for each in row.children() if "label" in each.classes]


class Play:
    """One play of a book."""

    def __init__(self, book: Reader, hand: Hand) -> None:
        self.book = book
        self.hand = hand
        self.paper = Paper(book.sheet)
        self.read: list[str] = []
        self.turned: list[int] = []

    def all(self) -> None:
        """Turn from passage to passage."""
        to = 1
        while to != END:
            self.turned.append(to)
            assert len(self.turned) < 3000, "no end in sight"
            to = self.parts(self.book.passages[to].children())
            assert to, f"passage {self.turned[-1]} leads nowhere"
        self.hand.end(self.read, self.paper)

    def parts(self, parts: Sequence[Element]) -> int:
        """Follow some parts in order; where they lead to, or 0."""
        for at, part in enumerate(parts):
            if part.tag in ("h3", "h4"):
                continue
            if "choose" in part.classes:
                if at and "choose" in parts[at - 1].classes:
                    continue
                both = [
                    part,
                    *(each for each in parts[at + 1 : at + 2] if "choose" in each.classes),
                ]
                to = self.choose(both)
            elif "cases" in part.classes:
                to = self.cases(part)
            elif "ask" in part.classes:
                to = self.ask(part)
            elif "roll" in part.classes:
                to = self.roll(part)
            elif "do" in part.classes:
                to = self.paper.do(part.text())
            else:
                assert "say" in part.classes, part.classes
                self.read += self.said(part)
                to = 0
            if to:
                return to
        return 0

    def said(self, part: Element) -> list[str]:
        """The paragraphs of some words, with what the sheet says for names in frames."""
        paragraphs = [each for kind in ("p", "li") for each in part.find(kind)]
        if len({each.tag for each in paragraphs}) > 1:
            paragraphs = self._in_order(part)
        return [self.filled(each) for each in (paragraphs or [part])]

    def _in_order(self, part: Element) -> list[Element]:
        """Paragraphs and items in the order of the page."""
        found: list[Element] = []
        for each in part.children():
            found += [each] if each.tag in ("p", "li") else self._in_order(each)
        return found

    def filled(self, part: Element) -> str:
        """Words with values put in."""

        def raw(element: Element) -> str:
            if "value" in element.classes:
                return self.paper.shown(element.text())
            if element.tag == "br":
                return " "
            return "".join(each if isinstance(each, str) else raw(each) for each in element.inside)

        return " ".join(raw(part).split())

    def is_so(self, labels: Sequence[Element], before: bool | None = None) -> bool:
        """Whether what stands in the margin is so."""
        if not labels:
            return True
        (label,) = labels
        (condition,) = label.find("if")
        said = condition.text()
        if said == "otherwise":
            assert before is not None
            return not before
        if terms := label.find("terms"):
            lines = [self.paper.holds(line.text()) for line in terms[0].find("li")]
            return {"one of these": any, "all of these": all}[said](lines)
        return self.paper.holds(said)

    def cases(self, part: Element) -> int:
        """What is only for some."""
        held: bool | None = None
        for case in part.find("case"):
            label, then = case.children()
            held = self.is_so([label], held)
            if held and (to := self.parts(then.children())):
                return to
        return 0

    def inline(self, row: Element) -> str:
        """The words of an answer or a way on."""
        kept, self.read = self.read, []
        for each in row.children():
            if "say" in each.classes:
                self.read.append(self.filled(each))
            elif "do" in each.classes:
                assert not self.paper.do(each.text())
            elif "cases" in each.classes:
                self.cases(each)
        words, self.read = " ".join(self.read), kept
        return words

    def told(self, row: Element) -> str:
        """What is told beside an answer or a way on."""
        return " ".join(each.text() for each in row.find("told"))

    def ask(self, part: Element) -> int:
        """A question: one answer, its boxes, its note."""
        (asked,) = part.find("asked")
        if "grid" in part.classes:
            return 0
        rows = [row for row in part.find("option") if self.is_so(labels(row))]
        if not rows:
            return 0
        answers = [Answer(self.inline(row), self.told(row)) for row in rows]
        picked = self.hand.answer(self.read, self.inline(asked), answers)
        self.read = []
        if picked is None:
            assert "Leave this out if you like." in self.told(asked)
            return 0
        for row in part.find("option"):
            for box in row.find("box"):
                for code in box.text().split():
                    self.paper.mark(code, ticked=row is rows[picked])
        note: list[str] = []
        for turn in rows[picked].find("turn"):
            at = re.fullmatch(r"Read note (\d+)\.", turn.text())
            assert at, turn.text()
            kept, self.read = self.read, []
            assert not self.parts(self.book.notes[int(at[1])].children())
            note, self.read = self.read, kept
        self.hand.noted(note)
        return 0

    def choose(self, parts: Sequence[Element]) -> int:
        """Ways to choose from; 0 where none is open."""
        rows: list[Element] = []
        for part in parts:
            (said,) = (each.text() for each in part.children() if each.tag == "p")
            found = [row for row in part.find("way") if self.is_so(labels(row))]
            if at := re.fullmatch(
                r"Choose one of the first (\w+) of these that are open to you\.", said
            ):
                found = found[: HOW_MANY[at[1]]]
            else:
                assert said in ("Choose one.", "Or choose one of these."), said
            rows += found
        if not rows:
            return 0
        ways = [Way(self.inline(row), self.told(row)) for row in rows]
        row = rows[self.hand.way(self.read, ways, self.paper)]
        self.read = []
        return self.paper.do(row.find("turn")[0].text())

    def roll(self, part: Element) -> int:
        """Chance, rolled for until something that is open comes out."""
        (said,) = (each.text() for each in part.children() if each.tag == "p")
        at = re.fullmatch(r"Roll the die (\w+) times and read the throws as one number\.", said)
        assert at or said == "Roll the die.", said
        dice = HOW_MANY[at[1]] if at else 1
        for _ in range(2000):
            throw = int(self.hand.throw(dice))
            for row in part.find("throw"):
                faces = row.find("faces")[0].text()
                if faces == "anything else":
                    assert row.find("do")[0].text() == "Roll again."
                    break
                low, _, high = faces.partition(" to ")
                if int(low) <= throw <= int(high or low):
                    if not self.is_so(labels(row)):
                        break
                    after = [e for e in row.children() if not e.classes & {"faces", "label"}]
                    return self.parts(after)
        raise AssertionError("nothing comes out")
