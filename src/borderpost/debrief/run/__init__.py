"""What one run meant: the ledger of what was told and signed, forks, the journal as a text."""
