"""The settings: how the program shows itself. What is changed is seen and kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from borderpost.story.prose import parse_prose
from borderpost.terminal.keys.commands import BACK, HELP, TABLE, Command, bindings
from borderpost.terminal.keys.key_line import KeyLine
from borderpost.terminal.likes.preferences import LEAST_PROSE, MOST_PROSE, THEME_NAMES, Preferences
from borderpost.terminal.parts.frame import Frame
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.themes import colours_of
from borderpost.terminal.parts.typeset import QUIET, Block, heading, one_line, prose_blocks, words
from borderpost.terminal.shell import Shell, preferences_of

WIDTHS = (LEAST_PROSE, 48, 56, 64, 72, 80, 90, MOST_PROSE)
"""The widths of prose one can choose here; the file may name any between."""

CHANGE = Command("change", "", "across(1)", "← →", "change", "Another value.", 99)
"""What the arrows do to what is highlighted, for the line of keys."""

SAMPLE = """\
This is how text is set, and so wide. A post in the mountains, a summer, too little money: what you
change above is seen here at once. A mark like **[F1]** opens the fact it stands for.

> A paper on the desk stands at an edge.
"""
"""What shows the settings at work."""

THEMES_TOLD = {
    "dark": ("Dark", "Pale letters on slate."),
    "light": ("Light", "Dark letters on paper."),
    "high-contrast": ("High contrast", "White on black."),
    "terminal": ("The terminal's own", "Its letters on its background."),
}
"""Each theme, and a word on it."""

FEW_COLOURS = {
    "no": "Without colours, every theme looks like the terminal's own.",
    "few": "In this terminal's few colours, dark and light look like the terminal's own.",
    "many": "",
}
"""What to know of themes in this terminal."""


class Setting(NamedTuple):
    """One line of the settings: its name, its value in words, a word on it."""

    field: str
    label: str
    value: str
    note: str = ""


class SettingsScreen(Frame[None]):
    """A line for each setting; Enter and the arrows change the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BACK), *bindings(TABLE)]

    ways_menu = getters.query_one(Menu)

    def compose(self) -> ComposeResult:
        """The settings, a sample of text, the line of keys."""
        with Reading():
            yield Page([heading("Settings")])
            yield Menu(id="ways")
            yield Page([block._replace(edge_style=QUIET) for block in _sample()])
        yield KeyLine((CHANGE, BACK[0], HELP))

    def on_mount(self) -> None:
        """Show how everything is set."""
        self._settings: list[Setting] = []
        self._languages = self.app.languages() if isinstance(self.app, Shell) else ()
        self._show()

    def on_screen_resume(self) -> None:
        """Show what was changed on a page of its own."""
        if self.is_mounted:
            self._show()

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Another value for what was taken, or its own page."""
        event.stop()
        self._change(1)

    def action_across(self, by: int) -> None:
        """The next value (1) or the one before (-1) for what is highlighted."""
        if self._settings[self.ways_menu.highlighted].field != "keys":
            self._change(by)

    def action_settings(self) -> None:
        """They are open: the same key closes them."""
        self.action_back()

    def action_back(self) -> None:
        """Go back; everything is kept."""
        self.dismiss(None)

    def _change(self, by: int) -> None:
        """Change what is highlighted."""
        field = self._settings[self.ways_menu.highlighted].field
        if field == "keys":
            from borderpost.terminal.keys.keys_screen import KeysScreen

            self.app.push_screen(KeysScreen())
            return
        before = preferences_of(self.app)
        if isinstance(self.app, Shell):
            self.app.prefer(**{field: _next(before, field, by, self._languages)})
        self._show()

    def _show(self) -> None:
        """Show how everything is set, and keep the place."""
        colours = FEW_COLOURS[colours_of(self.app)]
        self._settings = _settings(preferences_of(self.app), self._languages, colours)
        longest = max(len(setting.label) for setting in self._settings)
        items = [
            Item(
                Content.assemble(
                    f"{setting.label:<{longest + 2}}", one_line(setting.value, "bold")
                ),
                number,
                (one_line(setting.note),) if setting.note else (),
            )
            for number, setting in enumerate(self._settings, 1)
        ]
        self.ways_menu.show(items, max(self.ways_menu.highlighted, 0))


def _sample() -> list[Block]:
    """The sample as it would be set on a page."""
    return [Block(words("·  ·  ·", QUIET), "  "), *prose_blocks(parse_prose(SAMPLE))]


def _settings(preferences: Preferences, languages: Sequence[str], colours: str) -> list[Setting]:
    """How everything is set, in words."""
    theme, of_theme = THEMES_TOLD[preferences.theme]
    own = len(preferences.keys)
    found = [
        Setting("theme", "Colours", theme, f"{of_theme} {colours}".rstrip()),
        Setting("width", "Width of text", f"{preferences.width} columns"),
        Setting("reveal", "New text", "bit by bit" if preferences.reveal else "all at once"),
    ]
    if len(languages) > 1:
        language = preferences.language or "each story's own"
        found.append(Setting("language", "Language", language))
    keys = "the usual ones" if not own else f"{own} of your own"
    return [*found, Setting("keys", "Keys …", keys)]


def _next(preferences: Preferences, field: str, by: int, languages: Sequence[str]) -> object:
    """The value after the present one (1) or before it (-1); after the last comes the first."""
    values: dict[str, Sequence[object]] = {
        "theme": THEME_NAMES,
        "width": WIDTHS,
        "reveal": (True, False),
        "language": ("", *languages),
    }
    offered = values[field]
    here = getattr(preferences, field)
    if here in offered:
        return offered[(offered.index(here) + by) % len(offered)]
    if field == "width":
        wider = [width for width in WIDTHS if (width > here) == (by > 0)]
        return wider[0 if by > 0 else -1]
    return offered[0]
