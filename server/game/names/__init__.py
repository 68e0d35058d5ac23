"""What characters may be called. Imported by the services that create and look for characters."""

from server.game.names.rules import LONGEST_NAME, SHORTEST_NAME, character_name

__all__ = ["LONGEST_NAME", "SHORTEST_NAME", "character_name"]
