"""Screens that are closed before they are there, as by two keys struck together."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Event, Mount, ScreenResume
from textual.screen import Screen

Result = TypeVar("Result")


class Closable(Screen[Result]):
    """A screen that may be closed at any moment, even before its parts are there.

    Textual then mounts none of them, but calls every `on_mount` and `on_screen_resume` all the
    same, and these look for the parts.
    """

    async def on_event(self, event: Event) -> None:
        """Leave out the beginning of what is closed; that is displayed no more."""
        if self.display or not isinstance(event, Mount | ScreenResume):
            await super().on_event(event)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Go back with a result; a second key that comes before the first is done does nothing.

        Textual would close whatever is on top, and tell the result twice.
        """
        if not self.is_active:
            return AwaitComplete()
        return super().dismiss(result)
