"""The colours of the app: dark, light, high contrast, and the terminal's own.

Besides Textual's own names, each theme gives the app's: `quiet` for what is beside the point,
`mark` for citations and keys, `gain` and `loss` for what changed, `ridge` and `peak` for the
title's picture, `band` behind what is highlighted. The first four have a contrast of at least 4.5
to 1 on every background that text stands on (WCAG 2.2, 1.4.3), in high contrast of at least 7.
A name may bring an attribute with it, as in `#ffffff underline`; then only text may use it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App


def _with_derived(theme: Theme) -> Theme:
    """A theme with the variables that are colours of its own already, where it gives no others."""
    of_its_own = {
        "mark": theme.accent,
        "gain": theme.success,
        "loss": theme.error,
        "scrollbar-active": theme.primary,
        "scrollbar-background": theme.background,
    }
    derived = {name: colour for name, colour in of_its_own.items() if colour is not None}
    variables = {**derived, **theme.variables}
    for moved in ("hover", "active"):  # the track does not show that its bar is pointed at
        variables.setdefault(f"scrollbar-background-{moved}", variables["scrollbar-background"])
    theme.variables = variables
    return theme


DARK = _with_derived(
    Theme(
        name="borderpost-dark",
        dark=True,
        primary="#8fb0a9",
        secondary="#a8a08c",
        accent="#d9b36c",
        foreground="#d9d6cc",
        background="#171a1b",
        surface="#1d2122",
        panel="#262b2c",
        warning="#d9b36c",
        error="#d98880",
        success="#9bbf8a",
        variables={
            "quiet": "#979c98",
            "peak": "#59666a",
            "ridge": "#39464a",
            "band": "#2a3132",
            "scrollbar": "#3a4243",
            "scrollbar-hover": "#566062",
        },
    )
)
"""The theme the app opens with: paper-coloured letters on slate."""

LIGHT = _with_derived(
    Theme(
        name="borderpost-light",
        dark=False,
        primary="#2f5d55",
        secondary="#6a6350",
        accent="#7a5310",
        foreground="#26282a",
        background="#f3f0e8",
        surface="#ebe7dc",
        panel="#e0dbcd",
        warning="#7a5310",
        error="#9a3328",
        success="#37652a",
        variables={
            "quiet": "#56584f",
            "peak": "#b9bab2",
            "ridge": "#8d938d",
            "band": "#ddd8c8",
            "scrollbar": "#c9c4b4",
            "scrollbar-hover": "#a9a595",
        },
    )
)
"""The same on paper: dark letters on a warm white."""

HIGH_CONTRAST = _with_derived(
    Theme(
        name="borderpost-high-contrast",
        dark=True,
        primary="#ffffff",
        secondary="#d6d6d6",
        accent="#ffffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        warning="#ffe14d",
        error="#ffb3b3",
        success="#a6f5a6",
        variables={
            "quiet": "#d6d6d6",
            "mark": "#ffffff bold underline",
            "peak": "#707070",
            "ridge": "#c0c0c0",
            "band": "#000000 reverse",
            "scrollbar": "#ffffff",
            "scrollbar-hover": "#ffffff",
            "scrollbar-background": "#303030",
        },
    )
)
"""White on black; marks are underlined, and what is highlighted is black on white."""

TERMINAL = _with_derived(
    Theme(
        name="borderpost-terminal",
        ansi=True,
        primary="ansi_default",
        secondary="ansi_default",
        accent="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        warning="ansi_default",
        error="ansi_default",
        success="ansi_default",
        variables={
            "quiet": "ansi_default",
            "mark": "ansi_default underline",
            "peak": "ansi_blue",
            "ridge": "ansi_default",
            "band": "ansi_default reverse",
            "scrollbar": "ansi_default",
            "scrollbar-hover": "ansi_default",
            "scrollbar-background": "ansi_bright_black",
            "scrollbar-corner-color": "ansi_default",
            "ansi-background": "ansi_default",  # what Textual's own style sheets ask of it
            "ansi-foreground": "ansi_default",
        },
    )
)
"""The terminal's own letters on its own background, whatever they are.

None of its other colours can be read on every background there is, so text has none of them: marks
are underlined, and what is highlighted is reversed.
"""

THEMES = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST, "terminal": TERMINAL}
"""Every theme of the app's own, by the names that preferences know."""

COLOURLESS = ("vt52", "vt100", "vt102", "vt220", "vt320")
"""Terminals without colours, as `TERM` names them, beside those that end in `-m` or `-mono`."""


def theme_for(name: str, *, colours: str) -> Theme:
    """The theme worn for a preference where there are `no`, `few` or `many` colours.

    With sixteen of them, dark and light would become others than they are.
    """
    if colours == "no" or (colours == "few" and name in ("dark", "light")):
        return TERMINAL
    return THEMES.get(name, DARK)


def colours_of(app: App[None]) -> str:
    """Whether the terminal of an app has `no` colours (or none are wanted), `few`, or `many`."""
    term = os.environ.get("TERM", "")
    if app.no_color or term in COLOURLESS or term.endswith(("-m", "-mono")):
        return "no"
    return "few" if app.console.color_system in (None, "standard", "windows") else "many"


def wear(app: App[None], name: str) -> None:
    """Dress an app in the theme of a preference, as far as its terminal has colours for it."""
    colours = colours_of(app)
    theme = theme_for(name, colours=colours)
    if theme.name not in app.available_themes:
        app.register_theme(theme)
    app.theme = theme.name
    if colours == "no":
        from textual.filter import Monochrome, NoColor

        # Textual keeps shades of grey, which are colours as well, and may not be readable here.
        filters = app._filters  # noqa: SLF001 - Textual has no public name for it
        filters[:] = [kept for kept in filters if not isinstance(kept, Monochrome | NoColor)]
        filters.append(NoColor())
    if app.is_running:
        app.call_next(redraw, app)


def redraw(app: App[None]) -> None:
    """Draw everything anew: Textual draws only what has other styles, not what names a colour."""
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            widget.refresh()
