"""Looking at the world and walking through it. Imported by the command table."""
