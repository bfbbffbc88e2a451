"""Traps in files that YAML reads without a word: told before and after the tree is built.

What is asked of every file here is only whether a clue is in its text at all; a story without any
pays next to nothing. What needs the tree put right stands in `borderpost.story.yaml_tidying`.
"""

from __future__ import annotations

import re
from typing import Final

from borderpost.story.diagnostics import Findings
from borderpost.story.tree import Mapping, Node, Scalar, Sequence
from borderpost.story.yaml_report import Report
from borderpost.story.yaml_text import SPACES, refused

_OPENING: Final = "“„‘‚‟"
_CLOSING: Final = "”’“‘"


def ready_to_read(text: str, name: str, findings: Findings) -> str:
    """`text` without what YAML would misread as directives, documents or words: each is told."""
    if (
        text.startswith(("%", "---", "..."))
        or ("%" in text and "\n%" in text)
        or "\n---" in text
        or "\n..." in text
    ):
        text = _one_document(text, name, findings)
    if not text.isascii() and re.search(f"[{SPACES}]", text):
        text = _plain_spaces(text, name, findings)
    return text


def asks_for_tidying(text: str) -> bool:
    """Whether `text` seems to hold a merge key, or a key without a space after its colon."""
    if "<" in text and "<<" in text:
        return True
    if re.search(r":[^\s/]", text) is None:
        return False
    return re.search(r"^[ ]*(?:-[ ]+)*[a-z_]+:[^\s/]", text, re.MULTILINE) is not None


def look_over(tree: Node, text: str, report: Report) -> None:
    """Tell the traps that a tree shows: text lost after a `#`, curly quotes, and their like."""
    clues = _Clues(text)
    if not clues:
        return
    parts: list[tuple[Node, str]] = [(tree, "")]
    while parts:
        node, key = parts.pop()
        if type(node) is Scalar:
            if not node.style:
                clues.ask(node, key, report)
            elif clues.escaped and refused().search(node.value):
                _escaped_control(node, report)
        elif type(node) is Mapping:
            for word, value in node.entries:
                clues.ask_key(word, report)
                parts.append((value, word.value))
        elif type(node) is Sequence:
            parts.extend((item, key) for item in node.items)


class _Clues:
    """Which traps a file may hold, by a look at its text as a whole."""

    def __init__(self, text: str) -> None:
        """Search `text` for the signs of each."""
        self.lines: list[str] = []
        self.commented: set[int] = set()
        if "#" in text and (" #" in text or "\t#" in text):
            self.lines = text.split("\n")
            self.commented = {
                number
                for number, line in enumerate(self.lines, start=1)
                if "#" in line and not line.lstrip().startswith("#")
            }
        self.escaped = "\\" in text and '"' in text
        self.curly = not text.isascii() and bool(re.search(rf"[:,\[{{-][ ]*[{_OPENING}]", text))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.commented) or self.curly or self.escaped

    def ask(self, scalar: Scalar, key: str, report: Report) -> None:
        """Look at one plain value."""
        if scalar.end_line in self.commented:
            _lost_text(scalar, key, self.lines[scalar.end_line - 1], report)
        if self.curly and scalar.value[:1] in _OPENING and scalar.value:
            _curly_quotes(scalar, report)

    def ask_key(self, key: Scalar, report: Report) -> None:
        """Look at one key."""
        if self.curly and key.value[:1] in _OPENING and key.value:
            _curly_quotes(key, report)


def _lost_text(scalar: Scalar, key: str, line: str, report: Report) -> None:
    """A comment right after a plain value, which may well be the rest of its text."""
    from borderpost.story.yaml_lines import EXPRESSION_KEYS, split_entry, written_safely

    rest = line[scalar.end_column - 1 :]
    match = re.match(r"([ \t]+)(#.*)", rest)
    if match is None or match[1] != " " or match[2].strip("#! ") == "":
        return
    at = (scalar.end_line, scalar.end_column + 1)
    entry = split_entry(line)
    paste = written_safely(entry, [entry.value]) if entry.value.endswith(rest.strip()) else ""
    width = len(match[2].rstrip())
    if match[2][1:2] not in {" ", "\t", "#", ""}:
        report.add(
            "BP012",
            *at,
            "all that follows this '#' on the line is lost: YAML takes it for a comment",
            "write the text as a block or in quotation marks; before a comment put two spaces, "
            "and one after its '#'",
            width=width,
            paste=paste,
        )
    elif " " in scalar.value and key not in EXPRESSION_KEYS:
        report.add(
            "BP013",
            *at,
            "YAML takes what follows this '#' for a comment; does it belong to the text?",
            "if so, write the text as a block or in quotation marks; if not, put two spaces "
            "before the '#'",
            width=width,
            paste=paste,
        )


def _curly_quotes(scalar: Scalar, report: Report) -> None:
    """A value between curly quotation marks that are probably meant as YAML's own.

    A spoken line as a value keeps its quotation marks: it ends with a sign of punctuation.
    """
    value = scalar.value
    if len(value) < 2 or value[-1] not in _CLOSING or value[-2] in ".,;:!?…—–-":
        return
    report.add(
        "BP022",
        scalar.line,
        scalar.column,
        "these curly quotation marks are part of the value: only straight ones are YAML's",
        'type straight quotation marks (") or leave them out',
        width=len(value),
    )


def _escaped_control(scalar: Scalar, report: Report) -> None:
    """A control character written as a code in double quotation marks."""
    report.add(
        "BP004",
        scalar.line,
        scalar.column,
        "a code with a backslash makes an invisible control character in this value",
        "take the code out, or write the value in single quotation marks if the backslash is meant",
    )


def _one_document(text: str, name: str, findings: Findings) -> str:
    """`text` with directives and the marks of further documents blanked and told."""
    report = Report(name, findings)
    lines = text.split("\n")
    content = False
    end = max((n for n, line in enumerate(lines) if _says_something(line)), default=0)
    for number, line in enumerate(lines):
        if line.startswith("%"):
            report.add(
                "BP019",
                number + 1,
                1,
                "a line may not begin with '%': to YAML that is a directive",
                "take the line out, or indent it if it belongs to a text",
                width=len(line),
            )
            lines[number] = ""
        elif re.match(r"(?:---|\.\.\.)(?:\s|$)", line):
            ends = line[0] == "." and number >= end
            if content and not ends:
                report.add(
                    "BP020",
                    number + 1,
                    1,
                    f"'{line[:3]}' begins another document: a story file is only one",
                    "take the line out, or put what follows into a file of its own",
                    width=3,
                )
                lines[number] = ""
            content = True
        elif _says_something(line):
            content = True
    return "\n".join(lines)


def _says_something(line: str) -> bool:
    """Whether a line is neither empty nor a comment."""
    return line.strip() != "" and not line.lstrip().startswith("#")


def _plain_spaces(text: str, name: str, findings: Findings) -> str:
    """`text` with ordinary spaces where a special one would hide a key or an indentation."""
    from borderpost.story.yaml_lines import literal_lines

    lines = text.split("\n")
    inside = literal_lines(lines, 0, len(lines))
    pattern = re.compile(
        rf"^[ ]*(?P<lead>[{SPACES}])|(?:^|[{{,])[ ]*(?:-[ ]+)*[\w.-]+:[ ]*(?P<after>[{SPACES}])"
        rf"|^[ ]*-(?P<dash>[{SPACES}])"
    )
    report = Report(name, findings)
    for number, line in enumerate(lines):
        if line.isascii() or number in inside or not line.strip():
            continue
        match = pattern.search(line)
        if match is None:
            continue
        _report_space(match, number + 1, report)
        while match is not None:
            at = match.start(match.lastgroup or 0)
            line = f"{line[:at]} {line[at + 1 :]}"  # noqa: PLW2901 - one replacement at a time
            match = pattern.search(line)
        lines[number] = line
    return "\n".join(lines)


def _report_space(match: re.Match[str], line: int, report: Report) -> None:
    """A special space where YAML needs an ordinary one."""
    group = match.lastgroup or "lead"
    where = {"lead": "in the indentation", "after": "after this colon", "dash": "after this dash"}
    character = match[group]
    kind = "a non-breaking space" if character == "\u00a0" else f"U+{ord(character):04X}"
    report.add(
        "BP023",
        line,
        match.start(group) + 1,
        f"the space {where[group]} is no ordinary one ({kind}), and YAML does not know it",
        "delete it and type a space",
    )
