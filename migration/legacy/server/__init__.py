"""A small game server: rooms, the players in them, and what a player can type."""
