"""Play line by line: numbered choices, lines that are only added, for any reader and any pipe."""
