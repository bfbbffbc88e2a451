"""What lies on the desk beside the text: case file, journal, ledger, meters."""
