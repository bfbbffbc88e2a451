"""How likely everything is that was found: players in the graph of all states."""
