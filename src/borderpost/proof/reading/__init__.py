"""How much there is to read, and how long it takes."""
