"""Commands and their keys: the one table, and all that is made from it."""
