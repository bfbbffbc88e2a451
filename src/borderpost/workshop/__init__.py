"""For authors: a story to start from, the live preview, the map."""
