"""Runs on disk: their log, the shelf they stand on, and how they follow a story's edits."""
