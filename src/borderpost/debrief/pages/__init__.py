"""Pages to open in a browser and to print: one file each, with nothing fetched from outside."""
