"""From positioned trees to the model of a story: shapes, types and names, all problems at once."""
