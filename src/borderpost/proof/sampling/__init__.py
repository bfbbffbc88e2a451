"""Plays by lot, by the thousand."""
