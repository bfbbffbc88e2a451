"""What is known of a state of which not all is known."""

from __future__ import annotations

from typing import NamedTuple

from borderpost.engine.functions import State


class Known(NamedTuple):
    """Bits of a state that are known, what they are, and scenes in which some choice was taken.

    Which choice that was need not be known.
    """

    mask: State = 0
    state: State = 0
    decided: frozenset[str] = frozenset()

    def but(self, mask: State) -> Known:
        """The same, but for some bits."""
        return self._replace(mask=self.mask & ~mask, state=self.state & ~mask)

    def and_also(self, mask: State, state: State) -> Known:
        """The same, and some bits that are known besides, or better."""
        return self._replace(mask=self.mask | mask, state=self.state & ~mask | state & mask)

    def in_common(self, other: Known) -> Known:
        """What is known alike."""
        mask = self.mask & other.mask & ~(self.state ^ other.state)
        return Known(mask, self.state & mask, self.decided & other.decided)
