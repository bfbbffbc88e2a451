"""A story's graph drawn: for Graphviz, for Mermaid, as a picture, as text to be read."""
