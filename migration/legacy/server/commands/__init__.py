"""What a player can type, one module for each verb."""

from server.commands.dispatch import COMMANDS, run_command

__all__ = ["COMMANDS", "run_command"]
