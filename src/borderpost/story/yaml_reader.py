"""Reads one YAML file into the positioned tree of `borderpost.story.tree`.

The tree is built from PyYAML's event stream, with libyaml where it is there, and never by its
loaders: those guess types, let the last of two equal keys win, follow aliases and recurse. A file
that YAML gives up on is mended in memory, line by line, so that everything wrong in it is told at
once (`borderpost.story.mending`). This is the one module that imports PyYAML. Most files hardly
need it: they are read line by line (`borderpost.story.yaml_everyday`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderpost.story.collector import collector_paused
from borderpost.story.diagnostics import Findings
from borderpost.story.tree import Mapping, Node, Scalar, Sequence
from borderpost.story.yaml_everyday import read_everyday
from borderpost.story.yaml_report import Report
from borderpost.story.yaml_text import (
    DEEPEST,
    LONGEST_SCALAR,
    MOST_EVENTS,
    TOO_DEEP,
    TOO_MANY,
    HardError,
    Mark,
    OutOfBounds,
    Place,
    Trouble,
    normalised,
    read_source,
    without_controls,
)
from borderpost.story.yaml_traps import asks_for_tidying, look_over, ready_to_read

if TYPE_CHECKING:
    from yaml._yaml import Mark as LibyamlMark
    from yaml.error import Mark as PurePythonMark
    from yaml.events import AliasEvent, CollectionStartEvent, Event, ScalarEvent

    YamlMark = LibyamlMark | PurePythonMark

_first = itemgetter(0)


def read_file(path: Path, name: str, findings: Findings) -> Mapping | None:
    """The tree of the YAML file at `path`, called `name` in diagnostics.

    Never raises for what a file may hold or fail to be: everything wrong goes to `findings`, and
    the answer is None where nothing of it can be used.
    """
    text = read_source(path, name, findings)
    return None if text is None else read_text(text, name, findings)


def read_text(text: str, name: str, findings: Findings) -> Mapping | None:
    """The tree of YAML that is already text: see `read_file`."""
    text = normalised(text, name, findings)
    if not text or text.isspace():
        from borderpost.story.yaml_tidying import report_nothing

        report_nothing(text, name, findings)
        return None
    with collector_paused():
        tree = _tree(text, name, findings)
    if tree is None or type(tree) is Mapping:
        return tree
    from borderpost.story.yaml_tidying import report_shape

    report_shape(tree, name, findings)
    return None


def _tree(text: str, name: str, findings: Findings) -> Node | None:
    """The tree of `text`, after mending it in memory where YAML cannot read it."""
    text = ready_to_read(text, name, findings)
    trouble = Trouble()
    try:
        tree = read_everyday(text, _sound_part) or _build(text, trouble)
    except _refusals() as refusal:
        clean = without_controls(text, name, findings)
        if clean is not text:
            return _tree(clean, name, findings)
        return _mended_tree(text, name, findings, refusal)
    if tree is None:
        from borderpost.story.yaml_tidying import report_nothing

        report_nothing(text, name, findings)
        return None
    return _looked_over(tree, text, trouble, Report(name, findings))


def _sound_part(text: str) -> Node | None:
    """The tree of a part of a file, or None where there is anything to be told of it."""
    trouble = Trouble()
    try:
        tree = _build(text, trouble)
    except _refusals():
        return None
    return None if trouble else tree


def _mended_tree(text: str, name: str, findings: Findings, refusal: Exception) -> Node | None:
    """The tree of a `text` that was refused, as far as it can be mended in memory."""
    from borderpost.story.mending.bench import Bench, report_bound
    from borderpost.story.yaml_tidying import as_on_disk

    if isinstance(refusal, OutOfBounds):
        report_bound(refusal.error, Report(name, findings))
        if refusal.error.problem == TOO_MANY:
            return None
    bench = Bench(text, name, findings, _probe)
    for mend in (bench.mend_pieces, bench.mend_whole):
        text = mend()
        trouble = Trouble()
        try:
            tree = _build(text, trouble)
        except _refusals():
            continue
        if tree is None:
            return None
        shifts = bench.shifts()
        tree = _looked_over(tree, text, trouble, Report(name, findings, shifts))
        return as_on_disk(tree, shifts) if shifts else tree
    findings.unread_files.add(name)
    return None


def _looked_over(tree: Node, text: str, trouble: Trouble, report: Report) -> Node:
    """The tree of `text`, the traps in it told and put right."""
    if trouble or asks_for_tidying(text):
        from borderpost.story.yaml_tidying import tidied

        tree = tidied(tree, text, trouble, report)
    look_over(tree, text, report)
    return tree


def _build(text: str, trouble: Trouble) -> Node | None:  # noqa: C901, PLR0912, PLR0915 - see below
    """The tree of `text` in one loop over its events, without recursion; None of an empty one.

    What the events show to be a trap is only noted in `trouble`, to be told once the whole file
    could be read. Raises what `_refusals` names where YAML or our own bounds give up. One long
    loop, since a call per event would double the time that a story takes to read.
    """
    from yaml import events

    scalar_event = events.ScalarEvent
    mapping_start, mapping_end = events.MappingStartEvent, events.MappingEndEvent
    sequence_start, sequence_end = events.SequenceStartEvent, events.SequenceEndEvent
    alias_event, stream_end = events.AliasEvent, events.StreamEndEvent
    make: Callable[..., Any] = tuple.__new__
    current: list[Any] = []
    append = current.append
    in_mapping = False
    open_parts: list[tuple[list[Any], bool, int, int, bool]] = []
    kind: type = stream_end
    event: Any
    for event in islice(_events(text), MOST_EVENTS):
        kind = type(event)
        if kind is scalar_event:
            start = event.start_mark
            end = event.end_mark
            line = start.line + 1
            column = start.column + 1
            value = event.value
            append(make(Scalar, (value, line, column, end.line + 1, end.column + 1, event.style)))
            if event.anchor is not None or event.tag is not None:
                trouble.marks[line, column] = _mark(event)
            elif len(value) > LONGEST_SCALAR:
                trouble.untidy = True
        elif kind is mapping_end:
            keys = current[::2]
            values = current[1::2]
            current, in_mapping, line, column, flow = open_parts.pop()
            if len(set(map(_first, keys))) != len(keys) or (flow and not all(map(_first, values))):
                trouble.untidy = True
            append = current.append
            append(make(Mapping, (tuple(zip(keys, values)), line, column, flow)))  # noqa: B905
        elif kind is sequence_end:
            items = tuple(current)
            current, in_mapping, line, column, flow = open_parts.pop()
            append = current.append
            append(make(Sequence, (items, line, column, flow)))
        elif kind is mapping_start or kind is sequence_start:
            if in_mapping and not len(current) & 1:
                trouble.untidy = True
            start = event.start_mark
            line = start.line + 1
            column = start.column + 1
            open_parts.append((current, in_mapping, line, column, event.flow_style))
            if len(open_parts) > DEEPEST:
                raise OutOfBounds(HardError(TOO_DEEP, line, column))
            if event.anchor is not None or event.tag is not None:
                trouble.marks[line, column] = _mark(event)
            current = []
            append = current.append
            in_mapping = kind is mapping_start
        elif kind is alias_event:
            append(_alias(event, trouble))
    if kind is not stream_end:
        raise OutOfBounds(HardError(TOO_MANY, *_from_one(event.start_mark)))
    return current[0] if current else None


def _events(text: str) -> Iterator[Event]:
    """The YAML events of `text`, by libyaml's scanner and parser or else by PyYAML's own."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return _pure_events(text)
    return iter(CParser(text).get_event, None)


def _pure_events(text: str) -> Iterator[Event]:
    """The same by PyYAML's parser in Python, for machines without libyaml: slower."""
    from yaml.events import ScalarEvent
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        """PyYAML's parts down to the events, without its composer and constructor."""

        def __init__(self, stream: str) -> None:
            """Read `stream`."""
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    parser = PureParser(text)
    while parser.check_event():
        event: Event = parser.get_event()  # type: ignore[no-untyped-call] # untyped in its stubs
        if isinstance(event, ScalarEvent):
            event.style = event.style or ""
        yield event


def _probe(text: str) -> HardError | None:
    """What makes YAML give up on `text`, or None where it can be read."""
    from yaml import YAMLError, events
    from yaml.error import MarkedYAMLError

    scalar_event = events.ScalarEvent
    starts = (events.MappingStartEvent, events.SequenceStartEvent)
    ends = (events.MappingEndEvent, events.SequenceEndEvent)
    depth, count = 0, 0
    scalar: Any = None
    event: Any
    try:
        for event in _events(text):
            kind = type(event)
            if kind is scalar_event:
                scalar = event
            elif kind in starts:
                depth += 1
                if depth > DEEPEST:
                    return HardError(TOO_DEEP, *_from_one(event.start_mark))
            elif kind in ends:
                depth -= 1
            count += 1
            if count > MOST_EVENTS:
                return HardError(TOO_MANY, *_from_one(event.start_mark))
    except MarkedYAMLError as error:
        line, column = _from_one(error.problem_mark)
        context_line, context_column = _from_one(error.context_mark)
        context = error.context or ""
        problem = error.problem or ""
        last = None
        if scalar is not None:
            ends_at = (*_from_one(scalar.start_mark), *_from_one(scalar.end_mark))
            last = Place(*ends_at, scalar.style)
        return HardError(problem, line, column, context, context_line, context_column, last)
    except YAMLError as error:
        return HardError(str(error).split("\n", 1)[0], 1, 1)
    return None


def _from_one(mark: YamlMark | None) -> tuple[int, int]:
    """Line and column of a mark, from 1; zeros where there is none."""
    return (0, 0) if mark is None else (mark.line + 1, mark.column + 1)


def _alias(event: AliasEvent, trouble: Trouble) -> Scalar:
    """A value for an alias: the text as it is written, since it is refused or meant as prose."""
    line, column = _from_one(event.start_mark)
    word = event.anchor or ""
    trouble.marks[line, column] = Mark("*", word)
    return Scalar("*" + word, line, column, *_from_one(event.end_mark), "")


def _mark(event: ScalarEvent | CollectionStartEvent) -> Mark:
    """The anchor or tag that stands before a value."""
    return Mark("!", event.tag or "") if event.anchor is None else Mark("&", event.anchor)


def _refusals() -> tuple[type[Exception], ...]:
    """The exceptions by which a file is refused."""
    from yaml import YAMLError

    return YAMLError, OutOfBounds, UnicodeError
