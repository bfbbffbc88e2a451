"""What screens and widgets ask of the app they stand in, without knowing the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from borderpost.terminal.likes.preferences import Preferences

if TYPE_CHECKING:
    from borderpost.saves.shelf import SavedRun


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


@runtime_checkable
class KeepsRun(Protocol):
    """An app that knows where its run is saved, and where copies of it are collected."""

    saved: SavedRun | None

    def collect(self) -> str:
        """Put a copy of the run where they are collected, if they are; what to say of it."""


def collected(app: object) -> str:
    """Put a copy of the app's run where they are collected, if they are; what to say of it."""
    return app.collect() if isinstance(app, KeepsRun) else ""


def preferences_of(app: object) -> Preferences:
    """What the player likes, or what is usual in an app that does not know."""
    return app.preferences if isinstance(app, Shell) else Preferences()
