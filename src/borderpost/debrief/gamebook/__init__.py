"""A story as a gamebook on paper: numbered passages, a sheet to keep, a die for chance."""
