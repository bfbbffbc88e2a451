"""The small language of conditions and effects: parsed, typed and resolved when a story is read."""
