"""The play screen: what is read, asked, and chosen at the head of a run."""
