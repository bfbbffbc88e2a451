"""The app's part that knows what the player likes: colours, width of prose, keys."""

from __future__ import annotations

from contextlib import suppress

from textual.app import App

from borderpost.terminal.keys.own_keys import keymap
from borderpost.terminal.likes.preferences import PreferenceFile, Preferences
from borderpost.terminal.parts.signs import draw_simply
from borderpost.terminal.parts.themes import DARK, wear


class PreferringApp(App[None]):
    """Shows itself as the player likes it, and keeps what they change."""

    def __init__(self, file: PreferenceFile | None) -> None:
        """Read the file, so that already the first frame is as they like it.

        Without one everything is as usual, text comes at once, and nothing is kept.
        """
        self._file = file
        read = (Preferences(reveal=False), ()) if file is None else file.read()
        self.preferences, self._amiss = read
        super().__init__()
        self._apply()
        draw_simply(self)

    @property
    def amiss(self) -> tuple[str, ...]:
        """What is wrong with the player's file, in words."""
        return (*self._amiss, *keymap(self.preferences.keys)[1])

    def prefer(self, **changes: object) -> None:
        """Change what the player likes, from now on and for the next time.

        Where it cannot be kept, that is told, and it holds until one leaves.
        """
        before = self.preferences
        self.preferences = before._replace(**changes)  # type: ignore[arg-type]
        if self.preferences == before:
            return
        if (self.preferences.theme, self.preferences.keys) != (before.theme, before.keys):
            self._apply()
        if self.preferences.width != before.width:
            self.refresh_css(animate=False)
        try:
            self._keep()
        except OSError as error:
            from borderpost.saves.problem import said
            from borderpost.terminal.parts.dialogs import notice

            told = f"Your settings cannot be written: {said(error)}"
            mend = "What you chose holds until you leave"
            self.push_screen(notice("Not kept", told, mend))

    def languages(self) -> tuple[str, ...]:
        """The languages that stories can be had in: none where there are no stories."""
        return ()

    def heed(self, hint: str) -> None:
        """Show a hint no more; where that cannot be kept, it comes again another time."""
        if hint not in self.preferences.hints_seen:
            seen = (*self.preferences.hints_seen, hint)
            self.preferences = self.preferences._replace(hints_seen=seen)
            with suppress(OSError):
                self._keep()

    def _keep(self) -> None:
        """Write the file, if there is one. Raises OSError."""
        if self._file is not None:
            self._file.write(self.preferences)
            self._amiss = ()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The app's own names of colours, for themes that do not know them, and its measures."""
        return {**DARK.variables, "measure": str(self.preferences.width)}

    def _apply(self) -> None:
        """Take on what the player likes."""
        wear(self, self.preferences.theme)
        self.set_keymap(keymap(self.preferences.keys)[0])
