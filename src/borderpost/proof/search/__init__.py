"""What can be come to: every state of a story, walked level by level."""
