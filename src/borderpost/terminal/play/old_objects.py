"""Keeps the cyclic collector from walking what lives as long as the program, while one plays.

A full collection goes over every object there is: modules, the story, the style sheets. That
takes longer than all else that a key asks for, finds nothing, and comes at any key it likes. What
is there when a play begins is therefore set aside; what the play makes is collected as ever.
"""

from __future__ import annotations

import gc


def set_aside() -> None:
    """Let the collector pass over all that lives now.

    What an earlier play left behind was perhaps set aside with the rest: that is collected first.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def set_more_aside() -> None:
    """Let it pass over what has come since, too; until the next `set_aside`."""
    gc.freeze()
