"""Rewrites the golden frames: `python -m tests.terminal.update_frames`.

Look at every changed line before it is kept: a wrong frame is worse than none.
"""

from __future__ import annotations

import os
import sys

import pytest


def main() -> int:
    """Draw the frames where the tests draw them, so that nothing of this machine is in them."""
    os.environ["UPDATE_FRAMES"] = "1"
    return int(pytest.main(["-q", "-n", "0", "tests/terminal/test_frames.py"]))


if __name__ == "__main__":
    sys.exit(main())
