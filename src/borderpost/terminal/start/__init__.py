"""Before playing: the title, stories, saved runs, what must be said before a run."""
