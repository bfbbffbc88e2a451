"""What makes no difference in any play: choices, conditions, texts."""
