"""Seeing the world and walking through it. Imported by the command table."""

from server.commands.exploration.go import go, walk
from server.commands.exploration.look import look

__all__ = ["go", "look", "walk"]
