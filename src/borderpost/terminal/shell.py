"""What screens and widgets ask of the app they stand in, without knowing the app."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from borderpost.terminal.likes.preferences import Preferences


@runtime_checkable
class Shell(Protocol):
    """An app that knows what the player likes, and keeps it."""

    preferences: Preferences

    def languages(self) -> tuple[str, ...]:
        """The languages that stories can be had in; none until they are known."""

    def heed(self, hint: str) -> None:
        """Show a hint no more."""

    def prefer(self, **changes: object) -> None:
        """Change some of it, from now on and for the next time."""


def preferences_of(app: object) -> Preferences:
    """What the player likes, or what is usual in an app that does not know."""
    return app.preferences if isinstance(app, Shell) else Preferences()
