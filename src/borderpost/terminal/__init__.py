"""The Textual app: screens and widgets over the engine's views. It holds no rules of play."""

import os

# Textual reads this once. At its usual 60 frames a second a key may wait 17 ms for the next one.
os.environ.setdefault("TEXTUAL_FPS", "120")
