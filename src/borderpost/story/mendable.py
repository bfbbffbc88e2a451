"""What is raised where the user can put it right: it says what is wrong and what to do."""

from __future__ import annotations


class Mendable(Exception):
    """Something cannot be done as it was asked: `message` says why, `mend` what to do.

    Both are parts of a sentence: whoever tells them makes sentences of them. `code` is the exit
    code of a command that ends so: 2 where it was called wrongly, 1 where a file is at fault.
    """

    code = 2

    def __init__(self, message: str, mend: str) -> None:
        """Say what is wrong and what to do."""
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    @property
    def told(self) -> str:
        """What is wrong, and where, if that must be said with it."""
        return self.message

    def __str__(self) -> str:
        return f"{self.told}; {self.mend}"
