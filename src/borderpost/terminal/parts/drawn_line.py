"""One line of a text, drawn by itself: of a long page or list only what is seen need be drawn."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget


def drawn_line(widget: Widget, content: Content, y: int) -> Strip:
    """The line `y` of a widget, which shows this content there; what is selected is marked."""
    selection = widget.text_selection
    span = selection.get_span(y) if selection is not None else None
    if span is not None:
        chosen = Style.from_styles(widget.screen.get_component_styles("screen--selection"))
        start, end = span
        content = content.stylize(chosen, start, len(content) if end < 0 else end)
    width, style = widget.content_size.width, widget.visual_style
    strips = Visual.to_strips(widget, content, width, 1, style, apply_selection=False)
    # A widget finds by these offsets where a selection begins and ends.
    return strips[0].apply_offsets(0, y) if strips else Strip.blank(width, style.rich_style)
