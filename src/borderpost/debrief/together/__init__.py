"""Playing together: a pair, a class before one screen, stops at the end of an act."""
