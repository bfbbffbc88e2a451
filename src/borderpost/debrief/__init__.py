"""What a run meant: the ledger of what was acted on, and the reports made of one run or many."""
