"""What screens are made of: the page, the menu, the frame around them, colours and signs."""
