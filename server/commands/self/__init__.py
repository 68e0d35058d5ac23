"""What concerns the player more than the world: who is here, help, leaving. Imported by the command table."""
