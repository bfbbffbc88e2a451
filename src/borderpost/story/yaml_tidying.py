"""Puts right what YAML reads without a word but not as it was meant, telling each of it.

Equal keys, keys that are no words, a comma that cut a sentence in braces, anchors, aliases, tags;
and files that hold no mapping at all.
"""

from __future__ import annotations

import re
from collections import abc
from typing import Final

from borderpost.story.diagnostics import Findings
from borderpost.story.position import Position
from borderpost.story.tree import Mapping, Node, Scalar, Sequence
from borderpost.story.yaml_lines import KEYS, flow_as_block, safe, split_entry
from borderpost.story.yaml_report import Report, brief
from borderpost.story.yaml_text import LONGEST_SCALAR, Trouble

_MEANINGS: Final = {
    "*": "a reference to another place",
    "&": "a label for references",
    "!": "the name of a type",
}


def tidied(tree: Node, text: str, trouble: Trouble, report: Report) -> Node:
    """`tree` as it was meant, wherever that is plain; `trouble` is what its events showed."""
    return _Tidying(text, trouble, report).of(tree)


def as_on_disk(tree: Node, shifts: abc.Mapping[int, int]) -> Node:
    """`tree` with the columns of lines that were moved in memory as they are in the file."""
    if type(tree) is Sequence:
        return tree._replace(
            items=tuple([as_on_disk(item, shifts) for item in tree.items]),
            column=max(tree.column + shifts.get(tree.line, 0), 1),
        )
    if type(tree) is Mapping:
        entries = [(_scalar_on_disk(key, shifts), as_on_disk(v, shifts)) for key, v in tree.entries]
        column = max(tree.column + shifts.get(tree.line, 0), 1)
        return tree._replace(entries=tuple(entries), column=column)
    return _scalar_on_disk(tree, shifts) if type(tree) is Scalar else tree


def _scalar_on_disk(scalar: Scalar, shifts: abc.Mapping[int, int]) -> Scalar:
    """A value with its columns as they are in the file."""
    return scalar._replace(
        column=max(scalar.column + shifts.get(scalar.line, 0), 1),
        end_column=max(scalar.end_column + shifts.get(scalar.end_line, 0), 1),
    )


def report_nothing(text: str, name: str, findings: Findings) -> None:
    """Tell that a file says nothing: it is empty, or holds comments alone."""
    what = "is empty" if not text.strip() else "holds only comments"
    mend = "write the story in it, beginning with 'story:', or delete the file"
    findings.add("BP005", Position(name, 1, 1), f"this file {what}", mend)


def report_shape(tree: Node, name: str, findings: Findings) -> None:
    """Tell that a file holds a list or a bare text instead of keys with values."""
    what = "a list" if type(tree) is Sequence else "text without a key"
    findings.unread_files.add(name)
    findings.add(
        "BP006",
        Position(name, tree.line, tree.column),
        f"this file holds {what}, not keys with their values",
        "begin at the left edge with a key such as 'story:' or 'scenes:'",
    )


def _crowded_key(text: str) -> re.Match[str] | None:
    """A key of the format at the beginning of `text`, whose colon has no space after it."""
    match = re.match(r"([A-Za-z_]\w*):(?=[^\s:/])", text)
    return match if match and match[1] in KEYS else None


class _Tidying:
    """One tree on its way to what was meant."""

    def __init__(self, text: str, trouble: Trouble, report: Report) -> None:
        """Prepare to tidy the tree of `text`, in which `trouble` was noticed."""
        self._lines = text.split("\n")
        self._report = report
        self._marks = trouble.marks
        for line, column in trouble.marks:
            self._report_mark(line, column)

    def of(self, node: Node) -> Node:
        """A part of the tree, put right; it nests no deeper than the reader allows."""
        if type(node) is Scalar:
            return self._scalar(node)
        if type(node) is Sequence:
            return node._replace(items=tuple([self.of(item) for item in node.items]))
        return self._mapping(node) if type(node) is Mapping else node

    def _scalar(self, scalar: Scalar) -> Node:
        """A value; one with an anchor or tag before it becomes the text that was written."""
        if len(scalar.value) > LONGEST_SCALAR:
            self._add(
                "BP002",
                scalar,
                "this value has more than a million characters",
                "split it over several scenes; look too for a block of text that never ends",
            )
            return scalar._replace(value=scalar.value[:LONGEST_SCALAR])
        crowded = None if scalar.style else _crowded_key(scalar.value)
        if crowded:
            key, value = self._spaced(scalar, crowded)
            return Mapping(((key, value),), scalar.line, scalar.column, flow=False)
        if (scalar.line, scalar.column) not in self._marks or scalar.style:
            return scalar
        if self._marks[scalar.line, scalar.column].sign == "*":
            return scalar
        return scalar._replace(value=self._source(scalar, scalar) or scalar.value)

    def _mapping(self, mapping: Mapping) -> Node:
        """A mapping without what no mapping of ours may hold."""
        words = [(key, value) for key, value in mapping.entries if self._is_word(key)]
        if mapping.flow:
            bare = [self._is_bare(key, value) for key, value in words]
            if any(bare):
                if all(bare):
                    return self._no_mapping(mapping, [key for key, _ in words])
                words = self._rejoined(words, bare)
        kept: dict[str, tuple[Scalar, Node]] = {}
        dash = self._lacks_dash(words)
        twice: list[tuple[Scalar, Scalar]] = []
        for key, value in words:
            if dash is not None and key.line >= dash.line:
                break
            if key.value == "<<" and not key.style:
                self._add(
                    "BP018",
                    key,
                    "'<<' copies settings from elsewhere, which stories do not use",
                    "write the settings themselves here",
                )
            elif key.value in kept:
                first, held = kept[key.value]
                twice.append((key, first))
                if type(held) is Scalar and not (held.value or held.style):
                    kept[key.value] = (first, self.of(value))
                elif type(value) is not Scalar:
                    self._report.leave_unread()
            else:
                kept[key.value] = (key, self.of(value))
        self._report_twice(twice)
        return mapping._replace(entries=tuple(kept.values()))

    def _lacks_dash(self, entries: list[tuple[Scalar, Node]]) -> Scalar | None:
        """The key that begins a second entry of a list for want of its dash; this is told."""
        keys = [key for key, _ in entries]
        first = keys[0] if keys else None
        if first is None or self._line(first.line)[: first.column - 1].strip() != "-":
            return None
        again = next((key for key in keys[1:] if key.value == first.value), None)
        if again is None or self._line(again.line)[: again.column - 1].strip():
            return None
        at = first.column - 1 - len(self._line(first.line)[: first.column - 1].lstrip())
        self._report.leave_unread()
        self._report.add(
            "BP010",
            again.line,
            again.column,
            f"'{brief(again.value)}' stands here a second time, after line {first.line}",
            "if a new entry of the list begins here, put a dash before it",
            width=again.end_column - again.column,
            paste=f"{' ' * at}- {self._line(again.line).strip()}",
        )
        return again

    def _is_word(self, key: Node) -> bool:
        """Whether a key is a single word or text; YAML would allow lists and mappings too."""
        if type(key) is Scalar:
            return True
        sign = "{" if type(key) is Mapping else "["
        self._add(
            "BP030",
            key,
            f"this key is a {'mapping' if sign == '{' else 'list'}, not a word",
            "put quotation marks around it if it is text, or write the key as one word",
        )
        return False

    def _is_bare(self, key: Scalar, value: Node) -> bool:
        """Whether an entry in braces has neither a value nor a colon."""
        if type(value) is not Scalar or value.value or value.style:
            return False
        after = self._line(key.end_line)[key.end_column - 1 :].lstrip()
        return not after.startswith(":")

    def _no_mapping(self, mapping: Mapping, keys: list[Scalar]) -> Node:
        """Braces around bare words: one is meant as text, several as a list."""
        if len(keys) == 1:
            line = self._line(mapping.line)
            entry = split_entry(line)
            end = line.find("}", keys[0].end_column - 1) + 1 or keys[0].end_column
            text = line[mapping.column - 1 : end]
            paste = line[: entry.value_at] + f'"{text}"' if entry.value == text else ""
            self._add(
                "BP015",
                mapping,
                "this text begins with a curly bracket, by which YAML begins a list of settings",
                "put quotation marks around the text, or write it as a block",
                paste=paste,
            )
            place = (mapping.line, mapping.column, keys[0].end_line, end + 1)
            return Scalar(text, *place, '"')
        words = ", ".join(safe(key.value) for key in keys)
        self._add(
            "BP011",
            mapping,
            "a list of words stands in square brackets, not in curly ones",
            f"write [{brief(words)}]",
            paste=f"[{words}]",
        )
        return Sequence(tuple(keys), mapping.line, mapping.column, flow=True)

    def _rejoined(
        self, entries: list[tuple[Scalar, Node]], bare: list[bool]
    ) -> list[tuple[Scalar, Node]]:
        """The entries of braces with the sentences that commas have cut put together again."""
        whole: list[tuple[Scalar, Node]] = []
        for (key, value), alone in zip(entries, bare, strict=True):
            crowded = _crowded_key(key.value) if alone else None
            if crowded:
                whole.append(self._spaced(key, crowded))
            elif alone:
                before = whole[-1] if whole else None
                self._report_cut(key, before)
                if before is not None and type(before[1]) is Scalar:
                    value_before = before[1]
                    joined = value_before._replace(
                        value=self._source(value_before, key) or value_before.value,
                        end_line=key.end_line,
                        end_column=key.end_column,
                    )
                    whole[-1] = (before[0], joined)
            else:
                whole.append((key, value))
        return whole

    def _spaced(self, key: Scalar, crowded: re.Match[str]) -> tuple[Scalar, Scalar]:
        """A word whose colon lacks its space: the key and the value it meant."""
        at = key.column + crowded.end()  # of the value; its colon stands just before
        line = self._line(key.line)
        mended = line.replace(crowded[0], f"{crowded[0]} ", 1)
        self._report.add(
            "BP027",
            key.line,
            at - 1,
            f"there is no space after the colon of '{crowded[1]}'",
            "write a space after the colon",
            paste=flow_as_block(split_entry(mended)) or mended,
        )
        value = key.value[crowded.end() :]
        word = key._replace(value=crowded[1], end_column=at - 1)
        return word, key._replace(value=value, column=at)

    def _report_cut(self, key: Scalar, before: tuple[Scalar, Node] | None) -> None:
        """A piece of a sentence in braces that a comma has made an entry."""
        line = self._line(key.line)
        comma = line.rfind(",", 0, key.column - 1)
        paste = flow_as_block(split_entry(line))
        if before is None or type(before[1]) is not Scalar:
            message = f"'{brief(key.value)}' has no value: in curly brackets every entry needs one"
            self._add("BP011", key, message, "write a colon and its value, or take it out")
            return
        column = comma + 1 if comma >= 0 else key.column
        self._report.add(
            "BP011",
            key.line,
            column,
            f"this comma cut your sentence: to YAML '{brief(key.value)}' is an entry of its own",
            "write each entry on its own line, or put quotation marks around the sentence",
            paste=paste,
        )

    def _report_twice(self, twice: list[tuple[Scalar, Scalar]]) -> None:
        """Keys that their mapping already has, and the first of each; keys of ours told as one."""
        ours = [pair for pair in twice if pair[0].value in KEYS]
        for group in (ours, *([pair] for pair in twice if pair[0].value not in KEYS)):
            if group:
                self._report_all_twice(group)

    def _report_all_twice(self, twice: list[tuple[Scalar, Scalar]]) -> None:
        key, first = twice[0]
        message = f"'{brief(key.value)}' stands here a second time, after line {first.line}"
        mend = "give one of the two another name, or put what they hold under one"
        if twice[1:]:
            others = ", ".join(f"'{brief(other.value)}'" for other, _ in twice[1:6])
            message += f"; so do {others}{' and others' if twice[6:] else ''} below"
            mend = "if another part begins here, write the line that begins it; else take it out"
        self._report.add(
            "BP010",
            key.line,
            key.column,
            message,
            mend,
            width=key.end_column - key.column if key.line == key.end_line else 1,
        )

    def _report_mark(self, line: int, column: int) -> None:
        """An alias, anchor or tag: refused, or the beginning of a text without quotes."""
        match = re.match(r"[*&!][^\s,\]}]*", self._line(line)[column - 1 :])
        word = match[0] if match else self._marks[line, column].sign
        entry = split_entry(self._line(line))
        paste = ""
        if entry.value_at == column - 1:
            paste = self._line(line)[: column - 1] + safe(entry.value)
        self._report.add(
            "BP017" if word[0] == "!" else "BP016",
            line,
            column,
            f"'{brief(word)}' is to YAML {_MEANINGS[word[0]]}, which stories do not use",
            "if it is text, put quotation marks around the whole of it; if not, take it out",
            width=len(word),
            paste=paste,
        )

    def _source(self, first: Scalar, last: Scalar) -> str:
        """What stands in the file from one value to the end of another on the same line."""
        if first.line != last.end_line:
            return ""
        return self._line(first.line)[first.column - 1 : last.end_column - 1]

    def _line(self, number: int) -> str:
        """A line of the file, from 1."""
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def _add(self, code: str, at: Node, message: str, mend: str, *, paste: str = "") -> None:
        """Report something at a part of the tree."""
        self._report.add(code, at.line, at.column, message, mend, paste=paste)
