"""What a player likes: kept in a file, changed on a screen."""
