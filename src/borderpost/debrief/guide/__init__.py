"""The teacher's pack to print, made from a story's own files: a module for each part of it."""
