"""What every screen has: keys that need no focus, one sentence where the window is too small."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.geometry import Region
from textual.screen import Screen

from borderpost.terminal.keys.commands import EVERYWHERE, NUMBERS, READ, Command, bindings
from borderpost.terminal.keys.key_line import MORE, KeyLine
from borderpost.terminal.parts.closing import Closable
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.sizes import LEAST_HEIGHT, LEAST_WIDTH
from borderpost.terminal.shell import preferences_of

if TYPE_CHECKING:
    from textual.command import Provider

    from borderpost.terminal.parts.menu import Menu

Result = TypeVar("Result")

TURNS = 3
"""Turns of the event loop from a change to its screen: the widget's, its message's, one more."""


def _screen_commands() -> type[Provider]:
    """What the command palette lists; read when it is first opened."""
    from borderpost.terminal.keys.palette import ScreenCommands

    return ScreenCommands


async def _everything_said() -> None:
    """Wait until the widgets have run, and their screen has heard what they need."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


class Frame(Closable[Result]):
    """A screen read and chosen from by keys that work whatever has the focus.

    Its parts are a `Reading`, and in it a `Menu`; a subclass without either does nothing on the
    keys that would need it.
    """

    AUTO_FOCUS = None
    _scroll: Callable[[], None] | None = None
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READ), *bindings(EVERYWHERE), *NUMBERS]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_screen_commands}

    @property
    def reading(self) -> Reading | None:
        """What is read on this screen, if anything."""
        return next(iter(self.query(Reading)), None)

    @property
    def menu(self) -> Menu | None:
        """What is chosen from, if anything."""
        from borderpost.terminal.parts.menu import Menu

        return next((menu for menu in self.query(Menu) if menu.items and menu.display), None)

    @property
    def is_too_small(self) -> bool:
        """Whether nothing but a sentence fits, so that no key may do anything unseen."""
        return self.size.width < LEAST_WIDTH or self.size.height < LEAST_HEIGHT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key act on what is not seen: too small, or opened by a key of just before."""
        if (self.is_too_small or not self.is_mounted) and action not in ("leave", "back"):
            return False
        return super().check_action(action, parameters)

    def commands_now(self) -> Sequence[Command]:
        """The commands of this screen that mean something now."""
        return [command for line in self.query(KeyLine) for command in line.commands]

    def show_more_below(self, *, more: bool) -> None:
        """Say at the bottom whether there is more to read, and which commands mean nothing now."""
        for line in self.query(KeyLine):
            idle = [c.id for c in line.offered if not self.check_action(c.action, ())]
            line.show(line.offered, self.hint(more=more), idle)

    def hint(self, *, more: bool) -> str:
        """What stands at the end of the line of keys."""
        return MORE if more else ""

    def action_help(self) -> None:
        """Open the help."""
        from borderpost.terminal.keys.help import Help

        self.app.push_screen(Help(preferences_of(self.app).keys))

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Let the next thing be taken, now that something came of this one."""
        event.menu.free()

    def action_palette(self) -> None:
        """Open the list of commands, to find one by its name."""
        from borderpost.terminal.keys.palette import Palette

        self.app.push_screen(Palette())

    def action_settings(self) -> None:
        """Open the settings."""
        from borderpost.terminal.likes.settings_screen import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def on_resize(self) -> None:
        """Where nothing fits, show the sentence that says so."""
        if self.is_too_small:
            from borderpost.terminal.parts.too_small import TooSmall

            if not self.query(TooSmall):
                self.mount(TooSmall())

    def on_mount(self) -> None:
        """Follow where everything stands, and how far the page is read."""
        self.paint_at_once()
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def after_layout(self, scroll: Callable[[], None]) -> None:
        """Scroll once what was just shown has its place; before that nobody knows where it is."""
        self._scroll = scroll
        self.paint_at_once()

    def paint_at_once(self) -> None:
        """Hold painting until every part has said what it needs, and then paint once.

        Otherwise Textual may paint what happens to be ready, and the rest a frame or two later. It
        has no way of its own to be asked for this: what is called with an underscore here is what
        its timer would call.
        """
        batch = ExitStack()
        batch.enter_context(self.app.batch_update())

        async def paint() -> None:
            try:
                await _everything_said()
                # Once all has its place it can be scrolled to, and more is known to be shown.
                if self._scroll is not None and self.is_current:
                    self._refresh_layout()
                    await _everything_said()
            finally:
                batch.close()
            self._on_timer_update()
            self._compositor_refresh()
            self.app.screen.check_idle()

        self.app.call_later(paint)

    def _compositor_refresh(self) -> None:
        """Paint, unless that is held: Textual would draw everything then, and show none of it."""
        if not self.app._batch_count:  # noqa: SLF001 - there is no other way to ask
            super()._compositor_refresh()

    def _laid_out(self, _: Screen[object]) -> None:
        """Everything has its place."""
        scroll, self._scroll = self._scroll, None
        if scroll is not None:
            scroll()
        if (reading := self.reading) is not None:
            reading.note_more()
            self.show_more_below(more=reading.more_below)

    # --- Keys ------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Highlight the next item once what is highlighted is in sight; until then read on."""
        menu, reading = self.menu, self.reading
        if menu is None:
            if reading is not None:
                reading.step(2 * by)
            return
        here = menu.region_of(max(menu.highlighted, 0))
        if reading is not None and not reading.shows(here):
            below = here.bottom > reading.scroll_offset.y + reading.scrollable_content_region.height
            if below == (by > 0):
                reading.step(2 * by)
                return
        elif not menu.move(by) and reading is not None:
            reading.step(2 * by)
            return
        self.reveal_highlighted()

    def action_take(self) -> None:
        """Take what is highlighted, or read on to it; where nothing is, highlight the first."""
        menu, reading = self.menu, self.reading
        if menu is None or menu.highlighted < 0:
            if reading is not None and (menu is None or reading.more_below):
                reading.turn(1)
            elif menu is not None and menu.move(1):
                self.reveal_highlighted()
        elif reading is None or reading.shows(menu.region_of(menu.highlighted)):
            menu.take(menu.highlighted)
        elif reading.more_below:
            reading.turn(1)
        else:
            self.reveal_highlighted()

    def action_number(self, number: int) -> None:
        """Take the item with this number once it is seen; stray numbers do nothing."""
        menu, reading = self.menu, self.reading
        index = menu.index_of(number) if menu is not None else -1
        if menu is None or index < 0:
            return
        if reading is None or reading.shows(menu.region_of(index)):
            menu.take(index)
        else:
            # Nobody should have decided what they have not read: the same key again takes it.
            menu.highlight(index)
            self.reveal_highlighted()

    def action_turn(self, by: int) -> None:
        """A page on or back."""
        if (reading := self.reading) is not None:
            reading.turn(by)

    def action_edge(self, last: bool) -> None:  # noqa: FBT001 - Textual passes actions plain values
        """To the top or the end."""
        if (menu := self.menu) is not None:
            menu.highlight_edge(last=last)
        if (reading := self.reading) is not None:
            if last:
                reading.scroll_end(animate=False, immediate=True)
            else:
                reading.scroll_home(animate=False, immediate=True)

    def reveal_highlighted(self) -> None:
        """Scroll to where the highlighted item is seen."""
        menu, reading = self.menu, self.reading
        if menu is not None and reading is not None and menu.highlighted >= 0:
            here = menu.region_of(menu.highlighted)
            if menu.highlighted == len(menu.items) - 1:
                here = Region(here.x, here.y, here.width, here.height + 1)
            reading.reveal(here)
