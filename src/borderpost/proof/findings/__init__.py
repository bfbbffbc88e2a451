"""What a proof finds wrong with a story, as diagnostics."""
