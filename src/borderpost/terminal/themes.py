"""The colours of the app: one dark theme and one light, calm, and legible where text stands.

Besides Textual's own names, each theme gives the app's: `quiet` for what is beside the point,
`mark` for citations and keys, `gain` and `loss` for what changed, `ridge` and `peak` for the
title's picture, `band` behind what is highlighted. The first four have a contrast of at least 4.5
to 1 on every background that text stands on (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
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
        "mark": "#d9b36c",
        "gain": "#9bbf8a",
        "loss": "#d98880",
        "peak": "#59666a",
        "ridge": "#39464a",
        "band": "#2a3132",
        "scrollbar": "#3a4243",
        "scrollbar-hover": "#566062",
        "scrollbar-active": "#8fb0a9",
        "scrollbar-background": "#171a1b",
        "scrollbar-background-hover": "#171a1b",
        "scrollbar-background-active": "#171a1b",
    },
)
"""The theme the app opens with: paper-coloured letters on slate."""

LIGHT = Theme(
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
        "mark": "#7a5310",
        "gain": "#37652a",
        "loss": "#9a3328",
        "peak": "#b9bab2",
        "ridge": "#8d938d",
        "band": "#ddd8c8",
        "scrollbar": "#c9c4b4",
        "scrollbar-hover": "#a9a595",
        "scrollbar-active": "#2f5d55",
        "scrollbar-background": "#f3f0e8",
        "scrollbar-background-hover": "#f3f0e8",
        "scrollbar-background-active": "#f3f0e8",
    },
)
"""The same on paper: dark letters on a warm white."""

THEMES = (DARK, LIGHT)
"""Every theme of the app's own."""
