"""What is said when something asked for cannot be done."""

from __future__ import annotations

from borderpost.story.mendable import Mendable


class Refused(Mendable):
    """A command cannot do what it was asked."""

    def __init__(self, message: str, mend: str, code: int = Mendable.code) -> None:
        """Say what is wrong, what to do, and with which exit code the command ends."""
        super().__init__(message, mend)
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
