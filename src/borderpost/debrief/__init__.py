"""What a run meant: the ledger of what was told and signed, and the reports made of one run or many."""
