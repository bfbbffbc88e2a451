"""Faults of layout: indentation, missing spaces, lines that are neither key nor text.

Line and column numbers count from 0.
"""

from __future__ import annotations

import re

from borderpost.story import yaml_lines as look
from borderpost.story.mending.brackets import surplus_bracket, unclosed_quote
from borderpost.story.mending.faults import Fault, Spot, stray_colon
from borderpost.story.yaml_report import brief


def colon(spot: Spot) -> Fault | None:
    """A colon where YAML has no use for one."""
    if "mapping values are not allowed" not in spot.error.problem:
        return None
    entry = spot.entry
    if entry.key and spot.column >= entry.value_at:
        return stray_colon(spot.lines, spot.line, spot.last, spot.column)
    if entry.key and len(entry.key) > 1000:
        return None
    above = spot.above(spot.line)
    if above < 0:
        return None
    return _spacing(spot, above) or _under_a_value(spot, above)


def _under_a_value(spot: Spot, above: int) -> Fault:
    """A key below a line that already has its value, or has no colon."""
    entry, before = spot.entry, look.split_entry(spot.lines[above])
    begun = above
    while begun > spot.first and not (before.key or before.dash):
        begun -= 1
        before = look.split_entry(spot.lines[begun])
        if not spot.lines[begun].strip():
            break
    if before.key and before.value and entry.indent > before.level:
        if entry.key not in look.KEYS and " " in before.value:
            fault = stray_colon(spot.lines, begun, spot.last, spot.column)
            word = spot.lines[spot.line][: spot.column].split()[-1:] or [""]
            message = f"the colon after '{brief(word[0])}' cuts this text"
            return fault._replace(line=spot.line, message=message)
        return _moved(
            spot, spot.line, before.key_at, f"'{brief(before.key)}' above already has a value"
        )
    return _no_colon(spot, above)


def key_expected(spot: Spot) -> Fault | None:
    """A line read as a key, which has no colon."""
    if "could not find expected ':'" not in spot.error.problem or spot.error.context_line < 1:
        return None
    number = spot.error.context_line - 1
    return _spacing(spot, number) or _cut_above(spot, number) or _no_colon(spot, number)


def misplaced(spot: Spot) -> Fault | None:
    """A line whose indentation fits none of the lines above it, and what may look like that."""
    wanted = "did not find expected key|block end|document start|block collection|'-' indicator"
    if not re.search(wanted, spot.error.problem):
        return None
    return _runaway_quote(spot) or _surplus(spot) or _slipped(spot)


def _runaway_quote(spot: Spot) -> Fault | None:
    """A quotation mark never closed, so that its text ran on to the next one lines below."""
    last = spot.error.last
    if last is None or last.style not in {"'", '"'} or last.line >= last.end_line:
        return None
    between = spot.lines[last.line : last.end_line]
    if any(look.split_entry(line).key in look.KEYS for line in between):
        return unclosed_quote(spot, last.line - 1, last.column - 1)
    return None


def _surplus(spot: Spot) -> Fault | None:
    """A closing bracket too many after a value, or on a line of its own."""
    line = spot.lines[spot.line]
    if line[spot.column : spot.column + 1] not in {"]", "}"}:
        return None
    fault = surplus_bracket(spot, spot.line, spot.column)
    return fault if fault.paste.strip() else fault._replace(paste="")


def _slipped(spot: Spot) -> Fault | None:
    """A line that stands where neither a key nor a list's entry nor text can stand."""
    entry = spot.entry
    if spot.column > entry.value_at:
        return None
    fault = _cut_above(spot, spot.line)
    if fault is not None:
        return fault
    header = _header_above(spot)
    if header is not None and entry.key not in look.KEYS and not entry.dash:
        return _not_indented(spot, spot.line, header)
    if not (entry.key or entry.dash) or spot.above(spot.line) < 0:
        return _no_colon(spot, spot.line)
    if "document start" in spot.error.problem:
        return _first_indented(spot)
    return _moved_back(spot)


def _moved_back(spot: Spot) -> Fault:
    """A line moved to the nearest indentation that the lines above leave open.

    Where two are equally near, that of lines of its own kind, and then the deeper one.
    """
    entry = spot.entry
    levels = _open_levels(spot)
    fitting = [level for level, above in levels.items() if bool(above.dash) == bool(entry.dash)]

    def unlikeness(level: int) -> tuple[int, bool, int]:
        alike = (levels[level].key in look.KEYS) == (entry.key in look.KEYS)
        return abs(level - entry.indent), not alike, -level

    nearest = min(fitting or levels, key=unlikeness, default=0)
    return _moved(spot, spot.line, nearest, f"the lines above stand at {_listed(sorted(levels))}")


def _spacing(spot: Spot, number: int) -> Fault | None:
    """A colon or a dash without the space after it."""
    line = spot.lines[number]
    match = re.match(r"(\s*(?:- +)*)([A-Za-z_][\w-]*):(?=[^\s:])", line)
    if match and not line.startswith("//", match.end()):
        edited = f"{match.group()} {line[match.end() :]}"
        message = f"there is no space after the colon of '{brief(match[2])}'"
        mend = "write a space after the colon"
        at = match.end() - 1
        return Fault("BP027", number, at, message, mend, {number: edited}, paste=edited)
    match = re.match(r"(\s*)-(?=[^\s-])", line)
    if match:
        edits = {number: f"{match[1]}- {line[match.end() :]}"}
        at = match.end() - 1
        for following in range(number + 1, spot.last):
            text = spot.lines[following]
            if text.strip() and look.indent_of(text) <= at:
                break
            edits[following] = f" {text}" if text.strip() else text
        message = "there is no space after the dash that begins this entry of a list"
        mend = "write a space after the dash"
        return Fault("BP027", number, at, message, mend, edits, paste=edits[number])
    return None


def _no_colon(spot: Spot, number: int) -> Fault:
    """A line that is neither a key with a value nor an entry of a list."""
    line = spot.lines[number]
    entry = look.split_entry(line)
    text = line.strip()
    header = spot.above(number)
    if header >= 0:
        header_entry = look.split_entry(spot.lines[header])
        if look.is_block_header(header_entry.value) and entry.indent <= header_entry.level:
            return _not_indented(spot, number, header_entry)
    if text.startswith(":"):
        message = "there is no key before this colon"
        mend = "write the key before it, or indent the line as part of the text above"
        edits = {number: ""}
        return Fault("BP028", number, entry.indent, message, mend, edits, dropped=True)
    fault = _text_without_key(spot, number)
    if fault is not None:
        return fault
    message = "this line has no colon, so that it is neither a key nor part of a text"
    mend = "write a colon and a space after the key, or indent the line as part of the text above"
    edits = {number: ""}
    if re.fullmatch(r"[A-Za-z_][\w-]*", text):
        edits = {number: f"{line.rstrip()}:"}
        if text in look.KEYS:
            return Fault("BP028", number, entry.indent, message, mend, edits, len(text), line + ":")
    return Fault("BP028", number, entry.indent, message, mend, edits, len(text), dropped=True)


def _text_without_key(spot: Spot, number: int) -> Fault | None:
    """Lines of prose that stand deeper than the line above, which already has its value."""
    above = spot.above(number)
    entry = look.split_entry(spot.lines[number])
    before = look.split_entry(spot.lines[above]) if above >= 0 else entry
    is_prose = len(spot.lines[number].split()) > 2 and entry.key not in look.KEYS
    has_value = before.key in look.KEYS and before.value and entry.indent > before.key_at
    if not (is_prose and has_value and not entry.dash):
        return None
    end = number
    for end in range(number, spot.last):
        line = spot.lines[end]
        if line.strip() and look.indent_of(line) <= before.key_at:
            break
    else:
        end = spot.last
    message = f"this text belongs to no key: the line above, '{brief(before.key)}', has its value"
    mend = "write the key it belongs to above it, and a bar, such as `text: |`"
    paste = f"{' ' * before.key_at}text: |\n{spot.lines[number]}"
    edits = dict.fromkeys(range(number, end), "")
    width = len(spot.lines[number].strip())
    return Fault("BP028", number, entry.indent, message, mend, edits, width, paste, dropped=True)


def _cut_above(spot: Spot, number: int) -> Fault | None:
    """A text of several lines that a `#` on the line above has cut."""
    above = spot.above(number)
    if above < 0:
        return None
    lost = re.search(r"\s#", spot.lines[above])
    if not lost or look.is_blank(spot.lines[above]):
        return None
    begun = above
    while begun > spot.first and not look.split_entry(spot.lines[begun]).key:
        begun -= 1
    entry = look.split_entry(spot.lines[begun])
    if look.indent_of(spot.lines[number]) <= entry.level:
        return None
    end = look.value_end(spot.lines, begun, spot.last, entry.level)
    words = [entry.value, *(line.strip() for line in spot.lines[begun + 1 : end])]
    edits = look.requoted(spot.lines, begun, end, entry.value_at)
    message = "all that follows this '#' on the line is lost: YAML takes it for a comment"
    mend = "write the text as a block, in which a '#' is a '#'"
    paste = look.written_safely(entry, words)
    return Fault("BP012", above, lost.end() - 1, message, mend, edits, paste=paste)


def _header_above(spot: Spot) -> look.Entry | None:
    """The line with the `|` of the block of text that ends just above, if there is one."""
    inside = look.literal_lines(spot.lines, spot.first, spot.line)
    number = spot.above(spot.line)
    if number not in inside:
        return None
    while number in inside:
        number -= 1
    entry = look.split_entry(spot.lines[number])
    return entry if spot.entry.indent > entry.level else None


def _not_indented(spot: Spot, number: int, header: look.Entry) -> Fault:
    """Text under a `|` that does not stand deeper than the key it belongs to."""
    end = number
    edits: dict[int, str] = {}
    lines = spot.lines
    at = look.indent_of(lines[number])
    message = f"the text below '{brief(header.key) or '|'}' must stand deeper than it"
    depth = header.level + 2
    if at > header.level:
        depth = look.indent_of(lines[spot.above(number)])
        message = "this line stands further left than the text it belongs to"
    while end < spot.last:
        line = lines[end]
        if line.strip() and _goes_on(line, header):
            break
        edits[end] = " " * depth + line.strip() if line.strip() else line
        end += 1
    words = "\n".join(edits[line] for line in sorted(edits)).rstrip()
    mend = f"indent every line of the text by {depth} spaces"
    if header.key == "drawing" and at > header.level:
        mend = "write `|2` behind `drawing:`, so that lines may begin with blanks"
        words = f"{' ' * header.level}drawing: |2"
    width = len(lines[number].strip())
    return Fault("BP031", number, at, message, mend, edits, width, words)


def _goes_on(line: str, header: look.Entry) -> bool:
    """Whether a line is not text of the block under `header` that slipped, but what follows it."""
    entry = look.split_entry(line)
    if entry.key in look.KEYS or entry.indent < header.level - 2 or entry.dash:
        return True
    return entry.indent <= header.level and re.fullmatch(r"[a-z_][\w-]*", entry.key) is not None


def _open_levels(spot: Spot) -> dict[int, look.Entry]:
    """The indentations that the lines above leave open, each with the last line that has it.

    A dash and the key after it are two: the key's has no dash.
    """
    inside = look.literal_lines(spot.lines, spot.first, spot.line)
    levels: dict[int, look.Entry] = {}
    for number in range(spot.line - 1, spot.first - 1, -1):
        if number in inside or look.is_blank(spot.lines[number]):
            continue
        entry = look.split_entry(spot.lines[number])
        if entry.key and entry.key_at < min(levels, default=entry.key_at + 1):
            levels[entry.key_at] = entry._replace(dash="")
        if entry.dash and entry.indent < min(levels, default=entry.indent + 1):
            levels[entry.indent] = entry
        if min(levels, default=1) == 0:
            break
    return levels


def _listed(levels: list[int]) -> str:
    """Indentations in words: `0, 2 or 4 spaces`."""
    words = [str(level) for level in levels[-4:]] or ["0"]
    return f"{', '.join(words[:-1])} or {words[-1]} spaces" if words[1:] else f"{words[0]} spaces"


def _moved(spot: Spot, number: int, level: int, why: str) -> Fault:
    """A line, with those that hang on it, that should stand at another indentation."""
    lines = spot.lines
    indent = look.indent_of(lines[number])
    edits = {number: " " * level + lines[number].lstrip(" ")}
    below = range(number + 1, spot.last)
    if _hangs_right(spot, number, level):
        below = range(0)
    for following in below:
        line = lines[following]
        if line.strip() and look.indent_of(line) < indent:
            break
        shift = look.indent_of(line) - indent + level
        edits[following] = " " * shift + line.lstrip(" ") if line.strip() else line
    spaces = "1 space" if indent == 1 else f"{indent} spaces"
    message = f"this line is indented by {spaces}, but {why}"
    mend = f"indent it by {level}, and what belongs to it accordingly"
    return Fault("BP026", number, indent, message, mend, edits, paste=edits[number])


def _hangs_right(spot: Spot, number: int, level: int) -> bool:
    """Whether what stands below the dash of an entry is where it belongs once that is moved."""
    entry = look.split_entry(spot.lines[number])
    if not (entry.dash and entry.key):
        return False
    own = level + entry.key_at - entry.indent
    below = (line for line in spot.lines[number + 1 : spot.last] if not look.is_blank(line))
    first = look.split_entry(next(below, ""))
    return first.key in look.KEYS and not first.dash and first.indent == own


def _first_indented(spot: Spot) -> Fault | None:
    """A file whose first lines are indented, and later ones are not."""
    begun = next((n for n in range(spot.line) if not look.is_blank(spot.lines[n])), spot.line)
    indent = look.indent_of(spot.lines[begun])
    if indent <= 0 or look.indent_of(spot.lines[spot.line]) >= indent:
        return None
    edits = {
        n: spot.lines[n][min(indent, look.indent_of(spot.lines[n])) :] for n in range(spot.line)
    }
    message = "the first line of the file is indented, and later ones are not"
    mend = "begin the first key at the left edge, and what belongs to it two spaces deeper"
    return Fault("BP026", begun, indent, message, mend, edits, paste=edits[begun])
