"""`python -m borderpost` is the command `borderpost`."""

from __future__ import annotations

from borderpost.cli import main

if __name__ == "__main__":
    main()
