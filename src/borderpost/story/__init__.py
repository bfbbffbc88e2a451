"""What a story is: its model, how it is read from YAML, and what can be wrong with it."""
