"""What can be proved of a story: what can be reached, how likely each ending is, and why."""
