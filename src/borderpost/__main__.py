"""`python -m borderpost` does what `borderpost` does."""

from __future__ import annotations

import sys

from borderpost.cli import main

if __name__ == "__main__":
    sys.exit(main())
