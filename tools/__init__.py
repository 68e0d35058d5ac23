"""Programs that build, check and migrate: each folder is one of them, and none imports the game."""
