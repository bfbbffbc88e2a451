"""Faults of quotation marks and brackets: not closed, or holding what they cannot hold.

Line and column numbers count from 0.
"""

from __future__ import annotations

import re
from typing import Final

from borderpost.story import yaml_lines as look
from borderpost.story.mending.faults import Fault, Spot
from borderpost.story.yaml_report import brief

_SHIELD: Final = "\ue000"
"""Stands for a `#` while a line is taken apart as if that began no comment."""


def in_quotes(spot: Spot) -> Fault | None:
    """A quotation mark that is never closed, or a backslash that means nothing in quotes."""
    error = spot.error
    if "quoted scalar" not in error.context:
        return None
    if not re.search("end of stream|document", error.problem):
        return _backslash(spot)
    return unclosed_quote(spot, error.context_line - 1, error.context_column - 1)


def unclosed_quote(spot: Spot, number: int, column: int) -> Fault:
    """The quotation mark at a place, which nothing closes."""
    line = spot.lines[number]
    value = line[column:].rstrip()
    entry = look.split_entry(line)
    if entry.value_at != column:
        entry = entry._replace(value=value, value_at=column)
    if re.match(r"'\w", value) and "'" not in value[1:]:
        message = "this apostrophe opens a quotation that is never closed"
    else:
        message = "this quotation mark is never closed"
    mend = "close it at the end of the text, or write the text as a block without any"
    end = look.value_end(spot.lines, number, spot.last, entry.level)
    words = [value[1:].strip() if value[0] == '"' else value]
    words += [text.strip() for text in spot.lines[number + 1 : end]]
    edits = look.requoted(spot.lines, number, end, column)
    paste = look.written_safely(entry, words) if entry.key or entry.dash else ""
    return Fault("BP024", number, column, message, mend, edits, paste=paste)


def _backslash(spot: Spot) -> Fault:
    """A backslash in double quotes, where it begins a code for a character."""
    number = spot.line
    line = spot.lines[number]
    at = line.rfind("\\", 0, spot.column + 2)
    at = max(at, 0)
    mend = "use single quotation marks, in which a backslash is a backslash"
    begin = spot.error.context_column - 1 if spot.error.context_line - 1 == number else 0
    match = re.match(r'"((?:[^"\\]|\\.)*)"', line[begin:])
    edits = {number: line.replace("\\", "/")}
    paste = ""
    if match:
        edits = {number: line[:begin] + look.quoted(match[1]) + line[begin + match.end() :]}
        paste = edits[number]
    message = "in double quotation marks YAML takes a backslash for the beginning of a code"
    return Fault("BP029", number, at, message, mend, edits, paste=paste)


def in_brackets(spot: Spot) -> Fault | None:
    """Something wrong between brackets, or a bracket that is never closed."""
    error = spot.error
    if "flow" not in error.context:
        return None
    number, column = error.context_line - 1, error.context_column - 1
    line = spot.lines[number] if number < len(spot.lines) else ""
    if "node" in error.context or line[column : column + 1] not in {"[", "{"}:
        number, line = spot.line, spot.lines[spot.line]
        column = _innermost(line, spot.column)
        if column < 0:
            return None
    entry = look.split_entry(line)
    outer = entry.value_at if entry.value[:1] in {"[", "{"} else column
    closed = look.closing_of(line, outer)
    rest = line[closed + 1 :].strip() if closed >= 0 else ""
    if closed >= 0 and rest and rest[0] != "#" and set(rest) <= set("]}, "):
        return surplus_bracket(spot, number, closed + 1)
    if closed >= 0 and (not rest or rest[0] == "#"):
        return _bad_part(spot, number, outer, closed)
    return _unclosed_bracket(spot, number, outer if entry.value_at == outer else column)


def _innermost(line: str, column: int) -> int:
    """The bracket still open just before a column of a line; -1 if there is none."""
    opened: list[int] = []
    for at, sign in enumerate(line[:column]):
        if sign in "[{":
            opened.append(at)
        elif sign in "]}" and opened:
            opened.pop()
    return opened[0] if opened else -1


def _bad_part(spot: Spot, number: int, begin: int, end: int) -> Fault | None:
    """Text between brackets that YAML takes for more than text: a colon, a quotation mark."""
    line = spot.lines[number]
    entry = look.split_entry(line)
    rewritten = look.flow_rewritten(line[begin : end + 1])
    edited = line[:begin] + rewritten + line[end + 1 :]
    if not rewritten or edited == line:
        return None
    column = spot.column if spot.line == number and spot.column < len(line) else begin
    code, message = "BP015", "in brackets YAML cannot read this as one text"
    if line[column : column + 1] == ":":
        code, message = "BP014", "this colon cuts the text before it: YAML takes that for a key"
    elif line[column : column + 1] in {",", "]", "}"}:
        code, message = "BP007", "in brackets something is missing here"
    mend = "write each entry on its own line, or put quotation marks around the text"
    paste = look.flow_as_block(entry) if entry.value_at == begin else ""
    return Fault(code, number, column, message, mend, {number: edited}, paste=paste or edited)


def surplus_bracket(spot: Spot, number: int, column: int) -> Fault:
    """A closing bracket that closes nothing."""
    line = spot.lines[number]
    column += len(line[column:]) - len(line[column:].lstrip())
    edits = {number: line[:column]}
    message = f"this closing bracket '{line[column]}' closes nothing"
    mend = "take it out, or write the opening one"
    return Fault("BP025", number, column, message, mend, edits, paste=line[:column].rstrip())


def _unclosed_bracket(spot: Spot, number: int, column: int) -> Fault:
    """A bracket that is not closed, be it forgotten or lost behind a `#`."""
    line = spot.lines[number]
    lost = re.search(r"\s#", line[column:])
    if lost:
        at = column + lost.end() - 1
        shielded = line.rstrip().replace(" #", f" {_SHIELD}")
        whole = look.flow_rewritten(shielded[column:]).replace(_SHIELD, "#")
        mend = "put quotation marks around the text that holds the '#'"
        edits = {number: line[:column] + (whole or "''")}
        message = "all that follows this '#' is lost, with the closing bracket: it is a comment"
        paste = look.flow_as_block(look.split_entry(shielded)).replace(_SHIELD, "#")
        paste = paste or (edits[number] if whole else "")
        return Fault("BP012", number, at, message, mend, edits, 1, paste, not whole)
    message = f"this bracket '{line[column]}' is not closed"
    closers = _missing_closers(line[column:])
    edited = line.rstrip().rstrip(",") + closers
    rewritten = look.flow_rewritten(edited[column:])
    end = spot.line if spot.line > number else number + 1
    inner = [n for n in range(number + 1, end) if not look.split_entry(spot.lines[n]).key]
    edits = {number: edited[:column] + (rewritten or edited[column:])}
    several = len(inner) == end - number - 1 and bool(inner)
    if several:
        edits = {number: line} | {inner[-1]: spot.lines[inner[-1]].rstrip().rstrip(",") + closers}
    mend = f"write '{brief(closers)}' where the list ends"
    paste = "" if several else edits[number]
    return Fault("BP025", number, column, message, mend, edits, paste=paste)


def _missing_closers(text: str) -> str:
    """The closing brackets a text lacks at its end."""
    wanted: list[str] = []
    for sign in text:
        if sign in "[{":
            wanted.append("]" if sign == "[" else "}")
        elif sign in "]}" and wanted:
            wanted.pop()
    return "".join(reversed(wanted))
