"""What runs came to, for other programs: tables, one document, statements of the xAPI."""
