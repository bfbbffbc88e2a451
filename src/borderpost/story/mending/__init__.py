"""Mends a file in memory where YAML cannot read it, so that everything wrong is told at once."""
