"""borderpost: play, teach and author branching decision scenarios in a terminal."""

__version__ = "0.1.0"
