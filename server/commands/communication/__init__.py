"""Talking to each other. Imported by the command table."""

from server.commands.communication.say import say

__all__ = ["say"]
