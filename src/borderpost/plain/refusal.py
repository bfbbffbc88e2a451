"""What is said when something asked for cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """A command cannot do what it was asked: `message` says what is wrong, `mend` what to do.

    `code` is the exit code: 2 where the command was called wrongly, 1 where a file is at fault.
    """

    def __init__(self, message: str, mend: str, code: int = 2) -> None:
        super().__init__(message, mend, code)
        self.message = message
        self.mend = mend
        self.code = code


def in_sentences(*parts: str) -> str:
    """Parts of a message, each as a sentence of its own."""
    from borderpost.story.prose import clean

    sentences = []
    for part in parts:
        if part:
            end = "" if part.endswith((".", "?", "!")) else "."
            sentences.append(f"{part[0].upper()}{part[1:]}{end}")
    return clean(" ".join(sentences))
