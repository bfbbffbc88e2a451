"""The printed page as a tree of elements, and the small language its instructions are written in.

Nothing here knows the program that printed it: what a sentence means is written down a second time,
and a sentence that is not known is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import NamedTuple


class Element:
    """A piece of a page."""

    def __init__(self, tag: str, classes: frozenset[str], name: str) -> None:
        self.tag = tag
        self.classes = classes
        self.name = name
        self.inside: list[Element | str] = []

    def children(self) -> list[Element]:
        return [each for each in self.inside if isinstance(each, Element)]

    def find(self, what: str) -> list[Element]:
        """All elements inside with this class or tag, not those inside of one another."""
        found: list[Element] = []
        for each in self.children():
            if what in each.classes or each.tag == what:
                found.append(each)
            else:
                found += each.find(what)
        return found

    def text(self) -> str:
        """The words, with single blanks."""
        return " ".join(self._raw().split())

    def _raw(self) -> str:
        if self.tag == "br":
            return " "
        words = "".join(each if isinstance(each, str) else each._raw() for each in self.inside)
        return f" {words} " if self.tag in ("p", "li", "div", "blockquote", "td", "th") else words


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page", frozenset(), "")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        element = Element(tag, frozenset((given.get("class") or "").split()), given.get("id") or "")
        self.open[-1].inside.append(element)
        if tag not in ("br", "meta", "hr", "link"):
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page_of(html: str) -> Element:
    """The page, whose tags must all be closed."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


class Words(NamedTuple):
    """Some words on the sheet, and those that are circled or ticked."""

    words: tuple[str, ...]
    now: set[str]


class Paper:
    """A player's sheet, with a pencil and a rubber."""

    def __init__(self, sheet: Element) -> None:
        self.numbers: dict[str, int] = {}
        self.bounds: dict[str, tuple[int, int]] = {}
        for track in sheet.find("track"):
            (name,) = (each.text() for each in track.find("th"))
            for written in track.find("written"):
                self.numbers[name] = number(written.text())
                low, high = (number(each.text()) for each in track.find("i"))
                self.bounds[name] = low, high
            numbers = {number(each.text()): "now" in each.classes for each in track.find("number")}
            if not numbers:
                continue
            (self.numbers[name],) = (value for value, now in numbers.items() if now)
            self.bounds[name] = min(numbers), max(numbers)
        self.one: dict[str, Words] = {}
        self.sets: dict[str, Words] = {}
        for row in sheet.find("words"):
            words = {each.text(): "now" in each.classes for each in row.find("word")}
            kept = self.one if "one" in row.classes else self.sets
            kept[row.find("b")[0].text()] = Words(
                tuple(words), {word for word, now in words.items() if now}
            )
        self.flags = {
            each.text().removeprefix("✓ "): "now" in each.classes for each in sheet.find("flag")
        }
        self.boxes = {each.text(): False for each in sheet.find("code")}
        self.cards: set[str] = set()
        self.returns: list[int] = []
        self.here: dict[str, str] = {}
        names = [*self.numbers, *self.one, *self.sets, *self.flags]
        self._names = (
            "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "$^"
        )

    def shown(self, name: str) -> str:
        """What a name in a frame stands for now."""
        if name in self.here:
            return self.here[name]
        if name in self.numbers:
            return str(self.numbers[name])
        if name in self.one:
            (word,) = self.one[name].now
            return word
        if name in self.sets:
            words, now = self.sets[name]
            return " ".join(word for word in words if word in now)
        return "true" if self.flags[name] else "false"

    def mark(self, code: str, *, ticked: bool) -> None:
        """Tick a box or rub it out."""
        assert code in self.boxes, f"there is no box {code}"
        self.boxes[code] = ticked

    # --- What is so ------------------------------------------------------------------------------

    def holds(self, said: str) -> bool:
        """Whether a condition in a row is so."""
        return any(self.all_hold(term) for term in said.split("; or "))

    def all_hold(self, term: str) -> bool:
        """Whether all of what is said with `and` is so."""
        found = True
        while term:
            is_so, length = self._literal(term)
            found = found and is_so
            term = term[length:]
            assert not term or term.startswith(" and "), f"what is {term!r}?"
            term = term.removeprefix(" and ")
        return found

    def _literal(self, said: str) -> tuple[bool, int]:
        """Whether the first thing said is so, and how long it is."""
        end = r"(?= and |$)"
        if at := re.match(rf"(not )?({CODES}){end}", said):
            return self._ticked(at[2]) is not bool(at[1]), at.end()
        if at := re.match(rf"(not )?card (\w+){end}", said):
            return (at[2] in self.cards) is not bool(at[1]), at.end()
        if at := re.match(rf"({NUMBERS}) of ({LIST}) are ticked{end}", said):
            return fits(at[1], sum(self.boxes[code] for code in listed(at[2]))), at.end()
        if at := re.match(rf"({self._names}) is ({NUMBERS}){end}", said):
            return fits(at[1 + 1], self.numbers[at[1]]), at.end()
        for name, (words, now) in self.one.items():
            one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
            if at := re.match(
                rf"{re.escape(name)} is ((?:{one})(?:(?:, | or )(?:{one}))*){end}", said
            ):
                return bool(now & set(re.split(", | or ", at[1]))), at.end()
        for name, (words, now) in self.sets.items():
            one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
            if at := re.match(rf"(not )?({one}) under {re.escape(name)}{end}", said):
                return (at[2] in now) is not bool(at[1]), at.end()
        if at := re.match(rf"(not )?({self._names}){end}", said):
            return self.flags[at[2]] is not bool(at[1]), at.end()
        return self._compared(said)

    def _ticked(self, codes: str) -> bool:
        """Whether one of the boxes of `A1/A2` is ticked."""
        return any(self.boxes[code] for code in codes.split("/"))

    def _compared(self, said: str) -> tuple[bool, int]:
        """Two numbers compared."""
        left, length = self.reckoned(said)
        for words, compare in COMPARED.items():
            if said.startswith(f" {words} ", length):
                at = length + len(words) + 2
                right, more = self.reckoned(said[at:])
                return compare(left, right), at + more
        raise AssertionError(f"what is {said!r}?")

    # --- Numbers ---------------------------------------------------------------------------------

    def reckoned(self, said: str) -> tuple[int, int]:
        """What the number at the beginning of some words comes to, and how long it is."""
        value, length = self._part(said)
        if at := re.match(r" ([+−×]) ", said[length:]):
            other, more = self._part(said[length + 3 :])
            value = {"+": value + other, "−": value - other, "×": value * other}[at[1]]
            length += 3 + more
        return value, length

    def _part(self, said: str) -> tuple[int, int]:
        """A number without a sign outside of brackets."""
        if said.startswith("("):
            value, length = self.reckoned(said[1:])
            assert said[length + 1] == ")", said
            return value, length + 2
        if at := re.match(r"−?\d+", said):
            return number(at[0]), at.end()
        if at := re.match(
            rf"the lowest of ((?:{self._names})(?:(?:, | and )(?:{self._names}))+)", said
        ):
            names = re.findall(self._names, at[1])
            return min(self.numbers[name] for name in names), at.end()
        if at := re.match(rf"the ticks among ({LIST})", said):
            return sum(self.boxes[code] for code in listed(at[1])), at.end()
        at = re.match(self._names, said)
        assert at, f"what number is {said!r}?"
        return self.numbers[at[0]], at.end()

    # --- What is to be done ----------------------------------------------------------------------

    def do(self, said: str) -> int:
        """Do what the sentences say; the passage to turn to, or 0."""
        while said:
            to, length = self._do_one(said)
            said = said[length:].lstrip()
            if to:
                assert not said, f"after turning: {said!r}"
                return to
        return 0

    def _do_one(self, said: str) -> tuple[int, int]:
        """Do the first sentence; where it leads to, and how long it is."""
        if at := re.match(
            r"(?:Turn|Otherwise turn|If none of these is open to you, turn) to (\d+)\.", said
        ):
            return int(at[1]), at.end()
        if at := re.match(r"The end\.", said):
            return END, at.end()
        if at := re.match(r"Write (\d+) under Return to\.", said):
            self.returns.append(int(at[1]))
            return 0, at.end()
        if at := re.match(r"Cross out the last number under Return to, and turn to it\.", said):
            return self.returns.pop(), at.end()
        return 0, self._tick(said) or self._reckon(said) or self._move(said)

    def _tick(self, said: str) -> int:
        """Take a card, tick or rub out a box: how long the sentence is, 0 for another."""
        if at := re.match(r"Take card (\w+)\.", said):
            self.cards.add(at[1])
        elif at := re.match(rf"(Tick|Rub out) ({CODES})\.", said):
            for code in at[2].split("/"):
                self.mark(code, ticked=at[1] == "Tick")
        elif at := re.match(rf"(Tick|Rub out) ([^.]+?) under ({self._names})\.", said):
            words, now = self.sets[at[3]]
            assert at[2] in words
            (now.add if at[1] == "Tick" else now.discard)(at[2])
        elif at := re.match(rf"(Tick|Rub out) ({self._names})\.", said):
            assert at[2] in self.flags
            self.flags[at[2]] = at[1] == "Tick"
        return at.end() if at else 0

    def _reckon(self, said: str) -> int:
        """Reckon what stands nowhere: how long the sentence is, 0 for another."""
        if at := re.match(r"Here (\w+) is (true|false)\.", said):
            self.here[at[1]] = at[2]
            return at.end()
        if at := re.match(r"Here (\w+) is ", said):
            value, more = self.reckoned(said[at.end() :])
            self.here[at[1]] = str(value)
            assert said[at.end() + more] == "."
            return at.end() + more + 1
        return 0

    def _move(self, said: str) -> int:
        """Move a track or a word; how long the sentence is."""
        if at := re.match(rf"Set ({self._names}) to what ({self._names}) is\.", said):
            self.one[at[1]].now.clear()
            self.one[at[1]].now.update(self.one[at[2]].now)
            return at.end()
        if (at := re.match(rf"Set ({self._names}) to ", said)) and at[1] in self.one:
            words, now = self.one[at[1]]
            word = next(word for word in words if said.startswith(f"{word}.", at.end()))
            now.clear()
            now.add(word)
            return at.end() + len(word) + 1
        if at:
            value, more = self.reckoned(said[at.end() :])
            self._put(at[1], value)
            assert said[at.end() + more] == "."
            return at.end() + more + 1
        verb = re.match(r"(Add|Take) ", said)
        assert verb, f"what is {said!r}?"
        value, more = self.reckoned(said[verb.end() :])
        at = re.match(rf" (?:to|from) ({self._names})\.", said[verb.end() + more :])
        assert at, f"what is {said!r}?"
        self._put(at[1], self.numbers[at[1]] + (value if verb[1] == "Add" else -value))
        return verb.end() + more + at.end()

    def _put(self, name: str, value: int) -> None:
        """Circle a number; a track stops at its ends."""
        low, high = self.bounds[name]
        self.numbers[name] = min(max(value, low), high)


END = -1
CODE = r"[A-Z]{1,2}\d+"
CODES = rf"{CODE}(?:/{CODE})*"
LIST = rf"{CODE}(?:, {CODE})*(?: and {CODE})?"
NUMBER = r"−?\d+(?: or more| or less| to −?\d+)?"
NUMBERS = rf"{NUMBER}(?:, {NUMBER})*(?: or {NUMBER})?"
COMPARED: dict[str, Callable[[int, int], bool]] = {
    "is less than": lambda a, b: a < b,
    "is at most": lambda a, b: a <= b,
    "is the same as": lambda a, b: a == b,
    "is not the same as": lambda a, b: a != b,
    "is at least": lambda a, b: a >= b,
    "is more than": lambda a, b: a > b,
}


def number(said: str) -> int:
    """A number as it is printed."""
    return int(said.replace("−", "-"))


def listed(said: str) -> list[str]:
    """The codes of `A1, A2 and A3`."""
    return re.findall(CODE, said)


def fits(said: str, value: int) -> bool:
    """Whether a value is among the numbers that are said."""
    for each in re.findall(NUMBER, said):
        first = number(re.match(r"−?\d+", each)[0])  # type: ignore[index]
        if each.endswith(" or more"):
            is_so = value >= first
        elif each.endswith(" or less"):
            is_so = value <= first
        elif " to " in each:
            is_so = first <= value <= number(each.split(" to ")[1])
        else:
            is_so = value == first
        if is_so:
            return True
    return False
