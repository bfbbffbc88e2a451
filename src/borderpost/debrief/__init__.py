"""What a run meant: the ledger of what was told and signed, and reports of one run or many."""
