"""Signs beyond ASCII that screens and drawings use, and the ASCII one that can stand for each."""

from __future__ import annotations

_DRAWN = {
    "▸►▶→⟶❯": ">",
    "◂◄◀←": "<",
    "▼▾↓": "v",
    "▲▴↑": "^",
    "■█▉▊▋▌▍▆▇▅▟▙◼●◆▮": "#",
    "▄▃▂▁▎▏": "_",
    "□▯◻○◇░": "o",
    "◐◑": "-",
    "▒▓": "%",
    "·∙⋅": ".",
    "•‣": "*",
    "│┃╎╏┆┇┊┋║▕▐": "|",
    "─╌╍┄┅┈┉╴╶╸╺╼╾‐‑‒–—―−▔▀": "-",
    "═━": "=",
    "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋": "+",
    "╱": "/",
    "╲": "\\",
    "‘’‚‹›": "'",
    "“”„«»": '"',
    "…": ".",
    "×✗✘✕": "x",
    "✓✔": "v",
    "≈∼": "~",
    "≠": "#",
    "\u00a0\u2002\u2003\u2009\u202f": " ",
}

SIMPLE = {sign: simple for signs, simple in _DRAWN.items() for sign in signs}
"""Each sign of the interface, and of drawings, and the ASCII one that can stand for it."""


def in_ascii(text: str) -> str:
    """A text with simple signs in it; letters stay what they are."""
    return text if text.isascii() else "".join([SIMPLE.get(sign, sign) for sign in text])
