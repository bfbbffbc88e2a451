"""A class on this machine: the room, play in browsers, the board."""
