"""The game as people play it, from the first page to the last line."""
