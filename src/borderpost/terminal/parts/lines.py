"""Text line by line: of a long page or list only the lines that are seen need be drawn.

Textual's own way from content to lines would wrap again what is wrapped, look for links that are
none of ours, and make each line three times over.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from borderpost.terminal.parts.typeset import DOES


class Plain(Widget):
    """A widget of text without links of Textual's own kind, to be looked for in every line."""

    auto_links: Reactive[bool] = Reactive(default=False)


class Clickable(Plain):
    """A widget of text whose pieces may do something when they are clicked."""

    async def on_click(self, event: events.Click) -> None:
        """Do what the piece under the mouse does."""
        action = event.style.meta.get(DOES)
        if action is not None:
            event.stop()
            await self.run_action(action)


class Lines(Plain):
    """A widget that is so many lines at a width, each drawn by itself."""

    def lines_at(self, width: int) -> Sequence[Content]:  # noqa: ARG002 - for those that have some
        """The lines at a width in cells; asked for again at every line that is drawn."""
        return ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as there are."""
        return len(self.lines_at(width))

    def render(self) -> Content:
        """The lines, one below the other: what is copied when all of it is selected."""
        return Content("\n").join(self.lines_at(self.content_size.width))

    def render_line(self, y: int) -> Strip:
        """One of them: those that are not seen are not drawn."""
        lines = self.lines_at(self.content_size.width)
        return drawn_line(self, lines[y] if y < len(lines) else Content(), y)


def drawn_line(widget: Widget, content: Content, y: int) -> Strip:
    """The line `y` of a widget, which shows this content there; what is selected is marked."""
    selection = widget.text_selection
    span = selection.get_span(y) if selection is not None else None
    if span is not None:
        chosen = Style.from_styles(widget.screen.get_component_styles("screen--selection"))
        start, end = span
        content = content.stylize(chosen, start, len(content) if end < 0 else end)
    width, style = widget.content_size.width, widget.visual_style
    segments: list[Segment] = []
    x = 0
    named = widget._get_style  # noqa: SLF001 - as Textual finds the colours that styles name
    for text, of_text in content.render(style, end="", parse_style=named):
        whole = style + of_text
        # By these offsets Textual finds where a selection begins and ends.
        drawn = whole.rich_style_with_offset(x, y) if widget.allow_select else whole.rich_style
        segments.append(Segment(text, drawn))
        x += len(text)
    strip = Strip(segments, content.cell_length)
    return strip if strip.cell_length <= width else strip.crop(0, width)
