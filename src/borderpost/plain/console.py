"""The line-by-line terminal: lines are added and never drawn again, and one is read at a time."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from borderpost.plain.wrapping import wrap
from borderpost.story.mendable import Mendable
from borderpost.story.prose import clean

PROMPT = "> "
WIDEST = 72
NARROWEST = 20
LONGEST_INPUT = 10_000
"""How many characters of one line of input are read; the rest of the line is dropped."""


def is_closed_pipe(error: OSError) -> bool:
    """Whether nobody reads any more what is written; Windows may call that an invalid argument."""
    is_invalid = sys.platform == "win32" and error.errno == errno.EINVAL
    return is_invalid or isinstance(error, BrokenPipeError)


class EndOfInput(Exception):
    """There is nothing more to read: the file or pipe has ended, or someone typed Ctrl-D."""


class OutputLost(Mendable):
    """What is written cannot be: the disk it goes to is full, say. A broken pipe is not this."""

    code = 1

    def __init__(self, error: OSError) -> None:
        """Say what the system says."""
        super().__init__(
            f"the output cannot be written: {error.strerror or error}",
            "what was played is saved; make room for the output, or send it elsewhere",
        )


class Console:
    """Where plain play reads and writes.

    `interactive` tells whether somebody sits at the other end; if not, each line read is written
    after the prompt, so that the output can be read as a transcript.
    """

    def __init__(self, lines_in: TextIO | None, lines_out: TextIO, *, interactive: bool) -> None:
        self._in = lines_in
        self._out = lines_out
        self.interactive = interactive

    @property
    def width(self) -> int:
        """How many columns a line may take: 72, or the terminal's width where that is less."""
        try:
            width = os.get_terminal_size(self._out.fileno()).columns
        except (OSError, ValueError):
            return WIDEST
        return min(WIDEST, max(NARROWEST, width or WIDEST))

    def line(self, text: str = "") -> None:
        """Write one line as it is, but for what could drive a terminal."""
        self._write(clean(text) + "\n")

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines that are already broken to the width."""
        for line in lines:
            self.line(line)

    def say(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Write a text, broken to the width; `first` and `rest` begin its lines."""
        self.lines(wrap(clean(text), self.width, first, rest))

    def read(self) -> str:
        """Prompt, and read one line without the space around it. Raises EndOfInput."""
        self._write(PROMPT)
        self.flush()
        text = self._next_line()
        if text is None:
            self._write("\n")
            raise EndOfInput
        typed = clean(text.replace("\t", " ")).replace("\n", " ").strip()
        if not self.interactive:
            self.line(typed)
        return typed

    def write_data(self, data: object) -> None:
        """Write data as JSON, for machines: what a terminal would obey is escaped."""
        from borderpost.story.json_text import to_json

        self._write(to_json(data))

    def flush(self) -> None:
        """Hand on all that was written. Raises OutputLost, and BrokenPipeError, as writing does."""
        try:
            self._out.flush()
        except OSError as error:
            raise _lost(error) from error

    def _write(self, text: str) -> None:
        """Write a text as it is."""
        try:
            self._out.write(text)
        except OSError as error:
            raise _lost(error) from error

    def _next_line(self) -> str | None:
        """The next line of input, cut to a bearable length; None at the end."""
        if self._in is None or self._in.closed:
            return None
        try:
            text = self._in.readline(LONGEST_INPUT)
            if not text:
                return None
            more = text
            while more and not more.endswith("\n"):
                more = self._in.readline(LONGEST_INPUT)
        except OSError:  # the terminal went away
            return None
        return text


def _lost(error: OSError) -> Exception:
    """What an error in writing means: that nobody reads any more, or that the output is lost."""
    return BrokenPipeError(*error.args) if is_closed_pipe(error) else OutputLost(error)


def standard_console() -> Console:
    """The input and the output of this process; somebody sits there if the input is a terminal."""
    is_interactive = sys.stdin is not None and sys.stdin.isatty()
    return Console(sys.stdin, sys.stdout, interactive=is_interactive)
